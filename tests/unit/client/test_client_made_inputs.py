"""Inputs and annotations are made of what people have, and nothing is sent."""
from __future__ import annotations

import csv
import io
import os

import pytest

from clarifai.client.input import Input, Inputs
from clarifai.client.made_inputs import from_legacy
from clarifai.content import FileContent
from clarifai.errors import UserError
from clarifai.rest import Image, Region, RegionInfo, BoundingBox, Concept

URL = 'https://samples.example/cat.jpg'


def test_an_input_of_a_url_with_all_that_is_known_of_it():
    made = Inputs.get_input_from_url('a', image_url=' %s ' % URL, dataset_id='pets',
                                     labels=['small cat', 7], geo_info=[5.25, 52.5],
                                     metadata={'page': 3})
    assert made == {
        'id': 'a', 'dataset_ids': ['pets'], 'data': {
            'image': {'url': URL}, 'metadata': {'page': 3},
            'geo': {'geo_point': {'longitude': 5.25, 'latitude': 52.5}},
            'concepts': [{'id': 'id-smallcat', 'name': 'small cat', 'value': 1.0},
                         {'id': 'id-7', 'name': '7', 'value': 1.0}]}}


def test_ids_of_labels():
    made = Inputs.get_input_from_url('a', image_url=URL, labels=['x', 'y'], label_ids=['1', '2'])
    assert [(one.id, one.name) for one in made.data.concepts] == [('1', 'x'), ('2', 'y')]


@pytest.mark.parametrize('arguments, said', [
    ({}, 'image_url'),
    ({'image_url': 5}, 'image_url must be text'),
    ({'image_url': URL, 'labels': 'cat'}, r'labels must be a list'),
    ({'image_url': URL, 'labels': [None]}, 'a label must be text'),
    ({'image_url': URL, 'labels': ['x', 'y'], 'label_ids': ['1']}, 'same length, not 2 and 1'),
    ({'image_url': URL, 'geo_info': [1]}, 'longitude and latitude'),
    ({'image_url': URL, 'geo_info': ['1', '2']}, 'longitude and latitude'),
    ({'image_url': URL, 'metadata': 'x'}, 'metadata'),
])
def test_what_does_not_fit_is_named(arguments, said):
    with pytest.raises(UserError, match=said):
        Inputs.get_input_from_url('a', **arguments)


@pytest.mark.parametrize('make', [Inputs.get_input_from_url, Inputs.get_input_from_file,
                                  Inputs.get_input_from_bytes])
def test_an_input_of_nothing_is_the_official_error_too(make):
    for error in (UserError, ValueError):
        with pytest.raises(error, match='image_'):
            make('a')


def test_a_file_is_read_when_it_is_sent(tmpdir):
    path = tmpdir.join('cat.jpg')
    path.write_binary(b'a picture')
    made = Inputs.get_input_from_file('a', image_file=str(path))
    assert isinstance(dict.get(made['data']['image'], 'base64'), FileContent)
    path.write_binary(b'it change')
    assert made.data.image.base64 == b'it change'


def test_a_text_file_is_a_raw_text(tmpdir):
    path = tmpdir.join('note.txt')
    path.write_binary(u'a lak\xe9'.encode('utf-8'))
    assert Inputs.get_input_from_file('a', text_file=str(path)).data.text.raw == u'a lak\xe9'
    path.write_binary(b'\xff')
    with pytest.raises(UserError, match='UTF-8'):
        Inputs.get_input_from_file('a', text_file=str(path))


def test_a_file_that_is_not_there(tmpdir):
    with pytest.raises(FileNotFoundError) as caught:
        Inputs.get_input_from_file('a', image_file=str(tmpdir.join('no.jpg')))
    assert isinstance(caught.value, UserError)


