"""Bytes to pixels: decoding of still pictures, with limits that keep a server safe."""
from __future__ import annotations

import contextlib
import io
import threading
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image
from PIL.Image import Transpose

from clarifai.sandbox.learning.colourspace import to_lab

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Formats are named so that Pillow does not try the ones that start other programs or open other
# files.
FORMATS = ('JPEG', 'PNG', 'GIF', 'WEBP', 'BMP', 'TIFF')
MAX_PIXELS = 85000000  # stays under the size at which Pillow itself warns of a decompression bomb
MAX_SIDE = 65535
WORKING_SIDE = 640
SQUARE = 128
# Some hundred bytes can hold 85 megapixels, which take up to a gigabyte while they are decoded.
LARGE = 16000000
_one_large = threading.Lock()

_TILE_TAGS = (322, 323)
_ORIENTATION_TAG = 0x0112
_ORIENTATIONS = {
    2: Transpose.FLIP_LEFT_RIGHT, 3: Transpose.ROTATE_180, 4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE, 6: Transpose.ROTATE_270, 7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90}
_SIDEWAYS = (Transpose.TRANSPOSE, Transpose.TRANSVERSE, Transpose.ROTATE_90, Transpose.ROTATE_270)


class MediaError(ValueError):
    """The bytes cannot be used as a picture or a video.

    Attributes:
        kind: ``'undecodable'`` when they are broken or something else, ``'too_large'`` when
            they are refused for their dimensions or length.
    """

    def __init__(self, message: str, kind: str = 'undecodable') -> None:
        super().__init__(message)
        self.kind = kind


