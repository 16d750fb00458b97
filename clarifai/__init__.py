"""The Clarifai 2.x Python client on plain REST.

Start at :class:`clarifai.rest.ClarifaiApp`.  Importing this package loads nothing else.
"""
from __future__ import absolute_import
