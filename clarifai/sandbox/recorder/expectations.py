"""What a test says was sent, and what to tell it when that is not so."""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Optional

from clarifai.sandbox.recorder.recorder import RecordedRequest
from clarifai.sandbox.wildcards import exact_matcher

MOST_TOLD = 20      # requests that a message names
LONGEST_BODY = 300  # characters of a body in it


class Expectation:
    """A request that is looked for.

    Args:
        method: the HTTP method, ``*`` for any.
        path: the path, in which ``*`` stands for any text; with or without
            ``/users/USER/apps/APP``.
        body: what is in the JSON that was sent. Of an object the members that are given, of a
            list each item.
    """

    def __init__(self, method: str, path: str, body: Any = None) -> None:
        if not path.startswith(('/', '*')):
            raise ValueError(f'path must begin with / or *, not {path!r}')
        self._method, self._path, self._body = method.upper(), path, body
        self._matches = exact_matcher(path)

    def fits(self, request: RecordedRequest) -> bool:
        """Return whether a request is one of these."""
        return self._is_there(request) and not self._missing(request)

    def _is_there(self, request: RecordedRequest) -> bool:
        return (self._method in ('*', request.method)
                and any(map(self._matches, (request.path, _without_app(request.path)))))

    def _missing(self, request: RecordedRequest) -> Optional[str]:
        return None if self._body is None else _difference(self._body, request.body, 'body')

    def __str__(self) -> str:
        said = f'{self._method} {self._path}'
        return said if self._body is None else f'{said} with {_short(self._body)}'

    def told(self, requests: Sequence[RecordedRequest]) -> str:
        """Return what was sent instead, a line for each request, with what is wrong with it."""
        if not requests:
            return 'Nothing was sent.'
        lines = ['What was sent:']
        for request in requests[:MOST_TOLD]:
            line = f'  {request.method} {request.path}, {request.status or "closed"}'
            if self._is_there(request):
                missing = self._missing(request)
                line += f'\n    {missing}' if missing else ' (this one fits)'
            lines.append(line)
        if len(requests) > MOST_TOLD:
            lines.append(f'  and {len(requests) - MOST_TOLD} more')
        return '\n'.join(lines)


def check_sent(requests: Sequence[RecordedRequest], expected: Expectation,
               times: Optional[int] = None) -> list[RecordedRequest]:
    """Check that a request was sent.

    Args:
        requests: those that were.
        expected: the one that is looked for.
        times: how often; at least once unless given.

    Returns:
        those that fit, the oldest first.

    Raises:
        AssertionError: it was not; the message says what was sent instead.
    """
    found = [request for request in requests if expected.fits(request)]
    if found if times is None else len(found) == times:
        return found
    often = f'was sent {_times(len(found))}' if found else 'was not sent'
    if found:
        often += f', not {_times(times)}' if times else ', and should not have been'
    raise AssertionError(f'{expected} {often}. {expected.told(requests)}')


def _times(number: int) -> str:
    return {1: 'once', 2: 'twice'}.get(number, f'{number} times')


def _without_app(path: str) -> str:
    parts = path.split('/')
    if parts[1:3] == ['v2', 'users'] and parts[4:5] == ['apps'] and len(parts) > 6:
        return '/'.join(parts[:2] + parts[6:])
    return path


def _difference(expected: Any, sent: Any, place: str) -> Optional[str]:
    """Return where something that is expected is not there, or None."""
    if isinstance(expected, Mapping):
        if not isinstance(sent, Mapping):
            return f'{place} is {_short(sent)}, not an object'
        for name, value in expected.items():
            if name not in sent:
                return f'{place} has no {name!r}; it has {", ".join(map(repr, sent)) or "nothing"}'
            found = _difference(value, sent[name], f'{place}[{name!r}]')
            if found:
                return found
        return None
    if isinstance(expected, (list, tuple)):
        if not isinstance(sent, list) or len(sent) != len(expected):
            has = f'{len(sent)} items' if isinstance(sent, list) else _short(sent)
            return f'{place} has {has}, not {len(expected)}'
        differences = (_difference(value, item, f'{place}[{number}]')
                       for number, (value, item) in enumerate(zip(expected, sent)))
        return next((found for found in differences if found), None)
    return None if expected == sent else f'{place} is {_short(sent)}, not {_short(expected)}'


def _short(value: Any) -> str:
    said = json.dumps(value, sort_keys=True, ensure_ascii=False, default=repr)
    return said if len(said) <= LONGEST_BODY else said[:LONGEST_BODY - 3] + '...'
