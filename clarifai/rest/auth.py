"""Auth, which got OAuth tokens in 2.0.1 to 2.2.3."""
from __future__ import absolute_import

from clarifai import deprecation


class Auth(object):
    """Tokens of an app.

    Args:
        api (ApiClient): the app's client.
    """

    def __init__(self, api):
        self.api = api

    def get_token(self):
        """There are no tokens any more, and none is needed: the client has an API key.

        Returns:
            dict: empty, as 2.0.22 to 2.2.3 gave with a key.
        """
        deprecation.warn('get_token is of no use any more: the API key takes the place of tokens')
        return {}
