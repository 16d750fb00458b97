"""Every operation of today's REST API, by its name, from tables made of the published protobufs."""
from __future__ import absolute_import

from clarifai.operations.platform import Platform  # noqa: F401
