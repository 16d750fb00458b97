"""Every operation of today's REST API, by its name, from tables made of the published protobufs."""
from __future__ import absolute_import

from clarifai import overwritten

overwritten.check()  # before anything is imported that may be another's

from clarifai.operations.platform import Platform  # noqa: E402, F401
