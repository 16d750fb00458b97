"""Clarifai's general model, which most programs ask for: it takes no look-up."""
from __future__ import absolute_import

GENERAL_MODEL_ID = 'aaa03c23b3724a16a56b629203edc62c'
DEFAULT_TAG_MODEL = 'general-v1.3'
