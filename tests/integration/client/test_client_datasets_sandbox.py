"""Inputs, datasets and searches of today's SDK, with a sandbox over real HTTP."""
from __future__ import annotations

import json
import os
import time
import uuid
import zipfile

import pytest

from clarifai.client.dataset import Dataset
from clarifai.client.input import Inputs
from clarifai.client.search import Search
from clarifai.client.user import User
from clarifai.datasets.upload.base import ClarifaiDataLoader
from clarifai.datasets.upload.features import (
    TextFeatures, VisualDetectionFeatures, VisualSegmentationFeatures)
from clarifai.rest import Image

FORMATS = ['protobuf', 'json', 'coco']


@pytest.fixture(scope='module')
def account(platform_url):
    """What an object of a user is made with."""
    return dict(user_id='ann', pat='pat-of-datasets-0123456789', base_url=platform_url)


@pytest.fixture
def app(account):
    """An app of its own."""
    user = User(**account)
    app_id = 'app-%s' % uuid.uuid4().hex[:8]
    yield user.create_app(app_id, base_workflow='Universal')
    user.delete_app(app_id)


@pytest.fixture
def inputs(app):
    """Its inputs."""
    return app.inputs()


@pytest.fixture(scope='module')
def pictures(media):
    """The paths of three pictures, by ids."""
    names = sorted(name for name in os.listdir(media) if name.endswith(('.jpg', '.jpeg')))[:3]
    return dict((name.split('.')[0], os.path.join(media, name)) for name in names)


def content(path):
    with open(path, 'rb') as opened:
        return opened.read()


def settled(inputs, count):
    """Waits until so many inputs are processed; gives them by their ids."""
    end = time.time() + 60
    while True:
        found = dict((one.id, one) for one in inputs.list_inputs() if one.status.code == 30000)
        if len(found) == count:
            return found
        assert time.time() < end, found
        time.sleep(0.05)


def regions_of(inputs):
    return sorted((note.input_id, region.data.concepts[0].name,
                   'polygon' in region.region_info) for note in inputs.list_annotations()
                  for region in note.data.regions)


class Loader(ClarifaiDataLoader):
    """Gives items."""

    def __init__(self, task, *items):
        self._task, self._items = task, items

    @property
    def task(self):
        """Its task."""
        return self._task

    def __len__(self):
        return len(self._items)

    def __getitem__(self, index):
        return self._items[index]


def test_any_number_of_inputs_are_uploaded_and_the_failing_are_told(inputs, pictures):
    batch = [Inputs.get_input_from_file(name, image_file=path, labels=['picture'])
             for name, path in pictures.items()]
    batch.append(Inputs.get_input_from_url('lost', image_url='https://none.example/none.jpg'))
    batch += [Inputs.get_text_input('t%d' % at, raw_text='words %d' % at) for at in range(140)]
    report = inputs.bulk_upload(batch)
    assert [one.input_id for one in report.failed] == ['lost'] and report.succeeded == 143
    assert len(settled(inputs, 143)) == 143
    again = inputs.bulk_upload(batch[:2])
    assert [one.reason for one in again.failed] == ['Input has a duplicate ID.'] * 2


def test_a_negative_label_stays_negative(inputs, pictures):
    name, path = next(iter(pictures.items()))
    inputs.upload_inputs([Image(filename=path, image_id=name, concepts=['a'],
                                not_concepts=['b'])])
    found = settled(inputs, 1)[name]
    values = dict((one.id, one.value) for one in found.data.concepts)
    assert values == {'a': 1.0, 'b': 0.0}
    found.data.concepts[0].value = 0
    inputs.patch_inputs([found], action='merge')
    assert [one.value for one in inputs.get_input(name).data.concepts] == [0.0, 0.0]


def test_contents_come_back(inputs, pictures):
    for name, path in pictures.items():
        inputs.upload_from_bytes(name, image_bytes=content(path))
    inputs.upload_text('words', raw_text='a lake')
    found = settled(inputs, 4)
    names = list(pictures) + ['words']
    assert inputs.download_inputs([found[name] for name in names]) == [
        content(path) for path in pictures.values()] + [b'a lake']


def test_annotations(inputs, pictures):
    name, path = next(iter(pictures.items()))
    inputs.upload_from_file(name, image_file=path)
    settled(inputs, 1)
    box = Inputs.get_bbox_proto(name, 'ear', [0.1, 0.2, 0.5, 0.6], annot_id='box')
    mask = Inputs.get_mask_proto(name, 'nose', [[[0, 0], [1, 1], [0, 1]], [[0, 0], [1, 0], [1, 1]]])
    lost = Inputs.get_bbox_proto('none', 'ear', [0.1, 0.2, 0.5, 0.6])
    assert [one.input_id for one in inputs.upload_annotations([box, lost, mask])] == ['none']
    assert regions_of(inputs) == [(name, 'ear', False), (name, 'nose', True), (name, 'nose', True)]
    box.data.regions[0].data.concepts[0].CopyFrom({'id': 'id-eye', 'name': 'eye', 'value': 1.0})
    inputs.patch_annotations([box], action='overwrite')
    inputs.patch_concepts(['id-eye'], labels=['an eye'])
    assert ('an eye', False) in [one[1:] for one in regions_of(inputs)]
    inputs.delete_annotations([name], ['box'])
    assert [one[1] for one in regions_of(inputs)] == ['nose', 'nose']


