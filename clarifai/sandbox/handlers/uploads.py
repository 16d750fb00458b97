"""``/uploads``: files in parts; archives, uploaded or behind URLs, that inputs are taken from."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import unpacking
from clarifai.sandbox.handlers.inputs import SKIP
from clarifai.sandbox.media import source
from clarifai.sandbox.store import add_jobs, datasets, extractions, uploads

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


def add(call: Call) -> dict[str, Any]:
    """POST /uploads: begin to send files in parts; all of them, or none."""
    items = fields.batch(call.body, 'uploads')
    if not items:
        raise errors.UploadInvalid("'uploads' is empty; it needs at least one upload.")
    with call.transaction() as db:
        made = [uploads.add(db, call.app_id, *_named(item)) for item in items]
    return {'uploads': [call.shapes.upload(record) for record in made]}


def _named(item: dict[str, Any]) -> tuple[str | None, str, int]:
    """Return id, name and length of a new upload."""
    length = fields.whole(item, 'content_length', low=1)
    name = fields.text(item, 'content_name')
    if not length or not name:
        raise errors.UploadInvalid('An upload needs a content_name and a content_length (bytes).')
    return fields.identifier(item), name, length


def put_parts(call: Call) -> dict[str, Any]:
    """PUT /uploads/{upload_id}/content_parts: parts of a file, in any order, also anew."""
    parts = [_part(item) for item in fields.batch(call.body, 'content_parts')]
    if not parts:
        raise errors.UploadInvalid("'content_parts' is empty; it needs at least one part.")
    queued = None
    with call.transaction() as db:
        upload = uploads.get(db, call.app_id, call.params['upload_id'])
        if upload['status_code'] != codes.UPLOAD_IN_PROGRESS:
            raise errors.UploadInvalid('Upload %r takes no more parts: %s.' % (
                upload['id'], codes.DESCRIPTIONS[upload['status_code']]))
        for part in parts:
            uploads.put_part(db, upload, *part)
        upload = uploads.get(db, call.app_id, upload['id'])
        if upload['status_code'] == codes.UPLOAD_DONE and upload['job_seq']:
            queued = extractions.add(db, call.app_id, upload['job_seq'], upload['template'],
                                     token=upload['token'])
    if queued:
        call.services.jobs.extract(queued)
    return {'upload': call.shapes.upload(upload)}


def _part(item: dict[str, Any]) -> tuple[int, int, bytes]:
    """Return number, start and bytes of a part."""
    number = fields.whole(item, 'part_number', low=1, high=100000)
    if not number:
        raise errors.UploadInvalid('A part needs a part_number, from 1 on.')
    start = fields.whole(item, 'range_start', 0, low=0)
    try:
        return number, start, source.decode_base64(fields.text(item, 'data', ''))
    except errors.MediaUnavailable as error:
        raise errors.UploadInvalid(f"'data' of part {number}: {error.details}")


def get(call: Call) -> dict[str, Any]:
    """GET /uploads/{upload_id}: one upload, and where its file is once it is whole."""
    with call.transaction() as db:
        return {'upload': call.shapes.upload(
            uploads.get(db, call.app_id, call.params['upload_id']))}


def listing(call: Call) -> dict[str, Any]:
    """GET /uploads: by page, oldest first."""
    page = call.page()
    with call.transaction() as db:
        found = uploads.listing(db, call.app_id, page)
    return {'uploads': [call.shapes.upload(record) for record in found]}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /uploads: with their files; inputs that were taken from them stay."""
    ids = fields.few_texts(call.body, 'ids')
    with call.transaction() as db:
        uploads.remove(db, call.app_id, ids)
    return {}


def add_inputs(call: Call) -> dict[str, Any]:
    """POST /inputs/uploads: begin to send archives, whose files become inputs when all is there."""
    items = fields.batch(call.body, 'inputs_uploads')
    if not items:
        raise errors.UploadInvalid("'inputs_uploads' is empty; it needs at least one.")
    named = [(_named(fields.mapping(item, 'upload')), _template(item)) for item in items]
    with call.transaction() as db:
        jobs = []
        for item, (names, template) in zip(items, named):
            jobs.append(_job(call, db, item, template))
            uploads.add(db, call.app_id, *names, job_seq=jobs[-1], template=template)
        return _jobs_answer(call, db, jobs)


