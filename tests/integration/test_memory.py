"""Large files go out without being held in memory, on every way that takes one."""
from __future__ import absolute_import

import os
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SIZE = 100 * 1000 * 1000
MOST = 8 * 1000 * 1000

# A process of its own for each: a peak cannot be taken back.
PROGRAM = '''
import sys
from clarifai.rest import ClarifaiApp

def used(field):
    with open('/proc/self/status') as status:
        return [int(line.split()[1]) * 1024 for line in status if line.startswith(field)][0]

base, path = sys.argv[1:]
app = ClarifaiApp(api_key='key-of-the-test', base_url=base)
model = app.models.get(model_id='aaa03c23b3724a16a56b629203edc62c')
model.predict_by_url('https://photos.example.com/1.jpg')
before = used('VmHWM:')
%s
print(used('VmHWM:') - before)
'''

CALLS = ('model.predict_by_filename(path, is_video=True)',
         'app.inputs.create_image_from_filename(path, image_id="large")',
         'app.inputs.search_by_image(filename=path)',
         'ClarifaiApp(pat="pat-of-the-test", user_id="u", app_id="a", base_url=base)'
         '.inputs.search_by_image(filename=path, raw=True)',
         'app.tag_files([path])',
         'from clarifai.rest import Workflow\n'
         'Workflow(app.api, workflow_id="w").predict_by_filename(path)',
         'from clarifai.bulk import predict\n'
         'assert predict(model, [path]).finish().done == 1')

if not os.path.exists('/proc/self/status'):
    pytest.skip('this system does not tell the peak of memory', allow_module_level=True)


@pytest.fixture(scope='module')
def stub_url(sandbox_python):
    """The base URL of a server that throws away what it is sent."""
    process = subprocess.Popen([sandbox_python, os.path.join(ROOT, 'tests', 'bench', 'stub.py')],
                               stdout=subprocess.PIPE)
    yield 'http://127.0.0.1:%d' % int(process.stdout.readline())
    process.terminate()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize('call', CALLS, ids=[
    'predict', 'upload', 'search', 'search-pat', 'tag', 'workflow', 'bulk'])
def test_a_large_file_takes_next_to_no_memory(stub_url, tmpdir, call):
    path = tmpdir.join('large.mp4')
    with open(str(path), 'wb') as handle:
        handle.truncate(SIZE)
    grown = subprocess.check_output(
        [sys.executable, '-W', 'ignore', '-c', PROGRAM % call, stub_url, str(path)],
        env=dict(os.environ, PYTHONPATH=ROOT, NO_PROXY='127.0.0.1'))
    assert int(grown.decode('ascii').splitlines()[-1]) < MOST
