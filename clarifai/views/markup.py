"""HTML made of texts that anybody may have written: they are escaped, unless they are HTML."""
from __future__ import absolute_import, unicode_literals

import re

from clarifai.compat import quote, text_type
from clarifai.redact import clean, printable

# Elements without an end.
_VOID = frozenset(['br', 'img', 'input', 'meta'])
_ESCAPES = (('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'), ('"', '&quot;'), ("'", '&#39;'))
# An address that a browser asks: no script, no blank or quote, no name and password before a host.
_WEB_ADDRESS = re.compile(r'https?://[^\s"\'<>\\@]+(?:/[^\s"\'<>\\]*)?\Z', re.I)
_DATA_ADDRESS = re.compile(r'data:image/(?:jpeg|png|gif|webp|bmp);base64,[A-Za-z0-9+/=]*\Z')
# What a file beside the page is reached by: never an address with a scheme.
_RELATIVE_ADDRESS = re.compile(r'(?:\.\.?/)+[A-Za-z0-9%/._~-]*\Z')
# Names of what opens a file in somebody's storage, in the query of an address.
_SECRET_IN_QUERY = re.compile(r'[?&;][^=&]*(?:sig|token|secret|password|credential|key)[^=&]*=',
                              re.I)
_ADDRESSES = ('href', 'src')


class Markup(text_type):
    """A piece of HTML, which is put into other HTML as it is."""


def text(value):
    """A value as text on one line, as people see it: what steers a terminal is written out."""
    said = printable(value if isinstance(value, (text_type, bytes)) else str(value))
    return said.decode('utf-8') if isinstance(said, bytes) else said


def lines(value):
    """A text of several lines, each as of `text`."""
    return '\n'.join(text(line) for line in value.splitlines())


def escaped(value):
    """A value as HTML.

    Args:
        value: `Markup`, which is left alone, or a text, a number or None, which is nothing.

    Returns:
        Markup
    """
    if isinstance(value, Markup):
        return value
    said = '' if value is None else value
    if not isinstance(said, text_type):
        said = text(said)
    for character, reference in _ESCAPES:
        said = said.replace(character, reference)
    return Markup(said)


def joined(*parts):
    """Pieces of HTML and texts, one after the other, as `Markup`; also those in lists."""
    found = []
    for part in parts:
        found.append(joined(*part) if isinstance(part, (list, tuple)) else escaped(part))
    return Markup(''.join(found))


def tag(element, *children, **attributes):
    """An element.

    Args:
        element (str): its name.
        *children: as of `joined`.
        **attributes: their values; None and False leave one out, True gives one without a value.
            An underscore at the end goes (``class_``), another is a hyphen (``data_name``).

    Returns:
        Markup

    Raises:
        ValueError: an address is not one that `address` gives: it could be a script.
    """
    written = []
    for name, value in sorted(attributes.items()):
        if value is None or value is False:
            continue
        name = name.rstrip('_').replace('_', '-')
        if name in _ADDRESSES and not _is_address(value):
            raise ValueError('not an address for a page: %s' % value[:40])
        written.append(' ' + name if value is True else ' %s="%s"' % (name, escaped(value)))
    start = '<%s%s>' % (element, ''.join(written))
    if element in _VOID:
        return Markup(start)
    return Markup('%s%s</%s>' % (start, joined(*children), element))


def _is_address(value):
    return any(form.match(value) for form in (_WEB_ADDRESS, _DATA_ADDRESS, _RELATIVE_ADDRESS))


def web_address(url):
    """A URL that a page may ask for; None for any other.

    Args:
        url (str): a URL as somebody gave it.

    Returns:
        str: None where it is no address of the web, or has a password or a signature in it, which
        would be handed on with the page.
    """
    url = url.decode('utf-8', 'replace') if isinstance(url, bytes) else url
    if not isinstance(url, text_type) or not _WEB_ADDRESS.match(url):
        return None
    return None if _SECRET_IN_QUERY.search(url) or clean(url) != url else url


def relative_address(path):
    """The address of a file beside a page, or below or above it; never one with a scheme.

    Args:
        path (str): relative, as this system writes it.
    """
    path = path.encode('utf-8') if isinstance(path, text_type) else path
    quoted = quote(path.replace(b'\\', b'/'), safe=str('/~'))
    quoted = quoted.decode('ascii') if isinstance(quoted, bytes) else quoted
    return quoted if quoted.startswith('../') else './' + quoted


def percent(fraction):
    """A fraction as CSS writes a length, from 0 to 100 %."""
    return '%.4g%%' % (100 * min(1.0, max(0.0, fraction)))
