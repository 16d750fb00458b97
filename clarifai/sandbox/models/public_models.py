"""The public models and workflows, which are there for every key.

Ids, names, versions and types are those of the 2.x clients, of documents and of answers of the
service that were published. What the models answer is in `models.outputs`: what is recognised,
where a recogniser is installed, and measurements.
"""
import hashlib
from typing import NamedTuple, Optional

from clarifai.sandbox.models import public_concepts

USER_ID, APP_ID = 'clarifai', 'main'
CREATED_AT = '2016-03-09T17:11:39.608845Z'
WORKFLOW_CREATED_AT = '2017-11-16T16:34:40.115000Z'

IMAGE, TEXT = 'image', 'text'
# What an answer of a model is made of: the keys of `outputs.KINDS`, and nothing.
CONCEPTS, EQUALS, COLOURS, EMBEDDING = 'concepts', 'equals', 'colours', 'embedding'
CLUSTER, FACES, FACE_EMBEDDINGS, IDENTITIES = 'cluster', 'faces', 'face embeddings', 'identities'
DEMOGRAPHICS, CROP, LOGOS, PARTS, FOCUS = 'demographics', 'crop', 'logos', 'parts', 'focus'
TEXT_EMBEDDING, ANY_EMBEDDING, NOTHING = 'text embedding', 'any embedding', 'nothing'
MEASURING = (CONCEPTS, LOGOS, PARTS)

# What is computed in place of the real answers.
BEHIND = {
    CONCEPTS: 'Concepts that are measured in the pixels.',
    EQUALS: 'The words of the real model, each with the same value: nothing is judged.',
    COLOURS: 'The dominant colours, with their W3C names.',
    EMBEDDING: 'A vector computed from the picture.',
    CLUSTER: 'A corner of the embedding space.',
    FACES: 'Faces, found with a trained cascade.',
    FACE_EMBEDDINGS: 'Faces, found with a trained cascade, and a vector of each.',
    IDENTITIES: 'Faces, found with a trained cascade; each of them is "unknown".',
    DEMOGRAPHICS: 'Faces, found with a trained cascade; of each the words of the real model, each '
                  'with the same value in its group: nobody is judged.',
    CROP: 'The picture or the region itself, as JPEG.',
    LOGOS: 'One region, the whole picture, and concepts measured in it.',
    PARTS: 'Regions that stand out by their colour, and concepts measured in each.',
    FOCUS: 'The measured sharpness.',
    TEXT_EMBEDDING: 'A vector computed from the words and parts of words of a text.',
    ANY_EMBEDDING: 'A vector computed from the picture, or from the words of a text.',
    NOTHING: 'Nothing: without a function of your own it is refused.',
}
# What is computed where pictures are recognised.
RECOGNISED_GENERAL = ('Concepts that a trained network recognises, then concepts that are measured '
                      'in the pixels.')
RECOGNISED_THEME = ('Concepts of its theme that a trained network recognises; if there are none, '
                    'concepts that are measured in the pixels.')
JUDGED = {
    public_concepts.NSFW: 'The score of the trained network open_nsfw.',
    public_concepts.MODERATION: 'Safe, suggestive and explicit by the score of the trained network '
                                'open_nsfw; drug and gore are always 0.',
}
GENERAL_THEME = public_concepts.GENERAL
_THEMES = {
    'general': GENERAL_THEME, 'general recognition by transformers': GENERAL_THEME,
    'general detection': GENERAL_THEME, 'food': public_concepts.FOOD,
    'food V2': public_concepts.FOOD, 'apparel': public_concepts.APPAREL,
    'apparel classification': public_concepts.APPAREL,
    'apparel detection': public_concepts.APPAREL, 'travel': public_concepts.TRAVEL,
    'wedding': public_concepts.WEDDING, 'textures and patterns': public_concepts.TEXTURES}
_PLATFORM_TYPES = {
    CONCEPTS: 'visual-classifier', EQUALS: 'visual-classifier', COLOURS: None,
    EMBEDDING: 'visual-embedder', CLUSTER: 'clusterer', FACES: 'visual-detector',
    FACE_EMBEDDINGS: 'visual-detector-embedder', IDENTITIES: 'visual-detector',
    DEMOGRAPHICS: 'visual-detector', CROP: 'image-crop', LOGOS: 'visual-detector',
    PARTS: 'visual-detector', FOCUS: None, TEXT_EMBEDDING: 'text-embedder',
    ANY_EMBEDDING: 'multimodal-embedder', NOTHING: None}
