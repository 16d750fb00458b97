"""The examples of Clarifai's reference of today's SDK, run in the order of a user's day.

They are as they are printed but for what a reader fills in: ids, paths, addresses of things that
the sandbox has.  Where a user, a PAT and the server are not printed, the environment has them.
"""
from __future__ import annotations

import os
import shutil
import uuid
import wave
import zipfile

import pytest

from clarifai.client.app import App
from clarifai.client.dataset import Dataset
from clarifai.client.input import Input, Inputs
from clarifai.client.model import Model
from clarifai.client.module import Module
from clarifai.client.search import Search
from clarifai.client.user import User
from clarifai.client.workflow import Workflow
from clarifai.datasets.upload.base import ClarifaiDataLoader
from clarifai.datasets.upload.features import TextFeatures
from clarifai.errors import ApiError, UserError
from waiting import wait_for

pytest.importorskip('yaml')

USER_ID = 'user_id-' + uuid.uuid4().hex[:8]
GENERAL = 'https://clarifai.com/clarifai/main/models/general-image-recognition'
PICTURE = 'https://samples.clarifai.com/brick-1.jpg'
FLOW = """workflow:
  id: workflow_id
  nodes:
    - id: look
      model:
        model_id: color-recognition
        user_id: clarifai
        app_id: main
"""


def ids(items):
    return [item.id for item in items]


@pytest.fixture(scope='module', autouse=True)
def environment(platform_url, media, tmp_path_factory):
    """Where the examples find what they do not print, and a folder with the files they name."""
    folder = tmp_path_factory.mktemp('examples')
    (folder / 'config.yml').write_text(FLOW)
    for name in ('demo_folder', 'folder_path'):
        (folder / name).mkdir()
        (folder / name / ('%s.txt' % name)).write_text('a text of ' + name)
    shutil.copy(os.path.join(media, 'brick-1.jpg'), str(folder / 'demo_folder' / 'wall.jpg'))
    shutil.copy(os.path.join(media, 'brick-1.jpg'), str(folder / 'demo.jpg'))
    (folder / 'filepath').write_text('input,concepts\na lake,water\n')
    with wave.open(str(folder / 'demo.wav'), 'wb') as sound:
        sound.setparams((1, 2, 8000, 0, 'NONE', 'not compressed'))
        sound.writeframes(bytes(bytearray(number % 256 for number in range(8000))))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv('CLARIFAI_API_BASE', platform_url)
        patch.setenv('CLARIFAI_PAT', uuid.uuid4().hex)
        patch.delenv('CLARIFAI_USER_ID', raising=False)
        patch.delenv('CLARIFAI_APP_ID', raising=False)
        yield


@pytest.fixture(scope='module')
def app(environment):
    """The app of most examples, as `User.create_app` shows it."""
    client = User(user_id=USER_ID)
    return client.create_app(app_id='app_id', base_workflow='Universal')


@pytest.fixture(scope='module')
def demo_app(environment):
    """The app of the examples of inputs, with the dataset of those of uploads."""
    app = User(user_id=USER_ID).create_app(app_id='demo_app', base_workflow='Universal')
    app.create_dataset(dataset_id='demo_dataset')
    return app


# User

def test_user_apps(app):
    assert User(USER_ID).app('app_id').id == 'app_id'
    assert 'app_id' in ids(User(USER_ID).list_apps())


def test_user_delete_app(app):
    User(user_id=USER_ID).create_app(app_id='brief', base_workflow='Empty')
    assert User(USER_ID).delete_app('brief') is None
    assert 'brief' not in ids(User(USER_ID).list_apps())


def test_user_runners():
    client = User(user_id=USER_ID)
    runner = client.create_runner(runner_id='runner_id', labels=['label to link runner'],
                                  description='laptop runner')
    assert (runner.id, runner.description) == ('runner_id', 'laptop runner')
    all_runners = client.list_runners()
    assert ids(all_runners) == ['runner_id']
    assert client.runner(runner_id='runner_id').labels == ['label to link runner']
    client.delete_runner(runner_id='runner_id')
    assert ids(client.list_runners()) == []


# App

def test_app_datasets(app):
    app = App(app_id='app_id', user_id=USER_ID)
    dataset = app.create_dataset(dataset_id='dataset_id')
    assert dataset.id == app.dataset(dataset_id='dataset_id').id == 'dataset_id'
    all_datasets = app.list_datasets()
    assert ids(all_datasets) == ['dataset_id']
    app.delete_dataset(dataset_id='dataset_id')
    assert ids(app.list_datasets()) == []


