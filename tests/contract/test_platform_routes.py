"""The sandbox's lists of the platform's routes and messages against the official protobufs."""
from __future__ import absolute_import

import io

import pytest

pytest.importorskip('clarifai_grpc')
pytest.importorskip('flask')
pytest.importorskip('sklearn')

import platform_messages  # noqa: E402  (needs clarifai_grpc)
import platform_routes  # noqa: E402

from clarifai.sandbox import messages, platform  # noqa: E402
from clarifai.sandbox.web import routes  # noqa: E402


def test_the_list_is_that_of_the_protobufs():
    with io.open(platform.PATH, encoding='utf-8') as source:
        assert source.read() == platform_routes.written()


def test_the_messages_are_those_of_the_protobufs():
    with io.open(messages.PATH, encoding='utf-8') as source:
        assert source.read() == platform_messages.written()


def test_every_route_of_today_has_an_rpc():
    for route in routes.ROUTES:
        if routes.PLATFORM in route.dialects and not route.path.startswith('/sandbox/'):
            assert platform.rpc_of(route), route
