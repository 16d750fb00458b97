"""What 2.6.2 got wrong about contents, errors and answers, and what its users expected.

The rest of what it got wrong, about requests and files, is in ``test_legacy_bugs_requests.py``.
"""
from __future__ import absolute_import

import base64
import json

import pytest
import responses

from answers import (
    BASE, KEY, URL, a_concept, a_model, a_video, an_input, an_output, box)
from clarifai.errors import ApiError, UserError
from clarifai.rest import ClarifaiApp, Image, Model, Video

BASE64 = base64.b64encode(b'\x89PNG\r\n\x1a\n and so on').decode('ascii')


# base64 as text on Python 3


def test_base64_as_text_can_be_predicted(app, http):
    http.answer({'outputs': [an_output()]})
    app.public_models.general_model.predict_by_base64(u'' + BASE64)
    assert http.last.params['inputs'] == [{'data': {'image': {'base64': BASE64}}}]


def test_base64_as_text_can_be_uploaded(app, http):
    http.answer({'inputs': [an_input()]})
    app.inputs.create_image_from_base64(u'' + BASE64)
    assert http.last.params['inputs'] == [{'data': {'image': {'base64': BASE64}}}]


def test_base64_as_text_can_be_searched(app, http):
    http.answer({'hits': []})
    app.inputs.search_by_image(base64bytes=u'' + BASE64)
    term = http.last.params['query']['ands'][0]['output']
    assert term['input']['data']['image'] == {'base64': BASE64}


def test_an_input_that_came_back_with_base64_can_be_written(app, http):
    http.answer({'input': an_input(image={'base64': BASE64})})
    assert app.inputs.get('in-1').dict()['data']['image'] == {'base64': BASE64}


# A body that is not JSON


def transported(*bodies):
    """Returns what the client makes of these (status, body) answers, and the requests it made."""
    app = ClarifaiApp(api_key=KEY, base_url=BASE)
    with responses.RequestsMock() as network:
        for status, body in bodies:
            network.add(responses.GET, BASE + '/v2/inputs/a', status=status,
                        body=body)
        try:
            outcome = app.inputs.get('a')
        except Exception as error:
            outcome = error
        return outcome, len(network.calls)


def test_an_html_502_is_retried_and_then_an_api_error(clock):
    html = '<html><h1>Bad gateway</h1></html>'
    outcome, attempts = transported((502, html), (502, html), (502, html))
    assert isinstance(outcome, ApiError)
    assert outcome.status_code == 502
    assert attempts == 3


def test_an_html_502_is_forgotten_when_the_next_attempt_works(clock):
    outcome, attempts = transported((502, '<html>'), (200, json.dumps({'input': an_input('a')})))
    assert outcome.input_id == 'a'
    assert attempts == 2


def test_a_200_that_is_not_json_is_an_api_error(clock):
    outcome, _ = transported((200, '<html>maintenance</html>'))
    assert isinstance(outcome, ApiError)
    assert outcome.status_code == 200
    assert 'JSON' in str(outcome)


def test_a_json_list_as_an_error_body_is_an_api_error(clock):
    outcome, _ = transported((404, '["not", "found"]'))
    assert isinstance(outcome, ApiError)
    assert outcome.status_code == 404


def test_an_api_error_prints_as_text(clock):
    body = json.dumps({'status': {'code': 11102, 'description': u'caf\xe9', 'details': u'\u732b'}})
    outcome, _ = transported((404, body))
    assert isinstance(outcome, ApiError)
    assert isinstance(str(outcome), str)
    assert not str(outcome).startswith("b'")
    assert '11102' in str(outcome)


# models.get


def test_models_get_without_arguments_is_a_user_error(app, http):
    with pytest.raises(UserError):
        app.models.get()
    assert http.requests == []


def test_models_get_without_a_connection_is_an_api_error(app, http):
    http.answer(ApiError('https://api.example.com/v2/models/x', None, 'GET', cause='refused'))
    with pytest.raises(ApiError):
        app.models.get('x')


@pytest.mark.parametrize('kind', ['embed', 'cluster'])
def test_models_get_is_none_when_the_search_finds_only_models_without_concepts(app, http, kind):
    http.refuse(404, 21200)
    http.answer({'models': [a_model('m', kind=kind)]})
    assert app.models.get('m') is None


# A model made from an id


