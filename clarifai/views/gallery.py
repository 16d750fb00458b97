"""A gallery of results: one page with all pictures, to be looked through without a server."""
from __future__ import absolute_import, unicode_literals

import base64
import hashlib
import json
import os

from clarifai.views import script, style
from clarifai.views.findings import COLOR, EMBEDDING, TEXT, findings, label_of
from clarifai.views.inputs import result_card, source_of
from clarifai.views.markup import Markup, relative_address, tag, text, web_address
from clarifai.views.predictions import failure_of
from clarifai.views.showing import heading
from clarifai.whole_file import whole_file

TITLE = 'What was found'
MOST_FOUND = 50  # findings of a picture that can be looked for


class Gallery(object):
    """A gallery that is written picture by picture: ``with Gallery(path) as gallery: ...``.

    The file is there when the block is left, and is as it was where that is by an error.

    Args:
        path (str): the file.
        title (str): what stands above the pictures.

    Attributes:
        number (int): how many pictures are in it.
    """

    def __init__(self, path, title=TITLE):
        self._path = path
        self._title = text(title)
        self._file = self._handle = None
        self.number = 0

    def __enter__(self):
        self._file = whole_file(self._path)
        self._handle = self._file.__enter__()
        self._put('<!DOCTYPE html>\n<html lang="en">\n',
                  tag('head', heading(self._title, style.GALLERY, _POLICY)),
                  '\n<body>\n<header>', tag('h1', self._title), _FORM,
                  '</header>\n<main class="clarifai-view">\n<div class="cards">\n')
        return self

    def __exit__(self, *error):
        try:
            if error[0] is None:
                self._put('</div>\n</main>\n', tag('script', Markup(script.GALLERY)),
                          '\n</body>\n</html>\n')
        except (IOError, OSError) as problem:
            return self._file.__exit__(type(problem), problem, None)
        return self._file.__exit__(*error)

    def add(self, result):
        """Put a result into it.

        Args:
            result (Result): of `clarifai.bulk`.
        """
        self.number += 1
        failed = result.error is not None or bool(failure_of(result.output or {}))
        source = source_of(result)
        self._put(result_card(
            result, heading=self._heading(source), data_name=source.label,
            data_found=json.dumps(_found(result)), data_failed=True if failed else None), '\n')

    def _heading(self, source):
        """The name of a picture, which leads to it."""
        href = None
        if source.path is not None:
            href = self._address_of(source.path)
        elif source.url is not None:
            href = web_address(source.url)
        name = source.label.replace('\\', '/').rpartition('/')[2] or source.label
        return tag('a', name, href=href) if href else name

    def _address_of(self, path):
        """How a file is reached from the page; None where no way leads there, as on Windows from
        one drive to another.
        """
        try:
            return relative_address(os.path.relpath(path, os.path.dirname(self._path) or '.'))
        except ValueError:
            return None

    def _put(self, *parts):
        for part in parts:
            self._handle.write(part.encode('utf-8'))


def _found(result):
    """What can be looked for: the names with their values, each name once."""
    best = {}
    for one in findings(result.output or {}):
        if one.kind == EMBEDDING:
            continue
        name = text(label_of(one)[:80] if one.kind == TEXT else label_of(one))
        if one.kind == COLOR and one.name and one.id:
            name = '%s %s' % (name, text(one.id))
        if name not in best or (one.value or 0) > (best[name] or 0):
            best[name] = one.value
    ordered = sorted(best.items(), key=lambda item: -(item[1] or 0))
    return [[name, None if value is None else round(value, 4)]
            for name, value in ordered[:MOST_FOUND]]


def write_gallery(results, path, title=TITLE):
    """Write a page with all results of a bulk run, to be opened, searched and sorted in a browser.

    The page needs no server and no other file: thumbnails of files are in it (made by Pillow; where
    that is missing, files up to 256 KB are in it as they are, and others by name). Pictures that
    were given as URLs are asked for from there.

    Args:
        results (Run or iterable of Result): of `clarifai.bulk`; a run is gone through to its end.
        path (str): the file; it is replaced when the page is whole, and not before.
        title (str): what stands above the pictures.

    Returns:
        int: how many pictures are in it.

    Raises:
        UserError: it cannot be written.
    """
    with Gallery(path, title) as gallery:
        for result in results:
            gallery.add(result)
    return gallery.number


# The page runs this script and no other, whatever is in the names.
_POLICY = "script-src 'sha256-%s'" % base64.b64encode(
    hashlib.sha256(script.GALLERY.encode('utf-8')).digest()).decode('ascii')
_ORDERS = (('given', 'as given'), ('name', 'by name'), ('value', 'highest value first'),
           ('low', 'lowest value first'), ('number', 'most found first'))
_FORM = tag(
    'form',
    tag('label', 'Name of a thing or a file',
        tag('input', type='search', name='words', list='known', autocomplete='off'), class_='look'),
    tag('datalist', id='known'),
    tag('label', tag('span', 'At least ', tag('output', '0.00', id='lowest')),
        tag('input', type='range', name='least', min='0', max='1', step='0.01', value='0')),
    tag('label', 'Order', tag('select', [tag('option', label, value=name)
                                         for name, label in _ORDERS], name='order')),
    tag('label', tag('input', type='checkbox', name='failed'), 'only what failed', class_='only'),
    class_='ask', hidden=True) + tag('p', id='count', role='status')
