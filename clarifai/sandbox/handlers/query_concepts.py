"""What the concepts of a query mean: whose they are, and which inputs have them."""
from __future__ import annotations

import sqlite3
from typing import Any, Callable, Optional

import numpy

from clarifai.sandbox import errors
from clarifai.sandbox.handlers.request import Call
from clarifai.sandbox.models import learners, public_concepts
from clarifai.sandbox.store import concepts, examples, terms, versions, words
from clarifai.sandbox.store.scores import Scores

Finder = Callable[[sqlite3.Connection], Scores]


def ids_of(db: sqlite3.Connection, app_id: str, item: dict,
           language: Optional[str] = None) -> list[str]:
    """Return the ids that a concept of a query may mean: its id, or everything of its name.

    Args:
        db: in a transaction.
        app_id: the app.
        item: the concept, as `unpacking.concepts` gives it.
        language: the language that the name is in. The names that concepts have of themselves
            are good in every language.
    """
    name = item['name']
    if not name:
        return [item['id']]
    ids = set() if item['id'] == name else {item['id']}
    ids.update(concept_id for concept_id, known in concepts.names_in(db, app_id, language).items()
               if known == name)
    for meant in {name} | public_concepts.meanings(name, language):
        ids.update(concepts.ids_called(db, app_id, meant))
        ids.update(public_concepts.ids_of(meant))
    return sorted(ids)


def known_ids_of(db: sqlite3.Connection, app_id: str, item: dict,
                 language: Optional[str] = None) -> list[str]:
    """Return those of `ids_of` that are of a concept of the app or of a public one.

    Raises:
        errors.SearchInvalid: there is none.
    """
    public = dict(public_concepts.known(), **words.seen_concepts(db))
    found = ids_of(db, app_id, item, language)
    known = [concept_id for concept_id in found
             if concept_id in public or concepts.find(db, app_id, concept_id)]
    if not known:
        what = 'name' if item['name'] == item['id'] else 'ID'
        raise errors.SearchInvalid(
            'Concept %s %r was not found, please refine your search by concept %s: neither the '
            'app nor the public vocabulary has it.' % (what, item['id'], what))
    return found


def annotated(call: Call, item: dict, language: Optional[str]) -> Finder:
    """Return a finder of the inputs that were said to have a concept or, with value 0, were not."""
    def find(db: sqlite3.Connection) -> Any:
        ids = known_ids_of(db, call.app_id, item, language)
        return terms.annotated(db, call.app_id, ids, item['value'] >= terms.LIKELY)
    return find


def predicted(call: Call, item: dict, language: Optional[str],
              refuse_unlearned: bool = False) -> Finder:
    """Return a finder of the inputs that a model sees a concept in or, with value 0, does not.

    The general model saw its concepts when the input was added; the concepts of the app are seen
    by the models that have learned them, as they are now.

    Args:
        call: the request.
        item: the concept.
        language: the language of its name.
        refuse_unlearned: whether it is an error that no model can see the concept.

    Raises:
        errors.SearchInvalid: when asked, if there is no such concept, or none that a model sees.
    """
    call.services.look_for(call.app_id, item['id'], item['name'],
                           *public_concepts.meanings(item['name'], language))
    _read_texts(call, item, language)

    def find(db: sqlite3.Connection) -> Scores:
        ids = known_ids_of(db, call.app_id, item, language)
        wanted = item['value'] >= terms.LIKELY
        seen = terms.measured(db, call.app_id, ids, wanted)
        taught = [(concept_id, seq) for concept_id in ids
                  for seq in versions.teachers(db, call.app_id, concept_id)]
        if refuse_unlearned and not taught and not _is_public(db, ids):
            raise errors.SearchInvalid(
                'No model has learned the concept %r; train one with it before searching for what '
                'is predicted.' % item['id'])
        if taught:
            seen = Scores.highest([seen] + [_learned(db, call, *each) for each in taught])
        return terms.likely(db, call.app_id, seen, wanted)
    return find


def _read_texts(call: Call, item: dict, language: Optional[str]) -> None:
    """Let the models that learned a concept from texts read those that are new to them.

    It takes too long to be done in a transaction.
    """
    with call.transaction() as db:
        learned = [(seq,) + call.services.classifiers.get(db, seq)
                   for concept_id in known_ids_of(db, call.app_id, item, language)
                   for seq in versions.teachers(db, call.app_id, concept_id)]
        readers = [(seq, classifier) for seq, classifier, name in learned
                   if name in learners.OF_TEXTS]
        found = examples.read(db, call.app_id) if readers else []
    for seq, classifier in readers:
        call.services.text_scores.get(seq, classifier, found)


def _is_public(db: sqlite3.Connection, ids: list[str]) -> bool:
    return any(concept_id in known for known in (public_concepts.known(), words.seen_concepts(db))
               for concept_id in ids)


def _learned(db: sqlite3.Connection, call: Call, concept_id: str, seq: int) -> Scores:
    """Return the value of each input of the app for a concept that a model version learned."""
    classifier, name = call.services.classifiers.get(db, seq)
    column = list(classifier.concept_ids).index(concept_id)
    if name in learners.OF_TEXTS:
        found = examples.read(db, call.app_id)
        values = [scores[column] for scores in call.services.text_scores.get(
            seq, classifier, found)]
        return Scores(numpy.array([row['seq'] for row in found], numpy.int64), numpy.array(values))
    kept = call.services.vectors.get(db, call.app_id, call.services.embeddings[name])
    return kept.scored(lambda block: classifier.predict(block.matrix)[:, column])
