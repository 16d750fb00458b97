"""The workflows of an app: several models in one request."""
from __future__ import absolute_import

from clarifai import deprecation
from clarifai.answers import object_in, objects_in
from clarifai.errors import UserError
from clarifai.paging import pages
from clarifai.rest import deprecated_signatures
from clarifai.rest.predicting import Predicting
from clarifai.value import Value


class WorkflowNode(Value):
    """A model within a workflow.

    Args:
        wf_node (dict): a node of an answer.

    Attributes:
        node_id (str or None): its id.
        model_id (str or None): the model.
        model_version_id (str or None): the version of the model.
    """

    def __init__(self, wf_node):
        model = object_in(wf_node.get('model'))
        self.node_id = wf_node.get('id')
        self.model_id = model.get('id')
        self.model_version_id = object_in(model.get('model_version')).get('id')

    def dict(self):
        """The node as the API writes it."""
        return {'id': self.node_id,
                'model': {'id': self.model_id, 'model_version': {'id': self.model_version_id}}}


class Workflow(Predicting, Value):
    """A workflow.

    Args:
        api (ApiClient): the app's client.
        workflow (dict): a workflow of an answer.
        workflow_id (str): the id, when no more is known.

    Attributes:
        wf_id (str): its id.
        nodes (list of WorkflowNode): its models, as far as known.

    Raises:
        UserError: neither a workflow nor an id was given.
    """

    _hidden = ('api',)
    _hashed = ('wf_id',)

    def __init__(self, api, workflow=None, workflow_id=None):
        if workflow is None and not workflow_id or not isinstance(workflow or {}, dict):
            raise UserError('Workflow needs the workflow of an answer (a dictionary), or a '
                            'workflow_id')
        workflow = workflow or {}
        self.api = api
        self.wf_id = workflow.get('id') or workflow_id
        self.nodes = [WorkflowNode(node) for node in objects_in(workflow.get('nodes'))]

    def dict(self):
        """The workflow as the API writes it, as far as it is known."""
        workflow = {'id': self.wf_id}
        if self.nodes:
            workflow['nodes'] = [node.dict() for node in self.nodes]
        return workflow

    def _repr_html_(self):
        from clarifai.views.showing import html_of
        return html_of(self)

    def predict(self, inputs, output_config=None):
        """Predict inputs, in batches of 128.

        Args:
            inputs (list of Image or Video): what to predict.
            output_config (ModelOutputConfig): how to answer.

        Returns:
            dict: the JSON of the answer: ``['results'][0]['outputs']`` are the models' outputs for
            the first input.

        Raises:
            UserError: an argument of the wrong kind.
            ApiError: the server refused, failed or could not be reached.
        """
        return self.api.predict_workflow(self.wf_id, inputs, output_config)

    def _predict_media(self, media, config):
        return self.predict([media], config)


class Workflows(object):
    """The workflows of an app; `ClarifaiApp.workflows` is one of these.

    All methods raise `UserError` for wrong arguments, before anything is sent, and `ApiError` when
    the server refuses, fails or cannot be reached.

    Args:
        api (ApiClient): the app's client.
    """

    def __init__(self, api):
        self.api = api

    def get_all(self, public_only=False):
        """All workflows, fetched page by page as they are asked for.

        Args:
            public_only (bool): Clarifai's public ones in place of the app's (2.0.32 to 2.6.2).

        Yields:
            Workflow: one after the other.
        """
        return (Workflow(self.api, item) for item in pages(
            lambda page, per_page: self.api.get_workflows(public_only, page, per_page),
            'workflows', until_short=True))

    @deprecation.accepts_forms('(public_only=False, page=1, per_page=20)')
    def get_by_page(self, page=1, per_page=20, public_only=False):
        """The workflows of one page.

        Args:
            page (int): the page, from 1.
            per_page (int): workflows per page.
            public_only (bool): Clarifai's public ones in place of the app's; the first argument
                until 2.6.2.

        Returns:
            list of Workflow: empty behind the last page.
        """
        page, per_page, public_only = deprecated_signatures.workflows_page(page, per_page,
                                                                           public_only)
        answer = self.api.get_workflows(public_only, page, per_page)
        return [Workflow(self.api, item) for item in objects_in(answer.get('workflows'))]

    def get(self, workflow_id):
        """A workflow by its id.

        Args:
            workflow_id (str): the id.

        Returns:
            Workflow: or None when the answer has none; an unknown id is an `ApiError`.
        """
        item = object_in(self.api.get_workflow(workflow_id).get('workflow'))
        return Workflow(self.api, item) if item else None
