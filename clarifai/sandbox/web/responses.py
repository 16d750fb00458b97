"""Answers as JSON."""
from __future__ import annotations

import json
from typing import TYPE_CHECKING

import flask

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Answer, Stream


LINES = 'application/x-ndjson'  # says that a body without a line is whole


def json_response(answer: Answer, req_id: str) -> flask.Response:
    """Return the response for an `Answer`, with the id of the request in its status."""
    return flask.Response(encoded(answer, req_id), status=answer.http, mimetype='application/json')


def stream_response(stream: Stream, req_id: str) -> flask.Response:
    """Return the response for a `Stream`: a line of JSON for each of its parts."""
    lines = [b'{"result":%s}\n' % encoded(answer, req_id) for answer in stream.answers]
    return flask.Response(b''.join(lines), mimetype=LINES)


def encoded(answer: Answer, req_id: str) -> bytes:
    """Return the body for an `Answer`, as bytes."""
    payload = dict({'status': dict(answer.status, req_id=req_id)}, **answer.payload)
    text = json.dumps(payload, ensure_ascii=False, separators=(',', ':'))
    return text.encode('utf-8', 'replace')  # a recorded request may hold half of a character