# (type, type_ext) of 2.x since February 2020, and what they were before.
_TYPES = {
    CONCEPTS: ('concept', 'concept'), EQUALS: ('concept', 'concept'), COLOURS: ('color', 'color'),
    EMBEDDING: ('embed', 'embed'), CLUSTER: ('cluster', 'cluster'), FOCUS: ('focus', 'focus'),
    FACE_EMBEDDINGS: ('embed', 'detect-embed'), CROP: ('image-crop', 'image-crop'),
    TEXT_EMBEDDING: ('text-embed', 'text-embed'), ANY_EMBEDDING: ('embed', 'embed'),
    NOTHING: ('text', 'text')}
_DETECTS = ('detect-concept', 'detect-concept')
_TYPES_BEFORE = {
    FACES: ('facedetect',), IDENTITIES: ('facedetect', 'facedetect-identity'),
    DEMOGRAPHICS: ('facedetect', 'facedetect-demographics'), LOGOS: ('logo', 'detection'),
    FACE_EMBEDDINGS: ('facedetect-embed',), PARTS: ('detection',)}
_NOT_BY_NAME = (EMBEDDING, FACE_EMBEDDINGS, CLUSTER)  # of several of a name, unless alone
_ANY_DETECTION = 'detect'  # a search for it meant all of them


class PublicModel(NamedTuple):
    """A public model.

    Attributes:
        key: what we call it.
        kind: what its answers are made of.
        ids: under which it is found. The first is shown by 2.x.
        platform_id: the one that the platform shows.
        names: of 2.x; the first is shown, unless a search finds another.
        also: names under which a search finds it, and that it does not show.
        title: the name that the platform shows.
        versions: ids of its versions, the newest first.
        vocabulary: one of those of `public_concepts`, beside what it measures; or None.
        model_type_id: its type on the platform, where one is known.
        takes: the kinds of inputs that it looks at.
    """

    key: str
    kind: str
    ids: tuple[str, ...]
    platform_id: str
    names: tuple[str, ...]
    also: tuple[str, ...]
    title: str
    versions: tuple[str, ...]
    vocabulary: Optional[str]
    model_type_id: Optional[str]
    takes: tuple[str, ...]

    @property
    def type(self) -> str:
        """Its type in 2.x."""
        return _TYPES.get(self.kind, _DETECTS)[0]

    @property
    def type_ext(self) -> str:
        """Its more exact type in 2.x."""
        return _TYPES.get(self.kind, _DETECTS)[1]

    @property
    def version_id(self) -> str:
        """The id of its newest version."""
        return self.versions[0]

    @property
    def theme(self) -> Optional[str]:
        """The part of what can be recognised that it speaks of, None if none is its own."""
        return _THEMES.get(self.key)

    def behind(self, recognises: bool) -> str:
        """Return in words what is computed in place of the real answers.

        Args:
            recognises: whether pictures are recognised, or measured only.
        """
        found = BEHIND[self.kind]
        if not recognises:
            return found
        if self.vocabulary in JUDGED:
            return JUDGED[self.vocabulary]
        if self.theme and self.kind == CONCEPTS:
            return RECOGNISED_GENERAL if self.theme == GENERAL_THEME else RECOGNISED_THEME
        return found.replace('measured', 'recognised or measured') if self.theme else found

    def is_of_type(self, wanted: str) -> bool:
        """Return whether a search of 2.x for the type `wanted` finds it."""
        before = _TYPES_BEFORE.get(self.kind, ())
        types = (self.type, self.type_ext) + before
        return wanted in types or (wanted == _ANY_DETECTION and self.type == _DETECTS[0])

    def concepts(self) -> dict[str, str]:
        """Return {concept id: name} of what it can answer with, {} if it gives no concepts."""
        found = dict(public_concepts.measured()) if self.kind in MEASURING else {}
        if self.theme:
            found.update(public_concepts.recognised(self.theme))
        for concept in public_concepts.vocabulary(self.vocabulary) if self.vocabulary else ():
            found[concept.id] = concept.name
        return found


_UNKNOWN = object()


