"""Names that Python 2.7 has otherwise than 3, for every module that needs one.

On 2.7 they are those of ``six``.  On 3 they are at hand, and importing ``six`` would take as long
as ten of the modules here.  What few modules need they take from ``six`` themselves, such as
``six.moves.queue``; a first call loads none of these.
"""
from __future__ import absolute_import

import sys

PY2 = sys.version_info[0] == 2

if PY2:
    from six import integer_types, string_types, text_type
    from six.moves import builtins, collections_abc
    from six.moves.urllib.parse import quote, unquote, urlencode, urlsplit
else:
    import builtins
    from collections import abc as collections_abc
    from urllib.parse import quote, unquote, urlencode, urlsplit

    integer_types = (int,)
    string_types = (str,)
    text_type = str

__all__ = ['PY2', 'builtins', 'collections_abc', 'integer_types', 'path_of', 'quote',
           'string_types', 'text_type', 'unquote', 'urlencode', 'urlsplit']


def path_of(value):
    """The text that a path object stands for (``os.fspath``), or else the value as it is."""
    return value.__fspath__() if hasattr(value, '__fspath__') else value
