"""What a recorded request shows of a body: pictures shortened, keys masked."""
from __future__ import annotations

import json
import re
from typing import Any

MASK = '***'
# A key as short as this is a word that may stand anywhere.
SHORTEST_KEY = 8
LONGEST_STRING, LONGEST_VECTOR = 400, 32
SHOWN_OF_STRING, SHOWN_OF_VECTOR = 80, 8
_LONG_STRING = re.compile(br'"([^"\\]{%d})([^"\\]{%d,})"' % (
    SHOWN_OF_STRING, LONGEST_STRING - SHOWN_OF_STRING))
_SECRET_NAME = re.compile(r'(?i)(^|_)(secret|password|token|authorization|api_?key|key_id|pat)$')
_KEY_IN_PATH = re.compile(r'(/keys/)[^/]+')
_USER_IN_URL = re.compile(r'(?i)^(https?://)[^/?#@]+@')


def without_key(data: bytes, key: str) -> bytes:
    """Return bytes in which a key is masked, wherever it stands."""
    if len(key) < SHORTEST_KEY:
        return data
    return data.replace(key.encode('utf-8', 'surrogateescape'), MASK.encode('ascii'))


def without_pictures(data: bytes) -> bytes:
    """Return JSON (bytes) in which long strings are shortened; nothing is parsed for it."""
    return _LONG_STRING.sub(
        lambda found: b'"%s"' % _shortened(found.group(1), len(found.group(0)) - 2), data)


def path(text: str) -> str:
    """Return a path in which the id of a key is masked: that of an API key is the key."""
    return _KEY_IN_PATH.sub(r'\1' + MASK, text)


def shown(data: bytes) -> str | dict[str, Any] | None:
    """Return a body as it is shown.

    Args:
        data: the body, or the beginning of one.

    Returns:
        object: the parsed JSON, shortened and masked; text if it is not JSON; None if it is empty.
    """
    text = data.decode('utf-8-sig', 'replace')
    try:
        return value(json.loads(text)) if text.strip() else None
    except (ValueError, RecursionError):
        return text


def value(item: Any, name: str = '', holder: str = '') -> Any:
    """Return a value of a JSON body as it is shown, by the names of its member and the one above.

    Args:
        item: parsed JSON.
        name: the member that it is the value of.
        holder: the member that this one stands in.
    """
    if isinstance(item, dict):
        return {inner: value(held, inner, name) for inner, held in item.items()}
    if isinstance(item, list):
        return _list(item, name, holder)
    if not isinstance(item, str):
        return item
    if _SECRET_NAME.search(name) or (name == 'id' and holder in ('key', 'keys')):
        return MASK
    if len(item) > LONGEST_STRING:
        return _shortened(item[:SHOWN_OF_STRING].encode('utf-8', 'replace'),
                          len(item)).decode('utf-8')
    return _USER_IN_URL.sub(rf'\1{MASK}@', item)


def _list(items: list[float | str | dict[str, Any]], name: str,
          holder: str) -> list[float | str | dict[str, Any]]:
    if len(items) > LONGEST_VECTOR and all(isinstance(item, float) for item in items):
        return items[:SHOWN_OF_VECTOR] + [f'... ({len(items)} numbers)']
    return [value(item, name, holder) for item in items]


def _shortened(beginning: bytes, length: int) -> bytes:
    return b'%s... (%d characters)' % (beginning, length)
