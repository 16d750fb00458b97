"""The official stubs drive the sandbox through their JSON channel: workflows."""
from __future__ import absolute_import

import pytest

pytest.importorskip('clarifai_grpc')
pytest.importorskip('sklearn')

from clarifai_grpc.grpc.api import resources_pb2 as R  # noqa: E402
from clarifai_grpc.grpc.api import service_pb2 as S  # noqa: E402
from wire import Official  # noqa: E402

IMAGE = R.Input(data=R.Data(image=R.Image(url='https://x.example/metro-north.jpg')))
MAIN = R.UserAppIDSet(user_id='clarifai', app_id='main')


@pytest.fixture(scope='module')
def call(url):
    return Official(url, 'workflow-pat')


@pytest.fixture
def app(request):
    return R.UserAppIDSet(user_id='official', app_id=request.node.name)


def node(node_id, model_id, *inputs):
    return R.WorkflowNode(
        id=node_id, model=R.Model(id=model_id, user_id='clarifai', app_id='main'),
        node_inputs=[R.NodeInput(node_id=name) for name in inputs])


def test_workflows(call, app):
    nodes = [node('faces', 'face-detection'), node('inside', 'general-image-recognition', 'faces')]
    made = call('PostWorkflows', S.PostWorkflowsRequest(user_app_id=app, workflows=[
        R.Workflow(id='mine', nodes=nodes, description='d')])).workflows[0]
    assert [one.id for one in made.nodes] == ['faces', 'inside']
    assert made.version.workflow_id == 'mine'
    changed = call('PatchWorkflows', S.PatchWorkflowsRequest(
        user_app_id=app, action='overwrite', workflows=[
            R.Workflow(id='mine', nodes=nodes[:1])])).workflows[0]
    assert len(changed.nodes) == 1
    one = dict(user_app_id=app, workflow_id='mine')
    call('GetWorkflow', S.GetWorkflowRequest(**one))
    versions = call('ListWorkflowVersions', S.ListWorkflowVersionsRequest(**one))
    assert [len(version.nodes) for version in versions.workflow_versions] == [1, 2]
    old = versions.workflow_versions[1].id
    call('GetWorkflowVersion', S.GetWorkflowVersionRequest(workflow_version_id=old, **one))
    call('PatchWorkflowVersions', S.PatchWorkflowVersionsRequest(
        action='merge', workflow_versions=[R.WorkflowVersion(id=old, description='old')], **one))
    results = call('PostWorkflowResults', S.PostWorkflowResultsRequest(
        inputs=[IMAGE], version_id=old, **one)).results
    assert len(results[0].outputs) == 2
    call('DeleteWorkflowVersions', S.DeleteWorkflowVersionsRequest(
        workflow_version_ids=[old], **one))
    listed = call('ListWorkflows', S.ListWorkflowsRequest(user_app_id=app, search='mi'))
    assert len(listed.workflows) == 1
    user = R.UserAppIDSet(user_id='official')
    assert call('ListWorkflows', S.ListWorkflowsRequest(user_app_id=user)).workflows
    call('PatchWorkflowIds', S.PatchWorkflowIdsRequest(
        user_app_id=app, action='overwrite', ids=[S.IdUpdateSource(id='mine', new_id='ours')]))
    call('DeleteWorkflow', S.DeleteWorkflowRequest(user_app_id=app, workflow_id='ours'))
    call('DeleteWorkflow', S.DeleteWorkflowRequest(user_app_id=app, workflow_id='ours'), 22102)
    call('DeleteWorkflows', S.DeleteWorkflowsRequest(user_app_id=app, delete_all=True))


def test_public_workflows(call):
    for workflow_id, outputs in (('General', 3), ('Demographics', 5)):
        result = call('PostWorkflowResults', S.PostWorkflowResultsRequest(
            user_app_id=MAIN, workflow_id=workflow_id, inputs=[IMAGE])).results[0]
        assert len(result.outputs) == outputs
    assert len(call('ListWorkflows', S.ListWorkflowsRequest(user_app_id=MAIN)).workflows) == 10
