"""Resources that are kept as they were sent, with an id and times: what they have in common."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.store import documents, patching

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


class Kind(NamedTuple):
    """A kind of them.

    Attributes:
        name: what one is called in messages, and where it is kept.
        member: the name of one in answers; with an ``s``, of a list in requests and answers.
        read: takes what is to be kept out of an item of a request, checked; told whether it is a
            new one, and not a change.
        packed: makes what an answer shows of a document.
    """

    name: str
    member: str
    read: Callable[[Call, dict[str, Any], bool], dict[str, Any]]
    packed: Callable[[Call, dict[str, Any]], dict[str, Any]]

    @property
    def members(self) -> str:
        """The name of a list of them."""
        return self.member + 's'


def _some(call: Call, kind: Kind) -> list[dict[str, Any]]:
    items = fields.batch(call.body, kind.members)
    if not items:
        raise errors.DocumentInvalid('%r is empty; it needs at least one %s.'
                                     % (kind.members, kind.name))
    return items


def add(call: Call, kind: Kind, defaults: dict[str, Any] | None = None) -> dict[str, Any]:
    """Keep those of a request, with `defaults` for what they lack; all of them, or none."""
    given = [(fields.identifier(item), dict(defaults or {}, **kind.read(call, item, True)))
             for item in _some(call, kind)]
    with call.transaction() as db:
        made = [documents.add(db, call.app_id, kind.name, document_id, about)
                for document_id, about in given]
    return {kind.members: [kind.packed(call, record) for record in made]}


def listing(call: Call, kind: Kind,
            wanted: Callable[[dict[str, Any]], bool] = lambda record: True) -> dict[str, Any]:
    """List those that are `wanted`, by page, oldest first."""
    page = call.page()
    with call.transaction() as db:
        found = [record for record in documents.list_all(db, call.app_id, kind.name)
                 if wanted(record)]
    return {kind.members: [kind.packed(call, record)
                           for record in found[page.start:page.start + page.size]]}


def get(call: Call, kind: Kind) -> dict[str, Any]:
    """Answer with the one that the path names."""
    with call.transaction() as db:
        record = of_path(call, db, kind)
    return {kind.member: kind.packed(call, record)}


def of_path(call: Call, db: sqlite3.Connection, kind: Kind) -> dict[str, Any]:
    """Return the one that the path names.

    Raises:
        errors.DocumentNotFound: the app has none of this id.
    """
    return documents.get(db, call.app_id, kind.name, call.params[kind.member + '_id'])


def patch(call: Call, kind: Kind) -> dict[str, Any]:
    """Merge, overwrite or remove members; of all that the request names, or of none."""
    action, items = patch_action(call.body), _some(call, kind)
    given = [kind.read(call, item, False) for item in items]
    with call.transaction() as db:
        changed = []
        for item, news in zip(items, given):
            record = documents.get(db, call.app_id, kind.name, fields.identifier(item) or '')
            about = _patched(record['about'], news, action)
            changed.append(documents.replace(db, record, about))
    return {kind.members: [kind.packed(call, record) for record in changed]}


def _patched(about: dict[str, Any], news: dict[str, Any], action: str) -> dict[str, Any]:
    about = dict(about)
    for name, value in news.items():
        if action == patching.REMOVE:
            about.pop(name, None)
        elif action == patching.MERGE and isinstance(value, dict):
            about[name] = patching.patched_metadata(about.get(name, {}), value, action)
        else:
            about[name] = value
    return about


def delete(call: Call, kind: Kind, ids: str = 'ids') -> dict[str, Any]:
    """Delete those whose ids the request has under the name `ids`; others are no error."""
    doomed = fields.few_texts(call.body, ids)
    with call.transaction() as db:
        documents.remove(db, call.app_id, kind.name, doomed)
    return {}


def owned(record: dict[str, Any]) -> dict[str, Any]:
    """Return what is kept in a document, with its id and times."""
    return dict(record['about'], id=record['id'], created_at=record['created_at'],
                modified_at=record['modified_at'])


def kept_members(item: dict[str, Any], names: str) -> dict[str, Any]:
    """Return those members of an item that are called by one of `names`, as they are."""
    return {name: item[name] for name in names.split() if item.get(name) is not None}
