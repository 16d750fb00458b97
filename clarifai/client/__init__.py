"""Today's Clarifai SDK over REST: ``from clarifai.client.user import User``.

The classes are loaded when they are first used.  They need Python 3.8 or newer.  This file and
those of the API v1 beside it (``client.py``, ``mime_util.py``) alone are in the grammar of Python
2.7, so that an older Python is told so in a sentence.
"""
from __future__ import absolute_import

import importlib
import sys

from clarifai import overwritten

overwritten.check()  # before anything is imported that may be another's

OLDEST_PYTHON = (3, 8)
TYPE_CHECKING = False
# Where the classes are.
PLACES = {
    'App': 'app', 'BaseClient': 'base', 'Dataset': 'dataset', 'Input': 'input', 'Inputs': 'input',
    'Lister': 'lister', 'Model': 'model', 'Module': 'module', 'Runner': 'runner',
    'Search': 'search', 'User': 'user', 'Workflow': 'workflow',
}
# What 2.0.1 to 2.1.0 had here for the API v1.
CLOSED = ('ApiBadRequestError', 'ApiClientError', 'ApiError', 'ApiThrottledError', 'ClarifaiApi')
CLOSED_MODULES = ('client', 'mime_util')

__all__ = ['App', 'BaseClient', 'Dataset', 'Input', 'Inputs', 'Lister', 'Model', 'Module', 'Runner',
           'Search', 'User', 'Workflow']

if TYPE_CHECKING:
    from clarifai.client.app import App
    from clarifai.client.base import BaseClient
    from clarifai.client.dataset import Dataset
    from clarifai.client.input import Input, Inputs
    from clarifai.client.lister import Lister
    from clarifai.client.model import Model
    from clarifai.client.module import Module
    from clarifai.client.runner import Runner
    from clarifai.client.search import Search
    from clarifai.client.user import User
    from clarifai.client.workflow import Workflow


def check_python(name):
    # type: (str) -> None
    """Refuse a Python that is too old for today's SDK.

    Args:
        name (str): what somebody wants to import.

    Raises:
        ImportError: it says what is needed.
    """
    if sys.version_info < OLDEST_PYTHON:
        raise ImportError(
            '%s is of today\'s SDK, which needs Python %d.%d or newer, and this is Python %d.%d; '
            'clarifai.rest and clarifai.operations work here'
            % ((name,) + OLDEST_PYTHON + sys.version_info[:2]))


def __getattr__(name):
    # type: (str) -> object
    """Load a class when somebody wants it."""
    if name in CLOSED:
        return getattr(importlib.import_module('clarifai.client.client'), name)
    if name not in PLACES:
        raise AttributeError('module %r has no attribute %r' % (__name__, name))
    return getattr(importlib.import_module('clarifai.client.' + PLACES[name]), name)


def __dir__():
    # type: () -> list[str]
    """The names of the classes beside what is there."""
    return sorted(set(globals()) | set(PLACES))


class _TooOld(object):
    """Finds what is here for a Python that cannot read it, and refuses to load it."""

    @classmethod
    def find_module(cls, name, path=None):
        # type: (str, object) -> object
        """Take a module, or leave it to others."""
        rest = name[len(__name__) + 1:]
        return cls if name.startswith(__name__ + '.') and rest not in CLOSED_MODULES else None

    # Python 2.7 takes no error of `find_module` for one.
    load_module = staticmethod(check_python)


if sys.version_info < OLDEST_PYTHON:
    from clarifai.client.client import (  # noqa: F401
        ApiBadRequestError, ApiClientError, ApiError, ApiThrottledError, ClarifaiApi)
    sys.meta_path.insert(0, _TooOld)  # type: ignore
