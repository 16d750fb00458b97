"""The demographics model of 2.x, for which today's platform has a workflow of five models.

The model went on 16 October 2020.  The workflow ``Demographics`` of Clarifai's app finds faces and
asks a model each for age, gender and ethnicity.  Their outputs are put together here in the shape
of 2.x: ``data.regions[].data`` with ``face`` and ``concepts``.  The names of models and their order
are known from answers that public programs recorded; see docs/platform.rst.
"""
from __future__ import absolute_import

from collections import OrderedDict

from clarifai.answers import code_of
from clarifai.errors import ApiError, UserError
from clarifai.paging import in_batches
from clarifai.rest import catalogue
from clarifai.rest.dialects.platform.answers import MESSAGE
from clarifai.status_codes import MIXED_STATUS, SUCCESS, is_refused

WORKFLOW = 'Demographics'
FACE_DETECTION = 'face-detection'
INPUTS_PER_REQUEST = 32
TYPE = 'facedetect-demographics'

# Part of 2.x's `face`, which is also its vocab_id; the model today, by name and by id.
GROUPS = (
    ('age_appearance', 'age-demographics-recognition', '36f90889189ad96c516d134bc713004d'),
    ('gender_appearance', 'gender-demographics-recognition', 'af40a692dfe6040f23ca656f4e144fc2'),
    ('multicultural_appearance', 'ethnicity-demographics-recognition',
     '93c277ec3940fba661491fda4d3ccfa0'),
)

NO_VIDEO = ('nothing was sent: the demographics model was retired on 16 October 2020, and the '
            'workflow in its place looks at pictures, not at videos: inputs[%d]. Send frames of '
            'the video as pictures.')
DESCRIPTIONS = {SUCCESS: 'Ok', MIXED_STATUS: 'Mixed Success'}


def predict(call, model_id):
    """What the workflow, or else its models one by one, say about faces, as 2.x's model said it.

    Args:
        call (Call): a prediction.
        model_id (str): the id to show.

    Returns:
        dict: an answer of 2.x, with an output for each input.

    Raises:
        UserError: one of the inputs is a video, or there is no PAT.
        ApiError: none of the inputs could be looked at, or a request failed outright; of several,
            it has the answers to those before it, and counts positions as `in_batches` does.
    """
    inputs = call.params['inputs']
    for position, item in enumerate(inputs):
        if 'video' in (item.get('data') or {}):
            raise UserError(NO_VIDEO % position)
    place = call.places.public()
    choice = _Choice(call.params)
    refusals = []

    def send(batch):
        answer = _answer_for(call, place, batch)
        if isinstance(answer, ApiError):
            if len(batch) == len(inputs):
                raise answer
            refusals.append(answer)
            answer = answer.answer
        return _in_2x_shape(answer, model_id, choice)

    answer = in_batches(inputs, send, INPUTS_PER_REQUEST)
    if refusals and all(code_of(output) != SUCCESS for output in answer['outputs']):
        raise refusals[0]
    return answer


def _answer_for(call, place, batch):
    """The answer about some inputs; an ApiError that says of each of them why it failed."""
    try:
        try:
            return call.send(place, 'post_workflow_results', workflow_id=WORKFLOW, inputs=batch)
        except ApiError as error:
            if not is_refused(error):
                raise
        return _by_models(call, place, batch)
    except ApiError as error:
        if len(_results_of(error.answer)) != len(batch):
            raise
        return error


def _in_2x_shape(answer, model_id, choice):
    """An answer of 2.x, with an output for each result."""
    outputs = [_output(result, model_id, choice) for result in _results_of(answer)]
    all_good = all(code_of(output) == SUCCESS for output in outputs)
    code = SUCCESS if all_good else MIXED_STATUS
    status = dict(answer.get('status') or {}, code=code, description=DESCRIPTIONS[code])
    return {'status': status, 'outputs': outputs}


def _results_of(answer):
    """What an answer says of each input: the results of the workflow, or outputs of one model."""
    if not isinstance(answer, dict):
        return []
    return answer.get('results') or [_result_of(output) for output in answer.get('outputs') or ()]


def _result_of(output):
    return {'status': output.get('status'), 'input': output.get('input'), 'outputs': [output]}


