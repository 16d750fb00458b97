"""``/status_codes``: the platform's status codes, with the words of the sandbox or their names."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, platform
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers.request import Answer

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


def _described(number: int) -> dict[str, Any]:
    return {'code': number,
            'description': codes.DESCRIPTIONS.get(number) or platform.STATUS_CODES[number]}


def listing(call: Call) -> dict[str, Any]:
    """GET /status_codes: all of the platform, whether the sandbox ever answers with them or not."""
    return {'statuses': [_described(number) for number in sorted(platform.STATUS_CODES)]}


def get(call: Call) -> Answer:
    """GET /status_codes/{status_code_id}: the answer has no other status than this one."""
    text = call.params['status_code_id']
    known = {str(number): number for number in platform.STATUS_CODES}
    if text not in known:
        raise errors.StatusCodeNotFound(f'There is no status code {text[:20]!r}.')
    answer = Answer({})
    answer.status = _described(known[text])
    return answer
