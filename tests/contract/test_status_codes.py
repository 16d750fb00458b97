"""The status codes that client and sandbox know by name are those that are published."""
from __future__ import absolute_import

import pytest

pytest.importorskip('clarifai_grpc')

from clarifai_grpc.grpc.api.status import status_code_pb2  # noqa: E402

from clarifai import status_codes  # noqa: E402
from clarifai.sandbox import status_codes as sandbox_codes  # noqa: E402

PUBLISHED = dict(status_code_pb2.StatusCode.items())
SHORT = {'INPUT_MODIFIED': 'INPUT_MODIFY_SUCCESS'}


def constants(module):
    return sorted((name, value) for name, value in vars(module).items()
                  if name.isupper() and isinstance(value, int))


@pytest.mark.parametrize('name,value', constants(status_codes) + constants(sandbox_codes))
def test_a_name_is_that_of_its_number(name, value):
    name = SHORT.get(name, name)
    assert PUBLISHED.get(name, PUBLISHED.get('CONN_' + name)) == value


@pytest.mark.parametrize('code', sorted(status_codes.NO_FAILURES))
def test_what_is_no_failure_is_a_code(code):
    assert code in PUBLISHED.values()
