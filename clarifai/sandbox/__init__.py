"""The sandbox: a local server that speaks Clarifai's 2.x REST API.

It is a separate program (``clarifai sandbox``) that imports nothing from the client, and it needs
Python 3.9 or newer and the libraries of the ``sandbox`` extra. The rest of the distribution runs
on older Pythons, so this package says what it needs as soon as somebody imports it. This file
alone is in the grammar of Python 2.7, so that it can.
"""
import sys

OLDEST_PYTHON = (3, 9)
TYPE_CHECKING = False

if sys.version_info < OLDEST_PYTHON:
    raise ImportError(
        'clarifai.sandbox needs Python %d.%d or newer, and this is Python %d.%d; '
        'the client (clarifai.rest) works here.' % (OLDEST_PYTHON + sys.version_info[:2]))

if TYPE_CHECKING:
    from clarifai.sandbox.sandbox import OrderedFault, Sandbox

__all__ = ['OrderedFault', 'Sandbox']


def __getattr__(name):
    # type: (str) -> object
    """Load `Sandbox`, and with it the server's libraries, when somebody wants it."""
    if name not in __all__:
        raise AttributeError('module %r has no attribute %r' % (__name__, name))
    from clarifai.sandbox import libraries
    try:
        from clarifai.sandbox import sandbox
    except ImportError as error:
        if not libraries.missing(error):
            raise
        raise ImportError(libraries.missing(error))
    return getattr(sandbox, name)