def _model(key: str, kind: str, ids: str, versions: str = '', names: tuple[str, ...] = (),
           also: tuple[str, ...] = (), title: str = '', vocabulary: Optional[str] = None,
           model_type_id: str = _UNKNOWN, takes: tuple[str, ...] = (IMAGE,)) -> PublicModel:
    """Return a model. Of its ids the last one in words is that of the platform."""
    found = tuple(ids.split())
    in_words = [model_id for model_id in found if '-' in model_id]
    platform_id = in_words[-1] if in_words else found[0]
    # Each model has several versions: those that are known, or one, and a first one.
    newest, first = (hashlib.md5((said + key).encode('ascii')).hexdigest()
                     for said in ('clarifai newest ', 'clarifai public '))
    known_type = _PLATFORM_TYPES.get(kind) if model_type_id is _UNKNOWN else model_type_id
    return PublicModel(
        key, kind, found, platform_id, names or (key,), also,
        title or (platform_id if in_words else key).replace('-', ' ').title(),
        tuple((versions or newest).split()) + (first,), vocabulary, known_type, takes)


# The second id of colour is the misprint of the 2.6.2 tutorial.
MODELS = (
    _model('general', CONCEPTS, 'aaa03c23b3724a16a56b629203edc62c general-image-recognition',
           'aa7f35c01e0642fda5cf400f543e7c40 aa9ca48295b37401f8af92ad1af0d91d',
           ('general-v1.3', 'general'), title='Image Recognition',
           vocabulary=public_concepts.GENERAL),
    _model('general embedding', EMBEDDING,
           'bbb5f41425b8468d9b7a554ff10f8581 general-image-embedding',
           'bb186755eda04f9cbb6fe32e816be104', ('general-v1.3', 'general')),
    _model('general clustering', CLUSTER, 'cccbe437d6e54e2bb911c6aa292fb072 general-clusterering',
           'cc2074cff6dc4c02b6f4e1b8606dcb54'),
    _model('moderation', EQUALS, 'd16f390eb32cad478c7ae150069bd2c6 moderation-recognition',
           'aa8be956dbaa4b7a858826a84253cab9', title='Image Moderation',
           vocabulary=public_concepts.MODERATION),
    _model('color', COLOURS,
           'eeed0b6733a644cea07cf4c60f87ebb7 eed0b6733a644cea07cf4c60f87ebb7 color-recognition',
           'dd9458324b4b45c2be1a7ba84d27cd04', vocabulary=public_concepts.COLOURS),
    _model('food', CONCEPTS,
           'bd367be194cf45149e75f01d59f77ba7 food-item-v1 food-item-v1-recognition',
           'dfebc169854e429086aceb8368662641', ('food-items-v1.0',), title='food-items-v1.0',
           vocabulary=public_concepts.FOOD),
    _model('apparel', CONCEPTS, 'e0be3b9d6a454f0493ac3a30784001ff apparel-recognition',
           'dc2cd6d9bff5425a80bfe0c4105583c1'),
    _model('nsfw', EQUALS, 'e9576d86d2004ed1a38ba0cf39ecb4b1 nsfw-recognition',
           'aa47919c9a8d4d94bfa283121281bcc4', ('nsfw-v1.0',), vocabulary=public_concepts.NSFW),
    _model('travel', CONCEPTS, 'eee28c313d69466f836ab83287a54ed9 travel-recognition',
           'd2ffbf9730fd41fea79063270847be82', ('travel-v1.0',)),
    _model('wedding', CONCEPTS, 'c386b7a870114f4a87477c0824499348',
           'b91bcf877c464a38a25a742694da7535 787cc9a002164250800598d36b072384',
           ('weddings-v1.0',)),
    _model('logo', LOGOS, 'c443119bf2ed4da98487520d01a0b1e3', 'ef1b7237d28b415f910ca343a9145e99',
           ('logo-v0.4', 'logo')),
    _model('textures and patterns', CONCEPTS,
           'fbefb47f9fdb410e8ce14f24f54b47ff texture-recognition',
           'b38274b04b1b4fb28c1b442dbfafd1ef', ('Textures & Patterns', 'textures-patterns')),
    _model('celebrity', IDENTITIES, 'e466caa0619f444ab97497640cefc4dc celebrity-face-detection',
           '2ba4d0b0e53043f38dbbed49e03917b6', ('celeb-v1.3', 'celebrity'), title='celebrity',
           vocabulary=public_concepts.CELEBRITY),
    _model('demographics', DEMOGRAPHICS, 'c0c0ac362b03416da06ab3fa36fb58e3',
           'f783f0807c52474c8c6ad20c8cf45fc0', ('demographics', 'age-gender-ethnicity'),
           vocabulary=public_concepts.DEMOGRAPHICS),
    _model('face detection of 2.x', FACES,
           'a403429f2ddf4b49b307e318f00e528b 53e1df302c079b3db8a0a36033ed2d15',
           '34ce21a40cc24b6b96ffee54aabff139', ('face-v1.3', 'face'), title='Face Detection',
           vocabulary=public_concepts.FACE),
    _model('face embedding', FACE_EMBEDDINGS,
           'd02b4508df58432fbb84e800597b8959 e15d0f873e66047e579f90cf82c9882z',
           'ec1740642c83478392e7b8735c43c630 fc6999e5eb274dfdba826f6b1c7ffdab',
           ('face-v1.3-embed',), also=('face',)),
    _model('focus', FOCUS, 'c2cf7cecd8a6427da375b9f35fcd2381', 'fefeafd0c9224bce9274f06dad43553e'),
    _model('landscape quality', CONCEPTS, 'bec14810deb94c40a05f1f0eb3c91403',
           'a008c85bb6d44448ad35470bcd22666c', ('Landscape Quality', 'landscape-quality')),
    _model('portrait quality', CONCEPTS, 'de9bd05cfdbf4534af151beb2a5d0953',
           'c2e2952acb80429c8abb53e2fe3e11cd', ('Portrait Quality', 'portrait-quality')),
)
# Those that came after 2.x. Unscoped paths have them too, and its lists do not show them.
LATER_MODELS = (
    _model('face detection', FACES, 'f76196b43bbd45c99b4f3cd8e8b40a8a face-detection',
           '6dc7e46bc9124c5c8824be4822abe105 45fb9a671625463fa646c3523a3087d5 '
           '5e026c5fae004ed4a83263ebaabec49e fe995da8cb73490f8556416ecf25cea3',
           ('face-detection',), title='Face', vocabulary=public_concepts.NEW_FACE),
    _model('crop', CROP, '3ed1aff251be4fe59c2bbaff0bb2e797 margin-110-image-crop',
           'b9987421b40a46649566826ef9325303'),
    _model('ethnicity demographics', EQUALS,
           '93c277ec3940fba661491fda4d3ccfa0 ethnicity-demographics-recognition',
           'b2897edbda314615856039fb0c489796', vocabulary=public_concepts.ETHNICITY),
    _model('gender demographics', EQUALS,
           'af40a692dfe6040f23ca656f4e144fc2 gender-demographics-recognition',
           'ff83d5baac004aafbe6b372ffa6f8227', vocabulary=public_concepts.GENDER),
    _model('age demographics', EQUALS,
           '36f90889189ad96c516d134bc713004d age-demographics-recognition',
           'fb9f10339ac14e23b8e960e74984401b', vocabulary=public_concepts.AGE),
    _model('face sentiment', EQUALS, 'face-sentiment-recognition',
           'a5d7776f0c064a41b48c3ce039049f65', vocabulary=public_concepts.SENTIMENT),
    _model('celebrity face recognition', EQUALS, 'celebrity-face-recognition',
           vocabulary=public_concepts.CELEBRITY),
    _model('food V2', CONCEPTS, '9504135848be0dd2c39bdab0002f78e9 food-item-recognition',
           '1d5fd481e0cf4826aa72ec3ff049e044'),
    _model('apparel detection', PARTS, 'apparel-detection', '1ed35c3d176f45d69d2aa7971e6ab9fe'),
    _model('apparel classification', CONCEPTS, 'apparel-classification-v2'),
    _model('general detection', PARTS, 'general-image-detection',
           '1580bb1932594c93b7e2e04456af7c6f'),
    _model('general recognition by transformers', CONCEPTS, 'general-image-recognition-vit'),
    _model('logo detection', LOGOS, '006764f775d210080d295e6ea1445f93 logo-detection-v2',
           '09f3acb13bde404592c81254c5d87ae1'),
    _model('multimodal embedding', ANY_EMBEDDING, 'multimodal-clip-embed', takes=(IMAGE, TEXT)),
    _model('text embedding', TEXT_EMBEDDING, 'BAAI-bge-base-en-v15', takes=(TEXT,)),
    _model('caption', NOTHING, 'general-english-image-caption-clip',
           model_type_id='image-to-text'),
    _model('document reading', NOTHING, 'nougat-base', model_type_id='image-to-text'),
    _model('text moderation', NOTHING, 'moderation-english-text-classification',
           model_type_id='text-classifier', takes=(TEXT,)),
) + tuple(
    _model('reading of ' + script, NOTHING, f'ocr-scene-{script}-paddleocr',
           model_type_id='image-to-text')
    for script in 'english italian french cyrillic arabic spanish german'.split())
