"""The official stubs over gRPC: messages become requests of REST, and answers come back."""
from __future__ import absolute_import

import concurrent.futures
import threading
import time

import pytest
from grpc_door import APP, METADATA, USER, R, grpc, refusal, stub_of
from wire import picture

from clarifai_grpc.grpc.api import service_pb2 as S

from clarifai.sandbox import Sandbox
from clarifai.sandbox.grpc_door import door

PATIENCE = 60  # seconds


def answer(text):
    """Answers with as many characters as it is told, or counts those that it is given."""
    return 'b' * int(text) if len(text) < 20 else str(len(text))


@pytest.fixture(scope='module')
def running():
    with Sandbox(recognition='off', grpc_port=0, recognisers={
            'ann/zoo/answer': answer}) as sandbox:
        yield sandbox


@pytest.fixture(scope='module')
def stub(running):
    with stub_of(running.grpc_url) as stub:
        yield stub


@pytest.fixture(autouse=True)
def sandbox(running, stub):
    stub.PostApps(S.PostAppsRequest(user_app_id=USER, apps=[R.App(id='zoo')]), metadata=METADATA)
    running.forget_requests()
    yield running
    running.reset()


@pytest.fixture()
def exchanges(monkeypatch):
    """Counts the requests to the server of REST that calls wait for, as a list of them."""
    waiting = []

    class Counted(door.Exchange):
        def __enter__(self):
            waiting.append(self)
            return super(Counted, self).__enter__()

        def __exit__(self, *reason):
            waiting.remove(self)
            return super(Counted, self).__exit__(*reason)
    monkeypatch.setattr(door, 'Exchange', Counted)
    return waiting


def wait_for(question):
    give_up = time.time() + PATIENCE
    while time.time() < give_up:
        found = question()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError('waited for %d seconds' % PATIENCE)


def add(stub, *inputs):
    """Adds inputs, and waits until they are looked at."""
    added = stub.PostInputs(S.PostInputsRequest(user_app_id=APP, inputs=inputs), metadata=METADATA)
    assert added.status.code == 10000, added.status

    def are_ready():
        counts = stub.GetInputCount(S.GetInputCountRequest(user_app_id=APP),
                                    metadata=METADATA).counts
        return not counts.to_process + counts.processing
    wait_for(are_ready)


def an_input(name, colour='red', **values):
    return R.Input(id=name, data=R.Data(
        image=R.Image(base64=picture(colour)),
        concepts=[R.Concept(id=concept, value=value) for concept, value in values.items()]))


def prediction(text, model_id='answer'):
    return S.PostModelOutputsRequest(user_app_id=APP, model_id=model_id,
                                     inputs=[R.Input(data=R.Data(text=R.Text(raw=text)))])


