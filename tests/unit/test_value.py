"""What all value objects share: comparing, hashing, printing, copying, pickling."""
from __future__ import absolute_import

import copy
import io
import pickle

import pytest

from clarifai.rest.client import (
    ApiResponse, ApiStatus, BoundingBox, Concept, Face, FaceAgeAppearance, FaceGenderAppearance,
    FaceIdentity, FaceMulticulturalAppearance, FeedbackInfo, Geo, GeoBox, GeoLimit, GeoPoint, Image,
    InputCounts, InputSearchTerm, ModelOutputConfig, ModelOutputInfo, OutputSearchTerm, Region,
    RegionInfo, SearchQueryBuilder, Video, pagination)
from clarifai.value import Value

BASE64 = 'iVBORw0KGgoAAAANSUhEUg' * 40


def query(language=None, concept='cat'):
    builder = SearchQueryBuilder(language)
    builder.add_term(InputSearchTerm(concept=concept))
    return builder


# Each makes a value; the second makes one that differs in one attribute.
PAIRS = [
    (lambda: Concept('cat', 'c1', 'app', 't', 0.5), lambda: Concept('cat', 'c1', 'app', 't', 0.6)),
    (lambda: GeoPoint(1, 2), lambda: GeoPoint(1, 3)),
    (lambda: GeoLimit('mile', 3), lambda: GeoLimit('kilometer', 3)),
    (lambda: GeoBox(GeoPoint(1, 2), GeoPoint(3, 4)),
     lambda: GeoBox(GeoPoint(1, 2), GeoPoint(3, 5))),
    (lambda: Geo(GeoPoint(1, 2), GeoLimit()), lambda: Geo(GeoPoint(1, 2))),
    (lambda: BoundingBox(0, 0.5, 1, 1), lambda: BoundingBox(0, 0.4, 1, 1)),
    (lambda: RegionInfo(BoundingBox(0, 0, 1, 1)), lambda: RegionInfo()),
    (lambda: Region(RegionInfo(), [Concept('a')], 'r'), lambda: Region(RegionInfo(), None, 'r')),
    (lambda: FaceIdentity([Concept('a')]), lambda: FaceIdentity([Concept('b')])),
    (lambda: FaceAgeAppearance([Concept('a')]), lambda: FaceAgeAppearance([])),
    (lambda: FaceGenderAppearance([Concept('a')]), lambda: FaceGenderAppearance([Concept('b')])),
    (lambda: FaceMulticulturalAppearance([Concept('a')]),
     lambda: FaceMulticulturalAppearance(None)),
    (lambda: Face(FaceIdentity([Concept('a')])), lambda: Face()),
    (lambda: FeedbackInfo('u', 's', 'annotation', 'o'), lambda: FeedbackInfo('u')),
    (lambda: ApiStatus({'code': 10000, 'description': 'Ok'}), lambda: ApiStatus({'code': 10000})),
    (lambda: InputCounts({'counts': {'errors': 3}}), lambda: InputCounts({})),
    (lambda: pagination(2, 5), lambda: pagination(2, 6)),
    (lambda: ModelOutputConfig(True, language='en'),
     lambda: ModelOutputConfig(False, language='en')),
    (lambda: ModelOutputInfo([Concept('a')], ModelOutputConfig()), lambda: ModelOutputInfo()),
    (lambda: InputSearchTerm(concept='a'), lambda: InputSearchTerm(concept='a', value=False)),
    (lambda: OutputSearchTerm(url='u'), lambda: OutputSearchTerm(url='v')),
    (lambda: query('zh'), lambda: query('en')),
    (lambda: query(), lambda: query(concept='dog')),
    (lambda: Image('u', image_id='i', concepts=['a'], metadata={'k': [1]}),
     lambda: Image('u', image_id='i', concepts=['a'], metadata={'k': [2]})),
    (lambda: Image(file_obj=io.BytesIO(b'abc')), lambda: Image(file_obj=io.BytesIO(b'abd'))),
    (lambda: Video('u', video_id='v'), lambda: Video('u', video_id='w')),
]
VALUES = [make for make, _ in PAIRS] + [ApiResponse]


