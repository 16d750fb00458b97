"""Datasets of the sandbox against the official protobufs: each answer, and exported archives."""
from __future__ import absolute_import

import base64
import io
import json
import time
import zipfile

import pytest
import requests

pytest.importorskip('clarifai_grpc')
pytest.importorskip('sklearn')

from clarifai_grpc.grpc.api import resources_pb2  # noqa: E402
from google.protobuf import json_format  # noqa: E402
from wire import picture  # noqa: E402

from clarifai.sandbox import wire as wire_format  # noqa: E402

DATASET = '/datasets/d'
VERSION = DATASET + '/versions/v'


@pytest.fixture(scope='module')
def version(send):
    """A version with two pictures and a text, in all formats; {format: export}."""
    send('POST', '/datasets', {'datasets': [{'id': 'd', 'description': 'x', 'metadata': {'a': 1},
                                             'visibility': {'gettable': 'PUBLIC'}}]})
    box = {'top_row': 0.25, 'left_col': 0, 'bottom_row': 0.5, 'right_col': 1}
    send('POST', '/inputs', {'inputs': [
        {'id': 'red', 'dataset_ids': ['d'], 'data': {
            'image': {'base64': base64.b64encode(picture('red')).decode('ascii')},
            'concepts': [{'id': 'warm'}, {'id': u'k\u00fchl', 'value': 0}],
            'metadata': {'n': 1.5, 'words': [u'gr\u00fcn', None, True, {'deep': {}}], 'none': None},
            'geo': {'geo_point': {'longitude': -7.5, 'latitude': 40}},
            'regions': [
                {'region_info': {'bounding_box': box}, 'data': {'concepts': [{'id': 'a'}]}},
                {'region_info': {'polygon': {'points': [
                    {'row': 0.1, 'col': 0.2}, {'row': 0.3, 'col': 0.4}, {'row': 0.5, 'col': 0}]}},
                 'data': {'concepts': [{'id': 'b'}]}},
                {'region_info': {'point': {'row': 0.5, 'col': 0.5}}, 'track_id': 't'}]}},
        {'id': 'blue', 'dataset_ids': ['d'],
         'data': {'image': {'url': 'https://x.example/other.jpg'}}},
        {'id': 'words', 'dataset_ids': ['d'], 'data': {'text': {'raw': 'some words'}}}]})
    give_up = time.time() + 60
    while send('GET', '/inputs/status')['counts']['processed'] != 3:
        assert time.time() < give_up
        time.sleep(0.05)
    send('POST', DATASET + '/versions', {'dataset_versions': [{
        'id': 'v', 'description': 'd', 'processing_info': {
            'frame_interpolation_info': {'sample_ms': 100}}}]})
    exports = send('PUT', VERSION + '/exports', {'exports': [
        {'format': 'CLARIFAI_DATA_PROTOBUF', 'include_embeddings': True},
        {'format': 'CLARIFAI_DATA_JSON'}, {'format': 'COCO'}]})['exports']
    info = send('GET', VERSION)['dataset_version']['export_info']
    assert info['clarifai_data_protobuf'] == exports[0]
    return dict(zip(('protobuf', 'json', 'coco'), exports))


def test_answers(send, version):
    send('GET', '/datasets?search=d&sort_by_created_at=true&starred_only=false')
    send('GET', DATASET)
    send('GET', DATASET + '/inputs?per_page=2')
    send('GET', DATASET + '/inputs/red')
    send('GET', DATASET + '/versions?request_origins=MANUAL')
    send('GET', VERSION + '/metrics?types=CONCEPT_ID')
    send('PATCH', '/datasets', {'action': 'merge', 'datasets': [{'id': 'd', 'notes': 'n'}]})
    send('PATCH', DATASET + '/versions', {'action': 'merge', 'dataset_versions': [
        {'id': 'v', 'description': 'e'}]})
    send('POST', DATASET + '/inputs', {'dataset_inputs': [{'input': {'id': 'red'}}]}, code=10020)
    send('POST', DATASET + '/inputs', {'search': {'query': {'filters': [
        {'input': {'dataset_ids': ['d']}}]}}})
    send('DELETE', DATASET + '/inputs', {'input_ids': ['words']})
    send('POST', DATASET + '/versions', {'dataset_versions': [{'id': 'spare'}]})
    send('DELETE', DATASET + '/versions', {'dataset_version_ids': ['spare']})
    send('POST', '/datasets', {'datasets': [{'id': 'spare'}]})
    send('DELETE', '/datasets', {'dataset_ids': ['spare']})
    send('GET', '/datasets/nope', code=11101)
    send('GET', DATASET + '/versions/nope', code=11101)


