"""Every public method of today's SDK at work: what it sends, against the protobufs."""
from __future__ import absolute_import

import threading
import time

import pytest

pytest.importorskip('yaml')
pytest.importorskip('sklearn')

import wire  # noqa: E402  (needs clarifai_grpc)
from clarifai.client.app import App  # noqa: E402
from clarifai.client.base import BaseClient  # noqa: E402
from clarifai.client.dataset import Dataset  # noqa: E402
from clarifai.client.input import Inputs  # noqa: E402
from clarifai.client.lister import Lister  # noqa: E402
from clarifai.client.model import Model  # noqa: E402
from clarifai.client.module import Module  # noqa: E402
from clarifai.client.runner import Runner  # noqa: E402
from clarifai.client.search import Search  # noqa: E402
from clarifai.client.user import User  # noqa: E402
from clarifai.client.workflow import Workflow  # noqa: E402
from clarifai.datasets.upload.base import ClarifaiDataLoader  # noqa: E402
from clarifai.datasets.upload.features import TextFeatures  # noqa: E402
from clarifai.errors import UserError  # noqa: E402

CLASSES = (App, BaseClient, Dataset, Inputs, Lister, Model, Module, Runner, Search, User, Workflow)
PUBLIC = 'https://clarifai.com/clarifai/main/'
PICTURES = 'https://photos.example.com/'
FLOW = """workflow:
  id: flow
  nodes:
    - id: look
      model:
        model_id: color-recognition
        user_id: clarifai
        app_id: main
"""


def methods():
    """Every public method, as pairs of its class and its name."""
    return [(cls, name) for cls in CLASSES for name, value in sorted(vars(cls).items())
            if not name.startswith('_') and callable(getattr(cls, name)) and
            not isinstance(value, (type, property))]


