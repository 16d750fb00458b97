"""Which concepts of an app are kinds of which, and which mean the same.

``hypernym`` is ``hyponym`` read backwards and kept as that; ``synonym`` reads the same both ways.
"""
from __future__ import absolute_import

from clarifai.sandbox import clock, errors

HYPONYM, HYPERNYM, SYNONYM = PREDICATES = ('hyponym', 'hypernym', 'synonym')
_REVERSED = {HYPONYM: HYPERNYM, HYPERNYM: HYPONYM, SYNONYM: SYNONYM}
_SELECT = 'SELECT id, subject_id, object_id, predicate FROM concept_relations WHERE app_id = ? '


def _reversed(relation):
    return dict(relation, subject_id=relation['object_id'], object_id=relation['subject_id'],
                predicate=_REVERSED[relation['predicate']])


def everything(db, app_id, predicate=None):
    """Return all relations of an app, oldest first, each once; with a predicate, read as it."""
    rows = db.execute(_SELECT + 'ORDER BY seq', (app_id,))
    found = [dict(row) for row in rows]
    if predicate == HYPERNYM:
        found = [_reversed(one) for one in found if one['predicate'] == HYPONYM]
    return [one for one in found if predicate in (None, one['predicate'])]


def of_concept(db, app_id, concept_id, predicate=None):
    """Return the relations of a concept, oldest first, read with it as the subject."""
    rows = db.execute(_SELECT + 'AND ? IN (subject_id, object_id) ORDER BY seq',
                      (app_id, concept_id))
    found = [dict(row) if row['subject_id'] == concept_id else _reversed(dict(row))
             for row in rows]
    return [one for one in found if predicate in (None, one['predicate'])]


def add(db, app_id, subject_id, object_id, predicate):
    """Make a relation between two concepts; return it, read as it was given.

    Raises:
        errors.ConceptInvalid: it is there already, or is one of a concept with itself.
    """
    if subject_id == object_id:
        raise errors.ConceptInvalid('Concept %r cannot be related to itself.' % subject_id)
    for known in of_concept(db, app_id, subject_id, predicate):
        if known['object_id'] == object_id:
            raise errors.ConceptInvalid('duplicate: %r is a %s of %r already.'
                                        % (subject_id, predicate, object_id))
    made = {'id': clock.new_id(), 'subject_id': subject_id, 'object_id': object_id,
            'predicate': predicate}
    kept = _reversed(made) if predicate == HYPERNYM else made
    db.execute('INSERT INTO concept_relations (app_id, id, subject_id, object_id, predicate) '
               'VALUES (?, ?, ?, ?, ?)', (app_id, kept['id'], kept['subject_id'],
                                          kept['object_id'], kept['predicate']))
    return made


def delete(db, app_id, concept_id, relation_id):
    """Delete a relation of a concept, from whichever side.

    Raises:
        errors.ConceptNotFound: the concept has no such relation.
    """
    deleted = db.execute(
        'DELETE FROM concept_relations '
        'WHERE app_id = ? AND id = ? AND ? IN (subject_id, object_id)',
        (app_id, relation_id, concept_id)).rowcount
    if not deleted:
        raise errors.ConceptNotFound('Concept %r has no relation with id %r.'
                                     % (concept_id, relation_id))
