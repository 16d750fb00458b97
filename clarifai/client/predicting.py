"""What models and workflows share when they predict: inputs, and the wait while one starts."""
from __future__ import annotations

import os
from typing import Any, Callable, Dict, List, Sequence, TypeVar

from clarifai.content import content_of_bytes, content_of_path
from clarifai.errors import ApiError, UserError
from clarifai.redact import shown
from clarifai.waiting import wait_until

Input = Dict[str, Any]
Answer = TypeVar('Answer')

TYPES = ('image', 'text', 'video', 'audio')
# Codes of a model that is about to be ready: deploying, queued for that, busy, loading.
STARTING = (21351, 21352, 21354, 21355)
MOST_WAIT = 600.0  # seconds
INTERVAL = 2.0


def input_of_url(url: str, input_type: str) -> Input:
    """Return the input at an address.

    Raises:
        UserError: the address is no text, or the type none of `TYPES`.
    """
    _check_type(input_type)
    if not isinstance(url, str) or not url:
        raise UserError('url must be the address of the %s, not %s' % (input_type, shown(url)))
    return {'data': {input_type: {'url': url}}}


def input_of_filepath(filepath: Any, input_type: str) -> Input:
    """Return the input in a file, which is read while it is sent; of a text, here.

    Raises:
        UserError: there is no such file, it holds no text of UTF-8 where it is to be one, or the
            type is none of `TYPES`.
    """
    _check_type(input_type)
    if not isinstance(filepath, (str, os.PathLike)) or not os.path.isfile(filepath):
        raise UserError('filepath must be the path of a file, and there is none at %s'
                        % shown(filepath))
    if input_type != 'text':
        return {'data': {input_type: {'base64': content_of_path(filepath)}}}
    with open(filepath, 'rb') as opened:
        return _input_of_text(opened.read(), 'filepath')


def input_of_bytes(input_bytes: bytes, input_type: str) -> Input:
    """Return the input that some bytes are; they are not copied.

    Raises:
        UserError: they are no bytes, or no text of UTF-8 where they are to be one, or the type is
            none of `TYPES`.
    """
    _check_type(input_type)
    if isinstance(input_bytes, str):
        raise UserError('input_bytes must be bytes, not text%s' % (
            ': give text.encode("utf-8")' if input_type == 'text' else ''))
    if input_type == 'text' and isinstance(input_bytes, (bytes, bytearray)):
        return _input_of_text(input_bytes, 'input_bytes')
    return {'data': {input_type: {'base64': content_of_bytes(input_bytes, 'input_bytes')}}}


def _check_type(input_type: Any) -> None:
    if input_type not in TYPES:
        raise UserError('input_type must be one of %s, not %s'
                        % (', '.join(TYPES), shown(input_type)))


def _input_of_text(data: Any, argument: str) -> Input:
    try:
        return {'data': {'text': {'raw': data.decode('utf-8')}}}
    except UnicodeDecodeError:
        raise UserError('%s is no text of UTF-8' % argument) from None


def checked_inputs(inputs: Any, most: int) -> List[Any]:
    """Return the inputs of a prediction.

    Args:
        inputs (list): as the caller gave them.
        most (int): how many go into one request; 0 for any number.

    Raises:
        UserError: they are no list, or none, or too many.
    """
    if isinstance(inputs, (str, bytes, dict)) or not isinstance(inputs, Sequence):
        raise UserError('inputs must be a list of inputs, as Inputs.get_input_from_url() and its '
                        'like make them, not %s' % shown(inputs))
    if not inputs:
        raise UserError('inputs is empty: give one or more')
    if most and len(inputs) > most:
        raise UserError('inputs has %d items, and one request takes at most %d: call predict_all() '
                        'with them' % (len(inputs), most))
    return list(inputs)


def when_ready(predict: Callable[[], Answer], what: str) -> Answer:
    """Predict, as often as it takes while what predicts is being started.

    Args:
        predict (callable): sends the request.
        what (str): what predicts, for the message.

    Raises:
        ApiClientError: it is still not ready after `MOST_WAIT` seconds.
        ApiError: the server refused, failed or could not be reached.
    """
    answers: List[Answer] = []

    def missing() -> Any:
        try:
            answers.append(predict())
        except ApiError as error:
            if error.error_code not in STARTING:
                raise
            return '%s %s' % (error.error_code, error.error_desc)
        return None
    wait_until(missing, what, MOST_WAIT, INTERVAL)
    return answers[0]
