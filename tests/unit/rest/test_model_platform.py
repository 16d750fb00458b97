"""Managing models on today's platform, on the object and on the collection."""
from __future__ import absolute_import

import pytest

from answers import a_concept
from clarifai.errors import UserError
from platform_api import OWN, PAT, row, sent, platform_model, platform_version

BOATS = OWN + '/models/boats'


@pytest.fixture
def model(platform_app):
    return platform_app.models.get(model_id='boats')


@pytest.fixture(params=['object', 'collection'])
def manage(request, platform_app, model):
    """Calls a method of the model, or of the collection with the model's id before the rest."""
    def call(name, *args, **kwargs):
        if request.param == 'object':
            return getattr(model, name)(*args, **kwargs)
        return getattr(platform_app.models, name)('boats', *args, **kwargs)
    return call


@row('manage-models')
def test_types_page_by_page(http, platform_app):
    http.answer({'model_types': [{'id': 'clusterer'}]}, {'model_types': []})
    assert list(platform_app.models.get_types()) == [{'id': 'clusterer'}]
    assert [request.params['page'] for request in http.requests] == [1, 2]
    assert sent(http) == ('GET', OWN + '/models/types', PAT)


@row('manage-models')
def test_models_by_filters(http, platform_app):
    http.answer({'models': [platform_model()]}, {'models': []}, {'models': [platform_model()]})
    filters = {'trained_only': True}
    assert [one.model_id for one in platform_app.models.get_all(filters=filters)] == ['boats']
    assert [one.model_id for one in platform_app.models.get_by_page(
        page=3, per_page=5, filters=filters)] == ['boats']
    assert http.last.params == {'page': 3, 'per_page': 5, 'trained_only': 'true'}


@row('manage-models')
def test_information(http, manage):
    http.answer({'model': platform_model(model_version=platform_version('v-1', ['sloop']))})
    assert manage('get_info', verbose=True)['model']['output_info']['data']['concepts']
    assert http.paths == ['GET %s/output_info' % BOATS]


@row('manage-models')
def test_concepts_page_by_page(http, manage):
    http.answer({'concepts': [a_concept('sloop')]}, {'concepts': []})
    assert [one.concept_id for one in manage('get_concepts', 'v-1')] == ['sloop']
    assert http.requests[0].params == {'page': 1, 'per_page': 20}
    assert http.paths == 2 * ['GET %s/versions/v-1/concepts' % BOATS]


@row('manage-models')
def test_versions_page_by_page(http, manage):
    http.answer({'model_versions': [platform_version('v-%d' % number) for number in range(20)]},
                {'model_versions': [platform_version('v-20')]})
    assert [one['id'] for one in manage('get_versions')][::20] == ['v-0', 'v-20']
    assert http.paths == 2 * ['GET %s/versions' % BOATS]


@row('manage-models')
def test_one_version(http, manage):
    http.answer({'model_version': platform_version('v-1')})
    assert manage('get_version', 'v-1')['model_version']['id'] == 'v-1'
    assert http.paths == ['GET %s/versions/v-1' % BOATS]


@row('manage-models')
def test_changing_a_version(http, manage):
    http.answer({'model_versions': []})
    manage('update_version', 'v-1', {'description': 'better'}, action='overwrite')
    assert sent(http) == ('PATCH', BOATS + '/versions', PAT)
    assert http.last.params == {'action': 'overwrite', 'model_versions': [
        {'id': 'v-1', 'description': 'better'}]}


@row('manage-models')
def test_changing_what_belongs_to_the_model(http, manage):
    http.answer({'models': [platform_model()]})
    manage('update_details', {'name': 'Boats', 'notes': 'n'})
    assert sent(http) == ('PATCH', OWN + '/models', PAT)
    assert http.last.params == {'action': 'merge', 'models': [
        {'id': 'boats', 'name': 'Boats', 'notes': 'n'}]}


@row('manage-models', 'model-concepts')
@pytest.mark.parametrize('action, concepts', [
    ('merge', '["sloop", "ketch"]'), ('overwrite', '["ketch"]'), ('remove', '["sloop"]')])
def test_changing_the_configuration(http, manage, action, concepts):
    http.answer({'model': platform_model(model_version=platform_version('v-1', ['sloop']))},
                {'models': [platform_model()]})
    manage('update', action, concept_ids=['ketch'])
    kept, = http.last.params['models'][0]['metadata'].values()
    assert concepts in kept


@row('model-delete')
def test_deleting(http, manage, platform_app):
    http.answer({})
    manage('delete')
    assert http.paths == ['DELETE ' + BOATS]


@pytest.mark.parametrize('fields', [None, {}, [], 'name', ['name']])
@pytest.mark.parametrize('method, arguments', [('update_version', ('v-1',)),
                                               ('update_details', ())])
def test_fields_that_are_none_are_refused_with_an_example(http, manage, method, arguments, fields):
    with pytest.raises(UserError) as refused:
        manage(method, *(arguments + (fields,)))
    assert 'description' in str(refused.value)
    assert not http.requests
