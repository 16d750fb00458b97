"""How the operations of `ApiClient` are said to a server.

A dialect is an object with three methods::

    perform(operation, ids, params, send) -> dict
    known_model_id(name, model_type) -> str or None
    locate(resource) -> (path, credential)

`operation` is the name of an ApiClient method, `ids` the ids that go into its path, `params` its
query or body in the shape of 2.6.2, `send` a function that takes a `Request` and returns the
decoded answer.  A dialect may send more than one request; what it returns has the shape of 2.6.2's
answer.  `known_model_id` is the id of a model whose name needs no look-up.  `locate` says where a
path below ``/v2/``, as 2.x wrote it, is on the server.
"""
from __future__ import absolute_import

from collections import namedtuple
import re

import six
from six.moves.urllib.parse import quote

from clarifai.errors import UserError
from clarifai.redact import shown

# A request relative to the base URL, whether doing it twice does no harm, and the credential that
# it goes with: 'api_key' or 'pat'.
Request = namedtuple('Request', 'method path params repeatable credential')

PATH_SAFE = "!$&'()*+,;=:@"  # what RFC 3986 allows in a path segment besides letters and digits

PUBLIC_NEEDS_PAT = (
    'set CLARIFAI_PAT (or ClarifaiApp(pat=...)): since June 2025 an API key cannot reach '
    'Clarifai\'s public models')

MODEL_URL = (
    r'^https?://(?:www\.)?clarifai\.com/(?P<user>[^/?#]+)/(?P<app>[^/?#]+)/models/'
    r'(?P<model>[^/?#]+)(?:/versions/(?P<version>[^/?#]+))?/?$')


def segment(name, value):
    """An id as one segment of a path, escaped once.

    Args:
        name (str): what it is the id of, for the message.
        value (str): the id.

    Raises:
        UserError: it is no text, is empty, or is a path to elsewhere.
    """
    if not isinstance(value, (type(u''), str)) or not value:
        raise UserError('%s must be text that is not empty, not %s' % (name, shown(value)))
    if value in ('.', '..'):
        raise UserError('%s cannot be %s: it would lead to another URL' % (name, shown(value)))
    return quote(value.encode('utf-8') if isinstance(value, type(u'')) else value, safe=PATH_SAFE)


def is_model_url(model_id):
    """Whether an id is the URL of a model's page."""
    return (isinstance(model_id, six.string_types) and model_id.startswith('http') and
            re.match(MODEL_URL, model_id) is not None)
