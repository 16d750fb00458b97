"""Datasets: what each call sends, uploads of loaders, their logs, and reports."""
from __future__ import annotations

import json

import pytest

from clarifai.client import upload_log
from clarifai.client.dataset import Dataset
from clarifai.client.uploading import Failure
from clarifai.datasets.upload.base import ClarifaiDataLoader
from clarifai.datasets.upload.features import (
    MultiModalFeatures, TextFeatures, VisualClassificationFeatures, VisualDetectionFeatures,
    VisualSegmentationFeatures)
from clarifai.datasets.upload.loaders.coco_captions import COCOCaptionsDataLoader
from clarifai.datasets.upload.loaders.coco_detection import COCODetectionDataLoader
from clarifai.datasets.upload.loaders.imagenet_classification import ImageNetDataLoader
from clarifai.datasets.upload.utils import load_module_dataloader
from clarifai.errors import ApiClientError, UserError
from test_client_inputs import Store

PETS = '/v2/users/me/apps/mine/datasets/pets'


@pytest.fixture
def dataset(given):
    """A dataset of an app."""
    return Dataset(dataset_id='pets', **given)


class Loader(ClarifaiDataLoader):
    """Gives items; an exception is raised."""

    def __init__(self, task, *items):
        self._task, self._items = task, items

    @property
    def task(self):
        """Its task."""
        return self._task

    def __len__(self):
        return len(self._items)

    def __getitem__(self, index):
        if isinstance(self._items[index], Exception):
            raise self._items[index]
        return self._items[index]


def pictures(kind, *items, **more):
    return [kind('x/%s.jpg' % name, image_bytes=b'\0\0\0', id=name, **dict(more, **item))
            for name, item in items]


# Which one

def test_datasets_by_address_and_by_id(given):
    made = Dataset('https://clarifai.com/ann/zoo/datasets/pets/versions/v1',
                   pat=given['pat'], base_url=given['base_url'])
    assert (made.id, made.user_id, made.app_id, made.version.id) == ('pets', 'ann', 'zoo', 'v1')
    made = Dataset(dataset_id='pets', dataset_version_id='v2', **given)
    assert (made.id, made.user_id, made.version.id) == ('pets', 'me', 'v2')
    with pytest.raises(UserError, match='not both'):
        Dataset('https://clarifai.com/ann/zoo/datasets/pets', 'pets', pat=given['pat'])
    with pytest.raises(UserError, match='no /datasets/|one of models'):
        Dataset('https://clarifai.com/ann/zoo/models/pets', pat=given['pat'])


def test_one_without_an_id_says_so_when_it_needs_one(given, wire):
    with pytest.raises(UserError, match='which dataset'):
        Dataset(**given).create_version()
    assert wire.sent == []


# Versions

def test_versions_are_made_listed_and_deleted(dataset, wire):
    version = {'id': 'v1', 'description': 'first', 'dataset_id': 'pets'}
    wire.answer = lambda sent: {'dataset_versions': [version]}
    made = dataset.create_version(description='first', metadata={'by': 'ann'})
    assert (made.id, made.version.id, made.version.description) == ('pets', 'v1', 'first')
    assert made.connection is dataset.connection and made.user_id == 'me'
    listed, = dataset.list_versions(page_no=1, per_page=1)
    assert (listed.id, listed.version.id) == ('pets', 'v1') and not dataset.version.id
    dataset.delete_version('v1')
    assert wire.lines == ['POST %s/versions' % PETS, 'GET %s/versions?page=1&per_page=1' % PETS,
                          'DELETE %s/versions' % PETS]
    assert wire.sent[0].body == {'dataset_versions': [
        {'description': 'first', 'metadata': {'by': 'ann'}}]}
    assert wire.sent[2].body == {'dataset_version_ids': ['v1']}
    with pytest.raises(UserError, match='descripion'):
        dataset.create_version(descripion='x')
    with pytest.raises(UserError, match='version_id'):
        dataset.delete_version('')


def test_datasets_are_merged(dataset, wire):
    dataset.merge_dataset('others')
    assert wire.lines == ['POST %s/inputs' % PETS]
    assert wire.sent[0].body == {'search': {'query': {'filters': [
        {'input': {'dataset_ids': ['others']}}]}}}


