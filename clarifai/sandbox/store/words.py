"""Finding inputs by words: those of a text among the words that are known of an input.

This is no understanding of texts. A text is its words; an input is known by the names of the
concepts it was given, by the names of what the general model measured, by its metadata, and by its
own words if there is text in it.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.models import public_concepts
from clarifai.sandbox.store import metadata_entries, terms
from clarifai.sandbox.store.metadata_entries import words_of


def mentioned(db: sqlite3.Connection, app_id: str, text: str) -> dict[Any, Any]:
    """Find inputs by the words of `text`.

    For each word an input scores 1.0 where it stands in the input's own text, in the name of a
    concept that the input was given or in its metadata, else the value of the concept that was
    measured under that name, else 0. The score of the input is the mean over the words; one that
    scores 0 is not found.

    Returns:
        dict: {input's row number: score}.
    """
    wanted = set(words_of(text))
    if not wanted:
        return {}
    best: dict[str, dict[int, float]] = {word: {} for word in wanted}
    for words, found in _known(db, app_id, wanted):
        for word in words:
            scores = best[word]
            for seq, value in found.items():
                if value > scores.get(seq, 0.0):
                    scores[seq] = value
    totals: dict[int, float] = {}
    for scores in best.values():
        for seq, value in scores.items():
            totals[seq] = totals.get(seq, 0.0) + value
    return {seq: total / len(wanted) for seq, total in totals.items()}


def _known(db: sqlite3.Connection, app_id: str,
           wanted: set[str]) -> Iterator[tuple[set[str], dict[int, float]]]:
    """Give words, and the processed inputs that they are known of: {row number: value}."""
    rows = db.execute('SELECT id, name FROM concepts WHERE app_id = ?', (app_id,))
    for concept_id, words in _with_words(rows.fetchall(), wanted):
        yield words, dict.fromkeys(terms.annotated(db, app_id, [concept_id], True), 1.0)
    for concept_id, words in _with_words(seen_concepts(db).items(), wanted):
        yield words, terms.measured(db, app_id, [concept_id])
    metadata_entries.catch_up(db)
    for word in wanted:
        yield {word}, _in_metadata(db, app_id, word)
    rows = db.execute('SELECT seq, text FROM inputs WHERE app_id = ? AND status_code = ? AND '
                      'text IS NOT NULL', (app_id, codes.INPUT_SUCCESS))
    for row in rows:
        yield wanted.intersection(words_of(row['text'])), {row['seq']: 1.0}


def _with_words(names: list[sqlite3.Row], wanted: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Give (concept id, words) of the concepts whose names have any of the words."""
    for concept_id, name in names:
        words = wanted.intersection(words_of(name))
        if words:
            yield concept_id, words


def _in_metadata(db: sqlite3.Connection, app_id: str, word: str) -> dict[int, float]:
    """Return {row number: 1.0} of the processed inputs whose metadata has a word."""
    rows = db.execute(
        'SELECT a.input_seq FROM metadata_entries e JOIN annotations a ON a.seq = e.annotation_seq '
        'JOIN inputs i ON i.seq = a.input_seq '
        'WHERE e.entry = ? AND a.status_code = ? AND i.status_code = ?',
        (metadata_entries.word_entry(app_id, word), codes.ANNOTATION_SUCCESS, codes.INPUT_SUCCESS))
    return {seq: 1.0 for seq, in rows}


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
