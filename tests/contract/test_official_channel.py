"""The official stubs drive the sandbox through their JSON channel: inputs and annotations."""
from __future__ import absolute_import

import io
import time
import wave

import pytest

pytest.importorskip('clarifai_grpc')
pytest.importorskip('sklearn')

from clarifai_grpc.grpc.api import resources_pb2 as R  # noqa: E402
from clarifai_grpc.grpc.api import service_pb2 as S  # noqa: E402
from clarifai_grpc.grpc.api.status import status_pb2  # noqa: E402
from google.protobuf import struct_pb2  # noqa: E402
from wire import Official  # noqa: E402

URL = 'https://x.example/metro-north.jpg'
OTHER = 'https://x.example/other.jpg'


@pytest.fixture(scope='module')
def call(url):
    return Official(url, 'official-pat')


@pytest.fixture
def app(call, request):
    """An app of its own with two inputs that are processed; its scope."""
    scope = R.UserAppIDSet(user_id='official', app_id=request.node.name)
    call('PostInputs', S.PostInputsRequest(user_app_id=scope, inputs=[
        R.Input(id='one', data=R.Data(image=R.Image(url=URL), concepts=[
            R.Concept(id='cat', value=1), R.Concept(id='dog', value=0)])),
        R.Input(id='two', data=R.Data(image=R.Image(url=OTHER)))]))
    wait_for_inputs(call, scope)
    return scope


def wait_for_inputs(call, scope):
    give_up = time.time() + 60
    while time.time() < give_up:
        counts = call('GetInputCount', S.GetInputCountRequest(user_app_id=scope)).counts
        if not counts.to_process + counts.processing:
            return counts
        time.sleep(0.05)
    pytest.fail('it took too long')


def region(*concepts):
    return R.Region(
        region_info=R.RegionInfo(bounding_box=R.BoundingBox(
            top_row=0.1, left_col=0.1, bottom_row=0.5, right_col=0.5)),
        data=R.Data(concepts=[R.Concept(id=name, value=1) for name in concepts]))


def test_annotations(call, app):
    info = struct_pb2.Struct()
    info.update({'round': 2, 'by': ['me']})
    made = call('PostAnnotations', S.PostAnnotationsRequest(user_app_id=app, annotations=[
        R.Annotation(id='mine', input_id='one', annotation_info=info,
                     data=R.Data(regions=[region('ear')])),
        R.Annotation(input_id='two', data=R.Data(concepts=[R.Concept(id='cosy', value=1)]),
                     worker=R.Worker(user=R.User(id='ann')))])).annotations
    assert [one.status.code for one in made] == [24150, 24150]
    assert made[0].data.regions[0].data.concepts[0].id == 'ear'
    one = call('GetAnnotation', S.GetAnnotationRequest(
        user_app_id=app, input_id='one', annotation_id='mine')).annotation
    assert one == made[0] and one.annotation_info == info and not one.input_level
    assert len(call('GetInput', S.GetInputRequest(
        user_app_id=app, input_id='one')).input.data.regions) == 1
    call('PostAnnotations', S.PostAnnotationsRequest(user_app_id=app, annotations=[
        R.Annotation(id='mine', input_id='one'), R.Annotation(id='x', input_id='two')]), 10010)
    call('PostAnnotations', S.PostAnnotationsRequest(user_app_id=app, annotations=[
        R.Annotation(input_id='ghost')]), 10020)


def test_lists_of_annotations(call, app):
    call('PostAnnotations', S.PostAnnotationsRequest(user_app_id=app, annotations=[
        R.Annotation(id='a%d' % number, input_id='two', data=R.Data(concepts=[
            R.Concept(id='c', value=1)])) for number in range(5)]))

    def ids(**fields):
        return [one.id for one in call('ListAnnotations', S.ListAnnotationsRequest(
            user_app_id=app, **fields)).annotations]
    assert len(ids(list_all_annotations=True)) == 7
    assert ids(page=2, per_page=4)[-1] == 'a4'
    assert ids(input_ids=['two'], list_all_annotations=True)[1:] == ['a%d' % n for n in range(5)]
    assert ids(input_ids=['two', 'two'], ids=['a1', 'a3']) == ['a1', 'a3']
    assert ids(user_ids=['nobody']) == []
    workers = call('ListAnnotationWorkers', S.ListAnnotationWorkersRequest(
        user_app_id=app, page=1, per_page=10)).workers
    assert [worker.user.id for worker in workers] == ['official']


