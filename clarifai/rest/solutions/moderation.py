"""The moderation solution of 2.4.0 to 2.6.2."""
from __future__ import absolute_import

import logging

from clarifai import credentials
from clarifai.errors import UserError
from clarifai.connection import segment
from clarifai.rest import http_client
from clarifai.rest.http_client import HttpClient  # noqa: F401 (2.x name)

logger = logging.getLogger('clarifai')

CONNECTIONS = 20
RETRIES = 2
CLOSED_HOST = 'https://api.clarifai-moderation.com/v2'
HOST_GONE = ('the moderation host api.clarifai-moderation.com is closed; use '
             'app.public_models.moderation_model.predict_by_url(url) instead')


class ModerationSolution(object):
    """Predictions that people check.

    Args:
        api_key (str): the API key.
        base_url (str): where the service is; the public one is closed, so its calls are refused.
        api (ApiClient): the app's client, whose session and limits are used.
    """

    def __init__(self, api_key, base_url=CLOSED_HOST, api=None):
        self.api_key = api_key
        self.base_url = base_url
        self._api = api
        self._http_client = None

    @property
    def http_client(self):
        """What requests are sent with, made when first needed."""
        if self._http_client is None:
            client = http_client.HttpClient(self._api and self._api.session, self.api_key)
            if self._api is not None:
                client.timeout, client.retry = self._api.timeout, self._api.retry
                client.max_answer = self._api.max_answer
            self._http_client = client
        return self._http_client

    @http_client.setter
    def http_client(self, client):
        self._http_client = client

    def __getstate__(self):
        return {'base_url': self.base_url}

    def __setstate__(self, state):
        self.__init__(credentials.find_api_key().value, state['base_url'])

    def __repr__(self):
        return 'ModerationSolution(base_url=%r)' % self.base_url

    def predict_model(self, model_id, url):
        """Predict a picture on the web.

        Args:
            model_id (str): the model.
            url (str): where the picture is.

        Returns:
            dict: the JSON of the answer.

        Raises:
            UserError: the service is the closed one.
            ApiError: the server refused, failed or could not be reached.
        """
        params = {'inputs': [{'data': {'image': {'url': url}}}]}
        return self._send('POST', params, '/models/%s/outputs' % segment('model_id', model_id))

    def get_moderation_status(self, input_id):
        """The state of an input's moderation.

        Args:
            input_id (str): the input.

        Returns:
            dict: the JSON of the answer.

        Raises:
            UserError: the service is the closed one.
            ApiError: the server refused, failed or could not be reached.
        """
        return self._send('GET', {}, '/inputs/%s/outputs' % segment('input_id', input_id))

    def _send(self, method, params, path):
        if self.base_url == CLOSED_HOST:
            raise UserError(HOST_GONE)
        return self.http_client.execute_request(method, params, self.base_url + path)
