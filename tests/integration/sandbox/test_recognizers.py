"""``--recogniser``: a function of the user's own answers for a public model."""
from __future__ import absolute_import

import os
import subprocess
import sys

import pytest
from sandbox_process import ROOT, Api, SandboxProcess, an_input, clip, photograph, plain, text

EXAMPLES = os.path.join(ROOT, 'docs', 'examples')
GENERAL, OLD_GENERAL = 'general-image-recognition', 'aaa03c23b3724a16a56b629203edc62c'
FOOD, FACES = 'food-item-v1-recognition', 'a403429f2ddf4b49b307e318f00e528b'

MODULE = '''
def moody(pixels):
    """Refuses what is red; calls everything else calm."""
    red, green, blue = pixels.reshape(-1, 3).mean(axis=0)
    if red > 200 and green < 50:
        raise ValueError('I hate red')
    return [('calm', 0.75)]


def size(pixels):
    return {'%d x %d' % pixels.shape[:2]: 1.0}
'''


@pytest.fixture(scope='module')
def process(tmpdir_factory):
    folder = tmpdir_factory.mktemp('modules')
    folder.join('moods.py').write(MODULE)
    process = SandboxProcess('--recogniser', GENERAL + '=recogniser:recognise',
                             '--recogniser', FOOD + '=moods:moody',
                             '--recogniser', FACES + '=moods:size',
                             path=[str(folder), EXAMPLES])
    yield process
    process.stop()


@pytest.fixture
def api(process):
    return Api(process.url)


def scores(data):
    return dict((concept['name'], concept['value']) for concept in data['concepts'])


def test_the_example_answers_for_the_general_model(api):
    meadow, sea = [scores(data) for data in
                   api.predict(OLD_GENERAL, photograph('grass'), plain((0, 40, 200)))]
    assert sea == {'sea': 1.0, 'meadow': 0.0}
    assert set(meadow) == set(['sea', 'meadow'])


def test_its_concepts_are_chosen_as_others_are(api):
    data, = api.predict(OLD_GENERAL, plain('navy'), min_value=0.5)
    assert scores(data) == {'sea': 1.0}
    data, = api.predict(OLD_GENERAL, plain('navy'), select_concepts=[{'name': 'meadow'}])
    assert scores(data) == {'meadow': 0.0}


def test_videos_are_asked_about_frame_by_frame(api):
    video = {'data': {'video': {'base64': text(clip(['blue', 'green'], 2))}}}
    answer = api.ok('POST', '/models/%s/outputs' % OLD_GENERAL, {'inputs': [video]})
    found = [max(scores(frame['data']).items(), key=lambda item: item[1])[0]
             for frame in answer['outputs'][0]['data']['frames']]
    assert found == ['sea', 'sea', 'meadow', 'meadow']


def test_the_workflow_and_searches_use_it(api):
    api.add(an_input(plain('navy'), 'navy'), an_input(plain('darkgreen'), 'green'))
    assert api.hits({'output': {'data': {'concepts': [{'name': 'sea', 'value': 1}]}}}) == ['navy']
    assert api.hits({'output': {'data': {'concepts': [{'name': 'dark', 'value': 1}]}}}) == []
    answer = api.ok('POST', '/workflows/General/results', {'inputs': [an_input(plain('navy'))]})
    assert scores(answer['results'][0]['outputs'][0]['data'])['sea'] == 1.0
    info = api.ok('GET', '/models/%s/output_info' % OLD_GENERAL)['model']['output_info']
    assert set(item['name'] for item in info['data']['concepts']) == set(['sea', 'meadow'])


@pytest.mark.parametrize('rank', [{'data': {'text': {'raw': 'a meadow'}}},
                                  {'data': {'concepts': [{'name': 'meadow', 'value': 1}]}}])
def test_todays_ranks_use_it(api, rank):
    api.add(an_input(plain('navy'), 'navy'), an_input(plain('darkgreen'), 'green'))
    hits = api.ok('POST', '/inputs/searches', {'searches': [
        {'query': {'ranks': [{'annotation': rank}]}}]})['hits']
    assert [hit['input']['id'] for hit in hits] == ['green']


def test_a_failure_is_that_of_one_input(api, process):
    body = {'inputs': [an_input(plain('red')), an_input(plain('blue'))]}
    response = api.send('POST', '/models/bd367be194cf45149e75f01d59f77ba7/outputs', body)
    answer = response.json()
    assert (response.status_code, answer['status']['code']) == (207, 10010)
    red, blue = answer['outputs']
    assert red['status']['code'] == 21313
    assert 'ValueError: I hate red' in red['status']['details']
    assert scores(blue['data']) == {'calm': 0.75}
    assert 'Traceback' in process.output() and 'moods.py' in process.output()


def test_faces_are_asked_about_one_by_one(api):
    data, = api.predict(FACES, photograph('astronaut'))
    region, = data['regions']
    (name, value), = scores(region['data']).items()
    height, width = [int(number) for number in name.split(' x ')]
    assert (value, abs(height - width) <= 1) == (1.0, True)
    assert 50 < height < 200


def test_an_input_on_which_it_fails_has_failed(tmpdir):
    tmpdir.join('moods.py').write(MODULE)
    process = SandboxProcess('--recogniser', OLD_GENERAL + '=moods:moody', path=[str(tmpdir)])
    try:
        api = Api(process.url)
        api.add(an_input(plain('red'), 'red'), an_input(plain('blue'), 'blue'))
        assert api.status_of('blue')['code'] == 30000
        failed = api.status_of('red')
        assert failed['code'] == 30002
        assert 'I hate red' in failed['details']
    finally:
        process.stop()


def test_it_may_be_a_function_of_the_test_itself():
    from clarifai.sandbox import Sandbox
    with Sandbox(recognisers={GENERAL: lambda pixels: {'seen': 0.5}}) as sandbox:
        data, = Api(sandbox.url).predict(OLD_GENERAL, plain('red'))
    assert scores(data) == {'seen': 0.5}


@pytest.mark.parametrize('option, said', [
    ('general=json', "'general=json' is not MODEL_ID=module:function."),
    ('generalist=json:loads',
     "There is no public model with the id or name 'generalist'; there is "),
    (GENERAL + '=no_such:f', "The module 'no_such' cannot be imported"),
    (GENERAL + '=json:no_such', "The module 'json' has no 'no_such'."),
    (GENERAL + '=json:__name__', "which cannot be called."),
])
def test_a_wrong_one_is_refused_at_the_start(option, said, tmpdir):
    process = subprocess.Popen(
        [sys.executable, '-m', 'clarifai.sandbox', '--port', '0', '--recogniser', option],
        env=dict(os.environ, PYTHONPATH=ROOT), cwd=str(tmpdir), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT)
    printed = process.communicate()[0].decode('utf-8')
    assert process.returncode == 2
    assert printed.startswith('--recogniser: ') and said in printed
    assert 'Traceback' not in printed
