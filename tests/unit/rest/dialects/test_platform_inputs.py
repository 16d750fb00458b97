"""Inputs and concepts on today's platform: what is sent, and what is put back."""
from __future__ import absolute_import

import pytest

from answers import OK, URL, a_concept, an_input, box
from clarifai.errors import ApiError, UserError
from clarifai.rest import (BoundingBox, Concept, Face, FaceIdentity, FeedbackInfo, Geo, GeoPoint,
                           Image, Region, RegionInfo)
from clarifai.rest.media import Input
from platform_api import MAIN, OWN, PAT, row, sent


def data_of(request):
    """The data of the only input in a request."""
    inputs = request.params['inputs']
    assert len(inputs) == 1
    return inputs[0]['data']


# Create

@row('input-create')
def test_creating_sends_the_body_of_2x_to_ones_app(http, platform_app):
    http.answer({'inputs': [an_input('in-1', code=30001)]})
    made = platform_app.inputs.create_image_from_url(
        URL, image_id='in-1', concepts=['cat'], not_concepts=['dog'], metadata={'k': {'n': 1}},
        geo=Geo(GeoPoint(-30, 40)), allow_duplicate_url=True)
    assert sent(http) == ('POST', OWN + '/inputs', PAT)
    assert http.last.params == {'inputs': [{'id': 'in-1', 'data': {
        'image': {'url': URL, 'allow_duplicate_url': True},
        'concepts': [{'id': 'cat', 'value': 1}, {'id': 'dog', 'value': 0}],
        'metadata': {'k': {'n': 1}},
        'geo': {'geo_point': {'longitude': -30, 'latitude': 40}}}}]}
    assert made.input_id == 'in-1' and made.status.code == 30001


@row('input-create')
def test_metadata_is_not_touched_even_where_it_looks_like_concepts(http, platform_app):
    http.answer({'inputs': [an_input()]})
    metadata = {'concepts': [{'id': 'mine'}], 'n': 1}
    platform_app.inputs.create_image_from_url(URL, metadata=metadata)
    assert data_of(http.last)['metadata'] == metadata


@row('concept-value')
def test_every_concept_states_its_value(http, platform_api):
    http.answer({'inputs': []})
    region = Region(RegionInfo(BoundingBox(0.1, 0.2, 0.3, 0.4)), [Concept(concept_id='person')])
    platform_api.add_inputs([
        Image(url=URL, concepts=['cat'], not_concepts=['dog'], regions=[region])])
    data = data_of(http.last)
    assert [one['value'] for one in data['concepts']] == [1, 0]
    assert data['regions'][0]['data']['concepts'][0]['value'] == 1


@row('input-create')
def test_creating_is_repeatable_only_with_ids(http, platform_api):
    http.answer({'inputs': []}, {'inputs': []})
    platform_api.add_inputs([Image(url=URL, image_id='in-1')])
    platform_api.add_inputs([Image(url=URL, image_id='in-1'), Image(url=URL)])
    assert [request.repeatable for request in http.requests] == [True, False]


@row('batches')
def test_128_inputs_go_in_a_request(http, platform_api):
    http.answer({'inputs': []}, {'inputs': []})
    platform_api.add_inputs([Image(url=URL) for _ in range(129)])
    assert [len(request.params['inputs']) for request in http.requests] == [128, 1]


@row('crop')
def test_crop_is_refused_with_what_to_do(platform_app):
    with pytest.raises(UserError) as refused:
        platform_app.inputs.create_image_from_url(URL, crop=[0.1, 0.2, 0.3, 0.4])
    assert 'crop' in str(refused.value)


@row('input-face')
def test_who_a_face_is_becomes_a_concept_of_its_region(http, platform_api):
    http.answer({'inputs': []})
    region = Region(RegionInfo(BoundingBox(0.1, 0.2, 0.3, 0.4)), [Concept(concept_id='person')],
                    face=Face(FaceIdentity([Concept(concept_id='ann')])))
    platform_api.add_inputs([Image(url=URL, regions=[region])])
    sent_region = data_of(http.last)['regions'][0]
    assert sent_region['region_info']['bounding_box'] == box()
    assert [one['id'] for one in sent_region['data']['concepts']] == ['person', 'ann']
    assert 'face' not in sent_region['data']


