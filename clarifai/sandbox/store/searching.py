"""Finding inputs: several terms, all of which must hold, ranked by the product of their scores."""
from __future__ import absolute_import

import numpy

from clarifai.sandbox.store import terms


def ranked(db, app_id, found):
    """Combine what the terms of a query found.

    Args:
        db (sqlite3.Connection): in a transaction.
        app_id (str): the app.
        found (list of dict): {row number: score} of each term.

    Returns:
        list of (int, float): row numbers and scores, best first, then newest first.
    """
    if not found:
        found = [dict((seq, 1.0) for seq in terms.processed(db, app_id))]
    found = sorted(found, key=len)
    scores = dict(found[0])
    for others in found[1:]:
        scores = dict((seq, score * others[seq]) for seq, score in scores.items() if seq in others)
    seqs = numpy.fromiter(scores.keys(), numpy.int64, len(scores))
    values = numpy.fromiter(scores.values(), numpy.float64, len(scores))
    order = numpy.lexsort((-seqs, -values))
    return list(zip(seqs[order].tolist(), values[order].tolist()))
