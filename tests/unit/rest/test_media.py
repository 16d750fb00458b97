"""Inputs: images and videos."""
from __future__ import absolute_import

import base64
import copy
import io
import json
import os
import pickle

import pytest

from clarifai.errors import UserError
from clarifai.rest.concept import Concept
from clarifai.rest.dialects.concept_values import with_concept_values
from clarifai.rest.feedback import FeedbackInfo
from clarifai.rest.geo import Geo, GeoPoint
from clarifai.rest.media import Image, Input, Video, input_from_json, media_of
from clarifai.rest.regions import BoundingBox, Region, RegionInfo
from clarifai.rest.status import ApiStatus

URL = 'https://pics.test/i.jpg'
PICTURE = b'\x89PNG\r\n\x1a\n' + bytes(bytearray(range(256))) * 20
BASE64 = base64.b64encode(PICTURE)
TEXT = BASE64.decode('ascii')
GEO = Geo(GeoPoint(1, 2))
REGIONS = [Region(RegionInfo(BoundingBox(0, 0, 1, 1)), region_id='r')]
FEEDBACK = FeedbackInfo('u')
BOTH = pytest.mark.parametrize('kind, field', [(Image, 'image'), (Video, 'video')])


@pytest.fixture
def picture(tmpdir):
    path = tmpdir.join('picture.png')
    path.write_binary(PICTURE)
    return str(path)


# Attributes and dict()

def attributes(media):
    """The attributes of an input; its content has the name that 2.x gave it."""
    return dict(((name, value) for name, value in vars(media).items() if name != '_content'),
                base64=media.base64)


def test_attributes_of_an_image():
    image = Image(URL, image_id='i', concepts=['a'], not_concepts=['b'], regions=REGIONS,
                  metadata={'k': 1}, geo=GEO, allow_dup_url=True, feedback_info=FEEDBACK)
    assert attributes(image) == {
        'url': URL, 'file_obj': None, 'base64': None, 'filename': None, 'crop': None,
        'input_id': 'i', 'concepts': ['a'], 'not_concepts': ['b'], 'regions': REGIONS,
        'metadata': {'k': 1}, 'geo': GEO, 'allow_dup_url': True, 'feedback_info': FEEDBACK,
        'score': 0, 'status': None}


def test_attributes_of_a_video():
    assert attributes(Video(URL, video_id='v')) == {
        'url': URL, 'file_obj': None, 'base64': None, 'filename': None, 'input_id': 'v',
        'concepts': None, 'not_concepts': None, 'regions': None, 'metadata': None, 'geo': None,
        'feedback_info': None, 'score': 0, 'status': None}


def test_dict_of_everything():
    image = Image(URL, image_id='i', concepts=['a', Concept('b', 'c2')], not_concepts=('n',),
                  regions=REGIONS, metadata={'k': {'m': [1]}}, geo=GEO, allow_dup_url=True,
                  feedback_info=FEEDBACK)
    assert image.dict() == {
        'id': 'i', 'feedback_info': {'end_user_id': 'u'},
        'data': {
            'image': {'url': URL, 'allow_duplicate_url': True},
            'concepts': [{'id': 'a', 'value': True}, {'id': 'c2', 'value': True},
                         {'id': 'n', 'value': False}],
            'metadata': {'k': {'m': [1]}}, 'geo': GEO.dict()['geo'],
            'regions': [REGIONS[0].dict()]}}


@BOTH
def test_dict_leaves_out_what_is_not_known(kind, field):
    assert kind(URL).dict() == {'data': {field: {'url': URL}}}
    assert Image().dict() == {}
    assert Image(image_id='x').dict() == {'id': 'x'}
    assert Image(concepts=[], not_concepts=[], metadata={}, regions=[]).dict() == {}


def test_a_video_without_content_names_an_empty_url_as_in_2_x():
    assert Video(video_id='x').dict() == {'id': 'x', 'data': {'video': {'url': None}}}


