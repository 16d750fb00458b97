"""What is known of Clarifai's public models: their ids and names then and now.

The facts, with the document that each comes from, are in `clarifai.rest.public_models_data`.
"""
from __future__ import absolute_import

from collections import namedtuple
import json
import re

GENERAL_MODEL_ID = 'aaa03c23b3724a16a56b629203edc62c'
DEFAULT_TAG_MODEL = 'general-v1.3'

RETIRED = 'retired'                # gone from the platform: nothing is sent
DECOMMISSIONED = 'decommissioned'  # said to be gone: sent all the same, and explained when refused

# ids: all that 2.x knew, the newest last; names: those of 2.x; type: 2.x's; today_id: today's id,
# or None when no document names it; model_type_id: today's type, likewise; status: 'active',
# 'unknown', RETIRED or DECOMMISSIONED.
PublicModel = namedtuple('PublicModel', 'key ids names type today_id model_type_id status')

# What to say of models that are gone: since when, and what to use now.
GONE = {
    'demographics': 'the demographics model was retired on 16 October 2020; use the workflow '
                    'Demographics: app.workflows.get("Demographics").predict_by_url(url)',
    'focus': 'the focus model was removed on 1 February 2020 and has no successor',
    'travel': 'travel-recognition was decommissioned on 31 December 2025; use '
              'app.public_models.general_model',
    'celebrity': 'celebrity-face-detection was decommissioned on 31 December 2025; use '
                 'app.public_models.face_detection_model, which finds faces but names nobody',
}
GONE_BY_ID = '%s was decommissioned on 31 December 2025; use app.public_models.general_model'

# The tutorial of the reference prints the colour model's id a letter short.
MISPRINTS = {'eed0b6733a644cea07cf4c60f87ebb7': 'eeed0b6733a644cea07cf4c60f87ebb7'}

VERSIONED = r'-v\d+(\.\d+)?(-embed)?$'

_loaded = {}


def find(id_or_name, model_type=None):
    """The public model that an id or a name of 2.x, or an id of today, means.

    Args:
        id_or_name (str): an id or a name.
        model_type (str): a type of 2.x; without one a name means the model that gives concepts.

    Returns:
        PublicModel: or None when it means none.
    """
    by_id, by_name = _tables()
    found = by_id.get(MISPRINTS.get(id_or_name, id_or_name))
    if found is not None:
        return found if model_type in (None, found.type) else None
    candidates = by_name.get(id_or_name, ())
    for model in candidates:
        if model.type == model_type or (model_type is None and model is candidates[0]):
            return model
    return None


def find_by_id(model_id):
    """The public model of an id, then or today, or of a name that ends in a version.

    Bare names such as 'logo' may as well be ids in the user's own app; `find` takes those too.
    """
    by_id, by_name = _tables()
    found = by_id.get(MISPRINTS.get(model_id, model_id))
    if found is None and re.search(VERSIONED, model_id or ''):
        return by_name.get(model_id, (None,))[0]
    return found


def decommissioned_ids():
    """Ids of today that were decommissioned on 31 December 2025."""
    _tables()
    return _loaded['decommissioned']


def all_models():
    """Every public model that 2.x knew."""
    _tables()
    return _loaded['models']


def farewell(model_id):
    """What to say of a model that is gone or said to be gone, or None."""
    model = find(model_id)
    if model is not None and model.key in GONE:
        return GONE[model.key]
    return GONE_BY_ID % model_id if model_id in decommissioned_ids() else None


def _tables():
    if not _loaded:
        from clarifai.rest.public_models_data import JSON  # most programs look nothing up
        data = json.loads(JSON)
        models = [PublicModel(item['key'], tuple(item['ids']), tuple(item['names']), item['type'],
                              item['today_id'], item['model_type_id'], item['status'])
                  for item in data['models']]
        by_id, by_name = {}, {}
        for model in models:
            for model_id in model.ids + ((model.today_id,) if model.today_id else ()):
                by_id[model_id] = model
            for name in model.names:
                by_name.setdefault(name, []).append(model)
        _loaded.update(models=models, by_id=by_id, by_name=by_name,
                       decommissioned=frozenset(data['decommissioned']['ids']))
    return _loaded['by_id'], _loaded['by_name']
