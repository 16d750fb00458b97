"""The journal of a run: what is done already, so that the next run need not do it again.

A text file of JSON lines.  The first one says what is done to the sources; each further one is a
source that is through: its key, a word on what it was, and its error if it had one.  There are no
pictures, keys or results in it.
"""
from __future__ import absolute_import

import hashlib
import io
import json
import os

from clarifai.answers import json_object
from clarifai.compat import string_types
from clarifai.errors import UserError
from clarifai.redact import clean, native, printable, shown
from clarifai.regular_files import open_regular

try:
    from fcntl import LOCK_EX, LOCK_NB, lockf
except ImportError:  # Windows; the kernel of JupyterLite has a fcntl with nothing in it
    lockf = None

FORMAT = 'clarifai-bulk-journal'
VERSION = 1
LONGEST_SETTING = 120  # characters
LONGEST_LINE = 1024 * 1024  # bytes; a line of ours has a key and a name, and is far shorter

_in_use = set()  # the journals of this process, which a lock of the system would let in twice


class Journal(object):
    """A journal, opened for one run and closed to all others.

    Args:
        path (str): the file; it is made when there is none.
        task (str): what is done to the sources, such as 'upload to https://api.clarifai.com'.

    Raises:
        UserError: another run uses it, it is about something else, or it is no journal or no file.
        IOError, OSError: it cannot be opened for reading and writing.
    """

    def __init__(self, path, task):
        self._path = os.path.realpath(path)
        self._done = set()
        if self._path in _in_use:
            raise UserError(_in_use_message(path))
        self._file = _opened(self._path)
        _in_use.add(self._path)
        try:
            self._lock()
            self._load(task)
        except BaseException:
            self.close()
            raise

    def __contains__(self, key):
        return key in self._done

    def note(self, key, label, error):
        """A source is through.

        Args:
            key (str): what it is known by.
            label (str): a word on what it is.
            error (ItemError or None): why it has no result.

        Raises:
            IOError: it cannot be written, as on a full disk; the message names it.
        """
        entry = {'key': key, 'source': label}
        if error is not None:
            entry['error'] = {'code': error.code, 'description': error.description}
        self._write(entry)

    def close(self):
        """Let others use it; nothing can be noted any more."""
        _in_use.discard(self._path)
        try:
            self._file.close()  # which gives up the lock, too
        except (IOError, OSError):  # what could not be written was reported when it was tried
            pass

    def _lock(self):
        if lockf is None:
            return
        try:
            # Not flock(), whose locks are inherited by the worker processes and outlive this one.
            lockf(self._file, LOCK_EX | LOCK_NB)
        except (IOError, OSError):
            problem = _in_use_message(self._path)
        else:
            return
        raise UserError(problem)

    def _load(self, task):
        header = {'format': FORMAT, 'version': VERSION, 'task': task}
        size = os.fstat(self._file.fileno()).st_size  # no more is read, however fast it grows
        self._file.seek(0)
        first = self._file.readline(LONGEST_LINE)
        if _line(header).startswith(first) and not first.endswith(b'\n'):  # new, or just begun
            self._file.truncate(0)
            self._write(header)
            return
        self._check(_entry(first), task)
        last = self._load_entries(first, size)
        if not last.endswith(b'\n'):
            self._put(b'\n')

    def _load_entries(self, line, size):
        """Take the entries below the first line; return the last line, or the end of it."""
        place = len(line)
        while place < size:
            line = self._file.readline(LONGEST_LINE)
            if not line:
                break
            place += len(line)
            entry = _entry(line)
            key = entry.get('key')
            if not isinstance(key, string_types):
                continue  # torn or damaged: its source is done again
            if 'error' in entry:
                self._done.discard(key)
            else:
                self._done.add(key)
        return line

    def _check(self, header, task):
        if header.get('format') != FORMAT or header.get('version') != VERSION:
            raise UserError('%s is no journal of this release; name a new file' % shown(self._path))
        if header.get('task') != task:
            raise UserError('the journal %s is about another task (%s) than this one (%s); name a '
                            'new file' % (shown(self._path), printable(native(header.get('task'))),
                                          native(task)))

    def _write(self, entry):
        self._put(_line(entry))

    def _put(self, data):
        try:
            self._file.write(data)
            self._file.flush()
        except (IOError, OSError) as error:
            raise IOError(error.errno, 'the journal cannot be written: %s' % error.strerror,
                          self._path)


def task_with(task, settings):
    """A task with what is settled for all sources, since another setting is another task.

    Args:
        task (str): what is done to the sources.
        settings (dict): names and values; those that are None or empty add nothing.

    Returns:
        str: such as ``upload to app a, with concepts ["cat"]``.  Long values are cut, and told
        apart by a hash.
    """
    said = ['%s %s' % (name, _in_short(clean(json.dumps(value, sort_keys=True, default=str))))
            for name, value in sorted(settings.items()) if value not in (None, [], {}, ())]
    return '%s, with %s' % (task, ' and '.join(said)) if said else task


def _in_short(text):
    if len(text) <= LONGEST_SETTING:
        return text
    mark = hashlib.sha256(text.encode('utf-8')).hexdigest()[:8]
    return '%s... (%s)' % (text[:LONGEST_SETTING], mark)


def _opened(path):
    try:
        return io.open(open_regular(path, os.O_RDWR | os.O_APPEND | os.O_CREAT), 'a+b')
    except UserError as error:
        raise UserError('the journal %s %s; name another' % (shown(path), error))


def _line(entry):
    return (json.dumps(entry, sort_keys=True) + '\n').encode('ascii')


def _entry(line):
    return json_object(line) or {}


def _in_use_message(path):
    return ('the journal %s is used by another run; wait for its end, or name another file'
            % shown(path))