def test_app_models(app):
    app = App(app_id='app_id', user_id=USER_ID)
    model = app.create_model(model_id='model_id')
    model_v1 = app.model(model_id='model_id', model_version={'id': ''})
    assert model.id == model_v1.id == 'model_id'
    app = User(user_id=USER_ID).app(app_id='app_id')
    all_models = app.list_models()
    assert ids(all_models) == []  # those with a version
    assert 'embedding-classifier' in app.list_trainable_model_types()
    app.delete_model(model_id='model_id')
    with pytest.raises(ApiError):
        app.model(model_id='model_id')


def test_app_workflows(app):
    app = App(user_id=USER_ID, app_id='app_id')
    workflow = app.create_workflow(config_filepath='config.yml')
    assert workflow.id == app.workflow(workflow_id='workflow_id').id == 'workflow_id'
    all_workflows = app.list_workflows()
    assert 'workflow_id' in ids(all_workflows)
    app.delete_workflow(workflow_id='workflow_id')
    assert 'workflow_id' not in ids(app.list_workflows())


def test_app_search(app):
    app = App(app_id='app_id', user_id=USER_ID)
    assert isinstance(app.search(top_k=12, metric='euclidean'), Search)


@pytest.mark.parametrize('call', [
    lambda app: app.create_module(module_id='module_id', description='d'),
    lambda app: app.delete_module(module_id='module_id'),
    lambda app: list(app.list_installed_module_versions()),
    lambda app: list(app.list_modules()),
    lambda app: app.module(module_id='module_id', module_version_id='module_version_id'),
    lambda app: list(Module(module_id='module_id', user_id=USER_ID,
                            app_id='app_id').list_versions())])
def test_modules_are_gone(app, call):
    with pytest.raises(UserError, match='modules'):
        call(App(app_id='app_id', user_id=USER_ID))


# Inputs

def test_inputs_that_are_made():
    input_obj = Input()
    assert ids(input_obj.get_image_inputs_from_folder(folder_path='demo_folder')) == ['wall']
    assert ids(input_obj.get_text_inputs_from_folder(folder_path='demo_folder')) == ['demo_folder']
    with open('demo.jpg', 'rb') as opened:
        image = opened.read()
    made = input_obj.get_input_from_bytes(input_id='demo', image_bytes=image, video_bytes=image)
    assert made.data.image.base64 == made.data.video.base64 == image
    made = input_obj.get_input_from_file(input_id='demo', video_file='demo.jpg')
    assert made.data.video.base64 == image
    made = input_obj.get_input_from_url(input_id='demo', image_url=PICTURE)
    assert (made.id, made.data.image.url) == ('demo', PICTURE)
    [made] = input_obj.get_inputs_from_csv(csv_path='filepath', input_type='text', csv_type='raw')
    assert (made.data.text.raw, made.data.concepts[0].name) == ('a lake', 'water')
    made = input_obj.get_text_input(input_id='demo', raw_text='This is a test')
    assert made.data.text.raw == 'This is a test'
    made = Inputs.get_multimodal_input(input_id='demo', raw_text='What time of day is it?',
                                       image_url=PICTURE)
    assert (made.data.text.raw, made.data.image.url) == ('What time of day is it?', PICTURE)


def test_annotations_that_are_made():
    input_obj = Input()
    mask = input_obj.get_mask_proto(input_id='demo', label='demo',
                                    polygons=[[[0.1, 0.2], [0.5, 0.2], [0.3, 0.6]]])
    assert len(mask.data.regions[0].region_info.polygon.points) == 3
    x_min, y_min, x_max, y_max = 0.1, 0.2, 0.5, 0.75
    box = Inputs.get_bbox_proto(input_id='demo', label='demo', bbox=[x_min, y_min, x_max, y_max])
    assert box.data.regions[0].region_info.bounding_box.bottom_row == y_max


