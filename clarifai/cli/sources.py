"""What a command line names: files, URLs, folders, tables, and lists on the standard input."""
from __future__ import absolute_import

import io
import itertools
import os
import sys

from clarifai.bulk import sources
from clarifai.bulk.source import Source
from clarifai.cli.wrong_use import WrongUse
from clarifai.compat import PY2
from clarifai.errors import UserError
from clarifai.kinds import (HEAD_OF_FILE, VIDEO_ENDINGS, ending_of, format_of_bytes,
                            head_of_file)
from clarifai.redact import native, shown

LOOKED_AHEAD = 50000  # sources that are counted before the first is sent
NAMED = 3              # of those that were left out
_TEXT = bytes(bytearray([9, 10, 12, 13, 27] + list(range(32, 127)) + list(range(128, 256))))


class Sources(object):
    """All that a command line names; iterated over once.

    What is wrong with one of them is said when its turn comes, and the others go on.

    Args:
        given (list of str): as `clarifai.cli.command.add_bulk` describes them.
        is_video (bool): True for videos, None to go by what they hold.
        is_linked (bool): whether each says where it comes from (`Source.origin`).
        written (Written): what the run itself writes, of which nothing is taken from a folder.

    Attributes:
        left_out (list of str): the first files in folders that are neither pictures nor videos.
        left_out_count (int): how many there are.
        drawn_count (int): how many were left out since ``--draw`` writes to their folder.
    """

    def __init__(self, given, is_video=None, is_linked=False, written=None):
        self._given = given
        self._written = written
        self.drawn_count = 0
        self._is_video = is_video
        self._is_linked = is_linked
        self.left_out = []
        self.left_out_count = 0

    def __iter__(self):
        return itertools.chain.from_iterable(self._of(one) for one in self._given)

    def counted(self, line):
        """The sources, and their number where that can be known beforehand.

        Args:
            line (Line): shows how many were found; its `total` is set.

        Returns:
            iterable of Source: the same ones.
        """
        if '-' in self._given:  # which may have no end
            return self
        found, rest = [], iter(self)
        for source in itertools.islice(rest, LOOKED_AHEAD):
            found.append(source)
            line.say('looking for pictures: {0:,}'.format(len(found)))
        if len(found) == LOOKED_AHEAD:
            return itertools.chain(found, rest)
        line.total = len(found)
        return found

    def _of(self, one):
        try:
            if one == '-':
                for name in sources.lines_of(_input_lines()):
                    yield self._source(name, _own_origin(name))
            elif os.path.isdir(one):
                for path in self._files_in(one):
                    yield self._source(path, os.path.relpath(path, one))
            elif one.lower().endswith('.csv') and os.path.isfile(one):
                for row in sources.rows_of(one):
                    yield self._source(row.content, row.origin or _own_origin(row.content), row)
            else:
                yield self._source(one, _own_origin(one))
        except WrongUse:
            raise
        except (UserError, IOError, OSError) as error:
            yield Unreadable(one, native(error))

    def _files_in(self, folder):
        files, drawn = self._written.below(folder) if self._written else ((), ())

        def leave_out(path):
            if path not in files and not path.startswith(drawn):
                self._leave_out(path)
        for path in sources.files_in(folder, left_out=leave_out):
            if path.startswith(drawn):
                self.drawn_count += 1
            elif path not in files:
                yield path

    def _source(self, content, origin, known=None):
        known = known or Source(content)
        return NamedSource(content, known.input_id, known.concepts, known.not_concepts,
                           known.metadata, self._is_video,
                           _as_text(origin) if self._is_linked and known.kind == 'path' else None)

    def _leave_out(self, path):
        self.left_out_count += 1
        if len(self.left_out) < NAMED:
            self.left_out.append(path)


class NamedSource(Source):
    """Something that a person named: refused when it is no picture and no video."""

    def loaded(self):
        """The source itself, or what a pipe gives.

        Raises:
            UserError: it is a file that is not there, or that is neither picture nor video.
        """
        if self.kind == 'path':
            if not os.path.lexists(self.content):
                raise UserError('there is no file or folder %s; a URL begins with https://'
                                % shown(self.content))
            if os.path.isfile(self.content) and not self.is_video:
                _check(self.content)
        return super(NamedSource, self).loaded()


class Unreadable(Source):
    """Something whose sources cannot be found out: a damaged table, a list that is none.

    Args:
        content (str): its name.
        problem (str): what is wrong with it.
    """

    def __init__(self, content, problem):
        super(Unreadable, self).__init__(content)
        self._problem = problem

    def loaded(self):
        """Say what is wrong."""
        raise UserError(self._problem)


def _check(path):
    """Refuse a file that is neither a picture nor a video by what it holds."""
    try:
        head = head_of_file(path)
    except (IOError, OSError) as error:
        raise UserError('%s cannot be read: %s' % (shown(path), error.strerror))
    if not head:
        raise UserError('%s is empty' % shown(path))
    is_text = not head.translate(None, _TEXT)
    # There are more kinds of videos than the first bytes tell.
    if format_of_bytes(head) is None and (is_text or ending_of(path) not in VIDEO_ENDINGS):
        raise UserError('%s is neither a picture nor a video: it holds %s' % (
            shown(path), 'text' if is_text else
            'nothing that is known as one; --video sends it as a video all the same'))


def _own_origin(path):
    """Where a file comes from that is named by itself: no more of its path than the user gave."""
    path = os.path.normpath(path)
    return os.path.basename(path) if os.path.isabs(path) or path.startswith(os.pardir) else path


def _as_text(path):
    """A path as every system and JSON have it."""
    if isinstance(path, bytes):
        path = path.decode('utf-8', 'replace')
    path = path.replace(os.sep, u'/')
    return path if PY2 else path.encode('utf-8', 'surrogateescape').decode('utf-8', 'replace')


def _input_lines():
    """The standard input, with names that are not in its encoding.

    Raises:
        WrongUse: it is no list of names but a picture, or something else that is no text.
    """
    if sys.stdin is None:
        return ()
    raw = _raw_input()
    if raw is None:
        return sys.stdin
    head = raw.peek(HEAD_OF_FILE)[:HEAD_OF_FILE]
    form = format_of_bytes(head)
    if form or b'\0' in head:
        raise WrongUse('- reads names of files and URLs, one a line, and the standard input holds '
                       'the content of a file (%s): give its name in place of -'
                       % (form or 'no text'))
    if PY2:
        return raw
    return io.TextIOWrapper(raw, sys.stdin.encoding, 'surrogateescape')


def _raw_input():
    """The bytes of the standard input with a look ahead, None where it has no bytes."""
    if not PY2:
        raw = getattr(sys.stdin, 'buffer', None)
        return raw if hasattr(raw, 'peek') or raw is None else io.BufferedReader(raw)
    try:
        return io.open(sys.stdin.fileno(), 'rb', closefd=False)
    except (AttributeError, IOError, OSError, ValueError):  # it is no file
        return None
