"""What the tests of today's platform share: credentials, scopes, answers in today's shape, rows.

`row` marks a test of a row of the table in ``docs/platform.rst``; ``meta/test_platform_table.py``
looks for the marks.
"""
from __future__ import absolute_import

PAT = 'fedcba9876543210fedcba9876543210'
USER, APP = 'me-user', 'my-app'
OWN = '/v2/users/me-user/apps/my-app'
MAIN = '/v2/users/clarifai/apps/main'
GENERAL = 'aaa03c23b3724a16a56b629203edc62c'


def row(*keys):
    """Marks a test as one of the rows with these keys; changes nothing."""
    assert keys
    return lambda test: test


def platform_model(model_id='boats', model_type_id='embedding-classifier', **more):
    """A model as today's platform writes it: without a type, with what its version has."""
    return dict({'id': model_id, 'model_type_id': model_type_id, 'app_id': APP, 'user_id': USER,
                 'created_at': '2026-01-05T09:30:00.402117Z'}, **more)


def platform_version(version_id='v-1', concepts=(), code=21100, **more):
    """A version of a model, with its concepts."""
    version = {'id': version_id, 'status': {'code': code, 'description': 'Status'}}
    if concepts:
        version['output_info'] = {'data': {'concepts': [{'id': one, 'name': one.title()}
                                                        for one in concepts]}}
    return dict(version, **more)


def sent(http, index=-1):
    """A request as a tuple of verb, path and credential."""
    request = http.requests[index]
    return request.method, request.path, request.api_key
