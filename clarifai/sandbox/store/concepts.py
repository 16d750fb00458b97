"""The concepts of an app, which inputs are annotated with and models learn.

A concept has a name in each of some languages; that in `DEFAULT_LANGUAGE` is its own. Concepts are
related: ``hypernym`` is ``hyponym`` read backwards and kept as that, ``synonym`` reads the same
both ways.
"""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes

if TYPE_CHECKING:
    from clarifai.sandbox.fields import Page

COLUMNS = 'app_id, id, name, created_at'
STATES_OF_INPUTS = {codes.INPUT_SUCCESS: 'processed', codes.INPUT_PENDING: 'to_process',
                    codes.INPUT_IN_PROGRESS: 'processing'}
FAILED_INPUTS = 'errors'
DEFAULT_LANGUAGE = 'en'
HYPONYM, HYPERNYM, SYNONYM = PREDICATES = ('hyponym', 'hypernym', 'synonym')
_REVERSED = {HYPONYM: HYPERNYM, HYPERNYM: HYPONYM, SYNONYM: SYNONYM}
_SELECT_RELATIONS = ('SELECT id, subject_id, object_id, predicate FROM concept_relations '
                     'WHERE app_id = ? ')


def _many(db: sqlite3.Connection, app_id: str, ids: list[str] | set[str]) -> dict[str, Any]:
    """Return {id: row} of the concepts among `ids` that exist."""
    found = {}
    for concept_id in ids:
        row = db.execute(f'SELECT {COLUMNS} FROM concepts WHERE app_id = ? AND id = ?',
                         (app_id, concept_id)).fetchone()
        if row:
            found[concept_id] = dict(row)
    return found


def find(db: sqlite3.Connection, app_id: str, concept_id: str) -> dict[str, str] | None:
    """Return one concept as a dict, or None."""
    return _many(db, app_id, [concept_id]).get(concept_id)


def get(db: sqlite3.Connection, app_id: str, concept_id: str) -> dict[str, str]:
    """Return one concept as a dict.

    Raises:
        errors.ConceptNotFound: the app has none with this id.
    """
    found = find(db, app_id, concept_id)
    if found is None:
        raise errors.ConceptNotFound(f'There is no concept with id {concept_id!r} in this app.')
    return found


def by_id(db: sqlite3.Connection, app_id: str,
          ids: list[str] | tuple[str, ...] | set[str]) -> dict[str, Any]:
    """Return {id: concept} for those of `ids` that the app has."""
    return _many(db, app_id, set(ids))


def ids_called(db: sqlite3.Connection, app_id: str, name: str) -> list[str]:
    """Return the ids of the app's concepts with exactly this name."""
    rows = db.execute('SELECT id FROM concepts WHERE app_id = ? AND name = ?', (app_id, name))
    return [row['id'] for row in rows]


def ensure(db: sqlite3.Connection, app_id: str, concepts: list[tuple[str, str | None]]) -> None:
    """Make the concepts that do not exist yet.

    Args:
        db: in a transaction.
        app_id: the app.
        concepts: ids and names; a name of None is the id.
    """
    moment = clock.now()
    db.executemany(
        'INSERT INTO concepts (app_id, id, name, created_at) VALUES (?, ?, ?, ?) '
        'ON CONFLICT (app_id, id) DO NOTHING',
        [(app_id, concept_id, name or concept_id, moment) for concept_id, name in concepts])


def add(db: sqlite3.Connection, app_id: str, concept_id: str, name: str | None) -> dict[str, str]:
    """Make one concept.

    Raises:
        errors.ConceptDuplicate: the app has one with this id.
    """
    if find(db, app_id, concept_id):
        raise errors.ConceptDuplicate('duplicate: there is a concept with id %r already.'
                                      % concept_id)
    ensure(db, app_id, [(concept_id, name)])
    return find(db, app_id, concept_id)


def rename(db: sqlite3.Connection, app_id: str, concept_id: str, name: str) -> dict[str, str]:
    """Give a concept another name.

    Raises:
        errors.ConceptNotFound: the app has none with this id.
    """
    db.execute('UPDATE concepts SET name = ? WHERE app_id = ? AND id = ?',
               (name, app_id, concept_id))
    return get(db, app_id, concept_id)


def listing(db: sqlite3.Connection, app_id: str, page: Page) -> list[dict[str, str]]:
    """Return one page of the app's concepts, oldest first."""
    rows = db.execute('SELECT %s FROM concepts WHERE app_id = ? ORDER BY seq LIMIT ? OFFSET ?'
                      % COLUMNS, (app_id, page.size, page.start))
    return [dict(row) for row in rows]


def list_all(db: sqlite3.Connection, app_id: str) -> list[dict[str, str]]:
    """Return all of the app's concepts, oldest first."""
    rows = db.execute(f'SELECT {COLUMNS} FROM concepts WHERE app_id = ? ORDER BY seq', (app_id,))
    return [dict(row) for row in rows]


