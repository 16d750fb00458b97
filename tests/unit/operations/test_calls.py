"""Calls: what goes into the path, the query and the body, and whose things they are about."""
from __future__ import absolute_import

import logging

import pytest
import six

from clarifai.errors import ApiError, UserError
from clarifai.operations import Platform
from clarifai.retry import RetryPolicy
from fake_platform import BASE, KEY, PAT, session

APP = '/v2/users/me/apps/mine'


def refusal(call, **arguments):
    """Returns what a call is refused with before anything is sent."""
    with pytest.raises(UserError) as caught:
        call(**arguments)
    return str(caught.value)


def test_a_list_has_its_arguments_in_the_query(platform, wire):
    assert platform.list_annotations(per_page=50, ids=['a', 'b'], list_all_annotations=True) == {
        'status': {'code': 10000, 'description': 'Ok'}}
    sent, = wire.sent
    assert (sent.method, sent.path, sent.body) == ('GET', APP + '/annotations', None)
    assert sorted(sent.query.split('&')) == ['ids=a', 'ids=b', 'list_all_annotations=true',
                                             'per_page=50']


def test_a_write_has_its_arguments_in_the_body(platform, wire):
    platform.post_datasets(datasets=[{'id': 'walls'}])
    sent, = wire.sent
    assert (sent.line, sent.body) == ('POST %s/datasets' % APP, {'datasets': [{'id': 'walls'}]})


def test_what_stands_in_the_path_stands_nowhere_else(platform, wire):
    platform.post_model_outputs(model_id='m/1', version_id='v', inputs=[{'id': 'a'}])
    sent, = wire.sent
    assert sent.path == APP + '/models/m%2F1/versions/v/outputs'
    assert sent.body == {'inputs': [{'id': 'a'}]}


def test_a_deletion_may_have_a_body(platform, wire):
    platform.delete_inputs(ids=['a'])
    assert (wire.sent[0].line, wire.sent[0].body) == ('DELETE %s/inputs' % APP, {'ids': ['a']})


def test_a_deletion_of_one_has_none(platform, wire):
    platform.delete_input(input_id='a')
    assert (wire.sent[0].line, wire.sent[0].body) == ('DELETE %s/inputs/a' % APP, None)


def test_a_variable_of_the_path_is_read_from_its_dictionary(platform, wire):
    platform.list_instance_types(cloud_provider={'id': 'aws'}, region='us-east-1')
    assert wire.lines == ['GET /v2/cloud_providers/aws/regions/us-east-1/instance_types']


def test_a_dictionary_in_a_query_is_said_with_dots(platform, wire):
    platform.list_models(visibility={'gettable': 'PUBLIC'})
    platform.get_evaluation(evaluation_id='e', fields={'label_counts': True})
    assert wire.lines == ['GET %s/models?visibility.gettable=PUBLIC' % APP,
                          'GET %s/evaluations/e?fields.label_counts=true' % APP]


def test_text_of_any_language_in_a_query(platform, wire):
    platform.list_inputs(ids=[u'\u00e9', u'b c'], per_page=5)
    platform.list_models(name=u'\u732b&=')
    assert sorted(wire.sent[0].query.split('&')) == ['ids=%C3%A9', 'ids=b+c', 'per_page=5']
    assert wire.sent[1].query == 'name=%E7%8C%AB%26%3D'


@pytest.mark.skipif(six.PY2, reason='2.7 writes halves of characters')
@pytest.mark.parametrize('arguments', [{'ids': [u'a', u'\ud800']}, {'ids': [u'\udcff']}])
def test_text_that_no_url_can_have_is_refused(platform, wire, arguments):
    message = refusal(platform.list_inputs, **arguments)
    assert message.startswith('ids cannot be written in a URL') and wire.sent == []


@pytest.mark.parametrize('name', [u'\u00e9', b'\xc3\xa9', b'\xff', 5, None])
def test_a_name_that_no_field_has_is_refused_without_a_warning(platform, wire, recwarn, name):
    assert 'inputs[0]: Input has no field' in refusal(platform.post_inputs, inputs=[{name: 1}])
    assert wire.sent == [] and [one for one in recwarn if one.category is UnicodeWarning] == []


def test_none_leaves_an_argument_out(platform, wire):
    platform.list_inputs(page=None, per_page=5, ids=None)
    assert wire.lines == ['GET %s/inputs?per_page=5' % APP]


