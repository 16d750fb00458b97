"""Bytes to sampled frames: decoding of video, with the same care as for pictures."""
from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from clarifai.sandbox.learning.pictures import (WORKING_SIDE, MediaError, check_size, fitted,
                                                picture_from_image)

if TYPE_CHECKING:
    from clarifai.sandbox.learning.pictures import Picture

MAX_DURATION_MS = 2 * 60 * 60 * 1000
MAX_FRAMES = 500000
MAX_PIXELS_OF_ALL_FRAMES = 150 * 10 ** 9  # ten minutes of 4K; decoding them takes some minutes
_TOLERANCE_MS = 500  # decoders may hold back a few frames at the end

# (offset, signature, FFmpeg demuxer). The demuxer is always named: left to guess, FFmpeg would also
# accept playlists, and those make it open other files and addresses.
_CONTAINERS = (
    (4, b'ftyp', 'mp4'), (4, b'moov', 'mp4'), (4, b'mdat', 'mp4'), (4, b'wide', 'mp4'),
    (4, b'free', 'mp4'), (4, b'skip', 'mp4'), (4, b'pnot', 'mp4'),
    (0, b'\x1a\x45\xdf\xa3', 'matroska'), (8, b'AVI ', 'avi'), (0, b'FLV', 'flv'),
    (0, b'\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'asf'), (0, b'OggS', 'ogg'),
    (0, b'\x00\x00\x01\xba', 'mpeg'), (0, b'GIF8', 'gif'), (0, b'\x47', 'mpegts'))


class Clip:
    """A video that can be sampled.

    Attributes:
        duration_ms: how long its pictures last, in milliseconds; at least 1.
        width: width of its frames in pixels, as coded.
        height: height of its frames in pixels, as coded.
        format: FFmpeg's name of the container.
    """

    def __init__(self, data: bytes, format: str, duration_ms: int, last_frame_ms: float, width: int,
                 height: int) -> None:
        self._data = data
        self._last_frame_ms = last_frame_ms
        self.format = format
        self.duration_ms = duration_ms
        self.width = width
        self.height = height

    def __repr__(self) -> Any:
        return 'Clip(%s, %d ms, %d x %d)' % (self.format, self.duration_ms, self.width, self.height)

    def frames(self, sample_ms: int = 1000) -> Iterator[Any]:
        """Cut the clip into windows of `sample_ms` and give the frame shown in the middle of each.

        A last window whose middle is past the end of the clip is left out; of a clip that is
        shorter than half a window, its own middle is given. Where the data break off or are
        damaged, the frames end early.

        Args:
            sample_ms: length of a window in milliseconds, at least 1.

        Yields:
            tuple: (index from 0, time of the middle in whole milliseconds, Picture).

        Raises:
            ValueError: when sample_ms is less than 1.
        """
        if sample_ms < 1:
            raise ValueError(f'sample_ms must be at least 1, not {sample_ms!r}.')
        return self._sample(int(sample_ms))

    def _sample(self, sample_ms: int) -> Iterator[tuple[int, int, Picture] | None]:
        shown, picture, last_ms = None, None, 0.0
        middles = enumerate(self._middles(sample_ms))
        index, middle = next(middles)
        for time_ms, frame in _decoded(self._data, self.format):
            while shown is not None and time_ms > middle:
                picture = picture or _upright_picture(shown, self.format)
                yield index, int(middle), picture
                index, middle = next(middles, (None, None))
                if index is None:
                    return
            shown, picture, last_ms = frame, None, time_ms
        if shown is None:
            return
        picture = picture or _upright_picture(shown, self.format)
        # The last frame stays to the end of the clip, unless it is only the last that is legible.
        whole = last_ms + _TOLERANCE_MS >= self._last_frame_ms
        while index is not None and (whole or not index or middle <= last_ms):
            yield index, int(middle), picture
            index, middle = next(middles, (None, None))

    def _middles(self, sample_ms: int) -> Iterator[float | None]:
        """Give the times of the middles of all windows, in milliseconds; there is at least one."""
        if self.duration_ms < sample_ms / 2.0:
            yield self.duration_ms / 2.0
            return
        middle = sample_ms / 2.0
        while middle <= self.duration_ms:
            yield middle
            middle += sample_ms


def read_clip(data: bytes) -> Clip:
    """Open a video and decode its first frame, to know that there is one.

    Args:
        data: a whole file: MP4 and QuickTime, Matroska and WebM, AVI, MPEG, Ogg, FLV, ASF
            or GIF.

    Returns:
        Clip

    Raises:
        MediaError: when no video stream in it can be decoded, or it is too large or too long.
    """
    format = _container(data)
    if format is None:
        raise MediaError('The bytes are not a video in a known container.')
    duration_ms, last_frame_ms = _measured_ms(data, format)
    if duration_ms > MAX_DURATION_MS:
        raise MediaError('The video lasts %d s; at most %d s are accepted.' %
                         (duration_ms // 1000, MAX_DURATION_MS // 1000), 'too_large')
    for _, frame in _decoded(data, format):
        return Clip(data, format, duration_ms, last_frame_ms, frame.width, frame.height)
    raise MediaError('No frame of the video can be decoded.')


def _container(data: bytes) -> str | None:
    for offset, signature, format in _CONTAINERS:
        if data[offset:offset + len(signature)] == signature:
            return format
    return None


def _open(data: bytes, format: str) -> Any:
    import av
    return av.open(io.BytesIO(data), format=format)


def _measured_ms(data: bytes, format: str) -> tuple[int, float]:
    """The duration and the time of the last frame, from the packets: headers are often wrong."""
    try:
        with _open(data, format) as container:
            if not container.streams.video:
                raise MediaError('There is no video stream in it.')
            stream = container.streams.video[0]
            check_size(stream.codec_context.width or 1, stream.codec_context.height or 1)
            return _packets_ms(container, stream)
    except MediaError:
        raise
    except Exception as error:  # FFmpeg's errors come as many classes.
        raise MediaError(f'The bytes are not a video that can be decoded ({error}).')


def _packets_ms(container: Any, stream: Any) -> tuple[int, float]:
    first, last, end, count = None, 0, 0, 0
    most = _most_frames(stream.codec_context)
    try:
        for packet in container.demux(stream):
            if not packet.size:
                continue
            count += 1
            if count > most:
                raise MediaError('The video has more than %d frames, which are too many of its '
                                 'size. Shorten it, or scale it down.' % most, 'too_large')
            if packet.pts is not None:
                first = packet.pts if first is None else min(first, packet.pts)
                last = max(last, packet.pts)
                end = max(end, packet.pts + (packet.duration or 0))
    except MediaError:
        raise
    except Exception:  # Cut-off files count as far as they go.
        pass
    if first is not None and end > first:
        unit = stream.time_base * 1000
        return max(1, int(round((end - first) * unit))), float((last - first) * unit)
    duration_ms = max(1, int(count * 1000 / (stream.average_rate or 25)))
    return duration_ms, 0.0


def _most_frames(picture: Any) -> int:
    pixels = max(1, (picture.width or 1) * (picture.height or 1))
    return min(MAX_FRAMES, MAX_PIXELS_OF_ALL_FRAMES // pixels)


def _decoded(data: bytes, format: str) -> Iterator[tuple[float, Any]]:
    """Yield (milliseconds since the first frame, av.VideoFrame) up to the end or first damage."""
    try:
        with _open(data, format) as container:
            stream = container.streams.video[0]
            stream.thread_type = 'AUTO'
            start, rate = None, float(stream.average_rate or 25)
            for number, frame in enumerate(container.decode(stream)):
                check_size(frame.width, frame.height)
                if frame.is_corrupt:  # the decoder filled in what it could not read
                    continue
                time = frame.time if frame.time is not None else number / rate
                start = time if start is None else start
                yield (time - start) * 1000.0, frame
    except MediaError:
        raise
    except Exception:  # Damage inside the stream: what was decoded before it stands.
        return


def _upright_picture(frame: Any, format: str) -> Picture:
    longest = min(WORKING_SIDE, max(frame.width, frame.height))
    width, height = fitted(frame.width, frame.height, longest)
    image = frame.to_image(width=width, height=height)
    # FFmpeg counts the angle counter-clockwise, as Pillow does.
    turns = int(round((getattr(frame, 'rotation', 0) or 0) / 90.0)) % 4
    size = (frame.width, frame.height)
    if turns:
        image = image.rotate(90 * turns, expand=True)
        size = size[::-1] if turns % 2 else size
    picture = picture_from_image(image, format.upper())
    picture.width, picture.height = size
    return picture
