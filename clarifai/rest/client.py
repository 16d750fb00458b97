"""Every name that ``clarifai.rest.client`` exported in any 2.x release."""
from __future__ import absolute_import

import importlib
import sys

from clarifai.errors import ApiClientError, ApiError, TokenError, UserError  # noqa: F401
from clarifai.forking import importing
from clarifai.logs import logger  # noqa: F401
from clarifai.rest.api_client import ApiClient  # noqa: F401
from clarifai.rest.app import Auth, ClarifaiApp  # noqa: F401
from clarifai.rest.concept import Concept  # noqa: F401
from clarifai.rest.deprecated_calls import (  # noqa: F401
    CONNECTIONS, GITHUB_TAG_ENDPOINT, RETRIES, TOKENS_DEPRECATED_MESSAGE)
from clarifai.rest.general_model import DEFAULT_TAG_MODEL, GENERAL_MODEL_ID  # noqa: F401
from clarifai.rest.media import Image, Input, Video  # noqa: F401
from clarifai.rest.outputs import ModelOutputConfig, ModelOutputInfo  # noqa: F401
from clarifai.rest.status import ApiResponse, ApiStatus, InputCounts, pagination  # noqa: F401
from clarifai.versions import CLIENT_VERSION, OS_VER, PYTHON_VERSION  # noqa: F401

# The modules of the other names, which are loaded by the first use of one: not every program has
# one.
LATER = {
    'AnnotationHit': 'search', 'AnnotationSearchTerm': 'search', 'BoundingBox': 'regions',
    'Concepts': 'concepts', 'Face': 'regions', 'FaceAgeAppearance': 'regions',
    'FaceGenderAppearance': 'regions', 'FaceIdentity': 'regions',
    'FaceMulticulturalAppearance': 'regions', 'FeedbackInfo': 'feedback',
    'FeedbackType': 'feedback', 'Geo': 'geo', 'GeoBox': 'geo', 'GeoLimit': 'geo',
    'GeoPoint': 'geo', 'InputSearchTerm': 'search', 'Inputs': 'inputs', 'Model': 'model',
    'ModelSolutions': 'solutions.model_solutions',
    'ModelSolutionsModeration': 'solutions.model_solutions', 'Models': 'models',
    'OutputSearchTerm': 'search', 'PublicModels': 'public_models', 'Region': 'regions',
    'RegionInfo': 'regions', 'SearchQueryBuilder': 'search', 'SearchTerm': 'search',
    'Solutions': 'solutions.solutions', 'TextSearchTerm': 'search', 'Workflow': 'workflows',
    'WorkflowNode': 'workflows', 'Workflows': 'workflows',
}
# Modules that 2.x imported here: tests replace, say, ``clarifai.rest.client.time.sleep``.
IMPORTED = ('copy', 'logging', 'os', 'platform', 'requests', 'time', 'warnings')
__all__ = sorted(set(LATER) | set(name for name in globals() if not name.startswith('_')) - set((
    'IMPORTED', 'LATER', 'absolute_import', 'importing', 'importlib', 'sys')))


def __getattr__(name):
    """Load a name when somebody wants it."""
    if name not in LATER and name not in IMPORTED:
        raise AttributeError('module %r has no attribute %r' % (__name__, name))
    with importing:
        if name in IMPORTED:
            return importlib.import_module(name)
        module = importlib.import_module('clarifai.rest.' + LATER[name])
    found = globals()[name] = getattr(module, name)
    return found


def __dir__():
    return sorted(set(globals()) | set(LATER))


if sys.version_info < (3, 7):  # where no module is asked for what it lacks
    for _name in set(LATER) | set(IMPORTED) - set(['requests']):  # which takes long to import
        globals()[_name] = __getattr__(_name)
