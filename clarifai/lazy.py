"""Attributes that are made, with what they need imported, when they are first used."""
from __future__ import absolute_import

from clarifai.forking import importing


class lazy(object):
    """An attribute that its object makes when it is first used, and then has like any other.

    Args:
        make (function): a method that makes it, and has its name.
    """

    def __init__(self, make):
        self._make = make
        self.__doc__ = make.__doc__

    def __get__(self, owner, kind=None):
        if owner is None:
            return self
        with importing:
            made = self._make(owner)
        # One of several threads puts its own there for all.
        return owner.__dict__.setdefault(self._make.__name__, made)