class TestMessages(object):
    def test_a_label_of_0_stays_one(self, stub, sandbox):
        add(stub, an_input('one', dog=0, cat=1))
        sent = next(request for request in sandbox.requests if request.method == 'POST')
        assert sent.body['inputs'][0]['data']['concepts'] == [
            {'id': 'dog', 'value': 0}, {'id': 'cat', 'value': 1}]
        found = stub.GetInput(S.GetInputRequest(user_app_id=APP, input_id='one'),
                              metadata=METADATA).input
        assert {item.id: item.value for item in found.data.concepts} == {'dog': 0, 'cat': 1}

    def test_a_filter_by_value_0(self, stub):
        add(stub, an_input('dog', dog=1), an_input('no-dog', 'blue', dog=0),
            an_input('else', 'green', cat=1))

        def ids(value):
            concept = R.Concept(id='dog', value=value)
            query = R.Query(filters=[R.Filter(annotation=R.Annotation(
                data=R.Data(concepts=[concept])))])
            hits = stub.PostInputsSearches(S.PostInputsSearchesRequest(
                user_app_id=APP, searches=[R.Search(query=query)]), metadata=METADATA).hits
            return [hit.input.id for hit in hits]
        assert ids(0) == ['else', 'no-dog']  # what is without it, said or not
        assert ids(1) == ['dog']

    def test_what_the_path_says_is_not_said_again(self, stub, sandbox):
        stub.PatchConcepts(S.PatchConceptsRequest(user_app_id=APP, action='overwrite',
                                                  concepts=[R.Concept(id='x', name='y')]),
                           metadata=METADATA)
        stub.ListInputs(S.ListInputsRequest(user_app_id=APP, page=2, per_page=3, ids=['a', 'b']),
                        metadata=METADATA)
        patched, listed = sandbox.requests
        assert (patched.method, patched.path) == ('PATCH', '/v2/users/ann/apps/zoo/concepts')
        assert set(patched.body) == set(['action', 'concepts'])
        assert (listed.path, listed.query['page']) == ('/v2/users/ann/apps/zoo/inputs', '2')
        assert set(listed.query) == set(['page', 'per_page', 'ids'])

    def test_ids_of_any_kind(self, stub):
        status = stub.GetInput(S.GetInputRequest(user_app_id=APP, input_id=u'a/b ?#%2F\xe9..'),
                               metadata=METADATA).status
        assert status.code == 11101 and u'a/b ?#%2F\xe9..' in status.details

    def test_a_call_without_an_id_that_its_path_needs(self, stub, sandbox):
        assert refusal(stub.GetModel, S.GetModelRequest(user_app_id=APP)) == (
            grpc.StatusCode.INVALID_ARGUMENT, 'GetModel needs model_id, which the request has not.')
        code, details = refusal(stub.GetNodepool, S.GetNodepoolRequest(user_app_id=USER))
        assert code == grpc.StatusCode.INVALID_ARGUMENT
        assert 'compute_cluster_id and nodepool_id' in details
        assert sandbox.requests == []

    def test_refusals_of_the_api_are_answers(self, stub):
        absent = stub.GetModel(S.GetModelRequest(user_app_id=APP, model_id='none'),
                               metadata=METADATA)
        assert absent.status.code == 21200 and 'none' in absent.status.details
        assert stub.ListInputs(S.ListInputsRequest(user_app_id=APP)).status.code == 11002
        not_served = stub.ListPipelines(S.ListPipelinesRequest(user_app_id=APP), metadata=METADATA)
        assert not_served.status.details.startswith('The sandbox does not have ')

    def test_every_operation_is_answered(self, stub):
        """With a message that has nothing but a user and an app, and is refused or not."""
        from clarifai_grpc.grpc.api import service_pb2
        from google.protobuf import message_factory
        good = (grpc.StatusCode.OK, grpc.StatusCode.INVALID_ARGUMENT)
        for method in service_pb2.DESCRIPTOR.services_by_name['V2'].methods:
            request = message_factory.GetMessageClass(method.input_type)()
            if 'user_app_id' in method.input_type.fields_by_name:
                request.user_app_id.CopyFrom(APP)
            call = getattr(stub, method.name)
            try:
                found = call(iter([request]) if method.client_streaming else request,
                             metadata=METADATA, timeout=PATIENCE)
                found = list(found)[0] if method.server_streaming else found
                assert found.status.code, method.name
            except grpc.RpcError as error:
                assert error.code() in good, (method.name, error.details())


class TestMetadata(object):
    def test_who_asks(self, stub, sandbox):
        ask = S.ListConceptsRequest(user_app_id=APP)
        stub.PostConcepts(S.PostConceptsRequest(user_app_id=APP, concepts=[R.Concept(id='x')]),
                          metadata=METADATA)
        for metadata in (METADATA, (('x-clarifai-session-token', 'ann-pat'),)):
            assert [item.id for item in stub.ListConcepts(ask, metadata=metadata).concepts] == ['x']
        assert 'ann-pat' not in repr([request.as_dict() for request in sandbox.requests])

    def test_ids_of_requests_go_both_ways(self, stub):
        metadata = METADATA + (('x-clarifai-request-id-prefix', 'sdk-python-12.5.0'),)
        found, call = stub.ListInputs.with_call(S.ListInputsRequest(user_app_id=APP),
                                                metadata=metadata)
        assert found.status.req_id.startswith('sdk-python-12.5.0-')
        assert dict(call.trailing_metadata())['x-clarifai-request-id'] == found.status.req_id