def test_inputs_that_are_uploaded_listed_and_deleted(demo_app):
    input_obj = Input(user_id=USER_ID, app_id='demo_app')
    with open('demo.jpg', 'rb') as opened:
        image = opened.read()
    job_id, _ = input_obj.upload_from_bytes(input_id='by-bytes', image_bytes=image)
    assert job_id
    input_obj.upload_from_file(input_id='by-file', image_file='demo.jpg')
    input_obj.upload_from_file(input_id='audio', audio_file='demo.wav')
    input_obj.upload_from_url(input_id='by-url', image_url=PICTURE)
    input_obj.upload_text(input_id='text', raw_text='This is a test')
    input_obj = User(user_id=USER_ID).app(app_id='demo_app').inputs()
    wait_for(lambda: all(one.status.code == 30000 for one in input_obj.list_inputs()))
    all_inputs = list(input_obj.list_inputs(input_type='image'))
    assert sorted(ids(all_inputs)) == ['by-bytes', 'by-file', 'by-url']
    all_annotations = list(input_obj.list_annotations(batch_input=all_inputs))
    assert set(one.input_id for one in all_annotations) == set(ids(all_inputs))
    contents = input_obj.download_inputs([one for one in input_obj.list_inputs()
                                          if one.id != 'by-url'])  # which is nowhere
    with open('demo.wav', 'rb') as opened:
        assert {image, opened.read(), b'This is a test'} == set(contents)
    input_obj.delete_inputs(input_obj.list_inputs())
    wait_for(lambda: not list(input_obj.list_inputs()))


# Search

def test_searches(demo_app):
    input_obj = demo_app.inputs()
    input_obj.upload_from_url(input_id='searched', image_url=PICTURE)
    wait_for(lambda: all(one.status.code == 30000 for one in input_obj.list_inputs()))
    search = Search(user_id=USER_ID, app_id='demo_app', top_k=10, metric='cosine')
    res = search.query(filters=[{'input_types': ['image', 'text']}, {'input_status_code': 30000}])
    assert [hit.input.id for page in res for hit in page.hits] == ['searched']
    search = Search(user_id=USER_ID, app_id='demo_app', top_k=1, metric='cosine')
    res = search.query(ranks=[{'image_url': PICTURE}])
    assert [hit.input.id for page in res for hit in page.hits] == ['searched']
    input_obj.delete_inputs(input_obj.list_inputs())
    wait_for(lambda: not list(input_obj.list_inputs()))


# Dataset

class Texts(ClarifaiDataLoader):
    """A loader of one text."""

    task = 'text_classification'

    def __len__(self):
        return 1

    def __getitem__(self, index):
        return TextFeatures('a wall', labels=['wall'], id='wall')


def test_uploads_of_datasets(demo_app, capsys):
    dataset = Dataset(user_id=USER_ID, app_id='demo_app', dataset_id='demo_dataset')
    dataset.upload_from_csv(csv_path='filepath', input_type='text', csv_type='raw', labels=True)
    dataset.upload_from_folder(folder_path='folder_path', input_type='text', labels=True)
    dataloader = Texts()
    dataset.upload_dataset(dataloader=dataloader)
    names = ids(dataset.list_inputs())
    assert len(names) == 3 and set(names) > {'folder_path', 'demo_dataset-wall'}
    dataset.get_upload_status(dataloader)
    assert capsys.readouterr().out.startswith('Dataset demo_dataset')


def test_versions_and_export_of_a_dataset(demo_app):
    dataset = Dataset(dataset_id='demo_dataset', user_id=USER_ID, app_id='demo_app')
    dataset_version = dataset.create_version(description='dataset_version_description')
    assert dataset_version.version.description == 'dataset_version_description'
    all_dataset_versions = list(dataset.list_versions())
    assert dataset_version.version.id in [one.version.id for one in all_dataset_versions]
    dataset_version.export(save_path='whole.zip')
    Dataset().export(save_path='output.zip', local_archive_path=archive_of(dataset_version))
    with zipfile.ZipFile('whole.zip') as whole, zipfile.ZipFile('output.zip') as again:
        assert sorted(whole.namelist()) == sorted(again.namelist()) != []
    dataset = Dataset(dataset_id='demo_dataset', user_id=USER_ID, app_id='demo_app')
    dataset.delete_version(version_id=dataset_version.version.id)
    assert dataset_version.version.id not in [one.version.id for one in dataset.list_versions()]


def archive_of(version):
    """The path of the protobuf archive of a version, as a user has downloaded it."""
    from clarifai.client import downloading
    with open('clarifai-data-protobuf.zip', 'wb') as saved:
        saved.write(downloading.content(version.connection, version.archive_zip()))
    return 'clarifai-data-protobuf.zip'


