"""The session of a client, shared by all its copies in one process, and what was sent with it."""
from __future__ import absolute_import

import threading


class LazySession(object):
    """A `requests.Session` that is made when it is first needed.

    Args:
        session (requests.Session): the one to use; None to make one.
    """

    def __init__(self, session=None):
        self._session = session
        self._lock = threading.Lock()

    def get(self):
        """The session."""
        if self._session is None:
            from clarifai.session import make_session  # imports requests: when it is needed
            with self._lock:
                if self._session is None:
                    self._session = make_session()
        return self._session

    def set(self, session):
        """Use another session."""
        self._session = session


class Sender(object):
    """Sends the requests of one operation.

    Args:
        exchange (callable): sends a `Request`; gives the answer, and whether the request may have
            been acted upon before.

    Attributes:
        uncertain (bool): whether that was so for one of them.
    """

    def __init__(self, exchange):
        self._exchange = exchange
        self.uncertain = False

    def __call__(self, request):
        answer, uncertain = self._exchange(request)
        self.uncertain = self.uncertain or uncertain
        return answer