@pytest.mark.parametrize('scope,path', [
    ({}, APP + '/models'),
    ({'user_id': 'clarifai', 'app_id': 'main'}, '/v2/users/clarifai/apps/main/models'),
    ({'app_id': 'other'}, '/v2/users/me/apps/other/models'),
    ({'app_id': None}, '/v2/users/me/models'),
    ({'user_id': None}, '/v2/models'),
    ({'user_id': None, 'app_id': None}, '/v2/models'),
    ({'user_app_id': {'user_id': 'clarifai', 'app_id': 'main'}},
     '/v2/users/clarifai/apps/main/models'),
])
def test_user_and_app_are_the_clients_unless_named(platform, wire, scope, path):
    platform.list_models(**scope)
    assert wire.lines == ['GET ' + path]


def test_a_user_or_app_that_the_path_has_no_place_for_is_sent_beside_it(platform, wire):
    platform.list_keys(app_id='other')
    platform.post_inputs.routes[1](inputs=[{'id': 'a'}], user_id='her')
    assert wire.lines == ['GET /v2/users/me/keys?user_app_id.app_id=other', 'POST /v2/inputs']
    assert wire.sent[1].body == {'inputs': [{'id': 'a'}], 'user_app_id': {'user_id': 'her'}}


def test_a_route_can_be_chosen(platform, wire):
    routes = platform.list_models.routes
    assert [(route.method, route.path) for route in routes] == [
        ('GET', '/v2/users/{user_id}/apps/{app_id}/models'), ('GET', '/v2/users/{user_id}/models'),
        ('GET', '/v2/models')]
    routes[1](per_page=3)
    routes[2]()
    assert wire.lines == ['GET /v2/users/me/models?per_page=3', 'GET /v2/models']


def test_the_route_with_the_most_variables_that_are_given_is_taken(platform, wire):
    platform.list_concept_relations()
    platform.list_concept_relations(concept_id='c')
    platform.list_nodepools()
    platform.list_nodepools(compute_cluster_id='k')
    assert wire.lines == [
        'GET %s/concepts/relations' % APP, 'GET %s/concepts/c/relations' % APP,
        'GET /v2/users/me/nodepools', 'GET /v2/users/me/compute_clusters/k/nodepools']


@pytest.mark.parametrize('name,arguments,words', [
    ('list_inputs', {'perpage': 5}, 'did you mean per_page?'),
    ('list_inputs', {'perPage': 5}, 'did you mean per_page?'),
    ('list_status_codes', {'user_id': 'me'}, 'takes no argument user_id'),
    ('get_model_version', {'model_id': 'm'}, 'get_model_version needs version_id'),
    ('get_model_version', {}, 'get_model_version needs model_id and version_id'),
    ('list_instance_types', {'region': 'r'}, "needs cloud_provider={'id': ...}"),
    ('get_input', {'input_id': ''}, 'input_id must be text that is not empty'),
    ('get_input', {'input_id': '..'}, 'it would lead to another URL'),
    ('get_input', {'input_id': 5}, 'input_id must be text, not 5'),
    ('list_inputs', {'user_id': 5}, 'user_id must be text that is not empty, not 5'),
    ('list_inputs', {'user_app_id': 'me'}, 'user_app_id must be a dictionary'),
    ('list_annotations', {'statuses': [{'code': 30000}]}, 'has no room for statuses'),
    ('list_models', {'sort_by_name': True, 'sort_by_created_at': True},
     'list_models can have sort_by_created_at or sort_by_name, not both'),
    ('post_inputs', {'inputs': [], 'batch': 'no'}, "batch must be True or False, not 'no'"),
    ('stream_model_outputs', {}, 'use post_model_outputs'),
    ('post_artifact_versions_upload', {}, 'the official gRPC client'),
])
def test_what_does_not_fit_is_refused_before_anything_is_sent(
        platform, wire, name, arguments, words):
    assert words in refusal(getattr(platform, name), **arguments)
    assert wire.sent == []


def test_arguments_are_given_by_name(platform):
    with pytest.raises(UserError) as caught:
        platform.get_input('a')
    assert str(caught.value) == 'get_input takes its arguments by name: get_input(input_id=...)'


@pytest.mark.parametrize('name,like', [
    ('list_input', 'list_inputs'), ('ListInputs', 'list_inputs'), ('listInputs', 'list_inputs'),
    ('get_modle', 'get_model'), ('post_model_output', 'post_model_outputs')])
