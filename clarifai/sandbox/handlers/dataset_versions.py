"""``/datasets/{dataset_id}/versions``: what a dataset was at one moment, counted and exported."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.access.access import PublicModels, Scope
from clarifai.sandbox.handlers import datasets as dataset_handlers
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.handlers.metadata_fields import given_members, merged_members
from clarifai.sandbox.handlers.request import Media
from clarifai.sandbox.handlers.shapes import archives, dataset_metrics
from clarifai.sandbox.handlers.shapes.platform import PlatformShapes
from clarifai.sandbox.store import dataset_versions, datasets

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

FIELDS = ('description', 'metadata', 'visibility', 'processing_info')
ORIGIN, FORMAT, GROUP = ('DatasetVersionRequestOrigin', 'DatasetVersionExportFormat',
                         'DatasetVersionMetricsGroupType')
MANUAL = 'MANUAL'


def add(call: Call) -> dict[str, Any]:
    """POST /datasets/{dataset_id}/versions: keep what the dataset is now; all, or none.

    Versions of a large dataset are pending, and are made in the background.
    """
    given = [(fields.identifier(item), _given(item)) for item in _some(call)]
    with call.transaction() as db:
        dataset = dataset_handlers.of_path(call, db)
        rows = datasets.rows_in_order(db, dataset)
        made = [dataset_versions.begin(db, dataset, *each, rows, call.services.vision.embedding)
                for each in given]
    for version in made:
        if version['status_code'] in dataset_versions.WAITING:
            call.services.jobs.make_version(version['seq'])
    return {'dataset_versions': [call.shapes.dataset_version(version, {}) for version in made]}


def _some(call: Call) -> list[dict[str, Any]]:
    items = fields.batch(call.body, 'dataset_versions')
    if not items:
        raise errors.DatasetInvalid("'dataset_versions' is empty; it needs at least one version.")
    return items


def _given(item: dict[str, Any]) -> dict[str, Any]:
    for name in ('model_predict_config', 'annotation_filter_config', 'embed_model_version_ids'):
        if item.get(name):
            raise errors.DatasetInvalid(f'The sandbox takes the inputs of a version as they are; '
                                        f'leave out {name}.')
    about = given_members(item, FIELDS)
    origin = fields.enum(item, 'request_origin', ORIGIN)
    return dict(about, request_origin=origin) if origin else about


def _packed(call: Call, db: sqlite3.Connection, version: dict[str, Any]) -> dict[str, Any]:
    return call.shapes.dataset_version(version, dataset_versions.exports(db, version))


def listing(call: Call) -> dict[str, Any]:
    """GET /datasets/{dataset_id}/versions: by page, newest first, also by ``request_origins``."""
    page = call.page()
    origins = _named(call, 'request_origins', ORIGIN)
    with call.transaction() as db:
        found = [version for version in
                 dataset_versions.list_all(db, dataset_handlers.of_path(call, db))
                 if not origins or version['about'].get('request_origin', MANUAL) in origins]
        return {'dataset_versions': [_packed(call, db, version) for version in
                                     found[page.start:page.start + page.size]]}


def _named(call: Call, name: str, of: str) -> list[str]:
    """Return the names of the values of an enum that a query asks for."""
    wanted = [{name: int(value) if value.isdecimal() else value}
              for value in fields.list_of_query(call.query, name)]
    return [fields.enum(holder, name, of) for holder in wanted]


def _of_path(call: Call, db: sqlite3.Connection) -> tuple[dict[str, Any], dict[str, Any]]:
    dataset = dataset_handlers.of_path(call, db)
    return dataset, dataset_versions.get(db, dataset, call.params['dataset_version_id'])


def get(call: Call) -> dict[str, Any]:
    """GET /datasets/{dataset_id}/versions/{dataset_version_id}: one version, with its exports."""
    with call.transaction() as db:
        _, version = _of_path(call, db)
        return {'dataset_version': _packed(call, db, version)}


def patch(call: Call) -> dict[str, Any]:
    """PATCH /datasets/{dataset_id}/versions: what describes them; all of them, or none."""
    action, items = patch_action(call.body), _some(call)
    with call.transaction() as db:
        dataset, changed = dataset_handlers.of_path(call, db), []
        for item in items:
            version = dataset_versions.get(db, dataset, fields.identifier(item) or '')
            about = merged_members(version['about'], _given(item), action)
            changed.append(dataset_versions.describe(db, dataset, version, about))
        return {'dataset_versions': [_packed(call, db, version) for version in changed]}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /datasets/{dataset_id}/versions: with their exports."""
    ids = fields.few_texts(call.body, 'dataset_version_ids')
    with call.transaction() as db:
        dataset_versions.remove(db, dataset_handlers.of_path(call, db), ids)
    return {}


