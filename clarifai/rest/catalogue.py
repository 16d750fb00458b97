"""What is known of Clarifai's public models: their ids and names then and now.

The facts, with the document that each comes from, are in `clarifai.rest.public_models_data`.
"""
from __future__ import absolute_import

from collections import namedtuple
import json
import re

from clarifai.compat import string_types
from clarifai.forking import importing
from clarifai.rest.general_model import GENERAL_MODEL_ID

RETIRED = 'retired'                # gone from the platform: it is not asked any more
DECOMMISSIONED = 'decommissioned'  # said to be gone: sent all the same, and explained when refused

# ids: all that 2.x knew, the newest last; names: those of 2.x; type: 2.x's; today_id: today's id,
# or None when no document names it; model_type_id: today's type, likewise; status: 'active',
# 'unknown', RETIRED or DECOMMISSIONED; successor_id: today's id of another model, which takes the
# place of this one where this one is refused, or None; successor: what to use in its place, in a
# few words, or None; gone_on: the date since which it is gone, or None.
PublicModel = namedtuple(
    'PublicModel',
    'key ids names type today_id model_type_id status successor_id successor gone_on')

DEMOGRAPHICS = 'demographics'  # a workflow took its place

# What to say of models that are gone: since when, and what to use now.
GONE = {
    DEMOGRAPHICS: 'the demographics model was retired on 16 October 2020; with a PAT '
                  '(CLARIFAI_PAT) its predictions go to the workflow Demographics, which took '
                  'its place',
    'focus': 'the focus model was removed on 1 February 2020 and has no successor',
    'travel': 'travel-recognition was decommissioned on 31 December 2025; use '
              'app.public_models.general_model',
    'celebrity': 'celebrity-face-detection was decommissioned on 31 December 2025; use '
                 'app.public_models.face_detection_model, which finds faces but names nobody',
}
GONE_BY_ID = '%s was decommissioned on 31 December 2025; use %s'
OF_THE_COMMUNITY = 'a language or vision model of the Community'  # what Clarifai's list advises

# The tutorial of the reference prints the colour model's id a letter short.
MISPRINTS = {'eed0b6733a644cea07cf4c60f87ebb7': 'eeed0b6733a644cea07cf4c60f87ebb7'}

# Types of 2.x that are kinds of others, which programs ask for as well.
KINDS_OF = {
    'facedetect': ('detect', 'detection', 'detect-concept'),
    'facedetect-identity': ('detect', 'detection', 'facedetect'),
    'facedetect-demographics': ('detect', 'detection', 'facedetect'),
    'facedetect-embed': ('embed',),
    'detect-concept': ('detect', 'detection'),
    'logo': ('detect', 'detection', 'detect-concept'),
}

PUBLIC_NEEDS_PAT = (
    'set CLARIFAI_PAT (or ClarifaiApp(pat=...)): since June 2025 an API key cannot reach '
    'Clarifai\'s public models')

MODEL_URL = (
    r'^https?://(?:www\.)?clarifai\.com/(?P<user>[^/?#]+)/(?P<app>[^/?#]+)/models/'
    r'(?P<model>[^/?#]+)(?:/versions/(?P<version>[^/?#]+))?/?$')

VERSIONED = r'-v\d+(\.\d+)?(-embed)?$'

_loaded = {}


def find(id_or_name, model_type=None):
    """The public model that an id or a name of 2.x, or an id of today, means.

    Args:
        id_or_name (str): an id or a name.
        model_type (str): a type of 2.x; without one a name means the model that 2.x users meant.

    Returns:
        PublicModel: or None when it means none.
    """
    return _of_type(all_of_name(id_or_name), model_type)


def all_of_name(id_or_name):
    """Every public model that an id or a name, of 2.x or of today, was ever given.

    Returns:
        tuple of PublicModel
    """
    by_id, by_name = _tables()
    found = by_id.get(MISPRINTS.get(id_or_name, id_or_name))
    return tuple(by_name.get(id_or_name, ())) if found is None else (found,)


def find_alike(name, model_type=None):
    """The public model that a name means when case, blanks and the version do not count.

    Any version of a name that 2.x knew stands for the model of now, such as 'general-v1.4'.  An
    app's own model may be called so as well, so ask the server first.

    Args:
        name (str): a name.
        model_type (str): a type of 2.x, as for `find`; names such as 'face-v1.3-embed' have one.

    Returns:
        PublicModel: or None when it means none.
    """
    found = find(name, model_type)
    if found is not None:
        return found
    base, kind = _plain(name)
    return _of_type(_by_plain_name().get(base, ()), model_type or kind)


