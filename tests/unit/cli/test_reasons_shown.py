"""What a server says, on a terminal: the reasons of single items, and nothing that steers it."""
from __future__ import absolute_import

import csv
import json

import pytest

from answers import BASE, KEY, URL, a_model, an_error, an_input, an_output
from clarifai.cli.formats import writer
from clarifai.cli.main import main

LOST = {'code': 30002, 'description': 'Download failed', 'details': 'no such host'}
OTHER = 'https://pics.example.com/other.jpg'
MIXED = {'code': 10010, 'description': 'Mixed Success'}
STEERING = '\x1b[2J\x07'


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    monkeypatch.setenv('CLARIFAI_API_BASE', BASE)


def test_a_mixed_prediction_is_1_and_says_why(http, capsys):
    http.answer({'status': MIXED, 'outputs': [an_output(), {'id': 'o', 'status': LOST}]})
    assert main(['predict', URL, OTHER]) == 1
    out, err = capsys.readouterr()
    assert URL in out and OTHER not in out
    assert '%s: 30002: Download failed; no such host' % OTHER in err


def test_a_mixed_upload_is_1_and_says_why(http, capsys):
    http.answer({'status': MIXED, 'inputs': [an_input(), {'id': 'o', 'status': LOST}]})
    assert main(['upload', URL, OTHER]) == 1
    assert '%s: 30002: Download failed; no such host' % OTHER in capsys.readouterr()[1]


def test_the_failed_model_of_a_workflow_says_why(http, capsys):
    http.answer({'workflow': {'id': 'w'}}, {'status': MIXED, 'results': [
        {'status': MIXED, 'outputs': [{'status': LOST}]}]})
    assert main(['predict', URL, '--workflow', 'w']) == 1
    assert '30002: Download failed; no such host' in capsys.readouterr()[1]


@pytest.mark.parametrize('name', ['table', 'csv'])
def test_names_of_a_server_steer_no_terminal(http, capsys, name):
    http.answer({'outputs': [an_output(concepts=[
        {'id': 'x', 'name': u'cat' + STEERING, 'value': 0.5}])]})
    assert main(['predict', URL, '--format', name]) == 0
    out = capsys.readouterr()[0]
    assert 'cat\\x1b[2J\\x07' in out and not set('\x1b\x07') & set(out)


def test_rows_of_json_hold_what_was_sent(http, capsys):
    output = an_output(concepts=[{'id': 'x', 'name': u'cat' + STEERING, 'value': 0.5}])
    http.answer({'outputs': [output]})
    assert main(['predict', URL, '--format', 'jsonl']) == 0
    out = capsys.readouterr()[0]
    assert json.loads(out)['output'] == output and '\x1b' not in out


def test_csv_keeps_line_breaks_which_it_quotes(capsys):
    writer('csv', ['id']).write(['a\nb' + STEERING])
    assert list(csv.reader(capsys.readouterr()[0].splitlines(True))) == [
        ['id'], ['a\nb\\x1b[2J\\x07']]


def test_errors_and_the_reason_of_a_failed_training_steer_none(http, capsys):
    http.answer({'model': a_model()}, {'model': a_model(code=21106)}, {'model_version': {
        'id': 'v', 'status': {'code': 21106, 'description': 'x' + STEERING, 'details': 'y\nz'}}})
    assert main(['train', 'boats']) == 1
    err = capsys.readouterr()[1]
    assert 'the training failed: 21106 x\\x1b[2J\\x07; y\\nz' in err
    http.refuse(404, 11101, 'gone\nclarifai: 5 done' + STEERING)
    assert main(['inputs', 'get', 'x']) == 1
    err = capsys.readouterr()[1]
    assert len(err.splitlines()) == 1 and '\x1b' not in err


@pytest.mark.parametrize('answer, said', [
    ({'status': {'code': 11009}}, 'was refused'),
    ({'message': 'Forbidden'}, 'could not be checked')])
def test_only_the_api_can_refuse_a_key(capsys, monkeypatch, http, answer, said):
    http.answer(an_error(403, answer))
    monkeypatch.setattr('clarifai.cli.config.input', lambda text: '')
    main(['config'])
    assert said in capsys.readouterr()[1]
