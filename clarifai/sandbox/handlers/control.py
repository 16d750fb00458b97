"""``/sandbox``: the recorded requests, and the faults that are made on order."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


def list_requests(call: Call) -> Any:
    """GET /sandbox/requests: the oldest first; with ``after``, those with a higher number."""
    after = call.query.get('after') or '0'
    if not after.isdigit():
        raise errors.RequestError(f"'after' is {after!r}; it must be the number of a request.")
    return {'requests': [request.as_dict() for request in
                         call.services.recorder.requests(int(after))]}


def forget_requests(call: Call) -> Any:
    """DELETE /sandbox/requests: forget them."""
    call.services.recorder.clear()
    return {}


def add_fault(call: Call) -> Any:
    """POST /sandbox/faults: the body is one fault (see `faults.rules.Rule`)."""
    return {'fault': call.services.faults.add(call.body).as_dict()}


def list_faults(call: Call) -> Any:
    """GET /sandbox/faults: with how many requests each has seen and struck."""
    return {'faults': [rule.as_dict() for rule in call.services.faults.rules()]}


def remove_fault(call: Call) -> Any:
    """DELETE /sandbox/faults/{fault_id}: take one back."""
    call.services.faults.remove(call.params['fault_id'])
    return {}


def remove_faults(call: Call) -> Any:
    """DELETE /sandbox/faults: take all of them back."""
    call.services.faults.clear()
    return {}
