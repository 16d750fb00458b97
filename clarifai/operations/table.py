"""The rows of the operations, each parsed when it is first used."""
from __future__ import absolute_import

import json
import re

from clarifai.errors import UserError
from clarifai.forking import importing
from clarifai.operations.lines import line_of, names_of
from clarifai.operations.paths import Route

# The mark of what may be sent again whatever it holds.  Others name arguments in its place, and may
# be when each item in these has an id.
ALWAYS = 1

_rows = {}
_snakes = {}  # of the operations that were asked for
_parts_of_apps = set()


class UnknownOperation(UserError, AttributeError):
    """There is no operation of that name."""


class Row(object):
    """What a call needs to know of its operation.

    Attributes:
        name (str), rpc (str): its name here and in the protobufs.
        routes (tuple of Route): as published; which comes first decides between equals.
        arguments (frozenset of str): the names of its arguments, without user and app.
        is_scoped (bool): whether it can be told a user and an app.
        has_scoped_route (bool): whether one of its routes has a user in it.
        items (str): the list in its answer that it is about; None when there is none.
        pages (str): what it pages by: 'page', 'pagination', 'last_id', or '' when it does not.
        batch (tuple of str): parallel lists of which the server takes 128 items in a request.
        is_queue (bool): whether each call takes work off a queue.
        is_stream (bool): whether the server answers bit by bit.
        is_always_repeatable (bool): whether doing it twice does no harm, whatever its arguments.
        instead (str): what to use in its place where REST cannot carry it, else None.
    """

    def __init__(self, name, known):
        self.name = name
        self.rpc = known['rpc']
        shadowed = known.get('shadowed', {})
        self.routes = tuple(Route(text, shadowed.get(str(number)))
                            for number, text in enumerate(known['routes']))
        self.arguments = frozenset(known['arguments'])
        self.is_scoped = bool(known.get('scoped'))
        self.has_scoped_route = any(route.scope for route in self.routes)
        self.items = known.get('items')
        self.pages = known.get('pages', '')
        self.batch = tuple(known.get('batch', ()))
        self.is_queue = bool(known.get('queue'))
        self.is_stream = bool(known.get('stream'))
        self.instead = known.get('instead')
        self._repeat = known.get('repeat')
        self.is_always_repeatable = self._repeat == ALWAYS and not self.is_queue

    def is_repeatable(self, values):
        """Whether doing it twice does no harm.

        Args:
            values (dict): its arguments.

        Returns:
            bool: None where not even a GET is to be repeated; see `clarifai.connection.Request`.
        """
        if self.is_queue:
            return None
        if not self._repeat or self._repeat == ALWAYS:
            return bool(self._repeat)
        given = [values[name] for name in self._repeat if values.get(name)]
        return bool(given) and all(
            item.get('id') for part in given
            for item in (part if isinstance(part, (list, tuple)) else [part]))


def names():
    """The names of all operations, in order."""
    return names_of(_text())


def row_of(operation):
    """The row of an operation by its name here or in the protobufs; see `row`."""
    name = _snakes.get(operation)
    if name is None:
        name = snake(operation)
        row(name)  # so that no more is kept than there are operations
        _snakes[operation] = name
    return row(name)


def row(name):
    """The row of an operation.

    Args:
        name (str): its name, such as 'list_inputs'.

    Raises:
        UnknownOperation: there is none; the message says which names are like it.
    """
    found = _rows.get(name)
    if found is None:
        line = line_of(_text(), name)
        if line is None:
            raise UnknownOperation(_unknown(name))
        found = _rows[name] = Row(name, json.loads(line))
    return found


def parts_of_apps():
    """What the paths of operations on an app begin with, behind the app."""
    if not _parts_of_apps:
        _parts_of_apps.update(re.findall(r'{app}/([a-z_]+)', _text()))
    return _parts_of_apps


def snake(name):
    """The name of an operation for that of an RPC, such as 'list_inputs' for 'ListInputs'."""
    name = re.sub('([A-Z]+)([A-Z][a-z])', r'\1_\2', name)
    return re.sub('([a-z0-9])([A-Z])', r'\1_\2', name).lower()


def _text():
    with importing:
        from clarifai.operations import rows  # the first call needs it, and no import
    return rows.ROWS


def _unknown(name):
    from clarifai.operations.misses import alike  # only a mistake needs it
    return 'there is no operation %s%s dir(app.platform) and "clarifai api list" show them all' % (
        name, alike(snake(name), names()) or '.')
