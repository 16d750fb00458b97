"""Dialects: what makes requests of the operations of `ApiClient`, for one of the two APIs.

A dialect is an object with three methods::

    perform(operation, ids, params, send) -> dict
    known_model_id(name, model_type) -> str or None
    locate(resource) -> (path, credential)

`operation` is the name of an ApiClient method, `ids` the ids that go into its path, `params` its
query or body in the shape of 2.6.2, `send` a function that takes a
`clarifai.connection.Request` and returns the decoded answer.  A dialect may send more than one
request; what it returns has the shape of 2.6.2's answer.  `known_model_id` is the id of a model
whose name needs no look-up.  `locate` says where a path below ``/v2/``, as 2.x wrote it, is on the
server.
"""
from __future__ import absolute_import
