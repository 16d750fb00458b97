"""What somebody may have meant by a name that there is not."""
from __future__ import absolute_import

import difflib

from clarifai.redact import native


def alike(name, known, most=3):
    """A half sentence with the known names that are like a wrong one; '' when none is.

    Args:
        name (str): the wrong one.
        known (iterable of str): the right ones.
        most (int): how many to name.
    """
    name, known = native(name), [native(one) for one in known]
    found = [one for one in known if _squeezed(one) == _squeezed(name)]
    found = found or difflib.get_close_matches(name, known, most, 0.7)
    found = found or [one for one in known if sorted(one) == sorted(name)]  # short and transposed
    found = found or [one for one in known if len(name) > 3 and name in one][:most]
    return '; did you mean %s?' % ' or '.join(found) if found else ''


def _squeezed(name):
    return name.replace('_', '').replace('-', '').lower()
