"""``/models`` as the platform has it: models without concepts, versions that have them."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.handlers import list_filters, model_types, operators, unpacking
from clarifai.sandbox.handlers.apps import calls_of_apps
from clarifai.sandbox.handlers.inputs import patch_action
from clarifai.sandbox.handlers.metadata_fields import given_members, merged_members
from clarifai.sandbox.handlers.models import in_order, listed, packed
from clarifai.sandbox.handlers.outputs import output_config, selected
from clarifai.sandbox.handlers.shapes.platform import (CUSTOM_TYPE, ENRICH, MODEL_FIELDS,
                                                       VERSION_FIELDS)
from clarifai.sandbox.handlers.versions import shown
from clarifai.sandbox.store import (concepts, dataset_versions, datasets, models, patching,
                                    versions)
from clarifai.sandbox.wildcards import name_matcher

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

CLOSED = {word: closed for closed, word in ENRICH.items()}
DATASET_PARAMS = ('dataset_id', 'dataset_version_id')
LEARNED = ('concepts_mutually_exclusive', 'hyper_params')
# The first of these is what the official client sends there of what it reads in `model_types`.
OUTPUT_PARAMS = (LEARNED[0], 'max_concepts', 'min_value', 'select_concepts')


def add(call: Call) -> dict[str, Any]:
    """POST /models: a model without a version; what it is to learn comes with its training."""
    items = fields.objects(call.body, 'models')
    if call.body.get('model') is not None:
        items = items + [fields.mapping(call.body, 'model')]
    if len(items) != 1:
        raise errors.ModelInvalid(f"'models' has {len(items)} items; the answer has room for one.")
    item = items[0]
    type_id = fields.text(item, 'model_type_id') or CUSTOM_TYPE
    if not model_types.find(type_id)['creatable']:
        raise errors.ModelInvalid('Models of the type %s cannot be made here, only %s.'
                                  % (type_id, ', '.join(model_types.creatable())))
    model_id = fields.identifier(item)
    with call.transaction() as db:
        model = models.add(db, call.app_id, model_id, fields.text(item, 'name'), [], {},
                           dict(given_members(item, MODEL_FIELDS), model_type_id=type_id))
        if operators.is_operator(model) and item.get('output_info'):
            operators.add_version(call, db, model, item)  # as the documented requests have it
        answer = {'model': packed(call, db, model)}
    call.services.jobs.expect_training()
    return answer


def _own(call: Call, db: sqlite3.Connection) -> list[dict[str, Any]]:
    return [listed(call, db, model) for model in models.list_all(db, call.app_id)]


def _everything(call: Call, db: sqlite3.Connection) -> list[dict[str, Any]]:
    return _own(call, db) + [call.shapes.public_model(model) for model in call.public_models()]


def listing(call: Call) -> dict[str, Any]:
    """GET /models: the app's own, or in Clarifai's app the public ones; filtered and sorted."""
    page = call.page()
    with call.transaction() as db:
        found = _everything(call, db)
    found = list_filters.chosen_models(found, call.query)
    return {'models': found[page.start:page.start + page.size]}


def of_user(call: Call) -> Any:
    """GET /users/{user_id}/models: those of all apps of a user; filtered and sorted."""
    page = call.page()
    with call.transaction() as db:
        found = [model for inside in calls_of_apps(call, db) for model in _everything(inside, db)]
    found = list_filters.chosen_models(found, call.query)
    return {'models': found[page.start:page.start + page.size]}


def search(call: Call) -> dict[str, Any]:
    """POST /models/searches: by name or id with ``*``, and by type."""
    query = fields.mapping(call.body, 'model_query')
    matches, type_id = name_matcher(fields.text(query, 'name')), fields.text(query, 'model_type_id')
    page = call.page_of_body()
    with call.transaction() as db:
        found = [model for model in _own(call, db)
                 if matches(model['name']) or matches(model['id'])]
    for model in call.public_models():
        names = model.ids + model.names + model.also + (model.title,)
        if any(matches(name) for name in names):
            found.append(call.shapes.public_model(model))
    found = [model for model in found if model_types.is_of(model, type_id)]
    return {'models': found[page.start:page.start + page.size]}


def patch(call: Call) -> dict[str, Any]:
    """PATCH /models: what belongs to a model and not to a version; all are changed, or none."""
    action = patch_action(call.body)
    answer = []
    with call.transaction() as db:
        for item in fields.batch(call.body, 'models'):
            if item.get('output_info') or item.get('model_version'):
                raise errors.ModelInvalid('Concepts and options belong to the versions of a model; '
                                          'send them to POST /models/{model_id}/versions.')
            model = models.get(db, call.app_id, fields.identifier(item) or '')
            name = fields.text(item, 'name') if action != patching.REMOVE else None
            about = merged_members(model['about'], given_members(item, MODEL_FIELDS), action)
            model = models.describe(db, model, name or model['name'], about)
            answer.append(packed(call, db, model))
    return {'models': answer}


def train(call: Call) -> dict[str, Any]:
    """POST /models/{model_id}/versions: a version with its concepts, queued for training.

    A request that names no concepts takes those of the latest version.
    """
    items = fields.objects(call.body, 'model_versions')
    if len(items) > 1:
        raise errors.ModelInvalid("'model_versions' has %d items; the answer has room for one."
                                  % len(items))
    item = items[0] if items else {}
    with call.transaction() as db:
        model = models.get(db, call.app_id, call.params['model_id'])
        if operators.is_operator(model):
            version = operators.add_version(call, db, model, item)
            return {'model': packed(call, db, model, version['id'], verbose=True)}
    type_id = model['about'].get('model_type_id', CUSTOM_TYPE)
    params = _train_params(item, type_id)
    info = fields.mapping(item, 'output_info')
    named = [(concept['id'], concept['name']) for concept in
             unpacking.concepts(fields.mapping(info, 'data'))]
    about = dict(given_members(item, VERSION_FIELDS), params=_params(info), train_params=params,
                 output_config=_options(info), output_info=_other_info(info))
    if call.body.get('description'):
        about.setdefault('description', fields.text(call.body, 'description'))
    with call.transaction() as db:
        model = models.get(db, call.app_id, call.params['model_id'])
        _refuse_unknown_dataset(call, db, params)
        learned = named or [(concept_id, None) for concept_id in model['concept_ids']]
        _check_learned(learned, type_id)
        concepts.ensure(db, call.app_id, learned)
        config = dict(_output_config(info), closed_environment=CLOSED[params['enrich_dataset']])
        model = models.patch(db, model, None, learned, config, patching.OVERWRITE)
        version = versions.add_queued(db, model, about)
        answer = packed(call, db, model, version['id'], verbose=True)
    call.services.jobs.train(version['seq'])
    return {'model': answer}


def _check_learned(learned: list[tuple[str, str | None]], type_id: str) -> None:
    """Refuse a training without concepts, and one with concepts of a model that learns none."""
    if type_id == model_types.TEXT_EMBEDDER and learned:
        raise errors.ModelInvalid('Models of the type %s learn from texts, whatever is said '
                                  'about them; leave out the concepts.' % type_id)
    if type_id != model_types.TEXT_EMBEDDER and not learned:
        raise errors.ModelInvalid(
            'A version needs concepts: model_versions[].output_info.data.concepts.')


def _train_params(item: dict[str, Any], type_id: str) -> dict[str, Any]:
    """Return ``train_info.params``, checked."""
    params = dict(fields.mapping(fields.mapping(item, 'train_info'), 'params'))
    others = model_types.training_params(type_id, fields.text(params, 'template'))
    _known(params, DATASET_PARAMS + others, 'train_info.params')
    dataset_id, version_id = (fields.text(params, name) for name in DATASET_PARAMS)
    if version_id and not dataset_id:
        raise errors.ModelInvalid('train_info.params.dataset_version_id needs the dataset_id.')
    word = fields.text(params, 'enrich_dataset') or ENRICH[False]
    if word not in CLOSED:
        raise errors.ModelInvalid("train_info.params.enrich_dataset is %r; it must be one of %s."
                                  % (word, ', '.join(sorted(CLOSED))))
    return dict(params, enrich_dataset=word)


def _refuse_unknown_dataset(call: Call, db: sqlite3.Connection, params: dict[str, Any]) -> None:
    """Check the dataset, and the version of it, that a training names.

    Raises:
        errors.DatasetNotFound: there is no such one in the app.
    """
    if params.get('dataset_id'):
        dataset = datasets.get(db, call.app_id, params['dataset_id'])
        if params.get('dataset_version_id'):
            dataset_versions.get(db, dataset, params['dataset_version_id'])


def _params(info: dict[str, Any]) -> dict[str, Any]:
    """Return ``params``, checked: what predictions follow that set none of their own."""
    params = _known(fields.mapping(info, 'params'), OUTPUT_PARAMS, 'output_info.params')
    output_config({'output_config': dict(params, select_concepts=selected(params))})
    return params


def _known(params: dict[str, Any], names: tuple[str, ...], place: str) -> dict[str, Any]:
    for name in params:
        if name not in names:
            raise errors.ModelInvalid('%s has no %r; it has %s.' % (
                place, name[:fields.MAX_ID_LENGTH], ', '.join(names)))
    return params


def _output_config(info: dict[str, Any]) -> dict[str, Any]:
    """Return the part of ``output_config`` that says how a version learns."""
    config = fields.mapping(info, 'output_config')
    chosen = {'concepts_mutually_exclusive': fields.flag(config, 'concepts_mutually_exclusive',
                                                         False)}
    if config.get('hyper_params') is not None:
        chosen['hyper_params'] = fields.mapping(config, 'hyper_params')
    return chosen


def _options(info: dict[str, Any]) -> dict[str, Any]:
    """Return the rest of ``output_config``, checked: what predictions follow."""
    config = fields.mapping(info, 'output_config')
    output_config(info)
    return {name: value for name, value in config.items()
            if name not in LEARNED and value is not None}


def _other_info(info: dict[str, Any]) -> dict[str, Any]:
    """Return the members of an ``output_info`` that are kept and not looked at."""
    return {name: value for name, value in info.items()
            if name not in ('data', 'output_config', 'params', 'message')
            and value is not None}


def patch_versions(call: Call) -> dict[str, Any]:
    """PATCH /models/{model_id}/versions: what does not change what a version has learned."""
    action = patch_action(call.body)
    answer = []
    with call.transaction() as db:
        model = models.get(db, call.app_id, call.params['model_id'])
        for item in fields.batch(call.body, 'model_versions'):
            version = versions.get(db, model, fields.identifier(item) or '')
            about = _patched_version(version, item, action)
            versions.describe(db, version, about)
            answer.append(shown(call, db, versions.get(db, model, version['id'])))
    return {'model_versions': answer}


def _patched_version(version: dict[str, Any], item: dict[str, Any], action: str) -> dict[str, Any]:
    """Return what is kept with a version, changed by an item of a PATCH."""
    info = fields.mapping(item, 'output_info')
    config = fields.mapping(info, 'output_config')
    if info.get('data') or any(
            config.get(name) not in (None, version['output_config'].get(name))
            for name in LEARNED):
        raise errors.ModelInvalid('What a version learned, and how, cannot be changed: its '
                                  'concepts, %s. Train another one.' % ' and '.join(LEARNED))
    about = merged_members(version['about'], given_members(item, VERSION_FIELDS), action)
    for name, news in (('params', _params(info)), ('output_config', _options(info)),
                       ('output_info', _other_info(info))):
        if news:
            about[name] = patching.patched_metadata(about.get(name, {}), news, action)
    return about


def concepts_of(call: Call) -> dict[str, Any]:
    """GET /models/{model_id}[/versions/{version_id}]/concepts, by page, filtered by ``search``."""
    page = call.page()
    version_id = call.params.get('version_id') or call.query.get('version_id')
    found = call.public_model(call.params['model_id'])
    if found:
        names = call.services.recognisers.vocabulary(found)
        words = [call.shapes.public_concept(*item) for item in names.items()]
    else:
        with call.transaction() as db:
            model = models.get(db, call.app_id, call.params['model_id'])
            version = (versions.get(db, model, version_id) if version_id
                       else versions.latest(db, model))
            ids = version['concept_ids'] if version else []
            words = [call.shapes.concept(word) for word in in_order(db, call.app_id, ids)]
    wanted = call.query.get('search', '').strip('*').casefold()
    words = [word for word in words if wanted in word['name'].casefold()]
    return {'concepts': words[page.start:page.start + page.size]}