@BOTH
def test_dict_is_json(kind, field):
    assert json.loads(json.dumps(kind(base64=BASE64).dict())) == {'data': {field: {'base64': TEXT}}}


def test_an_input_without_content():
    item = Input('i', ['a'], ['b'], {'k': 1}, GEO, REGIONS, FEEDBACK)
    assert (item.input_id, item.concepts, item.not_concepts, item.metadata, item.geo, item.regions,
            item.feedback_info, item.score, item.status) == (
                'i', ['a'], ['b'], {'k': 1}, GEO, REGIONS, FEEDBACK, 0, None)
    assert item.dict()['id'] == 'i' and 'image' not in item.dict()['data']


def test_what_is_sent_has_numbers_where_dict_has_truths():
    made = Image('https://a.com/b.jpg', concepts=['cat'], not_concepts=['dog'])
    values = [concept['value'] for concept in made.dict()['data']['concepts']]
    assert values == [True, False] and [type(value) for value in values] == [bool, bool]
    sent = with_concept_values(made.sendable())['data']['concepts']
    assert [repr(concept['value']) for concept in sent] == ['1.0', '0.0']


def test_what_is_sent_has_numbers_in_regions_and_data_too():
    region = Region(concepts=[Concept(concept_id='cat', value=True), Concept(concept_id='dog')])
    made = Image('https://a.com/b.jpg', concepts=['cat'], regions=[region])
    data = with_concept_values(made.sendable())['data']
    assert [repr(concept['value']) for concept in data['concepts']] == ['1.0']
    assert [repr(concept['value']) for concept in data['regions'][0]['data']['concepts']] == [
        '1.0', '1.0']
    text = Input('a')
    text.data = {'frames': [{'data': {'concepts': [{'id': 'cat', 'value': False}]}}]}
    frames = with_concept_values(text.sendable())['data']['frames']
    assert repr(frames[0]['data']['concepts'][0]['value']) == '0.0'


def test_making_dict_changes_nothing():
    image = Image(URL, concepts=['a'], metadata={'k': 1})
    before = copy.deepcopy(image)
    image.dict()['data']['concepts'].append('x')
    assert image == before and image.dict() == before.dict()


def test_attributes_can_be_assigned():
    image = Image(URL)
    image.concepts, image.metadata, image.input_id = ['a'], {'k': 1}, 'new'
    assert image.dict() == {'id': 'new', 'data': {
        'image': {'url': URL}, 'concepts': [{'id': 'a', 'value': True}], 'metadata': {'k': 1}}}


# Content

@BOTH
@pytest.mark.parametrize('url', [URL, ' %s ' % URL, '\t%s\r\n' % URL, u' %s' % URL])
def test_blanks_around_a_url_are_removed(kind, field, url):
    assert kind(url).url == URL
    assert kind(url).dict() == {'data': {field: {'url': URL}}}


@BOTH
@pytest.mark.parametrize('make', [bytes, bytearray, lambda data: data.decode('ascii'),
                                  lambda data: data.rstrip(b'='),
                                  lambda data: data[:40] + b'\n' + data[40:] + b'\n'])
def test_base64_of_every_kind(kind, field, make):
    assert kind(base64=make(BASE64)).dict() == {'data': {field: {'base64': TEXT}}}


@BOTH
@pytest.mark.parametrize('value', ['no base64!', PICTURE, u'caf\xe9', 5],
                         ids=['text', 'picture', 'unicode', 'number'])
def test_what_is_not_base64_is_a_user_error_at_once(kind, field, value):
    with pytest.raises(UserError):
        kind(base64=value)


@BOTH
def test_a_named_file(kind, field, picture):
    media = kind(filename=picture)
    assert media.dict() == {'data': {field: {'base64': TEXT}}}
    assert (media.filename, media.base64) == (None, BASE64)  # as in 2.x
    os.remove(picture)
    assert media.dict() == {'data': {field: {'base64': TEXT}}}


