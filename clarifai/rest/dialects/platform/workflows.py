"""Workflows of the user's app and of Clarifai's."""
from __future__ import absolute_import

from clarifai.answers import objects_in
from clarifai.paging import in_batches
from clarifai.rest.dialects.platform.answers import restore_outputs
from clarifai.rest.dialects.platform.inputs import without_faces
from clarifai.rest.dialects.platform.models import without_closed_environment

INPUTS_PER_REQUEST = 32
FIRST_PAGE = {'page': 1, 'per_page': 20}  # today's own choice would be 128 a page


def get_public_workflows(call):
    """List the workflows of Clarifai's app."""
    return call.send(call.places.public(), 'list_workflows', **(call.params or FIRST_PAGE))


def get_workflows(call):
    """List the workflows of the user's app."""
    return call.own('list_workflows', **(call.params or FIRST_PAGE))


def get_workflow(call):
    """Get a workflow."""
    return _where_it_is(call, lambda place: call.send(place, 'get_workflow', **call.ids))


def predict_workflow(call):
    """Predict with a workflow, 32 inputs at a time."""
    params = dict(call.params, inputs=without_faces(call.params['inputs']))
    if 'output_config' in params:
        params = without_closed_environment(params)

    def send(inputs):
        batch = dict(params, inputs=inputs, **call.ids)
        answer = _where_it_is(call, lambda place: call.send(
            place, 'post_workflow_results', **batch))
        results = [dict(result, outputs=restore_outputs(result.get('outputs')))
                   for result in objects_in(answer.get('results'))]
        return dict(answer, results=results)

    return in_batches(params['inputs'], send, INPUTS_PER_REQUEST)


def _where_it_is(call, send):
    """Send to the user's app, else to Clarifai's, and remember which workflows are there."""
    workflow_id = call.ids['workflow_id']
    if workflow_id in call.public_workflows:
        return send(call.places.public())
    answer, is_public = call.own_or_public(send)
    if is_public:
        call.public_workflows.add(workflow_id)
    return answer


HANDLERS = {
    'get_workflows': get_workflows, 'get_public_workflows': get_public_workflows,
    'get_workflow': get_workflow, 'predict_workflow': predict_workflow,
}
