"""The inputs of an app: upload, list, change, delete."""
from __future__ import absolute_import

import base64
import io

import pytest

from answers import URL, a_concept, an_input
from clarifai.errors import ApiError, UserError
from clarifai.rest import FeedbackInfo, Geo, GeoPoint, Image, Video
from clarifai.rest.client import ApiStatus, Input

PICTURE = b'GIF89a and so on'
BASE64 = base64.b64encode(PICTURE).decode('ascii')


def changed(http):
    """Returns the action of the latest PATCH and its inputs."""
    assert http.last.method == 'PATCH' and http.last.path == '/v2/inputs'
    return http.last.params['action'], http.last.params['inputs']


def concepts(*pairs):
    return [{'id': name, 'value': value} for name, value in pairs]


@pytest.fixture
def uploaded(http):
    """An answer with one input, as POST and PATCH give it."""
    http.answer({'inputs': [an_input('in-1')]})


# Create


def test_create_from_url_sends_all_that_is_known(app, http, uploaded):
    image = app.inputs.create_image_from_url(
        ' %s\n' % URL, 'pier', ['sea'], ['desert'], metadata={'cam': 3},
        geo=Geo(GeoPoint(1, 2)), allow_duplicate_url=True)
    assert isinstance(image, Image) and image.input_id == 'in-1'
    assert http.paths == ['POST /v2/inputs']
    assert http.last.params == {'inputs': [{'id': 'pier', 'data': {
        'image': {'url': URL, 'allow_duplicate_url': True}, 'metadata': {'cam': 3},
        'geo': {'geo_point': {'longitude': 1.0, 'latitude': 2.0}},
        'concepts': concepts(('sea', 1), ('desert', 0))}}]}


@pytest.mark.parametrize('url', ['', '  ', None, 5])
def test_create_from_an_empty_url_is_a_user_error(app, http, url):
    with pytest.raises(UserError):
        app.inputs.create_image_from_url(url)
    assert http.requests == []


def test_create_from_a_file(app, http, uploaded, tmpdir):
    tmpdir.join('a.gif').write_binary(PICTURE)
    app.inputs.create_image_from_filename(str(tmpdir.join('a.gif')), image_id='gif')
    assert http.last.params['inputs'] == [{'id': 'gif', 'data': {'image': {'base64': BASE64}}}]


def test_create_from_a_missing_file_is_the_error_of_open(app, http, tmpdir):
    with pytest.raises(IOError):
        app.inputs.create_image_from_filename(str(tmpdir.join('no.gif')))
    assert http.requests == []


@pytest.mark.parametrize('content', [PICTURE, bytearray(PICTURE), io.BytesIO(PICTURE)])
def test_create_from_bytes(app, http, uploaded, content):
    app.inputs.create_image_from_bytes(content)
    assert http.last.params['inputs'] == [{'data': {'image': {'base64': BASE64}}}]


@pytest.mark.parametrize('content', [u'text', None, 5])
def test_create_from_what_is_not_bytes_is_a_user_error(app, http, content):
    with pytest.raises(UserError):
        app.inputs.create_image_from_bytes(content)
    assert http.requests == []


@pytest.mark.parametrize('content', [u'%%%', b'data:image/png;base64,AAAA', u'\u732b'])
def test_create_from_what_is_not_base64_is_a_user_error(app, http, content):
    with pytest.raises(UserError):
        app.inputs.create_image_from_base64(content)
    assert http.requests == []


def test_a_crop_is_refused_before_the_file_is_opened(app, http, tmpdir):
    with pytest.raises(UserError) as caught:
        app.inputs.create_image_from_filename(str(tmpdir.join('no.gif')), crop=[0, 0, 1, 1])
    assert 'crop' in str(caught.value)


@pytest.mark.parametrize('wrong', [None, URL, {'url': URL}, [Image(url=URL)]])
def test_create_image_takes_an_image_or_a_video(app, http, wrong):
    with pytest.raises(UserError):
        app.inputs.create_image(wrong)
    assert http.requests == []


def test_bulk_create_gives_the_inputs_in_order_with_their_states(app, http):
    http.answer({'inputs': [an_input('1'), an_input('2', code=30002)],
                 'status': {'code': 10010, 'description': 'Mixed Status'}})
    made = app.inputs.bulk_create_images([Image(url=URL), Image(url='not a url')])
    assert [(one.input_id, one.status.code) for one in made] == [('1', 30000), ('2', 30002)]


