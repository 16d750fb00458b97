"""One operation as a user holds it: a call, its pages and items, its routes, and its help."""
from __future__ import absolute_import

from clarifai.errors import UserError
from clarifai.operations import description
from clarifai.redact import shown


_HELP = property(lambda self: description.text(self._row))  # made when somebody asks for it


class _Callable(object):
    """Something that calls an operation and that ``help()`` shows as it shows a method."""

    def __init__(self, caller, row, route=None):
        self._caller = caller
        self._row = row
        self._route = route
        self.__name__ = row.name
        self.__qualname__ = 'Platform.' + row.name
        self.__module__ = 'clarifai.operations'

    def __get__(self, instance, owner=None):
        # What has this is a method to help(), inspect and editors.
        return self

    def __call__(self, *args, **arguments):
        """Call it; see the help of the operation."""
        batch = arguments.pop('batch', True)
        if not isinstance(batch, bool):
            raise UserError('batch must be True or False, not %s' % shown(batch))
        return self._caller.call(self._row, self._named(args, arguments), self._route, batch)

    def pages(self, *args, **arguments):
        """Go through the answers of a list, page by page.

        Each page is asked for when its turn has come.  The list ends with a page that is empty.

        Args:
            **arguments: as of a call; `page` says where to begin, and `per_page` how much to ask
                for at a time.

        Yields:
            dict: an answer.
        """
        return self._caller.pages(self._row, self._named(args, arguments), self._route)

    def items(self, *args, **arguments):
        """Go through the items of a list, whatever pages they come in.

        Args:
            **arguments: as of `pages`.

        Yields:
            dict: an item.
        """
        return self._caller.items(self._row, self._named(args, arguments), self._route)

    def _named(self, args, arguments):
        if args:
            raise UserError('%s takes its arguments by name: %s' % (
                self._row.name, description.example(self._row)))
        return arguments

    __signature__ = property(lambda self: description.signature(self._row))


class Operation(_Callable):
    """An operation of the platform.

    Attributes:
        routes (tuple): its routes; ``platform.list_models.routes[2](per_page=10)`` takes one of
            them, whatever the arguments would lead to.
    """

    __doc__ = _HELP

    @property
    def routes(self):
        """Its routes, in the order in which they are published."""
        return tuple(RouteCall(self._caller, self._row, route) for route in self._row.routes)

    def __repr__(self):
        return '<operation %s: %s>' % (self._row.name, self._row.routes[0])


class RouteCall(_Callable):
    """An operation over one of its routes.

    Attributes:
        method (str), path (str): the route.
    """

    __doc__ = _HELP

    @property
    def method(self):
        """The HTTP method."""
        return self._route.verb

    @property
    def path(self):
        """The path, with names in braces."""
        return self._route.path

    def __repr__(self):
        return '<route %s of %s>' % (self._route, self._row.name)
