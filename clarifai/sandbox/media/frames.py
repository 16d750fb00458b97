"""Bytes to something to look at: a picture, or the frames of a video, decoded and checked."""
from __future__ import annotations

import collections
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.errors import MediaUnavailable
from clarifai.sandbox.learning import clips, faces, pictures
from clarifai.sandbox.models import outputs
from clarifai.sandbox.models.vision import MEASURING, Vision

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.learning.embeddings import Embedding
    from clarifai.sandbox.learning.pictures import MediaError, Picture

IMAGE, VIDEO = KINDS = ('image', 'video')
MOST_FRAMES = 600
FRAME_EVERY_MS = 1000

Seen = collections.namedtuple('Seen', 'embedding predicted info')


def picture(data: bytes) -> Picture:
    """Return a `Picture` of the bytes.

    Raises:
        MediaUnavailable: they are no picture, or one that is too large.
    """
    try:
        return pictures.read_picture(data)
    except pictures.MediaError as error:
        raise unusable(error)


def frames(data: bytes, sample_ms: int) -> Iterator[Any]:
    """Give the frames of a video one after the other, so that only one is held in memory.

    Args:
        data: the file.
        sample_ms: the time between two frames, in milliseconds.

    Yields:
        (int, int, pictures.Picture): index, time in milliseconds, frame.

    Raises:
        MediaUnavailable: the bytes are no video, or one with too many frames to look at.
    """
    number = 0
    try:
        clip = clips.read_clip(data)
        if clip.duration_ms > sample_ms * MOST_FRAMES:
            raise MediaUnavailable(
                codes.INPUT_OVER_LIMIT, 'The video lasts %d s; at one frame every %d ms, more '
                'than %d frames would have to be looked at. Set a larger sample_ms.'
                % (clip.duration_ms // 1000, sample_ms, MOST_FRAMES))
        for frame in clip.frames(sample_ms=sample_ms):
            number += 1
            yield frame
    except pictures.MediaError as error:
        raise unusable(error)
    if not number:
        raise MediaUnavailable(codes.INPUT_UNSUPPORTED_FORMAT, 'The video has no frames.')


def output_data(kind: str, data: bytes, describe: Callable[..., Any],
                sample_ms: int) -> list[dict[str, Any]]:
    """Return the ``data`` of an output: of a picture, or of each frame of a video.

    Args:
        kind: one of `KINDS`.
        data: the file.
        describe: picture -> what to say of it.
        sample_ms: the time between two frames, in milliseconds.

    Raises:
        MediaUnavailable: the bytes cannot be looked at.
    """
    if kind == IMAGE:
        return describe(picture(data))
    return {'frames': [{'frame_info': {'index': index, 'time': time_ms}, 'data': describe(frame)}
                       for index, time_ms, frame in frames(data, sample_ms)]}


def unusable(error: MediaError) -> MediaUnavailable:
    """Return the `MediaUnavailable` that stands for a `MediaError`."""
    code = codes.INPUT_OVER_LIMIT if error.kind == 'too_large' else codes.INPUT_UNSUPPORTED_FORMAT
    return MediaUnavailable(code, str(error))


def measure(kind: str, data: bytes, vision: Vision = MEASURING) -> Seen:
    """Look at a whole input, as is done once when it is added to an app.

    Args:
        kind: one of `KINDS`.
        data: the file.
        vision: how to look at it.

    Returns:
        Seen: its ``embedding``, the general model's ``predicted`` concepts as (name, value), and
        ``info`` in the API's words. Of a video, means over its frames.

    Raises:
        MediaUnavailable: the bytes cannot be looked at, or the recogniser failed.
    """
    if kind == IMAGE:
        seen = picture(data)
        info = {'width': seen.width, 'height': seen.height, 'format': seen.format}
        return Seen(vision.embedding.embed(seen), _predicted(vision.name(seen), 1), info)
    return _measure_video(data, vision)


def vector(kind: str, data: bytes, embedding: Embedding) -> NDArray[Any]:
    """Return the vector alone of a whole picture or video; see `measure`."""
    if kind == IMAGE:
        return embedding.embed(picture(data))
    return _mean([embedding.embed(frame) for _, _, frame in frames(data, FRAME_EVERY_MS)])


def people(kind: str, data: bytes) -> float:
    """Return how surely there are people in a whole picture or video, 0 to 1; see `measure`."""
    if kind == IMAGE:
        return outputs.rounded(faces.surest_face(picture(data)))
    return outputs.rounded(numpy.mean(
        [faces.surest_face(frame) for _, _, frame in frames(data, FRAME_EVERY_MS)]))


def _measure_video(data: bytes, vision: Vision) -> Seen:
    vectors, recognised = [], []
    for _, _, frame in frames(data, FRAME_EVERY_MS):
        vectors.append(vision.embedding.embed(frame))
        recognised.extend(vision.name(frame))
        info = {'width': frame.width, 'height': frame.height}
    return Seen(_mean(vectors), _predicted(recognised, len(vectors)), info)


def _mean(vectors: Any) -> Any:
    mean = numpy.mean(vectors, axis=0)
    length = float(numpy.linalg.norm(mean)) or 1.0
    return (mean / length).astype('float32')


def _predicted(recognised: list[tuple[str, float]], views: int) -> list[tuple[str, float]]:
    totals: dict[Any, Any] = {}
    for name, score in recognised:
        totals[name] = totals.get(name, 0.0) + float(score)
    return [(name, outputs.rounded(total / views)) for name, total in totals.items()]
