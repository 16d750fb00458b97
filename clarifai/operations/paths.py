"""The routes of operations: which of them a call takes, and the path that it makes of it."""
from __future__ import absolute_import

from clarifai.connection import segment
from clarifai.redact import native

SCOPES = {'{app}': 'app', '{user}': 'user'}
NO_BODY = 'GET'
_OF_SCOPE = {'app': 2, 'user': 1, None: 0}  # variables in the beginning of a path


class Route(object):
    """A verb and a path of an operation.

    Attributes:
        verb (str): the HTTP method.
        scope (str): what the path begins with: 'app', 'user', or None for neither.
        template (str): the path behind that, variables in braces.
        variables (tuple of str): their names; a dot leads into a dictionary.
        has_body (bool): whether what is not in the path goes into the body, else into the query.
        shadowed_by (str): the operation that really answers there, published earlier; else None.
        count (int): how many variables the whole path has.
    """

    def __init__(self, text, shadowed_by=None):
        parts = native(text).split(' ')
        self.verb = parts[0]
        self.has_body = len(parts) > 2
        self.shadowed_by = shadowed_by
        beginning = next((one for one in SCOPES if parts[1].startswith(one)), '')
        self.scope = SCOPES.get(beginning)
        self.template = parts[1][len(beginning):]
        pieces = [piece.partition('}') for piece in self.template.split('{')]
        self.variables = tuple(name for name, _, _ in pieces[1:])
        self._pieces = [pieces[0][0]] + [rest for _, _, rest in pieces[1:]]
        self.count = len(self.variables) + _OF_SCOPE[self.scope]

    @property
    def path(self):
        """The whole path as people read it, such as ``/v2/users/{user_id}/apps``."""
        beginning = {'app': '/v2/users/{user_id}/apps/{app_id}', 'user': '/v2/users/{user_id}'}
        return beginning.get(self.scope, '') + self.template

    def missing(self, values):
        """The names of the variables that are not given."""
        return [name for name in self.variables if value_at(values, name) is None]

    def fill(self, prefix, values):
        """The path of a request.

        Args:
            prefix (str): what its scope begins with.
            values (dict): the arguments, with all variables of the path.
        """
        path = prefix + self._pieces[0]
        for name, piece in zip(self.variables, self._pieces[1:]):
            path += segment(name, value_at(values, name)) + piece
        return path

    def __str__(self):
        return '%s %s' % (self.verb, self.path)

    def __repr__(self):
        return '<%s>' % self


def value_at(values, name):
    """An argument by its name, or what a dotted name leads to; None where it does not."""
    if '.' not in name:
        return values.get(name)
    for part in name.split('.'):
        if not isinstance(values, dict):
            return None
        values = values.get(part)
    return values


def best(routes, prefixes, values, can_carry=None):
    """The route with the most variables that are all given.

    Routes that another operation answers, and those of another verb than the first has, are taken
    only by their number.

    Args:
        routes (iterable of Route): all of an operation.
        prefixes (dict): the beginnings that are known, by scope.
        values (dict): the arguments.
        can_carry (callable): whether a route has room for the arguments; None: each has.

    Returns:
        Route: None when there is none.
    """
    verb = routes[0].verb
    found = None
    for route in routes:
        if (route.verb == verb and not route.shadowed_by and route.scope in prefixes and
                (found is None or route.count > found.count) and
                not route.missing(values) and (can_carry is None or can_carry(route))):
            found = route
    return found