def test_an_unknown_operation_is_refused_with_names_like_it(platform, name, like):
    with pytest.raises(UserError) as caught:
        getattr(platform, name)
    assert 'there is no operation %s; did you mean %s' % (name, like) in str(caught.value)
    assert not hasattr(platform, name)


def test_a_name_like_no_other_is_refused_too(platform):
    with pytest.raises(UserError) as caught:
        platform.zyx
    assert 'did you mean' not in str(caught.value)


# Credentials

def test_a_key_takes_the_routes_without_user_and_app(with_key, wire):
    with_key.list_inputs()
    with_key.get_model(model_id='m')
    assert wire.lines == ['GET /v2/inputs', 'GET /v2/models/m']
    assert wire.sent[0].headers['Authorization'] == 'Key ' + KEY


def test_a_key_is_not_enough_where_there_is_no_such_route(with_key, wire):
    for words in (refusal(with_key.list_datasets.routes[0]), refusal(with_key.list_artifacts),
                  refusal(with_key.list_inputs, user_id='clarifai', app_id='main')):
        assert 'takes a PAT' in words and 'user_id' in words and 'app_id' in words
    assert wire.sent == []


def test_what_is_missing_is_named(wire):
    platform = Platform(pat=PAT, user_id='me', base_url=BASE, session=session(wire))
    assert 'app_id is not known' in refusal(platform.list_artifacts)
    platform = Platform(pat=PAT, base_url=BASE, session=session(wire))
    assert 'user_id and app_id are not known' in refusal(platform.list_artifacts)
    assert 'user_id is not known' in refusal(platform.get_user)
    assert wire.sent == []


def test_no_route_is_taken_that_has_no_room_for_what_is_sent(wire):
    platform = Platform(pat=PAT, base_url=BASE, session=session(wire))
    assert 'are not known' in refusal(platform.post_pipelines, pipelines=[{'id': 'p'}])
    assert 'are not known' in refusal(platform.list_pipelines)
    assert 'are not known' in refusal(
        platform.put_upload_content_parts, upload_id='u', content_parts=[{'part_number': 1}])
    assert wire.sent == []


def test_with_a_pat_and_no_app_the_route_without_them_is_taken(wire):
    Platform(pat=PAT, base_url=BASE, session=session(wire)).list_models()
    assert wire.lines == ['GET /v2/models']


def test_of_key_and_pat_the_key_takes_its_own_app(wire):
    platform = Platform(pat=PAT, api_key=KEY, base_url=BASE, session=session(wire))
    platform.list_inputs()
    platform.list_models(user_id=None, app_id=None)
    platform.list_status_codes()
    assert [sent.headers['Authorization'] for sent in wire.sent] == [
        'Key ' + KEY, 'Key ' + PAT, 'Key ' + PAT]


def test_a_token_has_a_header_of_its_own(wire):
    platform = Platform(token='token-0123456789', user_id='me', app_id='mine', base_url=BASE,
                        session=session(wire))
    platform.list_inputs()
    assert wire.lines == ['GET %s/inputs' % APP]
    assert wire.sent[0].headers['X-Clarifai-Session-Token'] == 'token-0123456789'
    assert 'Authorization' not in wire.sent[0].headers


def test_a_token_is_masked_where_a_server_repeats_it(wire):
    wire.answer = lambda sent: (400, {'status': {'code': 11100, 'details': 'token-0123456789'}})
    platform = Platform(token='token-0123456789', user_id='me', base_url=BASE,
                        session=session(wire))
    with pytest.raises(ApiError) as caught:
        platform.get_user()
    assert 'token-0123456789' not in str(caught.value)


def test_an_argument_beats_the_environment(wire, monkeypatch):
    monkeypatch.setenv('CLARIFAI_SESSION_TOKEN', 'token-of-environment')
    monkeypatch.setenv('CLARIFAI_USER_ID', 'me')
    Platform(base_url=BASE, session=session(wire)).get_user()
    Platform(pat=PAT, base_url=BASE, session=session(wire)).get_user()
    monkeypatch.setenv('CLARIFAI_PAT', PAT)
    Platform(base_url=BASE, session=session(wire)).get_user()
    Platform(token='token-of-argument', base_url=BASE, session=session(wire)).get_user()
    assert [sent.headers.get('Authorization') or sent.headers['X-Clarifai-Session-Token']
            for sent in wire.sent] == [
        'token-of-environment', 'Key ' + PAT, 'Key ' + PAT, 'token-of-argument']