ALL_MODELS = MODELS + LATER_MODELS
_BY_KEY = {model.key: model for model in ALL_MODELS}
GENERAL, EMBEDDING_MODEL = _BY_KEY['general'], _BY_KEY['general embedding']
FACE_DETECTION = _BY_KEY['face detection']

_DECOMMISSIONED = '%s was decommissioned on 31 December 2025.'
# Models that the platform never had, or has not any more: what is said of them there.
RETIRED = {
    'demographics': 'The demographics model was retired on 16 October 2020.',
    'focus': 'The focus model was removed on 1 February 2020.',
}
GONE = dict(RETIRED)
GONE.update((key, _DECOMMISSIONED % _BY_KEY[key].platform_id) for key in (
    'travel', 'celebrity', 'caption', 'document reading', 'text moderation',
    'apparel classification', 'general recognition by transformers'))
GONE.update((model.key, _DECOMMISSIONED % model.platform_id) for model in LATER_MODELS
            if model.key.startswith('reading of '))
PLATFORM_MODELS = tuple(model for model in ALL_MODELS if model.key not in GONE)


class Node(NamedTuple):
    """A node of a public workflow: its id, its model, and the ids of the nodes it looks at."""

    id: str
    model: PublicModel
    inputs: tuple[str, ...] = ()