class Story(object):
    """A day in the life of a user, whose exchanges are kept.

    Args:
        url (str): the base URL of a sandbox.
        folder (py.path.local): where files may be written.

    Attributes:
        session (Session): has the exchanges.
    """

    def __init__(self, url, folder):
        self.session = wire.Session()
        self.url, self.folder = url, folder
        self.user = User('ann', base_url=url, pat='ann-pat', session=self.session)

    def tell(self):
        """All of it."""
        self.apps()
        self.inputs()
        self.annotations()
        self.datasets()
        self.searches()
        self.models()
        self.workflows()
        self.runners()
        self.modules()
        self.bases()
        self.user.delete_app('zoo')

    def apps(self):
        self.user.create_app('zoo', base_workflow='Universal')
        self.app = self.user.app('zoo')
        self.user.patch_app('zoo', description='animals')
        assert [app.id for app in self.user.list_apps({'name': 'zoo'}, page_no=1)] == ['zoo']

    def inputs(self):
        inputs = self.sender = self.app.inputs()
        picture = wire.picture('red')
        path = self.folder.mkdir('pictures').join('file.jpg')
        path.write_binary(picture)
        copies, texts = self.folder.mkdir('copies'), self.folder.mkdir('texts')
        copies.join('copy.jpg').write_binary(picture)
        texts.join('folder.txt').write('in a folder')
        table = self.folder.join('table.csv')
        table.write('inputid,input,concepts,metadata,geopoints\n'
                    'row,in a table,"a,b","{\'page\': 3}","5.5,52"\n')
        inputs.upload_from_url('url', image_url=PICTURES + 'other.jpg', labels=['blue'],
                               geo_info=[5.5, 52], metadata={'page': 1})
        inputs.upload_from_file('file', image_file=str(path), labels=['red'])
        inputs.upload_from_bytes('bytes', image_bytes=wire.picture('green'), labels=['green'])
        inputs.upload_text('text', 'a lake', labels=['water'])
        inputs.upload_inputs([
            inputs.get_input_from_url('by-url', image_url=PICTURES + 'metro-north.jpg'),
            inputs.get_input_from_file('by-file', text_file=str(texts.join('folder.txt'))),
            inputs.get_input_from_bytes('by-bytes', image_bytes=wire.picture('yellow')),
            inputs.get_text_input('by-text', 'a sea'),
            inputs.get_multimodal_input('both', raw_text='what is it?', image_bytes=picture)])
        report = inputs.bulk_upload(
            inputs.get_image_inputs_from_folder(str(copies)) +
            inputs.get_text_inputs_from_folder(str(texts), labels=True) +
            inputs.get_inputs_from_csv(str(table)))
        assert report.failed == []
        self.until(lambda: all(one.status.code == 30000 for one in inputs.list_inputs()))
        self.first = inputs.get_input('file')
        inputs.patch_inputs([{'id': 'file', 'data': {'metadata': {'page': 2}}}])
        inputs.download_inputs([self.first])
        inputs.delete_inputs(['by-url'])
        assert [one.id for one in self.app.list_concepts()]
        inputs.patch_concepts(['id-red'], labels=['reddish'])

    def annotations(self):
        inputs = self.sender
        box = inputs.get_bbox_proto('file', 'ear', [0.1, 0.2, 0.5, 0.6], annot_id='box')
        mask = inputs.get_mask_proto('file', 'nose', [[[0, 0], [1, 1], [0, 1]]])
        assert inputs.upload_annotations([box, mask]) == []
        assert len(list(inputs.list_annotations([self.first]))) >= 2
        inputs.patch_annotations([box], action='overwrite')
        inputs.delete_annotations(['file'], ['box'])

    def datasets(self):
        dataset = self.app.create_dataset('letters', description='some')
        self.app.patch_dataset('letters', description='all', action='merge')
        dataset.upload_from_folder(str(self.folder.join('pictures')), 'image', labels=True)
        dataset.upload_from_csv(str(self.folder.join('table.csv')), csv_type='raw')
        dataset.upload_dataset(Letters())
        log = self.folder.join('some.log')
        log.write('| Index | Input ID | Status |\n| 0 | letters-0 | Input has a duplicate ID. |\n')
        dataset.retry_upload_from_logs(str(log), Letters(), retry_duplicates=True)
        dataset.get_upload_status(Letters(), delete_version=True)
        version = dataset.create_version(description='first')
        archive = str(self.folder.join('out.zip'))
        version.export(archive, archive_url=version.archive_zip())
        assert len(list(dataset.list_versions())) == 1
        assert list(dataset.list_inputs()) and list(self.sender.list_inputs('letters', page_no=1))
        other = self.app.create_dataset('others')
        other.merge_dataset('letters')
        assert [one.id for one in self.app.list_datasets()]
        assert self.app.dataset('letters').description == 'all'
        dataset.delete_version(version.version.id)
        self.app.delete_dataset('others')

    def searches(self):
        pages = self.app.search(top_k=3).query(
            ranks=[{'image_bytes': wire.picture('red')}, {'concepts': [{'name': 'red'}]}],
            filters=[{'metadata': {'page': 2}}, {'input_types': ['image']},
                     {'geo_point': {'longitude': 5, 'latitude': 52, 'geo_limit': 100}}])
        list(pages)
        search = Search(self.user.user_id, 'zoo', algorithm='brute_force', pagination=True,
                        connection=self.app.connection)
        list(search.query(ranks=[{'image_url': PICTURES + 'other.jpg'}], page_no=1, per_page=2))

    def models(self):
        app = self.app
        model = app.create_model('pets', model_type_id='embedding-classifier')
        app.patch_model('pets', description='of pets', action='merge')
        assert app.list_trainable_model_types()
        model.list_training_templates()
        model.get_params(save_to=str(self.folder.join('params.yaml')))
        model.get_param_info('concepts')
        model.update_params(concepts=['id-red', 'id-blue', 'id-green'])
        version = model.train()
        self.until(lambda: model.training_status(version).code not in (21101, 21103))
        assert model.training_status(version, training_logs=True).code == 21100
        model = app.model('pets', model_version={'id': version})
        model.load_info()
        assert list(model.list_versions()) and list(model.list_concepts())
        model.patch_version(version, description='first', metadata={'page': 1})
        model.evaluate(eval_id='mine')
        self.until(lambda: model.get_eval_by_id('mine').status.code not in (21301, 21303))
        model.evaluate(dataset=app.dataset('letters'), eval_id='of-letters')
        model.get_latest_eval(label_counts=True)
        model.get_eval_by_dataset(app.dataset('letters'))
        assert len(model.list_evaluations()) == 2
        model.export(str(self.folder.join('exported')))
        self.predictions(Model(PUBLIC + 'models/color-recognition', connection=app.connection))
        prompt = app.create_model('ask', model_type_id='prompter').create_version(
            output_info={'params': {'prompt_template': 'Is {data.text.raw} true?'}})
        prompt.predict_by_bytes(b'this', 'text', inference_params={'temperature': 0.5})
        assert [one.id for one in app.list_models({'name': 'pets'})] == ['pets']
        prompt.delete_version(prompt.model_version.id)
        app.delete_model('ask')

    def predictions(self, predictor, **options):
        path = str(self.folder.join('pictures', 'file.jpg'))
        item = Inputs.get_input_from_file('file', image_file=path)
        predictor.predict([item], **options)
        predictor.predict_all([item] * 3)
        predictor.predict_by_url(PICTURES + 'other.jpg', 'image')
        predictor.predict_by_filepath(path, 'image')
        predictor.predict_by_bytes(wire.picture('red'), 'image')

    def workflows(self):
        path = self.folder.join('flow.yml')
        path.write(FLOW)
        app = self.app
        app.create_workflow(str(path), display=False)
        app.patch_workflow('flow', description='look', config_filepath=str(path))
        assert [one.id for one in app.list_workflows({'query': 'flow'})]
        flow = app.workflow('flow')
        flow.load_info()
        flow.export(str(self.folder.join('back.yml')))
        assert list(flow.list_versions())
        self.predictions(Workflow(workflow_id='flow', user_id='ann', app_id='zoo',
                                  connection=app.connection, output_config={'min_value': 0.5}))
        app.delete_workflow('flow')

    def runners(self):
        self.user.create_runner('desk', labels=['shout'], worker={'model': {'id': 'shout'}})
        assert [one.id for one in self.user.list_runners()] == ['desk']
        self.user.runner('desk')
        runner = Shout('desk', 'ann', num_parallel_polls=1, connection=self.user.connection)
        working = threading.Thread(target=runner.start)
        working.start()
        model = Model(model_id='shout', user_id='ann', app_id='zoo', connection=self.app.connection)
        answer = model.predict_by_bytes(b'word', 'text')
        assert answer.outputs[0].data.text.raw == 'WORD'
        runner.stop()
        working.join(60)
        assert not working.is_alive()
        with pytest.raises(NotImplementedError):
            Runner('desk', 'ann', connection=self.user.connection).run_input(None, None)
        self.user.delete_runner('desk')

    def modules(self):
        """They are gone: their names refuse, before anything is sent."""
        before = len(self.session.exchanges)
        app = self.app
        for call in (lambda: app.list_modules(), lambda: app.list_installed_module_versions(),
                     lambda: app.create_module('m', 'module'), lambda: app.module('m'),
                     lambda: app.delete_module('m'), lambda: Module.list_versions(None)):
            with pytest.raises(UserError):
                call()
        assert len(self.session.exchanges) == before

    def bases(self):
        """What all of them have."""
        app = self.app.with_options(timeout=30)
        app.call('GetApp')
        app.call_unchecked('ListModels', per_page=2)
        assert list(app.list_items('ListConcepts', page_no=1, per_page=2))
        assert list(app.list_pages_generator(app.STUB.ListInputs, None, {}, page_no=1))

    @staticmethod
    def until(ask, seconds=60):
        end = time.time() + seconds
        while not ask():
            assert time.time() < end
            time.sleep(0.05)


