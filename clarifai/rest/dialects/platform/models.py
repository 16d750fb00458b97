"""Models and predictions on today's platform."""
from __future__ import absolute_import

from clarifai.answers import objects_in
from clarifai import deprecation
from clarifai.errors import ApiError, UserError
from clarifai.forking import importing
from clarifai.rest import catalogue
from clarifai.rest.dialects.platform.answers import restore_model, restore_outputs
from clarifai.rest.dialects.platform.inputs import without_faces
from clarifai.status_codes import is_refused, status_meant

# The platform's type of a model for that of 2.x (recorded answers; that of colour models is not
# known).
MODEL_TYPE_IDS = {
    'concept': ('visual-classifier', 'embedding-classifier'),
    'embed': ('visual-embedder',),
    'cluster': ('clusterer',),
    'detect': ('visual-detector',),
    'detection': ('visual-detector',),
    'detect-concept': ('visual-detector',),
    'facedetect': ('visual-detector',),
}


def get_model(call):
    """Get a model, also with its output_info."""
    asked, output_info = call.ids['model_id'], call.operation != 'get_model'

    def send(place, **ids):
        if output_info:
            return call.send(place, 'get_model_output_info', **ids)
        if asked not in call.replaced_models:  # a successor has other versions
            ids.update(call.params)
        return call.send(place, 'get_model', **ids)

    return _restored(_at_model_or_successor(call, asked, send), asked)


def get_models(call):
    """List the models of the user's app, which has no public ones any more."""
    return _all_restored(call.pass_on('list_models'))


def get_public_models(call):
    """List the models of Clarifai's app."""
    return _all_restored(call.send(call.places.public(), 'list_models', **call.params))


def search_models(call):
    """Search models in the user's app, then in Clarifai's."""
    query = dict(call.params['model_query'])
    kind = query.pop('type', None)
    type_ids = MODEL_TYPE_IDS.get(kind, ())
    if len(type_ids) == 1:
        query['model_type_id'] = type_ids[0]
    answers = [call.send(place, 'post_models_searches', model_query=query)
               for place in _places_to_search(call)]
    models = [restore_model(model) for answer in answers
              for model in objects_in(answer.get('models'))]
    if kind is not None:
        models = [model for model in models if _is_of_type(model, kind)]
    return dict(answers[0], models=models)


def _places_to_search(call):
    places = []
    try:
        places.append(call.places.own())
    except UserError:
        if not call.places.has_public():
            raise
    if call.places.has_public():
        places.append(call.places.public())
    return places


def _is_of_type(model, kind):
    known = model['output_info'].get('type')
    if known is None:
        return catalogue.find(model.get('id') or '', kind) is not None
    return catalogue.is_of_type(known, kind)


def predict_model(call):
    """Predict with a model."""
    asked = call.ids['model_id']
    public = catalogue.find(asked)
    if public is not None and public.key == catalogue.DEMOGRAPHICS:
        with importing:
            from clarifai.rest.dialects.platform import demographics
        return demographics.predict(call, _id_of(asked))
    if public is not None and public.status == catalogue.RETIRED:
        raise UserError('nothing was sent: ' + catalogue.retirement_notice(asked))
    body = _prediction_body(call.params)
    answer = _at_model_or_successor(call, asked, lambda place, **ids: call.send(
        place, 'post_model_outputs', **dict(body, **ids)))
    return dict(answer, outputs=restore_outputs(answer.get('outputs'), asked))


def _at_model_or_successor(call, asked, send):
    """Send to a model; when it is a public one that is refused and has a successor, to that one.

    Args:
        call (Call): the operation.
        asked (str): the model's id, as the caller gave it.
        send (callable): takes the Place and, by name, the ids of model and version.
    """
    successor = call.replaced_models.get(asked)
    if successor is None:
        place, model_id, version_id = call.places.of_model(asked)
        version_id = call.ids.get('version_id') or version_id
        ids = dict(model_id=model_id, **({'version_id': version_id} if version_id else {}))
        try:
            return send(place, **ids)
        except ApiError as error:
            successor = _successor(model_id) if is_refused(error) else None
            if successor is None or status_meant(error) == 401:
                raise
        call.replaced_models[asked] = successor
        deprecation.warn('the public model %s is refused by the server: going on with its '
                         'successor, %s' % (asked, successor), UserWarning)
    return send(call.places.public(), model_id=successor)


def _successor(model_id):
    public = catalogue.find_by_id(model_id)
    return public.successor_id if public is not None else None


def _prediction_body(params):
    """A prediction's body with its options where today's platform wants them."""
    if any('regions' in item['data'] for item in params['inputs']):
        params = dict(params, inputs=without_faces(params['inputs']))
    info = (params.get('model') or {}).get('output_info')
    if not info:
        return params
    # Where the SDK has them; the other place works as well (official tests).
    return dict(params, model={
        'model_version': {'output_info': without_closed_environment(info)}})


def without_closed_environment(holder):
    """Output options without `closed_environment`, which only training has today."""
    config = dict(holder.get('output_config') or {})
    config.pop('closed_environment', None)
    return dict(holder, output_config=config)


def run_model_evaluation(call):
    """The newest evaluation of a version, or a new one."""
    place, model_id, _ = call.places.of_model(call.ids['model_id'])
    version_id = call.ids['version_id']
    answer = call.send(place, 'list_model_version_evaluations', model_id=model_id,
                       model_version_id=version_id)
    if not answer.get('eval_metrics'):
        answer = call.send(place, 'post_evaluations', eval_metrics=[
            {'model': {'id': model_id, 'model_version': {'id': version_id}}}])
    metrics = (answer.get('eval_metrics') or [{}])[0]
    version = dict((metrics.get('model') or {}).get('model_version') or {}, id=version_id,
                   metrics=metrics)
    return dict(answer, model_version=version)


def _restored(answer, asked):
    if not answer.get('model'):
        return answer
    return dict(answer, model=_with_settings(restore_model(answer['model'], _id_of(asked))))


def _all_restored(answer):
    return dict(answer, models=[_with_settings(restore_model(model))
                                for model in objects_in(answer.get('models'))])


def _with_settings(model):
    with importing:
        from clarifai.rest.dialects.platform.training import with_settings  # of no prediction
    return with_settings(model)


def _id_of(asked):
    """The id to show for the one asked: a public model's name of 2.x stands for its id."""
    public = catalogue.find(asked)
    if public is not None and asked in public.names:
        return public.ids[-1]
    return asked


def get_model_concepts(call):
    """List the concepts of a model."""
    place, model_id, version_id = call.places.of_model(call.ids['model_id'])
    params = dict({'version_id': version_id} if version_id else {}, **call.params)
    return call.send(place, 'list_model_concepts', model_id=model_id, **params)


def patch_models(call):
    """Change what belongs to models and not to their versions."""
    return _all_restored(call.own('patch_models', **call.params))


def patch_model_versions(call):
    """Change versions of a model, which is the user's own."""
    return call.own('patch_model_versions', **dict(call.params, **call.ids))


HANDLERS = {
    'list_models': get_models, 'list_public_models': get_public_models,
    'get_model_concepts': get_model_concepts, 'patch_models': patch_models,
    'patch_model_versions': patch_model_versions,
    'get_model': get_model, 'get_model_output_info': get_model,
    'get_model_version_output_info': get_model, 'get_models': get_models,
    'get_public_models': get_public_models, 'search_models': search_models,
    'predict_model': predict_model, 'predict_model_version': predict_model,
    'run_model_evaluation': run_model_evaluation,
}
