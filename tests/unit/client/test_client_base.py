"""What the classes of today's SDK share: credentials, calls, lists, the message that they hold."""
from __future__ import annotations

import importlib
import pickle
import types

import pytest

import clarifai.client
from clarifai.client import messages
from clarifai.client.app import App
from clarifai.client.base import BaseClient
from clarifai.client.dataset import Dataset
from clarifai.client.lister import Lister
from clarifai.client.model import Model
from clarifai.client.user import User
from clarifai.client.workflow import Workflow
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.rest import Image
from clarifai.retry import RetryPolicy
from fake_platform import BASE, KEY, PAT, session

INPUTS = '/v2/users/me/apps/mine/inputs'


def pages_of(*pages):
    """Returns what answers a list of inputs: ids, page by page, then nothing."""
    def answer(sent):
        number = int(sent.query.split('page=')[1].split('&')[0])
        return {'inputs': [{'id': one} for one in (pages[number - 1:number] or [[]])[0]]}
    return answer


def test_the_classes_by_their_short_names():
    known = clarifai.client
    assert known.__all__ == sorted(known.PLACES)
    for name in known.__all__:
        assert getattr(known, name) is getattr(
            importlib.import_module('clarifai.client.' + known.PLACES[name]), name)


# Credentials

def test_it_needs_a_pat_or_a_token():
    with pytest.raises(UserError, match=r'set CLARIFAI_PAT.*give App\(pat=...\)'):
        App(app_id='a')


