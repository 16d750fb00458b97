# -*- coding: utf-8 -*-
"""Values in every form that 2.6.2 took: bytes, numbers, base64."""
from __future__ import absolute_import

import array
import base64
import decimal
import io
import os
import subprocess
import sys

import pytest
import six

from answers import BASE, URL
from clarifai.errors import UserError
from clarifai.rest import (
    BoundingBox, ClarifaiApp, Concept, GeoLimit, GeoPoint, Image, InputSearchTerm, Model,
    ModelOutputConfig, OutputSearchTerm, Region, RegionInfo, SearchQueryBuilder, Video, Workflow)
from platform_api import APP, PAT, USER

DATA = b'\x89PNG a picture \xff\xfe\xfd\xfb\xef\xbe'
BASE64 = base64.b64encode(DATA).decode('ascii')
assert '+' in BASE64 and '/' in BASE64


class OnlyGetvalue(object):

    def getvalue(self):
        return DATA


class Reader(object):
    """A stream whose ``read()`` gives bytes in some form."""

    def __init__(self, given):
        self._given = given

    def read(self):
        return self._given


def numpy_array(shape):
    numpy = pytest.importorskip('numpy')
    return numpy.frombuffer(DATA, numpy.uint8).reshape(shape)


BUFFERS = {
    'bytes': lambda: DATA, 'bytearray': lambda: bytearray(DATA),
    'memoryview': lambda: memoryview(DATA), 'array': lambda: array.array('B', bytearray(DATA)),
    'numpy': lambda: numpy_array((-1,)), 'imencode': lambda: numpy_array((-1, 1)),
    'strided': lambda: numpy_array((-1,)).repeat(2)[::2]}
if six.PY2:
    BUFFERS['buffer'] = lambda: buffer(DATA)  # noqa: F821 (of 2.7)
STREAMS = {
    'BytesIO': lambda: io.BytesIO(DATA), 'getvalue': OnlyGetvalue,
    'view': lambda: Reader(memoryview(DATA)), 'array': lambda: Reader(array.array('B', DATA)),
    'bytearray': lambda: Reader(bytearray(DATA))}


def each(makers):
    return pytest.mark.parametrize('make', [makers[name] for name in sorted(makers)],
                                   ids=sorted(makers))


@pytest.fixture
def model(app):
    return app.models.get(model_id='m')


def sent_base64(http):
    """The base64 of the only picture of the latest request, as text."""
    item, = http.last.params['inputs']
    return (item['data'].get('image') or item['data']['video'])['base64']


# Bytes

@each(dict(BUFFERS, **STREAMS))
def test_bytes_of_any_kind(app, http, model, make):
    http.answer({'outputs': []}, {'inputs': []}, {'hits': []}, {'results': []})
    model.predict_by_bytes(make())
    assert sent_base64(http) == BASE64
    app.inputs.create_image_from_bytes(make())
    assert sent_base64(http) == BASE64
    app.inputs.search_by_image(imgbytes=make())
    term, = http.last.params['query']['ands']
    assert term['output']['input']['data']['image']['base64'] == BASE64


@each(STREAMS)
@pytest.mark.parametrize('kind', [Image, Video])
def test_files_of_any_kind(app, http, kind, make):
    assert kind(file_obj=make()).base64 == BASE64.encode('ascii')
    http.answer({'hits': []})
    app.inputs.search_by_image(fileobj=make())
    term, = http.last.params['query']['ands']
    assert term['output']['input']['data']['image']['base64'] == BASE64


def test_a_buffer_that_changes_afterwards_does_not_change_what_is_sent():
    given = bytearray(DATA)
    image = Image(file_obj=Reader(given))
    given[:] = b'other'
    assert image.base64 == BASE64.encode('ascii')


@pytest.mark.parametrize('wrong', [
    lambda: 5, lambda: u'text', lambda: [1, 2], lambda: object(), lambda: Reader(u'text'),
    lambda: Reader(None), lambda: 2.5, lambda: array.array('B', [1])[0]])
def test_what_is_no_bytes(http, model, wrong):
    with pytest.raises(UserError) as caught:
        model.predict_by_bytes(wrong())
    assert 'bytes' in str(caught.value) and http.requests == []


@pytest.mark.skipif(not six.PY2, reason='on Python 3 a file without "b" gives text')
def test_on_2_7_a_file_need_not_be_opened_with_b(tmpdir):
    path = tmpdir.join('picture')
    path.write_binary(DATA)
    with open(str(path)) as handle:
        assert Image(file_obj=handle).base64 == BASE64
    with os.popen('cat "%s"' % path) as pipe:
        assert Image(file_obj=pipe).base64 == BASE64
    path.write_binary(b'a text')
    with open(str(path)) as handle:
        with pytest.raises(UserError) as caught:
            Image(file_obj=handle)
    assert 'text' in str(caught.value)


