"""Paths to handlers, and the table of routes itself."""
from __future__ import absolute_import

import inspect

import pytest

pytest.importorskip('sklearn')

from werkzeug.routing import Rule  # noqa: E402

from clarifai.sandbox import errors, platform  # noqa: E402
from clarifai.sandbox.web import routes  # noqa: E402
from clarifai.sandbox.web.router import Router  # noqa: E402


@pytest.fixture(scope='module')
def router():
    return Router(routes.ROUTES)


@pytest.mark.parametrize('method, path, pattern, params', [
    ('GET', '/v2/inputs', '/v2/inputs', {}),
    ('GET', '/v2/inputs/', '/v2/inputs', {}),
    ('GET', '/v2/inputs/status', '/v2/inputs/status', {}),
    ('GET', '/v2/inputs/in%201', '/v2/inputs/{input_id}', {'input_id': 'in 1'}),
    ('DELETE', '/v2/models/team%2Fboats/versions/v%2F1',
     '/v2/models/{model_id}/versions/{version_id}', {'model_id': 'team/boats',
                                                     'version_id': 'v/1'}),
    ('GET', '/v2/concepts/%E7%8C%AB', '/v2/concepts/{concept_id}', {'concept_id': u'\u732b'}),
    ('GET', '/v2/concepts/%FF', '/v2/concepts/{concept_id}', {'concept_id': u'\ufffd'})])
def test_found(router, method, path, pattern, params):
    found = router.find(method, path)
    assert (found.route.path, found.params, found.is_platform) == (pattern, params, False)


def test_no_function_is_compiled_that_would_make_urls(monkeypatch):
    monkeypatch.setattr(Rule, '_compile_builder', None)
    assert Router(routes.ROUTES).find('GET', '/v2/inputs/a').params == {'input_id': 'a'}


def test_what_fits_no_route_of_2_x_is_the_platforms(router):
    assert router.find('POST', '/v2/inputs/searches').is_platform
    assert not router.find('GET', '/v2/public_workflows').is_platform
    platform = Router(routes.ROUTES, platform=True)
    assert platform.find('GET', '/v2/inputs').is_platform
    with pytest.raises(errors.NoSuchRoute):
        platform.find('GET', '/v2/public_workflows')


@pytest.mark.parametrize('path', [
    '/', '', '/v2', '/v2/', '/v2/inputs/a/b', '/v2/models//outputs', '/V2/inputs', 'v2/inputs',
    '//v2/inputs', '/v2//inputs', '/v2/%69nputs'])
def test_not_found(router, path):
    with pytest.raises(errors.NoSuchRoute):
        router.find('GET', path)


def test_other_methods_are_named(router):
    with pytest.raises(errors.MethodNotAllowed) as refusal:
        router.find('PUT', '/v2/inputs')
    assert str(refusal.value).endswith('are DELETE, GET, PATCH, POST.')


def test_methods_are_those_of_the_table(router):
    # A library would let HEAD in where GET is.
    for method in ('HEAD', 'OPTIONS'):
        with pytest.raises(errors.MethodNotAllowed):
            router.find(method, '/v2/inputs/x')


def test_another_method_of_a_literal_path_falls_back_to_an_id(router):
    assert router.find('DELETE', '/v2/inputs/status').params == {'input_id': 'status'}


def test_parameters_with_dots_in_their_names():
    route = [route for route in routes.ABSENT if '{cloud_provider.id}' in route.path][0]
    path = route.path.replace('{cloud_provider.id}', 'a%2Fb').replace('{region}', 'c')
    found = Router(routes.ABSENT).find(route.method, path, is_platform=True)
    assert found.params['cloud_provider.id'] == 'a/b'


def test_no_route_hides_another(router):
    for route in routes.ROUTES:
        for dialect in route.dialects:
            found = router.find(route.method, route.path, is_platform=dialect == routes.PLATFORM)
            assert found.route is route
            assert found.is_platform is (dialect == routes.PLATFORM)


def test_only_uploads_exports_and_status_codes_are_open():
    assert [route.path for route in routes.ROUTES if route.open] == [
        '/v2/status_codes', '/v2/status_codes/{status_code_id}',
        '/sandbox/media/{token}', '/sandbox/media/orig/{token}',
        '/sandbox/model_exports/{token}', '/sandbox/exports/{token}']


def test_every_handler_says_what_it_does():
    for route in routes.ROUTES + routes.OWN_ROUTES:
        assert inspect.getdoc(route.handler), route


def test_what_is_not_served_is_refused_by_name():
    router = Router(routes.ROUTES + routes.ABSENT)
    served = set((route.method, route.path) for route in routes.ROUTES)
    for route in routes.ABSENT:
        assert (route.method, route.path) not in served
        found = router.find(route.method, route.path, is_platform=True)
        with pytest.raises(errors.NotServed) as refusal:
            found.route.handler(None)
        assert platform.rpc_of(route) in str(refusal.value)
