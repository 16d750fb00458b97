"""Requests of the API v1, which 2.0.1 to 2.1.0 made here; that API is closed.

The names are there and refuse.  This file is in the grammar of Python 2.7.
"""
from __future__ import absolute_import

from clarifai.client.client import (  # noqa: F401
    PREDICT, RequestWithMethod, iteritems, post_data_multipart, refusing)

crlf_mixed_join = refusing('mime_util.crlf_mixed_join', PREDICT)
form_data_media = refusing('mime_util.form_data_media', PREDICT)
message_as_post_data = refusing('mime_util.message_as_post_data', PREDICT)
multipart_form_message = refusing('mime_util.multipart_form_message', PREDICT)
parse_url = refusing('mime_util.parse_url', 'urllib.parse.urlparse')
post_multipart_request = refusing('mime_util.post_multipart_request', PREDICT)