# Base64

@pytest.mark.parametrize('form', [
    lambda text: text, lambda text: text.encode('ascii'), lambda text: text.rstrip('='),
    lambda text: bytearray(text.encode('ascii')), lambda text: memoryview(text.encode('ascii')),
    lambda text: '\n'.join([text[:8], text[8:]])])
@pytest.mark.parametrize('text', [
    BASE64, base64.urlsafe_b64encode(DATA).decode('ascii'),
    base64.urlsafe_b64encode(DATA[:-1]).decode('ascii'),
    base64.urlsafe_b64encode(DATA[:-2]).decode('ascii')])
def test_base64_in_both_alphabets_with_and_without_padding(app, http, model, form, text):
    expected = text.replace('-', '+').replace('_', '/')
    http.answer({'outputs': []}, {'inputs': []}, {'hits': []})
    model.predict_by_base64(form(text))
    assert sent_base64(http) == expected
    app.inputs.create_image_from_base64(form(text))
    assert sent_base64(http) == expected
    app.inputs.search_by_image(base64bytes=form(text))
    term, = http.last.params['query']['ands']
    assert term['output']['input']['data']['image']['base64'] == expected


# Numbers

class Text(str):
    """A text of a class of its own."""


def numpy_scalar(name, value):
    return getattr(pytest.importorskip('numpy'), name)(value)


HALVES = [lambda: '0.5', lambda: u' 0.5 ', lambda: decimal.Decimal('0.5'), lambda: 0.5,
          lambda: Text('.5'), lambda: numpy_scalar('float32', 0.5),
          lambda: numpy_scalar('float64', 0.5)]
FIVES = [lambda: '5', lambda: u'5', lambda: 5.0, lambda: decimal.Decimal(5), lambda: '5.0',
         lambda: numpy_scalar('int64', 5), lambda: numpy_scalar('uint8', 5),
         lambda: numpy_scalar('float32', 5), lambda: 5]


@pytest.mark.parametrize('half', HALVES)
@pytest.mark.parametrize('five', [FIVES[0], FIVES[3], FIVES[5]])
def test_options_as_numbers_of_any_kind(app, http, model, half, five):
    http.answer({'outputs': []}, {'results': []})
    model.predict_by_url(URL, min_value=half(), max_concepts=five(), sample_ms=five())
    config = http.last.params['model']['output_info']['output_config']
    assert config == {'min_value': 0.5, 'max_concepts': 5, 'sample_ms': 5}
    assert [type(config[name]) for name in sorted(config)] == [int, float, int]
    Workflow(app.api, workflow_id='w').predict_by_url(URL, min_value=half())
    assert http.last.params['output_config'] == {'min_value': 0.5}


@pytest.mark.parametrize('five', FIVES)
def test_pages_as_numbers_of_any_kind(app, http, five):
    http.answer({'inputs': []}, {'hits': []}, {'models': []})
    app.inputs.get_by_page(five(), five())
    assert http.last.params == {'page': 5, 'per_page': 5}
    assert type(http.last.params['page']) is int
    app.inputs.search_by_original_url(URL, page=five())
    assert http.last.params['pagination']['page'] == 5
    app.models.get_by_page(page=five())
    assert http.last.params['page'] == 5


@pytest.mark.parametrize('half', HALVES)
def test_places_and_thresholds_as_numbers_of_any_kind(half):
    point = GeoPoint(half(), half()).dict()['geo_point']
    assert point == {'longitude': 0.5, 'latitude': 0.5}
    assert GeoLimit('mile', half()).dict()['geo_limit']['value'] == 0.5
    box = BoundingBox(half(), half(), half(), half()).dict()['bounding_box']
    assert box == {'top_row': 0.5, 'left_col': 0.5, 'bottom_row': 0.5, 'right_col': 0.5}
    assert [type(edge) for edge in box.values()] == [float] * 4


@pytest.mark.parametrize('half', HALVES)
def test_values_of_concepts_as_numbers_of_any_kind(app, http, half):
    http.answer({'hits': []}, {'outputs': []}, {'inputs': []})
    app.inputs.search_by_predicted_concepts(concept='cat', value=half())
    concept, = http.last.params['query']['ands'][0]['output']['data']['concepts']
    assert concept['value'] == 0.5 and type(concept['value']) is float
    region = Region(RegionInfo(BoundingBox(0, 0, 1, 1)), [Concept('cat', 'cat', value=half())])
    app.inputs.create_image(Image(URL, regions=[region]))
    sent, = http.last.params['inputs'][0]['data']['regions'][0]['data']['concepts']
    assert sent['value'] == 0.5


