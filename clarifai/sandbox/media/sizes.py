"""How large a file may be."""
from __future__ import annotations

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.errors import MediaUnavailable

MAX_BYTES = 100 * 1024 * 1024


def too_large() -> MediaUnavailable:
    """Return the error of a file that is larger than what is taken."""
    return MediaUnavailable(codes.INPUT_OVER_LIMIT,
                            'The file has more than %d MB.' % (MAX_BYTES // (1024 * 1024)))