# Read

@row('input-read')
def test_counts(http, platform_app):
    http.answer({'counts': {'processed': 1, 'to_process': 2, 'errors': 3, 'processing': 4,
                            'reindexed': 5, 'to_reindex': 6}})
    counts = platform_app.inputs.check_status()
    assert sent(http) == ('GET', OWN + '/inputs/status', PAT)
    assert (counts.processed, counts.to_process, counts.errors) == (1, 2, 3)


@row('pages')
def test_a_page_may_be_as_long_as_today(http, platform_api):
    http.answer({'inputs': []})
    platform_api.get_inputs(1, 1000)
    assert http.last.params == {'page': 1, 'per_page': 1000}


@row('input-other')
def test_a_text_does_not_stop_a_listing(http, platform_app):
    text = {'id': 'in-7', 'data': {'text': {'raw': 'a pier'}}}
    http.answer({'inputs': [text]}, {'inputs': [an_input('a'), text]}, {'inputs': []},
                {'input': text}, {'hits': [{'score': 0.5, 'input': text}]})
    assert platform_app.api.get_inputs()['inputs'] == [text]
    picture, listed = platform_app.inputs.get_all()
    assert type(picture) is Image and type(listed) is Input and listed.data == text['data']
    assert platform_app.inputs.get('in-7') == listed
    hit, = platform_app.inputs.search_by_text('a pier')
    assert (hit.input_id, hit.score, hit.data) == ('in-7', 0.5, text['data'])


@row('input-read')
def test_listing_by_pages(http, platform_app):
    http.answer({'inputs': [an_input('a')]}, {'inputs': []})
    assert [one.input_id for one in platform_app.inputs.get_all()] == ['a']
    assert [request.params for request in http.requests] == [{'page': 1, 'per_page': 20},
                                                             {'page': 2, 'per_page': 20}]
    assert sent(http) == ('GET', OWN + '/inputs', PAT)


def hosted(**more):
    return an_input('in-1', image=dict({'hosted': {
        'prefix': 'https://data.clarifai.com', 'suffix': 'users/u/apps/a/inputs/x.jpg',
        'sizes': ['orig'], 'crossorigin': 'use-credentials'}}, **more))


@row('input-hosted')
def test_a_hosted_picture_has_a_url_again(http, platform_app):
    http.answer({'input': hosted()}, {'inputs': [hosted()]})
    url = 'https://data.clarifai.com/orig/users/u/apps/a/inputs/x.jpg'
    assert platform_app.inputs.get('in-1').url == url
    listed = platform_app.api.get_inputs()['inputs'][0]['data']['image']
    assert listed['url'] == url and listed['hosted']['suffix'] == 'users/u/apps/a/inputs/x.jpg'


@row('input-hosted')
def test_a_url_that_is_there_is_kept(http, platform_app):
    http.answer({'input': hosted(url=URL)})
    assert platform_app.inputs.get('in-1').url == URL


# Delete

@row('input-delete')
def test_deleting_one_and_some(http, platform_app):
    http.answer({}, {}, {})
    platform_app.inputs.delete('in-1')
    assert sent(http) == ('DELETE', OWN + '/inputs/in-1', PAT)
    platform_app.inputs.delete(['in-%d' % number for number in range(129)])
    assert [len(request.params['ids']) for request in http.requests[1:]] == [128, 1]
    assert sent(http) == ('DELETE', OWN + '/inputs', PAT)