def test_a_time_at_the_place_of_a_value_is_still_one():
    concept = Concept('cat', 'cat', None, None, '2016-09-28T21:15:19Z')
    assert (concept.value, concept.updated_at) == (None, '2016-09-28T21:15:19Z')


@pytest.mark.parametrize('call, name', [
    (lambda wrong: ModelOutputConfig(min_value=wrong), 'min_value'),
    (lambda wrong: ModelOutputConfig(max_concepts=wrong), 'max_concepts'),
    (lambda wrong: ModelOutputConfig(sample_ms=wrong), 'sample_ms'),
    (lambda wrong: GeoPoint(wrong, 0), 'longitude'), (lambda wrong: GeoPoint(0, wrong), 'latitude'),
    (lambda wrong: GeoLimit('mile', wrong), 'limit_range'),
    (lambda wrong: BoundingBox(0, 0, wrong, 1).dict(), 'bottom_row'),
    (lambda wrong: ClarifaiApp(pat=PAT, base_url=BASE).inputs.get_by_page(wrong), 'page')])
@pytest.mark.parametrize('wrong, kind', [
    ('half', ValueError), ('', ValueError), (float('nan'), ValueError), ('inf', ValueError),
    ('1e999', ValueError), ([1], TypeError), ({}, TypeError)])
def test_an_error_about_a_number_names_the_argument_and_its_value(call, name, wrong, kind):
    with pytest.raises(UserError) as caught:
        call(wrong)
    assert isinstance(caught.value, kind)
    assert name in str(caught.value)
    assert repr(wrong) in str(caught.value).replace("u'", "'")


def test_a_number_that_is_set_later_is_one_as_well():
    config = ModelOutputConfig()
    config.min_value = '0.25'
    assert config.dict() == {'output_config': {'min_value': 0.25}}
    config.max_concepts = 'many'
    with pytest.raises(UserError):
        config.dict()


# Texts of 2.7, which are bytes

NAME = u'\u5f17\u5229\u8428'


@pytest.mark.parametrize('action', ['merge', 'remove'])
def test_ids_in_bytes_are_those_of_the_server(http, action):
    """On 2.7 a text in a script is bytes; the JSON of an answer has Unicode."""
    given = NAME.encode('utf-8') if six.PY2 else NAME
    app = ClarifaiApp(pat=PAT, user_id=USER, app_id=APP, base_url=BASE)
    kept = '{"concepts": ["%s", "x"]}' % NAME.encode('unicode-escape').decode('ascii')
    item = {'id': 'm', 'metadata': {'clarifai_rest_training': kept}}
    http.answer({'model': item}, {'models': [item]})
    model = Model(app.api, model_id='m').update(action=action, concept_ids=[given])
    names = [concept.concept_id for concept in model.concepts]
    assert names == ([NAME, 'x'] if action == 'merge' else ['x'])


def test_bytes_of_2_7_in_queries_and_paths(app, http):
    given = NAME.encode('utf-8') if six.PY2 else NAME
    http.answer({'input': None}, {'hits': []})
    app.inputs.get(given)
    assert http.last.path == '/v2/inputs/%E5%BC%97%E5%88%A9%E8%90%A8'
    query = SearchQueryBuilder()
    query.add_term(OutputSearchTerm(concept=given))
    query.add_term(InputSearchTerm(concept_id=given))
    app.inputs.search(query)
    assert len(http.last.params['query']['ands']) == 2


PROGRAM = u'''# -*- coding: utf-8 -*-
from clarifai.rest import Image
assert Image(filename=u"%s").base64
from clarifai.content import content_of_path
assert len(content_of_path(u"%s")) == 4
try:
    content_of_path(u"%s-missing")
except IOError as error:
    assert error.errno == 2, error
    print(type(error).__name__)
'''


def test_a_file_whose_name_the_locale_does_not_know(tmpdir):
    name = os.path.join(str(tmpdir), u'caf\xe9.png' if six.PY3 else u'caf\xe9.png'.encode('utf-8'))
    with open(name, 'wb') as handle:
        handle.write(b'abc')
    program = os.path.join(str(tmpdir), 'program.py')
    text = PROGRAM % ((name if six.PY3 else name.decode('utf-8'),) * 3)
    with io.open(program, 'w', encoding='utf-8') as handle:
        handle.write(text)
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
        os.path.abspath(__file__)))))
    environment = dict(os.environ, LANG='C', LC_ALL='C', PYTHONPATH=root)
    printed = subprocess.check_output([sys.executable, '-W', 'ignore', program], env=environment)
    assert b'Error' in printed
