"""A sandbox with its gRPC door in this process, spoken to with the official stubs."""
from __future__ import absolute_import

import contextlib

import pytest

grpc = pytest.importorskip('grpc')
pytest.importorskip('clarifai_grpc')
pytest.importorskip('sklearn')

from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel  # noqa: E402
from clarifai_grpc.grpc.api import resources_pb2 as R  # noqa: E402
from clarifai_grpc.grpc.api import service_pb2_grpc  # noqa: E402

USER = R.UserAppIDSet(user_id='ann')
APP = R.UserAppIDSet(user_id='ann', app_id='zoo')
METADATA = (('authorization', 'Key ann-pat'),)
# Each call is one request: the official channel would repeat those that are UNAVAILABLE.
OPTIONS = [('grpc.enable_retries', 0), ('grpc.max_receive_message_length', -1),
           ('grpc.max_send_message_length', -1)]


@contextlib.contextmanager
def stub_of(grpc_url):
    """Gives the official stub on a channel to a door."""
    address = grpc_url[len('http://'):]
    # The official channel tells the stub how to read answers.
    ClarifaiChannel.get_insecure_grpc_channel(*address.split(':')).close()
    with grpc.insecure_channel(address, OPTIONS) as channel:
        yield service_pb2_grpc.V2Stub(channel)


def refusal(call, request, **options):
    """Makes a call that must end without an answer; returns its status and its details."""
    options.setdefault('metadata', METADATA)
    with pytest.raises(grpc.RpcError) as refused:
        answer = call(request, **options)
        list(answer)  # of a stream
    return refused.value.code(), refused.value.details()