@BOTH
@pytest.mark.parametrize('mode', ['rb', 'rb+'])
def test_an_open_file(kind, field, picture, mode):
    with open(picture, mode) as handle:
        media = kind(file_obj=handle)
        assert media.file_obj is handle and not handle.closed
    for _ in range(2):  # uploaded and then predicted
        assert media.dict() == {'data': {field: {'base64': TEXT}}}


@BOTH
def test_streams(kind, field):
    class Unseekable(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *args):
            raise io.UnsupportedOperation('seek')

    for stream in (io.BytesIO(PICTURE), Unseekable(PICTURE)):
        assert kind(file_obj=stream).dict() == {'data': {field: {'base64': TEXT}}}


@BOTH
def test_a_file_opened_as_text_is_a_user_error(kind, field, picture):
    with io.open(picture) as handle:
        with pytest.raises(UserError):
            kind(file_obj=handle)


@BOTH
def test_a_missing_file_is_a_user_error(kind, field):
    with pytest.raises(UserError) as caught:
        kind(filename='missing.png')
    assert 'missing.png' in str(caught.value)


def test_whether_there_is_content():
    assert Image(URL).has_content() and Video(base64=BASE64).has_content()
    assert not Image().has_content() and not Image(image_id='x').has_content()


def test_crop_is_refused_and_says_what_to_do():
    with pytest.raises(UserError) as caught:
        Image(URL, crop=[0.1, 0.2, 0.3, 0.4])
    assert 'crop' in str(caught.value)
    assert Image(URL, crop=None).crop is None


@pytest.mark.parametrize('arguments', [
    {'concepts': 'cat'}, {'not_concepts': 'cat'}, {'concepts': [5]}, {'not_concepts': ['']},
    {'concepts': Concept('a')}, {'metadata': ['a']}, {'metadata': 'k=v'}, {'geo': GeoPoint(1, 2)},
    {'geo': {'lat': 1}}, {'regions': [BoundingBox(0, 0, 1, 1)]}, {'regions': REGIONS[0]},
    {'regions': ['r']}, {'feedback_info': {'a': 1}}, {'url': 5}, {'url': [URL]}])
def test_arguments_of_the_wrong_kind_are_user_errors_that_name_them(arguments):
    with pytest.raises(UserError) as caught:
        Image(**arguments)
    assert list(arguments)[0] in str(caught.value)


@pytest.mark.parametrize('name', ['url', 'file_obj', 'filename', 'metadata', 'concepts', 'geo'])
@pytest.mark.parametrize('data', [bytearray(PICTURE), [TEXT]], ids=['bytes', 'list'])
def test_a_picture_given_under_the_wrong_name_is_not_shown(name, data):
    with pytest.raises(UserError) as caught:
        Image(**{name: data if name != 'concepts' else [data]})
    assert name in str(caught.value) or 'crop' in str(caught.value)  # a list was once a crop
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize('url', ['', '   '])
def test_an_empty_url_is_no_content(url):
    assert not Image(url).has_content()


# Copies