@row('input-delete-all')
def test_deleting_all_is_deleting_by_ids_in_batches(http, platform_app):
    pages = [[an_input('in-%d' % number) for number in range(128)], [an_input('last')], []]
    http.answer(*[{'inputs': page} for page in pages])
    http.answer({}, {'status': dict(OK, description='the last one')}, {'inputs': []})
    answer = platform_app.api.delete_all_inputs()
    verbs = [request.method for request in http.requests]
    assert verbs == ['GET', 'GET', 'GET', 'DELETE', 'DELETE', 'GET']
    assert [request.params for request in http.requests[:3]] == [
        {'page': page, 'per_page': 128} for page in (1, 2, 3)]
    assert [len(request.params['ids']) for request in http.requests[3:5]] == [128, 1]
    assert all('delete_all' not in (request.params or {}) for request in http.requests)
    assert answer['status']['description'] == 'the last one'


@row('input-delete-all')
def test_what_is_still_listed_on_its_way_out_is_not_deleted_again(http, platform_app):
    still = {'inputs': [an_input('a')]}
    http.answer(still, {'inputs': []}, {},                                   # a, deleted
                {'inputs': [an_input('a'), an_input('b')]}, {'inputs': []}, {},  # b, deleted
                still, {'inputs': []})                                       # nothing new
    platform_app.inputs.delete_all()
    assert [request.params['ids'] for request in http.requests if request.method == 'DELETE'] == \
        [['a'], ['b']]


@row('input-delete-all')
def test_an_empty_app_needs_no_deletion(http, platform_app):
    http.answer({'inputs': []})
    assert platform_app.inputs.delete_all().code == 10000
    assert http.paths == ['GET %s/inputs' % OWN]


# Change

@row('input-patch')
@pytest.mark.parametrize('change, action, concepts', [
    (lambda inputs: inputs.merge_concepts('in-1', ['cat']), 'merge',
     [{'id': 'cat', 'value': 1}]),
    (lambda inputs: inputs.add_concepts('in-1', ['cat'], ['dog']), 'merge',
     [{'id': 'cat', 'value': 1}, {'id': 'dog', 'value': 0}]),
    (lambda inputs: inputs.delete_concepts('in-1', ['cat']), 'remove',
     [{'id': 'cat', 'value': 1}])])
def test_changing_concepts(http, platform_app, change, action, concepts):
    http.answer({'inputs': [an_input()]})
    change(platform_app.inputs)
    assert sent(http) == ('PATCH', OWN + '/inputs', PAT)
    assert http.last.params == {
        'action': action, 'inputs': [{'id': 'in-1', 'data': {'concepts': concepts}}]}


@row('input-patch')
def test_changing_metadata(http, platform_app):
    http.answer({'inputs': [an_input()]})
    platform_app.inputs.merge_metadata('in-1', {'k': 'v'})
    assert data_of(http.last) == {'metadata': {'k': 'v'}}


@row('input-overwrite')
def test_overwriting_concepts_sends_again_what_is_to_stay(http, platform_app):
    there = an_input('in-1', concepts=[a_concept('old')], metadata={'k': 'v'},
                     geo={'geo_point': {'longitude': 1, 'latitude': 2}})
    http.answer({'input': there}, {'inputs': [there]})
    platform_app.inputs.merge_concepts('in-1', ['new'], overwrite=True)
    assert http.paths == ['GET %s/inputs/in-1' % OWN, 'PATCH %s/inputs' % OWN]
    assert http.last.params['action'] == 'overwrite'
    assert data_of(http.last) == {
        'concepts': [{'id': 'new', 'value': 1}], 'metadata': {'k': 'v'},
        'geo': {'geo_point': {'longitude': 1, 'latitude': 2}}}


@row('input-overwrite')
def test_overwriting_metadata_leaves_concepts_and_regions(http, platform_api):
    region = {'id': 'r-1', 'data': {'concepts': [a_concept('x')]}}
    there = an_input('in-1', concepts=[a_concept('old')], regions=[region], metadata={'k': 'v'})
    http.answer({'input': there}, {'inputs': [there]})
    platform_api.patch_inputs('overwrite', [Image(image_id='in-1', metadata={'n': 'w'})])
    data = data_of(http.last)
    assert [one['id'] for one in data['concepts']] == ['old']
    assert [one['id'] for one in data['regions']] == ['r-1']
    assert data['metadata'] == {'n': 'w'} and 'image' not in data