def test_bytes_and_open_files():
    made = Inputs.get_input_from_bytes('c', image_bytes=io.BytesIO(b'0'), video_bytes=b'1',
                                       audio_bytes=bytearray(b'2'), text_bytes=b'3')
    data = made.data
    assert (data.image.base64, data.video.base64, data.audio.base64, data.text.raw) == (
        b'0', b'1', b'2', '3')


def test_a_text_and_a_picture():
    made = Inputs.get_multimodal_input('m', raw_text='what?', image_url=URL)
    assert made.data == {'image': {'url': URL}, 'text': {'raw': 'what?'}}
    assert Inputs.get_multimodal_input('m', text_bytes=b'x', image_bytes=b'y').data.text.raw == 'x'
    for wrong in ({'raw_text': 'x'}, {'image_url': URL},
                  {'raw_text': 'x', 'image_url': URL, 'image_bytes': b'y'}):
        with pytest.raises(UserError):
            Inputs.get_multimodal_input('m', **wrong)


def test_the_class_has_the_name_that_is_documented():
    assert Input is Inputs


# Folders

def write(folder, *names):
    for name in names:
        folder.join(name).write_binary(name.encode('ascii'))
    return str(folder)


def test_pictures_of_a_folder(tmpdir):
    path = write(tmpdir.mkdir('dogs'), 'b.JPG', 'a.png', 'c.txt', 'd')
    made = Inputs.get_image_inputs_from_folder(path + os.sep, dataset_id='pets', labels=True)
    assert [one.id for one in made] == ['a', 'b']
    assert made[0].data.image.base64 == b'a.png' and made[0].dataset_ids == ['pets']
    assert made[0].data.concepts[0].id == 'id-dogs'


def test_files_that_would_have_one_id(tmpdir):
    path = write(tmpdir, 'a.1.png', 'a.2.png', 'b.png')
    made = Inputs.get_image_inputs_from_folder(path)
    assert [one.id for one in made] == ['a-1-png', 'a-2-png', 'b']


def test_texts_of_a_folder(tmpdir):
    made = Inputs.get_text_inputs_from_folder(write(tmpdir, 'w.txt', 'x.png'))
    assert [(one.id, one.data.text.raw) for one in made] == [('w', 'w.txt')]
    with pytest.raises(UserError, match='folder_path'):
        Inputs.get_text_inputs_from_folder(str(tmpdir.join('none')))


# CSV

def rows(folder, *lines):
    path = str(folder.join('rows.csv'))
    with open(path, 'w', newline='') as opened:
        csv.writer(opened).writerows(lines)
    return path


def test_rows_of_a_csv_file(tmpdir):
    path = rows(tmpdir, ['inputid', 'input', 'concepts', 'metadata', 'geopoints'],
                ['t1', 'first, words', 'a, b', "{'by': \"ann's\"}", '5.5,52.25'],
                ['', 'second', '', '{"n": 1}', ''])
    first, second = Inputs.get_inputs_from_csv(path)
    assert first.data == {
        'text': {'raw': 'first, words'}, 'metadata': {'by': "ann's"},
        'geo': {'geo_point': {'longitude': 5.5, 'latitude': 52.25}},
        'concepts': [{'id': 'id-a', 'name': 'a', 'value': 1.0},
                     {'id': 'id-b', 'name': 'b', 'value': 1.0}]}
    assert len(second.id) == 32 and second.data == {'text': {'raw': 'second'},
                                                    'metadata': {'n': 1}}
    assert not Inputs.get_inputs_from_csv(path, labels=False)[0].data.concepts


def test_files_that_a_csv_file_names(tmpdir):
    picture = tmpdir.join('cat.jpg')
    picture.write_binary(b'cat')
    path = rows(tmpdir, ['inputid', 'input'], ['p', str(picture)])
    for kind in ('file_path', 'file'):  # as documented, and as the official SDK has it as well
        made, = Inputs.get_inputs_from_csv(path, 'image', kind, dataset_id='d')
        assert made.data.image.base64 == b'cat' and made.dataset_ids == ['d']