def count_inputs(db: sqlite3.Connection, app_id: str, ids: list[str]) -> dict[str, Any]:
    """Return {concept id: {state of inputs: {'positive': n, 'negative': n}}} for some concepts."""
    states = list(STATES_OF_INPUTS.values()) + [FAILED_INPUTS]
    counts = {concept_id: {state: {'positive': 0, 'negative': 0} for state in states}
              for concept_id in ids}
    rows = db.execute(
        'SELECT s.concept_id, i.status_code, s.value >= 0.5 AS positive, '
        'COUNT(DISTINCT i.seq) AS number FROM annotated_concepts s '
        'JOIN annotations a ON a.seq = s.annotation_seq JOIN inputs i ON i.seq = a.input_seq '
        'WHERE s.app_id = ? GROUP BY s.concept_id, i.status_code, positive', (app_id,))
    for row in rows:
        if row['concept_id'] in counts:
            state = STATES_OF_INPUTS.get(row['status_code'], FAILED_INPUTS)
            side = 'positive' if row['positive'] else 'negative'
            counts[row['concept_id']][state][side] += row['number']
    return counts


def languages(db: sqlite3.Connection, concept: dict[str, str]) -> list[dict[str, str]]:
    """Return a concept's languages, the default first: ``id``, ``name`` and ``definition`` each."""
    rows = db.execute('SELECT language AS id, name, definition FROM concept_languages '
                      'WHERE app_id = ? AND concept_id = ? ORDER BY language',
                      (concept['app_id'], concept['id']))
    found = {row['id']: dict(row) for row in rows}
    own = found.pop(DEFAULT_LANGUAGE, {'id': DEFAULT_LANGUAGE, 'definition': ''})
    return [dict(own, name=concept['name'])] + list(found.values())


def find_language(db: sqlite3.Connection, concept: dict[str, str],
                  language: str) -> dict[str, str] | None:
    """Return one language of a concept, or None."""
    return {known['id']: known for known in languages(db, concept)}.get(language)


def names_in(db: sqlite3.Connection, app_id: str, language: str | None) -> dict[str, Any]:
    """Return {concept id: name} of those concepts of an app that have a name in a language."""
    rows = db.execute('SELECT concept_id, name FROM concept_languages '
                      'WHERE app_id = ? AND language = ?', (app_id, language))
    return {row['concept_id']: row['name'] for row in rows}


def get_language(db: sqlite3.Connection, concept: dict[str, str], language: str) -> dict[str, str]:
    """Return one language of a concept.

    Raises:
        errors.ConceptNotFound: the concept has no name in it.
    """
    known = find_language(db, concept, language)
    if known is None:
        raise errors.ConceptNotFound('Concept %r has no name in the language %r.'
                                     % (concept['id'], language))
    return known


def put_language(db: sqlite3.Connection, concept: dict[str, str], language: str, name: str,
                 definition: str) -> dict[str, str]:
    """Give a concept a name and a definition in a language; return them."""
    db.execute('INSERT OR REPLACE INTO concept_languages (app_id, concept_id, language, name, '
               'definition) VALUES (?, ?, ?, ?, ?)',
               (concept['app_id'], concept['id'], language, name, definition))
    if language == DEFAULT_LANGUAGE:
        concept = rename(db, concept['app_id'], concept['id'], name)
    return get_language(db, concept, language)


def remove_language(db: sqlite3.Connection, concept: dict[str, str], language: str) -> None:
    """Take a name away, but for the concept's own."""
    db.execute('DELETE FROM concept_languages WHERE app_id = ? AND concept_id = ? AND language = ?',
               (concept['app_id'], concept['id'], language))


def _reversed(relation: dict[str, str]) -> dict[str, str]:
    return dict(relation, subject_id=relation['object_id'], object_id=relation['subject_id'],
                predicate=_REVERSED[relation['predicate']])


def relations(db: sqlite3.Connection, app_id: str,
              predicate: str | None = None) -> list[dict[str, str]]:
    """Return all relations of an app, oldest first, each once; with a predicate, read as it."""
    rows = db.execute(_SELECT_RELATIONS + 'ORDER BY seq', (app_id,))
    found = [dict(row) for row in rows]
    if predicate == HYPERNYM:
        found = [_reversed(one) for one in found if one['predicate'] == HYPONYM]
    return [one for one in found if predicate in (None, one['predicate'])]


def relations_of(db: sqlite3.Connection, app_id: str, concept_id: str,
                 predicate: str | None = None) -> list[dict[str, str]]:
    """Return the relations of a concept, oldest first, read with it as the subject."""
    rows = db.execute(_SELECT_RELATIONS + 'AND ? IN (subject_id, object_id) ORDER BY seq',
                      (app_id, concept_id))
    found = [dict(row) if row['subject_id'] == concept_id else _reversed(dict(row))
             for row in rows]
    return [one for one in found if predicate in (None, one['predicate'])]


def add_relation(db: sqlite3.Connection, app_id: str, subject_id: str, object_id: str,
                 predicate: str) -> dict[str, str]:
    """Make a relation between two concepts; return it, read as it was given.

    Raises:
        errors.ConceptInvalid: it is there already, or is one of a concept with itself.
    """
    if subject_id == object_id:
        raise errors.ConceptInvalid(f'Concept {subject_id!r} cannot be related to itself.')
    for known in relations_of(db, app_id, subject_id, predicate):
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


def delete_relation(db: sqlite3.Connection, app_id: str, concept_id: str, relation_id: str) -> None:
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
