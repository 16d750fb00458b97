"""``/models/types``: the types that models of the platform have, some of which can be made here."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox import errors
from clarifai.sandbox.handlers.shapes.platform import CUSTOM_TYPE
from clarifai.sandbox.models import learners, operators

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call

# The numbers of the types of fields: true or false, text, a number, one of several words, concepts
# with a threshold each, any object, and one of several words that have fields of their own.
BOOLEAN, STRING, NUMBER, ENUM, CONCEPTS_WITH_THRESHOLD, JSON, RECURSIVE_ENUM = 1, 2, 3, 8, 5, 10, 14
VISUAL = 'visual-classifier'
TEXT, TEXT_EMBEDDER = learners.TEXT_CLASSIFIER.name, learners.TEXT_EMBEDDER.name


def _field(path: str, field_type: int, placeholder: str, description: str, default: Any = None,
           options: tuple[Any, ...] = (), required: bool = False) -> dict[str, Any]:
    """Return a field of a type, as the platform describes it; a form shows the `placeholder`."""
    field = {'path': path, 'field_type': field_type, 'placeholder': placeholder,
             'description': description, 'required': required}
    if default is not None:
        field['default_value'] = default
    if options:
        field['model_type_enum_options'] = [
            {'id': option} if isinstance(option, str) else option for option in options]
    return field


_EXCLUSIVE = _field('output_info.output_config.concepts_mutually_exclusive', BOOLEAN, 'false',
                    'Whether an input has at most one concept.', False)
_EPOCHS = _field('train_info.params.num_epochs', NUMBER, '30', 'How often the inputs are gone '
                 'through.', 30)
_BATCH = _field('train_info.params.batch_size', NUMBER, '64', 'How many inputs are learned from at '
                'a time.', 64)
_RATE = _field('train_info.params.learning_rate', NUMBER, '0.001', 'How large the steps are.',
               0.001)
# Under the names that programs know. Here all of them train the same small classifier.
_TEMPLATES = tuple({'id': template, 'description': 'A network for pictures.',
                    'model_type_fields': [_EPOCHS, _BATCH, _RATE]}
                   for template in ('MMClassification_ResNet_50_RSB_A1',
                                    'MMClassification_EfficientNet'))
_TEXT_TEMPLATES = tuple({'id': template, 'description': 'A network for texts.',
                         'model_type_fields': [
                             _field('train_info.params.' + name, JSON, '{}', description, {})
                             for name, description in (
                                 ('model_config', 'What the network begins with.'),
                                 ('tokenizer_config', 'How texts are cut into words.'),
                                 ('trainer_config', 'How it is trained.'))]}
                        for template in ('HF_GPTNeo_125m_lora', 'HuggingFace_AdvancedConfig'))


def _template(templates: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    return _field('train_info.params.template', RECURSIVE_ENUM, 'Template', 'What kind of network '
                  'learns, and how.', None, templates, required=True)


_TRAINING = {CUSTOM_TYPE: (
    _field('train_info.params.enrich_dataset', ENUM, 'Automatic', 'Whether pictures that nobody '
           'annotated may stand in for missing negatives.', 'Automatic',
           ('Automatic', 'Disabled')), _EXCLUSIVE),
    VISUAL: (_template(_TEMPLATES), _EXCLUSIVE), TEXT: (_template(_TEXT_TEMPLATES), _EXCLUSIVE),
    TEXT_EMBEDDER: ()}
_COMPARISON = _field(
    'output_info.params.concept_threshold_type', ENUM, operators.DEFAULT_COMPARISON,
    'How the value of a concept must compare with its threshold.', operators.DEFAULT_COMPARISON,
    tuple(operators.COMPARISONS))
_THRESHOLDS = _field('output_info.data.concepts', CONCEPTS_WITH_THRESHOLD, 'Concepts',
                     'The concepts that may pass, and their thresholds.', required=True)
_OPERATORS = {
    operators.CROP: (_field('output_info.params.margin', NUMBER, '1.0',
                            'How much larger than its region a crop is.',
                            operators.DEFAULT_MARGIN),),
    operators.MAPPER: (_field('output_info.params.knowledge_graph_id', STRING, 'Knowledge graph',
                              'Which synonyms are followed; all of the app without one.', ''),),
    operators.PROMPTER: (_field(
        'output_info.params.prompt_template', STRING, operators.PLACEHOLDER, 'The prompt, with %s '
        'where the text of the input is to be.' % operators.PLACEHOLDER, required=True),),
    operators.CONCEPT_THRESHOLDER: (_THRESHOLDS, _COMPARISON),
    operators.REGION_THRESHOLDER: (_THRESHOLDS, _COMPARISON),
}


def _type(type_id: str, title: str, description: str, outputs: str, inputs: str = 'image'
          ) -> dict[str, Any]:
    trainable = type_id in _TRAINING
    fields = _TRAINING.get(type_id, _OPERATORS.get(type_id, ()))
    return {'id': type_id, 'title': title, 'description': description,
            'input_fields': inputs.split(), 'output_fields': [outputs], 'trainable': trainable,
            'creatable': trainable or type_id in operators.TYPES,
            'model_type_fields': list(fields)}


TYPES = (
    _type(CUSTOM_TYPE, 'Transfer learning classifier',
          'Learns concepts from annotated inputs, on their embeddings.', 'concepts'),
    _type(VISUAL, 'Visual classifier', 'Names what it measures in a picture.',
          'concepts'),
    _type('visual-detector', 'Visual detector', 'Finds regions in a picture.',
          'regions[...].data.concepts'),
    _type('visual-detector-embedder', 'Visual detector and embedder',
          'Finds regions in a picture and gives a vector for each.',
          'regions[...].data.embeddings'),
    _type('visual-embedder', 'Visual embedder', 'Gives a vector for a picture.', 'embeddings'),
    _type('clusterer', 'Clusterer', 'Names the neighbourhood of a vector.', 'clusters'),
    _type(operators.CROP, 'Image cropper', 'Cuts regions out of a picture.',
          'regions[...].data.image', inputs='image regions[...].region_info'),
    _type(operators.MAPPER, 'Concept synonym mapper', 'Puts concepts of the app in place of their '
          'synonyms.', 'concepts', inputs='concepts'),
    _type(operators.CONCEPT_THRESHOLDER, 'Concept thresholder', 'Lets concepts pass by their '
          'values.', 'concepts', inputs='concepts'),
    _type(operators.REGION_THRESHOLDER, 'Region thresholder', 'Lets regions pass by the values of '
          'their concepts.', 'regions[...].data.concepts', inputs='regions[...].data.concepts'),
    _type(operators.PROMPTER, 'Prompter', 'Puts a text into a prompt.', 'text', inputs='text'),
    _type(TEXT_EMBEDDER, 'Text embedder', 'Gives a vector for a text.', 'embeddings',
          inputs='text'),
    _type('multimodal-embedder', 'Multimodal embedder', 'Gives a vector for a text or a picture.',
          'embeddings', inputs='text image'),
    _type(TEXT, 'Text classifier', 'Names what a text is about.', 'concepts',
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


def creatable() -> list[str]:
    """Return the ids of the types of which models can be made here."""
    return [item['id'] for item in TYPES if item['creatable']]


def training_params(type_id: str, template: str | None) -> tuple[str, ...]:
    """Return what else models of a type take in ``train_info.params`` than a dataset.

    Raises:
        errors.ModelInvalid: they are trained with a template, and this is none of theirs.
    """
    names = []
    for field in _TRAINING[type_id]:
        if not field['path'].startswith('train_info.params.'):
            continue
        names.append(field['path'].rpartition('.')[2])
        if field['field_type'] != RECURSIVE_ENUM:
            continue
        options = {option['id']: option for option in field['model_type_enum_options']}
        if template not in options:
            raise errors.ModelInvalid('train_info.params.template is %r; models of the type %s are '
                                      'trained with one of %s.'
                                      % (template, type_id, ', '.join(options)))
        names += [inner['path'].rpartition('.')[2]
                  for inner in options[template]['model_type_fields']]
    return tuple(names)


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
