"""Models that learn from texts: classifiers, and what makes vectors."""
from __future__ import absolute_import

import pytest
from sandbox_process import App, an_input, plain, shared_url, wait_for

SPORT = ('The team won the match in the last minute.', 'Fans cheered when the team scored.',
         'The striker scored two goals against the home side.',
         'The coach praised the players after the match.',
         'The league match ended in a draw without goals.', 'Our team lost the match.')
COOKING = ('Chop the onions and fry them in butter.', 'Bake the bread in a hot oven.',
           'Boil the pasta and serve it with tomato sauce.', 'Add the cream to the sauce.',
           'Roast the potatoes in butter with garlic.', 'Stir the soup and add salt.')
GOAL, SAUCE = 'The players celebrated the goals of the team.', 'Fry the garlic for the sauce.'
TEMPLATE = 'HuggingFace_AdvancedConfig'

url = shared_url('--recognition', 'off')


def a_text(raw, input_id, *concepts):
    return {'id': input_id, 'data': {'text': {'raw': raw}, 'concepts': [
        {'id': name} for name in concepts]}}


@pytest.fixture
def app(url, request):
    return App(url, app_id=request.node.name.partition('[')[0])


def add_texts(app):
    app.add(*[a_text(raw, '%s-%d' % (name, number), name)
              for name, texts in (('sport', SPORT), ('cooking', COOKING))
              for number, raw in enumerate(texts)])


def trained(app, type_id, *concepts, **params):
    app.ok('POST', '/models', {'models': [{'id': 'reader', 'model_type_id': type_id}]})
    body = {'train_info': {'params': params}}
    if concepts:
        body['output_info'] = {'data': {'concepts': [{'id': name} for name in concepts]}}
    version = app.ok('POST', '/models/reader/versions', {'model_versions': [body]})[
        'model']['model_version']
    return app.finished('/models/reader/versions/' + version['id'], (21103, 21101))


def said(app, *texts, **more):
    outputs = app.ok('POST', '/models/reader/outputs', dict(
        {'inputs': [{'data': {'text': {'raw': raw}}} for raw in texts]}, **more))['outputs']
    return [output['data'] for output in outputs]


def best(data):
    return data['concepts'][0]['id']


def test_a_classifier_learns_from_texts(app):
    add_texts(app)
    app.add(an_input(plain('red'), 'picture', ['sport']))
    version = trained(app, 'text-classifier', 'sport', 'cooking', template=TEMPLATE,
                      trainer_config={'num_train_epochs': 1})
    assert version['status']['code'] == 21100, version
    assert version['total_input_count'] == 12
    assert version['train_info']['params']['trainer_config'] == {'num_train_epochs': 1}
    goal, sauce = said(app, GOAL, SAUCE)
    assert (best(goal), best(sauce)) == ('sport', 'cooking')
    assert goal['concepts'][0]['value'] > 0.5 > goal['concepts'][1]['value']
    # A stored text is read as well; a picture is not, and says so.
    stored, = app.ok('POST', '/models/reader/outputs', {'inputs': [{'id': 'cooking-3'}]})['outputs']
    assert best(stored['data']) == 'cooking'
    _, code, answer = app.refused('POST', '/models/reader/outputs', {'inputs': [{'id': 'picture'}]})
    assert 'reads texts' in answer['outputs'][0]['status']['details']


def test_searches_by_what_a_classifier_predicts(app):
    add_texts(app)
    app.add(a_text(GOAL, 'new'), a_text(SAUCE, 'other'), an_input(plain('red'), 'picture'))
    trained(app, 'text-classifier', 'sport', 'cooking', template=TEMPLATE)
    hits = app.ok('POST', '/searches', {'query': {'ands': [
        {'output': {'data': {'concepts': [{'id': 'sport'}]}}}]}})['hits']
    found = {hit['input']['id'] for hit in hits}
    assert 'new' in found and 'other' not in found and 'picture' not in found


