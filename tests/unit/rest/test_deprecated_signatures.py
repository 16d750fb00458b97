"""Older positional call forms, told apart by the types they are given."""
from __future__ import absolute_import

from collections import OrderedDict

import pytest

from clarifai.errors import UserError
from clarifai.rest import deprecated_signatures
from clarifai.rest.feedback import FeedbackInfo
from clarifai.rest.geo import Geo, GeoPoint
from clarifai.rest.media import Image
from clarifai.rest.regions import Region

URL = 'https://pics.test/i.jpg'
YES, NO = ['cat'], ['dog']
META = {'k': 1}
GEO = Geo(GeoPoint(1, 2))
REGIONS = [Region(region_id='r')]
INFO = FeedbackInfo('u')

# The fields of an Image that a form can set, in their order there; `None` stands for a crop.
FORMS = {
    '2.0.1': ['id', 'yes', 'no'],
    '2.0.2': ['id', 'yes', 'no', 'dup'],
    '2.0.7': ['id', 'yes', 'no', 'meta', 'dup'],
    '2.0.10': ['id', 'yes', 'no', 'meta', 'dup'],
    '2.0.15': ['id', 'yes', 'no', 'meta', 'geo', 'dup'],
    '2.0.28': ['id', 'yes', 'no', 'regions', 'meta', 'geo', 'info', 'dup'],
    'docs': ['id', 'yes', 'no', 'regions', 'meta', 'geo', 'dup'],
}
VALUES = {'id': 'my-id', 'yes': YES, 'no': NO, 'regions': REGIONS, 'meta': META, 'geo': GEO,
          'info': INFO, 'dup': True}
NAMES = {'id': 'input_id', 'yes': 'concepts', 'no': 'not_concepts', 'regions': 'regions',
         'meta': 'metadata', 'geo': 'geo', 'info': 'feedback_info', 'dup': 'allow_dup_url'}


def call(form, fields):
    """An Image by position in a form, with values for these fields and None for the others."""
    head = [URL, None, None]
    if form not in ('2.0.1', '2.0.2', '2.0.7'):
        head.append(None)  # filename
    head.append(None)      # crop
    return Image(*head + [VALUES[field] if field in fields else False if field == 'dup' else None
                          for field in FORMS[form]])


def check(image, fields):
    for field, name in NAMES.items():
        expected = VALUES[field] if field in fields else False if field == 'dup' else None
        assert getattr(image, name) == expected, name
    assert (image.url, image.crop) == (URL, None)


@pytest.mark.parametrize('form', sorted(FORMS))
def test_every_form_of_image_with_everything(form):
    check(call(form, FORMS[form]), FORMS[form])


@pytest.mark.parametrize('form', sorted(FORMS))
@pytest.mark.parametrize('dropped', ['yes', 'no', 'meta', 'geo', 'info', 'dup', 'regions'])
def test_every_form_of_image_without_one_of_them(form, dropped):
    fields = [field for field in FORMS[form] if field != dropped]
    check(call(form, fields), fields)


@pytest.mark.parametrize('form', ['2.0.10', '2.0.15', '2.0.28', 'docs'])
@pytest.mark.parametrize('field', ['meta', 'geo', 'info', 'dup', 'regions', 'id', 'yes', 'no'])
def test_forms_with_a_filename_take_each_field_alone(form, field):
    fields = [field] if field in FORMS[form] else []
    check(call(form, fields), fields)


@pytest.mark.parametrize('form', ['2.0.1', '2.0.2', '2.0.7'])
@pytest.mark.parametrize('fields', [['id'], ['yes'], ['id', 'no'], ['yes', 'no']])
def test_the_first_forms_are_known_by_an_id_or_concepts(form, fields):
    check(call(form, fields), fields)


def test_with_none_in_all_telling_places_the_order_is_the_documented_one():
    image = Image(URL, None, None, None, None, None, YES, NO)
    assert (image.concepts, image.not_concepts) == (YES, NO)


def test_the_first_forms_refuse_a_crop_and_say_so():
    for arguments in (([0, 0, 1, 1],), ([0, 0, 1, 1], 'my-id'), ([0, 0, 1, 1], None, YES)):
        with pytest.raises(UserError) as caught:
            Image(URL, None, None, *arguments)
        assert 'crop' in str(caught.value)