def test_patches_and_deletion_of_annotations(call, app):
    made, = call('PostAnnotations', S.PostAnnotationsRequest(user_app_id=app, annotations=[
        R.Annotation(input_id='one', data=R.Data(regions=[region('ear')]))])).annotations
    made.data.regions[0].data.concepts[0].value = 0
    for action, expected in (('merge', 0), ('overwrite', 0), ('remove', None)):
        changed, = call('PatchAnnotations', S.PatchAnnotationsRequest(
            user_app_id=app, action=action, annotations=[R.Annotation(
                id=made.id, input_id='one', data=made.data)])).annotations
        concepts = changed.data.regions[0].data.concepts
        assert [one.value for one in concepts] == ([] if expected is None else [expected])
    call('DeleteAnnotation', S.DeleteAnnotationRequest(
        user_app_id=app, input_id='one', annotation_id=made.id))
    call('GetAnnotation', S.GetAnnotationRequest(
        user_app_id=app, input_id='one', annotation_id=made.id), 11101)
    call('DeleteAnnotations', S.DeleteAnnotationsRequest(user_app_id=app, input_ids=['one']))
    call('DeleteAnnotations', S.DeleteAnnotationsRequest(user_app_id=app), 11102)


def test_searches_over_annotations(call, app):
    made, = call('PostAnnotations', S.PostAnnotationsRequest(user_app_id=app, annotations=[
        R.Annotation(input_id='two', data=R.Data(regions=[region('cat')]))])).annotations

    def hits(*filters):
        return call('PostAnnotationsSearches', S.PostAnnotationsSearchesRequest(
            user_app_id=app, searches=[R.Search(query=R.Query(filters=filters))])).hits
    cat = R.Annotation(data=R.Data(concepts=[R.Concept(id='cat', value=1)]))
    found = hits(R.Filter(annotation=cat))
    assert sorted(hit.input.id for hit in found) == ['one', 'two']
    assert made in [hit.annotation for hit in found]
    boxed = R.Annotation(data=R.Data(regions=[R.Region(
        region_info=R.RegionInfo(bounding_box=R.BoundingBox()))]))
    assert [hit.annotation.id for hit in hits(R.Filter(annotation=boxed))] == [made.id]
    bare = R.Annotation(data=R.Data())
    assert all(hit.annotation.input_level for hit in hits(R.Filter(annotation=bare)))
    done = R.Annotation(status=status_pb2.Status(code=24150))
    assert len(hits(R.Filter(annotation=done))) == 3
    user = R.Annotation(worker=R.Worker(user=R.User(id='official')))
    assert len(hits(R.Filter(annotation=user))) == 3


def test_saved_searches(call, app):
    query = R.Query(filters=[R.Filter(annotation=R.Annotation(
        data=R.Data(concepts=[R.Concept(id='cat', value=1)])))])
    saved, = call('PostInputsSearches', S.PostInputsSearchesRequest(
        user_app_id=app, searches=[R.Search(
            id='s', name='cats', save=True, query=query, min_value=0.25,
            algorithm='brute_force', metric=R.Search.COSINE_DISTANCE)])).searches
    assert (saved.id, saved.query, saved.metric) == ('s', query, R.Search.COSINE_DISTANCE)
    assert call('GetSearch', S.GetSearchRequest(user_app_id=app, id='s')).search == saved
    assert list(call('ListSearches', S.ListSearchesRequest(
        user_app_id=app, page=1, per_page=5)).searches) == [saved]
    found = call('PostSearchesByID', S.PostSearchesByIDRequest(
        user_app_id=app, id='s', pagination=S.Pagination(page=1, per_page=5)))
    assert [hit.input.id for hit in found.hits] == ['one']
    for rpc, message in (('PatchSearches', S.PatchSearchesRequest),
                         ('PatchInputsSearches', S.PatchInputsSearchesRequest),
                         ('PatchAnnotationsSearches', S.PatchAnnotationsSearchesRequest)):
        changed, = call(rpc, message(user_app_id=app, action='overwrite', searches=[
            R.Search(id='s', name=rpc)])).searches
        assert (changed.name, changed.query) == (rpc, query)
    call('DeleteSearch', S.DeleteSearchRequest(user_app_id=app, id='s'))
    call('GetSearch', S.GetSearchRequest(user_app_id=app, id='s'), 11101)
    old = R.Query(ands=[R.And(input=R.Input(data=R.Data(image=R.Image(url=URL))))])
    hits = call('PostSearches', S.PostSearchesRequest(
        user_app_id=app, searches=[R.Search(query=old)])).hits
    assert [hit.input.id for hit in hits] == ['one']


