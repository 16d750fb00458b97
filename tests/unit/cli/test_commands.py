"""The commands on inputs, models, concepts and workflows: what they ask for and what they print."""
from __future__ import absolute_import

import io
import json
import sys

import pytest

from answers import BASE, KEY
from clarifai.cli.main import main
from clarifai.rest import Model

INPUT = {'id': 'i1', 'status': {'code': 30000, 'description': 'Download complete'},
         'data': {'image': {'url': 'http://a.test/a.jpg'}, 'metadata': {'source': 'b/a.jpg'},
                  'concepts': [{'id': 'cat', 'value': 1}, {'id': 'dog', 'value': 0}]}}
MODEL = {'id': 'm1', 'name': 'pets', 'output_info': {'type': 'concept'},
         'model_version': {'id': 'v1', 'status': {'code': 21100, 'description': 'Trained'}}}
WORKFLOW = {'id': 'w1', 'nodes': [{'id': 'n', 'model': {'id': 'm1'}}]}
HIT = {'score': 0.75, 'input': INPUT}


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    monkeypatch.setenv('CLARIFAI_API_BASE', BASE)


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs a command line; gives its exit status, output and error output."""
    def run(line):
        try:
            status = main(line.split() if isinstance(line, str) else line)
        except SystemExit as end:
            status = end.code
        return (status,) + tuple(capsys.readouterr())
    return run


def typed(monkeypatch, text):
    """Somebody is at the terminal and types."""
    stream = io.StringIO(text)
    stream.isatty = lambda: True
    monkeypatch.setattr(sys, 'stdin', stream)


@pytest.mark.parametrize('line, answer, request_line, cells', [
    ('inputs list', {'inputs': [INPUT]}, 'GET /v2/inputs',
     ['i1', 'Download complete', 'b/a.jpg', 'http://a.test/a.jpg', 'cat, not dog']),
    ('models list', {'models': [MODEL]}, 'GET /v2/models',
     ['m1', 'concept', 'v1', 'Trained', 'pets']),
    ('concepts list', {'concepts': [{'id': 'c1', 'name': 'cat'}]}, 'GET /v2/concepts',
     ['c1', 'cat']),
    ('workflows list', {'workflows': [WORKFLOW]}, 'GET /v2/workflows', ['w1', 'm1']),
    ('workflows list --public', {'workflows': [WORKFLOW]}, 'GET /v2/public_workflows',
     ['w1', 'm1'])])
def test_lists(http, run, line, answer, request_line, cells):
    http.answer(answer)
    status, out, err = run(line)
    assert (status, err) == (0, '')
    for cell in cells:
        assert cell in out.splitlines()[1]
    assert http.paths == [request_line]


def test_lists_go_on_to_the_last_page_and_stop_where_told(http, run):
    pages = [{'concepts': [{'id': 'c%d' % number} for number in range(start, start + 100)]}
             for start in (0, 100)]
    http.answer(pages[0], pages[1], {'concepts': []})
    assert len(run('concepts list --format jsonl')[1].splitlines()) == 200
    http.answer(pages[0])
    assert len(run('concepts list --limit 7 --format jsonl')[1].splitlines()) == 7
    assert len(http.requests) == 4


def test_things_by_their_ids(http, run):
    http.answer({'model': MODEL}, {'model': dict(MODEL, id='m2')})
    status, out, err = run('models get m1 m2')
    assert [json.loads(line)['id'] for line in out.splitlines()] == ['m1', 'm2']
    assert http.paths == ['GET /v2/models/m1', 'GET /v2/models/m2']


def test_what_is_not_there_is_1_and_says_so(http, run):
    http.refuse(404, 30102, 'Input does not exist')
    status, out, err = run('inputs get nope')
    assert (status, out) == (1, '') and 'Input does not exist' in err


def test_deleting_asks_first(http, run, monkeypatch):
    typed(monkeypatch, u'no\n')
    status, out, err = run('inputs delete a b')
    assert status == 1 and 'Delete a, b?' in err and not http.requests
    typed(monkeypatch, u'y\n')
    http.answer({'input': INPUT}, {'input': INPUT}, {})
    assert run('inputs delete a b')[0] == 0
    assert http.last.params == {'ids': ['a', 'b']}


@pytest.mark.parametrize('kind, one', [('inputs', 'input'), ('models', 'model'),
                                       ('workflows', 'workflow')])
def test_what_is_not_there_is_not_deleted(http, run, kind, one):
    http.refuse(404, 30102, 'It does not exist')
    status, out, err = run('%s delete nope --yes' % kind)
    assert (status, out) == (1, '') and len(http.requests) == 1
    assert err.splitlines() == ['clarifai: there is no %s nope' % one,
                                'clarifai: nothing was deleted']


def test_the_others_are_deleted(http, run):
    http.refuse(404, 30102, 'It does not exist')
    http.answer({'input': INPUT}, {})
    status, out, err = run('inputs delete nope a --yes')
    assert status == 1 and 'there is no input nope' in err and 'deleted a\n' in err
    assert http.last.params == {'ids': ['a']}


def test_deleting_does_not_ask_when_told(http, run):
    http.answer({})
    assert run('models delete --all --yes')[0] == 0
    assert http.last.params == {'delete_all': True}


def test_nobody_to_ask_means_nothing_is_deleted(http, run, monkeypatch):
    monkeypatch.setattr(sys, 'stdin', io.StringIO(u''))
    status, out, err = run('inputs delete a')
    assert status == 2 and '--yes' in err and not http.requests


@pytest.mark.parametrize('line', ['predict nothere.jpg', 'upload nothere.jpg'])
def test_a_source_that_is_not_there_is_1_and_sends_nothing(http, run, line):
    status, out, err = run(line)
    assert (status, out) == (1, '') and err.startswith('clarifai: ') and not http.requests


@pytest.mark.parametrize('line', [
    'inputs delete --yes', 'inputs delete a --all --yes', 'workflows delete --yes',
    'upload a.jpg --concept b --concept c --not-concept c',
    'search', 'inputs annotate a', 'inputs annotate a --concept b --not-concept b',
    'inputs annotate a --remove b --replace', 'models where general --all',
    'config set nosense=1', 'config set user_id', 'config unset nosense', 'api nosuch',
    'api show', 'api list_concepts nosuch=1', 'api list_concepts nosuch=1 --pages',
    'api list_concepts per_page=x', 'predict https://a.test/a.png --draw a.png'])
def test_what_makes_no_sense_is_2_and_sends_nothing(http, run, line):
    status, out, err = run(line)
    assert (status, out) == (2, '') and err.startswith('clarifai: ') and not http.requests
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize('line', [
    'concepts delete a', 'inputs', 'predict', 'predict a.jpg --min-value 2',
    'inputs list --limit 0', 'predict a.jpg --batch 1000', 'upload a.jpg --batch 129',
    'predict a.jpg --max-concepts 201',
    'predict a.jpg --workers x', 'upload a.jpg --metadata []', 'search --near 1,2',
    'search --near 1,x,3', 'predict a --model m --workflow w', 'completion tcsh', 'train'])
def test_what_cannot_be_read_is_2(http, run, line):
    status, out, err = run(line)
    assert status == 2 and 'usage' in err and not http.requests


@pytest.mark.parametrize('code', [404, 400])
def test_what_is_neither_a_file_nor_an_input_is_named(http, run, code):
    http.refuse(code, 11301 if code == 404 else 11100, 'No such input')
    status, out, err = run('search --like nosuch.png')
    assert status == 1 and "there is no file and no input 'nosuch.png'" in err
    assert http.paths == ['GET /v2/inputs/nosuch.png']


def test_a_search_sends_its_terms_and_prints_scores(http, run):
    http.answer({'input': INPUT}, {'hits': [HIT]})
    status, out, err = run(['search', '--concept', 'cat', '--not-predicted', 'red',
                            '--metadata', '{"a": 1}', '--near', '13.4,52.5,10', '--like', 'i9'])
    assert status == 0 and out.splitlines()[1].startswith('0.750')
    assert 'b/a.jpg' in out.splitlines()[1]
    terms = http.last.params['query']['ands']
    assert len(terms) == 5 and http.last.path == '/v2/searches'


def test_a_search_by_a_file_that_is_no_picture_sends_nothing(http, run, tmpdir):
    tmpdir.join('a.jpg').write('only text')
    status, out, err = run(['search', '--like', str(tmpdir.join('a.jpg'))])
    assert status == 1 and 'it holds text' in err and not http.requests


def test_a_row_that_says_yes_and_no_of_a_concept_is_not_sent(http, run, tmpdir):
    table = tmpdir.join('table.csv')
    table.write('source,concepts,not_concepts\nhttps://a.test/a.png,cat;dog,dog\n')
    status, out, err = run(['upload', str(table)])
    assert status == 1 and "the concept 'dog'" in err and not http.requests


def test_an_export_is_there_when_it_is_whole(http, run, tmpdir):
    path = tmpdir.join('inputs.jsonl')
    http.answer({'inputs': [dict(INPUT, id='i%d' % number) for number in range(100)]})
    http.refuse(500, 10000)
    assert run(['export', '--output', str(path)])[0] == 1
    assert not path.check()
    http.answer({'inputs': [INPUT]}, {})
    status, out, err = run(['export', '--output', str(path)])
    assert (status, out) == (0, '') and '1 inputs' in err
    assert json.loads(path.read()) == INPUT


def test_an_export_to_the_output(http, run):
    http.answer({'inputs': [INPUT]}, {})
    assert json.loads(run('export')[1]) == INPUT


def test_an_export_of_a_server_that_gives_the_same_page_again_ends(http, run, tmpdir):
    http.answer({'inputs': [INPUT]}, {'inputs': [INPUT]})
    status, out, err = run(['export', '--output', str(tmpdir.join('inputs.jsonl'))])
    assert status and 'a page of inputs again, as page 2' in err
    assert not tmpdir.join('inputs.jsonl').check()


def test_an_export_goes_on_behind_a_page_that_is_not_full(http, run):
    http.answer({'inputs': [INPUT]}, {'inputs': [dict(INPUT, id='i2')]}, {'inputs': []})
    assert [json.loads(line)['id'] for line in run('export')[1].splitlines()] == [INPUT['id'], 'i2']


def test_training_a_new_model_makes_it_and_waits(http, run):
    trained = {'model': MODEL}
    http.refuse(404, 21200, 'Model does not exist')
    http.answer({'models': []}, {'concept': {'id': 'cat'}}, trained, trained, trained)
    status, out, err = run('train m1 --concept cat')
    assert (status, out.strip()) == (0, 'v1')
    assert http.paths[:5] == ['GET /v2/models/m1', 'POST /v2/models/searches',
                              'GET /v2/concepts/cat', 'POST /v2/models',
                              'POST /v2/models/m1/versions']


def test_no_model_is_made_of_concepts_that_are_not_there(http, run):
    http.refuse(404, 21200, 'Model does not exist')
    http.answer({'models': []})
    http.answer({'concept': {'id': 'cat'}})
    for _ in range(2):
        http.refuse(404, 40001, 'Concept does not exist')
    status, out, err = run('train m1 --concept cat --concept nosuch --concept other')
    assert status == 1 and "no concept 'nosuch', 'other'; no model was made" in err
    assert 'POST /v2/models' not in http.paths


def test_ctrl_c_while_waiting_for_a_training_says_that_it_goes_on(http, run, monkeypatch):
    def interrupted(self, **options):
        raise KeyboardInterrupt
    monkeypatch.setattr(Model, 'train', interrupted)
    http.answer({'model': MODEL}, {'model': MODEL})
    status, out, err = run('train m1')
    assert status == 130 and 'What was begun goes on: "clarifai models get m1"' in err


def test_training_without_waiting_prints_the_version_that_was_begun(http, run):
    http.answer({'model': MODEL}, {'model': MODEL}, {'model': MODEL})
    assert run('train m1 --no-wait') == (0, 'v1\n', '')
    assert http.paths[-1] == 'POST /v2/models/m1/versions'


def test_a_training_that_fails_is_1_with_its_reason(http, run):
    failed = {'id': 'v1', 'status': {'code': 21110, 'description': 'Not enough', 'details': 'x'}}
    model = {'model': dict(MODEL, model_version=failed)}
    http.answer(model, model, {'model_version': failed})
    status, out, err = run('train m1')
    assert status == 1 and '21110 Not enough' in err


def test_a_model_that_is_there_is_not_made_again(http, run):
    http.answer({'model': MODEL})
    status, out, err = run('train m1 --concept cat')
    assert status == 1 and 'exists' in err and len(http.requests) == 1


def test_a_model_without_concepts_is_not_made(http, run):
    http.refuse(404, 21200, 'Model does not exist')
    http.answer({'models': []})
    status, out, err = run('train m1')
    assert status == 1 and '--concept' in err
