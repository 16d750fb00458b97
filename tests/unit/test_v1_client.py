"""What 2.0.1 to 2.1.0 had in ``clarifai.client`` for the API v1, and the Pythons of today's SDK."""
from __future__ import absolute_import

import importlib
import pickle
import sys

import pytest

from clarifai import errors

OLD = sys.version_info < (3, 8)


def test_the_names_are_there():
    from clarifai.client import (  # noqa: F401
        ApiBadRequestError, ApiClientError, ApiError, ApiThrottledError, ClarifaiApi)
    from clarifai.client.mime_util import (  # noqa: F401
        RequestWithMethod, crlf_mixed_join, form_data_media, iteritems, message_as_post_data,
        multipart_form_message, parse_url, post_data_multipart, post_multipart_request)
    from clarifai.client.client import API_VERSION
    assert API_VERSION == 'v1'
    assert issubclass(ApiBadRequestError, ApiError) and issubclass(ApiBadRequestError, ValueError)
    assert issubclass(ApiClientError, ApiError) and issubclass(ApiError, errors.ApiError)


def test_making_one_warns_and_its_calls_say_what_to_use():
    from clarifai.client import ClarifaiApi
    with pytest.warns(DeprecationWarning, match='closed its API v1'):
        api = ClarifaiApi('id', 'secret')
    calls = [name for name in dir(ClarifaiApi) if not name.startswith('_')]
    assert len(calls) > 20
    for name in calls:
        with pytest.raises(errors.UserError) as caught:
            getattr(api, name)('https://example.com/cat.jpg')
        assert str(caught.value).startswith('Clarifai closed its API v1')
        assert ': use ' in str(caught.value)


def test_what_made_its_requests_refuses():
    from clarifai.client import mime_util
    with pytest.raises(errors.UserError, match='closed its API v1'):
        mime_util.post_multipart_request('url', {})


def test_its_errors_are_raised_and_pickled_as_they_were():
    from clarifai.client.client import ApiBadRequestError
    error = pickle.loads(pickle.dumps(ApiBadRequestError('no')))
    assert (error.msg, str(error), error.args) == ('no', 'no', ('no',))


@pytest.mark.skipif(not OLD, reason='of Pythons before 3.8')
@pytest.mark.parametrize('name', ['clarifai.client.user', 'clarifai.client.auth.helper',
                                  'clarifai.utils.misc', 'clarifai.constants.search'])
def test_an_old_python_is_told_in_a_sentence(name):
    with pytest.raises(ImportError, match='needs Python 3.8 or newer, and this is Python'):
        importlib.import_module(name)


@pytest.mark.skipif(not OLD, reason='of Pythons before 3.8')
def test_so_it_is_for_the_name_of_a_class():
    with pytest.raises(ImportError, match='needs Python 3.8 or newer'):
        exec('from clarifai.client import User')


@pytest.mark.skipif(OLD, reason='of Python 3.8 and newer')
def test_the_classes_are_loaded_when_they_are_used():
    from clarifai import client
    from clarifai.client.user import User
    assert client.User is User
    assert 'User' in dir(client) and client.__all__ == sorted(client.PLACES)
    with pytest.raises(AttributeError, match='no attribute'):
        client.Nothing
