"""Archives of datasets: all three formats are read, and nobody is harmed by one."""
from __future__ import annotations

import io
import json
import struct
import zipfile

import pytest

from clarifai import browser
from clarifai.client import exports, messages
from clarifai.client.dataset import Dataset
from clarifai.errors import ApiError, UserError
from fake_platform import PAT

CAT = {'id': 'cat', 'data': {
    'image': {'hosted': {'prefix': 'https://data.example', 'suffix': 'x/cat', 'sizes': ['orig']}},
    'concepts': [{'id': 'id-cat', 'name': 'cat', 'value': 0.0}],
    'regions': [{'region_info': {'bounding_box': {'top_row': 0.25, 'right_col': 0.5}}}]}}
WORDS = {'id': 'words', 'data': {'text': {'raw': 'a lake'}}}


def field(number, value):
    """A field in the binary format: bytes, or a number of 32 bits."""
    if isinstance(value, float):
        return bytes([number << 3 | 5]) + struct.pack('<f', value)
    size, parts = len(value), []
    while size > 127:
        parts.append(size & 127 | 128)
        size >>= 7
    return bytes([number << 3 | 2] + parts + [size]) + value


def batch():
    """The inputs above as an `InputBatch`; a value of 0 is not written there."""
    hosted = field(1, b'https://data.example') + field(2, b'x/cat') + field(3, b'orig')
    box = field(1, 0.25) + field(4, 0.5)
    cat = (field(1, field(5, hosted)) + field(3, field(1, b'id-cat') + field(2, b'cat')) +
           field(11, field(2, field(1, box))))
    return (field(1, field(1, b'cat') + field(2, cat)) +
            field(1, field(1, b'words') + field(2, field(13, field(1, b'a lake')))))


