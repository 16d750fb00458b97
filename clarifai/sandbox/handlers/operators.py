"""Versions of operators (`models.operators`): made at once, since there is nothing to learn."""
from __future__ import annotations

import functools
import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers import unpacking
from clarifai.sandbox.handlers.metadata_fields import given_members
from clarifai.sandbox.handlers.shapes.platform import VERSION_FIELDS
from clarifai.sandbox.models import operators, outputs
from clarifai.sandbox.store import concepts, versions

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

LARGEST_MARGIN = 10.0


def is_operator(model: dict[str, Any]) -> bool:
    """Return whether a stored model is an operator."""
    return model['about'].get('model_type_id') in operators.TYPES


def add_version(call: Call, db: sqlite3.Connection, model: dict[str, Any],
                item: dict[str, Any]) -> dict[str, Any]:
    """Make a version of an operator.

    Args:
        call: the request.
        db: in a transaction.
        model: as ``store.models.get`` gives it.
        item: the `ModelVersion` of the request.

    Returns:
        the version, which is ready.

    Raises:
        errors.ModelInvalid: it is not told what to do, or something that it does not know.
    """
    info = fields.mapping(item, 'output_info')
    type_id = model['about']['model_type_id']
    thresholds = unpacking.concepts(fields.mapping(info, 'data'))
    params = _params(type_id, fields.mapping(info, 'params'), thresholds)
    concepts.ensure(db, call.app_id, [(word['id'], word['name']) for word in thresholds])
    about = dict(given_members(item, VERSION_FIELDS), params=params)
    if thresholds:
        about['output_info'] = {'data': {'concepts': [
            {'id': word['id'], 'name': word['name'] or word['id'], 'value': word['value']}
            for word in thresholds]}}
    return versions.add_ready(db, model, about)


def _params(type_id: str, params: dict[str, Any],
            thresholds: list[dict[str, Any]]) -> dict[str, Any]:
    for name in params:
        if name not in operators.PARAMS[type_id]:
            raise errors.ModelInvalid('output_info.params of the type %s has no %r; it has %s.' % (
                type_id, name, ', '.join(operators.PARAMS[type_id])))
    if type_id == operators.PROMPTER:
        template = fields.text(params, 'prompt_template') or ''
        if operators.PLACEHOLDER not in template:
            raise errors.ModelInvalid('output_info.params.prompt_template must have %s in it, '
                                      'where the text of the input is to be.'
                                      % operators.PLACEHOLDER)
    elif type_id == operators.CROP:
        fields.number(params, 'margin', operators.DEFAULT_MARGIN, low=1, high=LARGEST_MARGIN)
    elif type_id == operators.MAPPER:
        fields.text(params, 'knowledge_graph_id')
    else:
        _check_comparison(params.get('concept_threshold_type'))
        if not thresholds:
            raise errors.ModelInvalid('A thresholder needs output_info.data.concepts, whose values '
                                      'are the thresholds.')
    return params


def _check_comparison(name: Any) -> None:
    if name is not None and name not in operators.COMPARISONS:
        raise errors.ModelInvalid('output_info.params.concept_threshold_type is %r; it must be one '
                                  'of %s.' % (name, ', '.join(operators.COMPARISONS)))


def view(call: Call, db: sqlite3.Connection, version: dict[str, Any],
         model: dict[str, Any], shown: dict[str, Any]) -> outputs.View:
    """Return the `outputs.View` of a version of an operator.

    Args:
        call: the request.
        db: in a transaction.
        version: of the operator.
        model: as ``store.models.get`` gives it.
        shown: the model, as outputs show it.
    """
    about, type_id = version['about'], model['about']['model_type_id']
    known = about.get('output_info', {}).get('data', {}).get('concepts', [])
    synonyms = _synonyms(call, db) if type_id == operators.MAPPER else {}
    settings = operators.Settings(type_id, about['params'],
                                  {word['id']: word['value'] for word in known}, synonyms)
    operate = functools.partial(operators.apply, settings)
    return outputs.View(shown, functools.partial(operate, None), None, settings.margin, operate)


def _synonyms(call: Call, db: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """Return {concept id: the concept of the app that is a synonym of it}, either way around."""
    found: dict[str, dict[str, Any]] = {}
    for relation in concepts.relations(db, call.app_id, 'synonym'):
        for mine, other in (('subject_id', 'object_id'), ('object_id', 'subject_id')):
            concept = concepts.find(db, call.app_id, relation[mine])
            if concept:
                found.setdefault(relation[other], call.shapes.predicted_concept(concept))
    return found
