"""The gRPC door of the command: its address, what it needs, how much goes through it."""
from __future__ import absolute_import

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from sandbox_process import ROOT, Api, SandboxProcess

from clarifai.sandbox import Sandbox

grpc = pytest.importorskip('grpc')
pytest.importorskip('clarifai_grpc')

from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel  # noqa: E402
from clarifai_grpc.grpc.api import resources_pb2 as R  # noqa: E402
from clarifai_grpc.grpc.api import service_pb2 as S  # noqa: E402
from clarifai_grpc.grpc.api import service_pb2_grpc  # noqa: E402

APP = R.UserAppIDSet(user_id='ann', app_id='zoo')
METADATA = (('authorization', 'Key ann-pat'),)
MB = 1 << 20
# Says how many MB it is given, or answers with as many as it is told.
ANSWER = """
def answer(text):
    return 'b' * (int(text) << 20) if len(text) < 9 else '%d MB' % (len(text) >> 20)
"""


def stub_of(url):
    """Returns the official stub for an address."""
    host, port = url[len('http://'):].split(':')
    return service_pb2_grpc.V2Stub(ClarifaiChannel.get_insecure_grpc_channel(host, port))


def run(*arguments):
    """Runs the command, which must end by itself; returns its exit code and what it says."""
    environment = dict(os.environ, PYTHONPATH=ROOT)
    process = subprocess.Popen(
        [sys.executable, '-m', 'clarifai.sandbox', '--port', '0'] + list(arguments),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, universal_newlines=True)
    said, _ = process.communicate(timeout=60)
    return process.returncode, said


@pytest.fixture(scope='module')
def sandbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp('modules')
    (folder / 'big.py').write_text(ANSWER)
    sandbox = SandboxProcess('--grpc-port', '0', '--recognition', 'off',
                             '--recogniser', 'ann/zoo/answer=big:answer', path=[str(folder)])
    sandbox.url, sandbox.grpc_url = sandbox.url.split('\n')
    yield sandbox
    sandbox.stop()


def test_both_addresses_are_said_and_written(sandbox):
    assert sandbox.output().startswith(
        'The sandbox listens at %s, and for gRPC at %s (stop it with Ctrl-C).\n' % (
            sandbox.url, sandbox.grpc_url))
    Api(sandbox.url, 'ann-pat').ok('POST', '/users/ann/apps/zoo/concepts',
                                   {'concepts': [{'id': 'x'}]})
    found = stub_of(sandbox.grpc_url).ListConcepts(S.ListConceptsRequest(user_app_id=APP),
                                                   metadata=METADATA)
    assert [concept.id for concept in found.concepts] == ['x']


@pytest.mark.parametrize('number', [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once(number):
    sandbox = SandboxProcess('--grpc-port', '0', '--recognition', 'off')
    began = time.time()
    assert sandbox.stop(number) == 0
    assert time.time() - began < 20
    assert not sandbox.complaints()


def test_a_port_that_is_taken(sandbox):
    for url in (sandbox.url, sandbox.grpc_url):
        port = url.rsplit(':', 1)[1]
        code, said = run('--grpc-port', port)
        assert code == 2
        assert said.startswith('The gRPC door cannot listen on 127.0.0.1 port %s (' % port)
        assert said.endswith('; choose another --grpc-port, or 0 for any free one.\n')
        assert said.count('\n') == 1
        with pytest.raises(OSError):
            Sandbox(recognition='off', grpc_port=int(port)).start()


@pytest.mark.parametrize('port', ['-1', '65536', 'x'])
def test_what_is_no_port(port):
    code, said = run('--grpc-port=' + port)
    assert code == 2 and '--grpc-port' in said


@pytest.mark.parametrize('library', ['grpc', 'clarifai_grpc', 'google.protobuf'])
def test_without_its_libraries(library):
    program = ('import sys; sys.modules[%r] = None; from clarifai.sandbox import main; '
               'sys.exit(main.main(["--port", "0", "--grpc-port", "0"]))' % library)
    ended = subprocess.run([sys.executable, '-c', program], stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, universal_newlines=True, timeout=60,
                           env=dict(os.environ, PYTHONPATH=ROOT))
    assert ended.returncode == 2
    assert re.match(r"The sandbox's gRPC door needs libraries that are not installed \([\w.]+\); "
                    r'install them with: pip install "clarifai-rest\[grpc\]"\n\Z', ended.stdout)


@pytest.mark.skipif(not os.path.exists('/proc/self/status'), reason='memory is read in /proc')
class TestLargeMessages(object):
    """Up to 128 MB. The limits of time are wide: many tests may share a processor."""

    LONGEST = 240  # seconds
    MOST_MEMORY = 16  # times what is sent

    @pytest.fixture()
    def stub(self, sandbox):
        """The official stub; the server takes no more memory than `MOST_MEMORY` allows."""
        yield stub_of(sandbox.grpc_url)
        with open('/proc/%d/status' % sandbox.process.pid) as status:
            most = int(re.search(r'VmHWM:\s+(\d+)', status.read()).group(1)) >> 10
        assert most < 100 * self.MOST_MEMORY

    def predict(self, stub, data):
        found = stub.PostModelOutputs(S.PostModelOutputsRequest(
            user_app_id=APP, model_id='answer', inputs=[R.Input(data=data)]),
            metadata=METADATA, timeout=self.LONGEST)
        return found.outputs[0]

    def test_a_picture_of_100_mb(self, stub):
        found = stub.PostInputs(S.PostInputsRequest(user_app_id=APP, inputs=[R.Input(
            id='big', data=R.Data(image=R.Image(base64=b'\x01' * (100 * MB))))]),
            metadata=METADATA, timeout=self.LONGEST)
        assert found.status.code == 10000
        assert [item.id for item in found.inputs] == ['big']

    def test_an_answer_of_100_mb(self, stub):
        assert len(self.predict(stub, R.Data(text=R.Text(raw='100'))).data.text.raw) == 100 * MB

    def test_a_request_that_is_too_large(self, sandbox):
        with pytest.raises(grpc.RpcError) as refused:
            self.predict(stub_of(sandbox.grpc_url), R.Data(text=R.Text(raw='a' * (128 * MB))))
        assert refused.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED
