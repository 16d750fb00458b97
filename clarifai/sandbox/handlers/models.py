"""``/models``: the app's own models, and the public ones, which cannot be changed."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers import unpacking
from clarifai.sandbox.handlers.inputs import patch_action, what_to_delete
from clarifai.sandbox.models import public_models
from clarifai.sandbox.store import concepts, models, versions
from clarifai.sandbox.wildcards import name_matcher

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

CUSTOM_TYPE = 'concept'


def add(call: Call) -> dict[str, Any]:
    """POST /models"""
    item = fields.mapping(call.body, 'model')
    if not item:
        raise errors.ModelInvalid("'model' is missing.")
    model_id, name = fields.identifier(item), fields.text(item, 'name')
    info = fields.mapping(item, 'output_info')
    words = _concepts(info) or []
    if model_id and public_models.find(model_id) in public_models.MODELS:
        raise errors.ModelInvalid(f'There is a public model with id {model_id!r}.')
    with call.transaction() as db:
        model = models.add(db, call.app_id, model_id, name, words, _output_config(info))
        answer = {'model': packed(call, db, model)}
    call.services.jobs.expect_training()
    return answer


def _concepts(info: dict[str, Any]) -> list[tuple[str, None]] | None:
    """Return the (id, name) of the concepts in an ``output_info``, or None if it has no list."""
    data = fields.mapping(info, 'data')
    if data.get('concepts') is None:
        return None
    return [(item['id'], item['name']) for item in unpacking.concepts(data)]


def _output_config(info: dict[str, Any]) -> dict[str, Any]:
    config = dict(fields.mapping(info, 'output_config'))
    for name in ('concepts_mutually_exclusive', 'closed_environment'):
        fields.flag(config, name)
    for name in ('hyper_params', 'hyper_parameters'):
        if config.get(name) is not None and not isinstance(config[name], (dict, str)):
            raise errors.ModelInvalid(f'{name!r} must be an object.')
    return {name: value for name, value in config.items() if value is not None}


def packed(call: Call, db: sqlite3.Connection, model: dict[str, Any], version_id: str | None = None,
           verbose: bool = False) -> dict[str, Any]:
    """Return a stored model as JSON, with its latest (or the given) version.

    Args:
        call: in whose dialect.
        db: in a transaction.
        model: as ``store.models.get`` gives it.
        version_id: the version to show.
        verbose: whether to show concepts on the platform, where they belong to the
            version. Models of 2.x show theirs either way; the answer of ``output_info`` is
            verbose there, too.
    """
    version = versions.get(db, model, version_id) if version_id else versions.latest(db, model)
    holder = (version if verbose else None) if call.is_platform else model
    words = in_order(db, model['app_id'], holder['concept_ids']) if holder else None
    return call.shapes.model(model, words, version, verbose)


def listed(call: Call, db: sqlite3.Connection, model: dict[str, Any]) -> dict[str, Any]:
    """Return a stored model as lists show it: without its concepts."""
    return call.shapes.model(model, None if call.is_platform else [], versions.latest(db, model))


def in_order(db: sqlite3.Connection, app_id: str,
             concept_ids: list[str] | tuple[str, ...]) -> list[dict[str, str]]:
    """Return stored concepts in the order of their ids."""
    known = concepts.by_id(db, app_id, concept_ids)
    return [known[concept_id] for concept_id in concept_ids if concept_id in known]


def get(call: Call) -> dict[str, Any]:
    """GET /models/{model_id}, of the version in the query if it names one."""
    version_id = call.query.get('version_id')
    found = call.public_model(call.params['model_id'])
    if found:
        return {'model': call.shapes.public_model(found, version_id=version_id)}
    if call.recogniser(call.params['model_id']):
        return {'model': call.shapes.recognised_model(call.params['model_id'], version_id)}
    with call.transaction() as db:
        if call.is_answered_for(db, call.params['model_id']):
            return {'model': call.shapes.recognised_model(call.params['model_id'], version_id)}
        model = models.get(db, call.app_id, call.params['model_id'])
        return {'model': packed(call, db, model, version_id)}


def output_info(call: Call) -> dict[str, Any]:
    """GET .../output_info: the model with its concepts, for a public one its vocabulary."""
    version_id = call.params.get('version_id') or call.query.get('version_id')
    found = call.public_model(call.params['model_id'])
    if found:
        words = [call.shapes.public_concept(*item) for item in
                 call.services.recognisers.vocabulary(found).items()]
        return {'model': call.shapes.public_model(found, None, version_id, words)}
    with call.transaction() as db:
        model = models.get(db, call.app_id, call.params['model_id'])
        if version_id and not call.is_platform:
            version = versions.get(db, model, version_id)
            model = dict(model, concept_ids=version['concept_ids'],
                         output_config=version['output_config'])
        return {'model': packed(call, db, model, version_id, verbose=True)}


def listing(call: Call) -> Any:
    """GET /models: the app's own, oldest first, then the public ones."""
    page = call.page()
    with call.transaction() as db:
        own = models.count(db, call.app_id)
        rows = models.listing(db, call.app_id, page.start, page.size)
        answer = [listed(call, db, model) for model in rows]
    start = max(0, page.start - own)
    answer.extend(call.shapes.public_model(found)
                  for found in public_models.MODELS[start:start + page.size - len(answer)])
    return {'models': answer}


