"""Taking inputs out of an archive."""
from __future__ import annotations

import collections
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.media import analysis, archives
from clarifai.sandbox.store import extractions, inputs, uploads

if TYPE_CHECKING:
    from clarifai.sandbox.media.source import MediaSource
    from clarifai.sandbox.store.database import Database

SUFFIX = 'SUFFIX'


def extract(database: Database, media: MediaSource, seq: int) -> list[int]:
    """Carry out an extraction job (row number): all of its inputs are added, or none.

    Returns:
        the rows of the inputs, which wait to be looked at.
    """
    with database.transaction() as db:
        task = extractions.by_seq(db, seq)
        if task is None or task['status_code'] not in extractions.WAITING:
            return []
        data = uploads.hosted(db, task['token']) if task['token'] else None
    try:
        if data is None:
            data = media.read(task['url'] or '')
        files = archives.files(data)
    except (archives.ArchiveError, errors.MediaUnavailable) as error:
        with database.transaction() as db:
            extractions.finish(db, seq, codes.JOB_FAILED, getattr(error, 'details', str(error)))
        return []
    with database.transaction() as db:
        task = extractions.by_seq(db, seq)  # it may have been cancelled, or its app deleted
        if task is None or task['status_code'] not in extractions.WAITING:
            return []
        return _add(db, task, files)


def _add(db: sqlite3.Connection, task: dict[str, Any], files: list[archives.File]) -> list[int]:
    rows, refused, counts = [], [], collections.Counter[str]()
    for file in files:
        try:
            rows.append(inputs.add(db, task['app_id'], _new_input(db, task, file)))
            counts[file.kind] += 1
        except (errors.RequestError, UnicodeDecodeError) as error:
            refused.append(f"{file.name}: {getattr(error, 'details', 'it is not UTF-8.')}")
    details = None
    if refused:
        details = '%d files were left out; the first is %s' % (len(refused), refused[0])
    extractions.finish(db, task['seq'], codes.JOB_COMPLETED, details, dict(counts))
    return rows


def _new_input(db: sqlite3.Connection, task: dict[str, Any],
               file: archives.File) -> dict[str, Any]:
    template, input_id = task['template'], file.name
    if template['resolution'] == SUFFIX and inputs.has_id(db, task['app_id'], input_id):
        input_id = f'{input_id}-{clock.new_id()}'
    is_text = file.kind == analysis.TEXT
    return {'id': input_id, 'kind': file.kind, 'url': None, 'allow_duplicate_url': False,
            'text': file.data.decode('utf-8-sig') if is_text else None,
            'bytes': None if is_text else file.data, 'regions': [], 'job_seq': task['job_seq'],
            'concepts': template['concepts'], 'metadata': template['metadata'],
            'geo': template['geo'], 'dataset_ids': template['dataset_ids']}
