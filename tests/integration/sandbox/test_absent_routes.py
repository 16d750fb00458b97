"""What the platform has and the sandbox has not: refused by name, in plain HTTP."""
from __future__ import absolute_import

import re

import pytest
import requests
from sandbox_process import Api

from clarifai.sandbox import platform
from clarifai.sandbox.web import routes


@pytest.fixture(scope='module')
def api(sandbox_url):
    return Api(sandbox_url)


def test_each_is_refused_by_its_name(api):
    assert len(platform.BINDINGS) > 250
    for route in routes.ABSENT:
        path = re.sub('{.*?}', 'x%20y', route.path[len('/v2'):])
        if not path.startswith('/users/'):
            path = '/users/me/apps/a' + path
        body = None if route.method == 'GET' else {}
        http, code, answer = api.refused(route.method, path, body)
        assert (http, code) == (404, 10040), (route.method, path, answer)
        assert platform.rpc_of(route) in answer['status']['details']


def test_no_key_is_needed_to_be_told(sandbox_url):
    answer = requests.get(sandbox_url + '/v2/users/me/secrets')
    assert (answer.status_code, answer.json()['status']['code']) == (404, 10040)
    assert 'ListSecrets' in answer.json()['status']['details']


def test_another_method_of_such_a_path_is_refused(api):
    http, code, answer = api.refused('PUT', '/users/me/secrets', {})
    assert (http, code) == (405, 11103)
    assert 'DELETE, GET, PATCH, POST' in answer['status']['details']


def test_literal_parts_win_over_ids(api):
    _, code, answer = api.refused('GET', '/users/me/apps/a/concepts/knowledge_graphs')
    assert code == 10040 and 'ListKnowledgeGraphs' in answer['status']['details']
    assert api.refused('GET', '/concepts/knowledge_graphs')[1] == 11101  # an id, as in 2.x
