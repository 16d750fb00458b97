"""How templates write states, numbers, times and JSON."""
import json
from typing import Any

from clarifai.sandbox import status_codes as codes

READY, WAITING, FAILED, IDLE = 'ready', 'waiting', 'failed', 'idle'
STEPS = 10
_DONE = (codes.INPUT_SUCCESS, codes.MODEL_TRAINED, codes.MODEL_EVALUATED)
_UNDER_WAY = codes.INPUT_WAITING + codes.TRAINING_WAITING + codes.EVALUATION_WAITING
_SHORT = {
    codes.INPUT_SUCCESS: 'ready', codes.INPUT_PENDING: 'pending',
    codes.INPUT_IN_PROGRESS: 'processing', codes.MODEL_TRAINED: 'trained',
    codes.MODEL_TRAINING: 'training', codes.MODEL_QUEUED_FOR_TRAINING: 'queued',
    codes.MODEL_UNTRAINED: 'not trained', codes.MODEL_EVALUATED: 'evaluated',
    codes.MODEL_EVALUATING: 'evaluating', codes.MODEL_QUEUED_FOR_EVALUATION: 'queued',
    codes.MODEL_NOT_EVALUATED: 'not evaluated',
}


def tone(code: int) -> Any:
    """Return what a status code means for whoever looks: ready, waiting, failed or idle."""
    if code in _DONE:
        return READY
    if code in _UNDER_WAY:
        return WAITING
    return IDLE if code in (codes.MODEL_UNTRAINED, codes.MODEL_NOT_EVALUATED) else FAILED


def state(code: int) -> Any:
    """Return a status code in a word."""
    return _SHORT.get(code, 'failed')


def description(code: int) -> Any:
    """Return a status code in the API's words."""
    return codes.DESCRIPTIONS.get(code, '')


def app_name(app: Any) -> Any:
    """Return what an app is called: as its user named it, or after the key that opens it.

    That is by its last characters, where they are known, or by the id that the app is kept under.
    """
    if app['name']:
        return app['name']
    if app['key_end']:
        return f"App of the key \N{HORIZONTAL ELLIPSIS}{app['key_end']}"
    return f"App of a key, {app['id'][:8]}"


def share(value: Any) -> Any:
    """Return a number in 0..1 with two decimals, a dash for what could not be measured."""
    return f'{value:.2f}' if value is not None else '\N{EN DASH}'


def step(value: Any) -> Any:
    """Return a number in 0..1 as one of the steps 0 to 10, for the shade of a cell."""
    return int(round(STEPS * max(0.0, min(1.0, value or 0.0))))


def moment(text: str) -> Any:
    """Return an RFC 3339 time without fractions of seconds: ``2018-09-14 07:21:35``."""
    return text[:19].replace('T', ' ')


def pretty(value: Any) -> Any:
    """Return parsed JSON as indented text; text stays as it is."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)


def number(value: Any) -> Any:
    """Return a whole number with its thousands apart."""
    return f'{value:,}'


FILTERS = {'tone': tone, 'state': state, 'description': description, 'app_name': app_name,
           'share': share, 'step': step, 'moment': moment, 'pretty': pretty, 'number': number}
