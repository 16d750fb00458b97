"""Answers as JSON."""
from __future__ import absolute_import

import json

import flask


def json_response(answer, req_id):
    """Return the response for an `Answer`, with the id of the request in its status."""
    return flask.Response(encoded(answer, req_id), status=answer.http, mimetype='application/json')


def encoded(answer, req_id):
    """Return the body for an `Answer`, as bytes."""
    payload = dict({'status': dict(answer.status, req_id=req_id)}, **answer.payload)
    text = json.dumps(payload, ensure_ascii=False, separators=(',', ':'))
    return text.encode('utf-8', 'replace')  # a recorded request may hold half of a character