def add_sources(call: Call) -> dict[str, Any]:
    """POST /inputs/data_sources: archives behind URLs, whose files become inputs."""
    items = fields.batch(call.body, 'data_sources')
    if not items:
        raise errors.UploadInvalid("'data_sources' is empty; it needs at least one.")
    named = [(_address(item), _template(item)) for item in items]
    with call.transaction() as db:
        jobs, queued = [], []
        for item, (url, template) in zip(items, named):
            jobs.append(_job(call, db, item, template))
            queued.append(extractions.add(db, call.app_id, jobs[-1], template, url=url))
        answer = _jobs_answer(call, db, jobs)
    for seq in queued:
        call.services.jobs.extract(seq)
    return answer


def _address(item: dict[str, Any]) -> str:
    holder = fields.mapping(item, 'url')
    url = (fields.text(holder, 'url') or '').strip()
    if not source.is_fetchable(url) or holder.get('credentials'):
        raise errors.UploadInvalid('A data source needs url.url, an http or https URL of an '
                                   'archive that is open to everybody.')
    return url


def _template(item: dict[str, Any]) -> dict[str, Any]:
    """Return what the inputs of an archive have in common, checked."""
    template = fields.mapping(item, 'input_template')
    data = fields.mapping(template, 'data')
    resolution = fields.enum(item, 'input_id_conflict_resolution', 'InputIDConflictResolution')
    return {'resolution': resolution or SKIP, 'metadata': fields.mapping(data, 'metadata'),
            'concepts': [(one['id'], one['name'], one['value'])
                         for one in unpacking.concepts(data)],
            'geo': unpacking.geo(data), 'dataset_ids': fields.texts(template, 'dataset_ids')}


def _job(call: Call, db: sqlite3.Connection, item: dict[str, Any],
         template: dict[str, Any]) -> int:
    """Return the row of the job that an item names, or of a fresh one.

    Raises:
        errors.DatasetNotFound: the inputs are to be put into one that is not there.
    """
    for dataset_id in template['dataset_ids']:
        datasets.get(db, call.app_id, dataset_id)
    job_id = fields.identifier(item, 'inputs_add_job_id') or clock.new_id()
    row: int = add_jobs.ensure(db, call.app_id, job_id)
    return row


def _jobs_answer(call: Call, db: sqlite3.Connection, rows: list[int]) -> dict[str, Any]:
    return {'inputs_add_jobs': [call.shapes.add_job(add_jobs.by_seq(db, row))
                                for row in dict.fromkeys(rows)]}


def list_extractions(call: Call) -> dict[str, Any]:
    """GET /inputs/jobs/extraction: the jobs that take inputs from archives, by page."""
    page = call.page()
    with call.transaction() as db:
        found = extractions.listing(db, call.app_id, page)
    return {'inputs_extraction_jobs': [call.shapes.extraction(record) for record in found]}


def get_extraction(call: Call) -> dict[str, Any]:
    """GET /inputs/jobs/extraction/{inputs_extraction_job_id}: one job, with what it found."""
    with call.transaction() as db:
        record = extractions.get(db, call.app_id, call.params['inputs_extraction_job_id'])
    return {'inputs_extraction_job': call.shapes.extraction(record)}


def cancel_extractions(call: Call) -> dict[str, Any]:
    """PATCH /inputs/jobs/extraction: cancel jobs; one that is done stays so."""
    ids = fields.few_texts(call.body, 'ids')
    with call.transaction() as db:
        for extraction_id in ids:
            record = extractions.get(db, call.app_id, extraction_id)
            extractions.finish(db, record['seq'], codes.JOB_CANCELLED)
        found = [extractions.get(db, call.app_id, extraction_id) for extraction_id in ids]
    return {'inputs_extraction_jobs': [call.shapes.extraction(record) for record in found]}
