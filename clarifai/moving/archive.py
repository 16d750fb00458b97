"""The folder that an exported app is: what is in it, and under which names."""
from __future__ import absolute_import

import io
import json
import os

from clarifai.answers import json_object
from clarifai.compat import unquote
from clarifai.errors import UserError, file_error
from clarifai.json_values import as_unicode
from clarifai.redact import native, printable, shown
from clarifai.whole_file import whole_file

INPUTS, CONCEPTS, MODELS, WORKFLOWS = 'inputs', 'concepts', 'models', 'workflows'
MARK = 'app.json'  # says whose export it is
FILES = 'files'  # the folder with the contents of the inputs, named by their ids
LONGEST_MARK = 64 * 1024  # bytes
# No dot, so that what follows the first one is the ending; no capitals, which some disks ignore.
_AS_THEY_ARE = bytearray(b'abcdefghijklmnopqrstuvwxyz0123456789-_')


class Archive(object):
    """An app on disk.

    Args:
        path (str): its folder; or a file with inputs alone, one JSON object a line.
    """

    def __init__(self, path):
        self.path = path
        self._files = None

    @property
    def has_all(self):
        """Whether it is a folder, which has more than inputs."""
        return os.path.isdir(self.path)

    def claim(self, place):
        """Say whose export it is, so that no other app's takes its place.

        Args:
            place (str): the app, in words without secrets.

        Raises:
            UserError: it is another app's.
        """
        path = os.path.join(self.path, MARK)
        if os.path.exists(path):
            known = self._claimed(path)
            if known != place:
                raise UserError('the folder %s has an export of %s, and this is %s: name another '
                                'folder, or remove this one'
                                % (native(self.path), printable(native(known)), native(place)))
            return
        with whole_file(path) as handle:
            handle.write((json.dumps({'app': place}) + '\n').encode('utf-8'))

    def _claimed(self, path):
        try:
            with io.open(path, 'rb') as handle:
                mark = json_object(handle.read(LONGEST_MARK)) or {}
        except (IOError, OSError) as error:
            raise file_error('%s cannot be read: %s' % (shown(path), error.strerror), error, path)
        return mark.get('app') or 'something else'

    def path_of(self, kind):
        """The file with all things of a kind, one JSON object a line."""
        return os.path.join(self.path, kind + '.jsonl') if self.has_all else self.path

    def write(self, kind, things):
        """Write all things of a kind, or leave what was there.

        Args:
            kind (str): `INPUTS`, `CONCEPTS`, `MODELS` or `WORKFLOWS`.
            things (iterable of dict): as the API has them.

        Returns:
            int: how many there were.
        """
        count = 0
        with whole_file(self.path_of(kind)) as handle:
            for count, thing in enumerate(things, 1):
                handle.write((json.dumps(thing, sort_keys=True) + '\n').encode('utf-8'))
        return count

    def read(self, kind):
        """Read all things of a kind.

        Yields:
            dict: one after the other; none where there is no such file, but for the inputs.

        Raises:
            UserError: there are no inputs, or a line is none of ours; it is named.
        """
        path = self.path_of(kind)
        if kind != INPUTS and not (self.has_all and os.path.exists(path)):
            return
        try:
            with io.open(path, 'rb') as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield _thing(line, path, number)
        except (IOError, OSError) as error:
            raise file_error('%s cannot be read: %s' % (shown(path), error.strerror), error, path)

    def file_of(self, input_id):
        """The file with the content of an input; None if there is none.

        Args:
            input_id (str): the input.
        """
        if self._files is None:
            folder = os.path.join(self.path, FILES)
            names = os.listdir(folder) if self.has_all and os.path.isdir(folder) else ()
            self._files = dict((_id_of(name), os.path.join(folder, name)) for name in names
                               if not name.endswith('.part'))
        return self._files.get(native(input_id))

    def new_file(self, input_id, ending):
        """Where the content of an input is to be.

        Args:
            input_id (str): the input.
            ending (str): such as ``.jpg``.
        """
        folder = os.path.join(self.path, FILES)
        try:
            os.makedirs(folder)
        except OSError:  # many threads ask for it
            if not os.path.isdir(folder):
                raise
        return os.path.join(folder, _name_of(input_id) + ending)


def _thing(line, path, number):
    try:
        thing = json.loads(line.decode('utf-8'))
    except ValueError:
        thing = None
    if not isinstance(thing, dict) or not thing.get('id'):
        raise UserError('line %d of %s is no JSON object with an id; clarifai export writes such '
                        'files' % (number, shown(path)))
    return thing


def _name_of(input_id):
    return ''.join(chr(code) if code in _AS_THEY_ARE else '%%%02x' % code
                   for code in bytearray(as_unicode(input_id).encode('utf-8')))


def _id_of(name):
    return unquote(name.split('.', 1)[0])
