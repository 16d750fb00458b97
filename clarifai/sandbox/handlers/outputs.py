"""``/models/{model_id}/outputs``: what a model says about pictures and videos."""
from __future__ import annotations

import functools
import itertools
import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from clarifai.sandbox import clock, errors, fields
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers import models as model_handlers
from clarifai.sandbox.handlers import operators, runners, unpacking
from clarifai.sandbox.handlers.request import batch
from clarifai.sandbox.media import analysis, frames, source
from clarifai.sandbox.models import learners, public_models
from clarifai.sandbox.models import outputs as model_outputs
from clarifai.sandbox.models.subjects import Subject
from clarifai.sandbox.store import concepts, inputs, models, versions

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Answer, Call
    from clarifai.sandbox.models.outputs import OutputConfig, View
    from clarifai.sandbox.models.public_models import PublicModel
    from clarifai.sandbox.store.runners import Work

# The real service answers with this in place of the picture that was sent: base64 of "true".
SENT_BYTES = 'dHJ1ZQ=='
MOST_CONCEPTS = 200
SHORTEST_SAMPLE_MS, SAMPLE_MS, LONGEST_SAMPLE_MS = 100, 1000, 60000
PLATFORM_SAMPLE_MS = 500
RUNNER_PATIENCE = 300.0  # seconds


def predict(call: Call) -> Answer:
    """POST .../outputs, of the latest trained version or of the one in the path."""
    model = fields.mapping(call.body, 'model')
    version = fields.mapping(model, 'model_version')
    # On the platform they belong to the version; the place of 2.x is still good.
    infos = [fields.mapping(holder, 'output_info') for holder in (version, model)]
    config = output_config(infos[0] or infos[1], call.is_platform)
    params = dict(fields.mapping(infos[1], 'params'), **fields.mapping(infos[0], 'params'))
    items = call.sent_inputs()
    version_id = call.params.get('version_id') or fields.identifier(version)
    work = runners.work_of(call, call.params['model_id'], version_id) if call.is_platform else None
    if work:
        return _predicted_by_runner(call, work, items)
    with call.transaction() as db:
        view = view_of(call, db, call.params['model_id'], version_id, config, params)
    missing = unknown_concepts(config, [view])
    outputs = predicted(call, items, [view.model], lambda subject: [view.look(subject)], config)
    answer = [output for _, [output] in outputs]
    packed = batch('outputs', answer, [went_well(output) for output in answer], missing=missing)
    if call.is_platform and answer and all(is_download_failed(output) for output in answer):
        packed.status = answer[0]['status']  # the platform says it at once
    return packed


def _predicted_by_runner(call: Call, work: Work, items: list[dict[str, Any]]) -> Answer:
    """Wait for a runner, and answer with what it says."""
    request = {'user_app_id': {'user_id': work.user_id, 'app_id': work.app_id},
               'model_id': work.model_id, 'model': fields.mapping(call.body, 'model'),
               'inputs': [_with_stored_data(call, item) for item in items]}
    if work.version_id:
        request['version_id'] = work.version_id
    call.connection.end_turn()
    said = call.services.runner_items.predict(work, request, RUNNER_PATIENCE,
                                              call.connection.is_gone)
    if said is None:
        raise errors.ModelDeploying(f'No runner has answered for model {work.model_id!r}; is one '
                                    'running? Ask again.')
    model = call.shapes.predicting_model(
        call.shapes.recognised_model(work.model_id, work.version_id))
    silence = {'status': {'code': codes.MODEL_PREDICTION_FAILED,
                          'details': 'The runner gave no output for this input.'}}
    outputs = [runners.new_output(output, model, _echo(item, call.is_platform)) for output, item
               in zip(itertools.chain(said['outputs'], itertools.repeat(silence)), items)]
    answer = batch('outputs', outputs, [went_well(output) for output in outputs])
    if said['status']:
        answer.status = runners.new_status(said['status'], answer.status['code'])
    return answer


def _with_stored_data(call: Call, item: dict[str, Any]) -> dict[str, Any]:
    """Return an input with its data, also where only its id was sent."""
    input_id = fields.identifier(item)
    if not input_id or fields.mapping(item, 'data'):
        return item
    with call.transaction() as db:
        return call.shapes.input_(inputs.get(db, call.app_id, input_id))


