"""The libraries of the ``sandbox`` extra, and what to say when one is missing."""
from typing import Any

NAMES = {'flask', 'werkzeug', 'numpy', 'PIL', 'skimage', 'sklearn', 'av', 'requests', 'urllib3'}


def missing(error: Any) -> Any:
    """Return a sentence about an ImportError, or None if it is about something else."""
    if (error.name or '').split('.')[0] not in NAMES:
        return None
    return ('The sandbox needs libraries that are not installed (%s); install them with: '
            'pip install "clarifai-rest[sandbox]"' % error.name)
