"""Models and workflows of today's SDK against the sandbox: pictures, predictions and back."""
from __future__ import annotations

import os
import tarfile
import uuid

import pytest

from clarifai.client.app import App
from clarifai.client.model import Model
from clarifai.client.user import User
from clarifai.client.workflow import Workflow
from clarifai.content import BytesContent
from clarifai.errors import ApiError, UserError
from waiting import wait_for

pytest.importorskip('yaml')

PAT = uuid.uuid4().hex
USER = 'user-' + uuid.uuid4().hex[:8]
GENERAL = 'https://clarifai.com/clarifai/main/models/general-image-recognition'
LABELS = {'%s-%d.jpg' % (label, number): label for label in ('brick', 'grass')
          for number in range(1, 9)}


@pytest.fixture(scope='module')
def user(platform_url):
    return User(USER, base_url=platform_url, pat=PAT)


@pytest.fixture(scope='module')
def app(user):
    return user.create_app('pictures', base_workflow='Universal')


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope='module')
def trained(app, media, tmp_path_factory):
    """A model that has learned two concepts."""
    inputs = app.inputs()
    inputs.upload_inputs([inputs.get_input_from_file(
        name.partition('.')[0], image_file=os.path.join(media, name), labels=[label])
        for name, label in LABELS.items()], show_log=False)
    wait_for(lambda: all(one.status.code == 30000 for one in inputs.list_inputs()))
    model = app.create_model('pets', model_type_id='embedding-classifier')
    model.get_params(save_to=str(tmp_path_factory.mktemp('params') / 'params.yaml'))
    model.update_params(concepts=[concept.id for concept in app.list_concepts()])
    version = model.train()
    wait_for(lambda: model.training_status(version).code not in (21101, 21103))
    assert model.training_status(version).code == 21100
    return app.model('pets')


def picture(media, name='grass-unseen-1.jpg'):
    return os.path.join(media, name)


def test_predictions_are_the_same_by_file_bytes_and_message(platform_url, media):
    model = Model(GENERAL, pat=PAT, base_url=platform_url)
    path = picture(media)
    with open(path, 'rb') as opened:
        data = opened.read()
    by_file = model.predict_by_filepath(path, 'image').outputs[0].data.concepts
    by_bytes = model.predict_by_bytes(data, 'image').outputs[0].data.concepts
    assert len(by_file) > 3 and by_file == by_bytes
    few = model.predict_by_bytes(data, 'image', output_config={'max_concepts': 2})
    assert few.outputs[0].data.concepts == by_file[:2]
    one = model.predict_by_bytes(data, 'image', output_config={'select_concepts': by_file[1:2]})
    assert [concept.id for concept in one.outputs[0].data.concepts] == [by_file[1].id]


def test_a_public_model_by_its_version(platform_url):
    model = Model(GENERAL, pat=PAT, base_url=platform_url)
    versions = list(model.list_versions())
    assert len(versions) > 1
    old = Model('%s/versions/%s' % (GENERAL, versions[-1].model_version.id), pat=PAT,
                base_url=platform_url)
    old.load_info()
    assert old.model_version.id == versions[-1].model_version.id
    assert old.model_type_id == 'visual-classifier'
    assert len(list(model.list_concepts(page_no=1, per_page=5))) == 5


def test_an_address_of_nothing_fails_at_the_first_call(platform_url):
    with pytest.raises(ApiError) as caught:
        Model('https://clarifai.com/clarifai/main/models/none', pat=PAT,
              base_url=platform_url).load_info()
    assert caught.value.error_code == 21200


def test_a_model_learns_and_predicts(trained, media):
    concepts = trained.predict_by_filepath(picture(media), 'image').outputs[0].data.concepts
    assert [concept.name for concept in concepts] == ['grass', 'brick']
    assert sorted(concept.name for concept in trained.list_concepts()) == ['brick', 'grass']


def test_a_version_is_described(trained):
    version_id = trained.model_version.id
    changed = trained.patch_version(version_id, description='first', metadata={'k': 1})
    assert changed.model_version.description == 'first'
    [version] = trained.list_versions()
    assert version.model_version.metadata == {'k': 1}


def test_a_version_is_evaluated(trained):
    assert trained.get_latest_eval() is None
    [queued] = trained.evaluate(eval_id='mine')
    assert queued.id == 'mine'
    wait_for(lambda: trained.get_eval_by_id('mine').status.code not in (21301, 21303))
    assert trained.list_evaluations()[0].id == 'mine'
    done = trained.get_eval_by_id('mine', confusion_matrix=True)
    assert done.status.code == 21300 and done.confusion_matrix.concept_ids
    assert trained.get_latest_eval(metrics_by_class=True).id == 'mine'


def test_a_version_is_exported(trained, here, capsys):
    trained.export()
    trained.export('out')
    assert os.listdir('out') == ['model.tar']
    with tarfile.open('out/model.tar') as archive:
        assert sorted(archive.getnames()) == ['classifier', 'model.json']
    trained.export()
    assert 'has begun' in capsys.readouterr().out


