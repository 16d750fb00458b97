"""The inputs of an app: as a wall of pictures, and one by one."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import flask

from clarifai.sandbox import errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import media as media_handlers
from clarifai.sandbox.models import public_concepts
from clarifai.sandbox.models.recognised import SHOWN_FROM
from clarifai.sandbox.page import apps, paging, words
from clarifai.sandbox.store import annotations as annotation_store
from clarifai.sandbox.store import inputs, overview
from clarifai.sandbox.store.words import seen_concepts

if TYPE_CHECKING:
    from clarifai.sandbox.services import Services

ON_A_PAGE = 48
MOST_PREDICTED = 20
MOST_RECOGNISED = 3  # below a picture of the wall
KEEP_SECONDS = 7 * 24 * 3600
STATES = (words.READY, words.WAITING, words.FAILED)


def listing(services: Services, app_id: str) -> Any:
    """Show one page of the inputs, all of them or those in one state."""
    asked = flask.request.args.get('state')
    state = asked if asked in STATES else None
    with services.database.transaction() as db:
        app = apps.find(db, app_id)
        counts = inputs.counts(db, app_id)
        by_state = {name: _codes_of(name, counts) for name in STATES + (None,)}
        totals = {name: sum(counts[code] for code in found)
                  for name, found in by_state.items()}
        pages = paging.asked_for(totals[state], ON_A_PAGE)
        records = overview.inputs_of_state(db, app_id, by_state[state], pages.page)
        seen = recognised(db, [record['seq'] for record in records])
    return flask.render_template('inputs.html', app=app, records=records, paging=pages, seen=seen,
                                 totals=totals, state=state, under_way=totals[words.WAITING] > 0)


def recognised(db: sqlite3.Connection, seqs: list[int]) -> dict[int, list[tuple[str, float]]]:
    """Return {input's row: (name, value) of what was recognised in it, best first}.

    What is only measured says little beside a picture that stands there.
    """
    measured, names = public_concepts.measured(), seen_concepts(db)
    return {seq: [(names.get(concept_id, concept_id), value) for concept_id, value in found
                  if concept_id not in measured][:MOST_RECOGNISED]
            for seq, found in overview.predicted_of(db, seqs, SHOWN_FROM).items()}


def _codes_of(state: Any, counts: Any) -> Any:
    """Return those of the status codes in `counts` that mean a state; None means all."""
    return [code for code in counts if state in (None, words.tone(code))]


def one(services: Services, app_id: str) -> Any:
    """Show one input with all that is said and predicted of it."""
    with services.database.transaction() as db:
        app = apps.find(db, app_id)
        record = inputs.get(db, app_id, apps.wanted_id())
        before, after = overview.neighbours(db, app_id, record['seq'])
        predicted = _in_order(overview.predicted(db, record['seq']))[:MOST_PREDICTED]
        names = seen_concepts(db)
        unshown = _unshown(annotation_store.of_inputs(db, [record['seq']])[record['seq']])
    return flask.render_template(
        'input.html', app=app, record=record, before=before, after=after,
        annotations=unshown, under_way=words.tone(record['status_code']) == words.WAITING,
        predicted=[(names.get(concept_id, concept_id), value)
                   for concept_id, value in predicted])


def _in_order(predicted: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Put what was recognised before what was measured, as the general model does."""
    measured = public_concepts.measured()
    return sorted(predicted, key=lambda item: (item[0] in measured, -item[1]))


def _unshown(found: Any) -> Any:
    """Return the annotations that an input does not show as its own concepts and regions."""
    return [one for one in found if not one['input_level'] and (
        one['concepts'] or one['status_code'] != codes.ANNOTATION_SUCCESS)]


def media(services: Services, app_id: str, seq: int) -> Any:
    """Hand out the picture, video or sound of an input, wherever it comes from.

    A picture behind a URL is fetched again, so that the browser of whoever looks asks nobody else.
    """
    with services.database.transaction() as db:
        record, = inputs.by_seq(db, [seq]) or [None]
        data = inputs.kept(db, record) if record else None
    if record is None or record['app_id'] != app_id:
        raise errors.NoSuchRoute('There is no such input.')
    try:
        data = services.media.read(record['url']) if data is None else data
    except errors.MediaUnavailable as error:
        raise errors.NoSuchRoute(error.details)
    response = flask.Response(data, mimetype=media_handlers.mimetype(data))
    # No other input of any server ever has this address.
    response.headers['Cache-Control'] = 'private, immutable, max-age=%d' % KEEP_SECONDS
    return response
