"""The credentials by themselves, and the stub with every operation."""
from __future__ import annotations

import pytest

from clarifai.client import messages
from clarifai.client.auth import ClarifaiAuthHelper
from clarifai.client.base import BaseClient
from clarifai.errors import ApiError, UserError
from clarifai.operations import table
from fake_platform import BASE, PAT, session


@pytest.fixture
def helper(given):
    """The credentials of a user and an app."""
    given['base'] = given.pop('base_url')
    return ClarifaiAuthHelper(**given)


def test_a_request_is_a_message_or_a_dictionary(helper, wire):
    stub = helper.get_stub()
    for request in (messages.GetInputRequest(input_id='i'), {'input_id': 'i'},
                    messages.GetInputRequest(user_app_id=helper.get_user_app_id_proto(),
                                             input_id='i')):
        assert stub.GetInput(request).status.code == 10000
    assert set(wire.lines) == {'GET /v2/users/me/apps/mine/inputs/i'}


def test_a_request_names_another_user_and_app(helper, wire):
    helper.get_stub().GetInput({
        'user_app_id': helper.get_user_app_id_proto('you', 'yours'), 'input_id': 'i'})
    assert wire.lines == ['GET /v2/users/you/apps/yours/inputs/i']


def test_a_refusal_is_an_answer_as_over_grpc(helper, wire):
    wire.answer = lambda sent: (404, {'status': {'code': 30102, 'description': 'No input'}})
    answer = helper.get_stub().GetInput({'input_id': 'i'})
    assert isinstance(answer, messages.message_class('SingleInputResponse'))
    assert (answer.status.code, answer.status.description) == (30102, 'No input')


def test_no_answer_is_an_error(helper, wire):
    wire.answer = lambda sent: (502, {'status': 'no JSON of the API'})
    with pytest.raises(ApiError):
        helper.get_stub().PostInputs({'inputs': [{'id': 'i'}]})


def test_a_call_may_have_the_credential_again_and_a_time_limit(helper, wire):
    helper.get_stub().ListInputs({}, metadata=helper.metadata, timeout=3)
    assert helper.metadata == (('authorization', 'Key ' + PAT),)
    with pytest.raises(UserError, match='another credential'):
        helper.get_stub().ListInputs({}, metadata=(('authorization', 'Key other'),))
    assert len(wire.sent) == 1


def test_the_header_of_a_session_token(wire):
    helper = ClarifaiAuthHelper('me', 'mine', token='t' * 20, base=BASE, session=session(wire))
    assert helper.metadata == (('x-clarifai-session-token', 't' * 20),)


def test_every_operation_is_there(helper):
    stub = helper.get_stub()
    assert len(dir(stub)) == len(list(table.names())) > 250
    for name in dir(stub):
        assert repr(getattr(stub, name)) == '<operation %s>' % name


@pytest.mark.parametrize('name', ['PostModelOutput', 'post_model_outputs', '_private'])
def test_another_name_is_none(helper, name):
    with pytest.raises(AttributeError):
        getattr(helper.get_stub(), name)


def test_user_and_app_are_wanted(monkeypatch):
    with pytest.raises(UserError, match='user_id is not known: give it, or set CLARIFAI_USER_ID'):
        ClarifaiAuthHelper('', 'mine', PAT)
    monkeypatch.setenv('CLARIFAI_PAT', PAT)
    assert ClarifaiAuthHelper.from_env().user_id == ''
    with pytest.raises(UserError, match='app_id is not known'):
        ClarifaiAuthHelper.from_env('me', validate=True)


def test_an_object_gives_its_helper_over_the_same_connection(given):
    made = BaseClient(**given)
    helper = made.auth_helper
    assert (helper.user_id, helper.app_id, helper.base) == ('me', 'mine', BASE)
    assert made.auth_helper.get_stub().GetApp({}).status.code == 10000