# Uploads

def test_what_a_loader_gives_for_classes(dataset, wire):
    wire.answer = store = Store()
    loader = Loader('visual_classification', *pictures(
        VisualClassificationFeatures,
        ('cat', {'labels': ['cat', 'small'], 'geo_info': [1.0, 2.0], 'metadata': {'a': 1}}),
        (None, {'labels': 'a caption'})))
    assert dataset.upload_dataset(loader, batch_size=2).failed == []
    cat, other = store.there.values()
    assert cat == {'id': 'pets-cat', 'dataset_ids': ['pets'], 'status': {'code': 30000}, 'data': {
        'image': {'base64': 'AAAA'}, 'geo': {'geo_point': {'longitude': 1.0, 'latitude': 2.0}},
        'metadata': {'a': 1}, 'concepts': [{'id': 'id-cat', 'name': 'cat', 'value': 1.0},
                                           {'id': 'id-small', 'name': 'small', 'value': 1.0}]}}
    assert other['id'].startswith('pets-') and len(other['id']) == len('pets-') + 8
    assert other['data']['concepts'][0]['name'] == 'a caption'
    assert other['data']['metadata'] == {'filename': 'None.jpg'}


@pytest.mark.parametrize('kind, task, shapes, place', [
    (VisualDetectionFeatures, 'visual_detection', 'bboxes', [0.1, 0.2, 0.5, 0.6]),
    (VisualSegmentationFeatures, 'visual_segmentation', 'polygons', [[0, 0], [1, 1], [0, 1]])])
def test_what_a_loader_gives_for_regions(dataset, wire, kind, task, shapes, place):
    store, annotations = Store(), []

    def answer(sent):
        if sent.path.endswith('/annotations'):
            annotations.extend(sent.body['annotations'])
            return {'annotations': [{'status': {'code': 24150}} for _ in sent.body['annotations']]}
        return store(sent)
    wire.answer = answer
    items = pictures(kind, ('cat', {'labels': ['ear', 'nose'], shapes: [place, place],
                                    'label_ids': ['1', '2']}),
                     ('bad', {'labels': ['ear'], shapes: []}))
    report = dataset.upload_dataset(Loader(task, *items))
    assert [one.position for one in report.failed] == [1]
    assert 'item 1 has 0 %s and 1 labels' % shapes in report.failed[0].reason
    assert list(store.there) == ['pets-cat'] and 'concepts' not in store.there['pets-cat']['data']
    assert [(one['input_id'], one['data']['regions'][0]['data']['concepts'][0]['id'])
            for one in annotations] == [('pets-cat', '1'), ('pets-cat', '2')]


def test_texts_and_texts_with_pictures(dataset, wire):
    wire.answer = store = Store()
    dataset.upload_dataset(Loader('text_classification', TextFeatures('words', 'a', id=1)))
    dataset.upload_dataset(Loader('multimodal_dataset', MultiModalFeatures('what?', b'\0', id=2)))
    dataset.upload_dataset(Loader('text_classification', TextFeatures('alone', id=3)))
    assert store.there.pop('pets-3')['data'] == {'text': {'raw': 'alone'}}
    assert [item['data'] for item in store.there.values()] == [
        {'text': {'raw': 'words'}, 'concepts': [{'id': 'id-a', 'name': 'a', 'value': 1.0}]},
        {'text': {'raw': 'what?'}, 'image': {'base64': 'AA=='}}]


def test_an_item_that_cannot_be_read_stops_no_other(dataset, wire):
    wire.answer = store = Store()
    report = dataset.upload_dataset(Loader(
        'text_classification', TextFeatures('a', ['x'], id=1), KeyError('lost'),
        TextFeatures('c', ['x'], id=3)))
    assert [tuple(one) for one in report.failed] == [(1, '', "KeyError: 'lost'")]
    assert sorted(store.there) == ['pets-1', 'pets-3']


@pytest.mark.parametrize('loader', [None, [], Loader('smelling'), ClarifaiDataLoader()])
def test_what_is_no_loader(dataset, wire, loader):
    with pytest.raises(UserError, match='dataloader'):
        dataset.upload_dataset(loader)
    assert wire.sent == []


