"""Searches: by a concept, by an input of the app, by a picture that is sent and not kept."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import flask

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers import query_concepts
from clarifai.sandbox.media import frames
from clarifai.sandbox.page import apps, paging, pictures
from clarifai.sandbox.page.inputs import recognised
from clarifai.sandbox.store import concepts, examples, inputs, terms, words
from clarifai.sandbox.store.vectors import similar

if TYPE_CHECKING:
    from clarifai.sandbox.services import Services

ON_A_PAGE = 48
MOST_SUGGESTED = 500
FINDERS = {'annotated': terms.annotated, 'predicted': terms.predicted}


def form(services: Services, app_id: str) -> Any:
    """Show the forms, and what the query string asks for: a ``concept``, or inputs ``like`` one."""
    services.look_for(app_id, flask.request.args.get('concept', '').strip())
    with services.database.transaction() as db:
        asked, scores = _asked(db, services, app_id)
        ranked = terms.ranked(db, app_id, [scores]) if asked else []
        pages = paging.asked_for(len(ranked), ON_A_PAGE)
        shown = _shown(db, app_id, pages.chosen(ranked))
    return flask.render_template('search.html', asked=asked, paging=pages, **shown)


def by_picture(services: Services, app_id: str) -> Any:
    """Show the inputs that look like the picture that was sent; it is not kept."""
    vector = _seen(services, pictures.sent())
    with services.database.transaction() as db:
        scores = similar(db, app_id, vector, services.vectors, services.vision.embedding)
        best = terms.ranked(db, app_id, [scores], ON_A_PAGE)
        shown = _shown(db, app_id, best)
    return flask.render_template('search.html', asked={'by': 'picture'},
                                 paging=paging.Paging(1, ON_A_PAGE, len(best)), **shown)


def _asked(db: sqlite3.Connection, services: Services, app_id: str) -> Any:
    """Return what is searched for, in words for the page, and {row: score}; None for nothing."""
    args = flask.request.args
    name, by, like = args.get('concept', '').strip(), args.get('by'), args.get('like')
    if name:
        by = by if by in FINDERS else 'annotated'
        ids = query_concepts.ids_of(db, app_id, {'id': name, 'name': name})
        return {'by': by, 'concept': name}, FINDERS[by](db, app_id, sorted(set(ids + [name])), True)
    if like:
        record = inputs.get(db, app_id, like)
        vector = examples.vector(db, app_id, like, services.vision.embedding)
        if vector is None:
            raise errors.SearchNotReady(
                'Input %s has no vector to compare: it is neither a picture nor a video, or it '
                'was not looked at (see its status).' % like)
        return {'by': 'input', 'record': record}, similar(
            db, app_id, vector, services.vectors, services.vision.embedding)
    return None, {}


def _seen(services: Services, data: bytes) -> Any:
    """Return the vector of a picture."""
    try:
        return frames.vector(frames.IMAGE, data, services.vision.embedding)
    except errors.MediaUnavailable as error:
        raise errors.SearchInvalid(error.details)


def _shown(db: sqlite3.Connection, app_id: str, best: Any) -> Any:
    """Return what the template shows beside what was asked: the app, the hits, and known names.

    Args:
        db: in a transaction.
        app_id: the app.
        best: the row numbers of the hits on this page, and their scores.
    """
    app, scores = apps.find(db, app_id), dict(best)
    records = inputs.by_seq(db, [seq for seq, _ in best])
    own = concepts.listing(db, app_id, fields.Page(1, MOST_SUGGESTED))
    names = {concept['name'] for concept in own}.union(words.seen_concepts(db).values())
    return {'app': app, 'hits': [(scores[record['seq']], record) for record in records],
            'seen': recognised(db, [seq for seq, _ in best]), 'suggested': sorted(names)}
