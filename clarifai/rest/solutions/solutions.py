"""Solutions: the one there was is moderation."""
from __future__ import absolute_import

from clarifai.rest.solutions.moderation import ModerationSolution


class Solutions(object):
    """The solutions of an app; `ClarifaiApp.solutions` is one of these.

    Args:
        api_key (str): the API key.
        api (ApiClient): the app's client, whose session and limits they use.
    """

    def __init__(self, api_key=None, api=None):
        self.moderation = ModerationSolution(api_key, api=api)
