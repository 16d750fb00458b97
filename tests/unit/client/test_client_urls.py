"""Addresses in place of ids."""
from __future__ import annotations

import pytest

from clarifai.client.urls import identify, place_of
from clarifai.errors import UserError


@pytest.mark.parametrize('url, place', [
    ('https://clarifai.com/u/a/models/m', ('u', 'a', 'm', '')),
    ('https://clarifai.com/u/a/models/m/', ('u', 'a', 'm', '')),
    ('http://localhost:8080/u/a/models/m?tab=versions#top', ('u', 'a', 'm', '')),
    (' clarifai.com/u/a/models/m%20n ', ('u', 'a', 'm n', '')),
    ('https://clarifai.com/u/a/models/m/versions/v', ('u', 'a', 'm', 'v')),
    ('https://clarifai.com/u/a/models/m/model_versions/v', ('u', 'a', 'm', 'v')),
    ('https://api.clarifai.com/v2/users/u/apps/a/models/m', ('u', 'a', 'm', '')),
    ('https://api.clarifai.com/v2/users/u/apps/a/models/m/versions/v', ('u', 'a', 'm', 'v')),
])
def test_an_address_has_user_app_id_and_version(url, place):
    assert place_of(url, 'models') == place


def test_the_address_of_an_app_has_two_parts():
    assert place_of('https://clarifai.com/u/a', 'apps')[:2] == ('u', 'a')
    assert place_of('https://api.clarifai.com/v2/users/u/apps/a', 'apps')[:2] == ('u', 'a')


@pytest.mark.parametrize('url, why', [
    ('general', 'does not begin with https://'),
    ('', 'does not begin with https://'),
    ('ftp://clarifai.com/u/a/models/m', 'does not begin with https://'),
    ('https://[clarifai.com/u/a/models/m', 'no address'),
    ('https://clarifai.com/u/a', 'no /models/'),
    ('https://clarifai.com/u/a/models', 'no /models/'),
    ('https://clarifai.com/u//models/m', 'a part of it is empty'),
    ('https://clarifai.com/u/a/workflows/w', r'one of workflows: use Workflow\(url\)'),
    ('https://clarifai.com/u/a/models/m/versions', 'no /models/'),
    ('https://clarifai.com/u/a/models/m/outputs/o', 'is no version'),
    ('https://api.clarifai.com/v2/models/m', 'no user and app'),
    (5, 'must be text, not 5'),
])
def test_another_address_is_refused_and_why(url, why):
    with pytest.raises(UserError, match=why):
        place_of(url, 'models')


def test_a_refusal_shows_how_an_address_looks():
    with pytest.raises(UserError, match='https://clarifai.com/USER/APP/models/ID'):
        place_of('general', 'models')
    with pytest.raises(UserError, match='https://clarifai.com/USER/APP$'):
        place_of('general', 'apps')


def test_a_password_in_an_address_is_not_shown():
    with pytest.raises(UserError) as caught:
        place_of('https://me:secret-password@clarifai.com/u/a', 'models')
    assert 'secret-password' not in str(caught.value)


def test_an_id_stands_for_itself():
    options = {'user_id': 'u', 'app_id': 'a'}
    assert identify('models', 'model_id', '', 'm', options) == ('u', 'a', 'm', '')
    assert identify('models', 'model_id', None, 'm', {}) == ('', '', 'm', '')


@pytest.mark.parametrize('url, given, options, why', [
    ('https://clarifai.com/u/a/models/m', 'm', {}, 'url or model_id, not both'),
    ('', '', {}, 'needs url or model_id'),
    (None, None, {}, 'needs url or model_id'),
    ('', 5, {}, 'model_id must be text'),
    ('https://clarifai.com/u/a/models/m', '', {'user_id': 'other'}, "user_id 'u'.*leave that out"),
    ('https://clarifai.com/u/a/models/m', '', {'app_id': 'other'}, "app_id 'a'.*leave that out"),
])
def test_one_of_both_is_wanted(url, given, options, why):
    with pytest.raises(UserError, match=why):
        identify('models', 'model_id', url, given, options)
