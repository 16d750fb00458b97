"""ApiClient: credentials, the session, and one request per operation."""
from __future__ import absolute_import

import copy
import pickle
import threading
import warnings

import pytest
import requests

from answers import KEY, URL, a_concept, a_model, an_input, an_output
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.rest import http_client
from clarifai.rest import (
    ApiClient, Concept, Image, Model, ModelOutputConfig, ModelOutputInfo, Video)
from clarifai.retry import RetryPolicy

PAT = 'a-personal-access-token-0123'
GENERAL = 'aaa03c23b3724a16a56b629203edc62c'
PAGE = {'page': 2, 'per_page': 3}
IMAGE = {'data': {'image': {'url': URL}}}
IMAGES = [Image(url=URL)]

# call, its arguments, the request it sends: verb, path, query or body
OPERATIONS = [
    ('add_inputs', (IMAGES,), 'POST /v2/inputs', {'inputs': [IMAGE]}),
    ('search_inputs', ({'ands': [{'input': {'id': 'a'}}]}, 2, 3), 'POST /v2/searches',
     {'query': {'ands': [{'input': {'id': 'a'}}]}, 'pagination': PAGE}),
    ('get_input', ('a b',), 'GET /v2/inputs/a%20b', None),
    ('get_inputs', (2, 3), 'GET /v2/inputs', PAGE),
    ('get_inputs_status', (), 'GET /v2/inputs/status', None),
    ('delete_input', ('a',), 'DELETE /v2/inputs/a', None),
    ('delete_inputs', (['a', 'b'],), 'DELETE /v2/inputs', {'ids': ['a', 'b']}),
    ('delete_all_inputs', (), 'DELETE /v2/inputs', {'delete_all': True}),
    ('patch_inputs', ('merge', [Image(image_id='a', concepts=['c'])]), 'PATCH /v2/inputs',
     {'action': 'merge',
      'inputs': [{'id': 'a', 'data': {'concepts': [{'id': 'c', 'value': 1.0}]}}]}),
    ('get_concept', ('a',), 'GET /v2/concepts/a', None),
    ('get_concepts', (2, 3), 'GET /v2/concepts', PAGE),
    ('add_concepts', (['a'], ['A']), 'POST /v2/concepts',
     {'concepts': [{'id': 'a', 'name': 'A', 'value': 1.0}]}),
    ('search_concepts', ('a*', 2, 3, 'zh'), 'POST /v2/concepts/searches',
     {'concept_query': {'name': 'a*', 'language': 'zh'}, 'pagination': PAGE}),
    ('patch_concepts', ('overwrite', [Concept('A', 'a')]), 'PATCH /v2/concepts',
     {'action': 'overwrite', 'concepts': [{'id': 'a', 'name': 'A', 'value': 1.0}]}),
    ('get_models', (2, 3), 'GET /v2/models', PAGE),
    ('get_model', ('m',), 'GET /v2/models/m', None),
    ('get_model', ('m', 'v'), 'GET /v2/models/m', {'version_id': 'v'}),
    ('get_model_output_info', ('m',), 'GET /v2/models/m/output_info', None),
    ('get_model_output_info', ('m', 'v'), 'GET /v2/models/m/versions/v/output_info', None),
    ('get_model_versions', ('m', 2, 3), 'GET /v2/models/m/versions', PAGE),
    ('get_model_version', ('m', 'v'), 'GET /v2/models/m/versions/v', None),
    ('delete_model_version', ('m', 'v'), 'DELETE /v2/models/m/versions/v', None),
    ('delete_model', ('m',), 'DELETE /v2/models/m', None),
    ('delete_models', (['m', 'n'],), 'DELETE /v2/models', {'ids': ['m', 'n']}),
    ('delete_all_models', (), 'DELETE /v2/models', {'delete_all': True}),
    ('get_model_inputs', ('m', None, 2, 3), 'GET /v2/models/m/inputs', PAGE),
    ('get_model_inputs', ('m', 'v', 2, 3), 'GET /v2/models/m/versions/v/inputs', PAGE),
    ('search_models', ('m*', 'color'), 'POST /v2/models/searches',
     {'model_query': {'name': 'm*', 'type': 'color'}}),
    ('create_model', ('m',), 'POST /v2/models',
     {'model': {'id': 'm', 'name': 'm', 'output_info': {'output_config': {}}}}),
    ('patch_model', ({'id': 'm', 'name': 'M'}, 'merge'), 'PATCH /v2/models',
     {'action': 'merge', 'models': [{'id': 'm', 'name': 'M'}]}),
    ('create_model_version', ('m',), 'POST /v2/models/m/versions', None),
    ('predict_model', ('m', IMAGES), 'POST /v2/models/m/outputs', {'inputs': [IMAGE]}),
    ('predict_model', ('m', IMAGES, 'v'), 'POST /v2/models/m/versions/v/outputs',
     {'inputs': [IMAGE]}),
    ('run_model_evaluation', ('m', 'v'), 'POST /v2/models/m/versions/v/metrics', None),
    ('get_workflows', (), 'GET /v2/workflows', None),
    ('get_workflow', ('w',), 'GET /v2/workflows/w', None),
    ('predict_workflow', ('w', IMAGES), 'POST /v2/workflows/w/results', {'inputs': [IMAGE]}),
]


