"""What training takes: the parameters that a model type describes, and versions made of them.

Parameters are a dictionary, as ``params.yaml`` has them: what a model learns from at the top
(`dataset_id`, `dataset_version_id`, `concepts`), how it learns in `train_params`, and what its
predictions follow in `inference_params`.
"""
from __future__ import annotations

import os
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from clarifai.errors import UserError, UserValueError, file_error
from clarifai.operations import schema
from clarifai.operations.misses import alike

Params = Dict[str, Any]

# Types of which versions are trained, and not made.
TRAINABLE = ('visual-classifier', 'visual-detector', 'visual-segmenter', 'visual-embedder',
             'clusterer', 'text-classifier', 'embedding-classifier', 'text-to-text')
WITHOUT_DATASET = ('clusterer',)
WITHOUT_CONCEPTS = ('clusterer', 'text-to-text')

TEMPLATE, CODE = 'template', 'custom_config'
EXCLUSIVE = 'concepts_mutually_exclusive'
SECTIONS = ('train_params', 'inference_params')
# What no model type describes, since each takes it.
ABOUT_DATA = {
    'dataset_id': ('STRING', 'The dataset to learn from; all inputs of the app without one.'),
    'dataset_version_id': ('STRING', 'The version of the dataset; the dataset as it is without '
                                     'one.'),
    'concepts': ('ARRAY_OF_CONCEPTS', 'The ids of the concepts to learn.'),
}
# The names of these in the documented examples, which no release took.
OTHER_NAMES = {'dataset_version': 'dataset_version_id'}


def templates(model_type: Mapping[str, Any]) -> List[str]:
    """Return the ids of the templates of a model type (a `ModelType`)."""
    return [option['id'] for option in _template_options(model_type)]


def params_of(model_type: Mapping[str, Any], template: Optional[str]) -> Params:
    """Return the parameters of a model type, with their defaults.

    Args:
        model_type (ModelType): what the server says of the type.
        template (str): one of its `templates`; None for a type that has none.

    Raises:
        UserError: the type has no such template, or takes one.
    """
    known = templates(model_type)
    if known and template not in known:
        kind = UserValueError if template else UserError
        raise kind('models of the type %s are trained with a template: give template=one of %s%s'
                   % (model_type['id'], ', '.join(known),
                      ', not %r' % template if template else ''))
    if template and not known:
        raise UserError('models of the type %s have no templates: leave out template=%r'
                        % (model_type['id'], template))
    params: Params = {}
    if model_type['id'] not in WITHOUT_DATASET:
        params.update(dataset_id='', dataset_version_id='')
    if model_type['id'] not in WITHOUT_CONCEPTS:
        params['concepts'] = []
    params['train_params'] = {TEMPLATE: template} if template else {}
    for field in _fields(model_type, template):
        section, name = _place(field)
        if field['path'].startswith('output_info.'):
            params.setdefault('inference_params', {})
        if section is None:
            params[name] = field.get('default_value')
        else:
            params.setdefault(section, {})[name] = field.get('default_value')
    return params


def info(model_type: Mapping[str, Any], param: str, params: Params) -> Dict[str, Any]:
    """Say what is known of a parameter.

    Args:
        model_type (ModelType): what the server says of the type.
        param (str): its name.
        params (dict): the parameters that were taken, with their template.

    Returns:
        dict: `param`, its name; `fieldType`, `description`, `defaultValue` and what else the
        server says, under the names that the official SDK gives them.

    Raises:
        UserError: there is no such parameter.
    """
    check_known(params, param)
    found: Dict[str, Any] = {}
    if param in ABOUT_DATA:
        found = dict(zip(('field_type', 'description'), ABOUT_DATA[param]))
    if param == TEMPLATE:
        found = next((dict(field) for field in model_type.get('model_type_fields') or []
                      if _name(field) == TEMPLATE), {})
        found.pop('model_type_enum_options', None)
    for field in _fields(model_type, params.get('train_params', {}).get(TEMPLATE)):
        if _name(field) == param:
            found = dict(field)
    found.pop('placeholder', None)
    found.pop('path', None)
    number = found.get('field_type')
    if isinstance(number, int):
        names = schema.enum('ModelTypeField.ModelTypeFieldType') or {}
        found['field_type'] = next((name for name, value in names.items() if value == number),
                                   number)
    return dict({_camel(name): value for name, value in found.items()}, param=param)


def update(params: Params, changes: Mapping[str, Any]) -> None:
    """Set parameters, wherever they stand.

    Raises:
        UserError: there is no such parameter.
    """
    changes = {name if _places(params, name) else OTHER_NAMES.get(name, name): value
               for name, value in changes.items()}
    for name in changes:
        check_known(params, name)
    for name, value in changes.items():
        if name in SECTIONS and not isinstance(value, dict):
            raise UserError('%s must be a dictionary, not %r' % (name, value))
        for place in _places(params, name):
            place[name] = value