class TestStreams(object):
    def test_generating_answers_once(self, stub):
        found = list(stub.GenerateModelOutputs(prediction('3'), metadata=METADATA))
        assert [item.outputs[0].data.text.raw for item in found] == ['bbb']

    def test_each_message_of_a_stream_has_an_answer(self, stub):
        texts = ['1', '2', '3']
        found = stub.StreamModelOutputs(iter([prediction(text) for text in texts]),
                                        metadata=METADATA)
        assert [item.outputs[0].data.text.raw for item in found] == ['b', 'bb', 'bbb']

    def test_an_answer_comes_before_the_next_message_is_sent(self, stub):
        answered = threading.Event()

        def messages():
            yield prediction('1')
            assert answered.wait(PATIENCE)
            yield prediction('2')
        found = stub.StreamModelOutputs(messages(), metadata=METADATA)
        assert next(found).outputs[0].data.text.raw == 'b'
        answered.set()
        assert [item.outputs[0].data.text.raw for item in found] == ['bb']

    def test_annotations_come_one_by_one(self, stub):
        add(stub, an_input('streamed', (1, 2, 3)))
        answer = stub.PostAnnotations(S.PostAnnotationsRequest(user_app_id=APP, annotations=[
            R.Annotation(input_id='streamed', data=R.Data(frames=[R.Frame(
                frame_info=R.FrameInfo(number=number, time=number * 40),
                data=R.Data(concepts=[R.Concept(id='c', value=1)]))]))
            for number in (5, 2)]), metadata=METADATA)
        assert answer.status.code == 10000, answer.status
        request = S.StreamAnnotationsRequest(user_app_id=APP, input_id='streamed')
        found = list(stub.StreamAnnotations(request, metadata=METADATA))
        assert [one.status.code for one in found] == [10000, 10000]
        assert [one.annotation.data.frames[0].frame_info.number for one in found] == [2, 5]
        request.frame_number_start = 6
        assert list(stub.StreamAnnotations(request, metadata=METADATA)) == []
        request.input_id = 'ghost'
        [refused] = stub.StreamAnnotations(request, metadata=METADATA)
        assert refused.status.code == 11101

    def test_a_stream_that_is_not_served_says_so(self, stub):
        found = list(stub.StreamLivestreamAnnotations(S.StreamLivestreamAnnotationsRequest(
            user_app_id=APP, input_id='x'), metadata=METADATA))
        assert len(found) == 1 and 'StreamLivestreamAnnotations' in found[0].status.details

    @staticmethod
    def log_forty_entries(stub, meta):
        answer = stub.PostLogEntries(S.PostLogEntriesRequest(log_entries=[
            R.LogEntry(log_type='t', message=str(number), meta=meta) for number in range(40)]),
            metadata=METADATA)
        assert answer.status.code == 10000, answer.status

    def test_logs_of_a_run_come_one_page_after_the_other(self, stub):
        run = dict(pipeline_id='p', pipeline_version_id='v', pipeline_version_run_id='r')
        self.log_forty_entries(stub, R.ComputeSourceMetadata(user_app_id=APP, **run))
        found = list(stub.StreamLogEntries(S.StreamLogEntriesRequest(
            user_app_id=APP, log_type='t', **run), metadata=METADATA))
        assert [one.status.code for one in found] == [10000] * 2
        assert [one.message for answer in found for one in answer.log_entries] == [
            str(number) for number in range(40)]

    def test_logs_of_a_runner_are_the_last_page_of_its_list(self, stub):
        place = dict(compute_cluster_id='c', nodepool_id='n', runner_id='r')
        self.log_forty_entries(stub, R.ComputeSourceMetadata(user_app_id=USER, **place))
        [found] = stub.StreamLogEntries(S.StreamLogEntriesRequest(
            user_app_id=USER, log_type='t', **place), metadata=METADATA)
        assert [one.message for one in found.log_entries] == [str(n) for n in range(32, 40)]


