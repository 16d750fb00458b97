"""An index of metadata: which annotations have which value at which path, and which words.

Each is one number, a hash of the app, the path and the value, or of the app and the word, so that
an entry takes few bytes. Annotations of databases that had no index are read at the first search.
"""
from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

IN_LIST = None  # in paths, in place of the name of a member
_ENOUGH = 8
_FEW = 1000
_WORD = re.compile(r'\w+', re.UNICODE)


class Condition(NamedTuple):
    """What of an SQL query finds annotations whose metadata may contain something.

    Attributes:
        sql: about the column ``a.seq``; '' if the index does not help. What it finds is of the app.
        values: of its placeholders.
        exact: whether all that it finds contains what is wanted.
    """

    sql: str
    values: list[int]
    exact: bool


def words_of(text: str) -> list[str]:
    """Return the words of a text, in lower case."""
    return _WORD.findall(text.casefold())


def keep(db: sqlite3.Connection, app_id: str, annotation_seq: int, metadata: Any) -> None:
    """Index the metadata of an annotation in place of what was indexed of it before."""
    db.execute('DELETE FROM unread_metadata WHERE annotation_seq = ?', (annotation_seq,))
    db.execute('DELETE FROM metadata_entries WHERE annotation_seq = ?', (annotation_seq,))
    if metadata:
        entries = {_entry(app_id, path, value) for path, value in _leaves(metadata)}
        entries.update(word_entry(app_id, word) for word in _words(metadata))
        db.executemany('INSERT INTO metadata_entries (entry, annotation_seq) VALUES (?, ?)',
                       [(entry, annotation_seq) for entry in entries])


def catch_up(db: sqlite3.Connection) -> None:
    """Index what was written before there was an index."""
    rows = db.execute('SELECT a.seq, a.app_id, a.metadata FROM unread_metadata u '
                      'JOIN annotations a ON a.seq = u.annotation_seq').fetchall()
    for row in rows:
        keep(db, row['app_id'], row['seq'], json.loads(row['metadata']))


def condition(db: sqlite3.Connection, app_id: str, wanted: dict[str, Any]) -> Condition:
    """Return a condition that all annotations meet whose metadata contains `wanted`.

    Args:
        db: in a transaction, after `catch_up`.
        app_id: the app.
        wanted: nested JSON; see `terms.contains`.
    """
    leaves = list(_leaves(wanted))
    entries = sorted({_entry(app_id, path, value) for path, value in leaves[:_ENOUGH]},
                     key=lambda entry: _count(db, entry))
    if not entries:
        return Condition('', [], False)
    # The rarest leads, the others are looked up for each that it finds.
    sql = ['a.seq IN (SELECT annotation_seq FROM metadata_entries WHERE entry = ?)']
    sql += ['EXISTS (SELECT 1 FROM metadata_entries WHERE entry = ? AND annotation_seq = a.seq)'
            ] * (len(entries) - 1)
    exact = len(leaves) <= _ENOUGH and _is_told_by_leaves(wanted)
    return Condition(' AND '.join(sql), entries, exact)


def _count(db: sqlite3.Connection, entry: int) -> int:
    count: int = db.execute('SELECT COUNT(*) FROM (SELECT 1 FROM metadata_entries WHERE entry = ? '
                            'LIMIT ?)', (entry, _FEW)).fetchone()[0]
    return count


def _leaves(value: Any, path: tuple[str | None, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Give (path, value) of each value in nested JSON that is neither an object nor a list."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, path + (name,))
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part, path + (IN_LIST,))
    else:
        yield path, value


def _is_told_by_leaves(value: Any) -> bool:
    """Return whether what has all leaves of `value` contains it.

    Not so where leaves must be in the same item of a list, where an object or list is empty, or
    where a number equals nothing.
    """
    if isinstance(value, dict):
        return bool(value) and all(map(_is_told_by_leaves, value.values()))
    return not isinstance(value, list) and bool(value == value)


def _entry(app_id: str, path: tuple[str | None, ...], value: Any) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # 1.0 equals 1
    return _hash(['value', app_id, path, value])


def word_entry(app_id: str, word: str) -> int:
    """Return the entry of a word in metadata, in lower case."""
    return _hash(['word', app_id, word])


def _hash(whole: list[Any]) -> int:
    digest = hashlib.blake2b(json.dumps(whole).encode('ascii'), digest_size=8).digest()
    return int.from_bytes(digest, 'big', signed=True)


def _words(metadata: Any) -> Iterable[str]:
    """Return the words of names, texts and numbers in metadata."""
    if isinstance(metadata, dict):
        metadata = list(metadata) + list(metadata.values())
    if isinstance(metadata, list):
        return [word for item in metadata for word in _words(item)]
    return words_of(str(metadata)) if isinstance(metadata, (str, int, float)) else []
