"""Annotations as a stream, in the order of the frames that they are about."""
from __future__ import absolute_import

import json

import pytest
from sandbox_process import App, an_input, clip, plain, shared_url, text

PLACE = '/inputs/film/track_annotations/searches/stream'
BOX = {'bounding_box': {'top_row': 0.1, 'left_col': 0.2, 'bottom_row': 0.3, 'right_col': 0.4}}
POINT = {'point': {'row': 0.5, 'col': 0.5}}

url = shared_url('--recognition', 'off')


def frame(number, track, shape, score=None):
    concept = {'id': 'cat', 'value': 1}
    if score is not None:
        concept['metadata'] = {'prediction_score': score}
    return {'id': 'f%d' % number, 'input_id': 'film', 'data': {'frames': [{
        'frame_info': {'number': number, 'index': number, 'time': number * 40},
        'data': {'regions': [{'track_id': track, 'region_info': shape,
                              'data': {'concepts': [concept]}}]}}]}}


@pytest.fixture(scope='module')
def app(url):
    app = App(url, app_id='film')
    app.add(an_input(plain('red'), 'picture'),
            {'id': 'film', 'data': {'video': {'base64': text(clip(['red', 'blue']))}}})
    app.ok('POST', '/annotations', {'annotations': [
        frame(9, 'b', BOX, 0.9), frame(3, 'a', BOX, 0.4), frame(5, 'a', POINT),
        {'id': 'tag', 'input_id': 'film', 'data': {'concepts': [{'id': 'dog'}]}},
        dict(frame(7, 'a', BOX), id='pending', status={'code': 24151}),
        dict(frame(6, 'a', BOX), id='anns', worker={'user': {'id': 'ann'}})]})
    return app


def streamed(app, **wanted):
    response = app.send('POST', PLACE, wanted)
    assert response.status_code == 200, response.text
    answers = [json.loads(line)['result'] for line in response.text.splitlines()]
    assert all(answer['status']['code'] == 10000 for answer in answers)
    return [answer['annotation']['id'] for answer in answers]


def test_all_that_is_trusted_in_the_order_of_frames(app):
    assert streamed(app) == ['tag', 'f3', 'f5', 'anns', 'f9']


@pytest.mark.parametrize('wanted, found', [
    ({'frame_number_start': 5}, ['f5', 'anns', 'f9']),
    ({'frame_number_start': 5, 'max_frames': 2}, ['f5', 'anns']),
    ({'frame_time_start': 120, 'max_duration': 81}, ['f3', 'f5']),
    ({'frame_time_start': 121, 'max_duration': 79}, []),
    ({'track_ids': ['b']}, ['f9']), ({'track_ids': ['a', 'b']}, ['f3', 'f5', 'anns', 'f9']),
    ({'annotation_type': 'POINT'}, ['f5']), ({'annotation_type': 2}, ['f3', 'anns', 'f9']),
    ({'annotation_type': 'TAG'}, ['tag']), ({'annotation_type': 'MASK'}, []),
    ({'min_prediction_score': 0.5}, ['f9']), ({'min_prediction_score': 0.4}, ['f3', 'f9']),
    ({'worker': {'user': {'id': 'ann'}}}, ['anns']),
    ({'worker': {'model': {'model_version': {'id': 'any'}}}}, [])])
def test_what_is_asked_for(app, wanted, found):
    assert streamed(app, **wanted) == found


def test_of_an_annotation_with_several_frames_those_that_are_asked_for(app):
    several = frame(20, 'c', BOX)
    several['data']['frames'] += frame(21, 'c', BOX)['data']['frames']
    app.ok('POST', '/annotations', {'annotations': [several]})
    response = app.send('POST', PLACE, {'frame_number_start': 21})
    [answer] = [json.loads(line)['result'] for line in response.text.splitlines()]
    assert [one['frame_info']['number'] for one in answer['annotation']['data']['frames']] == [21]


@pytest.mark.parametrize('wanted', [
    {'frame_number_start': -1}, {'max_frames': 216001}, {'annotation_type': 'CIRCLE'},
    {'min_prediction_score': 2}, {'track_ids': 'a'}, {'unknown': 1}])
def test_what_makes_no_sense(app, wanted):
    assert app.refused('POST', PLACE, wanted)[:2] == (400, 11102)


def test_of_an_input_that_is_not_there(app):
    assert app.refused('POST', PLACE.replace('film', 'ghost'), {})[:2] == (404, 11101)
