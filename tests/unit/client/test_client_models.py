"""Versions, training, evaluation and export of models: what is asked, and what comes of it."""
from __future__ import annotations

import pytest

from answering import Answering, failure
from clarifai import waiting
from clarifai.client import downloading
from clarifai.client.model import Model
from clarifai.errors import ApiClientError, ApiError, UserError

OWN = '/v2/users/u/apps/a/models/m'
TRAINING = {'id': 'm', 'user_id': 'u', 'app_id': 'a', 'model_type_id': 'embedding-classifier'}
CLASSIFIER = {'model_type': {'id': 'embedding-classifier', 'trainable': True, 'model_type_fields': [
    {'path': 'train_info.params.enrich_dataset', 'field_type': 8, 'default_value': 'Automatic',
     'placeholder': 'x', 'description': 'Stand-ins.'},
    {'path': 'train_info.params.dataset_id', 'field_type': 16},
    {'path': 'train_info.params.secret', 'field_type': 2, 'internal_only': True},
    {'path': 'output_info.output_config.concepts_mutually_exclusive', 'field_type': 1,
     'default_value': False},
    {'path': 'output_info.params.threshold', 'field_type': 3, 'default_value': 0.5},
    {'path': 'output_info.data.concepts', 'field_type': 4}]}}
VISUAL = {'model_type': {'id': 'visual-classifier', 'model_type_fields': [
    {'path': 'train_info.params.template', 'field_type': 14, 'model_type_enum_options': [
        {'id': 'small', 'model_type_fields': [
            {'path': 'train_info.params.num_epochs', 'field_type': 3, 'default_value': 30}]},
        {'id': 'coded', 'model_type_fields': [
            {'path': 'train_info.params.custom_config', 'field_type': 15,
             'default_value': 'x = 1\n'}]}]}]}}


def a_model(*answers, **more):
    api = Answering(*answers)
    fields = dict({'user_id': 'u', 'app_id': 'a'}, **more)
    return Model(model_id='m', connection=api.connection, **fields), api


def a_classifier(*answers, **more):
    return a_model(*answers, model_type_id='embedding-classifier', **more)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def no_pauses(monkeypatch):
    class Clock:
        now = 0.0

        def time(self):
            return self.now

        def sleep(self, seconds):
            self.now += seconds
    monkeypatch.setattr(waiting, 'time', Clock())


# Info and versions

def test_fields_are_attributes_once_they_are_known():
    model, api = a_model({'model': dict(TRAINING, model_version={'id': 'v'})})
    assert model.model_type_id == '' and not api.requests
    model.load_info()
    assert model.model_type_id == 'embedding-classifier' and model.model_version.id == 'v'
    assert api.requests == [('GET', OWN, {})]
    with pytest.raises(AttributeError):
        model.no_such_field


def test_info_of_a_version():
    model, api = a_model({'model': TRAINING}, model_version={'id': 'v'})
    model.load_info()
    assert api.requests == [('GET', OWN, {'version_id': 'v'})]


def test_versions_are_models():
    model, api = a_model({'model_versions': [{'id': 'new'}, {'id': 'old'}]},
                         {'model_versions': []}, {'outputs': []}, name='Mine')
    versions = model.list_versions()
    assert not api.requests
    new, old = versions
    assert [new.model_version.id, old.model_version.id] == ['new', 'old']
    assert new.id == 'm' and new.name == 'Mine' and isinstance(new, Model)
    old.predict_by_url('https://example.com/x', 'image')
    assert api.requests[-1][1] == OWN + '/versions/old/outputs'


def test_a_page_of_versions():
    model, api = a_model({'model_versions': [{'id': 'v'}]})
    assert len(list(model.list_versions(page_no=2))) == 1
    assert api.requests[0][2] == {'page': '2', 'per_page': '16'}


