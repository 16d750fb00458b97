"""Clients of today's platform, for the tests of its dialect."""
from __future__ import absolute_import

import pytest

from answers import BASE
from clarifai.rest import ApiClient, ClarifaiApp
from platform_api import APP, PAT, USER


@pytest.fixture
def platform_api(http):
    """An ApiClient with a PAT and an app, whose requests go to `http`."""
    return ApiClient(pat=PAT, user_id=USER, app_id=APP, base_url=BASE)


@pytest.fixture
def platform_app(http):
    """A ClarifaiApp with a PAT and an app, whose requests go to `http`."""
    return ClarifaiApp(pat=PAT, user_id=USER, app_id=APP, base_url=BASE)
