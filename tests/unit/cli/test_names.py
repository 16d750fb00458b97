"""Names in place of ids, versions and evaluations of models, and annotating inputs."""
from __future__ import absolute_import

import io
import json
import sys

import pytest

from answers import BASE, KEY, an_output
from clarifai.cli.main import main

URL = 'https://pics.example.com/a.jpg'


def a_named_model(model_id, name='pets', kind='concept', **more):
    return dict({'id': model_id, 'name': name, 'app_id': 'mine',
                 'output_info': {'type': kind, 'type_ext': kind},
                 'model_version': {'id': 'v-' + model_id, 'status': {'code': 21100}}}, **more)


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    monkeypatch.setenv('CLARIFAI_API_BASE', BASE)


@pytest.fixture
def run(capsys):
    def run(line):
        status = main(line.split() if isinstance(line, str) else line)
        return (status,) + tuple(capsys.readouterr())
    return run


def missing(http):
    http.refuse(404, 21200, 'Model does not exist')


# Names

def test_a_public_model_is_known_by_the_names_of_2_x(http, run):
    http.answer({'outputs': [an_output()]})
    assert run('predict %s --model general-v1.3' % URL)[0] == 0
    assert http.paths == ['POST /v2/models/aaa03c23b3724a16a56b629203edc62c/outputs']


def test_a_model_of_the_app_is_known_by_its_name(http, run):
    missing(http)
    http.answer({'models': [a_named_model('m1')]}, {'outputs': [an_output()]})
    assert run('predict %s --model pets' % URL)[0] == 0
    assert http.last.path.startswith('/v2/models/m1/')
    missing(http)
    missing(http)
    http.answer({'models': [a_named_model('m1')]}, {'model': a_named_model('m1')})
    assert json.loads(run('models get pets')[1])['id'] == 'm1'


@pytest.mark.parametrize('line', ['predict %s --model pets' % URL, 'models get pets',
                                  'models versions pets', 'models evaluate pets', 'train pets'])
def test_an_ambiguous_name_lists_its_candidates(http, run, line):
    missing(http)
    if line == 'models get pets':
        missing(http)
    http.answer({'models': [a_named_model('m1'), a_named_model('m2', kind='embed', type='x')
                            if line == 'train pets' else a_named_model('m2')]})
    sent = len(http.requests)
    status, out, err = run(line)
    assert (status, out) == (1, '') and 'm1' in err and 'm2' in err and 'several models' in err
    assert not [path for path in http.paths[sent:] if 'outputs' in path or 'versions' in path]


def test_a_name_that_is_almost_one_brings_those_that_look_like_it(http, run):
    missing(http)
    http.answer({'models': []}, {'models': [a_named_model('m1', 'house pets')]})
    status, out, err = run('predict %s --model pets' % URL)
    assert status == 1 and 'Did you mean m1 (house pets)?' in err and 'does not exist' in err
    missing(http)
    http.answer({'models': []}, {'models': []})
    err = run('predict %s --model general-image-recogniton' % URL)[2]
    assert 'Did you mean general-image-recognition' in err


def test_a_name_like_no_other_is_the_error_of_the_server(http, run):
    missing(http)
    http.answer({'models': []}, {'models': []})
    status, out, err = run('predict %s --model qqqqq' % URL)
    assert status == 1 and 'Model does not exist' in err and 'Did you mean' not in err


def test_training_takes_a_name(http, run):
    missing(http)
    http.answer({'models': [a_named_model('m1')]}, *[{'model': a_named_model('m1')}] * 3)
    assert run('train pets --no-wait')[0] == 0
    assert http.paths[-1] == 'POST /v2/models/m1/versions'


def test_a_concept_is_known_by_its_name(http, run):
    http.refuse(404, 40001, 'Concept does not exist')
    http.answer({'concepts': [{'id': 'ai_1', 'name': 'cat'}, {'id': 'ai_2', 'name': 'cats'}]},
                {'concept': {'id': 'ai_1', 'name': 'cat'}})
    assert json.loads(run('concepts get cat')[1])['id'] == 'ai_1'
    http.refuse(404, 40001, 'Concept does not exist')
    http.answer({'concepts': [{'id': 'ai_1', 'name': 'cat'}, {'id': 'ai_2', 'name': 'cat'}]})
    status, out, err = run('concepts get cat')
    assert status == 1 and 'ai_1' in err and 'ai_2' in err
    http.refuse(404, 40001, 'Concept does not exist')
    http.answer({'concepts': []})
    assert 'Concept does not exist' in run('concepts get cat')[2]


# Versions and evaluations

def test_versions_of_a_model(http, run):
    versions = [{'id': 'v%d' % number, 'created_at': '2026-01-0%dT00:00:00Z' % number,
                 'status': {'code': 21100, 'description': 'Trained'}, 'active_concept_count': 2,
                 'total_input_count': 9, 'metrics': {'status': {'description': 'Evaluated'}}}
                for number in (2, 1)]
    http.answer({'model': a_named_model('m1')}, {'model_versions': versions})
    status, out, err = run('models versions m1 --format csv')
    assert status == 0 and out.splitlines()[1] == 'v2,Trained,2026-01-02T00:00:00Z,2,9,Evaluated'
    http.answer({'model': a_named_model('m1')}, {'model_versions': versions})
    assert len(run('models versions m1 --limit 1 --format jsonl')[1].splitlines()) == 1


METRICS = {'status': {'code': 21300}, 'confusion_matrix': {'matrix': []},
           'summary': {'macro_avg_roc_auc': 0.9, 'macro_avg_f1_score': 0.8},
           'binary_metrics': [{'concept': {'id': 'cat', 'name': 'cat'}, 'num_pos': 4, 'num_neg': 5,
                               'roc_auc': 0.75, 'f1': 0.5, 'avg_precision': 0.25}]}