def test_what_failed_is_logged_and_uploaded_again(dataset, wire, tmpdir, monkeypatch):
    monkeypatch.chdir(tmpdir)
    loader = Loader('text_classification', *[
        TextFeatures('text | %d' % at, ['x'], id=at) for at in range(4)])
    wire.answer = Store(bad={'pets-1': 9}, refused=['pets-2'])
    assert len(dataset.upload_dataset(loader, log_warnings=True).failed) == 2
    log, = tmpdir.listdir('Dataset_Upload*.log')
    assert upload_log.read(str(log)) == ([2], [1])
    wire.answer = store = Store()
    report = dataset.retry_upload_from_logs(str(log), loader)
    assert (report.total, list(store.there)) == (1, ['pets-1'])
    wire.answer = store = Store()
    dataset.retry_upload_from_logs(str(log), loader, retry_duplicates=True)
    assert len(store.there) == 2 and sorted(map(len, store.there)) == [len('pets-1'), 32]


def test_a_log_of_the_official_sdk_is_read(tmpdir):
    log = tmpdir.join('a.log')
    log.write('''2026-01-01 12:00:00
Failed to upload 2 inputs in current batch 0:
+---------+------------+---------------------------+--------------+----------+------------+
|   Index | Input ID   | Status                    | Image Path   | Labels   | Metadata   |
+=========+============+===========================+==============+==========+============+
|      12 | pets-12    | Input has a duplicate ID. | x/12.jpg     | ['cat']  |            |
+---------+------------+---------------------------+--------------+----------+------------+
|       3 | pets-3     | Image failed to download. | x/3.jpg      | ['cat']  | {'a': 1}   |
+---------+------------+---------------------------+--------------+----------+------------+
''')
    assert upload_log.read(str(log)) == ([12], [3])
    with pytest.raises(UserError, match='log_file_path'):
        upload_log.read(str(tmpdir.join('none')))


def test_a_log_is_a_table():
    lines = upload_log.table([Failure(3, 'pets-3', 'gone')], lambda at: ['x.jpg', "['a']", 'None'])
    assert lines.split('\n')[3].split() == ['|', '3', '|', 'pets-3', '|', 'gone', '|', 'x.jpg', '|',
                                            "['a']", '|', 'None', '|']


def test_folders_and_csv_files(dataset, wire, tmpdir):
    wire.answer = store = Store()
    folder = tmpdir.mkdir('words')
    folder.join('w.txt').write('some words')
    dataset.upload_from_folder(str(folder), 'text', labels=True)
    rows = tmpdir.join('rows.csv')
    rows.write('inputid,input\nt1,first')
    dataset.upload_from_csv(str(rows), csv_type='raw')
    assert [(name, item['dataset_ids']) for name, item in store.there.items()] == [
        ('w', ['pets']), ('t1', ['pets'])]
    with pytest.raises(UserError, match='input_type must be image or text'):
        dataset.upload_from_folder(str(folder), input_type='audio')
    with pytest.raises(UserError, match='csv_type must be'):
        dataset.upload_from_csv(str(rows))


# Status

def counted(code=64015):
    """Answers of a platform that counts two pictures with three boxes."""
    version = {'id': 'v', 'status': {'code': code, 'description': 'how it is'}, 'metrics': {
        '/': {'inputs_count': '2', 'bounding_boxes_count': '3', 'positive_input_tags_count': '1'}}}

    def answer(sent):
        if sent.path.endswith('/metrics'):
            return {'dataset_version_metrics_groups': [
                {'type': 'INPUT_TYPE', 'value': 'image', 'metrics': {'inputs_count': '2'}},
                {'type': 'CONCEPT_ID', 'value': 'x', 'metrics': {'inputs_count': '1'}}]
                if 'page=1&' in sent.query else []}
        return {'dataset_version': version} if sent.method == 'GET' else {
            'dataset_versions': [version]}
    return answer


def test_what_is_there_before_an_upload(dataset, wire):
    wire.answer = counted()
    assert dataset.get_upload_status(pre_upload=True, delete_version=True) == (
        {'image': 2, 'total': 2}, {'concepts': 1, 'bboxes': 3, 'polygons': 0})
    made, *_, deleted = wire.sent
    assert deleted.body == {'dataset_version_ids': [made.body['dataset_versions'][0]['id']]}