class TestFaults(object):
    ask = S.ListInputsRequest(user_app_id=APP)

    @pytest.mark.parametrize('status', [400, 404, 429, 500, 503])
    def test_an_http_status_is_an_answer(self, stub, sandbox, status):
        with sandbox.fail(status=status) as fault:
            found = stub.ListInputs(self.ask, metadata=METADATA).status
        assert fault.struck == 1
        assert found.code == (11005 if status == 429 else 98004 if status >= 500 else 10020)
        assert 'on order' in found.details

    @pytest.mark.parametrize('effect, sentence', [
        ({'close': True}, 'did not come'),
        ({'body': 'truncated'}, 'broke off'),
        ({'body': 'empty'}, 'is not a JSON object (HTTP 200, 0 bytes'),
        ({'body': 'html'}, 'is not a JSON object'),
        ({'body': 'html', 'status': 502}, 'is not a JSON object (HTTP 502'),
        ({'body': 'empty', 'status': 500}, 'is not a JSON object (HTTP 500')])
    @pytest.mark.parametrize('name', ['ListInputs', 'GenerateModelOutputs', 'StreamModelOutputs'])
    def test_what_cannot_be_read_is_unavailable(self, stub, sandbox, name, effect, sentence):
        asked = {'ListInputs': self.ask, 'GenerateModelOutputs': prediction('1'),
                 'StreamModelOutputs': iter([prediction('1')])}[name]
        with sandbox.fail(**effect) as fault:
            code, details = refusal(getattr(stub, name), asked)
        assert fault.struck == 1
        assert code == grpc.StatusCode.UNAVAILABLE
        # A stream is read line by line, and the first line is not whole.
        cut = name == 'GenerateModelOutputs' and sentence == 'broke off'
        assert details.startswith('The answer of the sandbox to ')
        assert ('is not a JSON object' if cut else sentence) in details

    def test_json_of_another_kind_says_so(self, stub, monkeypatch):
        monkeypatch.setattr(door.Exchange, 'answer', lambda self: {'inputs': 'none'})
        code, details = refusal(stub.ListInputs, self.ask)
        assert code == grpc.StatusCode.INTERNAL
        assert details.startswith('The answer of the sandbox is not a MultiInputResponse:')

    @pytest.mark.parametrize('name', ['ListConcepts', 'GenerateModelOutputs'])
    def test_an_answer_that_is_too_large(self, stub, monkeypatch, name):
        monkeypatch.setattr(door, 'LARGEST_MESSAGE', 5)
        asked = {'ListConcepts': S.ListConceptsRequest(user_app_id=APP)}
        code, details = refusal(getattr(stub, name), asked.get(name, prediction('1')))
        assert code == grpc.StatusCode.RESOURCE_EXHAUSTED
        assert details == 'The answer has 0 MB; at most 0 are sent.'

    def test_what_nobody_foresaw_is_logged_and_says_so(self, stub, monkeypatch, caplog):
        monkeypatch.setattr(door.Exchange, 'answer', lambda self: 1 / 0)
        assert refusal(stub.ListInputs, self.ask) == (
            grpc.StatusCode.INTERNAL, 'The sandbox failed; its log has the reason.')
        assert 'ZeroDivisionError' in caplog.text

    def test_another_type_of_content_is_no_matter(self, stub, sandbox):
        with sandbox.fail(content_type='text/plain'):
            assert stub.ListInputs(self.ask, metadata=METADATA).status.code == 10000

    def test_an_answer_that_drips_comes_whole(self, stub, sandbox):
        with sandbox.fail(drip=0.001, drip_bytes=10):
            assert stub.ListInputs(self.ask, metadata=METADATA).status.code == 10000

    def test_a_write_that_was_carried_out_before_the_answer_was_lost(self, stub, sandbox):
        with sandbox.fail(method='POST', close=True, acted=True):
            code, _ = refusal(stub.PostConcepts, S.PostConceptsRequest(
                user_app_id=APP, concepts=[R.Concept(id='kept')]))
        assert code == grpc.StatusCode.UNAVAILABLE
        kept = stub.ListConcepts(S.ListConceptsRequest(user_app_id=APP), metadata=METADATA)
        assert [item.id for item in kept.concepts] == ['kept']

    def test_requests_are_recorded_as_those_of_rest(self, stub, sandbox):
        with sandbox.fail(status=503) as fault:
            stub.ListInputs(self.ask, metadata=METADATA)
        request, = sandbox.requests
        assert (request.path, request.status) == ('/v2/users/ann/apps/zoo/inputs', 503)
        assert request.fault and fault.seen == 1

    def test_the_limit_of_requests_counts_both_doors(self):
        with Sandbox(recognition='off', grpc_port=0, rate_limit=1) as sandbox:
            with stub_of(sandbox.grpc_url) as stub:
                codes = [stub.ListInputs(self.ask, metadata=METADATA).status.code
                         for _ in range(2)]
        assert codes[1] == 11005