def test_a_model_made_from_an_id_asks_for_its_concepts(app, http):
    http.answer({'model': a_model('boats', concepts=['sloop', 'yawl'])})
    assert Model(app.api, model_id='boats').get_concept_ids() == ['sloop', 'yawl']
    assert http.paths == ['GET /v2/models/boats/output_info']


def test_a_model_made_from_an_id_can_be_written(app):
    assert Model(app.api, model_id='boats').dict()['model']['id'] == 'boats'


def test_a_model_with_concepts_is_written_with_their_ids(app):
    model = Model(app.api, a_model('boats', concepts=['sloop']))
    written = model.dict()['model']['output_info']['data']['concepts']
    assert written == [{'id': 'sloop'}]
    json.dumps(model.dict())


# Flags that are false


@pytest.mark.parametrize('flag', ['closed_environment', 'concepts_mutually_exclusive'])
def test_model_update_sends_false(app, http, flag):
    http.answer({'models': [a_model()]})
    Model(app.api, model_id='boats').update(**{flag: False})
    assert http.last.params['models'][0]['output_info']['output_config'] == {flag: False}


# concepts.bulk_create


def test_bulk_create_without_names_takes_the_ids(app, http):
    http.answer({'concepts': [a_concept('a'), a_concept('b')]})
    app.concepts.bulk_create(['a', 'b'])
    assert [(one['id'], one['name']) for one in http.last.params['concepts']] == [
        ('a', 'a'), ('b', 'b')]


# Fields missing from an answer


def test_a_concept_of_an_answer_may_lack_everything_but_its_id(app, http):
    http.answer({'concept': {'id': 'cat'}})
    concept = app.concepts.get('cat')
    assert (concept.concept_id, concept.concept_name, concept.app_id, concept.created_at) == (
        'cat', None, None, None)


def test_a_model_of_an_answer_may_lack_its_name_and_version(app, http):
    http.answer({'model': {'id': 'boats'}})
    model = app.models.get('boats')
    assert (model.model_name, model.model_version, model.model_status_code) == (None, None, None)


def test_a_region_of_an_answer_may_lack_its_box(app, http):
    http.answer({'input': an_input(regions=[{'id': 'r'}])})
    region = app.inputs.get('in-1').regions[0]
    assert region.region_id == 'r'
    assert region.region_info.bbox is None


def test_a_status_of_an_answer_may_lack_description_and_details(app, http):
    http.answer({'input': {'id': 'a', 'data': {'image': {'url': URL}}, 'status': {'code': 30001}}})
    status = app.inputs.get('a').status
    assert (status.code, status.description) == (30001, None)
    str(status)


def test_an_error_may_lack_description_and_details(clock):
    outcome, _ = transported((404, json.dumps({'status': {'code': 11102}})))
    assert (outcome.error_code, outcome.error_desc, outcome.error_details) == (11102, None, None)


def test_a_geo_limit_in_an_answer_is_read(app, http):
    geo = {'geo_point': {'longitude': 1, 'latitude': 2},
           'geo_limit': {'type': 'withinMiles', 'value': 3}}
    http.answer({'input': an_input(geo=geo)})
    assert app.inputs.get('in-1').geo.dict() == {'geo': geo}


# Concepts of a region


def test_concepts_of_a_region_do_not_replace_those_of_the_image(app, http):
    region = {'id': 'r', 'region_info': {'bounding_box': box()},
              'data': {'concepts': [a_concept('sail', value=0.7)]}}
    http.answer({'input': an_input(concepts=[a_concept('boat')], regions=[region])})
    image = app.inputs.get('in-1')
    assert image.concepts == ['boat']
    assert [one.concept_id for one in image.regions[0].concepts] == ['sail']


# Video inputs


def test_get_gives_a_video(app, http):
    http.answer({'input': a_video('clip')})
    video = app.inputs.get('clip')
    assert isinstance(video, Video)
    assert (video.input_id, video.url) == ('clip', a_video()['data']['video']['url'])


def test_get_all_gives_videos_among_images(app, http):
    http.answer({'inputs': [an_input(), a_video()]}, {'inputs': []})
    assert [type(one) for one in app.inputs.get_all()] == [Image, Video]


def test_an_uploaded_video_comes_back_as_a_video(app, http):
    http.answer({'inputs': [a_video('clip')]})
    assert isinstance(app.inputs.create_image(Video(url='https://pics.example.com/clip.mp4')),
                      Video)