def test_bulk_create_takes_up_to_128(app, http):
    with pytest.raises(UserError) as caught:
        app.inputs.bulk_create_images([Image(url=URL)] * 129)
    assert '128' in str(caught.value)
    assert http.requests == []


@pytest.mark.parametrize('wrong', ['a/b', 7])
def test_a_new_id_is_text_without_a_slash(app, http, wrong):
    with pytest.raises(UserError):
        app.inputs.bulk_create_images([Image(url=URL, image_id=wrong)])
    assert http.requests == []


# Read


def test_check_status_counts(app, http):
    http.answer({'counts': {'processed': 5, 'to_process': 4, 'errors': 3, 'processing': 2}})
    counts = app.inputs.check_status()
    assert (counts.processed, counts.to_process, counts.errors, counts.processing) == (5, 4, 3, 2)
    assert http.paths == ['GET /v2/inputs/status']


def test_get_gives_what_the_server_has(app, http):
    http.answer({'input': an_input('in-1', concepts=[
        a_concept('ai_1', 'sea'), a_concept('ai_2', 'car', 0)], metadata={'cam': 3})})
    image = app.inputs.get('in-1')
    assert (image.url, image.concepts, image.not_concepts, image.metadata) == (
        URL, ['sea'], ['car'], {'cam': 3})
    assert isinstance(image.status, ApiStatus)


def test_get_of_an_unknown_id_is_an_api_error(app, http):
    http.refuse(404, 11102)
    with pytest.raises(ApiError):
        app.inputs.get('ghost')


def test_get_of_an_answer_without_an_input_is_none(app, http):
    http.answer({})
    assert app.inputs.get('ghost') is None


def test_a_text_is_an_input_with_its_data(app, http):
    item = {'id': 'note', 'data': {'text': {'raw': 'hello'}}, 'status': {'code': 30000}}
    http.answer({'input': item}, {'inputs': [item, an_input('a')]})
    assert app.inputs.get('note').data == {'text': {'raw': 'hello'}}
    listed = app.inputs.get_by_page(ignore_error=True)
    assert [one.input_id for one in listed] == ['note', 'a']


@pytest.mark.parametrize('wrong', ['', None, 5, '..'])
def test_an_id_is_text(app, http, wrong):
    with pytest.raises(UserError):
        app.inputs.get(wrong)
    assert http.requests == []


def test_get_all_asks_for_a_page_only_when_it_is_needed(app, http):
    http.answer({'inputs': [an_input('1'), an_input('2')]}, {'inputs': [an_input('3')]},
                {'inputs': []})
    every = app.inputs.get_all()
    assert http.requests == []
    assert next(every).input_id == '1'
    assert len(http.requests) == 1
    assert [one.input_id for one in every] == ['2', '3']
    assert [request.params for request in http.requests] == [
        {'page': page, 'per_page': 20} for page in (1, 2, 3)]


def test_ignore_error_leaves_out_what_is_not_uploaded_and_still_goes_on(app, http):
    http.answer({'inputs': [an_input('1', code=30002), an_input('2', code=30001)]},
                {'inputs': [an_input('3')]}, {'inputs': []})
    assert [one.input_id for one in app.inputs.get_all(ignore_error=True)] == ['3']


def test_get_by_page(app, http):
    http.answer({'inputs': [an_input('1', code=30002), an_input('2')]}, {'inputs': []})
    assert [one.input_id for one in app.inputs.get_by_page(3, 7, ignore_error=True)] == ['2']
    assert http.last.params == {'page': 3, 'per_page': 7}
    assert app.inputs.get_by_page(4) == []


# Change


def test_update_sends_annotations_and_not_the_content(app, http, uploaded):
    app.inputs.update(Image(url=URL, image_id='in-1', concepts=['sea'], metadata={'k': 'v'},
                            geo=Geo(GeoPoint(1, 2))))
    assert changed(http) == ('merge', [{'id': 'in-1', 'data': {
        'concepts': concepts(('sea', 1)), 'metadata': {'k': 'v'}}}])


@pytest.mark.parametrize('action', ['merge', 'remove', 'overwrite'])
def test_update_says_how(app, http, uploaded, action):
    app.inputs.update(Image(image_id='in-1', concepts=['sea']), action)
    assert changed(http)[0] == action


