"""``/concepts/relations``: hyponyms, hypernyms and synonyms."""
from __future__ import absolute_import

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers.shapes.platform import PRIVATE
from clarifai.sandbox.store import concept_relations, concepts


def _page(call, db, found):
    page = call.page()
    if call.query.get('knowledge_graph_id'):
        found = []  # there is only the graph of the app, which has no id
    return {'concept_relations': _packed(call, db, found[page.start:page.start + page.size])}


def _packed(call, db, found):
    ids = set(one[name] for one in found for name in ('subject_id', 'object_id'))
    known = concepts.by_id(db, call.app_id, ids)
    return [{'id': one['id'], 'predicate': one['predicate'], 'visibility': PRIVATE,
             'subject_concept': call.shapes.concept(known[one['subject_id']]),
             'object_concept': call.shapes.concept(known[one['object_id']])} for one in found]


def _predicate(holder):
    predicate = fields.text(holder, 'predicate')
    if predicate and predicate not in concept_relations.PREDICATES:
        raise errors.ConceptInvalid("'predicate' is %r; it must be one of %s."
                                    % (predicate, ', '.join(concept_relations.PREDICATES)))
    return predicate or None


def listing(call):
    """GET /concepts/relations: all of the app by page, each once."""
    predicate = _predicate(call.query)
    with call.transaction() as db:
        return _page(call, db, concept_relations.everything(db, call.app_id, predicate))


def of_concept(call):
    """GET /concepts/{concept_id}/relations: by page, read with the concept as the subject."""
    predicate = _predicate(call.query)
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        return _page(call, db, concept_relations.of_concept(db, call.app_id, concept['id'],
                                                            predicate))


def add(call):
    """POST /concepts/{concept_id}/relations: all of them are made, or none."""
    items = fields.batch(call.body, 'concept_relations')
    if not items:
        raise errors.ConceptInvalid("'concept_relations' is empty; it needs at least one.")
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        made = [_add(call, db, concept, item) for item in items]
        return {'concept_relations': _packed(call, db, made)}


def _add(call, db, concept, item):
    subject = fields.identifier(fields.mapping(item, 'subject_concept'))
    if subject not in (None, concept['id']):
        raise errors.ConceptInvalid('subject_concept is %r, and the path names %r.'
                                    % (subject, concept['id']))
    predicate = _predicate(item)
    if predicate is None:
        raise errors.ConceptInvalid("A relation needs a 'predicate': %s."
                                    % ', '.join(concept_relations.PREDICATES))
    if fields.text(item, 'knowledge_graph_id'):
        raise errors.ConceptInvalid('The sandbox has no knowledge graphs; leave out '
                                    "'knowledge_graph_id'.")
    other = concepts.get(db, call.app_id,
                         fields.identifier(fields.mapping(item, 'object_concept')) or '')
    return concept_relations.add(db, call.app_id, concept['id'], other['id'], predicate)


def delete(call):
    """DELETE /concepts/{concept_id}/relations: those in ``ids``; all of them or none."""
    ids = fields.texts(call.body, 'ids')
    if not ids:
        raise errors.ConceptInvalid("'ids' is empty; it needs at least one id of a relation.")
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        for relation_id in ids:
            concept_relations.delete(db, call.app_id, concept['id'], relation_id)
    return {}
