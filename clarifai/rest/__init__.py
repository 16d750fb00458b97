"""Every name that ``clarifai.rest`` exported in any 2.x release, and today's search terms."""
from __future__ import absolute_import

import importlib
import sys

from clarifai import overwritten

overwritten.check()  # before anything is imported that may be another's

from clarifai.rest import client  # noqa: E402
from clarifai.rest.client import (  # noqa: E402
    GENERAL_MODEL_ID, ApiClient, ApiClientError, ApiError, ApiStatus, ClarifaiApp, Concept, Image,
    ModelOutputConfig, ModelOutputInfo, TokenError, UserError, Video)

__all__ = [  # without the names of the modules here, which "import *" would bring along
    'GENERAL_MODEL_ID', 'AnnotationSearchTerm', 'ApiClient', 'ApiClientError', 'ApiError',
    'ApiStatus',
    'BoundingBox', 'ClarifaiApp', 'Concept', 'Face', 'FaceAgeAppearance',
    'FaceGenderAppearance', 'FaceIdentity', 'FaceMulticulturalAppearance', 'FeedbackInfo',
    'FeedbackType', 'Geo', 'GeoBox', 'GeoLimit', 'GeoPoint', 'Image', 'InputSearchTerm',
    'Model', 'ModelOutputConfig', 'ModelOutputInfo', 'OutputSearchTerm', 'Region', 'RegionInfo',
    'SearchQueryBuilder', 'TextSearchTerm', 'TokenError', 'UserError', 'Video', 'Workflow']


def __getattr__(name):
    """Load a name, or a module of 2.x, when somebody wants it: `clarifai.rest.client.LATER`."""
    if name in client.LATER and name in __all__:
        found = globals()[name] = getattr(client, name)
        return found
    modules = set(module for module in client.LATER.values() if module.split('.')[0] == name)
    if not modules:
        raise AttributeError('module %r has no attribute %r' % (__name__, name))
    for module in modules:
        importlib.import_module('clarifai.rest.' + module)
    return globals()[name]


def __dir__():
    return sorted(set(globals()) | set(__all__))


if sys.version_info < (3, 7):  # where no module is asked for what it lacks
    for _name in set(client.LATER) & set(__all__):
        __getattr__(_name)