def _single(key: str) -> tuple[Node, ...]:
    return (Node(_BY_KEY[key].platform_id if '-' in _BY_KEY[key].platform_id else key,
                 _BY_KEY[key]),)


def _of_faces(*keys: str) -> tuple[Node, ...]:
    """Return nodes that look at the faces of a picture, one after the other."""
    finds = Node('face-detection', FACE_DETECTION)
    cuts = Node('margin-110-image-crop', _BY_KEY['crop'], (finds.id,))
    looks = [Node(_BY_KEY[key].platform_id, _BY_KEY[key], (cuts.id,)) for key in keys]
    return (finds, cuts) + tuple(looks)


_GENERAL_NODES = (Node('general-v1.5-concept', GENERAL),
                  Node('general-v1.5-embed', EMBEDDING_MODEL),
                  Node('general-v1.5-cluster', _BY_KEY['general clustering'],
                       ('general-v1.5-embed',)))
# {workflow id: its nodes, in the order of their outputs}
WORKFLOWS = {
    'Apparel': _single('apparel'),
    'Demographics': _of_faces('ethnicity demographics', 'gender demographics', 'age demographics'),
    'Face': (Node('face-detection', FACE_DETECTION),
             Node('face-embedding', _BY_KEY['face embedding'])),
    'Face-Sentiment': _of_faces('face sentiment'),
    'Food': _single('food'),
    'General': _GENERAL_NODES,
    'Moderation': _single('moderation'),
    'Text': _single('text embedding'),
    'Universal': _GENERAL_NODES,
    'Wedding': _single('wedding'),
}


def _by_id() -> dict[str, PublicModel]:
    """Return the models by their ids; programs also name a model by a version of it."""
    found: dict[str, PublicModel] = {}
    for model in ALL_MODELS:
        found.update(dict.fromkeys(model.versions, model))
    for model in ALL_MODELS:
        found.update(dict.fromkeys(model.ids, model))
    return found


_BY_ID = _by_id()


def find(model_id: str) -> Optional[PublicModel]:
    """Return the public model with this id, or None."""
    return _BY_ID.get(model_id)


def named(name: str) -> list[PublicModel]:
    """Return the public models that a name of 2.x or a title means, whatever its letters' case.

    Of several those that give concepts are meant, as in 2.x.
    """
    found = [model for model in ALL_MODELS if name.lower() in (
        said.lower() for said in (model.key, model.title) + model.names)]
    judging = [model for model in found if model.kind not in _NOT_BY_NAME]
    return judging or found


def workflow_version_id(workflow_id: str) -> str:
    """Return the id of the version of a public workflow: stable, computed from its id."""
    return made_up_id('clarifai workflow ' + workflow_id)


def made_up_id(said: str) -> str:
    """Return an id of the usual form, always the same for the same text."""
    return hashlib.md5(said.encode('utf-8')).hexdigest()
