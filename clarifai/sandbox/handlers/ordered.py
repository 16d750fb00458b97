"""Faults on order: adding, listing, taking back."""
from __future__ import absolute_import


def add(call):
    """POST /sandbox/faults: the body is one fault (see `faults.rules.Rule`)."""
    return {'fault': call.services.faults.add(call.body).as_dict()}


def listing(call):
    """GET /sandbox/faults: with how many requests each has seen and struck."""
    return {'faults': [rule.as_dict() for rule in call.services.faults.rules()]}


def remove(call):
    """DELETE /sandbox/faults/{fault_id}: take one back."""
    call.services.faults.remove(call.params['fault_id'])
    return {}


def clear(call):
    """DELETE /sandbox/faults: take all of them back."""
    call.services.faults.clear()
    return {}
