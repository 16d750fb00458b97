"""Answers of today's platform with the keys put back that 2.x code reads.

Keys are added and none is taken away: where 2.x had another value under a key, today's is kept
under ``platform_<key>``.
"""
from __future__ import absolute_import

from clarifai.answers import object_in, objects_in, text_in
from clarifai.rest import catalogue
from clarifai.status_codes import MODEL_UNTRAINED

MESSAGE = 'Show output_info with: GET /models/{model_id}/output_info'
FACE_PARTS = (('age_appearance', 'age'), ('gender_appearance', 'gender'),
              ('multicultural_appearance', 'multicultural'))
TYPES = {'visual-classifier': 'concept', 'embedding-classifier': 'concept',
         'visual-embedder': 'embed', 'clusterer': 'cluster', 'visual-detector': 'detect-concept'}

# Creating a model makes no version (Clarifai's list of changes, January 2023); when the answer has
# one all the same, it is used.
UNTRAINED = {'code': MODEL_UNTRAINED, 'description': 'Model not yet trained'}

# closed_environment is train_info.params.enrich_dataset, with these values (Clarifai's notebook
# transfer_learn, 2024).
ENRICH_DATASET = {True: 'Disabled', False: 'Automatic'}


def restore_model(model, asked=None):
    """A model with the fields that 2.6.2's had.

    Args:
        model (dict): a model of an answer.
        asked (str): the id it was asked for, which 2.x code compares with.
    """
    model = object_in(model)
    restored = dict(model)
    public = catalogue.find(asked or text_in(model.get('id')) or '')
    if asked and asked != model.get('id'):
        restored['id'] = asked
        if model.get('id'):
            restored['platform_id'] = model['id']
    name = public.names[0] if public is not None and public.names else model.get('name')
    restored['name'] = name or restored.get('id')
    if model.get('name') and model['name'] != restored['name']:
        restored['platform_name'] = model['name']
    version = dict(object_in(model.get('model_version')))
    version.setdefault('id', '')
    if not version['id']:
        version.setdefault('status', dict(UNTRAINED))
    restored['model_version'] = version
    restored['output_info'] = _output_info(model, version, public)
    return restored


def _output_info(model, version, public):
    """`output_info` with its type, and what now belongs to the version."""
    newer = object_in(version.get('output_info'))
    info = dict(newer, **object_in(model.get('output_info')))
    for part in ('data', 'output_config'):
        if newer.get(part) and not info.get(part):
            info[part] = newer[part]
    kind = public.type if public is not None else TYPES.get(text_in(model.get('model_type_id')))
    if kind:
        info.setdefault('type', kind)
        info.setdefault('type_ext', kind)
    info.setdefault('message', MESSAGE)
    train_info = object_in(version.get('train_info'))
    enrich = object_in(train_info.get('params')).get('enrich_dataset')
    if enrich:
        closed = enrich == ENRICH_DATASET[True]
        info['output_config'] = dict(object_in(info.get('output_config')),
                                     closed_environment=closed)
    return info


def restore_outputs(outputs, asked=None):
    """Outputs of a prediction with 2.6.2's fields."""
    return [restore_output(output, asked) for output in objects_in(outputs)]


def restore_output(output, asked=None):
    """One output: its model, faces and frame times as 2.6.2 had them."""
    restored = dict(output)
    if output.get('model'):
        restored['model'] = restore_model(output['model'], asked)
    if object_in(output.get('data')):
        kind = object_in(object_in(restored.get('model')).get('output_info')).get('type')
        restored['data'] = _data(output['data'], kind)
    return restored


def _data(data, kind):
    restored = _with_face(data, kind)
    if data.get('regions'):
        restored['regions'] = [dict(region, data=_with_face(region['data'], kind))
                               if object_in(region.get('data')) else region
                               for region in objects_in(data['regions'])]
    if data.get('frames'):
        restored['frames'] = [_frame(frame, kind) for frame in objects_in(data['frames'])]
    return restored


def _with_face(data, kind):
    """Data that has under `face` what 2.x had there, from its concepts."""
    face = {}
    concepts = objects_in(data.get('concepts'))
    for part, vocabulary in FACE_PARTS:
        named = [one for one in concepts if vocabulary in (text_in(one.get('vocab_id')) or '')]
        if named:
            face[part] = {'concepts': named}
    if kind == 'facedetect-identity' and concepts:
        face['identity'] = {'concepts': list(concepts)}
    return dict(data, face=data.get('face') or face) if face else dict(data)


def _frame(frame, kind):
    """A frame; the time is a number, though JSON for 64 bits may write it as text."""
    restored = dict(frame)
    info = object_in(frame.get('frame_info'))
    if info:
        restored['frame_info'] = dict(
            (name, int(value) if isinstance(value, type(u'')) and value.isdigit() else value)
            for name, value in info.items())
    if object_in(frame.get('data')):
        restored['data'] = _data(frame['data'], kind)
    return restored


def _largest(sizes):
    """Which of the sizes that are kept of a picture to show: they come in any order."""
    sizes = [size for size in sizes if text_in(size)] if isinstance(sizes, list) else []
    return 'orig' if not sizes or 'orig' in sizes else sizes[0]


def restore_input(item):
    """An input whose picture is kept by Clarifai with a `url`, as 2.6.2's had."""
    data = object_in(item.get('data'))
    for kind in ('image', 'video'):
        content = object_in(data.get(kind))
        hosted = object_in(content.get('hosted'))
        if hosted and not content.get('url'):
            size = _largest(hosted.get('sizes'))
            url = '/'.join([text_in(hosted.get('prefix')) or '', size,
                            text_in(hosted.get('suffix')) or ''])
            return dict(item, data=dict(data, **{kind: dict(content, url=url)}))
    return item
