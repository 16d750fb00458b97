"""The curl lines of Clarifai's page on managing models, and running them against a sandbox.

The lines are as they are documented, placeholders and all; the name of each says what it is for.
"""
from __future__ import absolute_import

import json
import os
import subprocess

ADDRESS = 'https://api.clarifai.com'
_APP = ADDRESS + '/v2/users/YOUR_USER_ID_HERE/apps/YOUR_APP_ID_HERE'
_KEY = '-H "Authorization: Key YOUR_PAT_HERE"'
_JSON = ' \\\n'.join([_KEY, '-H "Content-Type: application/json"'])


def _line(method, path, *options):
    return ' \\\n'.join(['curl -X %s "%s/models%s"' % (method, _APP, path)]
                        + list(options or [_KEY]))


_MODEL = '/YOUR_MODEL_ID_HERE'
_VERSION = _MODEL + '/versions/YOUR_MODEL_VERSION_ID_HERE'

LINES = {
    'list model types': _line('GET', '/types?per_page=20&page=1'),
    'list models': _line('GET', '/'),
    'get a model': _line('GET', _MODEL),
    'get the output info': _line('GET', _MODEL + '/output_info'),
    'list the concepts': _line('GET', _MODEL + '/concepts', _JSON),
    'list the versions': _line('GET', _MODEL + '/versions'),
    'get a version': _line('GET', _VERSION),
    'rename': _line('PATCH', '', _JSON, """-d '{
"models": [
{
"id": "petsID",
"name": "newname"
}
],
"action": "overwrite"
}'"""),
    'configure a version': _line('PATCH', _MODEL + '/versions', _JSON, """-d '{
"model_versions": [
{
"id": "YOUR_MODEL_VERSION_ID_HERE",
"output_info": {
"params": {
"min_value": 0.95
}
}
}
],
"action": "overwrite"
}'"""),
    'search': _line('POST', '/searches', _JSON, """-d '{
"model_query": {
"name": "gen*",
"model_type_id": "concept"
}
}'"""),
    'delete a model': _line('DELETE', _MODEL),
    'delete a version': _line('DELETE', _VERSION),
    'delete all models': _line('DELETE', '/', _KEY, """-d '{
"delete_all": true
}'"""),
}


def run(name, url, **values):
    """Runs a line in a shell, with nothing changed but the address and what a user fills in.

    Args:
        name (str): which of `LINES`.
        url (str): the address in place of Clarifai's.
        values (str): for the placeholders: ``user_id``, ``app_id``, ``pat``, ``model_id`` and
            ``model_version_id``.

    Returns:
        dict: the answer.
    """
    line = LINES[name].replace(ADDRESS, url)
    for placeholder, value in values.items():
        line = line.replace('YOUR_%s_HERE' % placeholder.upper(), value)
    assert 'YOUR_' not in line, line
    answer = subprocess.check_output(['sh', '-c', line], env=dict(os.environ, NO_PROXY='127.0.0.1'))
    return json.loads(answer.decode('utf-8'))
