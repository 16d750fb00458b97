"""The libraries of the ``sandbox`` extra, and what to say when one is missing."""
from __future__ import absolute_import

NAMES = {'flask', 'werkzeug', 'numpy', 'PIL', 'skimage', 'sklearn', 'av', 'requests'}


def missing(error):
    """Return a sentence about an ImportError, or None if it is about something else."""
    if (error.name or '').split('.')[0] not in NAMES:
        return None
    return ('The sandbox needs libraries that are not installed (%s); install them with: '
            'pip install "clarifai-rest[sandbox]"' % error.name)
