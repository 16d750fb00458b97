"""``/sandbox``: the recorded requests, and the faults that are made on order."""
from __future__ import absolute_import

from clarifai.sandbox import errors


def list_requests(call):
    """GET /sandbox/requests: the oldest first; with ``after``, those with a higher number."""
    after = call.query.get('after') or '0'
    if not after.isdigit():
        raise errors.RequestError("'after' is %r; it must be the number of a request." % after)
    return {'requests': [request.as_dict() for request in
                         call.services.recorder.requests(int(after))]}


def forget_requests(call):
    """DELETE /sandbox/requests: forget them."""
    call.services.recorder.clear()
    return {}


def add_fault(call):
    """POST /sandbox/faults: the body is one fault (see `faults.rules.Rule`)."""
    return {'fault': call.services.faults.add(call.body).as_dict()}


def list_faults(call):
    """GET /sandbox/faults: with how many requests each has seen and struck."""
    return {'faults': [rule.as_dict() for rule in call.services.faults.rules()]}


def remove_fault(call):
    """DELETE /sandbox/faults/{fault_id}: take one back."""
    call.services.faults.remove(call.params['fault_id'])
    return {}


def remove_faults(call):
    """DELETE /sandbox/faults: take all of them back."""
    call.services.faults.clear()
    return {}