def unknown_concepts(config: OutputConfig, views: list[View]) -> Any:
    """Return what is to be said of selected concepts that none of some models knows, or None.

    Raises:
        errors.ModelInvalid: they know none of those that are selected.
    """
    if not config.select or any(view.known is None for view in views):
        return None
    known = dict(item for view in views for item in view.known.items())
    unknown = config.unknown(known) if known else []
    if not unknown:
        return None
    details = 'select_concepts: no concept of the model has the id or the name %s.' % ', '.join(
        repr(name) for name in unknown)
    if len(unknown) == len(config.select):
        raise errors.ModelInvalid(details + ' Its output_info lists those that it has; case '
                                  'matters.')
    return details


def went_well(output: dict[str, Any]) -> bool:
    """Return whether an output was computed."""
    return output['status']['code'] == codes.SUCCESS


def is_download_failed(output: Any) -> Any:
    """Return whether nothing was there for an output to look at."""
    return output['status']['code'] == codes.INPUT_FAILED


def output_config(holder: Mapping[str, Any], platform: bool = False) -> OutputConfig:
    """Return the `OutputConfig` in ``holder['output_config']``, checked.

    Args:
        holder: where it is.
        platform: whether in the dialect of today's platform.
    """
    config = fields.mapping(holder, 'output_config')
    fields.text(config, 'language')  # names have no translations here
    return model_outputs.OutputConfig(
        max_concepts=fields.whole(config, 'max_concepts', 0, low=0, high=MOST_CONCEPTS),
        min_value=fields.number(config, 'min_value', 0.0, low=0, high=1),
        select=selected(config),
        sample_ms=_sample_ms(config, PLATFORM_SAMPLE_MS if platform else SAMPLE_MS))


