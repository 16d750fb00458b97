"""Constants that 2.x exported; the last three nothing here needs any more."""
from __future__ import absolute_import

GENERAL_MODEL_ID = 'aaa03c23b3724a16a56b629203edc62c'
DEFAULT_TAG_MODEL = 'general-v1.3'

RETRIES = 2
CONNECTIONS = 20
GITHUB_TAG_ENDPOINT = 'https://api.github.com/repos/clarifai/clarifai-python/git/refs/tags'
