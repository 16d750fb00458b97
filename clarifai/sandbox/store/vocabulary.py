"""The names of the concepts that were seen in inputs: the measured ones, and the recognised."""
from __future__ import absolute_import

from clarifai.sandbox.models import public_models


def remember(db, names):
    """Keep the names of concepts that are not among the measured ones."""
    known = [(public_models.concept_id(name), name) for name in names]
    db.executemany('INSERT OR IGNORE INTO recognised (concept_id, name) VALUES (?, ?)',
                   [item for item in known if item[0] not in public_models.vocabulary()])


def names(db):
    """Return {concept id: name} of every concept that may have been seen in an input."""
    rows = db.execute('SELECT concept_id, name FROM recognised')
    return dict(public_models.vocabulary(),
                **dict((row['concept_id'], row['name']) for row in rows))
