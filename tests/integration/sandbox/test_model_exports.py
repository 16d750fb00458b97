"""Exports of models, models that are trained with a template, and ids of evaluations."""
from __future__ import absolute_import

import io
import json
import tarfile
import uuid

import pytest
import requests
from sandbox_process import Api, an_input, plain, wait_for

COLOURS = (('red', 'warm', 'cold'), ('blue', 'cold', 'warm'))
TEMPLATE = 'MMClassification_EfficientNet'
CONCEPTS = {'data': {'concepts': [{'id': 'warm'}, {'id': 'cold'}]}}


@pytest.fixture(scope='module')
def pat(sandbox_url):
    return Api(sandbox_url)


@pytest.fixture(scope='module')
def app(pat):
    path = '/users/user-%s/apps/exports' % uuid.uuid4().hex[:8]
    pat.ok('POST', path + '/inputs', {'inputs': [
        dict(an_input(plain(colour)), id=colour) for colour, _, _ in COLOURS]})
    for colour, concept, other in COLOURS:
        pat.ok('PATCH', path + '/inputs', {'action': 'merge', 'inputs': [{'id': colour, 'data': {
            'concepts': [{'id': concept}, {'id': other, 'value': 0}]}}]})
    return path


@pytest.fixture(scope='module')
def version(pat, app):
    """The path of a version of a visual classifier."""
    pat.ok('POST', app + '/models', {'models': [{'id': 'm', 'model_type_id': 'visual-classifier'}]})
    model = pat.ok('POST', app + '/models/m/versions', {'model_versions': [{
        'train_info': {'params': {'template': TEMPLATE, 'num_epochs': 3}},
        'output_info': dict(CONCEPTS, params={'concepts_mutually_exclusive': False})}]})['model']
    path = '%s/models/m/versions/%s' % (app, model['model_version']['id'])
    assert pat.finished(path, (21103, 21101))['status']['code'] == 21100
    return path


def test_a_visual_classifier_learns(pat, app, version):
    shown = pat.ok('GET', version)['model_version']
    assert shown['train_info']['params']['template'] == TEMPLATE
    [output] = pat.ok('POST', app + '/models/m/outputs',
                      {'inputs': [an_input(plain('blue'))]})['outputs']
    assert output['data']['concepts'][0]['id'] == 'cold'
    assert output['model']['model_type_id'] == 'visual-classifier'


@pytest.mark.parametrize('params, words', [
    ({}, TEMPLATE), ({'template': 'none'}, TEMPLATE),
    ({'template': TEMPLATE, 'enrich_dataset': 'Automatic'}, 'num_epochs')])
def test_a_template_that_is_none(pat, app, version, params, words):
    http, _, answer = pat.refused('POST', app + '/models/m/versions', {'model_versions': [
        {'train_info': {'params': params}, 'output_info': CONCEPTS}]})
    assert http == 400 and words in answer['status']['details']


def test_an_export_is_made_when_somebody_asks(pat, version):
    assert pat.refused('GET', version + '/exports')[:2] == (404, 11101)
    assert pat.ok('PUT', version + '/exports', {})['export']['status']['code'] == 21503
    export = pat.ok('GET', version + '/exports')['export']
    assert export['status']['code'] == 21500
    assert pat.ok('PUT', version + '/exports', {})
    assert pat.ok('GET', version + '/exports')['export'] == export
    whole = requests.get(export['url'])
    assert whole.status_code == 200 and len(whole.content) == int(export['size'])
    with tarfile.open(fileobj=io.BytesIO(whole.content)) as archive:
        about = json.load(archive.extractfile('model.json'))
        assert archive.extractfile('classifier').read()
    assert [concept['id'] for concept in about['concepts']] == ['warm', 'cold']
    rest = requests.get(export['url'], headers={'Range': 'bytes=100-'})
    assert rest.status_code == 206 and rest.content == whole.content[100:]
    assert rest.headers['Content-Range'] == 'bytes 100-%d/%d' % (
        len(whole.content) - 1, len(whole.content))
    beyond = requests.get(export['url'], headers={'Range': 'bytes=%s-' % export['size']})
    assert beyond.status_code == 416
    assert requests.get(export['url'] + 'x').status_code == 404
    assert requests.get(export['url'].rpartition('-')[0]).status_code == 404


def test_what_cannot_be_exported(pat, app):
    general = '/users/clarifai/apps/main/models/general-image-recognition'
    found = pat.ok('GET', general)['model']['model_version']['id']
    assert pat.refused('PUT', '%s/versions/%s/exports' % (general, found), {})[0] == 403
    assert pat.refused('GET', app + '/models/m/versions/none/exports')[0] == 404


def test_an_evaluation_keeps_the_id_that_it_was_given(pat, app, version):
    asked = {'id': 'mine', 'model': {'id': 'm', 'model_version': {
        'id': version.rpartition('/')[2]}}}
    [made] = pat.ok('POST', app + '/evaluations', {'eval_metrics': [asked]})['eval_metrics']
    assert made['id'] == 'mine'
    assert pat.ok('GET', app + '/evaluations/mine')['eval_metrics']['id'] == 'mine'


def test_an_evaluation_on_a_dataset(pat, app, version):
    """The version knows both pictures; the dataset says the opposite of one of them."""
    pat.ok('POST', app + '/datasets', {'datasets': [{'id': 'd'}]})
    pat.ok('POST', app + '/inputs', {'inputs': [dict(an_input(
        plain(colour, (60, 40)), 'in-d-' + colour, [concept, '!' + other]), dataset_ids=['d'])
        for colour, concept, other in (('red', 'warm', 'cold'), ('blue', 'warm', 'cold'))]})
    model = {'id': 'm', 'model_version': {'id': version.rpartition('/')[2]}}

    [made] = pat.ok('POST', app + '/evaluations', {'eval_metrics': [
        {'model': model, 'ground_truth_dataset': {'id': 'd'}, 'eval_info': {'params': {'k': 1}},
         'extended_metrics': {'user_metrics': {'mine': 2}}}]})['eval_metrics']

    def finished():
        found = pat.ok('GET', '%s/evaluations/%s' % (app, made['id']))['eval_metrics']
        return None if found['status']['code'] in (21303, 21301) else found
    done = wait_for(finished)
    assert done['status']['code'] == 21300
    assert done['ground_truth_dataset']['id'] == 'd'
    assert done['eval_info']['params'] == {'k': 1}
    assert done['extended_metrics']['user_metrics'] == {'mine': 2}
    assert done['summary']['top1_accuracy'] == 0.5
    for wrong, http in (({'id': 'none'}, 404), ({'id': 'd', 'app_id': 'other'}, 400),
                        ({'id': 'd', 'version': {'id': 'none'}}, 404)):
        assert pat.refused('POST', app + '/evaluations', {'eval_metrics': [
            {'model': model, 'ground_truth_dataset': wrong}]})[0] == http