def test_training_by_a_template_from_a_file(app, trained, here):
    model = app.create_model('by-template', model_type_id='visual-classifier')
    [first, _] = model.list_training_templates()
    with pytest.raises(UserError):
        model.get_params()
    params = model.get_params(template=first, yaml_file='model.yaml')
    assert params['train_params']['template'] == first
    assert model.get_param_info('num_epochs')['defaultValue'] == 30
    text = (here / 'model.yaml').read_text()
    concepts = [concept.id for concept in app.list_concepts()]
    (here / 'model.yaml').write_text(text.replace('concepts: []', 'concepts: [%s]' % (
        ', '.join(concepts))).replace('num_epochs: 30', 'num_epochs: 5'))
    version = model.train('model.yaml')
    wait_for(lambda: model.training_status(version).code == 21100)
    info = app.model('by-template', model_version={'id': version}).model_version.train_info
    assert info.params['num_epochs'] == 5 and info.params['template'] == first


def test_a_classifier_of_texts_by_a_template(app, here):
    inputs = app.inputs()
    said = {'sport': ('the team won the match', 'she scored a goal', 'a match without goals'),
            'cooking': ('fry the onions in butter', 'stir the sauce', 'a sauce of butter')}
    inputs.upload_inputs([
        inputs.get_text_input('%s-%d' % (label, number), raw_text=raw, labels=[label])
        for label, texts in said.items() for number, raw in enumerate(texts)], show_log=False)
    wait_for(lambda: all(one.status.code == 30000 for one in inputs.list_inputs(input_type='text')))
    model = app.create_model('reader', model_type_id='text-classifier')
    template = 'HF_GPTNeo_125m_lora'
    assert template in model.list_training_templates()
    assert model.get_params(template=template)['train_params']['tokenizer_config'] == {}
    assert model.get_param_info('tokenizer_config')['fieldType'] == 'JSON'
    model.update_params(concepts=['id-sport', 'id-cooking'], trainer_config={'num_train_epochs': 2})
    version = model.train()
    wait_for(lambda: model.training_status(version).code == 21100)
    output, = app.model('reader').predict_by_bytes(b'two goals in the match', 'text').outputs
    assert output.data.concepts[0].name == 'sport'


FLOW = """workflow:
  id: people
  nodes:
    - id: faces
      model:
        model_id: face-detection
        user_id: clarifai
        app_id: main
    - id: crop
      model:
        model_id: closer
        model_type_id: image-crop
        output_info:
          params:
            margin: 1.3
      node_inputs:
        - node_id: faces
    - id: own
      model:
        model_id: pets
      node_inputs:
        - node_id: crop
"""


def test_a_workflow_makes_its_operator_and_comes_back(app, trained, media, here):
    (here / 'flow.yml').write_text(FLOW)
    flow = app.create_workflow('flow.yml', display=False)
    assert app.model('closer').model_version.output_info.params['margin'] == 1.3
    outputs = flow.predict_by_filepath(picture(media), 'image').results[0].outputs
    assert [output.model.id for output in outputs] == ['face-detection', 'closer', 'pets']
    flow.export('back.yml')
    again = app.create_workflow('back.yml', generate_new_id=True, display=False)
    assert again.id != flow.id
    assert [(node.id, node.model.id, node.model.model_version.id) for node in again.nodes] == [
        (node.id, node.model.id, node.model.model_version.id) for node in flow.nodes]
    app.patch_workflow('people', action='overwrite', config_filepath='back.yml')
    versions = list(Workflow(workflow_id='people', user_id=app.user_id, app_id=app.app_id,
                             connection=app.connection).list_versions())
    assert len(set(version.version.id for version in versions)) == len(versions) == 2


def test_a_prompt(app):
    model = app.create_model('ask', model_type_id='prompter')
    model = model.create_version(output_info={'params': {
        'prompt_template': 'Is {data.text.raw} true?'}})
    answer = model.predict_by_bytes(b'this', 'text')
    assert answer.outputs[0].data.text.raw == 'Is this true?'


def test_many_inputs_of_a_workflow(platform_url, media):
    flow = Workflow('https://clarifai.com/clarifai/main/workflows/General', pat=PAT,
                    base_url=platform_url, output_config={'max_concepts': 1})
    with open(picture(media), 'rb') as opened:
        item = {'data': {'image': {'base64': BytesContent(opened.read())}}}
    answer = flow.predict_all([dict(item, id='i%d' % number) for number in range(34)])
    assert [one.input.id for one in answer.results] == ['i%d' % number for number in range(34)]


def test_app_made_by_its_address(platform_url, app):
    other = App('https://clarifai.com/%s/pictures' % USER, pat=PAT, base_url=platform_url)
    assert other.model('ask').model_type_id == 'prompter'
