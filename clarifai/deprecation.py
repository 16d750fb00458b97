"""The one way to warn, and the marks that old call forms carry."""
from __future__ import absolute_import

import sys
import warnings


def warn(message, category=DeprecationWarning):
    """Issue a warning that points at the caller's line, outside this package.

    Args:
        message (str): what is old or risky, and what to use instead.
        category (type): the class of the warning.
    """
    warnings.warn(message, category, stacklevel=_depth_of_caller())


def _depth_of_caller():
    """How many frames up the first one outside ``clarifai`` is, as `warnings.warn` counts."""
    depth, frame = 1, sys._getframe(1)
    while frame is not None:
        if frame.f_globals.get('__name__', '').split('.')[0] != 'clarifai':
            return depth
        depth, frame = depth + 1, frame.f_back
    return depth - 1


def accepts_forms(*signatures):
    """Mark a callable that tells older positional call forms apart by the types it is given.

    2.x gave some positions two meanings over the years.  The mark says which older signatures the
    body understands; ``tests/unit/meta`` calls each of them.

    Args:
        *signatures (str): signatures without ``self``, such as ``'(page=1, per_page=20)'``.
    """
    def mark(function):
        function.__legacy_signatures__ = list(signatures)
        return function
    return mark


def renamed(old_name, old, new_name, new):
    """The value of a keyword that was once called otherwise.

    Args:
        old_name (str): the former keyword.
        old: what was given under it (None: nothing).
        new_name (str): today's keyword.
        new: what was given under that (None: nothing).

    Returns:
        `new`, or `old` when only the old keyword was used; that one brings a warning.
    """
    if old is None:
        return new
    warn('the argument %s is called %s since 2.0.28 at the latest; please use %s='
         % (old_name, new_name, new_name))
    return old if new is None else new
