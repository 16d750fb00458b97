"""Origins: who asks, as a browser says it in the header ``Origin`` (RFC 6454)."""
from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

NULL = 'null'  # the origin of a file, and of a sandboxed frame
LOOPBACK = (ipaddress.ip_address('127.0.0.1'), ipaddress.ip_address('::1'))
_ORIGIN = re.compile(r'https?://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?\Z')


def origin(text: str) -> str:
    """Return an origin as browsers write it.

    Args:
        text: what somebody has typed, such as ``https://Example.org/``, or ``null``.

    Raises:
        ValueError: it is no origin.
    """
    written = text.strip().lower()
    written = written[:-1] if written.endswith('/') else written
    if written == NULL:
        return written
    if not _ORIGIN.match(written):
        raise ValueError('%r is no origin: write a scheme, a host and perhaps a port, as in '
                         'https://example.org or http://example.org:8000, or null for pages '
                         'opened as files' % text)
    scheme, _, rest = written.partition('://')
    default = {'http': ':80', 'https': ':443'}[scheme]
    return written[:-len(default)] if rest.endswith(default) else written


def is_of_this_machine(asking: str) -> bool:
    """Return whether an origin is served on this machine, on whatever port."""
    if not _ORIGIN.match(asking):
        return False
    host = urlsplit(asking).hostname or ''
    if host == 'localhost':
        return True
    try:
        return ipaddress.ip_address(host) in LOOPBACK
    except ValueError:
        return False
