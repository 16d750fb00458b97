"""``--html`` and ``--draw``: what was found as a page, and drawn on the pictures."""
from __future__ import absolute_import

import os

from clarifai.cli.command import WrongUse, note
from clarifai.cli.outputs import is_same
from clarifai.errors import UserError
from clarifai.redact import clean, shown

ENDINGS = ('.jpg', '.jpeg', '.png')  # that a drawn picture may have
FORMATS = {'.jpg': 'JPEG', '.jpeg': 'JPEG', '.png': 'PNG'}
QUALITY = 92
NO_PILLOW = ('Pillow is not installed, so pictures of more than 256 KB are on the page by name '
             'only: pip install Pillow')


def add_pictures(command):
    """Add the options ``--html`` and ``--draw``."""
    command.add_argument('--html', metavar='FILE',
                         help='write a page with all pictures to FILE, to search and sort them in '
                              'a browser')
    command.add_argument('--draw', metavar='PATH',
                         help='draw boxes and names on the picture and write it to the file PATH '
                              '(.png or .jpg); on several, into the folder PATH')


class Pictures(object):
    """What is made of results: ``with Pictures(options) as pictures: pictures.add(result)``.

    Args:
        options: of the command line: `html`, `draw` and `sources`.

    Attributes:
        failed (int): pictures that could not be drawn on.

    Raises:
        UserError: one of the options cannot be carried out.
    """

    def __init__(self, options):
        self._gallery = self._drawn = None
        self.failed = 0
        if options.html:
            self._gallery = _gallery(options.html)
        if options.draw:
            self._drawn = _Drawn(options.draw, options.sources)

    def __enter__(self):
        if self._gallery:
            self._gallery.__enter__()
        return self

    def __exit__(self, kind, error, trace):
        if self._gallery is None:
            return None
        if kind is not None and issubclass(kind, KeyboardInterrupt):  # what is done is on the page
            kind = error = trace = None
        self._gallery.__exit__(kind, error, trace)
        return None

    def add(self, result):
        """Put a result on the page, and draw on its picture.

        Args:
            result (Result): of `clarifai.bulk`, of a Source.

        Returns:
            str: what went wrong, or None.
        """
        if self._gallery:
            self._gallery.add(result)
        if self._drawn and result.error is None:
            try:
                self._drawn.draw(result)
            except UserError as error:
                self.failed += 1
                return '%s is not drawn: %s' % (result.source.label(), error)
        return None


def _gallery(path):
    from clarifai.views.gallery import Gallery
    from clarifai.views.pictures import has_pillow
    if not has_pillow():
        note(NO_PILLOW)
    return Gallery(path)


class _Drawn(object):
    """Writes pictures with boxes and names: one into a file, several into a folder."""

    def __init__(self, path, sources):
        for source in sources:
            if '://' in source:
                raise WrongUse('--draw draws on files, and %s is a URL: download it first'
                               % clean(shown(source)))
        self._path = path
        self._is_one = _is_one_file(sources) and not (os.path.isdir(path) or path.endswith(
            ('/', os.sep)))
        self._taken = set()
        ending = os.path.splitext(path)[1].lower()
        if self._is_one:
            if ending not in FORMATS:
                raise WrongUse('--draw %s: the name of the picture must end in %s'
                               % (shown(path), ', '.join(ENDINGS)))
        elif os.path.isfile(path) or ending in FORMATS:
            raise WrongUse('--draw %s is one picture, and there may be several: name a folder'
                           % shown(path))
        from clarifai.views.drawing import NEEDED
        from clarifai.views.pictures import has_pillow
        if not has_pillow():
            raise UserError('--draw: ' + NEEDED)

    def draw(self, result):
        """Write a picture.

        Raises:
            UserError: it cannot be drawn on, or not be written.
        """
        from clarifai.views.drawing import draw
        from clarifai.whole_file import whole_file
        source = result.source.content
        canvas = draw(result.output, result.source)
        target = self._path if self._is_one else self._place_of(source)
        _check_other(target, source)
        form = FORMATS[os.path.splitext(target)[1].lower()]
        with whole_file(target) as handle:
            canvas.save(handle, form, **({'quality': QUALITY} if form == 'JPEG' else {}))

    def _place_of(self, source):
        """The file for a picture in the folder, below folders as of its path."""
        parts = [part for part in os.path.splitdrive(source)[1].replace('\\', '/').split('/')
                 if part not in ('', '.', '..')]
        stem, ending = os.path.splitext(os.path.join(self._path, *parts))
        if ending.lower() not in FORMATS:
            stem, ending = stem + ending, '.png'
        target, number = stem + ending, 1
        while target in self._taken:
            number += 1
            target = '%s-%d%s' % (stem, number, ending)
        self._taken.add(target)
        _make_folder(os.path.dirname(target))
        return target


def _is_one_file(sources):
    return (len(sources) == 1 and sources[0] != '-' and not os.path.isdir(sources[0]) and
            not sources[0].lower().endswith('.csv'))


def _check_other(target, source):
    """Refuse to replace the picture that is drawn on."""
    if is_same(target, source):
        raise UserError('--draw would replace the picture %s itself: name another place'
                        % shown(source))


def _make_folder(path):
    try:
        if not os.path.isdir(path):
            os.makedirs(path)
    except (IOError, OSError) as error:
        raise UserError('the folder %s cannot be made: %s' % (shown(path), error.strerror))
