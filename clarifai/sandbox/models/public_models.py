"""The public models and workflows, which are there for every key.

Ids, names and types are those of the 2.x clients and documents. What the models answer is in
`models.outputs`: measurements of the picture, because no trained recogniser is here.
"""
from __future__ import absolute_import

import collections
import functools
import hashlib

APP_ID = 'main'
CREATED_AT = '2016-03-09T17:11:39.608845Z'
WORKFLOW_CREATED_AT = '2017-11-16T16:34:40.115000Z'

PublicModel = collections.namedtuple('PublicModel', 'key type ids names version_id')


def _model(key, type_, ids, names, version_id=None):
    version_id = version_id or hashlib.md5(('clarifai public ' + key).encode('ascii')).hexdigest()
    return PublicModel(key, type_, ids.split(), tuple(names) or (key,), version_id)


# The first id is the one in answers; the others are accepted. Colour's second id is the misprint
# of the 2.6.2 tutorial. Ids in words are today's names for the same models.
MODELS = (
    _model('general', 'concept',
           'aaa03c23b3724a16a56b629203edc62c general-image-recognition',
           ('general-v1.3', 'general'), 'aa7f35c01e0642fda5cf400f543e7c40'),
    _model('general embedding', 'embed',
           'bbb5f41425b8468d9b7a554ff10f8581 general-image-embedding',
           ('general-v1.3', 'general'), 'bb186755eda04f9cbb6fe32e816be104'),
    _model('general clustering', 'cluster',
           'cccbe437d6e54e2bb911c6aa292fb072 general-clusterering', (),
           'cc2074cff6dc4c02b6f4e1b8606dcb54'),
    _model('moderation', 'concept',
           'd16f390eb32cad478c7ae150069bd2c6 moderation-recognition', ('moderation',),
           'aa8be956dbaa4b7a858826a84253cab9'),
    _model('color', 'color',
           'eeed0b6733a644cea07cf4c60f87ebb7 eed0b6733a644cea07cf4c60f87ebb7', ('color',)),
    _model('food', 'concept',
           'bd367be194cf45149e75f01d59f77ba7 food-item-recognition', ('food-items-v1.0',)),
    _model('apparel', 'concept', 'e0be3b9d6a454f0493ac3a30784001ff', ('apparel',)),
    _model('nsfw', 'concept', 'e9576d86d2004ed1a38ba0cf39ecb4b1', ('nsfw-v1.0',)),
    _model('travel', 'concept',
           'eee28c313d69466f836ab83287a54ed9 travel-recognition', ('travel-v1.0',)),
    _model('wedding', 'concept', 'c386b7a870114f4a87477c0824499348', ('weddings-v1.0',)),
    _model('logo', 'logo', 'c443119bf2ed4da98487520d01a0b1e3', ('logo-v0.4', 'logo')),
    _model('textures and patterns', 'concept', 'fbefb47f9fdb410e8ce14f24f54b47ff', ()),
    _model('celebrity', 'facedetect-identity',
           'e466caa0619f444ab97497640cefc4dc celebrity-face-detection', ('celeb-v1.3',)),
    _model('demographics', 'facedetect-demographics', 'c0c0ac362b03416da06ab3fa36fb58e3',
           ('demographics', 'age-gender-ethnicity')),
    _model('face detection', 'facedetect',
           'a403429f2ddf4b49b307e318f00e528b 53e1df302c079b3db8a0a36033ed2d15 face-detection',
           ('face-v1.3', 'face')),
    _model('face embedding', 'facedetect-embed',
           'd02b4508df58432fbb84e800597b8959 e15d0f873e66047e579f90cf82c9882z',
           ('face-v1.3-embed', 'face')),
    _model('focus', 'focus', 'c2cf7cecd8a6427da375b9f35fcd2381', ('focus',)),
    _model('landscape quality', 'concept', 'bec14810deb94c40a05f1f0eb3c91403', ()),
    _model('portrait quality', 'concept', 'de9bd05cfdbf4534af151beb2a5d0953', ()),
)
GENERAL, EMBEDDING = MODELS[0], MODELS[1]
FACES = [model for model in MODELS if model.key == 'face detection'][0]

USER_ID = 'clarifai'
# Models that today's platform has not any more: what is said of them there.
GONE = {
    'demographics': 'The demographics model was retired on 16 October 2020.',
    'focus': 'The focus model was removed on 1 February 2020.',
    'travel': 'travel-recognition was decommissioned on 31 December 2025.',
    'celebrity': 'celebrity-face-detection was decommissioned on 31 December 2025.',
}
# What came in place of the demographics model.
DEMOGRAPHICS = tuple(_model(name + ' demographics', 'concept', name + '-demographics-recognition',
                            ()) for name in ('age', 'gender', 'ethnicity'))
TODAYS_MODELS = tuple(model for model in MODELS if model.key not in GONE) + DEMOGRAPHICS
# Types of today for those of 2.x. No document names one for colours.
TODAYS_TYPES = {'concept': 'visual-classifier', 'embed': 'visual-embedder',
                'cluster': 'clusterer', 'logo': 'visual-detector',
                'facedetect': 'visual-detector', 'facedetect-embed': 'visual-detector-embedder'}
TITLES = {'general': 'Image Recognition'}

# A search for the type 'detect' or 'embed' also meant the types that say which of them.
TYPE_FAMILIES = {'detect': ('facedetect', 'logo'), 'embed': ('facedetect-embed',)}

# {workflow id: its nodes as (node id, model, ids of the nodes that it looks at)}
WORKFLOWS = {
    'General': (('general', GENERAL, ()),),
    'Demographics': (('face-detection', FACES, ()),) + tuple(
        (model.key.replace(' ', '-'), model, ('face-detection',)) for model in DEMOGRAPHICS),
}
WORKFLOWS_OF_2_X = ('General',)

_BY_ID = dict((model_id, model) for model in MODELS + DEMOGRAPHICS for model_id in model.ids)
_NAMES_BY_CONCEPT = {}


def find(model_id):
    """Return the public model with this id, or None."""
    return _BY_ID.get(model_id)


def todays_id(model):
    """Return the id of a public model in answers of today: the readable one, if it has one."""
    readable = [model_id for model_id in model.ids if '-' in model_id]
    return readable[0] if readable else model.ids[0]


def workflow_version_id(workflow_id):
    """Return the id of the version of a public workflow: stable, computed from its id."""
    return hashlib.md5(('clarifai workflow ' + workflow_id).encode('ascii')).hexdigest()


def title(model):
    """Return the name of a public model in answers of today, in the manner of a title."""
    named = todays_id(model) if '-' in todays_id(model) else model.key
    return TITLES.get(model.key) or named.replace('-', ' ').title()


def is_of_type(model_type, wanted):
    """Return whether a search for the type `wanted` finds models of `model_type`."""
    return model_type == wanted or model_type in TYPE_FAMILIES.get(wanted, ())


@functools.lru_cache(maxsize=10000)
def concept_id(name):
    """Return the id of a concept of the public vocabulary: stable, computed from its name."""
    return 'ai_' + hashlib.sha256(('clarifai concept ' + name).encode('utf-8')).hexdigest()[:8]


def vocabulary():
    """Return {concept id: name} of every concept that the public models can answer with."""
    if not _NAMES_BY_CONCEPT:
        from clarifai.sandbox.learning import recognition
        _NAMES_BY_CONCEPT.update((concept_id(name), name) for name in recognition.VOCABULARY)
    return _NAMES_BY_CONCEPT