# Operations


@pytest.mark.parametrize('call, arguments, request_line, params', OPERATIONS)
def test_each_operation_sends_one_request_and_gives_its_answer(
        api, http, call, arguments, request_line, params):
    http.answer({'some': 'answer'})
    answer = getattr(api, call)(*arguments)
    assert type(answer) is dict and answer['some'] == 'answer'
    assert http.paths == [request_line]
    assert (http.last.params or None) == params
    assert http.last.api_key == KEY


@pytest.mark.parametrize('call, arguments', [
    ('get_input', ('',)), ('get_input', (5,)), ('get_concept', (None,)), ('get_model', ()),
    ('get_model_version', ('m', '')), ('get_workflow', ('..',)), ('delete_model', ('',)),
    ('delete_inputs', ('a',)), ('delete_models', ([],)), ('add_inputs', (None,)),
    ('add_inputs', ((Image(url=URL),),)), ('add_inputs', ([Image(url=URL, image_id=7)],)),
    ('add_concepts', (['a'], None)), ('add_concepts', ([], [])), ('search_models', ()),
    ('patch_concepts', ('merge', [Concept('a', 'b')])), ('create_model', ('',)),
    ('patch_inputs', ('forget', [Image(image_id='a', concepts=['c'])])),
    ('patch_model', ({'id': 'm'}, 'forget')), ('predict_model', ('m', 'not a list')),
    ('predict_model', ('m', IMAGES, None, {'language': 'zh'})),
    ('predict_workflow', ('w', IMAGES, {'language': 'zh'})),
    ('get_inputs', (-1,)), ('get_inputs', ('x',)), ('get_inputs', (1, '2.5'))])
def test_wrong_arguments_are_user_errors_before_anything_is_sent(api, http, call, arguments):
    with pytest.raises(UserError):
        getattr(api, call)(*arguments)
    assert http.requests == []


def test_inputs_without_content_are_not_predicted(api, http):
    http.answer({'outputs': []})
    api.predict_model('m', [Image(image_id='empty'), Image(url=URL), Video(url=URL)])
    assert http.last.params['inputs'] == [IMAGE, {'data': {'video': {'url': URL}}}]


def test_predict_with_options(api, http):
    http.answer({'outputs': []}, {'results': []})
    config = ModelOutputConfig(language='zh', min_value=0.0)
    api.predict_model('m', IMAGES, model_output_info=ModelOutputInfo(output_config=config))
    assert http.last.params['model'] == {'output_info': {'output_config': {
        'language': 'zh', 'min_value': 0.0}}}
    api.predict_workflow('w', IMAGES, config)
    assert http.last.params['output_config'] == {'language': 'zh', 'min_value': 0.0}


def test_predict_concepts_is_with_the_general_model(api, http):
    http.answer({'model': a_model(GENERAL)}, {'outputs': [an_output()]})
    api.predict_concepts(IMAGES, lang='zh')
    assert http.paths[-1] == 'POST /v2/models/%s/outputs' % GENERAL
    assert http.last.params['model']['output_info']['output_config'] == {'language': 'zh'}


@pytest.mark.parametrize('call, arguments, query', [
    ('predict_colors', (IMAGES,), {'name': 'color', 'type': 'color'}),
    ('predict_embed', (IMAGES,), {'name': 'general*', 'type': 'embed'}),
    ('predict_embed', (IMAGES, 'faces'), {'name': 'faces', 'type': 'embed'})])
def test_predict_colors_and_embed_look_their_model_up(api, http, call, arguments, query):
    http.answer({'models': [a_model('found')]}, {'outputs': [an_output()]})
    getattr(api, call)(*arguments)
    assert http.requests[0].params == {'model_query': query}
    assert http.paths[-1] == 'POST /v2/models/found/outputs'


def test_predict_colors_without_such_a_model_says_so(api, http):
    http.answer({'models': []})
    with pytest.raises(ApiClientError) as caught:
        api.predict_colors(IMAGES)
    assert 'color' in str(caught.value)