@row('input-overwrite')
def test_merging_asks_nothing_first(http, platform_app):
    http.answer({'inputs': [an_input()]})
    platform_app.inputs.merge_concepts('in-1', ['new'])
    assert http.paths == ['PATCH %s/inputs' % OWN]


@row('gone-feedback')
def test_search_feedback_is_refused_and_nothing_is_sent(http, platform_app):
    with pytest.raises(UserError) as refused:
        platform_app.inputs.send_search_feedback('in-1', FeedbackInfo('end-user'))
    assert 'search feedback no longer exists' in str(refused.value)
    assert 'nothing was sent' in str(refused.value)
    assert not http.requests


# Concepts

@row('concepts')
def test_concepts_are_listed_created_and_renamed_in_ones_app(http, platform_app):
    http.answer({'concepts': [a_concept()]}, {'concepts': [a_concept()]},
                {'concepts': [a_concept()]})
    platform_app.concepts.get_by_page(2, 5)
    platform_app.concepts.create('cat', 'Cat')
    platform_app.concepts.update('cat', 'Kitten')
    assert [sent(http, index) for index in range(3)] == [
        ('GET', OWN + '/concepts', PAT), ('POST', OWN + '/concepts', PAT),
        ('PATCH', OWN + '/concepts', PAT)]
    assert http.requests[0].params == {'page': 2, 'per_page': 5}
    assert http.requests[1].params == {'concepts': [{'id': 'cat', 'name': 'Cat', 'value': 1}]}
    assert http.requests[2].params == {
        'action': 'overwrite', 'concepts': [{'id': 'cat', 'name': 'Kitten', 'value': 1}]}


@row('concept-search')
def test_a_concept_search(http, platform_app):
    http.answer({'concepts': [a_concept('dog')]}, {'concepts': []})
    found = list(platform_app.concepts.search('dog*', lang='zh'))
    assert [one.concept_id for one in found] == ['dog']
    assert sent(http, 0) == ('POST', OWN + '/concepts/searches', PAT)
    assert http.requests[0].params == {
        'concept_query': {'name': 'dog*', 'language': 'zh'},
        'pagination': {'page': 1, 'per_page': 20}}


@row('concept-public')
@pytest.mark.parametrize('status, code', [(404, 11101), (404, 21200), (404, 40001), (400, 11101)])
def test_a_public_concept_is_found_in_clarifais_app(http, platform_app, status, code):
    http.refuse(status, code, 'Resource does not exist')
    http.answer({'concept': a_concept('ai_1', 'cat')})
    assert platform_app.concepts.get('ai_1').concept_name == 'cat'
    assert http.paths == ['GET %s/concepts/ai_1' % OWN, 'GET %s/concepts/ai_1' % MAIN]


@row('concept-public')
def test_ones_own_concept_is_not_looked_for_there(http, platform_app):
    http.refuse(404, 11101, 'Resource does not exist')
    with pytest.raises(ApiError):
        platform_app.concepts.get('cat')
    assert len(http.requests) == 1


@row('wait')
def test_waiting_for_uploads_and_deletions(http, platform_app, clock):
    http.answer({'counts': {'to_process': 1}}, {'counts': {'to_process': 0}},
                {'inputs': [an_input()]}, {'inputs': []}, {'input': an_input(code=30001)},
                {'input': an_input(code=30000)}, {'models': []})
    platform_app.wait_until_inputs_upload_finish()
    platform_app.wait_until_inputs_delete_finish()
    platform_app.wait_for_specific_input_uploads_to_finish(['in-1'])
    platform_app.wait_until_models_delete_finish()
    assert http.paths == 2 * ['GET %s/inputs/status' % OWN] + 2 * ['GET %s/inputs' % OWN] + \
        2 * ['GET %s/inputs/in-1' % OWN] + ['GET %s/models' % OWN]