def test_a_version_is_made():
    model, api = a_model({'model': {'id': 'm', 'model_version': {'id': 'v'}}},
                         model_type_id='concept-thresholder')
    made = model.create_version(description='d', concepts=[{'id': 'c', 'value': 0.5}],
                                output_info={'params': {'concept_threshold_type': 'LESS_THAN'}})
    assert made.model_version.id == 'v' and made.user_id == 'u'
    assert api.requests == [('POST', OWN + '/versions', {'model_versions': [{
        'description': 'd', 'output_info': {
            'params': {'concept_threshold_type': 'LESS_THAN'},
            'data': {'concepts': [{'id': 'c', 'value': 0.5}]}}}]})]


def test_versions_that_are_trained_are_not_made():
    model, api = a_classifier()
    with pytest.raises(UserError) as caught:
        model.create_version(description='d')
    assert 'train()' in str(caught.value) and not api.requests


def test_versions_are_changed_and_deleted():
    model, api = a_model({'model_versions': [{'id': 'v', 'description': 'd'}]}, {})
    assert model.patch_version('v', description='d').model_version.description == 'd'
    model.delete_version('v')
    assert api.requests == [
        ('PATCH', OWN + '/versions', {'action': 'merge', 'model_versions': [
            {'id': 'v', 'description': 'd'}]}),
        ('DELETE', OWN + '/versions/v', {})]


# Training

def test_parameters_of_a_type_without_templates(here):
    model, api = a_classifier(CLASSIFIER, CLASSIFIER)
    params = model.get_params(save_to='params.yaml')
    assert params == {'dataset_id': '', 'dataset_version_id': '', 'concepts': [],
                      'train_params': {'enrich_dataset': 'Automatic'},
                      'concepts_mutually_exclusive': False, 'inference_params': {'threshold': 0.5}}
    assert 'enrich_dataset: Automatic' in (here / 'params.yaml').read_text()
    assert api.requests[0][1] == '/v2/users/u/apps/a/models/types/embedding-classifier'
    assert model.get_params(yaml_file='other.yaml') == params and (here / 'other.yaml').exists()


def test_parameters_of_a_template(here):
    model, _ = a_model(*[VISUAL] * 6, model_type_id='visual-classifier')
    assert model.list_training_templates() == ['small', 'coded']
    assert model.get_params('small')['train_params'] == {'template': 'small', 'num_epochs': 30}
    assert model.get_param_info('num_epochs') == {
        'param': 'num_epochs', 'fieldType': 'NUMBER', 'defaultValue': 30}
    assert model.get_param_info('template') == {'param': 'template', 'fieldType': 'RECURSIVE_ENUM'}
    assert model.get_params('coded')['train_params'] == {'template': 'coded',
                                                         'custom_config': 'coded.py'}
    assert (here / 'coded.py').read_text() == 'x = 1\n'
    with pytest.raises(ValueError, match="not 'large'"):
        model.get_params('large')


def test_what_predictions_follow_has_its_section_where_none_of_it_is_in_there(here):
    fields = [one for one in CLASSIFIER['model_type']['model_type_fields']
              if not one['path'].startswith('output_info.params')]
    of_output, others = (
        a_classifier({'model_type': dict(CLASSIFIER['model_type'], model_type_fields=some)})[0]
        for some in (fields, [one for one in fields if one['path'].startswith('train_info')]))
    assert of_output.get_params()['inference_params'] == {}
    assert 'inference_params' not in others.get_params()


@pytest.mark.parametrize('make, call, words', [
    (a_classifier, lambda model: model.get_params(template='x'), 'no templates'),
    (a_classifier, lambda model: model.get_params(save_to='params.txt'), '.yaml'),
    (a_classifier, lambda model: model.update_params(concepts=['a']), 'get_params()'),
    (a_classifier, lambda model: model.get_param_info('concepts'), 'get_params()'),
    (a_classifier, lambda model: model.train(), 'get_params()'),
    (a_classifier, lambda model: model.train('not-there.yaml'), 'not-there.yaml'),
    (a_classifier, lambda model: model.training_status(), 'version'),
    (a_classifier, lambda model: model.evaluate(), 'version'),
    (a_classifier, lambda model: model.export('out'), 'version'),
    (lambda *answers: a_model(*answers, model_type_id='visual-classifier'),
     lambda model: model.get_params(), 'give template=one of small, coded'),
    (lambda *answers: a_model(*answers, model_type_id='prompter'),
     lambda model: model.get_params(), 'prompter'),
])
def test_mistakes(make, call, words):
    model, _ = make(VISUAL if 'small' in words else CLASSIFIER)
    with pytest.raises(UserError) as caught:
        call(model)
    assert words in str(caught.value)


