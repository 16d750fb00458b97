"""What a request is about and which dialect it is in, before anything of it is looked up."""
from __future__ import absolute_import

import pytest

pytest.importorskip('sklearn')

from clarifai.sandbox import errors  # noqa: E402
from clarifai.sandbox.access import app_of_request  # noqa: E402
from clarifai.sandbox.web import dialect, routes  # noqa: E402
from clarifai.sandbox.access.access import Access, PublicModels  # noqa: E402
from clarifai.sandbox.store.database import Database  # noqa: E402
from clarifai.sandbox.store.metadata_entries import words_of  # noqa: E402


@pytest.mark.parametrize('path, rest, named', [
    ('/v2/users/u/apps/a/inputs', '/v2/inputs', ('u', 'a')),
    ('/v2/users/u%2Fv/apps/a%20b/models/m/outputs', '/v2/models/m/outputs', ('u/v', 'a b')),
    ('/v2/users/users/apps/apps/inputs/', '/v2/inputs', ('users', 'apps')),
    ('/v2/inputs', '/v2/inputs', None), ('/v2/users/u/apps/a', '/v2/users/u/apps/a', None),
    ('/v2/users//apps/a/inputs', '/v2/users//apps/a/inputs', None),
    ('/v1/users/u/apps/a/inputs', '/v1/users/u/apps/a/inputs', None), ('', '', None)])
def test_paths(path, rest, named):
    assert app_of_request.of_path(path) == (rest, named)


@pytest.mark.parametrize('in_path, query, body, named', [
    (None, {}, {}, None), (('u', 'a'), {}, {}, ('u', 'a')),
    (None, {}, {'user_app_id': {'user_id': 'u', 'app_id': 'a'}}, ('u', 'a')),
    (None, {}, {'user_app_id': {'app_id': 'a'}}, ('me', 'a')),
    (None, {'user_app_id.user_id': 'u', 'user_app_id.app_id': 'a'}, {}, ('u', 'a')),
    (('u', 'a'), {'user_app_id.app_id': 'a'}, {'user_app_id': {}}, ('u', 'a'))])
def test_names(in_path, query, body, named):
    assert app_of_request.named_app(in_path, query, body) == named


def test_names_that_disagree():
    with pytest.raises(errors.RequestError):
        app_of_request.named_app(('u', 'a'), {}, {'user_app_id': {'user_id': 'v'}})


@pytest.mark.parametrize('method, path, query, body, is_platform', [
    ('POST', '/v2/models', {}, {'models': [{}]}, True),
    ('POST', '/v2/models/', {}, {'models': [{}]}, True),
    ('POST', '/v2/models', {}, {'model': {}}, False),
    ('GET', '/v2/models', {'page': '1', 'per_page': '2'}, {}, False),
    ('GET', '/v2/models', {'search': 'x'}, {}, True),
    ('PATCH', '/v2/models', {}, {'models': [{'id': 'm', 'name': 'x'}]}, False),
    ('PATCH', '/v2/models', {}, {'models': [{'id': 'm', 'notes': 'x'}]}, True),
    ('PATCH', '/v2/models', {}, {'models': 'x'}, False),
    ('POST', '/v2/models/searches', {}, {'model_query': {'type': 'x'}}, False),
    ('POST', '/v2/models/searches', {}, {'model_query': {'model_type_id': 'x'}}, True),
    ('POST', '/v2/models/m/versions', {}, {}, False),
    ('POST', '/v2/models/m/versions', {}, {'model_versions': []}, True),
    ('POST', '/v2/inputs', {}, {'models': [{}]}, False)])
def test_forms(method, path, query, body, is_platform):
    assert dialect.is_platform_request(method, path, query, body) is is_platform


WRITING = routes.Route('POST', '/v2/inputs', None, routes.BOTH, False)
READING = routes.Route('GET', '/v2/inputs', None, routes.BOTH, False)


def test_a_key_may_be_an_api_key_and_a_pat():
    database = Database()
    with database.transaction() as db:
        access = Access()
        key = access.scope(db, 'k', None, WRITING)
        pat = access.scope(db, 'k', ('u', 'a'), WRITING)
        assert key.app_id != pat.app_id and key.user_id is None
        assert (key.public, pat.public) == (PublicModels.BESIDE, PublicModels.BY_ID)
        assert access.scope(db, 'k', None, WRITING) == key
        assert access.scope(db, 'k', ('me', 'a'), WRITING) == pat
        assert access.scope(db, 'k', ('clarifai', 'main'), READING).is_public_app
    database.close()


def test_words():
    assert words_of(u'Red pineapples, on the BEACH! caf\xe9 2') == [
        'red', 'pineapples', 'on', 'the', 'beach', u'caf\xe9', '2']
