"""The official stubs drive the sandbox through their JSON channel: models and evaluations."""
from __future__ import absolute_import

import time

import pytest

pytest.importorskip('clarifai_grpc')
pytest.importorskip('sklearn')

from clarifai_grpc.grpc.api import resources_pb2 as R  # noqa: E402
from clarifai_grpc.grpc.api import service_pb2 as S  # noqa: E402
from google.protobuf import struct_pb2  # noqa: E402
from wire import Official  # noqa: E402

APP = R.UserAppIDSet(user_id='trainer', app_id='temperature')
MAIN = R.UserAppIDSet(user_id='clarifai', app_id='main')
RED, BLUE = 'https://x.example/metro-north.jpg', 'https://x.example/other.jpg'
TRAINED, EVALUATED = 21100, 21300
MODEL = {'user_app_id': APP, 'model_id': 'temperature'}


@pytest.fixture(scope='module')
def call(url):
    return Official(url, 'model-pat')


def wait_for(question):
    give_up = time.time() + 60
    while time.time() < give_up:
        answer = question()
        if answer:
            return answer
        time.sleep(0.05)
    pytest.fail('it took too long')


def picture(url, **values):
    concepts = [R.Concept(id=name, value=value) for name, value in sorted(values.items())]
    image = R.Image(url=url, allow_duplicate_url=True)
    return R.Input(data=R.Data(image=image, concepts=concepts))


@pytest.fixture(scope='module')
def version(call):
    """The version of a model that has learned warm and cold; its id."""
    call('PostInputs', S.PostInputsRequest(user_app_id=APP, inputs=[
        picture(url, warm=float(url == RED), cold=float(url == BLUE))
        for url in (RED, BLUE) for _ in range(5)]))
    wait_for(lambda: call('GetInputCount', S.GetInputCountRequest(
        user_app_id=APP)).counts.processed == 10)
    call('PostModels', S.PostModelsRequest(user_app_id=APP, models=[
        R.Model(id='temperature', model_type_id='embedding-classifier')]))
    params = struct_pb2.Struct()
    params.update({'enrich_dataset': 'Disabled'})
    made = call('PostModelVersions', S.PostModelVersionsRequest(
        model_versions=[R.ModelVersion(
            output_info=R.OutputInfo(data=R.Data(concepts=[
                R.Concept(id='warm'), R.Concept(id='cold')])),
            train_info=R.TrainInfo(params=params))], **MODEL)).model.model_version
    wait_for(lambda: call('GetModelVersion', S.GetModelVersionRequest(
        version_id=made.id, **MODEL)).model_version.status.code == TRAINED)
    return made.id


def test_models(call, version):
    assert call('GetModel', S.GetModelRequest(**MODEL)).model.model_version.id == version
    info = call('GetModelOutputInfo', S.GetModelRequest(**MODEL)).model.model_version.output_info
    assert [concept.id for concept in info.data.concepts] == ['warm', 'cold']
    assert len(call('ListModels', S.ListModelsRequest(user_app_id=APP)).models) == 1
    found = call('PostModelsSearches', S.PostModelsSearchesRequest(
        user_app_id=MAIN, model_query=R.ModelQuery(name='*general*'))).models
    assert 'general-image-recognition' in [model.id for model in found]
    user = R.UserAppIDSet(user_id='trainer')
    assert call('ListModels', S.ListModelsRequest(user_app_id=user)).models[0].id == 'temperature'
    main = R.UserAppIDSet(user_id='clarifai')
    assert len(call('ListModels', S.ListModelsRequest(user_app_id=main, per_page=3)).models) == 3
    call('PatchModels', S.PatchModelsRequest(user_app_id=APP, action='overwrite', models=[
        R.Model(id='temperature', notes='n')]))
    call('PostModels', S.PostModelsRequest(user_app_id=APP, models=[R.Model(id='spare')]))
    call('DeleteModel', S.DeleteModelRequest(user_app_id=APP, model_id='spare'))
    call('DeleteModels', S.DeleteModelsRequest(user_app_id=APP, ids=['temperature-2']))


def test_versions(call, version):
    listed = call('ListModelVersions', S.ListModelVersionsRequest(**MODEL)).model_versions
    assert [one.id for one in listed] == [version]
    call('PatchModelVersions', S.PatchModelVersionsRequest(
        action='merge', model_versions=[R.ModelVersion(id=version, description='d')], **MODEL))
    concepts = call('ListModelConcepts', S.ListModelConceptsRequest(
        version_id=version, **MODEL)).concepts
    assert [concept.id for concept in concepts] == ['warm', 'cold']
    assert call('ListModelInputs', S.ListModelInputsRequest(version_id=version, **MODEL)).inputs
    call('GetModelVersion', S.GetModelVersionRequest(version_id='nope', **MODEL), 21200)


def test_outputs(call, version):
    for options in ({}, {'version_id': version}):
        outputs = call('PostModelOutputs', S.PostModelOutputsRequest(
            inputs=[picture(RED), picture(BLUE)], **dict(MODEL, **options))).outputs
        assert [output.data.concepts[0].id for output in outputs] == ['warm', 'cold']
    outputs = call('PostModelOutputs', S.PostModelOutputsRequest(
        user_app_id=MAIN, model_id='general-image-recognition', inputs=[picture(RED)])).outputs
    assert outputs[0].data.concepts


def test_evaluations(call, version):
    model = R.Model(id='temperature', model_version=R.ModelVersion(id=version))
    made = call('PostEvaluations', S.PostEvaluationsRequest(
        user_app_id=APP, eval_metrics=[R.EvalMetrics(model=model)])).eval_metrics[0]
    one = dict(user_app_id=APP, evaluation_id=made.id)
    wait_for(lambda: call('GetEvaluation', S.GetEvaluationRequest(
        **one)).eval_metrics.status.code == EVALUATED)
    metrics = call('GetEvaluation', S.GetEvaluationRequest(fields=R.FieldsValue(
        confusion_matrix=True, binary_metrics=True), **one)).eval_metrics
    assert metrics.summary.macro_avg_roc_auc == 1.0
    assert len(metrics.binary_metrics) == 2
    assert len(call('ListEvaluations', S.ListEvaluationsRequest(user_app_id=APP)).eval_metrics) == 1
    of_version = dict(user_app_id=APP, model_id='temperature', model_version_id=version)
    assert len(call('ListModelVersionEvaluations', S.ListModelVersionEvaluationsRequest(
        **of_version)).eval_metrics) == 1
    user = R.UserAppIDSet(user_id='trainer')
    found = call('ListEvaluations', S.ListEvaluationsRequest(user_app_id=user)).eval_metrics
    assert [one.id for one in found] == [made.id]
    again = call('PostModelVersionEvaluations', S.PostModelVersionEvaluationsRequest(**of_version))
    assert [one.model.model_version.id for one in again.eval_metrics] == [version]
    call('GetModelVersionEvaluation', S.GetModelVersionEvaluationRequest(
        evaluation_id=made.id, **of_version))
    call('GetModelVersionMetrics', S.GetModelVersionMetricsRequest(version_id=version, **MODEL))


def test_types(call):
    types = call('ListModelTypes', S.ListModelTypesRequest(user_app_id=APP)).model_types
    assert 'embedding-classifier' in [one.id for one in types]
    call('GetModelType', S.GetModelTypeRequest(
        user_app_id=APP, model_type_id='embedding-classifier'))
