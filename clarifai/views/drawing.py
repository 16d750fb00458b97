"""Boxes and names drawn on pictures, by Pillow."""
from __future__ import absolute_import, unicode_literals

from clarifai.errors import UserError
from clarifai.redact import shown
from clarifai.views.findings import COLOR, CONCEPT, findings, in_words, label_of
from clarifai.views.markup import text
from clarifai.views.pictures import flattened, has_pillow, opened, original
from clarifai.views.predictions import results_of

NEEDED = 'drawing needs Pillow, which is not installed: pip install Pillow'
MOST_NAMES = 5   # of what is said of a picture as a whole
LONGEST = 40     # characters of a name
# Each with white letters on it.
_COLOURS = ('#b3261e', '#1f6feb', '#1a7f37', '#8a4baf', '#a15c00', '#007a87', '#b0266b', '#4d5b00')
# Fonts with many scripts first, where a name needs one; then what most systems have.
_FONTS = ('DejaVuSans.ttf', 'LiberationSans-Regular.ttf', 'Arial.ttf', 'Helvetica.ttc')
_WIDE_FONTS = ('NotoSansCJK-Regular.ttc', 'NotoSans-Regular.ttf', 'Arial Unicode.ttf',
               'msgothic.ttc', 'DroidSansFallbackFull.ttf')


def draw(answer, image):
    """Draw what was found on the picture: boxes with names, or names in a corner.

    Args:
        answer (dict): the answer to a prediction of one picture, one of its outputs, or a result
            of a workflow.
        image: the picture, as of `show`: a path, bytes, a binary file object, an Image with its
            content, or a picture of Pillow; not a URL, since nothing is fetched here.

    Returns:
        PIL.Image.Image: as large as the picture, upright; ``.save('drawn.png')`` writes it.

    Raises:
        UserError: Pillow is not installed, the picture is not here or is none, or the answer is
            not about one picture.
    """
    if not has_pillow():
        raise UserError(NEEDED)
    outputs = None
    if isinstance(answer, dict):
        outputs = [answer] if 'data' in answer else results_of(answer)
    if not outputs or len(outputs) != 1:
        raise UserError('answer must be about one picture: give one of answer["outputs"], not %s'
                        % shown(answer))
    found = original(image)
    try:
        content = found.path if found.path is not None else found.data
        if content is None:
            raise UserError('the picture %s is not on this machine: give its path or its bytes'
                            % (found.label or 'of the answer'))
        canvas = flattened(opened(content))
    except (IOError, OSError) as error:
        if isinstance(error, UserError):
            raise
        raise UserError('the picture %s cannot be drawn on: %s'
                        % (found.label, error.strerror or 'it is no picture'))
    _Pen(canvas).draw(list(findings(outputs[0])))
    return canvas


class _Pen(object):
    """Draws on one picture, with lines and letters that fit its size."""

    def __init__(self, canvas):
        from PIL import ImageDraw
        self._size = canvas.size
        self._draw = ImageDraw.Draw(canvas)
        longer = max(canvas.size)
        self._line = max(2, longer // 320)
        self._letters = max(11, longer // 48)
        self._fonts = {}

    def draw(self, found):
        """Draw the boxes with their names, and what is said of the whole."""
        regions, whole = {}, []
        for one in found:
            if one.time is not None:
                continue
            if one.box:
                regions.setdefault((one.region, one.box), []).append(one)
            elif one.kind in (CONCEPT, COLOR):
                whole.append(one)
        self._draw_whole(whole[:MOST_NAMES])
        for (number, box), inner in sorted(regions.items()):
            best = max(inner, key=lambda one: one.value or 0)
            self._draw_box(box, _words(best), _COLOURS[(number - 1) % len(_COLOURS)])

    def _draw_box(self, box, words, colour):
        width, height = self._size
        left, top = box.left * width, box.top * height
        right, bottom = left + box.width * width, top + box.height * height
        for inset in range(self._line):
            edges = left + inset, top + inset, right - inset, bottom - inset
            if edges[2] > edges[0] and edges[3] > edges[1]:
                self._draw.rectangle(edges, outline=colour)
        self._write(left, top, words, colour, above=True)

    def _draw_whole(self, found):
        line = self._letters * 1.5
        top = self._size[1] - line * len(found) - self._line
        for row, one in enumerate(found):
            self._write(self._line, top + row * line, _words(one), '#202020', above=False)

    def _write(self, left, top, words, colour, above):
        font = self._font(words)
        words = _writable(words, font)
        width, height = _extent(self._draw, words, font)
        pad = max(2, self._letters // 5)
        top = top - height - 2 * pad if above else top
        left = min(max(0, left), max(0, self._size[0] - width - 2 * pad))
        top = max(0, top)
        self._draw.rectangle((left, top, left + width + 2 * pad, top + height + 2 * pad),
                             fill=colour)
        self._draw.text((left + pad, top + pad), words, fill='white', font=font)

    def _font(self, words):
        is_wide = any(ord(letter) > 0x24f for letter in words)
        if is_wide not in self._fonts:
            self._fonts[is_wide] = _font(self._letters, is_wide)
        return self._fonts[is_wide]


def _words(found):
    said = text(label_of(found))
    said = said if len(said) <= LONGEST else said[:LONGEST - 3] + '...'
    return ' '.join(part for part in (said, in_words(found.value)) if part)


def _font(size, is_wide):
    from PIL import ImageFont
    for name in (_WIDE_FONTS if is_wide else ()) + _FONTS:
        try:
            return ImageFont.truetype(str(name), size)
        except (IOError, OSError, ImportError):  # not on this system; Pillow without FreeType
            continue
    try:
        return ImageFont.load_default(size)
    except TypeError:  # Pillow before 10.1 has it in one size
        return ImageFont.load_default()


def _extent(drawn, words, font):
    """The width and height of a line of letters."""
    if hasattr(drawn, 'textbbox'):
        _, _, right, bottom = drawn.textbbox((0, 0), words, font=font)
        return right, bottom
    return drawn.textsize(words, font=font)


def _writable(words, font):
    """A text with a question mark for each letter that the font of Pillow itself has not."""
    if hasattr(font, 'getname'):
        return words
    return words.encode('latin-1', 'replace').decode('latin-1')