def test_a_dataset_of_loaders(app, inputs, pictures):
    paths = list(pictures.values())
    dataset = app.create_dataset('pets')
    dataset.upload_dataset(Loader('visual_detection', VisualDetectionFeatures(
        paths[0], ['an ear', 'nose'], [[0.1, 0.1, 0.4, 0.4], [0.5, 0.5, 0.6, 0.7]], id=0)))
    dataset.upload_dataset(Loader('visual_segmentation', VisualSegmentationFeatures(
        paths[1], ['ear'], [[[0.1, 0.1], [0.4, 0.4], [0.1, 0.4]]], id=1)))
    dataset.upload_dataset(Loader('text_classification', TextFeatures('words', ['x'], id='t')))
    assert sorted(one.id for one in dataset.list_inputs()) == ['pets-0', 'pets-1', 'pets-t']
    assert regions_of(inputs) == [('pets-0', 'an ear', False), ('pets-0', 'nose', False),
                                  ('pets-1', 'ear', True)]
    counts = dataset.get_upload_status(pre_upload=True, delete_version=True)
    assert counts == ({'total': 3, 'image': 2, 'text': 1},
                      {'concepts': 1, 'bboxes': 2, 'polygons': 1})
    assert list(dataset.list_versions()) == []
    other = app.create_dataset('others')
    other.merge_dataset('pets')
    assert len(list(other.list_inputs(input_type='image'))) == 2


@pytest.mark.parametrize('form', FORMATS)
def test_a_version_is_exported_in_each_format(app, account, inputs, pictures, tmpdir, form):
    name, path = next(iter(pictures.items()))
    dataset = app.create_dataset('pets')
    inputs.upload_from_file(name, image_file=path, dataset_id='pets', labels=['cat'])
    settled(inputs, 1)
    inputs.upload_annotations([Inputs.get_bbox_proto(name, 'ear', [0.25, 0.25, 0.5, 0.5])])
    version = dataset.create_version(description='first')
    out = str(tmpdir.join('out.zip'))
    assert Dataset(**account).export(save_path=out, archive_url=version.archive_zip(format=form),
                                     split='train') == []
    with zipfile.ZipFile(out) as saved:
        assert saved.read('train/inputs/%s.png' % name) == content(path)
        notes = json.loads(saved.read('train/annotations/%s.json' % name))
    boxes = [note['regionInfo']['boundingBox'] for note in notes if 'regionInfo' in note]
    assert {'leftCol': 0.25, 'topRow': 0.25, 'rightCol': 0.5, 'bottomRow': 0.5} in [
        dict((edge, round(value, 4)) for edge, value in box.items()) for box in boxes]


def test_a_version_of_many_inputs_is_waited_for(app, inputs):
    dataset = app.create_dataset('d')
    made = [Inputs.get_text_input('t%d' % number, 'text %d' % number, dataset_id='d')
            for number in range(450)]
    assert not inputs.bulk_upload(made).failed
    settled(inputs, 450)
    version = dataset.create_version()
    assert version.version.status.code == 64005
    assert dataset.get_upload_status(pre_upload=True)[0]['text'] == 450
    assert len(list(version)) == 450


def test_the_inputs_of_a_version(app, inputs):
    dataset = app.create_dataset('pets')
    inputs.bulk_upload([Inputs.get_text_input(name, raw_text=name, dataset_id='pets')
                        for name in 'abc'])
    version = dataset.create_version()
    inputs.delete_inputs(['a'])
    assert sorted(one.data.text.raw or one.id for one in version) == ['a', 'b', 'c']


def test_searches(app, account, inputs, pictures):
    names = list(pictures)
    inputs.bulk_upload([Inputs.get_input_from_file(
        name, image_file=path, labels=['first' if name == names[0] else 'other'],
        geo_info=[5.25, 52.5] if name == names[0] else [100, 0], metadata={'name': name})
        for name, path in pictures.items()] + [Inputs.get_text_input('words', raw_text='words')])
    search = Search(account['user_id'], app.id, top_k=2, metric='cosine', pat=account['pat'],
                    base_url=account['base_url'])

    def found(**query):
        return [hit.input.id for page in search.query(**query) for hit in page.hits]
    assert found(ranks=[{'image_bytes': content(pictures[names[1]])}])[0] == names[1]
    assert len(found(ranks=[{'image_bytes': content(pictures[names[1]])}])) == 2
    assert found(filters=[{'concepts': [{'name': 'first', 'value': 1}]}]) == [names[0]]
    assert found(filters=[{'metadata': {'name': names[2]}}]) == [names[2]]
    assert found(filters=[{'input_types': ['text']}]) == ['words']
    near = {'longitude': 5.2, 'latitude': 52.4, 'geo_limit': 50}
    assert found(filters=[{'geo_point': near}]) == [names[0]]
    pages = app.search(pagination=True).query(filters=[{'input_types': ['image']}], page_no=2,
                                              per_page=2)
    assert [len(page.hits) for page in pages] == [1]