def is_of_type(known, asked):
    """Whether a model's type of 2.x is the one that is asked for, or a kind of it."""
    return known == asked or asked in KINDS_OF.get(known, ())


def _of_type(models, asked):
    if asked is None:
        return models[0] if models else None
    for model in models:
        if model.type == asked:
            return model
    for model in models:
        if is_of_type(model.type, asked):
            return model
    return None


def _plain(name):
    """A name in small letters, without a version; and the type that its end says, or None."""
    words = re.sub('[^a-z0-9.]+', '-', name.lower()).strip('-')
    parts = re.match(r'(.*?)(?:-v\d+(?:\.\d+)*)?(?:-(embed|concept|cluster))?$', words)
    return parts.group(1), parts.group(2)


def is_id(model_id):
    """Whether something is an id of a public model, then or now, and not a name."""
    return MISPRINTS.get(model_id, model_id) in _tables()[0]


def find_by_id(model_id):
    """The public model of an id, then or today, or of a name that ends in a version.

    Bare names such as 'logo' may as well be ids in the user's own app; `find` takes those too.
    """
    by_id, by_name = _tables()
    found = by_id.get(MISPRINTS.get(model_id, model_id))
    if found is None and re.search(VERSIONED, model_id or ''):
        return by_name.get(model_id, (None,))[0]
    return found


def is_model_url(model_id):
    """Whether an id is the URL of a model's page."""
    return (isinstance(model_id, string_types) and model_id.startswith('http') and
            re.match(MODEL_URL, model_id) is not None)


def decommissioned_ids():
    """Ids of today that were decommissioned on 31 December 2025."""
    _tables()
    return _loaded['decommissioned']


def find_workflow(workflow_id):
    """The id of the public workflow that an id means, whatever its case, or None."""
    _tables()
    return _loaded['workflows'].get((workflow_id or '').lower())


def decommissioned(model_id):
    """What is known of a model that only today's ids name and that is gone.

    Returns:
        PublicModel: or None for any other id.
    """
    if model_id not in decommissioned_ids():
        return None
    facts = _loaded['facts_of_decommissioned']
    successor = facts['successors'].get(model_id, OF_THE_COMMUNITY)
    return PublicModel(model_id, (), (), None, model_id, None, DECOMMISSIONED, None, successor,
                       facts['date'])


def all_models():
    """Every public model that is known."""
    _tables()
    return _loaded['models']


def retirement_notice(model_id):
    """What to say of a model that is gone or said to be gone, or None."""
    model = find(model_id)
    if model is not None and model.key in GONE:
        return GONE[model.key]
    found = decommissioned(model_id)
    if found is None:
        return None
    is_general = found.successor == find(GENERAL_MODEL_ID).today_id
    return GONE_BY_ID % (model_id, 'app.public_models.general_model' if is_general
                         else found.successor)


def _tables():
    if not _loaded:
        with importing:
            from clarifai.rest.public_models_data import JSON  # most programs look nothing up
        data = json.loads(JSON)
        models = [PublicModel(item['key'], tuple(item['ids']), tuple(item['names']), item['type'],
                              item['today_id'], item['model_type_id'], item['status'],
                              item.get('successor_id'),
                              item.get('successor') or item.get('successor_id'),
                              item.get('gone_on'))
                  for item in data['models']]
        by_id, by_name = {}, {}
        for model in models:
            for model_id in model.ids + ((model.today_id,) if model.today_id else ()):
                by_id[model_id] = model
            for name in model.names:
                by_name.setdefault(name, []).append(model)
        _loaded.update(models=models, by_id=by_id, by_name=by_name,
                       workflows=dict((item.lower(), item) for item in data['workflows']['ids']),
                       facts_of_decommissioned=data['decommissioned'],
                       decommissioned=frozenset(data['decommissioned']['ids']))
    return _loaded['by_id'], _loaded['by_name']


def _by_plain_name():
    if 'by_plain_name' not in _loaded:
        found = {}
        for model in all_models():
            for name in set(_plain(name)[0] for name in model.names + (model.key,)):
                found.setdefault(name, []).append(model)
        _loaded['by_plain_name'] = found
    return _loaded['by_plain_name']