def test_patch_model_takes_a_model_object(api, http):
    http.answer({'models': [a_model()]})
    api.patch_model(Model(api, a_model('m', 'M')))
    assert http.last.params['models'][0]['id'] == 'm'


def test_an_empty_page_number_is_the_servers_choice(api, http):
    http.answer({})
    api.get_inputs(0, 0)
    assert not http.last.params


# Batches


def test_a_batch_that_fails_leaves_what_was_done_before_in_the_error(api, http):
    http.answer({'concepts': [a_concept('0')]})
    http.refuse(400, 40003)
    with pytest.raises(ApiError) as caught:
        api.add_concepts([str(n) for n in range(129)], [str(n) for n in range(129)])
    assert caught.value.partial['concepts'][0]['id'] == '0'


def test_a_first_batch_that_fails_leaves_nothing(api, http):
    http.refuse(400, 40003)
    with pytest.raises(ApiError) as caught:
        api.add_concepts(['a'], ['A'])
    assert caught.value.partial is None


def test_every_batch_has_the_action_and_the_answers_are_one(api, http):
    http.answer({'inputs': [an_input(str(n)) for n in range(128)]},
                {'inputs': [an_input('128')], 'status': {'code': 10010, 'description': 'Mixed'}})
    answer = api.patch_inputs('remove', [Image(image_id=str(n), concepts=['c'])
                                         for n in range(129)])
    assert [request.params['action'] for request in http.requests] == ['remove', 'remove']
    assert len(answer['inputs']) == 129
    assert answer['status']['code'] == 10010


# What may be sent twice


@pytest.mark.parametrize('call, arguments, harmless', [
    ('get_input', ('a',), True), ('search_inputs', ({'ands': []},), True),
    ('predict_model', ('m', IMAGES), True), ('delete_input', ('a',), True),
    ('add_concepts', (['a'], ['A']), True), ('add_inputs', (IMAGES,), False),
    ('add_inputs', ([Image(url=URL, image_id='a')],), True),
    ('add_inputs', ([Image(url=URL, image_id='a'), Image(url=URL)],), False),
    ('create_model', ('m',), True), ('create_model_version', ('m',), False),
    ('run_model_evaluation', ('m', 'v'), False)])
def test_each_request_says_whether_it_may_be_sent_twice(api, http, call, arguments, harmless):
    http.answer({})
    getattr(api, call)(*arguments)
    assert bool(http.last.repeatable) == harmless


# The client itself


