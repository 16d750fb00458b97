"""Creating, changing and training models on today's platform.

Concepts and options belong to a version today and are stated when it is trained.  Until then they
are kept in the model's own metadata, so that another process can train it.
"""
from __future__ import absolute_import

import json

from clarifai.answers import object_in, objects_in
from clarifai.paging import BATCH, pages
from clarifai.rest.dialects.platform.answers import ENRICH_DATASET, restore_model

# As one JSON text: merging a structure might append to its lists.
METADATA_KEY = 'clarifai_rest_training'
NEW_MODEL_TYPE_ID = 'embedding-classifier'
FLAGS = ('concepts_mutually_exclusive', 'closed_environment')


def create_model(call):
    """Create a model; what the training is to know is kept with the model."""
    model = call.params['model']
    settings = _changed({}, model.get('output_info') or {}, 'overwrite')
    item = {'id': model['id'], 'model_type_id': NEW_MODEL_TYPE_ID,
            'metadata': {METADATA_KEY: json.dumps(settings, sort_keys=True)}}
    if model.get('name') != model['id']:
        item['name'] = model['name']
    answer = call.own('post_models', models=[item])
    if not answer.get('model') and answer.get('models'):
        answer = dict(answer, model=answer['models'][0])
    if answer.get('model'):
        restored = restore_model(dict(answer['model'], metadata=item['metadata']))
        answer = dict(answer, model=with_settings(restored))
    return answer


def patch_model(call):
    """Change models: the name at once, everything else for the next training."""
    action, models = call.params['action'], []
    for model in call.params['models']:
        item = {'id': model['id']}
        if model.get('name') is not None:
            item['name'] = model['name']
        if model.get('output_info'):
            settings = _changed(_settings(call, model['id']), model['output_info'], action)
            item['metadata'] = {METADATA_KEY: json.dumps(settings, sort_keys=True)}
        models.append(item)
    answer = call.own('patch_models', models=models, action='merge')
    metadata = dict((item['id'], item.get('metadata')) for item in models)
    return dict(answer, models=[
        with_settings(restore_model(dict(one, metadata=dict(
            one.get('metadata') or {}, **(metadata.get(one.get('id')) or {})))))
        for one in objects_in(answer.get('models'))])


def create_model_version(call):
    """Train a model with the concepts and options kept for it."""
    model_id = call.ids['model_id']
    settings = _settings(call, model_id)
    concepts = settings.get('concepts') or _app_concepts(call)
    info = {'data': {'concepts': [{'id': concept} for concept in concepts]}}
    config = {}
    if settings.get('hyper_params'):
        config['hyper_params'] = settings['hyper_params']
    # Deprecated, but a parameter of this type of model (Clarifai's notebook transfer_learn, 2024).
    if settings.get('concepts_mutually_exclusive'):
        config['concepts_mutually_exclusive'] = True
    if config:
        info['output_config'] = config
    enrich = ENRICH_DATASET[bool(settings.get('closed_environment'))]
    answer = call.own('post_model_versions', model_id=model_id, model_versions=[{
        'output_info': info, 'train_info': {'params': {'enrich_dataset': enrich}}}])
    if answer.get('model'):
        answer = dict(answer, model=with_settings(restore_model(answer['model'])))
    return answer


def with_settings(model):
    """A restored model that shows what is kept for its next training, where 2.x looks for it."""
    settings = _kept(model)
    if settings is None:
        return model
    info = dict(model['output_info'])
    if settings.get('concepts'):
        info['data'] = dict(info.get('data') or {}, concepts=_concepts(info, settings['concepts']))
    config = dict(info.get('output_config') or {})
    config.update((name, settings[name]) for name in FLAGS + ('hyper_params',) if name in settings)
    info['output_config'] = config
    return dict(model, output_info=info)


def _kept(model):
    """What the metadata of a model keeps for its training; None when it is none of ours."""
    text = object_in(model.get('metadata')).get(METADATA_KEY)
    try:
        settings = json.loads(text)
    except (TypeError, ValueError):
        return None
    return settings if isinstance(settings, dict) else None


def _settings(call, model_id):
    """What the next training of a model uses: what is kept, else what its version has."""
    model = call.own('get_model', model_id=model_id).get('model') or {}
    settings = _kept(model)
    if settings is not None:
        return settings
    info = restore_model(model)['output_info']
    trained = (model.get('model_version') or {}).get('id')
    if trained and not (info.get('data') or {}).get('concepts'):
        # A version may be shown without its concepts, which are not to be lost.
        answer = call.own('get_model_output_info', model_id=model_id)
        info = restore_model(answer.get('model') or {})['output_info']
    return _changed({}, info, 'overwrite')


def _changed(settings, info, action):
    """Settings after a change in the words of 2.6.2: `output_info`, merge, remove or overwrite."""
    changed = dict(settings)
    named = [concept['id'] for concept in (info.get('data') or {}).get('concepts') or ()]
    if named:
        there = changed.get('concepts') or []
        if action == 'merge':
            changed['concepts'] = there + [one for one in named if one not in there]
        elif action == 'remove':
            changed['concepts'] = [one for one in there if one not in named]
        else:
            changed['concepts'] = named
    config = info.get('output_config') or {}
    changed.update((name, config[name]) for name in FLAGS if name in config)
    if config.get('hyper_params'):
        changed['hyper_params'] = config['hyper_params']
    return changed


def _concepts(info, ids):
    """Concepts for ids, with all that is known of them."""
    known = dict((concept.get('id'), concept)
                 for concept in (info.get('data') or {}).get('concepts') or ())
    return [known.get(one) or {'id': one, 'name': one} for one in ids]


def _app_concepts(call):
    """The ids of all concepts of the app."""
    concepts = pages(lambda page, per_page: call.own(
        'list_concepts', page=page, per_page=per_page), 'concepts', BATCH)
    return [concept['id'] for concept in concepts if concept.get('id')]


HANDLERS = {
    'create_model': create_model, 'patch_model': patch_model,
    'create_model_version': create_model_version,
}
