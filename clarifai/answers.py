"""Answers as JSON, whatever came."""
from __future__ import absolute_import

import codecs
import json


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
