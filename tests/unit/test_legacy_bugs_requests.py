"""What 2.6.2 got wrong about searches, ids, waiting, files and settings, and what users expected.

What it got wrong about contents, errors and answers is in ``test_legacy_bugs.py``.
"""
from __future__ import absolute_import

import base64
import io
import json

import pytest
import responses

from answers import BASE, KEY, URL, a_concept, a_model, a_version, a_workflow, an_input, an_output
from clarifai.errors import ApiClientError, UserError
from clarifai.rest import ClarifaiApp, Image, InputSearchTerm, Model, OutputSearchTerm, Region

BYTES = b'\x89PNG\r\n\x1a\n and so on'
BASE64 = base64.b64encode(BYTES).decode('ascii')


def sent_concepts(request):
    """Returns the concepts of all terms of a search."""
    found = []
    for term in request.params['query']['ands']:
        part = term.get('input') or term.get('output')
        found.extend(part['data']['concepts'])
    return found


# Searches


@pytest.mark.parametrize('search, keyword, member', [
    ('search_by_annotated_concepts', 'concepts', 'name'),
    ('search_by_annotated_concepts', 'concept_ids', 'id'),
    ('search_by_predicted_concepts', 'concepts', 'name'),
    ('search_by_predicted_concepts', 'concept_ids', 'id')])
def test_a_search_for_a_list_without_values_is_for_all_of_it(app, http, search, keyword, member):
    http.answer({'hits': []})
    getattr(app.inputs, search)(**{keyword: ['a', 'b', 'c']})
    assert [(one[member], one['value']) for one in sent_concepts(http.last)] == [
        ('a', 1), ('b', 1), ('c', 1)]


@pytest.mark.parametrize('what', [{'concept_id': 'a'}, {'concept_ids': ['a', 'b']}])
def test_a_search_for_concept_ids_sends_the_language(app, http, what):
    http.answer({'hits': []})
    app.inputs.search_by_predicted_concepts(lang='zh', **what)
    assert http.last.params['query']['language'] == 'zh'


@pytest.mark.parametrize('search', ['search_by_annotated_concepts', 'search_by_predicted_concepts'])
def test_a_search_without_arguments_says_what_is_missing(app, http, search):
    with pytest.raises(UserError) as caught:
        getattr(app.inputs, search)()
    assert 'concept_ids' in str(caught.value)
    assert http.requests == []


@pytest.mark.parametrize('kind', [InputSearchTerm, OutputSearchTerm])
def test_an_empty_term_says_what_is_missing(kind):
    with pytest.raises(UserError) as caught:
        kind()
    assert 'concept_id' in str(caught.value)


def test_a_term_with_two_pictures_says_so():
    with pytest.raises(UserError) as caught:
        OutputSearchTerm(url=URL, input_id='in-1')
    assert 'url' in str(caught.value) and 'input_id' in str(caught.value)


# Ids in URLs

ODD_IDS = [('a?b=c', 'a%3Fb=c'), ('a#b', 'a%23b'), ('a%20b', 'a%2520b'),
           ('{version_id}', '%7Bversion_id%7D'), ('a/b', 'a%2Fb'), (u'\xe9', '%C3%A9')]


@pytest.mark.parametrize('given, escaped', ODD_IDS)
def test_an_id_is_one_segment_of_a_url_escaped_once(app, http, given, escaped):
    http.answer({'input': an_input(given)}, {'concept': a_concept(given)},
                {'workflow': a_workflow(given)}, {}, {}, {}, {}, {})
    app.inputs.get(given)
    app.concepts.get(given)
    app.workflows.get(given)
    app.api.get_model_versions(given)
    app.api.get_model_version('m', given)
    app.api.get_model_inputs('m', given)
    app.models.delete('m', given)
    app.inputs.delete(given)
    assert [request.path for request in http.requests] == [
        '/v2/inputs/' + escaped, '/v2/concepts/' + escaped, '/v2/workflows/' + escaped,
        '/v2/models/' + escaped + '/versions', '/v2/models/m/versions/' + escaped,
        '/v2/models/m/versions/' + escaped + '/inputs', '/v2/models/m/versions/' + escaped,
        '/v2/inputs/' + escaped]


@pytest.mark.parametrize('given, escaped', ODD_IDS)
def test_an_id_arrives_at_the_server_as_it_was_escaped(given, escaped):
    app = ClarifaiApp(api_key=KEY, base_url=BASE)
    with responses.RequestsMock() as network:
        network.add(responses.GET, BASE + '/v2/inputs/' + escaped,
                    body=json.dumps({'input': an_input()}))
        app.inputs.get(given)
        assert network.calls[0].request.url == BASE + '/v2/inputs/' + escaped


@pytest.mark.parametrize('climbing', ['.', '..'])
def test_an_id_does_not_climb(app, http, climbing):
    with pytest.raises(UserError):
        app.inputs.get(climbing)
    with pytest.raises(UserError):
        app.models.delete(climbing)
    assert http.requests == []


def test_json_carries_the_id_itself(app, http):
    http.answer({}, {})
    app.models.bulk_delete(['a/b', 'c d'])
    app.inputs.delete(['a/b', 'c d'])
    assert [request.params for request in http.requests] == [{'ids': ['a/b', 'c d']}] * 2


# workflows.get_by_page


def test_workflows_get_by_page_sends_the_page(app, http):
    http.answer({'workflows': [a_workflow()]})
    app.workflows.get_by_page(3, 7)
    assert http.last.params == {'page': 3, 'per_page': 7}


# Empty lists and tuples


@pytest.mark.parametrize('call', ['inputs.delete', 'models.bulk_delete'])
def test_deleting_nothing_is_a_user_error(app, http, call):
    collection, method = call.split('.')
    with pytest.raises(UserError):
        getattr(getattr(app, collection), method)([])
    assert http.requests == []


