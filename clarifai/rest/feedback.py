"""Feedback on predictions and searches, which 2.0.28 to 2.6.2 could send."""
from __future__ import absolute_import

from clarifai.value import Value

try:
    from enum import Enum
except ImportError:  # Python 2.7

    class _Members(type):
        """Turns the plain attributes of an Enum's subclass into members with a name and a value."""

        def __new__(mcs, name, bases, body):
            made = super(_Members, mcs).__new__(mcs, name, bases, body)
            made._members = []
            for key, value in sorted(body.items(), key=lambda item: str(item[1])):
                if not key.startswith('_'):
                    member = object.__new__(made)
                    member.name, member.value = key, value
                    made._members.append(member)
                    setattr(made, key, member)
            return made

        def __call__(cls, value):
            for member in cls._members:
                if value in (member, member.value):
                    return member
            raise ValueError('%r is not a valid %s' % (value, cls.__name__))

        def __getitem__(cls, name):
            return dict((member.name, member) for member in cls._members)[name]

        def __iter__(cls):
            return iter(cls._members)

    Enum = _Members('Enum', (object,), {
        '__doc__': 'As much of Python 3\'s Enum as FeedbackType needs.',
        '__str__': lambda self: '%s.%s' % (type(self).__name__, self.name),
        '__repr__': lambda self: '<%s.%s: %r>' % (type(self).__name__, self.name, self.value),
        '__reduce__': lambda self: (getattr, (type(self), self.name)),
    })


class FeedbackType(Enum):
    """What was right or wrong about a region."""

    accurate = 1
    misplaced = 2
    not_detected = 3
    false_positive = 4


class FeedbackInfo(Value):
    """Who gives feedback, and on what.

    Args:
        end_user_id (str): the user who gave it.
        session_id (str): the session it was given in.
        event_type (str): 'annotation' for predictions, 'search_click' for searches.
        output_id (str): the id of the output it is about.
        search_id (str): the id of the search it is about.
    """

    def __init__(self, end_user_id=None, session_id=None, event_type=None, output_id=None,
                 search_id=None):
        self.end_user_id = end_user_id
        self.session_id = session_id
        self.event_type = event_type
        self.output_id = output_id
        self.search_id = search_id

    def dict(self):
        """The feedback as the API wrote it; what is not known is left out."""
        return {'feedback_info': dict(
            (name, value) for name, value in self.__dict__.items() if value is not None)}
