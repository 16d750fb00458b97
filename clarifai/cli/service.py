"""What the service says of the user's credentials; each question only reads."""
from __future__ import absolute_import

from clarifai.rest.api_client import ApiClient
from clarifai.rest.general_model import GENERAL_MODEL_ID


def questions(api_key, pat, user_id, app_id):
    """What can be asked with some credentials.

    Args:
        api_key (str), pat (str), user_id (str), app_id (str): as far as known, else None.

    Yields:
        tuple: a title, and a function that asks and returns what was found in a few words; it
        raises an ApiError when the service refuses or cannot be reached.
    """
    if api_key:
        yield 'API key', lambda: open_with_key(api_key)
    if pat and user_id and app_id:
        yield 'app', lambda: open_app(pat, user_id, app_id)
    if pat:
        yield 'public models', lambda: open_public_models(pat)


def open_with_key(api_key, base_url=None):
    """List an input of the key's app."""
    ApiClient(api_key=api_key, base_url=base_url, dialect='legacy').get_inputs(1, 1)
    return 'opens its app'


def open_app(pat, user_id, app_id, base_url=None):
    """List an input of an app with a PAT."""
    ApiClient(pat=pat, user_id=user_id, app_id=app_id, base_url=base_url,
              dialect='platform').get_inputs(1, 1)
    return 'the PAT opens %s of %s' % (app_id, user_id)


def open_public_models(pat, base_url=None):
    """Get the general model with a PAT."""
    ApiClient(pat=pat, base_url=base_url, dialect='platform').get_model(GENERAL_MODEL_ID)
    return 'the PAT opens them'
