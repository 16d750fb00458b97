"""The official stubs as a runner, and as who predicts, through the gRPC door."""
from __future__ import absolute_import

import concurrent.futures
import threading

import pytest
from grpc_door import APP, METADATA, USER, R, stub_of

from clarifai_grpc.grpc.api import service_pb2 as S

from clarifai.sandbox import Sandbox
from clarifai.sandbox.handlers import runners

PLACE = {'user_app_id': USER, 'compute_cluster_id': 'local', 'nodepool_id': 'local'}
NEEDS_RETRY = 25604


@pytest.fixture(scope='module')
def stub():
    with Sandbox(recognition='off', grpc_port=0) as sandbox:
        with stub_of(sandbox.grpc_url) as stub:
            stub.PostApps(S.PostAppsRequest(user_app_id=USER, apps=[R.App(id='zoo')]),
                          metadata=METADATA)
            yield stub


@pytest.fixture()
def runner(stub):
    """A runner for the model ``shout``, as it was made."""
    worker = R.Worker(model=R.Model(id='shout', user_id='ann', app_id='zoo'))
    answer = stub.PostRunners(S.PostRunnersRequest(runners=[R.Runner(
        description='a desk', labels=['loud'], worker=worker)], **PLACE), metadata=METADATA)
    assert answer.status.code == 10000, answer.status
    yield answer.runners[0]
    stub.DeleteRunners(S.DeleteRunnersRequest(ids=[answer.runners[0].id], **PLACE),
                       metadata=METADATA)


def test_places_and_runners(stub, runner):
    cluster, = stub.ListComputeClusters(S.ListComputeClustersRequest(user_app_id=USER),
                                        metadata=METADATA).compute_clusters
    pool, = stub.ListNodepools(S.ListNodepoolsRequest(user_app_id=USER),
                               metadata=METADATA).nodepools
    assert (cluster.id, pool.id, pool.compute_cluster.id) == ('local', 'local', 'local')
    assert stub.GetComputeCluster(S.GetComputeClusterRequest(
        user_app_id=USER, compute_cluster_id='local'),
        metadata=METADATA).compute_cluster == cluster
    assert stub.GetNodepool(S.GetNodepoolRequest(**PLACE), metadata=METADATA).nodepool == pool
    assert list(stub.ListRunners(S.ListRunnersRequest(user_app_id=USER),
                                 metadata=METADATA).runners) == [runner]
    assert stub.GetRunner(S.GetRunnerRequest(user_app_id=USER, runner_id=runner.id),
                          metadata=METADATA).runner == runner
    assert (runner.worker.model.id, list(runner.labels)) == ('shout', ['loud'])


def test_runners_are_changed(stub, runner):
    def patched(action, **members):
        answer = stub.PatchRunners(S.PatchRunnersRequest(
            runners=[R.Runner(id=runner.id, **members)], action=action, **PLACE),
            metadata=METADATA)
        assert answer.status.code == 10000, answer.status
        return answer.runners[0]
    changed = patched('merge', labels=['quiet'], num_replicas=2)
    assert (list(changed.labels), changed.num_replicas) == (['loud', 'quiet'], 2)
    assert (changed.description, changed.worker) == (runner.description, runner.worker)
    assert list(patched('remove', labels=['loud']).labels) == ['quiet']
    assert patched('overwrite', description='a chair').description == 'a chair'
    assert stub.GetRunner(S.GetRunnerRequest(user_app_id=USER, runner_id=runner.id),
                          metadata=METADATA).runner.description == 'a chair'
    for wrong in ({'action': 'append'}, {'action': 'merge', 'runners': [R.Runner(id='ghost')]}):
        answer = stub.PatchRunners(S.PatchRunnersRequest(**dict(PLACE, **wrong)),
                                   metadata=METADATA)
        assert answer.status.code in (11102, 11101, 25600, 25602), answer.status


def test_eight_polls_and_predictions(stub, runner, monkeypatch):
    monkeypatch.setattr(runners, 'POLL_SECONDS', 0.5)
    over = threading.Event()

    def work():
        while not over.is_set():
            answer = stub.ListRunnerItems(S.ListRunnerItemsRequest(runner_id=runner.id, **PLACE),
                                          metadata=METADATA)
            assert answer.status.code in (10000, NEEDS_RETRY), answer.status
            for item in answer.runner_items:
                request = item.post_model_outputs_request
                outputs = [R.Output(data=R.Data(text=R.Text(raw=sent.data.text.raw.upper())))
                           for sent in request.inputs]
                done = stub.PostRunnerItemOutputs(S.PostRunnerItemOutputsRequest(
                    runner_id=runner.id, runner_item_id=item.id, runner_item_outputs=[
                        S.RunnerItemOutput(multi_output_response=S.MultiOutputResponse(
                            outputs=outputs))], **PLACE), metadata=METADATA)
                assert done.status.code == 10000, done.status

    def predict(number):
        return stub.PostModelOutputs(S.PostModelOutputsRequest(
            user_app_id=APP, model_id='shout', inputs=[R.Input(data=R.Data(text=R.Text(
                raw='item %d' % number)))]), metadata=METADATA).outputs[0].data.text.raw
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        polls = [pool.submit(work) for _ in range(8)]
        found = list(pool.map(predict, range(50)))
        over.set()
        for poll in polls:
            poll.result(60)
    assert found == ['ITEM %d' % number for number in range(50)]
