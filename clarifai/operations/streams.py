"""Answers that come bit by bit: lines of JSON, each a result or an error."""
from __future__ import absolute_import

from clarifai.answers import code_of, json_object
from clarifai.compat import string_types
from clarifai.errors import ApiError
from clarifai.status_codes import REFUSALS


class Stream(object):
    """An iterator of answers, which closes its connection when it ends or is left.

    Leaving it means that nothing holds it any more, that `close` is called, or that a ``with``
    block around it ends.

    Args:
        lines (iterator of bytes): what comes, as it comes (`clarifai.transport.Lines`).
        advise (callable): is given an ApiError, and puts advice to it.
    """

    def __init__(self, lines, advise):
        self._lines = lines
        self._advise = advise
        self._is_open = True

    def __iter__(self):
        return self

    def __next__(self):
        """The next answer.

        Returns:
            dict: as plain as the answer of a call.

        Raises:
            ApiError: the server says that something went wrong, or the connection broke.
        """
        if not self._is_open:
            raise StopIteration
        try:
            return self._answer(next(self._lines))
        except BaseException as error:
            self.close()
            if isinstance(error, ApiError):
                self._advise(error)
            raise

    next = __next__  # of Python 2.7

    def _answer(self, line):
        if isinstance(line, dict):  # of a replacement of our HTTP client, which gives it whole
            return line
        answer = json_object(line)
        if answer is None:
            raise self._lines.error('a part of the answer is not a JSON object')
        error = answer.get('error')
        if isinstance(error, dict):
            message = error.get('message')
            if not (message and isinstance(message, string_types)):
                message = 'the server ended the answer'
            raise self._lines.error(message, {'status': {
                'code': error.get('code', error.get('grpc_code')), 'description': message}})
        result = answer.get('result')
        result = result if isinstance(result, dict) else answer
        if code_of(result) in REFUSALS:  # with HTTP 200, since a stream has begun before it fails
            raise self._lines.error('', result)
        return result

    def close(self):
        """Close the connection; nothing more comes."""
        self._is_open = False
        close = getattr(self._lines, 'close', None)
        if close is not None:
            close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def __del__(self):
        if getattr(self, '_is_open', False):
            self.close()
