"""Answers as JSON, whatever came."""
from __future__ import absolute_import

import json


def json_object(content):
    """Read the JSON object that an answer's body holds.

    Args:
        content (bytes): the body, in UTF-8, with or without a byte-order mark.

    Returns:
        dict: the object; None when the body is anything else, or nested too deeply to be read.
    """
    try:
        answer = json.loads(content.decode('utf-8-sig'))
    except (AttributeError, TypeError, ValueError, RuntimeError):  # the last one: too deep
        return None
    return answer if isinstance(answer, dict) else None
