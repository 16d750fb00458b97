"""The sandbox's lists of the platform's routes and messages against the official protobufs."""
from __future__ import absolute_import

import pytest

pytest.importorskip('clarifai_grpc')
pytest.importorskip('flask')
pytest.importorskip('sklearn')

from clarifai.sandbox import platform  # noqa: E402
from clarifai.sandbox.web import routes  # noqa: E402


OTHERS = ('/sandbox/', '/v2/ext/')  # the sandbox's own, and those of OpenAI's form


def test_every_route_of_today_has_an_rpc():
    for route in routes.ROUTES:
        if routes.PLATFORM in route.dialects and not route.path.startswith(OTHERS):
            assert platform.rpc_of(route), route
