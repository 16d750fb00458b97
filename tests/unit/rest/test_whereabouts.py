"""Where the public models of 2.x are today."""
from __future__ import absolute_import

import pytest

from clarifai.rest import catalogue, whereabouts
from clarifai.rest.public_models import PUBLIC_MODEL_IDS


def one(name):
    [row] = whereabouts.of(name)
    return row[1:]


@pytest.mark.parametrize('name, row', [
    ('food-items-v1.0', ('concept', 'food-item-v1-recognition', 'PAT', '', '')),
    ('bd367be194cf45149e75f01d59f77ba7', ('concept', 'food-item-v1-recognition', 'PAT', '', '')),
    ('weddings-v1.0', ('concept', 'c386b7a870114f4a87477c0824499348', 'PAT', '', '')),
    ('a403429f2ddf4b49b307e318f00e528b', (
        'facedetect', 'a403429f2ddf4b49b307e318f00e528b', 'PAT', '', 'face-detection')),
    ('celeb-v1.3', ('facedetect-identity', 'celebrity-face-detection', 'nobody',
                    'decommissioned 2025-12-31', 'face-detection, which names nobody')),
    ('travel-v1.0', ('concept', 'travel-recognition', 'nobody', 'decommissioned 2025-12-31',
                     'general-image-recognition')),
    ('demographics', ('facedetect-demographics', None, 'nobody', 'retired 2020-10-16',
                      'workflow Demographics')),
    ('focus', ('focus', None, 'nobody', 'retired 2020-02-01', '')),
    ('nougat-base', (None, 'nougat-base', 'nobody', 'decommissioned 2025-12-31',
                     'a language or vision model of the Community')),
    ('eed0b6733a644cea07cf4c60f87ebb7', ('color', 'color-recognition', 'PAT', '', ''))])
def test_rows(name, row):
    assert one(name) == row


@pytest.mark.parametrize('name', [
    'food-item-recognition', '9504135848be0dd2c39bdab0002f78e9',
    'https://clarifai.com/clarifai/main/models/food-item-recognition'])
def test_ids_of_today_and_addresses_are_known(name):
    assert one(name)[1] == 'food-item-recognition'


def test_a_name_of_several_models_gives_them_all():
    assert [row.today for row in whereabouts.of('general-v1.3')] == [
        'general-image-recognition', 'general-image-embedding']


@pytest.mark.parametrize('name', ['General-V1.4', 'Celebrity', 'FOOD-items', 'textures & patterns'])
def test_case_blanks_and_versions_do_not_count(name):
    assert whereabouts.of(name)[0].today == catalogue.find_alike(name).today_id


@pytest.mark.parametrize('name, near', [
    ('genral', 'general'), ('demografics', 'demographics'), ('FOOD-item', 'food-items-v1.0'),
    ('aaa03c23b3724a16a56b629203edc62', 'aaa03c23b3724a16a56b629203edc62c'),
    ('celebrity-face-detect', 'celebrity-face-detection')])
def test_what_is_not_known_has_near_misses(name, near):
    assert whereabouts.of(name) == []
    assert near in whereabouts.alike(name)


def test_nothing_is_like_what_is_like_nothing():
    assert whereabouts.of('xyzzy') == [] and whereabouts.alike('xyzzy') == []


def test_all_have_every_name_and_id_of_2x():
    rows = whereabouts.of_all()
    known = [row.name for row in rows]
    assert set(PUBLIC_MODEL_IDS.values()) <= set(known)
    for model in catalogue.all_models():
        assert set(model.names + model.ids) <= set(known)
    assert len(set(row[:2] for row in rows)) == len(rows)


def test_what_is_gone_says_since_when_and_what_is_not_does_not():
    for row in whereabouts.of_all():
        same = [model for model in catalogue.all_of_name(row.name) if model.type == row.type]
        model = same[0] if same else catalogue.decommissioned(row.name)
        is_gone = model.status in (catalogue.RETIRED, catalogue.DECOMMISSIONED)
        assert bool(row.gone) == is_gone and (row.opened_by == 'nobody') == is_gone, row
        assert row.gone[-10:].count('-') == (2 if is_gone else 0)
        assert not is_gone or catalogue.retirement_notice(row.name)