def test_the_session_is_made_once_and_shared_by_threads():
    api = ApiClient(api_key=KEY)
    sessions = []
    threads = [threading.Thread(target=lambda: sessions.append(api.session)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert isinstance(sessions[0], requests.Session)
    assert all(session is sessions[0] for session in sessions)


def test_the_session_can_be_replaced():
    api = ApiClient(api_key=KEY)
    api.session = mine = requests.Session()
    assert api.session is mine


def test_a_pickle_has_no_secrets_and_the_reader_takes_its_own(monkeypatch):
    api = ApiClient(api_key=KEY, pat=PAT, base_url='http://localhost:8080', timeout=5,
                    user_id='ann', app_id='zoo')
    api.session
    pickled = pickle.dumps(api)
    assert KEY.encode('ascii') not in pickled and PAT.encode('ascii') not in pickled
    monkeypatch.setenv('CLARIFAI_API_KEY', 'another-key')
    monkeypatch.delenv('CLARIFAI_PAT', raising=False)
    twin = pickle.loads(pickled)
    assert (twin.api_key, twin.pat) == ('another-key', None)
    assert (twin.basev2, twin.timeout) == ('http://localhost:8080', (5, 5))
    assert twin.session is not api.session


def test_a_reader_without_credentials_is_told_so_by_its_first_call(monkeypatch):
    monkeypatch.delenv('CLARIFAI_API_KEY', raising=False)
    twin = pickle.loads(pickle.dumps(ApiClient(api_key=KEY)))
    with pytest.raises(UserError) as caught:
        twin.get_inputs()
    assert 'no credentials' in str(caught.value) and 'CLARIFAI_PAT' in str(caught.value)


def test_a_pickle_has_the_secrets_when_that_is_asked_for(monkeypatch):
    monkeypatch.delenv('CLARIFAI_API_KEY', raising=False)
    api = ApiClient(api_key=KEY)
    api.pickle_secrets = True
    assert pickle.loads(pickle.dumps(api)).api_key == KEY


@pytest.mark.parametrize('twin_of', [copy.copy, lambda api: api.with_options(timeout=1)])
def test_a_copy_learns_what_the_first_learns_of_the_server(twin_of):
    api = ApiClient(pat='p' * 32, user_id='u', app_id='a')
    twin = twin_of(api)
    assert twin._dialect is api._dialect
    assert pickle.loads(pickle.dumps(api))._dialect is not api._dialect


def test_a_deep_copy_keeps_everything():
    api = ApiClient(api_key=KEY)
    twin = copy.deepcopy(api)
    assert twin.api_key == KEY and twin.session is api.session


# Limits

@pytest.mark.parametrize('given, pair', [
    (None, None), (5, (5, 5)), (2.5, (2.5, 2.5)), ((3, 30), (3, 30)), ([3, None], (3, None))])
def test_a_timeout_is_one_number_or_two(given, pair):
    assert ApiClient(api_key=KEY, timeout=given).timeout == pair


@pytest.mark.parametrize('given', [0, -1, True, 'soon', (1,), (1, 2, 3), (0, 5), (1, 'x')])
def test_another_timeout_is_a_user_error(given):
    with pytest.raises(UserError) as caught:
        ApiClient(api_key=KEY, timeout=given)
    assert 'timeout' in str(caught.value)


def test_a_retry_that_is_no_policy_is_a_user_error():
    with pytest.raises(UserError) as caught:
        ApiClient(api_key=KEY, retry=5)
    assert 'RetryPolicy' in str(caught.value)


def test_other_limits_for_some_calls():
    policy = RetryPolicy(attempts=1)
    api = ApiClient(api_key=KEY, timeout=5)
    patient = api.with_options(timeout=300)
    stubborn = patient.with_options(retry=policy)
    assert (api.timeout, patient.timeout, stubborn.timeout) == ((5, 5), (300, 300), (300, 300))
    assert (api.retry, patient.retry, stubborn.retry) == (None, None, policy)
    assert api.session is patient.session is stubborn.session
    api.session = object()
    assert patient.session is api.session


def test_limits_reach_the_http_client(monkeypatch):
    seen = []

    class Spy(http_client.HttpClient):
        def execute_request(self, method, params, url):
            seen.append((self.timeout, self.retry))
            return {'status': {'code': 10000}}

    monkeypatch.setattr(http_client, 'HttpClient', Spy)
    policy = RetryPolicy(attempts=2)
    ApiClient(api_key=KEY, timeout=(1, 2), retry=policy).get_inputs()
    assert seen == [((1, 2), policy)]


# Where requests go

@pytest.mark.parametrize('base', ['http://api.example.com', 'http://user:secret@10.0.0.1:8080/v2',
                                  'http://127.0.0.1.example.com'])
def test_a_base_url_that_is_not_encrypted_brings_a_warning(base):
    with pytest.warns(UserWarning) as caught:
        ApiClient(api_key=KEY, base_url=base)
    message = str(caught[0].message)
    assert 'not encrypted' in message and 'secret' not in message
    assert caught[0].filename == __file__.replace('.pyc', '.py')


@pytest.mark.parametrize('base', [
    'https://api.example.com', 'http://localhost:8080', 'http://127.0.0.1:1', 'http://[::1]:80',
    'http://127.8.9.10', 'http://sandbox.localhost'])
def test_a_base_url_on_this_machine_needs_no_encryption(base):
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        ApiClient(api_key=KEY, base_url=base)


def test_a_session_of_the_callers_own_is_used():
    session = requests.Session()
    assert ApiClient(api_key=KEY, session=session).session is session


def test_where_it_goes_to():
    api = ApiClient(api_key=KEY, base_url='http://localhost:8080/')
    assert (api.basev2, api.scheme, api.base_url) == (
        'http://localhost:8080', 'http', 'localhost:8080')
    assert ApiClient(api_key=KEY).basev2 == 'https://api.clarifai.com'


def test_what_it_says_of_itself():
    api = ApiClient(api_key=KEY)
    assert api.headers['X-Clarifai-Client'].startswith('python:')
    assert KEY not in repr(api) + str(api.headers)


@pytest.mark.parametrize('key', [u'k\xe9y', 'two words', 5])
def test_a_key_that_no_header_can_carry_is_a_user_error(key):
    with pytest.raises(UserError):
        ApiClient(api_key=key)


def test_a_secret_without_a_key_says_what_to_do():
    with pytest.raises(UserError) as caught:
        ApiClient('an-id', 'a-secret')
    assert 'app_secret' in str(caught.value) and 'CLARIFAI_API_KEY' in str(caught.value)
    assert 'a-secret' not in str(caught.value)
