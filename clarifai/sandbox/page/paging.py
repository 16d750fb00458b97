"""Which part of a long list is shown, and where the other parts are."""
import collections
from typing import Any
from urllib.parse import urlencode

import flask

from clarifai.sandbox import fields


class Paging(collections.namedtuple('Paging', 'number size total')):
    """One page of a list.

    Attributes:
        number: which page, from 1.
        size: the most items on a page.
        total: how many items there are on all of them.
    """

    __slots__ = ()

    @property
    def page(self) -> Any:
        """The `fields.Page` for the store's listings."""
        return fields.Page(self.number, self.size)

    @property
    def last(self) -> Any:
        """The number of the last page."""
        return max(1, -(-self.total // self.size))

    @property
    def first_item(self) -> Any:
        """The number of the first item shown, from 1."""
        return self.page.start + 1

    @property
    def last_item(self) -> Any:
        """The number of the last item shown."""
        return min(self.total, self.page.start + self.size)

    def chosen(self, items: Any) -> Any:
        """Return the items of a whole list that are on this page."""
        return items[self.page.start:self.page.start + self.size]


def asked_for(total: Any, size: Any) -> Any:
    """Return the `Paging` that the query string of the request asks for, within what there is."""
    text = flask.request.args.get('page', '1')
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    paging = Paging(max(1, number), size, total)
    return paging._replace(number=min(paging.number, paging.last))


def link(number: Any) -> Any:
    """Return the relative link to another page of the list that the request asks for."""
    return '?' + urlencode(dict(flask.request.args.to_dict(), page=number))