def save_code(params: Params, folder: str) -> None:
    """Put the code that a template begins with into a file, and its path into the parameters.

    Args:
        params (dict): as of `params_of`.
        folder (str): where the file is to be; it is called after the template.

    Raises:
        UserError: it cannot be written.
    """
    code = params['train_params'].get(CODE)
    if not isinstance(code, str):
        return
    path = os.path.join(folder, '%s.py' % params['train_params'][TEMPLATE])
    try:
        with open(path, 'w', encoding='utf-8') as out:
            out.write(code)
    except OSError as error:
        raise file_error('%s cannot be written: %s' % (path, error.strerror), error, path)
    params['train_params'][CODE] = path


def version_of(params: Any, known_concepts: Optional[Sequence[str]]) -> Dict[str, Any]:
    """Return the `ModelVersion` that asks for training with some parameters.

    Args:
        params (dict): as of `params_of`, or read from a file.
        known_concepts (list of str): the ids that the app has; None not to look.

    Raises:
        UserError: they are no such parameters, or name concepts that the app does not have.
    """
    if not isinstance(params, dict) or not isinstance(params.get('train_params'), dict):
        raise UserError('the parameters of a training are a dictionary with train_params, as '
                        'get_params() gives it')
    train_params = dict(params['train_params'])
    code = train_params.get(CODE)
    if isinstance(code, str) and os.path.isfile(code):
        with open(code, encoding='utf-8') as opened:
            train_params[CODE] = opened.read()
    for name in ('dataset_id', 'dataset_version_id'):
        if name in params:
            train_params[name] = params[name] or ''
    output_info: Dict[str, Any] = {}
    concepts = [_concept_id(concept) for concept in params.get('concepts') or []]
    if known_concepts is not None:
        unknown = [concept for concept in concepts if concept not in known_concepts]
        if unknown:
            raise UserError('the app has no concept %s; concepts are named by their ids, and the '
                            'app has: %s' % (', '.join(unknown),
                                             ', '.join(known_concepts) or 'none'))
    if concepts:
        output_info['data'] = {'concepts': [{'id': concept} for concept in concepts]}
    if params.get('inference_params'):
        output_info['params'] = params['inference_params']
    if params.get(EXCLUSIVE) is not None:
        output_info['output_config'] = {EXCLUSIVE: params[EXCLUSIVE]}
    return {'train_info': {'params': train_params}, 'output_info': output_info}


def _concept_id(concept: Any) -> str:
    found = concept if isinstance(concept, str) else getattr(concept, 'id', None)
    if not isinstance(found, str):
        raise UserError('concepts must be a list of ids, and %r is none' % (concept,))
    return found


def _template_options(model_type: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for field in model_type.get('model_type_fields') or []:
        if _name(field) == TEMPLATE:
            yield from field.get('model_type_enum_options') or []


def _fields(model_type: Mapping[str, Any], template: Optional[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the fields of a model type, and those of a template, that a caller may set."""
    fields = [field for field in model_type.get('model_type_fields') or []
              if _name(field) != TEMPLATE]
    for option in _template_options(model_type):
        if option['id'] == template:
            fields.extend(option.get('model_type_fields') or [])
    for field in fields:
        if not field.get('internal_only') and _is_param(field):
            yield field


def _is_param(field: Mapping[str, Any]) -> bool:
    parts = field.get('path', '').split('.')
    return (parts[0] in ('train_info', 'output_info') and len(parts) > 2 and
            parts[1] not in ('dataset', 'data') and parts[-1] not in ABOUT_DATA)


def _place(field: Mapping[str, Any]) -> Tuple[Optional[str], str]:
    """Return the section that a parameter stands in, None for the top, and its name."""
    parts = field['path'].split('.')
    if parts[1] == 'output_config':
        return None, parts[-1]
    return ('train_params' if parts[0] == 'train_info' else 'inference_params'), parts[-1]


def _name(field: Mapping[str, Any]) -> str:
    return str(field.get('path', '').split('.')[-1])


def _places(params: Params, name: str) -> List[Params]:
    """Return the dictionaries among some parameters that have one."""
    sections = [params[section] for section in SECTIONS if isinstance(params.get(section), dict)]
    return [place for place in [params] + sections if name in place]


def check_known(params: Params, name: Any) -> None:
    """Check that some parameters have one of a name.

    Raises:
        UserError: they have none.
    """
    if not _places(params, name):
        known = sorted(set(params) | {key for section in SECTIONS
                                      for key in params.get(section) or {}})
        raise UserError('there is no parameter %s%s Possible are: %s' % (
            name, alike(str(name), known) or '.', ', '.join(known)))


def _camel(name: str) -> str:
    first, *rest = name.split('_')
    return first + ''.join(part.capitalize() for part in rest)