def test_a_version_of_a_dataset_is_learned_from_as_it_was(app):
    add_texts(app)
    app.ok('POST', '/datasets', {'datasets': [{'id': 'd'}]})
    app.ok('POST', '/datasets/d/inputs', {'dataset_inputs': [
        {'input': {'id': '%s-%d' % (name, number)}} for name in ('sport', 'cooking')
        for number in range(5)]})
    made, = app.ok('POST', '/datasets/d/versions', {'dataset_versions': [{'id': 'v'}]})[
        'dataset_versions']
    app.ok('DELETE', '/inputs/sport-0')
    version = trained(app, 'text-classifier', 'sport', 'cooking', template=TEMPLATE,
                      dataset_id='d', dataset_version_id=made['id'])
    assert version['total_input_count'] == 10
    assert [best(data) for data in said(app, GOAL, SAUCE)] == ['sport', 'cooking']
    again = app.ok('POST', '/models/reader/versions', {'model_versions': [
        {'train_info': {'params': {'template': TEMPLATE, 'dataset_id': 'd'}}}]})[
            'model']['model_version']
    done = app.finished('/models/reader/versions/' + again['id'], (21103, 21101))
    assert done['total_input_count'] == 9


def test_evaluations(app):
    add_texts(app)
    version = trained(app, 'text-classifier', 'sport', 'cooking', template=TEMPLATE)
    place = '/models/reader/versions/%s/evaluations' % version['id']
    asked = app.ok('POST', place, {'eval_metrics': [{'id': 'e'}]})['eval_metrics'][0]

    def measured():
        found = app.ok('GET', '/evaluations/' + asked['id'])['eval_metrics']
        return None if found['status']['code'] in (21301, 21303) else found
    done = wait_for(measured)
    assert done['status']['code'] == 21300
    assert done['summary']['macro_avg_roc_auc'] > 0.7


def test_vectors_are_learned_from_texts(app):
    add_texts(app)
    version = trained(app, 'text-embedder')
    assert (version['status']['code'], version['total_input_count']) == (21100, 12)
    vectors = [data['embeddings'][0]['vector'] for data in said(app, GOAL, SPORT[0], COOKING[1])]

    def likeness(one, other):
        return sum(a * b for a, b in zip(vectors[one], vectors[other]))
    assert likeness(0, 1) > 0.3 > likeness(0, 2)
    assert abs(likeness(0, 0) - 1) < 1e-4
    _, code, answer = app.refused('POST', '/evaluations', {'eval_metrics': [
        {'model': {'id': 'reader', 'model_version': {'id': version['id']}}}]})
    assert 'no concepts' in answer['status']['details']
    _, _, answer = app.refused('POST', '/models/reader/versions', {'model_versions': [
        {'output_info': {'data': {'concepts': [{'id': 'sport'}]}}}]})
    assert 'leave out the concepts' in answer['status']['details']


def test_what_cannot_be_learned(app):
    app.add(an_input(plain('red'), 'picture', ['sport']))
    version = trained(app, 'text-classifier', 'sport', template=TEMPLATE)
    assert version['status']['code'] == 21110
    assert version['status']['details'] == (
        'No processed text is annotated with a concept of the model.')
    _, _, answer = app.refused('POST', '/models/reader/versions', {'model_versions': [
        {'train_info': {'params': {'template': 'none'}}}]})
    assert TEMPLATE in answer['status']['details']


def test_in_a_workflow_after_a_prompter(app):
    add_texts(app)
    trained(app, 'text-classifier', 'sport', 'cooking', template=TEMPLATE)
    app.ok('POST', '/models', {'models': [{
        'id': 'ask', 'model_type_id': 'prompter', 'output_info': {'params': {
            'prompt_template': 'In the match: {data.text.raw}'}}}]})
    app.ok('POST', '/workflows', {'workflows': [{'id': 'w', 'nodes': [
        {'id': 'ask', 'model': {'id': 'ask'}},
        {'id': 'read', 'model': {'id': 'reader'}, 'node_inputs': [{'node_id': 'ask'}]}]}]})
    result, = app.ok('POST', '/workflows/w/results', {'inputs': [
        {'data': {'text': {'raw': GOAL}}}]})['results']
    assert best(result['outputs'][-1]['data']) == 'sport'