@pytest.mark.parametrize('call', ['inputs.delete', 'models.bulk_delete'])
@pytest.mark.parametrize('kind', [list, tuple, iter])
def test_deleting_takes_any_sequence(app, http, call, kind):
    collection, method = call.split('.')
    http.answer({})
    getattr(getattr(app, collection), method)(kind(['a', 'b']))
    assert http.last.params == {'ids': ['a', 'b']}


# Waiting


def counts(**numbers):
    return {'counts': numbers}


def test_waiting_for_uploads_waits(app, http, clock):
    http.answer(counts(processing=1), counts(processed=1))
    app.wait_until_inputs_upload_finish()
    assert len(http.requests) == 2
    assert sum(clock.slept) > 0


def test_waiting_for_uploads_goes_on_while_some_are_to_be_processed(app, http, clock):
    http.answer(counts(to_process=2), counts(to_process=1, processing=1), counts(processed=2))
    app.wait_until_inputs_upload_finish()
    assert len(http.requests) == 3


def test_train_with_raise_on_timeout_raises_its_own_error(app, http, clock):
    http.answer({'model': a_model(code=21103)},
                *[{'model_version': a_version(21103)} for _ in range(9)])
    with pytest.raises(ApiClientError) as caught:
        Model(app.api, model_id='boats').train(timeout=3, raise_on_timeout=True)
    assert 'boats' in str(caught.value)


def test_train_with_raise_on_timeout_and_no_time_at_all_raises_its_own_error(app, http, clock):
    http.answer({'model': a_model(code=21103)}, {'model_version': a_version(21103)})
    with pytest.raises(ApiClientError):
        Model(app.api, model_id='boats').train(timeout=0, raise_on_timeout=True)


# Truth


def test_bulk_merge_concepts_takes_1_as_true(app, http):
    http.answer({'inputs': [an_input()]})
    app.inputs.bulk_merge_concepts(['in-1'], [[('cat', 1), ('dog', 0)]])
    assert [(one['id'], one['value']) for one in
            http.last.params['inputs'][0]['data']['concepts']] == [('cat', 1), ('dog', 0)]


def test_overwrite_takes_1_as_true(app, http):
    http.answer({'inputs': [an_input()]}, {'models': [a_model()]})
    app.inputs.merge_concepts('in-1', ['cat'], overwrite=1)
    Model(app.api, model_id='boats').merge_concepts(['cat'], overwrite=1)
    assert [request.params['action'] for request in http.requests] == ['overwrite', 'overwrite']


def test_is_video_takes_1_as_true(app, http):
    http.answer({'outputs': [an_output()]})
    app.public_models.general_model.predict_by_url(URL, is_video=1)
    assert http.last.params['inputs'] == [{'data': {'video': {'url': URL}}}]


# Files and checks


def test_tag_urls_of_something_else_is_a_user_error(app, http):
    with pytest.raises(UserError):
        app.tag_urls([5])
    assert http.requests == []


def test_a_file_opened_to_read_and_write_is_accepted(tmpdir):
    path = tmpdir.join('picture.png')
    path.write_binary(BYTES)
    with open(str(path), 'rb+') as handle:
        image = Image(file_obj=handle)
    assert image.dict()['data']['image'] == {'base64': BASE64}


def test_a_stream_that_cannot_seek_is_accepted():
    class Pipe(object):
        def read(self):
            return BYTES

    class Socket(io.RawIOBase):
        def readable(self):
            return True

        def readall(self):
            return BYTES

    assert Image(file_obj=Pipe()).dict()['data']['image'] == {'base64': BASE64}
    assert Image(file_obj=Socket()).dict()['data']['image'] == {'base64': BASE64}


@pytest.mark.parametrize('regions', [['r'], [{'id': 'r'}], [Region(), None]])
def test_a_list_of_wrong_regions_is_a_user_error(regions):
    with pytest.raises(UserError):
        Image(url=URL, regions=regions)


# models.get_by_page(public_only=True)


@pytest.mark.parametrize('only', ['public_only', 'private_only'])
def test_models_get_by_page_gives_a_list(app, http, only):
    http.answer({'models': [a_model('g', app_id='main'), a_model('mine')]})
    models = app.models.get_by_page(**{only: True})
    assert isinstance(models, list)
    assert len(models) == 1


# Config


def write_config(home, text):
    home.mkdir('.clarifai').join('config').write(text)


@pytest.mark.parametrize('text', ['[clarifai]\n', '[clarifai]\nCLARIFAI_API_KEY =\n',
                                  '[other]\nCLARIFAI_API_KEY = k\n', ''])
def test_a_config_file_without_a_key_is_a_user_error(own_environment, text):
    write_config(own_environment, text)
    with pytest.raises(UserError) as caught:
        ClarifaiApp()
    assert 'CLARIFAI_API_KEY' in str(caught.value)


@pytest.mark.parametrize('given, kept', [
    ('https://proxy.example.com/clarifai', 'https://proxy.example.com/clarifai'),
    ('http://proxy.example.com:8080/clarifai/', 'http://proxy.example.com:8080/clarifai'),
    ('proxy.example.com/clarifai', 'https://proxy.example.com/clarifai')])
def test_the_path_of_a_base_url_is_kept(given, kept):
    app = ClarifaiApp(api_key='k', base_url=given)
    assert app.api.basev2 == kept
    with responses.RequestsMock() as network:
        network.add(responses.GET, kept + '/v2/inputs/a', body=json.dumps({'input': an_input()}))
        app.inputs.get('a')
        assert network.calls[0].request.url == kept + '/v2/inputs/a'
