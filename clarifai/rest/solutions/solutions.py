"""Solutions: the one there was is moderation."""
from __future__ import absolute_import

from clarifai.rest.solutions.moderation import ModerationSolution


class Solutions(object):
    """The solutions of an app; `ClarifaiApp.solutions` is one of these.

    Args:
        api_key (str): the API key.
    """

    def __init__(self, api_key=None):
        self.moderation = ModerationSolution(api_key)