def test_an_api_key_is_none_of_its_credentials(monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    with pytest.raises(UserError, match='personal access token'):
        BaseClient()


def test_an_api_key_beside_the_pat_is_not_used(monkeypatch, wire):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    BaseClient(pat=PAT, base_url=BASE, session=session(wire)).call('ListModelTypes')
    assert wire.sent[0].headers['Authorization'] == 'Key ' + PAT


def test_a_token_goes_into_its_own_header(wire):
    BaseClient(token='t' * 20, base_url=BASE, session=session(wire)).call('ListModelTypes')
    assert wire.sent[0].headers['X-Clarifai-Session-Token'] == 't' * 20
    assert 'Authorization' not in wire.sent[0].headers


def test_values_come_from_the_environment(monkeypatch):
    for name, value in (('PAT', PAT), ('USER_ID', 'u'), ('APP_ID', 'a'), ('API_BASE', BASE)):
        monkeypatch.setenv('CLARIFAI_' + name, value)
    made = BaseClient()
    assert (made.user_id, made.app_id, made.connection.base_url) == ('u', 'a', BASE)


def test_base_is_another_name_for_base_url():
    assert BaseClient(pat=PAT, base=BASE).connection.base_url == BASE


def test_certificates_that_are_not_there_are_refused_at_once(tmpdir):
    with pytest.raises(UserError, match='root_certificates_path names .*which is not there'):
        BaseClient(pat=PAT, root_certificates_path=str(tmpdir.join('none.pem')))


def test_certificates_are_those_of_the_session(tmpdir, monkeypatch):
    path, other = tmpdir.join('root.pem'), tmpdir.join('other.pem')
    path.write(''), other.write('')
    monkeypatch.setenv('REQUESTS_CA_BUNDLE', str(other))
    made = BaseClient(pat=PAT, root_certificates_path=str(path))
    for client in (made, pickled_with_secrets(made)):
        own = client.connection.session
        assert own.verify == str(path)
        from clarifai.session import _options_for
        assert _options_for(own, 'https://api.example.com/v2')['verify'] == str(path)


def pickled_with_secrets(made):
    made.connection.pickle_secrets = True
    return pickle.loads(pickle.dumps(made))


def test_certificates_beside_a_session_are_refused(wire, tmpdir):
    with pytest.raises(UserError, match='set verify of the session'):
        BaseClient(pat=PAT, session=session(wire), root_certificates_path=str(tmpdir))


def test_one_connection_serves_several_objects(given, wire):
    one = BaseClient(**given)
    other = App(app_id='other', connection=one.connection)
    other.call('ListInputs')
    assert wire.lines == ['GET /v2/users/me/apps/other/inputs']
    assert other.connection is one.connection


@pytest.mark.parametrize('more', [{'pat': PAT}, {'base_url': BASE}, {'token': 't'}])
def test_a_connection_has_credentials_of_its_own(given, more):
    with pytest.raises(UserError, match='leave out %s' % list(more)[0]):
        App(app_id='a', connection=BaseClient(**given).connection, **more)


def test_a_connection_of_something_else_is_refused():
    with pytest.raises(UserError, match='connection must be'):
        BaseClient(connection='https://api.clarifai.com')


def test_limits_are_given_to_all_its_calls(given):
    made = BaseClient(timeout=3, retry=RetryPolicy(attempts=1), **given)
    assert made.connection.timeout == (3, 3)
    other = made.with_options(timeout=5)
    assert other.connection.timeout == (5, 5) and made.connection.timeout == (3, 3)
    assert other.connection.session is made.connection.session


def test_a_pickle_has_no_secret_in_it(given, monkeypatch):
    dumped = pickle.dumps(App(description='d', **given))
    assert PAT.encode() not in dumped
    monkeypatch.setenv('CLARIFAI_PAT', PAT)
    loaded = pickle.loads(dumped)
    assert (loaded.app_id, loaded.description) == ('mine', 'd')
    assert loaded.connection.pat == PAT


def test_a_pickle_has_the_secret_where_that_is_asked_for(given):
    made = BaseClient(**given)
    assert pickled_with_secrets(made).connection.pat == PAT


def test_no_repr_has_a_secret_in_it(given):
    made = App(**given)
    for thing in (made, made.connection, made.auth_helper, made.STUB, made.STUB.GetApp):
        assert PAT not in repr(thing) and PAT not in str(thing)


# The message that it holds

def test_the_fields_of_its_message_are_its_attributes(given):
    app = App(description='my pets', **given)
    assert (app.id, app.user_id, app.description, app.notes) == ('mine', 'me', 'my pets', '')
    assert app.created_at.seconds == 0
    assert {'description', 'list_models'} <= set(dir(app))


def test_another_attribute_is_an_error(given):
    with pytest.raises(AttributeError, match='App has no attribute no_such_field'):
        App(**given).no_such_field
    with pytest.raises(AttributeError):
        BaseClient(**given).description
    for wrong, right in (('descripton', 'description'), ('list_model', 'list_models')):
        with pytest.raises(AttributeError, match='did you mean .*%s' % right):
            getattr(App(**given), wrong)
    assert not hasattr(App(**given), 'keys')


def test_unknown_fields_are_refused(given):
    with pytest.raises(UserError, match='descripion'):
        App(descripion='my pets', **given)
    with pytest.raises(UserError, match='BaseClient takes no argument description'):
        BaseClient(description='my pets', **given)


def test_printing_it_names_it(given):
    assert str(App(**given)) == "App(id='mine', user_id='me', app_id='mine')"


@pytest.mark.parametrize('kind, fields', [
    (App, {'description': 'my pets', 'metadata': {'k': 'v'}}),
    (Dataset, {'dataset_id': 'd', 'notes': 'n' * 500, 'description': 'my pets'}),
    (Model, {'model_id': 'm', 'model_type_id': 'image-crop', 'description': 'my pets'}),
    (Workflow, {'workflow_id': 'w', 'description': 'my pets', 'nodes': [{'id': 'look'}]})])
def test_printing_it_shows_its_fields_and_its_repr_is_short(given, kind, fields):
    made = kind(**dict(given, **fields))
    assert "description='my pets'" in str(made) and 'my pets' not in repr(made)
    assert str(made).startswith(repr(made)[:-1] + ', ')
    assert str(made).count("user_id='me'") == 1


def test_the_names_that_the_official_classes_have(given):
    made = App(**given)
    assert (made.base, made.pat, made.token) == (made.connection.base_url, PAT, '')
    given['token'] = given.pop('pat')
    other = App(**given)
    assert (other.pat, other.token) == ('', PAT)
    for thing, name in ((made, 'app_info'), (User('me', pat=PAT), 'user_info'),
                        (made.inputs(), 'input_info'), (Model(model_id='m', pat=PAT),
                                                        'model_info')):
        assert getattr(thing, name) == thing._message is not None
    assert not hasattr(made, 'model_info')


# Calls

def test_a_call_gives_a_message(given, wire):
    wire.answer = lambda sent: {'input': {'id': 'i', 'data': {'image': {'url': 'u'}}}}
    answer = BaseClient(**given).call('GetInput', input_id='i')
    assert answer.input.data.image.url == 'u'
    assert isinstance(answer, messages.message_class('SingleInputResponse'))
    assert wire.lines == ['GET %s/i' % INPUTS]


def test_an_operation_has_either_of_its_names(given, wire):
    made = BaseClient(**given)
    made.call('GetInput', input_id='i')
    made.call('get_input', input_id='i')
    assert len(set(wire.lines)) == 1


def test_another_user_and_app_may_be_named(given, wire):
    BaseClient(**given).call('GetInput', input_id='i', user_id='you', app_id='yours')
    assert wire.lines == ['GET /v2/users/you/apps/yours/inputs/i']


@pytest.mark.parametrize('value', [
    {'id': 'i', 'data': {'image': {'url': 'u'}}},
    messages.Input(id='i', data={'image': {'url': 'u'}}),
    Image(url='u', image_id='i')])
def test_an_input_may_be_a_dictionary_a_message_or_an_image_of_2_x(given, wire, value):
    BaseClient(**given).call('PostInputs', inputs=[value])
    sent, = wire.sent[0].body['inputs']
    assert sent['id'] == 'i' and sent['data']['image']['url'] == 'u'


def test_a_part_that_failed_is_an_error(given, wire):
    wire.answer = lambda sent: {
        'status': {'code': 10010, 'description': 'Mixed Success'},
        'inputs': [{'id': 'a', 'status': {'code': 30000}},
                   {'id': 'b', 'status': {'code': 30100, 'description': 'Duplicate'}}]}
    made = BaseClient(**given)
    with pytest.raises(ApiError, match=r'inputs\[1\] \(id b\): 30100 Duplicate') as caught:
        made.call('PostInputs', inputs=[{'id': 'a'}, {'id': 'b'}])
    assert caught.value.items[0].position == 1
    assert made.call_unchecked('PostInputs', inputs=[{'id': 'a'}]).status.code == 10010


def test_a_refusal_says_what_to_do_to_who_has_no_clarifai_app(given, wire):
    wire.answer = lambda sent: (404, {'status': {'code': 21200, 'description': 'No model'}})
    with pytest.raises(ApiError) as caught:
        BaseClient(**given).call('GetModel', model_id='m')
    assert 'the app mine of the user me' in str(caught.value)
    assert 'ClarifaiApp' not in str(caught.value) and 'Platform' not in str(caught.value)


def test_a_refusal_about_what_is_in_no_app_names_none(wire):
    wire.answer = lambda sent: (404, {'status': {'code': 25600, 'description': 'No runner'}})
    made = BaseClient(user_id='me', pat=PAT, base_url=BASE, session=session(wire))
    with pytest.raises(ApiError, match='the user me, and that what is theirs is open'):
        made.call('GetRunner', runner_id='r')


def test_a_call_about_an_app_that_is_not_known_says_so(wire):
    made = BaseClient(pat=PAT, base_url=BASE, session=session(wire))
    with pytest.raises(UserError, match='user_id is not known. Give user_id='):
        made.call('DeleteApp', app_id='a')
    assert wire.sent == []


# Lists

def test_a_list_goes_on_to_an_empty_page(given, wire):
    wire.answer = pages_of(['a', 'b'], ['c'])
    items = BaseClient(**given).list_items('ListInputs')
    assert isinstance(items, types.GeneratorType) and wire.sent == []
    assert [one.id for one in items] == ['a', 'b', 'c']
    assert [line.split('?')[1] for line in wire.lines] == [
        'page=%d&per_page=128' % number for number in (1, 2, 3)]


@pytest.mark.parametrize('asked, query', [
    ({'page_no': 2}, 'page=2&per_page=16'), ({'per_page': 3}, 'page=1&per_page=3'),
    ({'page_no': 2, 'per_page': 3}, 'page=2&per_page=3')])
def test_a_page_that_is_asked_for_is_one_page(given, wire, asked, query):
    wire.answer = pages_of(['a', 'b'], ['c'])
    list(BaseClient(**given).list_items('ListInputs', **asked))
    assert wire.lines == ['GET %s?%s' % (INPUTS, query)]


@pytest.mark.parametrize('asked', [{'page_no': 0}, {'per_page': -1}, {'page_no': '2'},
                                   {'page_no': True}])
def test_a_page_is_a_number(given, wire, asked):
    with pytest.raises(UserError, match='%s must be a whole number from 1' % list(asked)[0]):
        list(BaseClient(**given).list_items('ListInputs', **asked))
    assert wire.sent == []


def test_lister_keeps_the_size_of_its_pages():
    assert Lister().default_page_size == 16 and Lister(page_size=5).default_page_size == 5
    with pytest.raises(UserError, match='page_size'):
        Lister(0)


def test_lister_goes_through_what_an_endpoint_of_the_stub_gives(given, wire):
    wire.answer = pages_of(['a'], ['b'])
    app = App(**given)
    items = app.list_pages_generator(app.STUB.ListInputs, messages.ListInputsRequest,
                                     {'user_app_id': app.user_app_id})
    assert [(one['id'], one['input_id']) for one in items] == [('a', 'a'), ('b', 'b')]
    assert [line.split('?')[1] for line in wire.lines] == [
        'page=%d&per_page=16' % number for number in (1, 2, 3)]


def test_lister_gives_one_page_where_one_is_asked_for(given, wire):
    wire.answer = pages_of(['a'], ['b'])
    app = App(**given)
    items = app.list_pages_generator(app.STUB.ListInputs, None, {}, page_no=2, per_page=1)
    assert [one['id'] for one in items] == ['b']
    assert len(wire.sent) == 1


def test_lister_raises_what_the_stub_answers(given, wire):
    wire.answer = lambda sent: (400, {'status': {'code': 11102, 'description': 'Bad request'}})
    app = App(**given)
    with pytest.raises(ApiError, match='11102 Bad request'):
        list(app.list_pages_generator(app.STUB.ListInputs, None, {}))


def test_lister_ends_where_the_server_gives_the_same_page_again(given, wire):
    wire.answer = lambda sent: {'inputs': [{'id': 'a'}]}
    app = App(**given)
    items = app.list_pages_generator(app.STUB.ListInputs, None, {})
    assert next(items)['id'] == 'a'
    with pytest.raises(ApiClientError, match='a page of inputs again, as page 2'):
        next(items)
