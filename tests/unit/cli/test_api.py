# -*- coding: utf-8 -*-
"""``clarifai api``: fields become arguments, answers become JSON."""
from __future__ import absolute_import

import json

import pytest

from clarifai import connection
from clarifai.cli.completing import completion
from clarifai.cli.main import _parser, main
from fake_platform import BASE, PAT, Wire, session

APP = '/v2/users/me/apps/mine'


@pytest.fixture
def wire(monkeypatch, tmpdir):
    """What the command sends, with credentials in the environment."""
    made = Wire()
    monkeypatch.setenv('HOME', str(tmpdir))
    for name, value in (('PAT', PAT), ('USER_ID', 'me'), ('APP_ID', 'mine'), ('API_BASE', BASE)):
        monkeypatch.setenv('CLARIFAI_' + name, value)
    monkeypatch.setattr(connection.LazySession, 'get', lambda self: session(made))
    return made


def run(capsys, *arguments):
    status = main(['api'] + list(arguments))
    out, err = capsys.readouterr()
    return status, out, err


def refused(capsys, *arguments, **expected):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (expected.get('status', 1), '')
    return err


def test_a_call_prints_its_answer(capsys, wire):
    wire.answer = lambda sent: {'inputs': [{'id': 'a'}]}
    status, out, _ = run(capsys, 'list_inputs', 'per_page=5', 'ids=a', 'ids=b')
    assert status == 0
    assert json.loads(out)['inputs'] == [{'id': 'a'}]
    sent, = wire.sent
    assert sent.path == APP + '/inputs'
    assert sorted(sent.query.split('&')) == ['ids=a', 'ids=b', 'per_page=5']


def test_the_name_of_the_rpc_will_do(capsys, wire):
    assert run(capsys, 'ListInputs')[0] == 0
    assert wire.lines == ['GET %s/inputs' % APP]


def test_fields_are_what_their_types_ask_for(capsys, wire):
    run(capsys, 'post_inputs', 'inputs=[{"id": "1"}]', 'inputs={"id": "2"}',
        'inputs_add_job_id=3', 'input_id_conflict_resolution=SUFFIX', 'user_id=her')
    run(capsys, 'list_models', 'trained_only=true', 'name=5', 'user_id=null', 'app_id=null')
    run(capsys, 'list_instance_types', 'cloud_provider.id=aws', 'region=5')
    assert wire.sent[0].path == '/v2/users/her/apps/mine/inputs'
    assert wire.sent[0].body == {'inputs': [{'id': '1'}, {'id': '2'}], 'inputs_add_job_id': '3',
                                 'input_id_conflict_resolution': 'SUFFIX'}
    assert sorted(wire.lines[1].split('?')[1].split('&')) == ['name=5', 'trained_only=true']
    assert wire.lines[2] == 'GET /v2/cloud_providers/aws/regions/5/instance_types'


def test_arguments_from_a_file(capsys, wire, tmpdir, monkeypatch):
    path = tmpdir.join('arguments.json')
    path.write_binary(u'{"datasets": [{"id": "w\u00e4nde"}]}'.encode('utf-8'))
    assert run(capsys, 'post_datasets', '--json', str(path))[0] == 0
    tmpdir.join('list.json').write('[{"id": "b"}]')
    assert run(capsys, 'post_datasets', 'datasets=@' + str(tmpdir.join('list.json')))[0] == 0
    assert [sent.body for sent in wire.sent] == [
        {'datasets': [{'id': u'w\u00e4nde'}]}, {'datasets': [{'id': 'b'}]}]


def test_fields_may_stand_behind_options(capsys, wire, tmpdir):
    path = tmpdir.join('arguments.json')
    path.write('{"name": "walls"}')
    assert run(capsys, 'list_models', '--json', str(path), 'per_page=5', '--quiet', 'user_id=her',
               'app_id=null')[0] == 0
    assert wire.sent[0].path == '/v2/users/her/models'
    assert sorted(wire.sent[0].query.split('&')) == ['name=walls', 'per_page=5']


def test_a_list_takes_one_word(capsys):
    assert 'one word' in refused(capsys, 'list', 'inputs', 'models', status=2)


def test_a_list_of_none(capsys):
    assert run(capsys, 'list', 'wände') == (0, '', '')


@pytest.mark.parametrize('fields,words', [
    ((), 'list_instance_types needs cloud_provider={\'id\': ...} and region'),
    (('cloud_provider.id=aws',), 'list_instance_types needs region')])
def test_what_is_missing_is_wrong_use(capsys, wire, fields, words):
    assert words in refused(capsys, 'list_instance_types', *fields, status=2)


