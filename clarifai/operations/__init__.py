"""Every operation of today's REST API, by its name, from tables made of the published protobufs."""
from __future__ import absolute_import

import sys

from clarifai import overwritten

overwritten.check()  # before anything is imported that may be another's

from clarifai.forking import importing  # noqa: E402

__all__ = ['Platform']


def __getattr__(name):
    """Load `Platform` when somebody wants it, and not with what a ClarifaiApp needs of here."""
    if name != 'Platform':
        raise AttributeError('module %r has no attribute %r' % (__name__, name))
    with importing:
        from clarifai.operations.platform import Platform
    globals()[name] = Platform
    return Platform


def __dir__():
    return sorted(set(globals()) | set(__all__))


if sys.version_info < (3, 7):  # where no module is asked for what it lacks
    __getattr__('Platform')
