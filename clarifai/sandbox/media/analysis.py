"""What is found out about an input once, when it is added to an app.

Pictures and videos are looked at, texts are read, audio is decoded. There are vectors and
concepts of pictures and videos alone: no model here has read a text or listened to a sound.
"""
from __future__ import annotations

import codecs
import collections
import logging
from typing import Any

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.errors import MediaUnavailable, RecognitionFailed
from clarifai.sandbox.learning import sounds
from clarifai.sandbox.learning.pictures import MediaError
from clarifai.sandbox.media import frames
from clarifai.sandbox.models.vision import MEASURING, Vision

LOG = logging.getLogger(__name__)

TEXT, AUDIO = 'text', 'audio'
KINDS = frames.KINDS + (TEXT, AUDIO)
MAX_CHARACTERS = 10 ** 6
_MARKS = ((codecs.BOM_UTF8, 'utf-8-sig', 'UTF-8'), (codecs.BOM_UTF16_LE, 'utf-16', 'UTF-16'),
          (codecs.BOM_UTF16_BE, 'utf-16', 'UTF-16'))

Analysis = collections.namedtuple('Analysis', 'embedding predicted info text')
Analysis.__doc__ = """What is known of an input.

Attributes:
    embedding: its vector, or None.
    predicted: names of concepts of the general model, with values.
    info: its size and the like, in the API's words.
    text: what stands in it, or None.
"""
Failure = collections.namedtuple('Failure', 'code details')
Failure.__doc__ = """Why nothing is known of an input.

Attributes:
    code: an input status code.
    details: what happened.
"""


def analyse(kind: str, data: bytes, vision: Vision = MEASURING) -> Analysis | Failure:
    """Return the `Analysis` about an input as `measure` does, or a `Failure`; never raise."""
    try:
        return measure(kind, data, vision)
    except Exception as error:
        return failure(error)


def failure(error: Exception) -> Failure:
    """Return the `Failure` that an exception stands for; what nobody expected is logged as well."""
    if isinstance(error, RecognitionFailed):
        return Failure(codes.INPUT_FAILED, error.details)
    if isinstance(error, MediaUnavailable):
        return Failure(error.code, error.details)
    LOG.error('an input could not be looked at', exc_info=error)
    return Failure(codes.INPUT_FAILED, f'Unexpected {type(error).__name__}.')


def measure(kind: str, data: bytes, vision: Vision = MEASURING) -> Analysis:
    """Return the `Analysis` about an input.

    Args:
        kind: one of `KINDS`.
        data: the file.
        vision: how to look at pictures and videos.

    Raises:
        MediaUnavailable: the bytes are not what they are said to be.
    """
    if kind == TEXT:
        text, encoding = read_text(data)
        return Analysis(None, [], {'char_count': len(text), 'encoding': encoding}, text)
    if kind == AUDIO:
        return Analysis(None, [], _audio_info(data), None)
    seen = frames.measure(kind, data, vision)
    return Analysis(seen.embedding, seen.predicted, seen.info, None)


def read_text(data: bytes) -> tuple[str, str]:
    """Return the text in a file and the name of its encoding: UTF-8, or UTF-16 with its mark.

    Raises:
        MediaUnavailable: it is neither, or it is too long.
    """
    encoding, name = next(((encoding, name) for mark, encoding, name in _MARKS
                           if data.startswith(mark)), ('utf-8', 'UTF-8'))
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise MediaUnavailable(codes.INPUT_UNSUPPORTED_FORMAT,
                               f'The bytes are no text in {name}.')
    if '\x00' in text:
        raise MediaUnavailable(codes.INPUT_UNSUPPORTED_FORMAT,
                               'The bytes are no text: there are zeros among them.')
    if len(text) > MAX_CHARACTERS:
        raise MediaUnavailable(codes.INPUT_OVER_LIMIT, 'The text has %d characters; at most %d are '
                               'taken.' % (len(text), MAX_CHARACTERS))
    return text, name


def _audio_info(data: Any) -> Any:
    try:
        sound = sounds.read_sound(data)
    except MediaError as error:
        raise frames.unusable(error)
    return {'audio_format': sound.format.upper(), 'sample_rate': sound.sample_rate,
            'duration_seconds': round(sound.seconds, 3), 'bit_rate': sound.bit_rate}
