"""What importing the package loads: nothing that the first request does not need."""
from __future__ import absolute_import

import json
import os
import subprocess
import sys

import pytest
from six import PY2

import clarifai

PARENT = os.path.dirname(os.path.dirname(os.path.abspath(clarifai.__file__)))
HEAVY = ['requests', 'urllib3', 'configparser', 'ConfigParser', 'sqlite3', 'numpy', 'flask',
         'PIL', 'av', 'skimage', 'sklearn', 'argparse', 'tempfile', 'pillow_heif', 'distributed',
         'clarifai.bulk', 'clarifai.views']
if not PY2:  # whose urllib loads two of these for itself, and which needs the third
    HEAVY += ['socket', 'ssl', 'six']
AFTER = ('import json, sys; print(json.dumps(sorted(set(%r) & (set(sys.modules) - before))))'
         % HEAVY)


def loaded_by(code):
    """Returns which heavy modules a fresh interpreter has loaded after some code.

    What it has loaded by itself (some start with site hooks that import a lot) does not count.
    """
    environment = dict(os.environ, PYTHONPATH=PARENT, NO_PROXY='*')
    program = 'import sys; before = set(sys.modules)\n%s\n%s' % (code, AFTER)
    output = subprocess.check_output([sys.executable, '-W', 'ignore', '-c', program],
                                     env=environment)
    return json.loads(output.decode('ascii'))


@pytest.mark.parametrize('module', ['clarifai', 'clarifai.errors', 'clarifai.versions',
                                    'clarifai.rest', 'clarifai.rest.client', 'clarifai.rest.geo',
                                    'clarifai.rest.http_client',
                                    'clarifai.rest.solutions.solutions', 'clarifai.client'])
def test_importing_loads_nothing_heavy(module):
    assert loaded_by('import ' + module) == []


def test_importing_bulk_loads_nothing_heavy_but_itself():
    assert set(loaded_by('import clarifai.bulk')) - set(['six']) == set(['clarifai.bulk'])


def test_importing_views_loads_nothing_heavy_but_itself():
    assert loaded_by('import clarifai.views') == ['clarifai.views']


def test_an_object_that_a_notebook_shows_loads_views_then_and_no_network():
    loaded = loaded_by("from clarifai.rest import Image\n"
                       "assert 'clarifai-view' in Image(url='https://a.b/c.png')._repr_html_()")
    assert loaded == ['clarifai.views']


def test_making_an_app_loads_nothing_heavy_and_so_sends_nothing():
    assert loaded_by("from clarifai.rest import ClarifaiApp\nClarifaiApp(api_key='k')") == []


def test_an_operation_that_is_refused_loads_nothing_heavy():
    assert loaded_by("from clarifai.operations import Platform\n"
                     "from clarifai.errors import UserError\n"
                     "try:\n    Platform(pat='p' * 32).list_inputs(pages=1)\n"
                     "except UserError:\n    pass") == []


def test_the_tables_of_operations_are_loaded_by_their_first_call_only():
    tables = ['clarifai.operations.' + name for name in ('rows', 'arguments', 'messages')]
    program = ("import sys\nfrom clarifai.rest import ClarifaiApp\n"
               "app = ClarifaiApp(api_key='k')\nplatform = app.platform\n"
               "assert not set(%r) & set(sys.modules)\n"
               "platform.list_inputs\n"
               "assert %r in sys.modules and %r not in sys.modules" % (
                   tables, tables[0], tables[2]))
    assert loaded_by(program) == []


@pytest.mark.skipif(sys.version_info < (3, 8), reason='of Python 3.8 and newer')
def test_making_an_object_of_todays_sdk_loads_no_network():
    loaded = loaded_by("from clarifai.client.model import Model\n"
                       "Model(model_id='m', user_id='u', app_id='a', pat='p' * 32)")
    assert not set(loaded) & set(['requests', 'urllib3', 'ssl', 'socket', 'configparser', 'numpy'])


