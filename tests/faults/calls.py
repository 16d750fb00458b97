"""The calls that are put to the test, and what a test looks at when one has ended."""
from __future__ import absolute_import

from collections import namedtuple
import time

from clarifai.errors import ApiError
from clarifai.rest import Image
from clarifai.retry import RetryPolicy

KEY = '0123456789abcdef0123456789abcdef'
PAT = 'fedcba9876543210fedcba9876543210'
URL = 'https://pics.example.com/pier.jpg'

# What a call does; whether doing it twice is doing it once; what it writes, as `Backend.done` says.
Call = namedtuple('Call', 'run safe writes')

CALLS = {
    'get': Call(lambda app: app.api.get_inputs(), True, []),
    'predict': Call(lambda app: app.public_models.general_model.predict_by_url(URL), True, []),
    'search': Call(lambda app: app.inputs.search_by_predicted_concepts('pier'), True, []),
    'delete': Call(lambda app: app.inputs.delete('in-9'), True, ['delete in-9']),
    'merge': Call(lambda app: app.inputs.add_concepts('in-9', ['pier']), True, ['merge in-9']),
    'add with an id': Call(
        lambda app: app.inputs.create_image_from_url(URL, image_id='in-1'), True, ['add in-1']),
    'add several with ids': Call(
        lambda app: app.inputs.bulk_create_images(
            [Image(url=URL, image_id='in-%d' % one, concepts=['pier']) for one in range(3)]),
        True, ['add in-0', 'add in-1', 'add in-2']),
    'add without an id': Call(
        lambda app: app.inputs.create_image_from_url(URL), False, ['add ' + URL]),
    'train': Call(
        lambda app: app.api.create_model_version('boats'), False, ['POST /models/boats/versions']),
}
SAFE = sorted(name for name, call in CALLS.items() if call.safe)
UNSAFE = sorted(name for name, call in CALLS.items() if not call.safe)
Outcome = namedtuple('Outcome', 'result error seconds')


def run(function, *args):
    """Make a call.

    Returns:
        Outcome: its result, or the ApiError that it ended with, and the seconds it took.
    """
    start = time.time()
    try:
        result, error = function(*args), None
    except ApiError as failure:
        result, error = None, failure
    return Outcome(result, error, time.time() - start)


def quick(**settings):
    """A RetryPolicy that hardly waits."""
    return RetryPolicy(**dict(dict(attempts=3, total=20, backoff=0.01, throttle=0.05), **settings))
