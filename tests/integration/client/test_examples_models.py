"""The Python examples of Clarifai's page on managing models, with our messages and stub.

The page's requests and how their answers are read are kept; its lines of cURL are run in
``sandbox/test_curl.py``.
"""
from __future__ import annotations

import os
import uuid

import pytest

from clarifai.client import messages
from clarifai.client.app import App
from clarifai.client.user import User
from clarifai.status_codes import SUCCESS
from waiting import wait_for

pytest.importorskip('yaml')


class Account:
    """What the page asks its reader to fill in, and an app with the trained model ``petsID``.

    Attributes:
        stub (Stub), user_data_object (Message), metadata (tuple): as the page makes them.
    """

    def __init__(self, url, media, folder):
        self.user_id, self.pat = 'user-' + uuid.uuid4().hex[:8], uuid.uuid4().hex
        self.url = url
        self.app = User(self.user_id, base_url=url, pat=self.pat).create_app(
            'models', base_workflow='Universal')
        self.stub = self.app.STUB
        self.user_data_object = messages.UserAppIDSet(user_id=self.user_id, app_id='models')
        self.metadata = (('authorization', 'Key ' + self.pat),)
        inputs = self.app.inputs()
        inputs.upload_inputs([
            inputs.get_input_from_file('%s-%d' % (name, number), labels=[name], label_ids=[name],
                                       image_file=os.path.join(media, '%s-%d.jpg' % (name, number)))
            for name in ('brick', 'grass') for number in (1, 2, 3)], show_log=False)
        wait_for(lambda: all(one.status.code == 30000 for one in inputs.list_inputs()))
        self.params = os.path.join(folder, 'params.yaml')
        self.version_id = self.trained('petsID')

    def trained(self, model_id):
        """Trains a model; returns its version."""
        model = self.app.create_model(model_id, model_type_id='embedding-classifier')
        model.get_params(save_to=self.params)
        model.update_params(concepts=['brick', 'grass'])
        version_id = model.train()
        wait_for(lambda: model.training_status(version_id).code == 21100)
        return version_id

    def call(self, operation, **fields):
        """The answer of the stub to a request of the page."""
        request = getattr(messages, operation + 'Request')(
            user_app_id=self.user_data_object, **fields)
        response = getattr(self.stub, operation)(request, metadata=self.metadata)
        assert response.status.code == SUCCESS, response.status
        return response


@pytest.fixture(scope='module')
def account(platform_url, media, tmp_path_factory):
    return Account(platform_url, media, str(tmp_path_factory.mktemp('params')))


def ids(items):
    return [item.id for item in items]


def test_list_model_types(account):
    types = {each.id: each for each in account.call('ListModelTypes').model_types}
    assert types['embedding-classifier'].creatable
    assert types['embedding-classifier'].model_type_fields


def test_list_models(account):
    [model] = account.call('ListModels').models
    assert (model.id, model.model_version.id) == ('petsID', account.version_id)


def test_list_models_of_clarifai(account):
    response = account.stub.ListModels(messages.ListModelsRequest(
        user_app_id=messages.UserAppIDSet(user_id='clarifai', app_id='main')),
        metadata=account.metadata)
    assert 'general-image-recognition' in ids(response.models)


def test_get_a_model(account):
    model = account.call('GetModel', model_id='petsID').model
    assert (model.id, model.model_type_id) == ('petsID', 'embedding-classifier')


def test_get_the_output_info(account):
    model = account.stub.GetModelOutputInfo(
        messages.GetModelRequest(user_app_id=account.user_data_object, model_id='petsID'),
        metadata=account.metadata).model
    assert ids(model.model_version.output_info.data.concepts) == ['brick', 'grass']


def test_list_the_concepts(account):
    assert ids(account.call('ListModelConcepts', model_id='petsID').concepts) == ['brick', 'grass']


def test_list_the_versions(account):
    [version] = account.call('ListModelVersions', model_id='petsID').model_versions
    assert version.id == account.version_id


def test_get_a_version(account):
    version = account.call('GetModelVersion', model_id='petsID',
                           version_id=account.version_id).model_version
    assert (version.id, version.status.code) == (account.version_id, 21100)


def test_rename_a_model(account):
    [model] = account.call('PatchModels', action='overwrite', models=[
        messages.Model(id='petsID', name='newname')]).models
    assert (model.id, model.name) == ('petsID', 'newname')
    assert account.call('GetModel', model_id='petsID').model.name == 'newname'


def test_configure_a_version(account):
    # On the page, a Struct of protobuf, filled by its update().
    params = {}
    params.update({'min_value': 0.95})
    [version] = account.call(
        'PatchModelVersions', model_id='petsID', action='overwrite', model_versions=[
            messages.ModelVersion(id=account.version_id,
                                  output_info=messages.OutputInfo(params=params))]).model_versions
    assert version.output_info.params['min_value'] == 0.95


def test_other_patches(account):
    app = App(app_id='models', user_id=account.user_id, pat=account.pat, base_url=account.url)
    app.create_model('model_clusterer', model_type_id='embedding-classifier')
    image_url = 'https://samples.clarifai.com/brick-1.jpg'
    app.patch_model(model_id='model_clusterer', action='merge', description='description',
                    notes='notes', toolkits=['OpenAI'], use_cases=['llm'], languages=['en'],
                    image_url=image_url)
    model = app.model('model_clusterer')
    assert (model.description, model.notes) == ('description', 'notes')
    assert (model.toolkits, model.use_cases, model.languages) == (['OpenAI'], ['llm'], ['en'])
    assert model.image.url == image_url
    app.patch_model(model_id='model_clusterer', action='remove', image_url=image_url)
    assert not app.model('model_clusterer').image.url
    app.delete_model('model_clusterer')


def test_search_models_by_name_and_type(account):
    account.app.create_model('gentle-pets', model_type_id='embedding-classifier')
    query = messages.ModelQuery(name='gen*', model_type_id='concept')
    assert ids(account.call('PostModelsSearches', model_query=query).models) == ['gentle-pets']
    account.app.delete_model('gentle-pets')


def test_delete_a_version(account):
    version_id = account.trained('brief')
    account.call('DeleteModelVersion', model_id='brief', version_id=version_id)
    assert not account.call('ListModelVersions', model_id='brief').model_versions


def test_delete_a_model(account):
    account.app.create_model('gone', model_type_id='embedding-classifier')
    account.call('DeleteModel', model_id='gone')
    assert 'gone' not in ids(account.call('ListModels').models)


def test_delete_all_models(account):
    account.call('DeleteModels', delete_all=True)
    assert not account.call('ListModels').models