def test_parameters_are_changed_wherever_they_stand():
    model, _ = a_classifier(CLASSIFIER)
    params = model.get_params()
    model.update_params(concepts=['a'], enrich_dataset='Disabled', threshold=0.1,
                        concepts_mutually_exclusive=True, dataset_version='dv')
    assert model.training_params['train_params'] == {'enrich_dataset': 'Disabled'}
    assert model.training_params['inference_params'] == {'threshold': 0.1}
    assert model.training_params['dataset_version_id'] == 'dv'
    assert params['train_params'] is model.training_params['train_params']
    for call in (lambda: model.update_params(enrich_datset=1, threshold=9),
                 lambda: model.get_param_info('enrich_datset')):
        with pytest.raises(UserError) as caught:
            call()
        assert 'did you mean enrich_dataset' in str(caught.value)
    assert model.training_params['inference_params'] == {'threshold': 0.1}


def test_what_a_parameter_is():
    model, _ = a_classifier(*[CLASSIFIER] * 3)
    model.get_params()
    assert model.get_param_info('enrich_dataset') == {
        'param': 'enrich_dataset', 'fieldType': 'ENUM', 'description': 'Stand-ins.',
        'defaultValue': 'Automatic'}
    assert model.get_param_info('concepts')['fieldType'] == 'ARRAY_OF_CONCEPTS'


CONCEPTS = {'concepts': [{'id': 'a'}, {'id': 'b'}]}
TRAINED = {'model': dict(TRAINING, model_version={'id': 'v'})}


def test_training():
    model, api = a_classifier(CLASSIFIER, CONCEPTS, {'concepts': []}, TRAINED)
    model.get_params()
    model.update_params(concepts=['b'], dataset_id='d')
    assert model.train() == 'v'
    assert api.requests[-1] == ('POST', OWN + '/versions', {'model_versions': [{
        'train_info': {'params': {'enrich_dataset': 'Automatic', 'dataset_id': 'd',
                                  'dataset_version_id': ''}},
        'output_info': {'data': {'concepts': [{'id': 'b'}]}, 'params': {'threshold': 0.5},
                        'output_config': {'concepts_mutually_exclusive': False}}}]})


def test_training_from_a_file(here):
    pytest.importorskip('yaml')
    (here / 'params.yaml').write_text('concepts: [a]\ntrain_params: {template: small}\n')
    model, api = a_model({'model': TRAINING}, CONCEPTS, {'concepts': []}, TRAINED)
    assert model.train('params.yaml') == 'v'
    assert api.requests[-1][2]['model_versions'] == [{
        'train_info': {'params': {'template': 'small'}},
        'output_info': {'data': {'concepts': [{'id': 'a'}]}}}]


def test_concepts_that_the_app_does_not_have():
    model, api = a_classifier(CLASSIFIER, CONCEPTS, {'concepts': []})
    model.get_params()
    model.update_params(concepts=['b', 'z'])
    with pytest.raises(UserError) as caught:
        model.train()
    assert 'no concept z' in str(caught.value) and 'a, b' in str(caught.value)
    assert not [request for request in api.requests if request[0] == 'POST']


