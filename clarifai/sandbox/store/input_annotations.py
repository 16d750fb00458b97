"""What an input shows of its annotations, and how changes to it become changes to them.

An input shows the concepts, metadata and place of its own annotation (``input_level``) and the
regions of all. What others say of the whole input stands in their annotations alone. Annotations
that are not accepted (pending, in review) do not show.
"""
from __future__ import absolute_import

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store import annotations

OWN = ('concepts', 'metadata', 'geo')


def create(db, app_id, seq, new):
    """Annotate a new input.

    Args:
        db (sqlite3.Connection): in a transaction.
        app_id (str): its app.
        seq (int): its row.
        new (dict): ``concepts`` ((id, name, value) each), ``regions``, ``metadata`` and ``geo``.
    """
    said = [{'id': item[0], 'name': item[1], 'value': item[2]} for item in new['concepts']]
    annotations.add(db, app_id, seq, {'input_level': True, 'concepts': said, 'geo': new['geo'],
                                      'metadata': new['metadata']})
    for region in new['regions']:
        annotations.add(db, app_id, seq, {'regions': [region]})


def attach(db, records):
    """Put ``concepts``, ``metadata``, ``geo`` and ``regions`` into records of inputs."""
    found = annotations.of_inputs(db, [record['seq'] for record in records])
    for record in records:
        record.update({'concepts': [], 'metadata': None, 'geo': None, 'regions': []})
        for annotation in _accepted(found[record['seq']]):
            if annotation['input_level']:
                record.update((name, annotation[name]) for name in OWN)
            record['regions'].extend(annotation['regions'])


def _accepted(found):
    return [one for one in found if one['status_code'] == codes.ANNOTATION_SUCCESS]


def write(db, record):
    """Make what an input shows that of `record`, as `attach` gave it and somebody changed it."""
    found = annotations.of_inputs(db, [record['seq']])[record['seq']]
    own = dict(found[0], **dict((name, record[name]) for name in OWN))
    if own != found[0]:
        annotations.replace(db, own)
    wanted = dict((region['id'], region) for region in record['regions'])
    for annotation in _accepted(found):
        kept = [wanted.pop(region['id']) for region in annotation['regions']
                if region['id'] in wanted]
        if kept != annotation['regions']:
            _keep_regions(db, dict(annotation, regions=kept))
    for region in record['regions']:
        if region['id'] in wanted:
            annotations.add(db, record['app_id'], record['seq'], {'regions': [region]})


def _keep_regions(db, annotation):
    if annotations.is_empty(annotation) and not annotation['input_level']:
        annotations.remove(db, annotation)
    else:
        annotations.replace(db, annotation)