class Picture:
    """A decoded picture, ready to be measured.

    Attributes:
        rgb: uint8, H x W x 3, sRGB, turned upright, longest side at most 640
            pixels.
        width: width of the original in pixels, after turning it upright.
        height: height of the original in pixels, after turning it upright.
        format: what it was decoded from, in Pillow's words: ``'JPEG'``, ``'PNG'``, ...
        look: what the recogniser says, once it was asked; else None.
    """

    __slots__ = ('rgb', 'width', 'height', 'format', 'look', '_detail', '_image', '_half',
                 '_square')

    def __init__(self, rgb: NDArray[Any], width: int, height: int, format: str) -> None:
        self.rgb = rgb
        self.width = width
        self.height = height
        self.format = format
        self.look = self._detail = self._image = self._half = self._square = None

    @classmethod
    def of_image(cls, image: Image.Image, width: int, height: int, format: str,
                 detail: Image.Image | None = None) -> Picture:
        """Make one of a Pillow image (mode RGB, working size, upright) that nobody else changes.

        Args:
            image: the image.
            width, height, format: see the attributes.
            detail: the same with more pixels, if there are.

        Returns:
            Picture
        """
        made = cls(np.array(image), width, height, format)
        made._image = image
        made._detail = detail
        return made

    def detail(self) -> Any:
        """The picture with all the pixels that are kept of it, as a Pillow image: do not change it.

        Returns:
            PIL.Image.Image: upright, mode RGB, less than twice the working size.
        """
        if self._detail is None:
            self._image = self._detail = self._image or Image.fromarray(self.rgb)
        return self._detail

    def __repr__(self) -> Any:
        return 'Picture(%s, %d x %d)' % (self.format, self.width, self.height)

    def square(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """The pixels resampled to `SQUARE` x `SQUARE`, whatever the picture's shape.

        Returns:
            tuple: the same in sRGB (numpy.ndarray, uint8) and in Lab (numpy.ndarray, float32). They
            are computed once and shared: do not change them.
        """
        if self._square is None:
            rgb = self.scaled(SQUARE, SQUARE)
            self._square = rgb, to_lab(rgb)
        return self._square

    def scaled(self, width: int, height: int) -> NDArray[Any]:
        """The pixels resampled to exactly this size, each averaged over the area it covers.

        Args:
            width: new width in pixels.
            height: new height in pixels.

        Returns:
            uint8, height x width x 3.
        """
        if self._half is None:
            # A picture is scaled to several small sizes; most of the work is the same for all.
            self._image = self._image or Image.fromarray(self.rgb)
            self._half = self._image.reduce(2)
        image = self._half
        if width > image.width or height > image.height:
            image = self._image
        return np.asarray(image.resize((width, height), Image.Resampling.BILINEAR))

    def reduced(self, longest: int) -> NDArray[Any]:
        """The pixels with the longest side at most this many pixels; never enlarged.

        Args:
            longest: largest permitted side in pixels.

        Returns:
            uint8, H x W x 3.
        """
        height, width = self.rgb.shape[:2]
        if max(height, width) <= longest:
            return self.rgb
        return self.scaled(*fitted(width, height, longest))


def halved(plane: NDArray[Any]) -> NDArray[Any]:
    """The mean of each block of two by two pixels.

    Args:
        plane: floats, H x W or H x W x channels, H and W even.

    Returns:
        half as high and wide.
    """
    return 0.25 * (plane[::2, ::2] + plane[1::2, ::2] + plane[::2, 1::2] + plane[1::2, 1::2])


def fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    """The size of the same shape whose longest side is `longest`; no side becomes zero.

    Args:
        width: present width.
        height: present height.
        longest: the new longest side.

    Returns:
        tuple: (width, height).
    """
    ratio = float(longest) / max(width, height)
    return max(1, int(round(width * ratio))), max(1, int(round(height * ratio)))


def check_size(width: int, height: int) -> None:
    """Refuse dimensions that no photograph has.

    Args:
        width: in pixels.
        height: in pixels.

    Raises:
        MediaError: of kind ``'too_large'``.
    """
    if width < 1 or height < 1:
        raise MediaError('The picture has no pixels (%d x %d).' % (width, height))
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise MediaError(
            'The picture is %d x %d pixels; at most %d megapixels and %d pixels on a side are '
            'accepted. Scale it down.' % (width, height, MAX_PIXELS // 1000000, MAX_SIDE),
            'too_large')


def picture_from_image(image: Image.Image, format: str) -> Picture:
    """A Picture of a decoded, upright Pillow image.

    Args:
        image: in any mode.
        format: what to report as the picture's format.

    Returns:
        Picture
    """
    width, height = image.size
    return _picture(image, width, height, format)


def read_picture(data: bytes) -> Picture:
    """Decode a picture. Of an animation, the first frame.

    Args:
        data: a whole file in one of `FORMATS`.

    Returns:
        Picture

    Raises:
        MediaError: when the bytes are no picture, or one that is too large.
    """
    if not data:
        raise MediaError('There are no bytes to decode.')
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            check_size(*image.size)
            if image.format == 'TIFF':
                check_size(*(image.tag_v2.get(tag, 1) for tag in _TILE_TAGS))
            return _decode(image)
    except MediaError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise MediaError('The picture has too many pixels. Scale it down.', 'too_large')
    except Exception as error:  # Pillow's decoders raise nearly everything on broken files.
        raise MediaError(f'The bytes are not a picture that can be decoded ({_reason(error)}).')


def is_large(data: bytes) -> Any:
    """Tell from its first bytes whether a picture will take much memory to decode.

    Args:
        data: any file.

    Returns:
        False also for what is no picture.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return _takes_much(_drafted(image))
    except Exception:  # `read_picture` says what is wrong.
        return False


def _reason(error: OSError) -> str:
    text = str(error)
    # Pillow names the memory address of the stream, which says nothing to anybody.
    if not text or 'BytesIO' in text:
        return 'no known picture format'
    return text


def _decode(image: Any) -> Picture:
    format = image.format
    width, height = image.size
    drafted = _drafted(image)
    with _one_large if _takes_much(drafted) else contextlib.nullcontext():
        return _loaded(image, drafted, width, height, format)


def _drafted(image: Any) -> tuple[int, int]:
    """Prepare to decode a JPEG at a fraction of its size, many times faster if it is large.

    Returns:
        tuple: the (width, height) that it will have.
    """
    image.draft(None, fitted(image.width, image.height, WORKING_SIDE))
    return image.size


def _takes_much(size: tuple[int, int]) -> bool:
    return size[0] * size[1] > LARGE


def _loaded(image: Any, drafted: tuple[int, int], width: int, height: int, format: str) -> Picture:
    image.load()
    # Pillow turns some formats upright while it loads them; the size tells.
    if image.size == drafted[::-1] and image.size != drafted:
        width, height = height, width
    turn = _ORIENTATIONS.get(_orientation(image))
    if turn in _SIDEWAYS:
        width, height = height, width
    if format == 'MPO':
        format = 'JPEG'
    return _picture(image, width, height, format, turn)


def _orientation(image: Any) -> int | None:
    try:
        return image.getexif().get(_ORIENTATION_TAG)
    except Exception:  # Broken EXIF does not make the pixels unusable.
        return None


def _picture(image: Image.Image, width: int, height: int, format: str,
             turn: int | None = None) -> Picture:
    image, detail = _to_rgb(image), None
    if max(image.size) > WORKING_SIDE:
        detail = image.reduce(max(1, max(image.size) // WORKING_SIDE))
        image = image.resize(fitted(image.width, image.height, WORKING_SIDE),
                             Image.Resampling.LANCZOS, reducing_gap=3.0)
    if turn is not None:
        image, detail = image.transpose(turn), detail and detail.transpose(turn)
    return Picture.of_image(image, width, height, format, detail)


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode == 'RGB':
        return image
    if image.mode.startswith('I') or image.mode == 'F':
        if image.mode.startswith('I;'):
            image = image.convert('I')
        return Image.fromarray(_to_eight_bits(np.asarray(_reduced(image)))).convert('RGB')
    if image.mode in ('RGBA', 'LA', 'PA', 'RGBa', 'La') or 'transparency' in image.info:
        return _on_white(image)
    return image.convert('RGB')


def _to_eight_bits(values: NDArray[Any]) -> NDArray[Any]:
    """Scale deep grey values to 0..255; Pillow's own conversion cuts them off at 255 instead."""
    values = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if low < 0 or high > 65535:
        values, high = values - low, high - low
        top = high or 1.0
    elif high <= 1.0:
        top = 1.0
    else:
        top = 65535.0 if high > 255 else 255.0
    return np.clip(values * (255.0 / top) + 0.5, 0, 255).astype(np.uint8)


def _reduced(image: Image.Image) -> Image.Image:
    """Average blocks of a huge picture, whose conversion would take many times its memory."""
    factor = max(image.size) // (4 * WORKING_SIDE)
    return image.reduce(factor) if factor > 1 else image


def _on_white(image: Any) -> Image.Image:
    image = _reduced(image if image.mode == 'RGBA' else image.convert('RGBA'))
    page = Image.new('RGBA', image.size, (255, 255, 255, 255))
    page.alpha_composite(image)
    return page.convert('RGB')