def evaluation(metrics):
    return {'model_version': {'id': 'v1', 'metrics': metrics}}


def under_way(code):
    return evaluation({'status': {'code': code, 'description': 'Not yet'}})


def test_an_evaluation_is_waited_for_and_printed(http, run, clock):
    http.answer({'model': a_named_model('m1')}, under_way(21303), under_way(21301),
                evaluation(METRICS))
    status, out, err = run('models evaluate m1 --format csv')
    assert status == 0
    assert out.splitlines() == ['concept,positives,negatives,roc auc,f1,avg precision',
                                'cat,4,5,0.750,0.500,0.250', '(mean),,,0.900,0.800,']
    assert clock.slept and http.paths[1:] == [
        'POST /v2/models/m1/versions/v-m1/metrics', 'GET /v2/models/m1/versions/v-m1/metrics',
        'GET /v2/models/m1/versions/v-m1/metrics']
    http.answer({'model': a_named_model('m1')}, evaluation(METRICS))
    assert json.loads(run('models evaluate m1 --version v7 --format jsonl')[1]) == METRICS
    assert '/versions/v7/' in http.last.path


def test_precision_and_recall_are_those_where_half_is_enough(http, run):
    curve = {'thresholds': [0.2, 0.45, 0.55, 0.9], 'precision': [0.1, 0.2, 0.3, 0.4],
             'recall': [0.9, 0.8, 0.7, 0.6]}
    metrics = {'status': {'code': 21300}, 'binary_metrics': [
        {'concept': {'id': 'cat'}, 'precision_recall_curve': curve},
        {'concept': {'id': 'dog'}, 'precision_recall_curve': {'thresholds': [0.1]}}],
        'summary': {'macro_avg_precision': 0.35, 'macro_avg_recall': 0.65}}
    http.answer({'model': a_named_model('m1')}, evaluation(metrics))
    assert run('models evaluate m1 --format csv')[1].splitlines() == [
        'concept,precision,recall', 'cat,0.300,0.700', 'dog,,', '(mean),0.350,0.650']


def test_an_evaluation_that_fails_or_takes_too_long_is_1(http, run, clock):
    http.answer({'model': a_named_model('m1')}, evaluation(
        {'status': {'code': 21315, 'description': 'Need labels', 'details': 'none there'}}))
    status, out, err = run('models evaluate m1')
    assert (status, out) == (1, '') and '21315 Need labels' in err and 'none there' in err
    http.answer({'model': a_named_model('m1')}, *[under_way(21303)] * 5)
    status, out, err = run('models evaluate m1 --max-wait 2')
    assert status == 1 and 'gave up after 2 seconds' in err


def test_a_model_without_a_version_is_not_evaluated(http, run):
    empty = {'model': {'id': 'm1', 'name': 'pets', 'app_id': 'mine'}}
    http.answer(empty, empty)
    status, out, err = run('models evaluate m1')
    assert status == 1 and 'clarifai train m1' in err


# Annotating

def test_inputs_are_annotated(http, run):
    done = {'inputs': [{'id': 'a', 'data': {'concepts': [{'id': 'cat', 'value': 1}]}},
                       {'id': 'b', 'data': {}}]}
    http.answer(done)
    status, out, err = run(['inputs', 'annotate', 'a', 'b', '--concept', 'cat', '--not-concept',
                            'dog', '--metadata', '{"checked": true}', '--format', 'csv'])
    assert status == 0 and [line.split(',')[0] for line in out.splitlines()] == ['id', 'a', 'b']
    assert http.paths == ['PATCH /v2/inputs'] and http.last.params == {
        'action': 'merge', 'inputs': [{'id': one, 'data': {
            'concepts': [{'id': 'cat', 'value': True}, {'id': 'dog', 'value': False}],
            'metadata': {'checked': True}}} for one in ('a', 'b')]}


def test_concepts_are_removed_and_replaced(http, run):
    http.answer({'inputs': [{'id': 'a'}]})
    assert run('inputs annotate a --remove cat')[0] == 0
    assert http.last.params['action'] == 'remove'
    http.answer({'inputs': [{'id': 'a'}]}, {'inputs': [{'id': 'a'}]})
    assert run(['inputs', 'annotate', 'a', '--concept', 'dog', '--replace', '--metadata',
                '{"x": 1}'])[0] == 0
    assert [request.params['action'] for request in http.requests] == [
        'remove', 'overwrite', 'merge']
    assert http.last.params['inputs'][0]['data'] == {'metadata': {'x': 1}}


def test_ids_come_from_the_standard_input(http, run, monkeypatch):
    monkeypatch.setattr(sys, 'stdin', io.StringIO(u'a\n\nb\n'))
    http.answer({'inputs': [{'id': 'a'}, {'id': 'b'}]})
    assert run('inputs annotate - --concept cat')[0] == 0
    assert [item['id'] for item in http.last.params['inputs']] == ['a', 'b']


@pytest.mark.parametrize('line', [
    'inputs annotate a', 'inputs annotate a --concept cat --not-concept cat',
    'inputs annotate a --concept cat --remove cat', 'inputs annotate a --replace',
    'inputs annotate a --replace --remove cat --concept dog', 'inputs annotate - --concept cat'])
def test_what_says_nothing_or_two_things_sends_nothing(http, run, monkeypatch, line):
    monkeypatch.setattr(sys, 'stdin', io.StringIO(u''))
    status, out, err = run(line)
    # That no ids come from the standard input is no fault of the command line.
    expected = 1 if ' - ' in line else 2
    assert (status, out) == (expected, '') and err.startswith('clarifai: ') and not http.requests
