"""What a fault makes of an answer."""
from __future__ import annotations

import email.utils
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import flask

from clarifai.sandbox import clock
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.faults import rules
from clarifai.sandbox.faults.delivery import DELIVERY, Delivery
from clarifai.sandbox.handlers.request import Answer
from clarifai.sandbox.web.responses import json_response

if TYPE_CHECKING:
    from clarifai.sandbox.faults.orders import Faults
    from clarifai.sandbox.faults.rules import Rule

PAGE = '<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n'


def answer(rule: Rule, faults: Faults, request: Any, respond: Callable[..., Any]) -> flask.Response:
    """Answer a request as a rule wants it.

    Args:
        rule: the one that strikes it.
        faults: which keeps the time.
        request: the request, whose body has been read.
        respond: carries it out, and returns the response.

    Returns:
        flask.Response: what the server shall send, in the way that it finds in the environment.
    """
    request.environ[DELIVERY] = Delivery(rule, faults.pause)
    faults.pause(rule.delay)
    response = respond() if rule.acted else None
    faults.pause(rule.delay_answer)
    if rule.status:
        response = _refusal(rule)
    elif rule.close:
        response = flask.Response(b'')
    if rule.body == rules.EMPTY:
        response.set_data(b'')
    elif rule.body == rules.HTML:
        response.set_data(PAGE.format(response.status))
        response.headers['Content-Type'] = 'text/html; charset=utf-8'
    if rule.content_type:
        response.headers['Content-Type'] = rule.content_type
    return response


def _refusal(rule: Rule) -> flask.Response:
    code = codes.FAILURE
    if rule.status >= 500:
        code = codes.INTERNAL_SERVER_ISSUE
    elif rule.status == 429:
        code = codes.THROTTLED
    response = json_response(Answer({}, code, rule.status,
                                    f'Fault {rule.id} of the sandbox, on order.'), clock.new_id())
    if rule.retry_after is not None:
        response.headers['Retry-After'] = (
            email.utils.formatdate(time.time() + rule.retry_after, usegmt=True)
            if rule.retry_after_date else str(rule.retry_after))
    return response