def metrics(call: Call) -> dict[str, Any]:
    """GET .../versions/{dataset_version_id}/metrics: the counts of groups of inputs, by page.

    The groups are those of one concept, one kind of input, or one number of concepts or regions.
    """
    page, types = call.page(), _named(call, 'types', GROUP)
    values = fields.list_of_query(call.query, 'values')
    paths = fields.list_of_query(call.query, 'parent_paths')
    with call.transaction() as db:
        _, version = _of_path(call, db)
    is_asked = version['metrics'] and (not paths or '' in paths)  # all groups are at the top
    found = dataset_metrics.groups_of(version['metrics'], types, values) if is_asked else []
    return {'dataset_version_metrics_groups': found[page.start:page.start + page.size]}


def export(call: Call) -> dict[str, Any]:
    """PUT .../versions/{dataset_version_id}/exports: archives of the version, in three formats.

    They are pending while the version is.
    """
    items = fields.batch(call.body, 'exports')
    wanted = {}
    for item in items:
        form = fields.enum(item, 'format', FORMAT, errors.DatasetInvalid)
        if form not in archives.FORMATS:
            raise errors.DatasetInvalid("'format' must be one of %s." % ', '.join(archives.FORMATS))
        wanted[form] = bool(fields.flag(item, 'include_embeddings', False))
    with call.transaction() as db:
        _, version = _of_path(call, db)
        if version['status_code'] == codes.DATASET_VERSION_FAILURE:
            raise errors.DatasetInvalid(f"Version {version['id']!r} could not be made.")
        is_ready, known = version['metrics'] is not None, dataset_versions.exports(db, version)
        news = [form for form, embeddings in wanted.items()
                if form not in known or known[form]['include_embeddings'] != embeddings
                or is_ready and not known[form]['size']]
        records = dataset_versions.records(db, version['seq']) if news and is_ready else []
    sizes = {form: len(_archive(call.shapes, records, form, wanted[form])) if is_ready else 0
             for form in news}
    with call.transaction() as db:
        _, version = _of_path(call, db)
        for form, size in sizes.items():
            dataset_versions.put_export(db, version, form, size, wanted[form])
        known = dataset_versions.exports(db, version)
    return {'exports': [call.shapes.dataset_export(known[form]) for form in wanted]}


def download(call: Call) -> Media:
    """GET /sandbox/exports/{token}: an archive, open to whoever knows the token."""
    with call.services.database.transaction() as db:
        found = dataset_versions.export_of(db, call.params['token'])
        records = dataset_versions.records(db, found['version_seq']) if found else []
    if found is None:
        raise errors.NoSuchRoute('There is no such export.')
    scope = Scope(found['app_id'], found['user_id'], found['app'] or found['app_id'], True,
                  PublicModels.ELSEWHERE)
    shapes = PlatformShapes(scope, call.base_url)
    return Media(_archive(shapes, records, found['format'], bool(found['include_embeddings'])),
                 archives.MIMETYPE)


def _archive(shapes: PlatformShapes, records: list[dict[str, Any]], form: str,
             include_embeddings: bool) -> bytes:
    return archives.archive(form, [shapes.exported_input(record, include_embeddings)
                                   for record in records])