@pytest.mark.parametrize('action', ['delete', None, 'MERGE'])
def test_update_refuses_an_unknown_action(app, http, action):
    with pytest.raises(UserError) as caught:
        app.inputs.update(Image(image_id='in-1', concepts=['sea']), action)
    assert 'overwrite' in str(caught.value)
    assert http.requests == []


def test_update_takes_a_video_and_a_bare_input(app, http):
    http.answer({'inputs': [an_input()]}, {'inputs': [an_input()]})
    video = Video(video_id='clip')
    video.concepts = ['sea']
    app.inputs.update(video)
    assert changed(http)[1][0]['id'] == 'clip'
    app.inputs.update(Input('in-2', concepts=['sea']))
    assert changed(http)[1][0]['id'] == 'in-2'


@pytest.mark.parametrize('call', ['bulk_update', 'bulk_update_inputs'])
def test_bulk_update_leaves_out_inputs_with_nothing_to_change(app, http, uploaded, call):
    getattr(app.inputs, call)([Image(image_id='1'), Image(image_id='2', concepts=['sea'])])
    assert [one['id'] for one in changed(http)[1]] == ['2']


def test_update_sends_an_input_of_the_server_that_nothing_was_added_to(app, http):
    """As 2.6.2 did: the answer has the input, and programs read its concepts."""
    http.answer({'input': an_input('in-1')}, *[{'inputs': [an_input('in-1')]}] * 4)
    for given in (app.inputs.get('in-1'), Image(image_id='in-1', geo=Geo(GeoPoint(1, 2))),
                  Image(image_id='in-1', file_obj=io.BytesIO(b'content')),
                  Video(video_id='in-1', url=URL)):
        assert app.inputs.update(given).input_id == 'in-1'
        assert changed(http) == ('merge', [{'id': 'in-1', 'data': {}}])


@pytest.mark.parametrize('given', [Image(url=URL), Image(concepts=['sea']), Video(url=URL),
                                   Image(file_obj=io.BytesIO(b'content'), concepts=['sea'])])
def test_update_of_an_input_without_its_id_is_refused(app, http, given):
    with pytest.raises(UserError) as caught:
        app.inputs.update(given)
    assert 'image_id=' in str(caught.value)
    assert http.requests == []


def test_bulk_update_goes_in_batches_of_128_and_answers_in_order(app, http):
    http.answer({'inputs': [an_input(str(n)) for n in range(128)]},
                {'inputs': [an_input(str(n)) for n in range(128, 130)]})
    done = app.inputs.bulk_update_inputs(
        [Image(image_id=str(n), concepts=['sea']) for n in range(130)])
    assert [one.input_id for one in done] == [str(n) for n in range(130)]
    assert [len(request.params['inputs']) for request in http.requests] == [128, 2]


def test_merge_add_and_delete_concepts(app, http):
    http.answer(*[{'inputs': [an_input()]}] * 4)
    app.inputs.merge_concepts('in-1', ['a', 'b'], ['c'])
    assert changed(http) == ('merge', [{'id': 'in-1', 'data': {
        'concepts': concepts(('a', 1), ('b', 1), ('c', 0))}}])
    app.inputs.merge_concepts('in-1', ['a'], overwrite=True)
    assert changed(http)[0] == 'overwrite'
    app.inputs.add_concepts('in-1', None, ['c'])
    assert changed(http) == ('merge', [{'id': 'in-1', 'data': {'concepts': concepts(('c', 0))}}])
    app.inputs.delete_concepts('in-1', ['a'])
    assert changed(http)[0] == 'remove'


def test_merge_metadata(app, http, uploaded):
    app.inputs.merge_metadata('in-1', {'t': True, 'none': None, 'n': {'x': [1, 'y']}})
    assert changed(http) == ('merge', [{'id': 'in-1', 'data': {
        'metadata': {'t': True, 'none': None, 'n': {'x': [1, 'y']}}}}])


