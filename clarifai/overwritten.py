"""Finds out whether another distribution has put its files over these."""
from __future__ import absolute_import

from clarifai import versions

REMEDY = 'Run: pip uninstall clarifai clarifai-rest; pip install clarifai-rest'


def check():
    """Refuse to go on among files of the official distribution, which has the same folder.

    Raises:
        ImportError: it was installed over this one; the message says what to run.
    """
    if not hasattr(versions, 'CLIENT_HEADERS'):
        raise ImportError('the official distribution "clarifai" was installed over clarifai-rest, '
                          'and its files have taken the place of some of these. ' + REMEDY)