@pytest.mark.parametrize('lines, arguments, said', [
    ([['inputs'], ['x']], {}, 'did you mean input'),
    ([['concepts'], ['x']], {}, 'no column input'),
    ([[]], {}, 'no column input'),
    ([['input', 'metadata'], ['x', '[']], {}, 'line 2: metadata'),
    ([['input', 'geopoints'], ['x', '1;2']], {}, 'line 2: geopoints'),
    ([['input', 'concepts'], ['x', ''], ['', 'a']], {}, 'line 3 has nothing in the column input'),
    ([['input'], ['x', 'y']], {}, 'line 2 has more cells'),
    ([['input'], ['x']], {'csv_type': 'rwa'}, 'csv_type must be'),
    ([['input'], ['x']], {'input_type': 'smell'}, 'input_type must be'),
    ([['input'], ['x']], {'input_type': 'image'}, 'texts only'),
])
def test_what_does_not_fit_in_a_csv_file_is_named(tmpdir, lines, arguments, said):
    with pytest.raises(UserError, match=said):
        Inputs.get_inputs_from_csv(rows(tmpdir, *lines), **arguments)


# Annotations

def test_a_box():
    made = Inputs.get_bbox_proto('cat', 'an ear', (0.1, 0.2, 0.5, 0.6), annot_id='n')
    assert made == {'id': 'n', 'input_id': 'cat', 'data': {'regions': [{
        'region_info': {'bounding_box': {'left_col': 0.1, 'top_row': 0.2, 'right_col': 0.5,
                                         'bottom_row': 0.6}},
        'data': {'concepts': [{'id': 'id-anear', 'name': 'an ear', 'value': 1.0}]}}]}}


@pytest.mark.parametrize('bbox', ['x', None, [1, 2, 3], [0.1, 0.2, 0.5, '1'], [0.5, 0.2, 0.1, 0.6],
                                  [0.1, 0.6, 0.5, 0.2]])
def test_what_is_no_box(bbox):
    with pytest.raises(UserError, match='bbox must be'):
        Inputs.get_bbox_proto('cat', 'ear', bbox)


@pytest.mark.parametrize('polygons, regions', [
    ([[0.1, 0.2], [0.3, 0.4], [0.5, 0.1]], 1),
    ([[[0.1, 0.2], [0.3, 0.4]], [[0, 0], [1, 1], [0, 1]]], 2)])
def test_polygons_in_both_readings(polygons, regions):
    made = Inputs.get_mask_proto('cat', 'ear', polygons, label_id='e')
    assert len(made.data.regions) == regions
    points = made.data.regions[0].region_info.polygon.points
    assert (points[0].col, points[0].row, points[0].visibility.name) == (0.1, 0.2, 'VISIBLE')
    assert [one.data.concepts[0].id for one in made.data.regions] == ['e'] * regions


@pytest.mark.parametrize('polygons', ['x', [], [1, 2], [[1, 2, 3]], [[[1]]], [[1, 2], 'x']])
def test_what_is_no_polygon(polygons):
    with pytest.raises(UserError, match='polygons must be'):
        Inputs.get_mask_proto('cat', 'ear', polygons)


# Inputs of 2.x

def test_an_image_of_2x_keeps_what_it_does_not_show():
    region = Region(RegionInfo(BoundingBox(0.1, 0.2, 0.5, 0.6)),
                    concepts=[Concept('ear', value=False)])
    image = Image(url=URL, image_id='a', concepts=['cat'], not_concepts=['dog'], regions=[region])
    made = from_legacy(image)
    assert made['data']['concepts'] == [{'id': 'cat', 'value': 1.0}, {'id': 'dog', 'value': 0.0}]
    assert [one['value'] for one in made['data']['regions'][0]['data']['concepts']] == [0.0]
    assert from_legacy('x') == 'x'
