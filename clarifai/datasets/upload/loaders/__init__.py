"""Loaders of well-known datasets."""
from __future__ import absolute_import

from clarifai import client

client.check_python(__name__)
