"""Bytes to pixels: every kind of picture comes out right, everything else is a MediaError."""
from __future__ import absolute_import

import io
import struct
import zlib

import pytest

np = pytest.importorskip('numpy')
Image = pytest.importorskip('PIL.Image')
pytest.importorskip('skimage')

from skimage import data as photographs

from clarifai.sandbox.learning import pictures
from clarifai.sandbox.learning.pictures import MediaError, read_picture

# Pillow warns of what is wrong with the damaged files; that they are damaged is the point.
pytestmark = [pytest.mark.filterwarnings('ignore::UserWarning'),
              pytest.mark.filterwarnings('ignore::PIL.Image.DecompressionBombWarning')]

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def encoded(image, format='PNG', **options):
    stream = io.BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


def quarters(size=64):
    """Red and green above, blue and white below."""
    image = Image.new('RGB', (size, size // 2), WHITE)
    half, quarter = size // 2, size // 4
    image.paste(RED, (0, 0, half, quarter))
    image.paste(GREEN, (half, 0, size, quarter))
    image.paste(BLUE, (0, quarter, half, half))
    return image


def corners(picture):
    height, width = picture.rgb.shape[:2]
    return [tuple(int(round(c / 255.0)) * 255 for c in picture.rgb[y, x])
            for y in (height // 8, -height // 8) for x in (width // 8, -width // 8)]


def png_claiming(width, height):
    """The head of a PNG with these dimensions and next to no data."""
    def chunk(kind, body):
        crc = zlib.crc32(kind + body) & 0xffffffff
        return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', crc)
    head = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) +
            chunk(b'IDAT', zlib.compress(b'\0' * 64)) + chunk(b'IEND', b''))


@pytest.mark.parametrize('format', ['PNG', 'JPEG', 'BMP', 'TIFF', 'WEBP', 'GIF'])
def test_formats(format):
    options = {'quality': 95} if format in ('JPEG', 'WEBP') else {}
    picture = read_picture(encoded(quarters(), format, **options))
    assert (picture.width, picture.height, picture.format) == (64, 32, format)
    assert picture.rgb.shape == (32, 64, 3)
    assert picture.rgb.dtype == np.uint8
    assert corners(picture) == [RED, GREEN, BLUE, WHITE]


def test_photograph_is_reduced_and_keeps_its_size_on_record():
    original = Image.fromarray(photographs.rocket()).resize((1709, 1140))
    picture = read_picture(encoded(original, 'JPEG'))
    assert (picture.width, picture.height) == (1709, 1140)
    assert picture.rgb.shape == (427, 640, 3)
    expected = np.asarray(original.resize((640, 427)), np.float64)
    assert np.abs(picture.rgb - expected).mean() < 4


def test_small_pictures_are_not_enlarged():
    assert read_picture(encoded(Image.new('RGB', (3, 2)))).rgb.shape == (2, 3, 3)


@pytest.mark.parametrize('size', [(1, 1), (1, 5000), (5000, 1), (2, 65535)])
def test_extreme_shapes(size):
    picture = read_picture(encoded(Image.new('RGB', size, RED)))
    assert (picture.width, picture.height) == size
    assert max(picture.rgb.shape) <= 640
    assert picture.rgb.reshape(-1, 3).tolist() == [list(RED)] * (picture.rgb.size // 3)


@pytest.mark.parametrize('orientation', range(1, 9))
@pytest.mark.parametrize('format', ['JPEG', 'TIFF', 'PNG', 'WEBP'])
def test_exif_orientation(orientation, format):
    stored = quarters()
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = read_picture(encoded(stored, format, exif=exif))
    turned = {1: lambda a: a, 2: lambda a: a[:, ::-1],
              3: lambda a: a[::-1, ::-1], 4: lambda a: a[::-1],
              5: lambda a: a.transpose(1, 0, 2), 6: lambda a: np.rot90(a, -1),
              7: lambda a: np.rot90(a, 2).transpose(1, 0, 2), 8: np.rot90}
    expected = turned[orientation](np.asarray(stored))
    assert (picture.height, picture.width) == expected.shape[:2]
    assert np.abs(picture.rgb.astype(int) - expected).mean() < 12


def test_orientation_of_a_large_photograph():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = read_picture(encoded(quarters(2000), 'JPEG', exif=exif))
    assert (picture.width, picture.height) == (1000, 2000)
    assert picture.rgb.shape == (640, 320, 3)
    assert corners(picture) == [BLUE, RED, WHITE, GREEN]


def test_broken_exif_does_not_matter():
    data = encoded(quarters(), 'JPEG', exif=b'Exif\0\0MM\0*\0\0\0\x08\xff\xff' + b'\xff' * 40)
    assert corners(read_picture(data)) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize('mode,expected', [
    ('1', WHITE), ('L', (200, 200, 200)), ('P', (200, 200, 200)), ('CMYK', (200, 200, 200))])
def test_modes(mode, expected):
    format = {'CMYK': 'JPEG'}.get(mode, 'PNG')
    image = Image.new('RGB', (16, 16), (200, 200, 200)).convert(mode)
    picture = read_picture(encoded(image, format))
    assert np.abs(picture.rgb.reshape(-1, 3).mean(axis=0) - expected).max() < 56 * (mode == '1') + 3


def test_cmyk_jpeg_keeps_its_colours():
    picture = read_picture(encoded(quarters().convert('CMYK'), 'JPEG', quality=95))
    assert corners(picture) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize('mode', ['RGBA', 'LA', 'P'])
def test_transparent_parts_are_white(mode):
    image = Image.new('RGBA', (8, 8), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 4, 8))
    picture = read_picture(encoded(image.convert(mode)))
    assert tuple(picture.rgb[4, 1]) == (0, 0, 0)
    assert tuple(picture.rgb[4, 6]) == WHITE


def test_half_transparent_red_on_white():
    picture = read_picture(encoded(Image.new('RGBA', (4, 4), (255, 0, 0, 128))))
    assert np.abs(picture.rgb[0, 0].astype(int) - (255, 127, 127)).max() <= 1


@pytest.mark.parametrize('format', ['PNG', 'TIFF'])
def test_sixteen_bits(format):
    ramp = np.tile(np.linspace(0, 65535, 64).astype(np.uint16), (16, 1))
    picture = read_picture(encoded(Image.fromarray(ramp), format))
    assert np.abs(picture.rgb[8, :, 1] - np.linspace(0, 255, 64)).max() <= 1


def test_floating_point_tiff():
    ramp = np.tile(np.linspace(0, 1, 64).astype(np.float32), (16, 1))
    picture = read_picture(encoded(Image.fromarray(ramp), 'TIFF'))
    assert np.abs(picture.rgb[8, :, 1] - np.linspace(0, 255, 64)).max() <= 1


def test_animation_gives_its_first_frame():
    frames = [Image.new('RGB', (20, 10), colour) for colour in (RED, GREEN, BLUE)]
    data = encoded(frames[0], 'GIF', save_all=True, append_images=frames[1:])
    assert tuple(read_picture(data).rgb[5, 5]) == RED


@pytest.mark.parametrize('data', [
    b'', b'\0', b'hello', b'<html><body>404 Not Found</body></html>', b'\xff\xd8\xff\xe0',
    b'%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n', b'\x89PNG\r\n\x1a\n', b'GIF89a',
    b'RIFF\0\0\0\0WEBP',
    b'II*\0\x08\0\0\0', b'BM' + b'\0' * 60, b'P6 2 2 255 aaaaaaaaaaaa'])
def test_what_is_no_picture(data):
    with pytest.raises(MediaError) as caught:
        read_picture(data)
    assert caught.value.kind == 'undecodable'
    assert 'object at 0x' not in str(caught.value)


@pytest.mark.parametrize('format', ['PNG', 'JPEG', 'TIFF', 'WEBP', 'GIF', 'BMP'])
def test_truncated(format):
    data = encoded(Image.fromarray(photographs.coffee()), format)
    for part in (0.02, 0.3, 0.6):
        with pytest.raises(MediaError) as caught:
            read_picture(data[:int(len(data) * part)])
        assert caught.value.kind == 'undecodable'


@pytest.mark.parametrize('format', ['PNG', 'JPEG', 'TIFF', 'WEBP', 'GIF', 'BMP'])
def test_damaged_bytes_never_raise_anything_else(format):
    image = Image.fromarray(photographs.chelsea()).resize((60, 40))
    data = encoded(image, format)
    random = np.random.RandomState(1)
    outcomes = set()
    for _ in range(150):
        damaged = bytearray(data)
        for place in random.randint(0, len(data), 4):
            damaged[place] = random.randint(0, 256)
        for place in random.randint(0, min(64, len(data)), 2):
            damaged[place] = random.randint(0, 256)
        try:
            outcomes.add(read_picture(bytes(damaged)).rgb.dtype == np.uint8)
        except MediaError as error:
            outcomes.add(error.kind)
    assert 'undecodable' in outcomes


@pytest.mark.parametrize('size', [(9500, 9500), (12000, 12000), (100000, 100000), (70000, 10),
                                  (2**31 - 1, 2**31 - 1)])
def test_bombs_are_refused_before_they_are_unpacked(size):
    with pytest.raises(MediaError) as caught:
        read_picture(png_claiming(*size))
    assert caught.value.kind == 'too_large'


def test_largest_permitted_size_is_not_refused_for_its_size():
    with pytest.raises(MediaError) as caught:
        read_picture(png_claiming(9000, 9000))  # permitted, but there are no data for it
    assert caught.value.kind == 'undecodable'


def test_scaled_and_reduced():
    picture = read_picture(encoded(quarters(256)))
    assert picture.scaled(10, 20).shape == (20, 10, 3)
    assert picture.reduced(100).shape == (50, 100, 3)
    assert picture.reduced(1000) is picture.rgb
    assert pictures.fitted(1, 5000, 640) == (1, 640)
