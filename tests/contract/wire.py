"""What goes over the wire between a test and a sandbox, kept and held to the protobufs."""
from __future__ import absolute_import

import io
import json

import pytest
import requests

pil_image = pytest.importorskip('PIL.Image')

from contract import check  # noqa: E402  (needs clarifai_grpc)


class Session(requests.Session):
    """Keeps what goes over the wire."""

    def __init__(self):
        super(Session, self).__init__()
        self.trust_env = False
        self.exchanges = []

    def send(self, request, **options):
        response = super(Session, self).send(request, **options)
        path, body = '/' + request.url.split('/', 3)[3], request.body
        if not path.startswith('/v2/'):
            return response  # the content of an input, or an archive
        if body and not isinstance(body, (bytes, str)):
            body = b''.join(body)  # it was made while it was sent
        self.exchanges.append({
            'method': request.method, 'path': path, 'auth': 'pat',
            'body': json.loads(body) if body and request.method != 'GET' else None,
            'response': response.json()})
        return response


def assert_contract(exchanges):
    assert exchanges
    for exchange in exchanges:
        rpc, problems = check(exchange)
        assert rpc and not problems, (rpc, problems, exchange)


def picture(colour):
    """Returns a picture as JPEG, mostly of one colour."""
    data = io.BytesIO()
    image = pil_image.new('RGB', (64, 48), colour)
    image.paste((250, 250, 250), (8, 8, 30, 30))
    image.save(data, 'JPEG')
    return data.getvalue()


class Official(object):
    """Calls a sandbox through the official stubs and their JSON channel.

    Args:
        url (str): the sandbox's base URL.
        pat (str): the credential.
    """

    def __init__(self, url, pat):
        from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel
        from clarifai_grpc.grpc.api import service_pb2_grpc
        channel = ClarifaiChannel.get_json_channel(base_url=url)
        self._session = channel.session = Session()
        self._stub = service_pb2_grpc.V2Stub(channel)
        self._metadata = (('authorization', 'Key ' + pat),)

    def __call__(self, rpc, request, code=10000):
        """Sends a request message; returns the answer, whose JSON is checked strictly."""
        answer = getattr(self._stub, rpc)(request, metadata=self._metadata)
        exchange = self._session.exchanges[-1]
        assert answer.status.code == code, exchange
        assert_contract([exchange])
        return answer
