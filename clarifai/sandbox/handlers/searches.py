"""``/searches``: inputs by what was said of them, what was measured, and what they look like."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors, fields
from clarifai.sandbox.handlers import query_concepts, unpacking
from clarifai.sandbox.media import analysis, frames, source
from clarifai.sandbox.store import annotations as annotation_store
from clarifai.sandbox.store import examples, inputs, places, terms
from clarifai.sandbox.store.vectors import similar

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clarifai.sandbox.fields import Page
    from clarifai.sandbox.handlers.request import Call
    from clarifai.sandbox.store.scores import Scores

MOST_TERMS = 100


def search(call: Call) -> dict[str, Any]:
    """POST /searches: find inputs by terms that must all hold."""
    return answer(call, fields.mapping(call.body, 'query'), call.page_of_body())


def answer(call: Call, query: Mapping[str, Any], page: Page) -> dict[str, Any]:
    """Answer a search with ``ands``, which must all hold."""
    found = finders(call, query)
    with call.transaction() as db:
        end = page.start + page.size
        chosen = terms.ranked(db, call.app_id, [find(db) for find in found], end)[page.start:]
        records = inputs.by_seq(db, [seq for seq, _ in chosen])
        said = annotation_store.of_inputs(db, [seq for seq, _ in chosen])
    scores = dict(chosen)
    return {'id': clock.new_id(), 'hits': [
        call.shapes.hit(scores[record['seq']], record, said[record['seq']][0])
        for record in records]}


def finders(call: Call, query: Mapping[str, Any]) -> list[Callable[..., Any]]:
    """Return a function db -> {row: score} for each thing that the query says.

    Pictures to compare with are fetched and looked at here, before the transaction.
    """
    ands, language = fields.objects(query, 'ands'), fields.text(query, 'language')
    if len(ands) > MOST_TERMS:
        raise errors.SearchInvalid('The query has %d terms; at most %d are taken.'
                                   % (len(ands), MOST_TERMS))
    wanted = []
    for term in ands:
        found = (_of_input(call, fields.mapping(term, 'input'), language)
                 + _of_output(call, fields.mapping(term, 'output'), language))
        if not found:
            raise errors.SearchInvalid(
                'A term says nothing to search for; it needs an input (concepts, metadata, geo, '
                'image url or id) or an output (concepts, or an input to look like).')
        wanted.extend(found)
    return wanted


def _of_input(call: Call, term: dict[str, Any], language: Any) -> list[Callable[..., Any]]:
    """Read a term about what was said of an input, or what it was made from."""
    data, app_id = fields.mapping(term, 'data'), call.app_id
    finders = [query_concepts.annotated(call, item, language)
               for item in unpacking.concepts(data) + region_concepts(data)]
    if fields.mapping(data, 'metadata'):
        finders.append(lambda db: terms.with_metadata(db, app_id, data['metadata']))
    if fields.mapping(data, 'geo'):
        area = area_of(data['geo'])
        finders.append(lambda db: terms.at_place(db, app_id, area))
    for kind in analysis.KINDS:
        url = fields.text(fields.mapping(data, kind), 'url')
        if url:
            finders.append(_by_url(app_id, url.strip()))
    input_id = fields.identifier(term)
    if input_id:
        finders.append(lambda db: terms.with_column(db, app_id, 'id', input_id))
    return finders


def region_concepts(data: dict[str, Any]) -> list[Any]:
    """Return the concepts of the regions in a term's ``data``."""
    return [item for region in fields.objects(data, 'regions')
            for item in unpacking.concepts(fields.mapping(region, 'data'))]


def _of_output(call: Call, term: dict[str, Any], language: Any) -> list[Callable[..., Any]]:
    """Read a term about what was measured of an input, or what it looks like."""
    data = fields.mapping(term, 'data')
    finders = [query_concepts.predicted(call, item, language)
               for item in unpacking.concepts(data)]
    example = fields.mapping(term, 'input')
    # Programs that put the picture of the output where that of its input belongs mean the same.
    if not example and any(data.get(kind) for kind in frames.KINDS):
        example = {'data': data}
    if example:
        finders.append(by_look(call, example))
    return finders


def area_of(geo: dict[str, Any]) -> places.Area:
    """Return the area that a term's ``geo`` asks for: near a point, or in a box."""
    box = fields.objects(geo, 'geo_box')
    if box:
        if len(box) != 2:
            raise errors.SearchInvalid('geo_box has %d points; it needs two opposite corners.'
                                       % len(box))
        return places.inside(*[unpacking.point(corner) for corner in box])
    limit = fields.mapping(geo, 'geo_limit')
    kind = fields.text(limit, 'type', 'withinMiles')
    if kind not in places.EARTH_RADIUS:
        raise errors.SearchInvalid('geo_limit has the type %r; it must be one of %s.'
                                   % (kind, ', '.join(sorted(places.EARTH_RADIUS))))
    return places.near(unpacking.point(geo), kind, fields.number(limit, 'value', 10.0, low=0))


def _by_url(app_id: str, url: str) -> Callable[..., Any]:
    token = source.hosted_token(url)

    def find(db: sqlite3.Connection) -> Scores:
        found = terms.with_column(db, app_id, 'url', url)
        return terms.with_column(db, app_id, 'token', token) if token and not found else found
    return find


def by_look(call: Call, example: dict[str, Any]) -> Callable[..., Any]:
    """Find inputs that look like a picture: sent, behind a URL, or one of the app's own inputs."""
    data, input_id = fields.mapping(example, 'data'), fields.identifier(example)
    if any(data.get(kind) for kind in frames.KINDS):
        call.refuse_key('search by a picture')
        vector = _vector(call, *_example_media(call, data))
    elif input_id:
        vector = _stored_vector(call, input_id)
    else:
        raise errors.SearchInvalid('An output term needs an image with a url, base64 or an id.')
    return near(call, vector)


def near(call: Call, vector: NDArray[Any]) -> Callable[..., Any]:
    """Find inputs by their likeness to a vector of the embedding in use."""
    return lambda db: similar(db, call.app_id, vector, call.services.vectors,
                              call.services.vision.embedding)


def _example_media(call: Call, data: dict[str, Any]) -> tuple[str, bytes]:
    kind, url, text, _ = unpacking.media(data)
    try:
        return kind, source.decode_base64(text) if text else call.services.media.read(url)
    except errors.MediaUnavailable as error:
        raise errors.SearchInvalid(error.details)


def _stored_vector(call: Call, input_id: str) -> NDArray[Any]:
    with call.transaction() as db:
        record = inputs.get(db, call.app_id, input_id)
        vector = examples.vector(db, call.app_id, input_id, call.services.vision.embedding)
    if record['kind'] not in frames.KINDS:
        raise errors.SearchInvalid('Input %r is %s; only pictures and videos look like others.'
                                   % (input_id, record['kind']))
    if vector is None:
        raise errors.SearchNotReady(
            f'Input {input_id!r} is not processed (see its status), or was looked at by an earlier '
            'run in another way, and not yet again.')
    return vector


def _vector(call: Call, kind: str, data: bytes) -> NDArray[Any]:
    try:
        return frames.vector(kind, data, call.services.vision.embedding)
    except errors.MediaUnavailable as error:
        raise errors.SearchInvalid(error.details)