def test_a_pat_and_a_token_as_arguments_are_refused():
    assert 'give one of them' in refusal(Platform, pat=PAT, token='token-0123456789')


def test_no_credentials_are_refused():
    assert 'Platform(pat=...)' in refusal(Platform)


# Repeats

@pytest.mark.parametrize('name,arguments,times', [
    ('list_inputs', {}, 3),
    ('post_model_outputs', {'model_id': 'm', 'inputs': [{'data': {}}]}, 3),
    ('post_inputs', {'inputs': [{'id': 'a'}, {'id': 'b'}]}, 3),
    ('post_inputs', {'inputs': [{'id': 'a'}, {}]}, 1),
    ('post_inputs', {'inputs': []}, 1),
    ('patch_app', {'app': {'id': 'mine'}}, 3),
    ('delete_inputs', {'ids': ['a']}, 3),
    ('post_model_versions', {'model_id': 'm'}, 1),
    ('post_keys', {'keys': [{'id': 'k'}]}, 1),
    ('list_next_task_assignments', {'task_id': 't'}, 1),
])
def test_what_does_no_harm_twice_is_sent_again(platform, wire, name, arguments, times):
    wire.answer = lambda sent: (500, {'status': {'code': 98004}})
    patient = platform.with_options(retry=RetryPolicy(attempts=3, backoff=0))
    with pytest.raises(ApiError):
        getattr(patient, name)(**arguments)
    assert len(wire.sent) == times


# Refusals

@pytest.mark.parametrize('status,code,words', [
    (401, 11009, 'Check the PAT'), (404, 11101, 'the app mine of the user me'),
    (403, 11007, 'the app mine of the user me'), (200, 21200, 'the app mine of the user me')])
def test_a_refusal_says_what_to_do(platform, wire, status, code, words):
    wire.answer = lambda sent: (status, {'status': {'code': code, 'description': 'No'}})
    with pytest.raises(ApiError) as caught:
        platform.get_model(model_id='m')
    assert words in str(caught.value)


def test_a_refusal_for_want_of_an_app_says_so(platform, wire):
    """The PAT is good, and a route without user and app was taken, as the app is not known."""
    wire.answer = lambda sent: (401, {'status': {
        'code': 11008, 'description': 'Invalid API key or Invalid API key/application pair',
        'details': 'Must provide app external ID in API authorizer'}})
    with pytest.raises(ApiError) as caught:
        Platform(pat=PAT, user_id='me', base_url=BASE, session=session(wire)).get_model(
            model_id='m')
    assert wire.lines == ['GET /v2/models/m']
    assert 'name them with user_id= and app_id=' in str(caught.value)
    with pytest.raises(ApiError) as caught:
        platform.get_model(model_id='m')
    assert 'mistyped, revoked or expired' in str(caught.value)


@pytest.mark.parametrize('call', [
    lambda platform: platform.get_model(model_id=u'm\u00e9'),
    lambda platform: platform.get_model.routes[0](model_id='m', app_id=u'\u732b'),
    lambda platform: list(platform.generate_model_outputs(model_id='m', inputs=[{}])),
    lambda platform: list(platform.list_models.items())])
def test_a_refusal_in_any_language_can_be_read(platform, wire, caplog, call):
    caplog.set_level(logging.DEBUG, logger='clarifai')
    wire.answer = lambda sent: (404, {'status': {'code': 21200, 'description': u'Mod\u00e8le'}})
    with pytest.raises(ApiError) as caught:
        call(platform)
    message = str(caught.value)
    assert u'21200 Mod\u00e8le' in six.ensure_text(message)
    assert 'Check the id' in message and repr(caught.value)
    assert len(caplog.records) > 1 and all(record.getMessage() for record in caplog.records)


def test_the_words_of_a_route_are_those_of_this_python(platform):
    for route in platform.list_models.routes:
        assert type(route.method) is type(route.path) is str


def test_the_meaning_of_a_code_is_no_refusal(platform, wire):
    answer = {'status': {'code': 21200, 'description': 'Model does not exist'}}
    wire.answer = lambda sent: answer
    assert platform.get_status_code(status_code_id='21200') == answer
