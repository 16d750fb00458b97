"""Inputs, models, concepts and workflows of an answer as rows of a table."""
from __future__ import absolute_import

INPUT_COLUMNS = ('id', 'status', 'source', 'url', 'concepts')
MODEL_COLUMNS = ('id', 'type', 'version', 'status', 'name')
CONCEPT_COLUMNS = ('id', 'name')
WORKFLOW_COLUMNS = ('id', 'models')


def input_row(item):
    """An input of an answer."""
    data = item.get('data') or {}
    url = next(((data[kind] or {}).get('url') for kind in ('image', 'video', 'text', 'audio')
                if kind in data), None)
    names = [('' if concept.get('value', 1) else 'not ') + (concept.get('name') or concept['id'])
             for concept in data.get('concepts') or ()]
    # Where its file was, which an upload puts there.
    source = (data.get('metadata') or {}).get('source')
    return item.get('id'), _status(item), source or '', url or '', ', '.join(names)


def model_row(item):
    """A model of an answer."""
    version = item.get('model_version') or {}
    kind = item.get('model_type_id') or (item.get('output_info') or {}).get('type')
    return item.get('id'), kind or '', version.get('id') or '', _status(version), item.get('name')


def concept_row(item):
    """A concept of an answer."""
    return item.get('id'), item.get('name')


def workflow_row(item):
    """A workflow of an answer."""
    return item.get('id'), ', '.join((node.get('model') or {}).get('id') or ''
                                     for node in item.get('nodes') or ())


def _status(item):
    status = item.get('status') or {}
    return status.get('description') or status.get('code') or ''