def test_an_image_made_from_a_file_can_be_pickled_and_copied(picture):
    with open(picture, 'rb') as handle:
        image = Image(file_obj=handle, image_id='i')
        copies = [pickle.loads(pickle.dumps(image, protocol))
                  for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
        copies += [copy.copy(image), copy.deepcopy(image)]
        assert image.file_obj is handle
    for again in copies:
        assert again == image and again.file_obj is None
        assert again.dict() == image.dict()


def test_images_of_one_content_are_equal(picture):
    assert Image(filename=picture) == Image(file_obj=io.BytesIO(PICTURE)) == Image(base64=BASE64)


# From an answer

ITEM = {
    'id': 'i', 'created_at': 't', 'status': {'code': 30000, 'description': 'Download complete'},
    'data': {
        'image': {'url': URL, 'allow_duplicate_url': True, 'hosted': {'prefix': 'p'}},
        'concepts': [{'id': 'c1', 'name': 'cat', 'value': 1},
                     {'id': 'c2', 'name': 'dog', 'value': 0},
                     {'id': 'c3', 'name': '', 'value': 1.0}, {'id': 'c4'},
                     {'id': 'c5', 'name': 'half', 'value': 0.5}],
        'metadata': {'k': 1}, 'geo': GEO.dict()['geo'], 'regions': [REGIONS[0].dict()]}}


def test_an_image_of_an_answer():
    image = input_from_json(ITEM, 0.75)
    assert type(image) is Image
    assert (image.input_id, image.url, image.allow_dup_url, image.score) == ('i', URL, True, 0.75)
    assert image.concepts == ['cat', 'c3', 'c4'] and image.not_concepts == ['dog', 'half']
    assert (image.metadata, image.geo, image.regions) == ({'k': 1}, GEO, REGIONS)
    assert image.status == ApiStatus({'code': 30000, 'description': 'Download complete'})


def test_a_video_of_an_answer():
    video = input_from_json({'id': 'v', 'data': {'video': {'base64': TEXT}}})
    assert type(video) is Video and (video.input_id, video.base64) == ('v', TEXT)
    assert video.dict() == {'id': 'v', 'data': {'video': {'base64': TEXT}}}


@pytest.mark.parametrize('data', [
    {'image': {}}, {'image': None}, {'image': {}, 'concepts': None, 'regions': None, 'geo': None}])
def test_an_answer_that_lacks_everything(data):
    image = input_from_json({'data': data})
    assert (image.url, image.base64, image.input_id, image.concepts, image.not_concepts, image.geo,
            image.regions, image.status, image.metadata) == (None,) * 9
    assert image.score == 0


def test_an_input_of_an_answer_can_be_sent_again():
    content = input_from_json(ITEM).dict()['data']['image']
    assert content == {'url': URL, 'allow_duplicate_url': True}


@pytest.mark.parametrize('data', [
    {'text': {'raw': 'hello'}}, {'audio': {'url': URL}}, {},
    {'text': {'raw': 'a'}, 'geo': GEO.dict()['geo'], 'concepts': [{'id': 'c', 'value': 1}],
     'metadata': {'k': 1}}])
def test_what_is_neither_image_nor_video_is_an_input_with_its_data(data):
    item = {'id': 'x', 'data': data, 'status': {'code': 30000, 'description': 'Download complete'}}
    made = input_from_json(item, 0.5)
    assert type(made) is Input and (made.input_id, made.score, made.data) == ('x', 0.5, data)
    assert made.status.code == 30000 and made.metadata == data.get('metadata')
    assert made.dict().get('data', {}) == data
    assert made == input_from_json(item, 0.5) != input_from_json(dict(item, data={}), 0.4)


def test_an_input_without_any_data():
    assert input_from_json({'id': 'x'}).dict() == {'id': 'x'}


# The *_by_url, *_by_bytes ... calls

@pytest.mark.parametrize('is_video, kind', [(False, Image), (True, Video), (1, Video), (0, Image)])
def test_media_of_a_call(is_video, kind, picture):
    assert media_of(url=' ' + URL, is_video=is_video) == kind(URL)
    assert media_of(base64=TEXT, is_video=is_video) == kind(base64=TEXT)
    for raw in (PICTURE, bytearray(PICTURE), memoryview(PICTURE), io.BytesIO(PICTURE)):
        assert media_of(raw_bytes=raw, is_video=is_video) == kind(base64=BASE64)
    assert media_of(filename=picture, is_video=is_video) == kind(base64=BASE64)


def test_a_missing_file_of_a_call_is_the_ioerror_of_open():
    with pytest.raises(IOError):
        media_of(filename='missing.png')


def test_bytes_of_a_call_must_be_bytes():
    with pytest.raises(UserError) as caught:
        media_of(raw_bytes=u'text')
    assert 'raw_bytes' in str(caught.value)