def test_a_secret_that_is_no_json_is_not_shown(capsys, wire):
    err = refused(capsys, 'post_validate_password', 'password=hunter2-hunter2', status=2)
    assert 'password must be' in err and 'hunter2' not in err


def test_pages_are_printed_on_a_line_each(capsys, wire):
    pages = [{'inputs': [{'id': 'a'}]}, {'inputs': [{'id': 'b'}]}, {'inputs': []}]
    wire.answer = lambda sent: pages.pop(0)
    _, out, _ = run(capsys, 'list_inputs', '--pages')
    assert [json.loads(line)['inputs'][0]['id'] for line in out.splitlines()] == ['a', 'b']


def test_pages_of_a_search_are_as_large_as_they_are_asked_for(capsys, wire):
    status, out, _ = run(capsys, 'post_inputs_searches', 'searches=[{}]', 'per_page=5', 'page=2',
                         '--pages')
    assert (status, out) == (0, '')
    assert wire.sent[0].body['pagination'] == {'page': 2, 'per_page': 5}
    assert 'no argument per_page' in refused(capsys, 'post_inputs_searches', 'per_page=5',
                                             status=2)


@pytest.mark.parametrize('fields', [
    ['user_app_id={"user_id": "her", "app_id": "hers"}'],
    ['user_app_id.user_id=her', 'user_app_id.app_id=hers']])
def test_user_and_app_as_the_protobufs_have_them(capsys, wire, fields):
    run(capsys, 'list_inputs', *fields)
    assert wire.sent[0].path == '/v2/users/her/apps/hers/inputs'


def test_a_stream_is_printed_as_it_comes(capsys, wire):
    wire.answer = lambda sent: [b'{"result": {"outputs": []}}\n{"result": {"outputs": [1]}}\n']
    _, out, _ = run(capsys, 'generate_model_outputs', 'model_id=m')
    assert [json.loads(line)['outputs'] for line in out.splitlines()] == [[], [1]]


@pytest.mark.parametrize('arguments,words', [
    (['list_inpts'], 'did you mean list_inputs'),
    (['list_inputs', 'perpage=5'], 'did you mean per_page?'),
    (['list_inputs', 'per_page=two'], "per_page must be a number"),
    (['list_inputs', 'per_page'], 'is no FIELD=VALUE'),
    (['list_inputs', 'per_page.x=1'], 'per_page'),
    (['list_inputs', u'\u00e9=1'.encode('utf-8') if str is bytes else u'\u00e9=1'],
     'takes no argument'),
    (['post_inputs', 'inputs=[{'], 'inputs must be a JSON list'),
    (['post_inputs', '--json', 'nowhere.json'], 'nowhere.json cannot be read'),
    (['post_inputs', 'inputs=@nowhere.json'], 'nowhere.json cannot be read'),
    (['post_inputs', 'batch=maybe'], 'batch must be true or false'),
    (['show'], 'say what to show'),
    (['show', 'nothing_like_it'], 'there is no operation nothing_like_it'),
    (['stream_model_outputs'], 'use post_model_outputs'),
])
def test_what_is_wrong_is_said(capsys, wire, arguments, words):
    # A file that is not there is no fault of the command line.
    status = 1 if 'nowhere.json cannot be read' in words else 2
    assert words in refused(capsys, *arguments, status=status)
    assert wire.sent == []


def test_what_is_missing_is_said_for_a_shell(capsys, wire, monkeypatch):
    monkeypatch.delenv('CLARIFAI_APP_ID')
    assert 'Add user_id=... and app_id=...' in refused(capsys, 'list_artifacts')
    monkeypatch.delenv('CLARIFAI_PAT')
    assert 'no credentials' in refused(capsys, 'list_artifacts')


def test_the_list(capsys):
    _, out, _ = run(capsys, 'list', '--format', 'jsonl')
    assert len(out.splitlines()) == 273
    _, out, _ = run(capsys, 'list', 'video_manifest')
    assert out.splitlines()[1].startswith('get_input_video_manifest')


def test_what_an_operation_or_a_message_is(capsys):
    assert 'per_page (int)' in run(capsys, 'show', 'ListInputs')[1]
    assert run(capsys, 'show', 'Image')[1].startswith('Image:\n    url (str)')


def test_names_are_completed():
    def offered(*words):
        return [value for value, _ in completion(_parser(), ['api'] + list(words)).values]
    assert 'list_inputs' in offered('') and 'show' in offered('s')
    assert offered('list_inputs', '--pa') == ['--pages']
    assert offered('list_inputs', 'per') == ['per_page=']
    assert 'list_inputs' in offered('show', 'list_')