def test_a_report_of_an_upload(dataset, wire, capsys):
    wire.answer = counted()
    loader = Loader('visual_detection', *pictures(
        VisualDetectionFeatures, ('a', {'labels': ['x'], 'bboxes': [[0, 0, 1, 1]]})))
    before = {'total': 1}, {'bboxes': 2}
    assert dataset.get_upload_status(loader, pre_upload_stats=before) is None
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ['Dataset', 'pets', 'local', 'uploaded'], ['inputs', '1', '1'], ['concepts', '0', '1'],
        ['bboxes', '1', '1'], ['polygons', '0', '0']]
    assert 'DELETE' not in [sent.method for sent in wire.sent]


def test_a_version_that_cannot_be_counted(dataset, wire):
    wire.answer = counted(64020)
    with pytest.raises(ApiClientError, match='how it is'):
        dataset.get_upload_status()
    assert wire.sent[-1].method == 'DELETE'


# Archives

def test_an_archive_is_made(given, wire):
    wire.answer = lambda sent: {'exports': [{'url': 'https://x/y', 'status': {'code': 64200}}]}
    dataset = Dataset(dataset_id='pets', dataset_version_id='v1', **given)
    assert dataset.archive_zip() == dataset.archive_zip(format='coco') == 'https://x/y'
    assert wire.lines == ['PUT %s/versions/v1/exports' % PETS] * 2
    assert [sent.body['exports'][0]['format'] for sent in wire.sent] == [
        'CLARIFAI_DATA_PROTOBUF', 'COCO']
    with pytest.raises(UserError, match='format must be'):
        dataset.archive_zip(format='xml')
    wire.answer = lambda sent: {'exports': [{'status': {'code': 64202, 'description': 'no room'}}]}
    with pytest.raises(ApiClientError, match='no room'):
        dataset.archive_zip()


# Loaders

def coco(folder, **annotation):
    folder.join('labels.json').write(json.dumps({
        'images': [{'id': 5, 'file_name': 'a.jpg', 'width': 200, 'height': 100}],
        'categories': [{'id': 1, 'name': 'Traffic Light'}],
        'annotations': [dict(annotation, image_id=5), {'image_id': 5, 'category_id': 1,
                                                       'bbox': [10, 10, 0, 0]}]}))
    return 'pics', str(folder.join('labels.json'))


def test_a_loader_of_coco(tmpdir):
    loader = COCODetectionDataLoader(*coco(tmpdir, category_id=1, bbox=[20, 10, 400, 50]))
    assert (loader.task, len(loader)) == ('visual_detection', 1)
    item = loader[0]
    assert (item.id, item.labels, item.bboxes) == ('5', ['traffic-light'], [[0.1, 0.1, 1.0, 0.6]])
    captions = COCOCaptionsDataLoader(*coco(tmpdir, caption='a light'))
    assert (captions.task, captions[0].labels) == ('visual_captioning', ['a light'])
    with pytest.raises(UserError, match='label_filepath'):
        COCODetectionDataLoader('pics', str(tmpdir.join('none')))


def test_a_loader_of_imagenet(tmpdir):
    tmpdir.join('LOC_synset_mapping.txt').write("n01 tench, Tinca tinca\nn02 king's crab\n")
    tmpdir.mkdir('train').mkdir('n01').join('n01_4.JPEG').write('x')
    loader = ImageNetDataLoader(str(tmpdir))
    assert (loader.task, len(loader)) == ('visual_classification', 1)
    assert (loader[0].id, loader[0].labels) == ('n01_4', ['tench', 'Tincatinca'])
    with pytest.raises(UserError, match='data_dir'):
        ImageNetDataLoader(str(tmpdir), split='test')


def test_the_loader_in_a_folder(tmpdir):
    tmpdir.join('dataset.py').write(
        'from clarifai.datasets.upload.base import ClarifaiDataLoader\n'
        'class PetsDataLoader(ClarifaiDataLoader):\n'
        '    task = "visual_classification"\n'
        '    def __init__(self, size):\n        self.size = size\n'
        '    def __len__(self):\n        return self.size\n')
    assert len(load_module_dataloader(str(tmpdir), size=3)) == 3
    with pytest.raises(UserError, match='dataset.py'):
        load_module_dataloader(str(tmpdir.join('none')))
