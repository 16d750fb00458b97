"""Bytes to sound: audio files are decoded, to know that they can be, and measured."""
from __future__ import annotations

import io

from clarifai.sandbox.learning.pictures import MediaError

MAX_SECONDS = 2 * 60 * 60

# (offset, signature, FFmpeg demuxer). As in `clips`, the demuxer is never left to guess.
_CONTAINERS = (
    (8, b'WAVE', 'wav'), (0, b'ID3', 'mp3'), (0, b'\xff\xfb', 'mp3'), (0, b'\xff\xf3', 'mp3'),
    (0, b'\xff\xf2', 'mp3'), (0, b'fLaC', 'flac'), (0, b'OggS', 'ogg'), (4, b'ftyp', 'mp4'),
    (0, b'\x1a\x45\xdf\xa3', 'matroska'), (0, b'\xff\xf1', 'aac'), (0, b'\xff\xf9', 'aac'),
    (8, b'AIFF', 'aiff'), (8, b'AIFC', 'aiff'), (0, b'.snd', 'au'), (0, b'#!AMR', 'amr'))


class Sound:
    """An audio file.

    Attributes:
        format: FFmpeg's name of the container.
        sample_rate: samples a second.
        seconds: how long it lasts.
        bit_rate: bits of the file for each second.
    """

    def __init__(self, format: str, sample_rate: int, seconds: float, bit_rate: int) -> None:
        self.format = format
        self.sample_rate = sample_rate
        self.seconds = seconds
        self.bit_rate = bit_rate


def read_sound(data: bytes) -> Sound:
    """Decode a whole audio file.

    Args:
        data: WAV, MP3, FLAC, Ogg, MP4, Matroska and WebM, AAC, AIFF, AU or AMR.

    Returns:
        Sound

    Raises:
        MediaError: when no audio stream in it can be decoded, or it is too long.
    """
    format = _container(data)
    if format is None:
        raise MediaError('The bytes are not audio in a known container.')
    try:
        sample_rate, samples = _decoded(data, format)
    except MediaError:
        raise
    except Exception as error:  # FFmpeg's errors come as many classes.
        raise MediaError(f'The bytes are not audio that can be decoded ({error}).')
    if not samples:
        raise MediaError('No sound in it can be decoded.')
    seconds = samples / float(sample_rate)
    return Sound(format, sample_rate, seconds, int(len(data) * 8 / seconds))


def _container(data: bytes) -> str | None:
    for offset, signature, format in _CONTAINERS:
        if data[offset:offset + len(signature)] == signature:
            return format
    return None


def _decoded(data: bytes, format: str) -> tuple[int, int]:
    """Return the sample rate and the number of samples that were decoded."""
    import av
    samples = 0
    with av.open(io.BytesIO(data), format=format) as container:
        if not container.streams.audio:
            raise MediaError('There is no audio stream in it.')
        for frame in container.decode(container.streams.audio[0]):
            rate = frame.sample_rate
            samples += frame.samples
            if samples > rate * MAX_SECONDS:
                raise MediaError('The audio lasts more than %d s.' % MAX_SECONDS, 'too_large')
    return (rate, samples) if samples else (0, 0)
