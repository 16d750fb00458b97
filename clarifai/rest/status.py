"""What the server says about itself: a status, counts of inputs, a place in a list."""
from __future__ import absolute_import

from clarifai.answers import number_in, object_in
from clarifai.redact import native
from clarifai.value import Value


class ApiStatus(Value):
    """A status: of a request, an input, a model version.

    Args:
        item (dict): ``{'code': 30000, 'description': 'Download complete'}``.

    Attributes:
        code (int or None): the number (``clarifai.status_codes`` names the common ones).
        description (str or None): the text that goes with it.
    """

    _hashed = ('code',)

    def __init__(self, item):
        item = object_in(item)
        self.code = item.get('code')
        self.description = item.get('description')

    def dict(self):
        """The status as the API writes it."""
        return {'status': {'code': self.code, 'description': self.description}}

    def __str__(self):
        return '%s %s' % (self.code, native(self.description))


class ApiResponse(Value):
    """An answer of which only the status matters."""

    def __init__(self):
        self.status = None


class InputCounts(Value):
    """How many inputs of an app are in which state.

    Args:
        item (dict): an answer of ``GET /inputs/status``.

    Attributes:
        processed (int): done.
        to_process (int): waiting.
        errors (int): failed.
        processing (int): at work.
    """

    def __init__(self, item):
        counts = object_in(object_in(item).get('counts'))
        self.processed = number_in(counts.get('processed'), 0)
        self.to_process = number_in(counts.get('to_process'), 0)
        self.errors = number_in(counts.get('errors'), 0)
        self.processing = number_in(counts.get('processing'), 0)

    def dict(self):
        """The counts as the API writes them."""
        return {'counts': dict(self.__dict__)}


class pagination(Value):
    """A place in a list.

    Args:
        page (int): the page, from 1.
        per_page (int): how many entries make a page.
    """

    def __init__(self, page=1, per_page=20):
        self.page = page
        self.per_page = per_page

    def dict(self):
        """The place as the API writes it."""
        return {'page': self.page, 'per_page': self.per_page}
