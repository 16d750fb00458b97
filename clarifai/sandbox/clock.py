"""Times and ids as the API writes them."""
import datetime
import re
import uuid
from typing import Any

FORM = '%Y-%m-%dT%H:%M:%S.%fZ'
_RFC_3339 = re.compile(r'(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)', re.I)


def now() -> str:
    """Return the time as RFC 3339 text in UTC, e.g. ``2018-09-14T07:21:35.402117Z``."""
    return datetime.datetime.now(datetime.timezone.utc).strftime(FORM)


def same_form(text: str) -> Any:
    """Return another RFC 3339 time as `now` writes it, so that times compare as texts.

    Raises:
        ValueError: it is no such time.
    """
    found = _RFC_3339.match(text)
    if not found or found.end() != len(text):
        raise ValueError(f'{text!r} is not a time as in RFC 3339.')
    seconds, fraction, zone = found.groups()
    zone = '+00:00' if zone in 'zZ' else zone
    moment = datetime.datetime.fromisoformat(seconds.upper() + zone)
    try:
        moment = moment.astimezone(datetime.timezone.utc)
    except OverflowError:
        raise ValueError(f'{text!r} is before the year 1 or after 9999.')
    return '%sT%s.%sZ' % (moment.date().isoformat(), moment.time().isoformat(),
                          (fraction or '')[:6].ljust(6, '0'))


def new_id() -> str:
    """Return a fresh id: 32 hexadecimal digits."""
    return uuid.uuid4().hex
