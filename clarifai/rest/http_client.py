"""HttpClient: the 2.x seam between the client and the network.

Programs and tests replace ``clarifai.rest.http_client.HttpClient``, so the client looks the name up
here each time it sends something.
"""
from __future__ import absolute_import

import logging

import six

from clarifai import credentials
from clarifai.deprecation import accepts_forms
from clarifai.errors import ApiError  # noqa: F401 (2.x name)
from clarifai.versions import CLIENT_VERSION, OS_VER, PYTHON_VERSION  # noqa: F401 (2.x names)

logger = logging.getLogger('clarifai')


class HttpClient(object):
    """Sends requests with an API key.

    Args:
        session (requests.Session): what to send with; 2.4.0 to 2.5.0 had only the key here.
        api_key (str): the key.

    Attributes:
        repeatable (bool): whether doing the next operation twice does no harm, so that it may be
            sent again when its fate is unknown.
        retry (RetryPolicy): whether and when that is done; None for the default one.
        timeout (tuple): seconds to connect and between two bytes of the answer; None for 10 and 60.
        uncertain (bool): set by each operation that succeeds: whether an earlier attempt may have
            been acted upon although its answer was a failure, or none.

    These are attributes and not arguments, so that a replacement with 2.x's signature fits.
    """

    repeatable = False
    retry = None
    timeout = None
    uncertain = False
    takes_contents = True  # of a replacement that lacks this, params are plain JSON

    @accepts_forms('(api_key)')
    def __init__(self, session=None, api_key=None):
        if api_key is None and isinstance(session, six.string_types):
            session, api_key = None, session
        self._session = session
        self._api_key = api_key

    def __getstate__(self):
        """Without secrets, which another process reads from its own environment."""
        return dict(self.__dict__, _session=None, _api_key=None)

    def __setstate__(self, state):
        self.__dict__.update(state, _api_key=credentials.find_api_key().value)

    def execute_request(self, method, params, url):
        """Send one request, again where that is safe.

        Args:
            method (str): 'GET', 'POST', 'PATCH', 'PUT' or 'DELETE'.
            params (dict): the query of a GET, else the JSON body, in which contents may stand that
                are made while they are sent (`clarifai.content`); ``{}`` or None for nothing.
            url (str): where to.

        Returns:
            dict: the JSON of the answer.

        Raises:
            ApiError: the server refused, failed or could not be reached.
        """
        from clarifai import session, transport  # import requests, which only a request needs
        if self._session is None:
            self._session = session.make_session()
        answer = transport.send(self._session, self._api_key, method, url, params,
                                self.repeatable, self.retry, self.timeout)
        self.uncertain = answer.uncertain
        return answer.json