def batches(export):
    """The files of an export but for its type, which is returned too."""
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(export['url'])
    assert answer.headers['Content-Type'] == 'application/zip'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = [name for name in archive.namelist() if name != 'mimetype']
        kind = archive.read('mimetype') if 'mimetype' in archive.namelist() else None
        return kind, dict((name, archive.read(name)) for name in names)


def test_a_protobuf_archive_is_read_by_the_official_protobufs(version):
    kind, files = batches(version['protobuf'])
    assert kind == b'application/x.clarifai-data+protobuf'
    (name, content), = files.items()
    assert name.endswith('_n3') and '/' in name
    batch = resources_pb2.InputBatch.FromString(content)
    red, blue, words = batch.inputs
    assert (red.id, blue.id, words.id) == ('red', 'blue', 'words')
    assert [(one.name, one.value) for one in red.data.concepts] == [('warm', 1), (u'k\u00fchl', 0)]
    assert json_format.MessageToDict(red.data.metadata) == {
        'n': 1.5, 'words': [u'gr\u00fcn', None, True, {'deep': {}}], 'none': None}
    assert (red.data.geo.geo_point.longitude, red.data.geo.geo_point.latitude) == (-7.5, 40)
    assert red.data.regions[0].region_info.bounding_box.right_col == 1
    assert len(red.data.regions[1].region_info.polygon.points) == 3
    assert red.data.regions[2].track_id == 't'
    assert red.data.image.image_info.width == 64 and red.status.code == 30000
    assert len(red.data.embeddings[0].vector) == red.data.embeddings[0].num_dimensions > 100
    assert red.created_at.seconds > 1600000000
    assert words.data.text.raw == 'some words' and words.data.text.hosted.prefix
    assert 'orig' in blue.data.image.hosted.sizes


def test_the_archives_say_the_same(version):
    _, binary = batches(version['protobuf'])
    kind, texts = batches(version['json'])
    assert kind == b'application/x.clarifai-data+json'
    (content,), (text,) = binary.values(), texts.values()
    batch = resources_pb2.InputBatch.FromString(content)
    for one in batch.inputs:
        del one.data.embeddings[:]
    # ParseDict refuses what is not of the message.
    assert json_format.ParseDict(json.loads(text.decode('utf-8')),
                                 resources_pb2.InputBatch()) == batch


@pytest.mark.parametrize('message, value', [
    ('Concept', {'id': '', 'value': 0.1}),
    ('Input', {'status': {'code': 30000, 'percent_completed': 2 ** 31}}),
    ('FrameInfo', {'index': 0, 'time': str(2 ** 63 - 1)}), ('ImageInfo', {'width': -1}),
    ('Data', {'int_value': -2 ** 63, 'float_value': -0.5, 'bytes_value': 'AAEC',
              'bool_value': True, 'struct_value': {}}),
    ('Data', {'frames': [{'frame_info': {'time': '5'}, 'data': {'concepts': []}}]}),
    ('Embedding', {'vector': [0, -1.5, 3e38], 'num_dimensions': 3}),
    ('Input', {'created_at': '1969-12-31T23:59:59.500000Z', 'dataset_ids': ['a', u'\u00e4' * 200]}),
    ('Visibility', {'gettable': 50})])
def test_what_is_written_is_what_the_official_protobufs_read(message, value):
    kind = getattr(resources_pb2, message)
    assert kind.FromString(wire_format.encoded(message, value)) == json_format.ParseDict(
        value, kind())


def test_members_that_are_not_of_the_message_are_left_out():
    assert wire_format.encoded('Concept', {'nobody': 1, 'id': None}) == b''