def _by_models(call, place, batch):
    """What the workflow would answer, from its models: first the faces, then what they look like.

    These are four predictions, the last three with the regions of the faces.
    """
    answer = _outputs(call, place, FACE_DETECTION, batch)
    results = _results_of(answer)
    faces = [(result, item) for result, item in zip(results, batch) if _faces(result)]
    if faces:
        asked = [_with_regions(item, _faces(result)) for result, item in faces]
        for _, model_id, _ in GROUPS:
            said = _outputs(call, place, model_id, asked)
            for (result, _), output in zip(faces, said.get('outputs') or ()):
                result['outputs'].append(_about_regions(output, _faces(result)))
    return {'status': answer.get('status'), 'results': results}


def _outputs(call, place, model_id, inputs):
    return call.send(place, 'post_model_outputs', model_id=model_id, inputs=inputs)


def _faces(result):
    """The regions of the first output, which is that of the model that finds faces."""
    data = (result.get('outputs') or [{}])[0].get('data') or {}
    return data.get('regions') or ()


def _with_regions(item, regions):
    """An input that asks about parts of its picture."""
    places = [dict((name, region[name]) for name in ('id', 'region_info') if name in region)
              for region in regions]
    return dict(item, data=dict(item['data'], regions=places))


def _about_regions(output, regions):
    """An output about the regions that were asked for.

    A model that knows no regions speaks of the whole picture, which is good for its only face.
    """
    data = output.get('data') or {}
    if data.get('regions') or len(regions) != 1 or 'concepts' not in data:
        return output
    return dict(output, data={'regions': [dict(regions[0], data={'concepts': data['concepts']})]})


class _Choice(object):
    """Which concepts of a group are wanted: the options of the prediction, group by group.

    Args:
        params (dict): those of the prediction, in 2.6.2's shape.
    """

    def __init__(self, params):
        info = (params.get('model') or {}).get('output_info') or {}
        config = info.get('output_config') or {}
        self._most = config.get('max_concepts') or None
        self._least = config.get('min_value') or 0
        selected = config.get('select_concepts') or ()
        self._names = set(item.get('name') for item in selected) - set([None])
        self._ids = set(item.get('id') for item in selected) - set([None])

    def of(self, concepts):
        """Those of a group's concepts that are wanted, best first."""
        chosen = [concept for concept in concepts
                  if (concept.get('value') or 0) >= self._least and self._is_selected(concept)]
        return sorted(chosen, key=lambda concept: -(concept.get('value') or 0))[:self._most]

    def _is_selected(self, concept):
        return (not self._names and not self._ids or concept.get('name') in self._names
                or concept.get('id') in self._ids)


def _output(result, model_id, choice):
    """One output of 2.x from a result: the outputs of all models about one input."""
    outputs = result.get('outputs') or [{}]
    failed = [output['status'] for output in outputs
              if code_of(output) not in (None, SUCCESS)]
    status = result.get('status') or outputs[0].get('status') or {}
    if failed and status.get('code') in (None, SUCCESS):
        status = failed[0]
    output = dict((name, outputs[0][name]) for name in ('id', 'created_at') if name in outputs[0])
    output.update(
        status=status, data=_data(outputs, choice) if status.get('code') == SUCCESS else {},
        input=result.get('input') or outputs[0].get('input') or {},
        model={'id': model_id, 'name': catalogue.DEMOGRAPHICS, 'app_id': 'main',
               'output_info': {'type': TYPE, 'type_ext': TYPE, 'message': MESSAGE},
               'model_version': {'id': ''}})
    return output


def _data(outputs, choice):
    """`data` of 2.x: the regions that any of the models speaks of, each with what all say of it."""
    regions = OrderedDict()
    for part, output in _of_groups(outputs):
        for region in (output.get('data') or {}).get('regions') or ():
            said = [dict(concept, vocab_id=part)
                    for concept in choice.of((region.get('data') or {}).get('concepts') or ())]
            merged = regions.setdefault(_place(region), {
                'id': region.get('id'), 'region_info': region.get('region_info'),
                'data': {'face': {}, 'concepts': []}})
            merged['data']['face'][part] = {'concepts': said}
            merged['data']['concepts'].extend(said)
    return {'regions': [_without_none(region) for region in regions.values()]} if regions else {}


def _of_groups(outputs):
    """Pairs of a part of `face` and the output of its model, in the order of 2.x."""
    for part, name, model_id in GROUPS:
        for output in outputs:
            model = output.get('model') or {}
            if model.get('id') in (name, model_id) or model.get('name') == name:
                yield part, output


def _place(region):
    """What tells a region from the others: its id, or where it is."""
    box = (region.get('region_info') or {}).get('bounding_box') or {}
    return region.get('id') or tuple(sorted(box.items()))


def _without_none(region):
    return dict((name, part) for name, part in region.items() if part is not None)
