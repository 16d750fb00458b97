"""``/models/types``: the types that models of the platform have. One of them can be made here."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors
from clarifai.sandbox.handlers.shapes.platform import CUSTOM_TYPE

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

# The numbers of the types of fields: true or false, and one of several words.
BOOLEAN, ENUM = 1, 8
_TRAINING = [
    {'path': 'train_info.params.enrich_dataset', 'field_type': ENUM, 'default_value': 'Automatic',
     'description': 'Whether pictures that nobody annotated may stand in for missing negatives.',
     'model_type_enum_options': [{'id': 'Automatic'}, {'id': 'Disabled'}]},
    {'path': 'output_info.output_config.concepts_mutually_exclusive', 'field_type': BOOLEAN,
     'default_value': False, 'description': 'Whether a picture shows at most one concept.'},
]


def _type(type_id: str, title: str, description: str, outputs: str, trainable: bool = False,
          inputs: str = 'image') -> dict[str, Any]:
    return {'id': type_id, 'title': title, 'description': description,
            'input_fields': inputs.split(),
            'output_fields': [outputs], 'trainable': trainable, 'creatable': trainable,
            'model_type_fields': _TRAINING if trainable else []}


TYPES = (
    _type(CUSTOM_TYPE, 'Transfer learning classifier',
          'Learns concepts from annotated inputs, on their embeddings.', 'concepts', True),
    _type('visual-classifier', 'Visual classifier', 'Names what it measures in a picture.',
          'concepts'),
    _type('visual-detector', 'Visual detector', 'Finds regions in a picture.',
          'regions[...].data.concepts'),
    _type('visual-detector-embedder', 'Visual detector and embedder',
          'Finds regions in a picture and gives a vector for each.',
          'regions[...].data.embeddings'),
    _type('visual-embedder', 'Visual embedder', 'Gives a vector for a picture.', 'embeddings'),
    _type('clusterer', 'Clusterer', 'Names the neighbourhood of a vector.', 'clusters'),
    _type('image-crop', 'Image cropper', 'Cuts regions out of a picture.',
          'regions[...].data.image', inputs='image regions[...].region_info'),
    _type('text-embedder', 'Text embedder', 'Gives a vector for a text.', 'embeddings',
          inputs='text'),
    _type('multimodal-embedder', 'Multimodal embedder', 'Gives a vector for a text or a picture.',
          'embeddings', inputs='text image'),
    _type('text-classifier', 'Text classifier', 'Names what a text is about.', 'concepts',
          inputs='text'),
    _type('image-to-text', 'Image to text', 'Says what is in a picture.', 'text'),
)
# What searches call types as 2.x called them.
LEGACY_TYPES = {
    'concept': ('visual-classifier', CUSTOM_TYPE),
    'embed': ('visual-embedder', 'visual-detector-embedder'),
    'cluster': ('clusterer',),
    'detect-concept': ('visual-detector',), 'facedetect': ('visual-detector',),
}


def is_of(model: dict[str, Any], wanted: str | None) -> bool:
    """Return whether a model (as answers have it) is of a type; every model is of none (None)."""
    return not wanted or model.get('model_type_id') in (wanted,) + LEGACY_TYPES.get(wanted, ())


def listing(call: Call) -> dict[str, Any]:
    """GET /models/types, by page."""
    page = call.page()
    return {'model_types': list(TYPES[page.start:page.start + page.size])}


def get(call: Call) -> dict[str, Any]:
    """GET /models/types/{model_type_id}"""
    return {'model_type': find(call.params['model_type_id'])}


def find(type_id: str) -> dict[str, Any]:
    """Return a type.

    Raises:
        errors.ModelTypeNotFound: there is none with this id.
    """
    for item in TYPES:
        if item['id'] == type_id:
            return item
    raise errors.ModelTypeNotFound('There is no model type with id %r; there is %s.' % (
        type_id, ', '.join(item['id'] for item in TYPES)))