def test_training_status(here, monkeypatch):
    saved = []
    monkeypatch.setattr(downloading, 'save', lambda *args: saved.append(args[1:]))
    version = {'id': 'v', 'status': {'code': 21101, 'description': 'Training'},
               'train_log': 'https://example.com/log'}
    model, api = a_classifier({'model_version': version}, {'model_version': version})
    status = model.training_status(version_id='v')
    assert status.code == 21101 and status['description'] == 'Training' and not saved
    assert api.requests[0][:2] == ('GET', OWN + '/versions/v')
    model.training_status('v', training_logs=True)
    assert saved == [('https://example.com/log', 'v.log', 'v')]


# The newest version, where no other is named

NEWEST = {'model': {'id': 'm', 'model_version': {'id': 'v9'}}}
ABOUT_A_VERSION = [
    (lambda model: model.training_status(), {'model_version': {'status': {'code': 21100}}},
     ('GET', OWN + '/versions/v9')),
    (lambda model: model.evaluate(dataset_id='d'), {'eval_metrics': [{'id': 'e'}]},
     ('POST', '/v2/users/u/apps/a/evaluations')),
    (lambda model: model.list_evaluations(), {'eval_metrics': []},
     ('GET', OWN + '/versions/v9/evaluations')),
    (lambda model: model.get_latest_eval(), {'eval_metrics': []},
     ('GET', OWN + '/versions/v9/evaluations')),
    (lambda model: model.export(), {'export': {'status': {'code': 21500}}},
     ('GET', OWN + '/versions/v9/exports'))]


@pytest.mark.parametrize('call, answer, request_of_it', ABOUT_A_VERSION)
def test_without_a_version_the_newest_is_meant(call, answer, request_of_it, capsys):
    """As after a training in the official SDK, where the object then has the version."""
    model, api = a_classifier(NEWEST, answer)
    call(model)
    assert [request[:2] for request in api.requests] == [('GET', OWN), request_of_it]
    if request_of_it[0] == 'POST':
        [metrics] = api.requests[1][2]['eval_metrics']
        assert metrics['model']['model_version'] == {'id': 'v9'}


def test_it_is_the_newest_each_time():
    """Predictions are left to the newest version, too, and an object outlives trainings."""
    model, api = a_classifier(NEWEST, {'eval_metrics': []}, {'outputs': []})
    model.list_evaluations()
    model.predict([{'data': {'text': {'raw': 'x'}}}])
    assert api.requests[-1][:2] == ('POST', OWN + '/outputs')


@pytest.mark.parametrize('call', [call for call, _, _ in ABOUT_A_VERSION])
def test_a_model_without_a_version_says_how_to_make_one(call):
    model, api = a_classifier({'model': {'id': 'm'}})
    with pytest.raises(UserError) as caught:
        call(model)
    assert 'm has none yet' in str(caught.value) and 'train()' in str(caught.value)
    assert len(api.requests) == 1


# Evaluation

EVALUATION = {'id': 'e', 'status': {'code': 21300},
              'ground_truth_dataset': {'id': 'd', 'app_id': 'a', 'user_id': 'u'}}
BASE = {'model': {'id': 'm', 'user_id': 'u', 'app_id': 'a', 'model_version': {'id': 'v'}}}


def evaluated(*args, **kwargs):
    model, api = a_model({'eval_metrics': [EVALUATION]}, model_version={'id': 'v'})
    assert model.evaluate(*args, **kwargs)[0].id == 'e'
    [(method, path, body)] = api.requests
    assert (method, path) == ('POST', '/v2/users/u/apps/a/evaluations')
    return body['eval_metrics'][0]


class Dataset:
    id, app_id, user_id = 'd', 'da', 'du'

    class version:
        id = 'dv'


def on(dataset_id='d', app_id='a', user_id='u', **more):
    return dict({'id': dataset_id, 'app_id': app_id, 'user_id': user_id}, **more)


def test_evaluate():
    assert evaluated() == BASE
    assert evaluated(dataset_id='d', eval_id='mine', eval_info={'x': 1},
                     extended_metrics={'y': 2}) == dict(
        BASE, id='mine', ground_truth_dataset=on(), eval_info={'params': {'x': 1}},
        extended_metrics={'user_metrics': {'y': 2}})
    assert evaluated(Dataset()) == dict(
        BASE, ground_truth_dataset=on('d', 'da', 'du', version={'id': 'dv'}))