def test_keywords_go_with_the_documented_order():
    image = Image(URL, image_id='my-id', concepts=YES, not_concepts=NO, metadata=META, geo=GEO,
                  regions=REGIONS, feedback_info=INFO, allow_dup_url=True)
    check(image, list(NAMES))


def test_keywords_behind_an_old_form():
    image = Image(URL, None, None, None, 'my-id', YES, not_concepts=NO, metadata=META)
    check(image, ['id', 'yes', 'no', 'meta'])


def test_metadata_may_be_another_kind_of_dictionary():
    meta = OrderedDict([('k', 1)])
    image = Image(URL, None, None, None, None, 'my-id', YES, NO, meta)  # 2.0.10 to 2.0.27
    assert image.metadata == meta and image.regions is None


def test_all_forms_of_image_are_declared():
    assert len(Image.__init__.__legacy_signatures__) == 6


# create_image_from_*

@pytest.mark.parametrize('given, meant', [
    ((META, GEO, True), (META, GEO, True)),
    ((None, None, False), (None, None, False)),
    ((True, None, False), (None, None, True)),    # until 2.0.6
    ((False, None, False), (None, None, False)),
    ((META, True, False), (META, None, True)),    # until 2.0.14
    ((None, False, False), (None, None, False))])
def test_create_image(given, meant):
    assert deprecated_signatures.create_image(*given) == meant


# Pages

@pytest.mark.parametrize('given, meant', [
    ((False, False, 1, 20), (False, False, 1, 20)),
    ((True, False, 3, 5), (True, False, 3, 5)),
    ((False, True, 1, 20), (False, True, 1, 20)),
    ((3, False, 1, 20), (False, False, 3, 20)),   # until 2.0.17
    ((3, 5, 1, 20), (False, False, 3, 5)),
    ((3, False, 1, 5), (False, False, 3, 5)),
    ((0, 20, 1, 20), (False, False, 0, 20))])
def test_public_private_page(given, meant):
    assert deprecated_signatures.public_private_page(*given) == meant


@pytest.mark.parametrize('given, meant', [
    ((1, 20, False), (1, 20, False)),
    ((3, 5, True), (3, 5, True)),
    ((True, 20, False), (1, 20, True)),           # get_by_page(True), until 2.6.2
    ((True, 3, False), (3, 20, True)),            # get_by_page(True, 3)
    ((True, 3, 5), (3, 5, True)),
    ((False, 3, 5), (3, 5, False)),
    ((True, 20, 5), (20, 5, True)),               # get_by_page(True, 20, 5): page 20
    ((True, 1, 20), (1, 20, True))])
def test_workflows_page(given, meant):
    assert deprecated_signatures.workflows_page(*given) == meant


# Models

@pytest.mark.parametrize('given, meant', [
    (('general', None, None), ('general', None, None)),
    (('general', 'color', None), ('general', None, 'color')),      # until 2.0.27
    (('general', 'concept', None), ('general', None, 'concept')),
    (('general', 'an-id', None), ('general', 'an-id', None)),
    ((None, 'color', None), (None, 'color', None)),
    (('general', 'color', 'concept'), ('general', 'color', 'concept'))])
def test_model_get(given, meant):
    assert deprecated_signatures.model_get(*given) == meant


@pytest.mark.parametrize('given, meant', [
    (('merge', None, None, None, None), ('merge', None, None, None, None)),
    (('overwrite', 'name', True, False, ['a']), ('overwrite', 'name', True, False, ['a'])),
    (('remove', None, None, None, ['a']), ('remove', None, None, None, ['a'])),
    (('new name', None, None, None, None), ('merge', 'new name', None, None, None)),  # 2.0.11
    (('new name', True, False, ['a'], None), ('merge', 'new name', True, False, ['a'])),
    ((None, True, False, ['a'], None), ('merge', None, True, False, ['a']))])
def test_model_update(given, meant):
    assert deprecated_signatures.model_update(*given) == meant


@pytest.mark.parametrize('given', [
    ('append', None, None, None, ['x']), ('append', 'name', None, None, None),
    (5, None, None, None, None), (['merge'], None, None, None, None)])
def test_model_update_refuses_other_actions_and_lists_them(given):
    with pytest.raises(UserError) as caught:
        deprecated_signatures.model_update(*given)
    assert 'merge, remove, overwrite' in str(caught.value)
