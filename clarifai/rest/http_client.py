"""HttpClient: the 2.x seam between the client and the network.

Programs and tests replace ``clarifai.rest.http_client.HttpClient``, so the client looks the name up
here each time it sends something.
"""
from __future__ import absolute_import

import logging

from clarifai.compat import string_types
from clarifai.connection import HttpSender
from clarifai.errors import ApiError  # noqa: F401 (2.x name)
from clarifai.versions import CLIENT_VERSION, OS_VER, PYTHON_VERSION  # noqa: F401 (2.x names)

logger = logging.getLogger('clarifai')


class HttpClient(HttpSender):
    """Sends requests with an API key; see `clarifai.connection.HttpSender`.

    Args:
        session (requests.Session): what to send with; 2.4.0 to 2.5.0 had only the key here.
        api_key (str): the key.
    """

    @staticmethod
    def _of_one_argument(session):
        return (None, session) if isinstance(session, string_types) else (session, None)
