"""Clarifai's own curl lines for models work with nothing but the address changed."""
from __future__ import absolute_import

import shutil

import curl_lines
import pytest
from sandbox_process import App, an_input, plain, shared_url

if shutil.which('curl') is None:
    pytest.skip('curl is not installed', allow_module_level=True)

OK = 10000
USER, PAT = 'ann', 'pat-of-ann'

url = shared_url('--pat', '%s=%s' % (PAT, USER))


class Pets(object):
    """An app with a trained model, ``petsID``, and the lines filled in for it."""

    def __init__(self, url, app_id):
        self._url = url
        self._values = {'user_id': USER, 'pat': PAT, 'app_id': app_id, 'model_id': 'petsID'}
        self.api = api = App(url, PAT, USER, app_id)
        api.add(*[an_input(plain(colour), '%s-%d' % (name, number), [name])
                  for name, colours in (('cat', ('red', 'orange')), ('dog', ('blue', 'navy')))
                  for number, colour in enumerate(colours)])
        api.ok('POST', '/models', {'models': [{'id': 'petsID', 'name': 'pets'}]})
        model = api.ok('POST', '/models/petsID/versions', {'model_versions': [
            {'output_info': {'data': {'concepts': [{'id': 'cat'}, {'id': 'dog'}]}}}]})['model']
        self._values['model_version_id'] = model['model_version']['id']
        api.finished('/models/petsID/versions/' + self.version_id, (21103, 21101))

    @property
    def version_id(self):
        return self._values['model_version_id']

    def run(self, name, **values):
        """Runs a line that must go well; returns its answer."""
        answer = curl_lines.run(name, self._url, **dict(self._values, **values))
        assert answer['status']['code'] == OK, answer
        return answer


@pytest.fixture
def pets(url, request):
    return Pets(url, request.node.name.replace('_', '-'))


def ids(items):
    return [item['id'] for item in items]


def test_reading(pets):
    assert 'embedding-classifier' in ids(pets.run('list model types')['model_types'])
    assert ids(pets.run('list models')['models']) == ['petsID']
    assert pets.run('get a model')['model']['name'] == 'pets'
    info = pets.run('get the output info')['model']['model_version']['output_info']
    assert ids(info['data']['concepts']) == ['cat', 'dog']
    assert ids(pets.run('list the concepts')['concepts']) == ['cat', 'dog']
    assert ids(pets.run('list the versions')['model_versions']) == [pets.version_id]
    version = pets.run('get a version')['model_version']
    assert (version['id'], version['status']['code']) == (pets.version_id, 21100)


def test_reading_clarifais_models(pets):
    main = {'user_id': 'clarifai', 'app_id': 'main', 'model_id': 'general-image-recognition'}
    assert 'general-image-recognition' in ids(pets.run('list models', **main)['models'])
    assert pets.run('get a model', **main)['model']['id'] == 'general-image-recognition'
    assert pets.run('list the concepts', **main)['concepts']


def test_renaming(pets):
    renamed, = pets.run('rename')['models']
    assert (renamed['id'], renamed['name']) == ('petsID', 'newname')
    assert pets.run('get a model')['model']['name'] == 'newname'


def test_a_configured_version_answers_with_likely_concepts_only(pets):
    before = pets.api.predict('petsID', plain('red'))[0]['concepts']
    assert ids(before) == ['cat', 'dog']
    version, = pets.run('configure a version')['model_versions']
    assert version['output_info']['params']['min_value'] == 0.95
    after = pets.api.predict('petsID', plain('red'))[0].get('concepts', [])
    assert after == [concept for concept in before if concept['value'] >= 0.95]
    chosen = pets.api.predict('petsID', plain('red'), min_value=0.0001)[0]['concepts']
    assert chosen == [concept for concept in before if concept['value'] >= 0.0001]


def test_searching(pets):
    pets.api.ok('POST', '/models', {'models': [{'id': 'gentle-pets'}]})
    assert ids(pets.run('search')['models']) == ['gentle-pets']
    answer = pets.api.ok('POST', '/models/searches', {'model_query': {'name': 'gen*'}})
    assert ids(answer['models']) == ['gentle-pets']


def test_deleting_a_version(pets):
    pets.run('delete a version')
    assert pets.run('list the versions')['model_versions'] == []


def test_deleting_a_model(pets):
    pets.run('delete a model')
    assert pets.run('list models')['models'] == []


def test_deleting_all_models(pets):
    pets.api.ok('POST', '/models', {'models': [{'id': 'another'}]})
    pets.run('delete all models')
    assert pets.run('list models')['models'] == []
