"""Finding inputs by words: those of a text among the words that are known of an input.

This is no understanding of texts. A text is its words; an input is known by the names of the
concepts it was given, by the names of what the general model measured, by its metadata, and by its
own words if there is text in it.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.models import public_concepts
from clarifai.sandbox.store import metadata_entries, terms
from clarifai.sandbox.store.metadata_entries import words_of
from clarifai.sandbox.store.scores import Scores, integers


# Words that say hardly anything of what a text is about.
COMMON = frozenset((
    'a an and are as at be but by for from had has have he her his i if in '
    'into is it its me my no not of on or our she so some that the their them '
    'then there these they this to was we were what when which who will with '
    'you your').split())
COMMON_WEIGHT = 0.1


def mentioned(db: sqlite3.Connection, app_id: str, text: str) -> Scores:
    """Find inputs by the words of `text`.

    For each word an input scores 1.0 where it stands in the input's own text, in the name of a
    concept that the input was given or in its metadata, else the value of the concept that was
    measured under that name, else 0. The score of the input is the mean over the words, in which
    those of `COMMON` count for little; one that scores 0 is not found.

    Returns:
        {input's row number: score}.
    """
    wanted = set(words_of(text))
    if not wanted:
        return Scores.total([])
    known: dict[str, list[Scores]] = {word: [] for word in wanted}
    for words, scores in _known(db, app_id, wanted):
        for word in words:
            known[word].append(scores)
    weights = {word: COMMON_WEIGHT if word in COMMON else 1.0 for word in wanted}
    highest = ((word, Scores.highest(scores)) for word, scores in known.items())
    total = Scores.total(Scores(found.seqs, found.numbers * weights[word])
                         for word, found in highest)
    return Scores(total.seqs, total.numbers / sum(weights.values())).chosen(total.numbers > 0)


def _known(db: sqlite3.Connection, app_id: str,
           wanted: set[str]) -> Iterator[tuple[set[str], Scores]]:
    """Give words, and the processed inputs that they are known of: {row number: value}."""
    rows = db.execute('SELECT id, name FROM concepts WHERE app_id = ?', (app_id,))
    for concept_id, words in _with_words(rows.fetchall(), wanted):
        yield words, Scores.same(terms.annotated(db, app_id, [concept_id], True).seqs)
    for concept_id, words in _with_words(seen_concepts(db).items(), wanted):
        yield words, terms.measured(db, app_id, [concept_id])
    metadata_entries.catch_up(db)
    for word in wanted:
        yield {word}, _in_metadata(db, app_id, word)
    rows = db.execute('SELECT seq, text FROM inputs WHERE app_id = ? AND status_code = ? AND '
                      'text IS NOT NULL', (app_id, codes.INPUT_SUCCESS))
    having: dict[str, list[int]] = {word: [] for word in wanted}
    for row in rows:
        for word in wanted.intersection(words_of(row['text'])):
            having[word].append(row['seq'])
    for word, seqs in having.items():
        yield {word}, Scores.same(numpy.array(seqs, numpy.int64))


def _with_words(names: list[sqlite3.Row], wanted: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Give (concept id, words) of the concepts whose names have any of the words."""
    for concept_id, name in names:
        words = wanted.intersection(words_of(name))
        if words:
            yield concept_id, words


def _in_metadata(db: sqlite3.Connection, app_id: str, word: str) -> Scores:
    """Return {row number: 1.0} of the processed inputs whose metadata has a word."""
    return Scores.same(integers(
        db, ['a.input_seq'],
        'FROM metadata_entries e JOIN annotations a ON a.seq = e.annotation_seq '
        'JOIN inputs i ON i.seq = a.input_seq '
        'WHERE e.entry = ? AND a.status_code = ? AND i.status_code = ?',
        (metadata_entries.word_entry(app_id, word), codes.ANNOTATION_SUCCESS,
         codes.INPUT_SUCCESS))[0])


def remember_concepts(db: sqlite3.Connection, names: list[str]) -> None:
    """Keep the names of concepts that are not among the measured ones."""
    known = [(public_concepts.concept_id(name), name) for name in names]
    db.executemany('INSERT OR IGNORE INTO recognised (concept_id, name) VALUES (?, ?)',
                   [item for item in known if item[0] not in public_concepts.known()])


def seen_concepts(db: sqlite3.Connection) -> dict[str, str]:
    """Return {concept id: name} of every concept that may have been seen in an input."""
    rows = db.execute('SELECT concept_id, name FROM recognised')
    return dict(public_concepts.known(),
                **{row['concept_id']: row['name'] for row in rows})
