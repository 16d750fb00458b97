"""``/models/{model_id}/versions/{version_id}/exports``: what a version has learned, as a file."""
from __future__ import annotations

import io
import json
import secrets
import sqlite3
import tarfile
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers.models import in_order, refuse_public
from clarifai.sandbox.handlers.operators import is_operator
from clarifai.sandbox.handlers.request import Media
from clarifai.sandbox.store import models, versions

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

PLACE = '/sandbox/model_exports/'
MIMETYPE = 'application/x-tar'
# What is kept with a version of which there is an export: the secret part of its token.
KEPT = 'export_token'


def put(call: Call) -> dict[str, Any]:
    """PUT .../exports: export a version; the answer says that it will be ready in a moment."""
    refuse_public(call, call.params['model_id'])
    with call.transaction() as db:
        version = _exportable(call, db)
        if KEPT not in version['about']:
            versions.describe(db, version, dict(version['about'], **{KEPT: secrets.token_hex(16)}))
    return {'export': {'status': codes.status(codes.MODEL_EXPORT_PENDING)}}


def get(call: Call) -> dict[str, Any]:
    """GET .../exports: where the export of a version is.

    Raises:
        errors.ExportNotFound: nobody has asked for one.
    """
    with call.transaction() as db:
        version = _exportable(call, db)
        token = version['about'].get(KEPT)
        if token is None:
            raise errors.ExportNotFound('The version %r of the model %r was not exported yet: PUT '
                                        'to the same path does it.'
                                        % (version['id'], call.params['model_id']))
        size = len(_archive(db, version, call.app_id))
    return {'export': {'status': codes.status(codes.MODEL_EXPORTED), 'size': str(size),
                       'url': '%s%s%d-%s' % (call.base_url, PLACE, version['seq'], token)}}


def download(call: Call) -> Media:
    """GET /sandbox/model_exports/{token}: the file, open to whoever knows the token."""
    seq, _, token = call.params['token'].partition('-')
    with call.transaction() as db:
        version = versions.by_seq(db, int(seq)) if seq.isdigit() else None
        kept = version['about'].get(KEPT) if version else None
        if version is None or kept is None or not secrets.compare_digest(kept, token):
            raise errors.NoSuchRoute('There is no such export.')
        return Media(_archive(db, version, version['app_id']), MIMETYPE)


def _exportable(call: Call, db: sqlite3.Connection) -> dict[str, Any]:
    model = models.get(db, call.app_id, call.params['model_id'])
    version = versions.get(db, model, call.params['version_id'])
    if version['status_code'] != codes.MODEL_TRAINED:
        raise errors.ModelNotTrained(version['status_code'],
                                     'Only a trained version can be exported.')
    if is_operator(model):
        raise errors.ModelInvalid('A model of this type has learned nothing that could be '
                                  'exported.')
    return version


def _archive(db: sqlite3.Connection, version: dict[str, Any], app_id: str) -> bytes:
    """Return an archive of what a version learned; of one version always the same bytes."""
    about = {'version_id': version['id'], 'completed_at': version['completed_at'],
             'concepts': [{'id': concept['id'], 'name': concept['name']} for concept in
                          in_order(db, app_id, version['concept_ids'])]}
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode='w', format=tarfile.USTAR_FORMAT) as archive:
        for name, data in (('model.json', json.dumps(about, indent=1).encode('utf-8')),
                           ('classifier', versions.classifier(db, version['seq']))):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return held.getvalue()