@pytest.mark.skipif(sys.version_info < (3, 7), reason='of Python 3.7 and newer')
def test_what_not_every_program_uses_is_loaded_by_the_first_use():
    later = ['clarifai.rest.' + name for name in (
        'concepts', 'input_search', 'inputs', 'model', 'search', 'solutions', 'workflows')]
    loaded_by("import sys\nfrom clarifai.rest import ClarifaiApp\n"
              "app = ClarifaiApp(api_key='k')\n"
              "assert not set(%r) & set(sys.modules)\n"
              "app.inputs, app.concepts, app.workflows, app.models\n"
              "assert set(%r) <= set(sys.modules)" % (later, later))


@pytest.mark.parametrize('credentials', [
    {'api_key': 'k'}, {'pat': 'p' * 32, 'user_id': 'me', 'app_id': 'mine'}])
def test_making_an_app_loads_no_dialect(credentials):
    loaded_by("import sys\nfrom clarifai.rest import ClarifaiApp\nClarifaiApp(**%r)\n"
              "assert not [name for name in sys.modules if name.startswith("
              "('clarifai.rest.dialects', 'clarifai.operations'))]" % credentials)


@pytest.mark.skipif(sys.version_info < (3, 7), reason='of Python 3.7 and newer')
def test_a_first_call_loads_no_values_that_it_has_none_of():
    rare = ['clarifai.rest.' + name for name in ('feedback', 'geo', 'regions', 'solutions')]
    loaded_by("import sys, time\nfrom clarifai.rest import ApiError, ClarifaiApp\n"
              "app = ClarifaiApp(api_key='k', base_url='http://127.0.0.1:1')\n"
              "time.sleep = lambda seconds: None\n"
              "try:\n    app.public_models.general_model.predict_by_url('http://a.com/b.jpg')\n"
              "except ApiError:\n    pass\n"
              "assert 'clarifai.transport' in sys.modules\n"
              "assert not set(%r) & set(sys.modules)\n"
              "from clarifai.rest import Geo, GeoPoint, Image\n"
              "Image('u', geo=Geo(GeoPoint(1, 2)))\n"
              "assert set(%r) <= set(sys.modules)" % (rare, rare[:3]))


def test_modules_of_2x_are_attributes_of_the_package_without_an_import_of_their_own():
    loaded_by("import clarifai.rest\n"
              "clarifai.rest.search.SearchQueryBuilder, clarifai.rest.inputs.Inputs\n"
              "clarifai.rest.solutions.moderation, clarifai.rest.workflows.Workflow\n"
              "assert not hasattr(clarifai.rest, 'searches')")


def test_making_values_loads_nothing_heavy():
    assert loaded_by("from clarifai.rest import Image, Geo, GeoPoint\n"
                     "Image(url='u', geo=Geo(GeoPoint(1, 2))).dict()") == []


def test_the_first_request_loads_requests():
    loaded = loaded_by(
        "from clarifai.rest import ClarifaiApp, ApiError\n"
        "app = ClarifaiApp(api_key='k', base_url='http://127.0.0.1:1')\n"
        "import time; time.sleep = lambda seconds: None\n"
        "try:\n    app.inputs.get('a')\nexcept ApiError:\n    pass")
    assert 'requests' in loaded and 'six' not in loaded


def test_errors_are_reachable_after_importing_rest_alone():
    assert loaded_by('from clarifai import rest\nimport clarifai\n'
                     'assert clarifai.errors.ApiError is rest.ApiError') == []


def test_the_command_says_its_version_without_loading_the_network():
    loaded = loaded_by('import clarifai.cli.main as cli\n'
                       'import io, sys\n'
                       'out, sys.stdout = sys.stdout, io.StringIO() if str is not bytes '
                       'else io.BytesIO()\n'
                       'try:\n    cli.main(["--version"])\nexcept SystemExit:\n    pass\n'
                       'sys.stdout = out')
    assert 'requests' not in loaded and 'numpy' not in loaded


@pytest.mark.skipif(sys.version_info < (3, 9), reason='this Python reads no sandbox')
def test_a_sandbox_starts_without_a_client_of_http():
    pytest.importorskip('flask')
    loaded = loaded_by('from clarifai.sandbox.services import Services\n'
                       'from clarifai.sandbox.web.application import create_app\n'
                       'services = Services()\ncreate_app(services)\nservices.stop()')
    assert not set(loaded) & set(['requests', 'urllib3', 'av', 'skimage', 'sklearn'])
