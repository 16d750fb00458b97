"""The recorded requests, as JSON."""
from __future__ import absolute_import

from clarifai.sandbox import errors


def listing(call):
    """GET /sandbox/requests: the oldest first; with ``after``, those with a higher number."""
    after = call.query.get('after') or '0'
    if not after.isdigit():
        raise errors.RequestError("'after' is %r; it must be the number of a request." % after)
    return {'requests': [request.as_dict() for request in
                         call.services.recorder.requests(int(after))]}


def clear(call):
    """DELETE /sandbox/requests: forget them."""
    call.services.recorder.clear()
    return {}