class Letters(ClarifaiDataLoader):
    """Gives two texts."""

    task = 'text_classification'

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return TextFeatures('letter %d' % index, ['letter'], id=index)


class Shout(Runner):
    """Answers in capitals."""

    def run_input(self, input, output_info):
        return {'data': {'text': {'raw': input.data.text.raw.upper()}}}


@pytest.fixture(scope='module')
def story(url, tmpdir_factory):
    """The story, told, and the methods that were called in it, as pairs like those of `methods`."""
    called = set()
    with pytest.MonkeyPatch.context() as patch:
        for cls, name in methods():
            patch.setattr(cls, name, noted(cls, name, called))
        made = Story(url, tmpdir_factory.mktemp('story'))
        made.tell()
    return made, called


def noted(cls, name, called):
    """The same method, which notes that it was called."""
    given = vars(cls)[name]
    function = given.__func__ if isinstance(given, staticmethod) else given

    def method(*arguments, **options):
        called.add((cls, name))
        return function(*arguments, **options)
    return staticmethod(method) if isinstance(given, staticmethod) else method


@pytest.mark.parametrize('cls,name', methods(), ids=lambda part: getattr(part, '__name__', part))
def test_a_public_method_is_part_of_the_story(story, cls, name):
    assert (cls, name) in story[1]


def test_what_is_sent_and_answered_is_as_published(story):
    wire.assert_contract(story[0].session.exchanges)


def test_a_request_that_is_not_as_published_is_found(story):
    exchange = next(one for one in story[0].session.exchanges if one['method'] == 'POST')
    with pytest.raises(AssertionError):
        wire.assert_contract([dict(exchange, body=dict(exchange['body'], unheard_of=1))])