# Model

@pytest.fixture(scope='module')
def trained(app):
    """The version of a model of one's own, as the examples of training make it."""
    inputs = app.inputs()
    inputs.upload_inputs([
        inputs.get_input_from_url('%s-%d' % (name, number), labels=[name], label_ids=[name],
                                  image_url='https://samples.clarifai.com/%s-%d.jpg'
                                  % (name, number))
        for name in ('brick', 'grass') for number in (1, 2, 3)], show_log=False)
    wait_for(lambda: all(one.status.code == 30000 for one in inputs.list_inputs()))
    app.create_model('trained', model_type_id='visual-classifier')
    model = Model(model_id='trained', user_id=USER_ID, app_id='app_id')
    model.load_info()
    template = model.list_training_templates()[0]
    model_params = model.get_params(template=template, yaml_file='model_params.yaml')
    assert model_params['train_params']['template'] == template
    model.update_params(batch_size=8)
    assert model.get_param_info('batch_size')
    with open('model_params.yaml') as params:
        text = params.read()
    with open('model_params.yaml', 'w') as params:
        params.write(text.replace('concepts: []', 'concepts: [brick, grass]'))
    version_id = model.train('model_params.yaml')
    wait_for(lambda: model.training_status(version_id=version_id).code == 21100)
    return version_id


def test_training_of_a_model(trained):
    model = Model(model_id='trained', user_id=USER_ID, app_id='app_id')
    assert model.training_status(version_id=trained, training_logs=True).code == 21100
    all_model_versions = model.list_versions()
    assert [one.model_version.id for one in all_model_versions] == [trained]


def test_predictions_of_a_model(trained):
    for model in (Model(GENERAL), Model(model_id='trained', user_id=USER_ID, app_id='app_id')):
        by_path = model.predict_by_filepath('demo.jpg', 'image')
        by_url = model.predict_by_url(PICTURE, 'image')
        assert by_path.outputs[0].data.concepts == by_url.outputs[0].data.concepts != []


def test_texts_for_a_model(app):
    app.create_model('ask', model_type_id='prompter').create_version(
        output_info={'params': {'prompt_template': 'Who said: {data.text.raw}'}},
        description='model_version_description')
    model = Model('https://clarifai.com/%s/app_id/models/ask' % USER_ID)
    model_prediction = model.predict_by_bytes(b'Write a tweet on future of AI', 'text')
    assert model_prediction.outputs[0].data.text.raw == 'Who said: Write a tweet on future of AI'
    with open('text.txt', 'w') as text:
        text.write('this')
    model_prediction = model.predict_by_filepath('text.txt', 'text')
    assert model_prediction.outputs[0].data.text.raw == 'Who said: this'


def test_a_model_that_is_nowhere():
    model = Model('https://clarifai.com/anthropic/completion/models/claude-v2')
    with pytest.raises(ApiError, match='claude-v2'):
        model.predict_by_bytes(b'Write a tweet on future of AI', 'text')


def test_export_and_deletion_of_a_version(trained):
    model = Model('https://clarifai.com/%s/app_id/models/trained' % USER_ID)
    model.load_info()
    model.export('export_model_dir')
    assert os.listdir('export_model_dir') == ['model.tar']
    model = Model(model_id='trained', user_id=USER_ID, app_id='app_id')
    model.delete_version(version_id=trained)
    assert not list(model.list_versions())


# Workflow

def test_predictions_of_a_workflow(app):
    app.create_workflow(config_filepath='config.yml')
    for workflow in (Workflow('https://clarifai.com/clarifai/main/workflows/Face-Sentiment'),
                     Workflow(user_id=USER_ID, app_id='app_id', workflow_id='workflow_id')):
        by_path = workflow.predict_by_filepath('demo.jpg', 'image')
        by_url = workflow.predict_by_url(PICTURE, 'image')
        assert ([one.data for one in by_path.results[0].outputs] ==
                [one.data for one in by_url.results[0].outputs] != [])
    workflow_versions = workflow.list_versions()
    assert len(list(workflow_versions)) == 1


def test_export_of_a_workflow(app):
    workflow = Workflow('https://clarifai.com/clarifai/main/workflows/Demographics')
    workflow.export('out_path.yml')
    assert app.create_workflow(config_filepath='out_path.yml').nodes