def selected(holder: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the ``select_concepts`` as objects with ``id`` and ``name``; a text is either."""
    found = holder.get('select_concepts')
    if isinstance(found, list):
        holder = {'select_concepts': [{'id': item, 'name': item} if isinstance(item, str) else item
                                      for item in found]}
    return [{'id': fields.text(item, 'id'), 'name': fields.text(item, 'name')}
            for item in fields.objects(holder, 'select_concepts')]


def _sample_ms(config: dict[str, Any], default: Any) -> int:
    if not config.get('sample_ms'):
        return default
    return fields.whole(config, 'sample_ms', low=SHORTEST_SAMPLE_MS, high=LONGEST_SAMPLE_MS)


def view_of(call: Call, db: sqlite3.Connection, model_id: str, version_id: str | None,
            config: OutputConfig, params: dict[str, Any] | None = None) -> View:
    """Return the `View` of a model.

    Args:
        call: whose app the model is in, if it is not public.
        db: in a transaction.
        model_id: the model.
        version_id: the version, or None for the latest that is trained.
        config: how much to say.
        params: what the request tells a recogniser.

    Raises:
        errors.ModelNotFound, errors.ModelNotTrained: there is none that could predict.
    """
    return with_canned(call, db, model_id, version_id, config, params, lambda: _view_of(
        call, db, model_id, version_id, config, params))


def with_canned(call: Call, db: sqlite3.Connection, model_id: str, version_id: str | None,
                config: OutputConfig, params: dict[str, Any] | None,
                make: Callable[[], View]) -> View:
    """Return the `View` of a model that says first what a test has ordered.

    Args:
        call, db, model_id, version_id, config, params: as of `view_of`.
        make: gives the view without that.
    """
    canned = call.services.canned.find(call.scope.user_id, call.scope.name, model_id)
    if not canned:
        return make()
    try:
        view = make()
    except (errors.ModelNotFound, errors.ModelNotTrained):
        view = model_outputs.View(call.shapes.recognised_model(model_id, version_id), None)
    itself = view.look
    own = _concepts_by_name(call, db) if public_models.find(model_id) is None else {}
    return view._replace(known=None, look=lambda subject: call.services.canned.look(
        canned, subject, config, params, own, itself))


def _concepts_by_name(call: Call, db: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """Return the app's concepts as predictions name them, for a function that knows their names."""
    return {item['name']: call.shapes.predicted_concept(item)
            for item in concepts.list_all(db, call.app_id)}


def _view_of(call: Call, db: sqlite3.Connection, model_id: str, version_id: str | None,
             config: OutputConfig, params: dict[str, Any] | None) -> View:
    found = None if call.recogniser(model_id) else call.public_model(model_id, db)
    if found:
        return public_view(call, found, version_id, config, params)
    return view_in_app(call, db, model_id, version_id, config, params)


def _without_function(call: Call, model_id: Any) -> Any:
    """Return the error of a model that is not here, with what could be done about it."""
    details = f'There is no model with id {model_id!r}.'
    if call.user_id:
        details += ' ' + function_advice(call.user_id, call.scope.name, model_id)
    return errors.ModelNotFound(details)


def function_advice(user_id: str, app_id: str | None, model_id: str) -> str:
    """Say how to let a function answer for a model that is not here."""
    return ('A function of your own can answer for it: clarifai sandbox --recogniser '
            f'{user_id}/{app_id}/{model_id}=module:function')


def public_view(call: Call, found: PublicModel, version_id: str | None, config: OutputConfig,
                params: Any = None) -> View:
    """Return the `View` of a public model (public_models.PublicModel).

    Raises:
        errors.ModelNotFound: nothing here answers as it did, and no function does.
    """
    recogniser = call.services.recognisers.get(found)
    if found.kind == public_models.NOTHING and not recogniser:
        raise errors.ModelNotFound(
            'Nothing in the sandbox answers as %s did. A function of your own can: clarifai '
            'sandbox --recogniser %s=module:function' % (found.platform_id, found.platform_id))
    look = functools.partial(model_outputs.public_data, found, config=config,
                             recogniser=recogniser, params=params,
                             recognizer=call.services.recognition.recognizer,
                             embedding=call.services.vision.embedding)
    margin = model_outputs.CROP_MARGIN if found.kind == public_models.CROP else 1.0
    return model_outputs.View(call.shapes.public_model(found, version_id=version_id), look,
                              None if recogniser else found.concepts(), margin)


def view_in_app(call: Call, db: sqlite3.Connection, model_id: str, version_id: str | None,
                config: OutputConfig, params: dict[str, Any] | None = None) -> View:
    """Return the `View` of a model of the app, or what a function says for it; see `view_of`."""
    recogniser = call.recogniser(model_id)
    if recogniser:
        shown = call.shapes.recognised_model(model_id, version_id)
        return model_outputs.View(shown, functools.partial(
            model_outputs.recognised_data, recogniser, config=config, params=params,
            own=_concepts_by_name(call, db)))
    if models.find(db, call.app_id, model_id) is None:
        raise _without_function(call, model_id)
    return _own_view(call, db, model_id, version_id, config)


def _own_view(call: Call, db: sqlite3.Connection, model_id: str, version_id: str | None,
              config: OutputConfig) -> View:
    model = models.get(db, call.app_id, model_id)
    call.refuse_key(f'predict with model {model_id!r}')
    version = _trained(db, model, version_id)
    if operators.is_operator(model):
        shown = model_handlers.packed(call, db, model, version['id'])
        return operators.view(call, db, version, model, shown)
    about = version['about']
    for defaults in (about.get('params', {}), about.get('output_config', {})):
        config = config.with_defaults(dict(defaults, select_concepts=selected(defaults)))
    learned, learner = call.services.classifiers.get(db, version['seq'])
    shown = model_handlers.packed(call, db, model, version['id'])
    if learner == learners.TEXT_EMBEDDER.name:
        return model_outputs.View(shown, functools.partial(
            model_outputs.custom_text_embedding, learned))
    known = {item['id']: call.shapes.predicted_concept(item) for item in
             model_handlers.in_order(db, call.app_id, learned.concept_ids)}
    if learner == learners.TEXT_CLASSIFIER.name:
        look = functools.partial(model_outputs.custom_text_data, learned, known, config=config)
    else:
        look = functools.partial(model_outputs.custom_data, learned,
                                 call.services.embeddings[learner], known, config=config)
    return model_outputs.View(shown, look, {concept_id: item['name']
                                            for concept_id, item in known.items()})


def _trained(db: sqlite3.Connection, model: dict[str, Any],
             version_id: str | None) -> dict[str, Any]:
    version = versions.get(db, model, version_id) if version_id else (
        versions.latest_trained(db, model) or versions.latest(db, model))
    if version is None or version['status_code'] != codes.MODEL_TRAINED:
        code = version['status_code'] if version else codes.MODEL_UNTRAINED
        raise errors.ModelNotTrained(
            code, 'Model %r cannot predict: its version is not trained. Train it with POST '
            '/models/{model_id}/versions and wait for status 21100.' % model['id'])
    return version


def predicted(call: Call, items: list[dict[str, Any]], shown: list[dict[str, Any]],
              describe: Callable[..., Any],
              config: OutputConfig) -> list[tuple[dict[str, Any], list[Any]]]:
    """Look at each input with one or several models.

    Args:
        call: the request.
        items: its inputs.
        shown: the models, as outputs show them.
        describe: `Subject` -> list of ``data``, one of each of these models.
        config: for the frames of videos.

    Returns:
        for each input, its echo and an output of each model.
    """
    def look(item: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        echo = _echo(item, call.is_platform)
        try:
            seen = _described(call, item, describe, config.sample_ms)
        except (errors.RequestError, errors.MediaUnavailable) as error:
            status = call.status_of(error)
            return echo, [_output(call, echo, model, status, {}) for model in shown]
        return echo, [_output(call, echo, model, codes.status(codes.SUCCESS), _part(seen, number))
                      for number, model in enumerate(shown)]
    return call.services.prediction_pool.map(call.app_id, look, items)


def _part(seen: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """Return what one of several models said: of a picture, or of each frame of a video."""
    if isinstance(seen, list):
        return seen[number]
    return {'frames': [dict(frame, data=frame['data'][number]) for frame in seen['frames']]}


def _output(call: Call, echo: dict[str, Any], model: dict[str, Any], status: dict[str, Any],
            data: dict[str, Any]) -> dict[str, Any]:
    return {'id': clock.new_id(), 'status': status, 'created_at': clock.now(),
            'model': call.shapes.predicting_model(model), 'input': echo,
            'data': call.shapes.output_data(data)}


def _described(call: Call, item: dict[str, Any], describe: Any, sample_ms: Any) -> Any:
    """Return what `describe` says of an input, or of each frame of one that is a video."""
    data, input_id = fields.mapping(item, 'data'), fields.identifier(item)
    if input_id and not any(data.get(kind) for kind in analysis.KINDS):
        media, text = _stored(call, input_id)
    else:
        media, text = _sent(call, data)
    if media is None:
        return describe(Subject(text=text))
    return frames.output_data(*media, describe=lambda picture: describe(Subject(picture, text)),
                              sample_ms=sample_ms)


def _sent(call: Call, data: Any) -> Any:
    """Return ((kind, bytes) or None, text or None) of what is in an input's ``data``."""
    holder = fields.mapping(data, analysis.TEXT)
    text, address = fields.text(holder, 'raw'), fields.text(holder, 'url')
    if text is None and address:
        text, _ = analysis.read_text(call.services.media.read(address))
    if text is not None and not any(data.get(kind) for kind in frames.KINDS):
        return None, text
    kind, url, encoded, _ = unpacking.media(data)
    return (kind, source.decode_base64(encoded) if encoded
            else call.services.media.read(url)), text


def _stored(call: Call, input_id: Any) -> Any:
    """Return the same of an input of the app."""
    with call.transaction() as db:
        record = inputs.get(db, call.app_id, input_id)
        data = inputs.hosted(db, record['token']) if record['token'] else None
    if record['kind'] == analysis.TEXT:
        return None, record['text']
    if record['kind'] not in frames.KINDS:
        raise errors.InputInvalid('Input %r is %s; models look at pictures and videos, and read '
                                  'texts.' % (input_id, record['kind']))
    media = data if data is not None else call.services.media.read(record['url'])
    return (record['kind'], media), record['text']


def _echo(item: dict[str, Any], platform: Any) -> dict[str, Any]:
    data = {}
    for kind in analysis.KINDS:
        sent = fields.mapping(fields.mapping(item, 'data'), kind)
        if sent:
            data[kind] = {name: sent[name] for name in ('url', 'raw') if sent.get(name)}
            if sent.get('base64') or (platform and sent.get('url')):
                data[kind]['base64'] = SENT_BYTES
    return {'id': fields.identifier(item) or clock.new_id(), 'data': data}
