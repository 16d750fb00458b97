"""Looks for secrets in whatever the library gives away: whole, in part, or encoded."""
from __future__ import absolute_import

import base64
import binascii
import pickle
import traceback

import six
from six.moves.urllib.parse import quote

# No two of their parts of five characters are alike, nor like anything else here.
KEY = 'Kq7Zv2Xw9Jd4Gm6Ty8Rb3Nc5Hp1Sf0Lu'
PAT = 'pO4iU7yT2rE9wQ1aZ6xS3cD8vF5bG0nH'
PASSWORD = 'oWn+pAsS/wOrD=1'
HEX_KEY = '8e0d5a7c3f19b6428e0d2b7c4f91a653'  # as the service makes them
SECRETS = (KEY, PAT, PASSWORD, HEX_KEY)
SHOWN = 4  # characters of a secret's end, as `redact.mask` shows them


def _parts(text, size):
    return set(text[start:start + size] for start in range(len(text) - size + 1))


def _forms(secret):
    """What would give a secret away: parts of it, or of what it looks like encoded."""
    forms = _parts(secret, SHOWN + 1)
    raw = secret.encode('ascii')
    for before in (b'', b'x', b'xx', b'Key ', b'Bearer ', b'me:'):
        forms |= _parts(base64.b64encode(before + raw).decode('ascii')[4:-4], 10)
    forms |= _parts(binascii.hexlify(raw).decode('ascii'), 12)
    forms |= _parts(quote(secret, safe=''), 10)
    forms |= _parts(secret[::-1], 8)
    return forms


FORMS = set().union(*[_forms(secret) for secret in SECRETS])


def in_text(text):
    """The parts of secrets in a text or in bytes; none is how it should be."""
    if not isinstance(text, six.text_type):
        text = bytes(text).decode('latin-1')
    return sorted(form for form in FORMS if form in text)


def in_pickle(value):
    """The parts of secrets in what a value is pickled to, by all protocols."""
    return sorted(form for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
                  for form in in_text(pickle.dumps(value, protocol)))


def in_error(error):
    """The parts of secrets in all ways to show an exception that is being handled."""
    shown = [str(error), repr(error), repr(error.args), repr(vars(error)), traceback.format_exc()]
    return sorted(set(in_text('\n'.join(shown)) + in_pickle(error)))
