"""Answers as JSON, whatever came.

What is not of the kind that the API writes is read as if it were not there.
"""
from __future__ import absolute_import

import codecs
import json

from clarifai.compat import integer_types, string_types

NUMBERS = integer_types + (float,)  # as JSON is read


def json_object(content):
    """Read the JSON object that an answer's body holds.

    Args:
        content (bytes): the body, in UTF-8, with or without a byte-order mark.

    Returns:
        dict: the object; None when the body is anything else, or nested too deeply to be read.
    """
    try:
        # Not decoded as utf-8-sig, which Python imports with its first use, in whatever thread.
        text = content[3:] if content.startswith(codecs.BOM_UTF8) else content
        answer = json.loads(text.decode('utf-8'))
    except (AttributeError, TypeError, ValueError, RuntimeError):  # the last one: too deep
        return None
    return answer if isinstance(answer, dict) else None


def code_of(answer):
    """The code at the top of an answer.

    Args:
        answer (dict or None): the JSON of an answer.

    Returns:
        int: or None when it has none; whatever else stands in its place, too.
    """
    status = answer.get('status') if isinstance(answer, dict) else None
    return status.get('code') if isinstance(status, dict) else None


def first(entries):
    """The only entry of a list; None when the answer lacks it."""
    return entries[0] if entries else None


def object_in(value):
    """A part of an answer that is an object; ``{}`` where it is none."""
    return value if isinstance(value, dict) else {}


def objects_in(value):
    """The objects in a part of an answer that is a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text_in(value):
    """A part of an answer that is text and not empty, else None."""
    return value if isinstance(value, string_types) and value else None


def number_in(value, default=0.0):
    """A part of an answer that is a number, else `default`."""
    return value if isinstance(value, NUMBERS) and not isinstance(value, bool) else default
