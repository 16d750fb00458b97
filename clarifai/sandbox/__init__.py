"""The sandbox: a local server that speaks Clarifai's 2.x REST API.

It is a separate program (``clarifai sandbox``) that imports nothing from the client, and it needs
Python 3.9 or newer and the libraries of the ``sandbox`` extra. The rest of the distribution runs
on older Pythons, so this package says what it needs as soon as somebody imports it.
"""
from __future__ import absolute_import

import sys

OLDEST_PYTHON = (3, 9)

if sys.version_info < OLDEST_PYTHON:
    raise ImportError(
        'clarifai.sandbox needs Python %d.%d or newer, and this is Python %d.%d; '
        'the client (clarifai.rest) works here.' % (OLDEST_PYTHON + sys.version_info[:2]))


def __getattr__(name):
    """Load `Sandbox`, and with it the server's libraries, when somebody wants it."""
    if name != 'Sandbox':
        raise AttributeError('module %r has no attribute %r' % (__name__, name))
    from clarifai.sandbox import libraries
    try:
        from clarifai.sandbox.sandbox import Sandbox
    except ImportError as error:
        if not libraries.missing(error):
            raise
        raise ImportError(libraries.missing(error))
    return Sandbox