def zipped(files, path):
    """An archive of files, by their names; gives its path."""
    with zipfile.ZipFile(str(path), 'w', zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return str(path)


@pytest.fixture
def archive(tmpdir):
    """An archive in the binary format."""
    return zipped({'mimetype': b'application/x.clarifai-data+protobuf', 'all/000000_n2': batch()},
                  tmpdir.join('protobuf.zip'))


def content_of(url):
    return b'picture of ' + url.encode('ascii')


def names_in(path):
    with zipfile.ZipFile(path) as saved:
        return sorted(saved.namelist())


# Reading

def test_the_binary_format(archive):
    with exports.Archive(archive) as opened:
        assert [messages.to_dict(item) for item in opened] == [CAT, WORDS]


@pytest.mark.parametrize('content', [{'inputs': [CAT, WORDS]}, [CAT, WORDS]])
def test_json(tmpdir, content):
    path = zipped({'all/000000_n2.json': json.dumps(content)}, tmpdir.join('json.zip'))
    with exports.Archive(path) as opened:
        assert list(opened) == [CAT, WORDS]


def test_coco(tmpdir):
    path = zipped({'all/annotations.json': json.dumps({
        'images': [{'id': 1, 'file_name': 'cat.jpg', 'width': 200, 'height': 100, 'coco_url': 'u'},
                   {'id': 2, 'file_name': 'plain'}],
        'categories': [{'id': 7, 'name': 'an ear'}],
        'annotations': [
            {'image_id': 1, 'category_id': 7, 'bbox': [20, 10, 100, 50]},
            {'image_id': 1, 'category_id': 7, 'segmentation': [[0, 0, 100, 0, 100, 100]]},
            {'image_id': 1, 'caption': 'a cat'}]})}, tmpdir.join('coco.zip'))
    with exports.Archive(path) as opened:
        cat, plain = opened
    ear = [{'id': 'id-anear', 'name': 'an ear', 'value': 1.0}]
    assert plain == {'id': 'plain', 'data': {'image': {}}}
    assert cat.id == 'cat' and cat.data.image.url == 'u'
    assert cat.data.concepts[0].name == 'a cat'
    assert messages.to_dict(cat.data.regions) == [
        {'region_info': {'bounding_box': {'left_col': 0.1, 'top_row': 0.1, 'right_col': 0.6,
                                          'bottom_row': 0.6}}, 'data': {'concepts': ear}},
        {'region_info': {'polygon': {'points': [
            {'row': 0.0, 'col': 0.0, 'visibility': 'VISIBLE'},
            {'row': 0.0, 'col': 0.5, 'visibility': 'VISIBLE'},
            {'row': 1.0, 'col': 0.5, 'visibility': 'VISIBLE'}]}}, 'data': {'concepts': ear}}]


@pytest.mark.parametrize('name', ['../evil', 'all/../../evil', '/evil', 'C:/evil', '..\\evil'])
def test_names_that_lead_out_of_the_folder(tmpdir, name):
    with pytest.raises(UserError, match='leads out of the folder'):
        exports.Archive(zipped({name: batch()}, tmpdir.join('a.zip')))


def test_archives_that_fill_memory(tmpdir, monkeypatch):
    monkeypatch.setattr(exports, 'LARGE', 100000)
    bomb = zipped({'all/x': b'\0' * 1000000}, tmpdir.join('a.zip'))
    with pytest.raises(UserError, match='fill memory'):
        exports.Archive(bomb)
    # Each of them is small, and all together they are not.
    bombs = zipped(dict(('all/%d' % at, b'\0' * 90000) for at in range(200)), tmpdir.join('b.zip'))
    with pytest.raises(UserError, match='fill the disk'):
        exports.Archive(bombs)


@pytest.mark.parametrize('files, said', [
    ({'all/x': b'\xff\xff'}, r"all/x in .* binary format of protobuf"),
    ({'all/x.json': b'{'}, 'is not JSON'),
    ({'all/x.json': b'{"a": 1}'}, 'must have inputs'),
    ({'all/x.json': b'{"images": 1}'}, 'must have images and annotations'),
    ({'all/x.json': b'[1]'}, 'must have inputs')])
def test_damaged_archives(tmpdir, files, said):
    with exports.Archive(zipped(files, tmpdir.join('a.zip'))) as opened:
        with pytest.raises(UserError, match=said):
            list(opened)


def test_an_archive_whose_bytes_are_changed(tmpdir, archive):
    with open(archive, 'rb') as opened:
        data = bytearray(opened.read())
    at = data.index(b'n2') + 8
    data[at:at + 4] = b'\xff\xff\xff\xff'
    with pytest.raises(UserError):
        list(exports.Archive(io.BytesIO(bytes(data))))


@pytest.mark.parametrize('make', [lambda path: path.write(b'text'), lambda path: None])
def test_what_is_no_archive(tmpdir, make):
    path = tmpdir.join('a.zip')
    make(path)
    with pytest.raises(UserError, match='a.zip'):
        exports.Archive(str(path))


# Saving

@pytest.mark.parametrize('has_threads', [True, False])
def test_contents_and_annotations_are_saved(tmpdir, archive, monkeypatch, has_threads):
    monkeypatch.setattr(browser, 'HAS_THREADS', has_threads)
    path = str(tmpdir.join('out.zip'))
    assert exports.save(exports.Archive(archive), path, 'all', content_of, 2) == []
    assert names_in(path) == ['all/annotations/cat.json', 'all/inputs/cat.png',
                              'all/inputs/words.txt']
    with zipfile.ZipFile(path) as saved:
        assert saved.read('all/inputs/cat.png') == b'picture of https://data.example/orig/x/cat'
        assert saved.read('all/inputs/words.txt') == b'a lake'
        assert json.loads(saved.read('all/annotations/cat.json')) == (
            [{'regionInfo': {'boundingBox': {'topRow': 0.25, 'leftCol': 0, 'bottomRow': 0,
                                             'rightCol': 0.5}}}] + CAT['data']['concepts'])
    assert not tmpdir.join('out.zip.part').exists()


def test_metadata_is_saved_first_and_alone(tmpdir):
    path = str(tmpdir.join('out.zip'))
    metadata = {'in_the_field': {'snake_case': [1, None]}}
    items = [messages.wrap('Input', dict(WORDS, id=name, data=dict(
        WORDS['data'], metadata=metadata, **more)))
        for name, more in (('alone', {}), ('with', {'concepts': [{'id': 'c'}]}))]
    assert exports.save(items, path, 'all', content_of, 1) == []
    with zipfile.ZipFile(path) as saved:
        assert json.loads(saved.read('all/annotations/alone.json')) == [{'metadata': metadata}]
        assert json.loads(saved.read('all/annotations/with.json')) == [{'metadata': metadata},
                                                                       {'id': 'c'}]


@pytest.mark.parametrize('has_threads', [True, False])
def test_a_picture_that_fails_is_listed_and_the_rest_is_saved(tmpdir, archive, caplog, monkeypatch,
                                                              has_threads):
    monkeypatch.setattr(browser, 'HAS_THREADS', has_threads)

    def failing(url):
        raise ApiError(url, {}, 'GET', cause='it is gone')
    path = str(tmpdir.join('out.zip'))
    failure, = exports.save(exports.Archive(archive), path, 'train', failing, 2)
    assert failure.input_id == 'cat' and 'it is gone' in failure.reason
    assert names_in(path) == ['train/annotations/cat.json', 'train/inputs/words.txt']
    assert 'the content of cat is not saved' in caplog.text


def test_nothing_is_left_of_a_file_that_is_not_whole(tmpdir, archive):
    tmpdir.join('out.zip').write('before')

    def broken(url):
        raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        exports.save(exports.Archive(archive), str(tmpdir.join('out.zip')), 'all', broken, 2)
    assert tmpdir.join('out.zip').read() == 'before'
    assert not tmpdir.join('out.zip.part').exists()


@pytest.mark.parametrize('name', ['../evil', 'a/b', '..\\x'])
def test_an_id_that_leads_out_of_the_folder(tmpdir, name):
    item = messages.wrap('Input', dict(WORDS, id=name))
    with pytest.raises(UserError, match='leads out of the folder'):
        exports.save([item], str(tmpdir.join('out.zip')), 'all', content_of, 1)
    assert not tmpdir.join('out.zip').exists()


def test_the_example_that_is_documented(tmpdir, monkeypatch, archive):
    monkeypatch.setenv('CLARIFAI_PAT', PAT)
    monkeypatch.setattr(Dataset, '_content', staticmethod(content_of))
    monkeypatch.chdir(tmpdir)
    assert Dataset().export(save_path='output.zip', local_archive_path=archive) == []
    assert 'all/inputs/cat.png' in names_in('output.zip')


@pytest.mark.parametrize('arguments, said', [
    ({'archive_url': 'https://x/y', 'local_archive_path': 'a.zip'}, 'not both'),
    ({'local_archive_path': 'a.zip', 'num_workers': 0}, 'num_workers'),
    ({'local_archive_path': 'none.zip'}, 'none.zip'),
    ({'split': '../x'}, 'leads out'),
    ({}, 'version')])
def test_wrong_arguments_of_an_export(tmpdir, given, arguments, said):
    with pytest.raises(UserError, match=said):
        Dataset(**given).export(str(tmpdir.join('out.zip')), **arguments)


def test_a_file_that_cannot_be_written(tmpdir, archive):
    with pytest.raises(UserError, match='save_path'):
        exports.save(exports.Archive(archive), str(tmpdir.join('none', 'a.zip')), 'all',
                     content_of, 1)