def test_inputs(call, app):
    def ids(answer):
        return [one.id for one in answer.inputs]
    assert ids(call('StreamInputs', S.StreamInputsRequest(user_app_id=app, per_page=1))) == ['one']
    assert ids(call('StreamInputs', S.StreamInputsRequest(
        user_app_id=app, last_id='two', descending=True, order_by_id=True))) == ['one']
    assert ids(call('ListInputs', S.ListInputsRequest(
        user_app_id=app, page=1, per_page=5, status=status_pb2.Status(code=30000)))) == [
            'one', 'two']
    assert ids(call('ListInputs', S.ListInputsRequest(user_app_id=app, ids=['two', 'x']))) == [
        'two']
    again = S.PostInputsRequest(user_app_id=app, inputs=[
        R.Input(id='one', data=R.Data(image=R.Image(url=URL, allow_duplicate_url=True)))])
    call('PostInputs', again, 10020)
    again.input_id_conflict_resolution = R.SUFFIX
    assert ids(call('PostInputs', again)) == ['one-1']
    call('PatchInputs', S.PatchInputsRequest(user_app_id=app, action='merge', inputs=[
        R.Input(id='two', data=R.Data(concepts=[R.Concept(id='c', value=1)])),
        R.Input(id='ghost')]), 10010)
    again.inputs_add_job_id = 'job'
    assert ids(call('PostInputs', again)) == ['one-2']
    wait_for_inputs(call, app)
    job = call('GetInputsAddJob', S.GetInputsAddJobRequest(user_app_id=app, id='job'))
    assert job.inputs_add_job.progress.success_count == 1
    assert len(call('ListInputsAddJobs', S.ListInputsAddJobsRequest(
        user_app_id=app, page=1, per_page=5)).inputs_add_jobs) == 1
    call('CancelInputsAddJob', S.CancelInputsAddJobRequest(user_app_id=app, id='job'))
    counts = call('GetResourceCounts', S.GetResourceCountsRequest(user_app_id=app))
    assert (counts.inputs, counts.models, counts.datasets) == (4, 0, 0)
    call('DeleteInputs', S.DeleteInputsRequest(user_app_id=app, ids=['one', 'two', 'x']))
    call('GetInput', S.GetInputRequest(user_app_id=app, input_id='one'), 11101)


def tone():
    """Returns half a second of sound, as WAV."""
    data = io.BytesIO()
    written = wave.open(data, 'wb')
    written.setnchannels(1)
    written.setsampwidth(1)
    written.setframerate(8000)
    written.writeframes(bytes(bytearray(range(0, 200, 50))) * 1000)
    written.close()
    return data.getvalue()


def test_texts_and_audio(call, app):
    call('PostInputs', S.PostInputsRequest(user_app_id=app, inputs=[
        R.Input(id='said', data=R.Data(text=R.Text(raw='a lion sleeps'))),
        R.Input(id='tone', data=R.Data(audio=R.Audio(base64=tone()))),
        R.Input(id='both', data=R.Data(image=R.Image(url=URL, allow_duplicate_url=True),
                                       text=R.Text(raw='a train')))]))
    wait_for_inputs(call, app)
    said, sound, both = call('ListInputs', S.ListInputsRequest(
        user_app_id=app, ids=['said', 'tone', 'both'])).inputs
    assert (said.data.text.raw, said.data.text.text_info.char_count) == ('a lion sleeps', 13)
    assert sound.data.audio.audio_info.sample_rate == 8000 and sound.data.audio.hosted.suffix
    assert (both.data.image.url, both.data.text.raw) == (URL, 'a train')

    def ids(query):
        return sorted(hit.input.id for hit in call(
            'PostInputsSearches', S.PostInputsSearchesRequest(
                user_app_id=app, searches=[R.Search(query=query)])).hits)
    for data, expected in ((R.Data(text=R.Text()), ['said']), (R.Data(audio=R.Audio()), ['tone'])):
        assert ids(R.Query(filters=[R.Filter(input=R.Input(data=data))])) == expected
    words = R.Annotation(data=R.Data(text=R.Text(raw='lion train')))
    assert ids(R.Query(ranks=[R.Rank(annotation=words)])) == ['both', 'said']
    outputs = call('PostModelOutputs', S.PostModelOutputsRequest(
        user_app_id=R.UserAppIDSet(user_id='clarifai', app_id='main'),
        model_id='general-image-recognition', inputs=[
            R.Input(data=R.Data(image=R.Image(url=URL))),
            R.Input(data=R.Data(text=R.Text(raw='a lion')))]), 10010).outputs
    assert [one.status.code for one in outputs] == [10000, 30104]
