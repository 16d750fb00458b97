"""What all value objects share: they compare by value and print what they hold."""
from __future__ import absolute_import

from clarifai.redact import shown


class Value(object):
    """Plain data with attributes.

    Equality is by class and attributes.  The hash uses only the attributes named in `_hashed`, so
    that an object can be a key; as with any key, these must not change while it is one.
    """

    _hidden = ()   # attributes that are no part of the value: handles, connections
    _hashed = ()

    def _attributes(self):
        return dict((name, value) for name, value in self.__dict__.items()
                    if name not in self._hidden)

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._attributes() == other._attributes()

    def __ne__(self, other):
        same = self.__eq__(other)
        return same if same is NotImplemented else not same

    def __hash__(self):
        return hash((type(self).__name__,) + tuple(getattr(self, name) for name in self._hashed))

    def __repr__(self):
        parts = ['%s=%s' % (name.lstrip('_'), shown(value))
                 for name, value in sorted(self._attributes().items())
                 if value is not None and value != [] and value is not False]
        return '%s(%s)' % (type(self).__name__, ', '.join(parts))
