"""The Clarifai 2.x Python client on plain REST.

Start at :class:`clarifai.rest.ClarifaiApp`.  Importing this package loads its version and nothing
else.
"""
from __future__ import absolute_import

from clarifai.versions import CLIENT_VERSION as __version__  # noqa: F401