def search(call: Call) -> Any:
    """POST /models/searches: by name with ``*`` and by type, own and public models."""
    query = fields.mapping(call.body, 'model_query')
    matches, wanted = name_matcher(fields.text(query, 'name')), fields.text(query, 'type')
    page = _search_page(call)
    answer = []
    with call.transaction() as db:
        for model in models.list_all(db, call.app_id):
            if matches(model['name']) and wanted in (None, '', '*', CUSTOM_TYPE):
                answer.append(listed(call, db, model))
    for found in public_models.MODELS:
        names = [name for name in found.names if matches(name)]
        if not (names or any(matches(name) for name in found.also)):
            continue
        if wanted in (None, '', '*') or found.is_of_type(wanted):
            answer.append(call.shapes.public_model(found, (names or found.names)[0]))
    return {'models': answer[page.start:page.start + page.size]}


def _search_page(call: Call) -> Any:
    if call.body.get('pagination') is not None:
        return call.page_of_body()
    if call.query.get('page') or call.query.get('per_page'):
        return call.page()
    return fields.Page(1, fields.MAX_PAGE_SIZE)


def patch(call: Call) -> dict[str, Any]:
    """PATCH /models: name, concepts, settings; all of the models are changed, or none."""
    action = patch_action(call.body)
    answer = []
    with call.transaction() as db:
        for item in fields.batch(call.body, 'models'):
            model_id = fields.identifier(item) or ''
            refuse_public(call, model_id, db)
            model = models.get(db, call.app_id, model_id)
            info = fields.mapping(item, 'output_info')
            changed = models.patch(db, model, fields.text(item, 'name'), _concepts(info),
                                   _output_config(info), action)
            if any(changed[name] != model[name] for name in ('concept_ids', 'output_config')):
                versions.begin_untrained(db, changed)
            answer.append(packed(call, db, changed))
    return {'models': answer}


def refuse_public(call: Call, model_id: str, db: sqlite3.Connection | None = None) -> None:
    """Refuse to change a public model that the app shows beside its own.

    Args:
        call: the request.
        model_id: the model.
        db: inside a transaction, the transaction.

    Raises:
        errors.ModelIsPublic: this is one.
    """
    if call.public_model(model_id, db):
        raise errors.ModelIsPublic(f'Model {model_id!r} is public and cannot be changed.')


def delete_one(call: Call) -> Any:
    """DELETE /models/{model_id}, with its versions."""
    model_id = call.params['model_id']
    refuse_public(call, model_id)
    with call.transaction() as db:
        models.get(db, call.app_id, model_id)
        models.remove(db, call.app_id, [model_id])
    return {}


def delete(call: Call) -> dict[str, Any]:
    """DELETE /models with ``ids`` or ``delete_all``; ids that are not there are no error."""
    everything, ids = what_to_delete(call.body)
    for model_id in ids:
        refuse_public(call, model_id)
    with call.transaction() as db:
        if everything:
            models.remove_all(db, call.app_id)
        else:
            models.remove(db, call.app_id, ids)
    return {}