class TestTime(object):
    ask = S.ListInputsRequest(user_app_id=APP)

    @pytest.mark.parametrize('effect', [{'delay': 600}, {'delay_answer': 600},
                                        {'drip': 0.05, 'drip_bytes': 1}])
    @pytest.mark.parametrize('name', ['ListInputs', 'GenerateModelOutputs'])
    def test_a_deadline_ends_the_request(self, stub, sandbox, exchanges, name, effect):
        asked = self.ask if name == 'ListInputs' else prediction('1')
        with sandbox.fail(**effect) as fault:
            began = time.time()
            code, _ = refusal(getattr(stub, name), asked, timeout=0.2)
            assert code == grpc.StatusCode.DEADLINE_EXCEEDED
            assert time.time() - began < 5 and fault.struck == 1
            wait_for(lambda: not exchanges)

    @pytest.mark.parametrize('effect', [{'delay': 600}, {'drip': 0.05, 'drip_bytes': 1}])
    def test_a_call_that_is_cancelled_ends_the_request(self, stub, sandbox, exchanges, effect):
        with sandbox.fail(**effect) as fault:
            call = stub.ListInputs.future(self.ask, metadata=METADATA)
            wait_for(lambda: fault.struck)
            assert len(exchanges) == 1
            call.cancel()
            wait_for(lambda: not exchanges)

    def test_a_stream_that_is_cancelled_ends_the_request(self, stub, sandbox, exchanges):
        with sandbox.fail(delay=600) as fault:
            call = stub.StreamModelOutputs(iter([prediction('1')]), metadata=METADATA)
            wait_for(lambda: fault.struck)
            call.cancel()
            wait_for(lambda: not exchanges)

    def test_calls_side_by_side(self, stub):
        add(stub, *[an_input('i%d' % number, (number, 0, 0)) for number in range(32)])
        with concurrent.futures.ThreadPoolExecutor(32) as pool:
            found = list(pool.map(lambda number: stub.GetInput(S.GetInputRequest(
                user_app_id=APP, input_id='i%d' % number), metadata=METADATA).input.id, range(32)))
        assert found == ['i%d' % number for number in range(32)]

    def test_stopping_ends_what_waits(self):
        with Sandbox(recognition='off', grpc_port=0) as sandbox:
            with stub_of(sandbox.grpc_url) as stub:
                fault = sandbox.fail(delay=600)
                call = stub.ListInputs.future(self.ask, metadata=METADATA)
                wait_for(lambda: fault.struck)
                began = time.time()
                sandbox.stop()
                assert call.result().status.code
                assert time.time() - began < 30
