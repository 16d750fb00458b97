"""``/status_codes``: the platform's status codes, with the words of the sandbox or their names."""
from __future__ import absolute_import

from clarifai.sandbox import errors, platform
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers.request import Answer


def _described(number):
    return {'code': number,
            'description': codes.DESCRIPTIONS.get(number) or platform.STATUS_CODES[number]}


def listing(call):
    """GET /status_codes: all of the platform, whether the sandbox ever answers with them or not."""
    return {'statuses': [_described(number) for number in sorted(platform.STATUS_CODES)]}


def get(call):
    """GET /status_codes/{status_code_id}: the answer has no other status than this one."""
    text = call.params['status_code_id']
    known = dict((str(number), number) for number in platform.STATUS_CODES)
    if text not in known:
        raise errors.StatusCodeNotFound('There is no status code %r.' % text[:20])
    answer = Answer({})
    answer.status = _described(known[text])
    return answer
