"""Which part of a long list is shown, and where the other parts are."""
from __future__ import absolute_import

import collections

import flask

from clarifai.sandbox import fields

try:
    from urllib.parse import urlencode
except ImportError:  # only so that this file can be read on Python 2.7
    urlencode = None


class Paging(collections.namedtuple('Paging', 'number size total')):
    """One page of a list.

    Attributes:
        number (int): which page, from 1.
        size (int): the most items on a page.
        total (int): how many items there are on all of them.
    """

    __slots__ = ()

    @property
    def page(self):
        """The `fields.Page` for the store's listings."""
        return fields.Page(self.number, self.size)

    @property
    def last(self):
        """The number of the last page."""
        return max(1, -(-self.total // self.size))

    @property
    def first_item(self):
        """The number of the first item shown, from 1."""
        return self.page.start + 1

    @property
    def last_item(self):
        """The number of the last item shown."""
        return min(self.total, self.page.start + self.size)

    def chosen(self, items):
        """Return the items of a whole list that are on this page."""
        return items[self.page.start:self.page.start + self.size]


def asked_for(total, size):
    """Return the `Paging` that the query string of the request asks for, within what there is."""
    text = flask.request.args.get('page', '1')
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    paging = Paging(max(1, number), size, total)
    return paging._replace(number=min(paging.number, paging.last))


def link(number):
    """Return the relative link to another page of the list that the request asks for."""
    return '?' + urlencode(dict(flask.request.args.to_dict(), page=number))