@pytest.mark.parametrize('make, other', PAIRS)
def test_equal_by_value(make, other):
    assert make() == make() and not make() != make()
    assert make() != other() and not make() == other()


def test_values_of_other_classes_are_not_equal():
    assert Image('u') != Video('u')
    assert FaceIdentity([]) != FaceAgeAppearance([])
    assert Concept('a') != 'a' and not Concept('a') == 'a'
    assert Concept('a') != None  # noqa: E711
    assert ApiResponse() == ApiResponse()


def test_comparing_leaves_the_other_object_its_say():
    class Anything(object):
        def __eq__(self, other):
            return True

        def __ne__(self, other):
            return False

    assert Concept('a') == Anything() and not Concept('a') != Anything()


@pytest.mark.parametrize('make, other', PAIRS)
def test_can_be_keys_and_members_of_sets(make, other):
    assert hash(make()) == hash(make())
    assert {make(): 'found'}[make()] == 'found'
    assert len(set([make(), make(), other()])) == 2


@pytest.mark.parametrize('make', VALUES)
@pytest.mark.parametrize('protocol', range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles(make, protocol):
    again = pickle.loads(pickle.dumps(make(), protocol))
    assert again == make() and type(again) is type(make())
    if hasattr(again, 'dict'):
        assert again.dict() == make().dict()


@pytest.mark.parametrize('make', VALUES)
def test_copies(make):
    value = make()
    for again in (copy.copy(value), copy.deepcopy(value)):
        assert again == value and again is not value


def test_a_deep_copy_shares_nothing():
    image = Image('u', concepts=['a'], metadata={'k': [1]})
    again = copy.deepcopy(image)
    again.metadata['k'].append(2)
    again.concepts.append('b')
    assert image.metadata == {'k': [1]} and image.concepts == ['a']


@pytest.mark.parametrize('make', VALUES)
def test_the_repr_names_the_class_and_is_one_short_line(make):
    shown = repr(make())
    assert type(shown) is str
    assert shown.startswith(type(make()).__name__ + '(') and shown.endswith(')')
    assert '\n' not in shown and ' object at 0x' not in shown


def test_the_repr_shows_what_is_set_and_leaves_out_the_rest():
    assert repr(Concept('cat', 'c1', value=0.5)) == (
        "Concept(concept_id='c1', concept_name='cat', value=0.5)")
    assert repr(Concept()) == 'Concept()'
    assert repr(Image('u', image_id='i', concepts=['a'])) == (
        "Image(concepts=['a'], input_id='i', score=0, url='u')")


@pytest.mark.parametrize('image', [
    Image(base64=BASE64), Image(base64=BASE64.encode('ascii')),
    Image(base64=bytearray(BASE64.encode('ascii'))), Image(file_obj=io.BytesIO(b'\x89PNG' * 200)),
    Video(base64=BASE64), OutputSearchTerm(base64=BASE64), Image(metadata={'picture': BASE64}),
    InputSearchTerm(metadata={'picture': [BASE64]})])
def test_no_repr_shows_a_picture(image):
    assert len(repr(image)) < 200
    assert BASE64[:40] not in repr(image) and BASE64[:40] not in str(image)


def test_the_repr_of_a_query_shows_its_terms_but_no_picture():
    builder = SearchQueryBuilder()
    builder.add_term(OutputSearchTerm(base64=BASE64))
    assert 'OutputSearchTerm' in repr(builder) and BASE64[:40] not in repr(builder)


def test_the_repr_is_ascii_on_every_python():
    repr(Concept(u'caf\xe9 \u732b')).encode('utf-8')
    str(Image(u'https://pics.test/\u732b'))


def test_vars_shows_the_attributes_as_in_2x():
    assert vars(GeoPoint(1, 2)) == {'longitude': 1.0, 'latitude': 2.0}


def test_a_subclass_is_a_value_too():
    class Mine(Value):
        _hidden = ('handle',)

        def __init__(self, handle, x):
            self.handle, self.x = handle, x

    assert Mine(1, 'x') == Mine(2, 'x') and Mine(1, 'x') != Mine(1, 'y')
    assert repr(Mine(1, 'x')) == "Mine(x='x')"
