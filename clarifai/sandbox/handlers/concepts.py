"""``/concepts``: of an app and of the public models, their languages and their relations."""
from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.access.access import PublicModels
from clarifai.sandbox.handlers import unpacking
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.handlers.shapes.platform import PRIVATE
from clarifai.sandbox.models import public_concepts
from clarifai.sandbox.store import concepts, patching
from clarifai.sandbox.wildcards import name_matcher

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


def add(call: Call) -> dict[str, Any]:
    """POST /concepts: all of them are made, or none."""
    items = _named(fields.batch(call.body, 'concepts'))
    with call.transaction() as db:
        made = [concepts.add(db, call.app_id, item['id'], item['name']) for item in items]
    return {'concepts': [call.shapes.concept(record) for record in made]}


def _named(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = unpacking.concepts({'concepts': items})
    if not found:
        raise errors.ConceptInvalid("'concepts' is empty; it needs at least one concept.")
    return found


def get(call: Call) -> dict[str, Any]:
    """GET /concepts/{concept_id}: of the app, or of the public vocabulary."""
    concept_id = call.params['concept_id']
    with call.transaction() as db:
        record = concepts.find(db, call.app_id, concept_id)
    if record:
        return {'concept': call.shapes.concept(record)}
    name = _public_names(call).get(concept_id)
    if name is None:
        raise errors.ConceptNotFound(f'There is no concept with id {concept_id!r}.')
    return {'concept': call.shapes.public_concept(concept_id, name)}


def _public_names(call: Call) -> dict[str, Any]:
    """Return {concept id: name} of the public concepts that the app shows as if they were its own.

    For 2.x all apps did; on the platform only Clarifai's does.
    """
    return public_concepts.known() if call.scope.shows_public else {}


def _in_order(names: dict[str, Any], shape: Callable[..., Any]) -> list[dict[str, Any]]:
    return [shape(concept_id, name)
            for concept_id, name in sorted(names.items(), key=lambda item: item[1])]


def listing(call: Call) -> dict[str, Any]:
    """GET /concepts: the app's own, by page, oldest first; in Clarifai's app, the public ones.

    With ``id``, those whose ids it matches; ``*`` is anything.
    """
    page, wanted = call.page(), call.query.get('id')
    if call.scope.is_public_app:
        found = _in_order(public_concepts.known(), call.shapes.public_concept)
    elif wanted:
        with call.transaction() as db:
            found = [call.shapes.concept(record)
                     for record in concepts.list_all(db, call.app_id)]
    else:
        with call.transaction() as db:
            records = concepts.listing(db, call.app_id, page)
        return {'concepts': [call.shapes.concept(record) for record in records]}
    matches = name_matcher(wanted)
    found = [concept for concept in found if matches(concept['id'])]
    return {'concepts': found[page.start:page.start + page.size]}


def counts(call: Call) -> dict[str, Any]:
    """GET /concepts/status: in how many inputs each concept is, or is not, by page."""
    with call.transaction() as db:
        records = concepts.listing(db, call.app_id, call.page())
        known = concepts.count_inputs(db, call.app_id, [item['id'] for item in records])
    return {'concept_counts': [_count(record, known[record['id']]) for record in records]}


def _count(record: dict[str, Any], states: dict[str, Any]) -> dict[str, Any]:
    total = {side: sum(state[side] for state in states.values())
             for side in ('positive', 'negative')}
    return {'id': record['id'], 'name': record['name'], 'concept_type_count': total,
            'detail_concept_count': states}


def patch(call: Call) -> dict[str, Any]:
    """PATCH /concepts: new names; a name is all there is to change, so merge is overwrite."""
    action = fields.text(call.body, 'action')
    if action not in (patching.OVERWRITE, patching.MERGE):
        raise errors.RequestError("'action' is %r; concepts can be changed with overwrite."
                                  % action)
    items = _named(fields.batch(call.body, 'concepts'))
    with call.transaction() as db:
        changed = [concepts.rename(db, call.app_id, item['id'], item['name'] or item['id'])
                   for item in items]
    return {'concepts': [call.shapes.concept(record) for record in changed]}


def search(call: Call) -> dict[str, Any]:
    """POST /concepts/searches: by name with ``*``, in the app and the public vocabulary.

    Concepts go by their names in ``language``, where they have one. Public concepts are not there
    for an API key on the platform.
    """
    query = fields.mapping(call.body, 'concept_query')
    matches = name_matcher(fields.text(query, 'name'))
    page, language = call.page_of_body(), fields.text(query, 'language')
    with call.transaction() as db:
        records = _in_language(db, call.app_id, language)
    found = [call.shapes.concept(record) for record in records if matches(record['name'])]
    if fields.flag(query, 'ignore_app_concepts', False):
        found = []
    if call.scope.public is not PublicModels.CLOSED:
        found.extend(item for item in _public_in(call, language) if matches(item['name']))
    return {'concepts': found[page.start:page.start + page.size]}


def _public_in(call: Call, language: str | None) -> list[dict[str, Any]]:
    """Return the public concepts as searches show them, under their names in a language."""
    translated = public_concepts.names_in(language)
    names = dict(public_concepts.known())
    for concept_id in translated:
        names.pop(concept_id, None)
    return _in_order(names, call.shapes.found_concept) + _in_order(
        translated, functools.partial(call.shapes.found_concept, language=language))


def _in_language(db: sqlite3.Connection, app_id: str, language: str | None) -> list[dict[str, str]]:
    """Return all concepts of an app under their names in a language (or None), if they have one."""
    records = concepts.list_all(db, app_id)
    names = concepts.names_in(db, app_id, language) if language else {}
    names = {} if language == concepts.DEFAULT_LANGUAGE else names
    return [dict(record, name=names[record['id']], language=language)
            if record['id'] in names else record for record in records]


def _languages_of_body(call: Call) -> list[dict[str, str]]:
    items = fields.batch(call.body, 'concept_languages')
    if not items:
        raise errors.ConceptInvalid("'concept_languages' is empty; it needs at least one.")
    for item in items:
        if not fields.identifier(item):
            raise errors.ConceptInvalid('Each language needs an id, such as "ja".')
    return items


def _put_language(db: sqlite3.Connection, concept: dict[str, str], item: dict[str, Any],
                  known: dict[str, str] | None = None) -> dict[str, Any]:
    known = known or {'name': '', 'definition': ''}
    name = fields.text(item, 'name') or known['name']
    if not name:
        raise errors.ConceptInvalid(f"A concept needs a name in the language {item['id']!r}.")
    return concepts.put_language(db, concept, item['id'], name,
                                 fields.text(item, 'definition', known['definition']))


def list_languages(call: Call) -> dict[str, Any]:
    """GET /concepts/{concept_id}/languages: by page, the concept's own name first (en)."""
    page = call.page()
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        found = concepts.languages(db, concept)
    return {'concept_languages': found[page.start:page.start + page.size]}


def get_language(call: Call) -> dict[str, Any]:
    """GET /concepts/{concept_id}/languages/{language}: the name and definition in one."""
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        return {'concept_language': concepts.get_language(db, concept, call.params['language'])}


def add_languages(call: Call) -> dict[str, Any]:
    """POST /concepts/{concept_id}/languages: all of them are added, or none."""
    with call.transaction() as db:
        concept, made = concepts.get(db, call.app_id, call.params['concept_id']), []
        for item in _languages_of_body(call):
            if concepts.find_language(db, concept, item['id']):
                raise errors.ConceptInvalid('duplicate: concept %r has a name in the language %r '
                                            'already.' % (concept['id'], item['id']))
            made.append(_put_language(db, concept, item))
    return {'concept_languages': made}


def patch_languages(call: Call) -> dict[str, Any]:
    """PATCH /concepts/{concept_id}/languages: merge, overwrite or remove; ``en`` stays."""
    action, changed = patch_action(call.body), []
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        for item in _languages_of_body(call):
            known = concepts.get_language(db, concept, item['id'])
            if action == patching.REMOVE:
                if item['id'] == concepts.DEFAULT_LANGUAGE:
                    raise errors.ConceptInvalid("The concept's own name (en) cannot be removed.")
                concepts.remove_language(db, concept, item['id'])
            else:
                changed.append(_put_language(db, concept, item,
                                             known if action == patching.MERGE else None))
    return {'concept_languages': changed}


def _page_of_relations(call: Call, db: sqlite3.Connection,
                       found: list[dict[str, str]]) -> dict[str, Any]:
    page = call.page()
    if call.query.get('knowledge_graph_id'):
        found = []  # there is only the graph of the app, which has no id
    shown = found[page.start:page.start + page.size]
    return {'concept_relations': _packed_relations(call, db, shown)}


def _packed_relations(call: Call, db: sqlite3.Connection,
                      found: list[dict[str, str]]) -> list[dict[str, Any]]:
    ids = {one[name] for one in found for name in ('subject_id', 'object_id')}
    known = concepts.by_id(db, call.app_id, ids)
    return [{'id': one['id'], 'predicate': one['predicate'], 'visibility': PRIVATE,
             'subject_concept': call.shapes.concept(known[one['subject_id']]),
             'object_concept': call.shapes.concept(known[one['object_id']])} for one in found]


def _predicate(holder: Mapping[str, Any]) -> str | None:
    predicate = fields.text(holder, 'predicate')
    if predicate and predicate not in concepts.PREDICATES:
        raise errors.ConceptInvalid("'predicate' is %r; it must be one of %s."
                                    % (predicate, ', '.join(concepts.PREDICATES)))
    return predicate or None


def list_relations(call: Call) -> dict[str, Any]:
    """GET /concepts/relations: all of the app by page, each once."""
    predicate = _predicate(call.query)
    with call.transaction() as db:
        return _page_of_relations(call, db, concepts.relations(db, call.app_id, predicate))


def relations_of_concept(call: Call) -> dict[str, Any]:
    """GET /concepts/{concept_id}/relations: by page, read with the concept as the subject."""
    predicate = _predicate(call.query)
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        found = concepts.relations_of(db, call.app_id, concept['id'], predicate)
        return _page_of_relations(call, db, found)


def add_relations(call: Call) -> dict[str, Any]:
    """POST /concepts/{concept_id}/relations: all of them are made, or none."""
    items = fields.batch(call.body, 'concept_relations')
    if not items:
        raise errors.ConceptInvalid("'concept_relations' is empty; it needs at least one.")
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        made = [_add_relation(call, db, concept, item) for item in items]
        return {'concept_relations': _packed_relations(call, db, made)}


def _add_relation(call: Call, db: sqlite3.Connection, concept: dict[str, str],
                  item: dict[str, Any]) -> dict[str, Any]:
    subject = fields.identifier(fields.mapping(item, 'subject_concept'))
    if subject not in (None, concept['id']):
        raise errors.ConceptInvalid('subject_concept is %r, and the path names %r.'
                                    % (subject, concept['id']))
    predicate = _predicate(item)
    if predicate is None:
        raise errors.ConceptInvalid("A relation needs a 'predicate': %s."
                                    % ', '.join(concepts.PREDICATES))
    if fields.text(item, 'knowledge_graph_id'):
        raise errors.ConceptInvalid('The sandbox has no knowledge graphs; leave out '
                                    "'knowledge_graph_id'.")
    other = concepts.get(db, call.app_id,
                         fields.identifier(fields.mapping(item, 'object_concept')) or '')
    return concepts.add_relation(db, call.app_id, concept['id'], other['id'], predicate)


def delete_relations(call: Call) -> dict[str, Any]:
    """DELETE /concepts/{concept_id}/relations: those in ``ids``; all of them or none."""
    ids = fields.texts(call.body, 'ids')
    if call.body.get('ids') is None:
        raise errors.ConceptInvalid("Name the relations in 'ids'.")
    with call.transaction() as db:
        concept = concepts.get(db, call.app_id, call.params['concept_id'])
        for relation_id in ids:
            concepts.delete_relation(db, call.app_id, concept['id'], relation_id)
    return {}
