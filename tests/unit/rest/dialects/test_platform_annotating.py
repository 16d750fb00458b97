"""Uploads with concepts into an app that takes concepts as annotations only."""
from __future__ import absolute_import

import logging

import pytest

from answers import URL, an_error, an_input
from clarifai.errors import ApiError
from clarifai.rest import Image
from platform_api import OWN, row

DETAILS = ('Adding/patching inputs with pre-tagged concepts is not allowed for apps with a '
           'detection model in their base workflow. Please use Post or Patch Annotations instead.')
BY_CALL = {'status': {'code': 10020, 'description': 'Failure', 'details': DETAILS}}
BY_ITEM = {'status': {'code': 10020, 'description': 'Failure'},
           'inputs': [{'id': 'a', 'status': {'code': 30104, 'details': DETAILS}}]}
UPLOAD, UPDATE, ANNOTATE = ('POST %s/inputs' % OWN, 'PATCH %s/inputs' % OWN,
                            'POST %s/annotations' % OWN)


@row('add-annotated')
@pytest.mark.parametrize('refusal', [BY_CALL, BY_ITEM], ids=['by-call', 'by-item'])
def test_inputs_go_first_and_their_concepts_follow(http, platform_app, refusal, caplog):
    http.answer(an_error(400, refusal), {'inputs': [an_input('a')]},
                {'annotations': [{'id': 'x'}]})
    with caplog.at_level(logging.WARNING, logger='clarifai'):
        added = platform_app.inputs.create_image_from_url(
            URL, image_id='a', concepts=['cat'], not_concepts=['dog'], metadata={'n': 1})
    assert http.paths == [UPLOAD, UPLOAD, ANNOTATE]
    assert http.requests[1].params == {'inputs': [
        {'id': 'a', 'data': {'image': {'url': URL}, 'metadata': {'n': 1}}}]}
    [annotation] = http.requests[2].params['annotations']
    assert annotation['input_id'] == 'a'
    assert [(item['id'], item['value']) for item in annotation['data']['concepts']] == [
        ('cat', 1), ('dog', 0)]
    assert (added.concepts, added.not_concepts) == (['cat'], ['dog'])
    assert 'annotations' in caplog.text


@row('add-annotated')
def test_a_server_that_gives_the_ids(http, platform_api):
    http.answer(an_error(400, BY_CALL), {'inputs': [an_input('made-1'), an_input('made-2')]}, {})
    platform_api.add_inputs([Image(url=URL, concepts=['cat']), Image(url=URL + '?2')])
    assert [item['input_id'] for item in http.last.params['annotations']] == ['made-1']


@row('add-annotated')
def test_merging_concepts_annotates(http, platform_app):
    http.answer(an_error(400, BY_CALL), {'annotations': []})
    platform_app.inputs.merge_concepts('a', ['cat'], [])
    assert http.paths == [UPDATE, ANNOTATE]
    assert http.last.params['annotations'][0]['input_id'] == 'a'


@row('add-annotated')
def test_what_else_is_merged_is_merged(http, platform_api):
    http.answer(an_error(400, BY_CALL), {}, {})
    platform_api.patch_inputs('merge', [Image(image_id='a', concepts=['cat'], metadata={'n': 1})])
    assert http.paths == [UPDATE, UPDATE, ANNOTATE]
    assert http.requests[1].params == {'action': 'merge', 'inputs': [
        {'id': 'a', 'data': {'metadata': {'n': 1}}}]}


@row('add-annotated')
def test_when_the_annotations_fail_the_message_says_what_is_there(http, platform_api):
    http.answer(an_error(400, BY_CALL), {'inputs': [an_input('a')]})
    http.refuse(400, 10020, 'Failure')
    with pytest.raises(ApiError) as caught:
        platform_api.add_inputs([Image(url=URL, concepts=['cat'])])
    assert 'The inputs are there' in str(caught.value)


@row('add-annotated')
def test_other_refusals_are_raised_as_they_are(http, platform_api):
    http.refuse(400, 10020, 'Failure', 'something else')
    with pytest.raises(ApiError):
        platform_api.add_inputs([Image(url=URL, concepts=['cat'])])
    assert http.paths == [UPLOAD]
