"""The official Node SDK, clarifai-nodejs 0.4.0 of npm, through the sandbox's gRPC door."""
from __future__ import absolute_import

import json
import os
import subprocess

import pytest
from grpc_door import METADATA, R, stub_of
from node import modules_with
from wire import picture

from clarifai_grpc.grpc.api import service_pb2 as S

from clarifai.sandbox import Sandbox

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'javascript', 'official_sdk.js')
APP = R.UserAppIDSet(user_id='ann', app_id='from-node')


@pytest.fixture(scope='module')
def node_modules():
    return modules_with('clarifai-nodejs', '0.4.0')


def test_it_makes_an_app_uploads_predicts_and_lists(node_modules, tmp_path):
    (tmp_path / 'metro-north.jpg').write_bytes(picture('red'))
    (tmp_path / 'other.jpg').write_bytes(picture('blue'))
    with Sandbox(media=str(tmp_path), recognition='off', grpc_port=0) as sandbox:
        environment = dict(os.environ, NODE_PATH=node_modules, CLARIFAI_PAT='ann-pat',
                           CLARIFAI_USER_ID='ann', CLARIFAI_API_BASE=sandbox.grpc_url)
        ended = subprocess.run(['node', PROGRAM, str(tmp_path / 'other.jpg')], env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        said = json.loads(ended.stdout.decode().strip().splitlines()[-1])
        with stub_of(sandbox.grpc_url) as stub:
            inputs = stub.ListInputs(S.ListInputsRequest(user_app_id=APP), metadata=METADATA).inputs
    assert said == {'made': 'from-node', 'apps': ['from-node'], 'concepts': ['train'],
                    'workflows': 0, 'byUrl': 20, 'byBytes': 20}
    assert sorted(item.id for item in inputs) == ['by-bytes', 'by-file', 'by-url', 'text']
    by_url = next(item for item in inputs if item.id == 'by-url')
    assert [(item.name, item.value) for item in by_url.data.concepts] == [('train', 1)]
