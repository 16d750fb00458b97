"""The ``clarifai`` command: a thin skin over what a program could call itself."""
from __future__ import absolute_import