def test_evaluate_as_documented_by_position():
    assert evaluated('d') == dict(BASE, ground_truth_dataset=on())
    assert evaluated('d', 'da', 'du', 'mine') == dict(
        BASE, id='mine', ground_truth_dataset=on('d', 'da', 'du'))
    assert evaluated('d', eval_id='mine') == dict(BASE, id='mine', ground_truth_dataset=on())


def test_an_evaluation_is_fetched():
    model, api = a_model({'eval_metrics': EVALUATION}, {'eval_metrics': EVALUATION})
    assert model.get_eval_by_id('e').id == 'e'
    model.get_eval_by_id('e', confusion_matrix=True, test_set=True)
    assert [request[2] for request in api.requests] == [
        {}, {'fields.confusion_matrix': 'true', 'fields.test_set': 'true'}]


def test_the_latest_evaluation():
    queued = dict(EVALUATION, status={'code': 21303})
    for listed, wanted in (([EVALUATION, queued], 'e'), ([queued, EVALUATION], None), ([], None)):
        pages = [{'eval_metrics': listed}, {'eval_metrics': []}][:2 if listed else 1]
        model, _ = a_model(*pages + [{'eval_metrics': EVALUATION}], model_version={'id': 'v'})
        found = model.get_latest_eval(label_counts=True)
        assert (found and found.id) == wanted


def test_evaluations_on_a_dataset():
    other = dict(EVALUATION, id='f', ground_truth_dataset=on('other'))
    model, _ = a_model({'eval_metrics': [other, EVALUATION]}, {'eval_metrics': []},
                       model_version={'id': 'v'})

    class Unversioned(Dataset):
        app_id, user_id = 'a', 'u'

        class version:
            id = ''
    assert [one.id for one in model.get_eval_by_dataset(Unversioned)] == ['e']


# Export

def export(code, **more):
    return {'export': dict({'status': {'code': code, 'description': 'State'}}, **more)}


READY = export(21500, url='https://example.com/model.tar?signed', size='3')


@pytest.fixture
def saved(monkeypatch):
    made = []
    monkeypatch.setattr(downloading, 'save', lambda *args: made.append(args[1:]))
    return made


@pytest.mark.parametrize('answers, verbs', [
    ([READY, READY], ['GET', 'GET']),
    ([failure(11101, http=404), export(21503), export(21503), export(21501), READY],
     ['GET', 'PUT', 'GET', 'GET', 'GET'])])
def test_export(answers, verbs, saved, no_pauses, here):
    model, api = a_model(*answers, model_version={'id': 'v'})
    model.export('out/deep')
    assert [request[0] for request in api.requests] == verbs
    assert set(request[1] for request in api.requests) == {OWN + '/versions/v/exports'}
    assert saved == [('https://example.com/model.tar?signed', 'out/deep/model.tar', 'v', 3)]
    assert (here / 'out' / 'deep').is_dir()


def test_an_export_without_a_folder_says_how_far_it_is(saved, capsys):
    model, _ = a_model(export(21501), READY, failure(11101, http=404), export(21503),
                       model_version={'id': 'v'})
    for words in ('State', 'https://example.com/model.tar', 'begun'):
        model.export()
        assert words in capsys.readouterr().out
    assert not saved


def test_an_export_that_fails(saved, no_pauses):
    model, _ = a_model(READY, export(21502), model_version={'id': 'v'})
    with pytest.raises(ApiError) as caught:
        model.export('out')
    assert caught.value.error_code == 21502 and not saved


def test_an_export_that_never_ends(saved, no_pauses):
    model, _ = a_model(*[export(21501)] * 3000, model_version={'id': 'v'})
    with pytest.raises(ApiClientError) as caught:
        model.export('out')
    assert 'State' in str(caught.value)