def test_bulk_merge_and_bulk_delete_concepts(app, http):
    http.answer({'inputs': [an_input('1'), an_input('2')]}, {'inputs': [an_input('1')]})
    done = app.inputs.bulk_merge_concepts(['1', '2'], [[('a', True), ('b', False)], [('c', True)]])
    assert [one.input_id for one in done] == ['1', '2']
    assert changed(http) == ('merge', [
        {'id': '1', 'data': {'concepts': concepts(('a', 1), ('b', 0))}},
        {'id': '2', 'data': {'concepts': concepts(('c', 1))}}])
    app.inputs.bulk_delete_concepts(['1'], [['a', 'b']])
    assert changed(http) == ('remove', [
        {'id': '1', 'data': {'concepts': concepts(('a', 1), ('b', 1))}}])


@pytest.mark.parametrize('call', ['bulk_merge_concepts', 'bulk_delete_concepts'])
@pytest.mark.parametrize('ids, lists', [
    (['1', '2'], [[('a', True)]]), (['1'], None), (['1'], 'a'), (['1'], ['a']), (5, [[]])])
def test_bulk_changes_want_a_list_for_each_input(app, http, call, ids, lists):
    with pytest.raises(UserError):
        getattr(app.inputs, call)(ids, lists)
    assert http.requests == []


@pytest.mark.parametrize('pair', ['a', ('a',), ('a', True, 1)])
def test_bulk_merge_wants_pairs(app, http, pair):
    with pytest.raises(UserError) as caught:
        app.inputs.bulk_merge_concepts(['1'], [[pair]])
    assert 'True' in str(caught.value)


@pytest.mark.parametrize('call', ['bulk_merge_concepts', 'bulk_delete_concepts'])
def test_label_lists_is_the_old_keyword(app, http, uploaded, call):
    with pytest.warns(DeprecationWarning) as caught:
        getattr(app.inputs, call)(['1'], label_lists=[[('a', True)] if 'merge' in call else ['a']])
    assert 'concept_lists' in str(caught[0].message)
    assert changed(http)[1][0]['data']['concepts'][0]['id'] == 'a'


# Delete


def test_delete_one_or_several(app, http):
    http.answer({}, {})
    status = app.inputs.delete('in 1')
    assert (status.code, status.description) == (10000, 'Ok')
    app.inputs.delete(['1', '2'])
    assert http.paths == ['DELETE /v2/inputs/in%201', 'DELETE /v2/inputs']
    assert http.last.params == {'ids': ['1', '2']}


def test_delete_of_many_goes_in_batches_and_reports_the_first_failure(app, http):
    http.answer({'status': {'code': 10010, 'description': 'Mixed Status'}}, {})
    status = app.inputs.delete([str(n) for n in range(129)])
    assert status.code == 10010
    assert [len(request.params['ids']) for request in http.requests] == [128, 1]


@pytest.mark.parametrize('wrong', ['', None, 5, [1], ['a', None], {'a': 1}])
def test_delete_wants_ids(app, http, wrong):
    with pytest.raises(UserError):
        app.inputs.delete(wrong)
    assert http.requests == []


def test_delete_all(app, http):
    http.answer({'status': {'code': 10500, 'description': 'Deletion scheduled'}})
    assert app.inputs.delete_all().code == 10500
    assert http.paths == ['DELETE /v2/inputs']
    assert http.last.params == {'delete_all': True}


# Gone, or of old releases


def test_search_feedback_is_sent_as_2_6_2_did(app, http):
    http.answer({})
    app.inputs.send_search_feedback('in-1', FeedbackInfo('user', 'session', 'search_click',
                                                         search_id='s'))
    assert http.paths == ['POST /v2/searches/feedback']
    assert http.last.params == {'input': {'id': 'in-1', 'feedback_info': {
        'end_user_id': 'user', 'session_id': 'session', 'event_type': 'search_click',
        'search_id': 's'}}}


def test_search_feedback_wants_a_feedback_info(app, http):
    with pytest.raises(UserError):
        app.inputs.send_search_feedback('in-1', {'end_user_id': 'user'})


@pytest.mark.parametrize('call, arguments', [
    ('get_outputs', ('in-1',)), ('merge_outputs_concepts', ('in-1', ['a'])),
    ('remove_outputs_concepts', ('in-1', ['a']))])
def test_outputs_of_inputs_are_refused_with_what_to_use(app, http, call, arguments):
    with pytest.raises(UserError) as caught:
        getattr(app.inputs, call)(*arguments)
    assert 'model.predict' in str(caught.value)
    assert http.requests == []
