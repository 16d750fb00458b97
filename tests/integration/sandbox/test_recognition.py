"""Recognition over HTTP: what public models say of photographs, searches, and doing without."""
from __future__ import absolute_import

import os
import re
import subprocess
import sys

import pytest
from sandbox_process import ROOT, Api, SandboxProcess, an_input, photograph, plain, shared_sandbox

from clarifai.sandbox.learning.pretrained import packages

for package in ('onnxruntime', packages.LITE0.package, packages.NSFW.package):
    pytest.importorskip(package)

GENERAL = 'aaa03c23b3724a16a56b629203edc62c'
FOOD = 'bd367be194cf45149e75f01d59f77ba7'
MODERATION = 'd16f390eb32cad478c7ae150069bd2c6'
NSFW = 'e9576d86d2004ed1a38ba0cf39ecb4b1'
CAT, DOG, FOOD_COFFEE = 'ai_mFqxrph2', 'ai_8S2Vq3cR', 'ai_f1zKlGnc'

process = shared_sandbox('--recognition', 'on')


@pytest.fixture(scope='module')
def api(process):
    return Api(process.url)


def names(data):
    return [concept['name'] for concept in data['concepts']]


def values(data):
    return dict((concept['name'], concept['value']) for concept in data['concepts'])


def test_it_says_so(process):
    assert 'Recognition is on: EfficientNet-Lite0' in process.output()


def test_general_names_what_is_there_and_then_what_is_measured(api):
    cat, coffee = api.predict(GENERAL, photograph('chelsea'), photograph('coffee'))
    assert len(cat['concepts']) == len(coffee['concepts']) == 20
    assert {'animal', 'cat', 'mammal'} <= set(names(cat)[:3])
    assert values(cat)['cat'] > 0.8 and values(coffee)['coffee'] > 0.8
    recognised = [c['value'] for c in cat['concepts'][:3]]
    assert recognised == sorted(recognised, reverse=True)
    assert 'landscape orientation' in names(cat)[3:]
    [first] = api.predict(GENERAL, photograph('chelsea'), max_concepts=1)
    assert names(first) == names(cat)[:1]


@pytest.mark.parametrize('name', ['chelsea', 'coffee', 'astronaut'])
def test_scores_go_down(api, name):
    [data] = api.predict(GENERAL, photograph(name))
    scores = [concept['value'] for concept in data['concepts']]
    assert scores == sorted(scores, reverse=True) and scores[-1] > 0
    # What is measured keeps its order: nothing of it was left out or made equal.
    assert len(set(scores)) > 10


def test_people_are_those_whose_faces_are_found(api):
    astronaut, cat = api.predict(GENERAL, photograph('astronaut'), photograph('chelsea'))
    assert 0.5 < values(astronaut)['people'] <= 1
    assert 'ai_l8TKp2h5' in [concept['id'] for concept in astronaut['concepts'][:3]]
    assert 'people' not in names(cat)


def test_what_is_not_recognised_is_measured(api):
    [data] = api.predict(GENERAL, plain((250, 250, 250)))
    assert values(data)['bright'] > 0.9


def test_selected_by_name_and_id(api):
    [data] = api.predict(GENERAL, photograph('chelsea'), select_concepts=[
        {'name': 'cat'}, {'id': DOG}, {'name': 'bright'}])
    assert {c['id']: c['name'] for c in data['concepts']}[CAT] == 'cat'
    assert set(names(data)) == {'cat', 'dog', 'bright'}
    assert values(data)['cat'] > 0.8 > 0.1 > values(data)['dog']


def test_not_safe_for_work(api):
    [data] = api.predict(NSFW, photograph('coffee'))
    assert names(data) == ['sfw', 'nsfw']
    assert values(data)['sfw'] > 0.8
    assert sum(values(data).values()) == pytest.approx(1, abs=1e-5)


def test_moderation(api):
    [data] = api.predict(MODERATION, photograph('coffee'))
    assert set(names(data)) == {'safe', 'suggestive', 'explicit', 'drug', 'gore'}
    assert names(data)[0] == 'safe' and values(data)['safe'] > 0.8
    assert values(data)['drug'] == values(data)['gore'] == 0


def test_a_theme_has_its_own_words_and_ids(api):
    coffee, cat = api.predict(FOOD, photograph('coffee'), photograph('chelsea'))
    assert values(coffee)['coffee'] > 0.8
    assert FOOD_COFFEE in [c['id'] for c in coffee['concepts']]
    assert not set(names(coffee)) & {'bright', 'landscape orientation'}
    # Nothing of the theme is there: it is measured.
    assert 'landscape orientation' in names(cat) and 'cat' not in names(cat)


@pytest.mark.parametrize('model_id', [
    FOOD, 'e0be3b9d6a454f0493ac3a30784001ff', 'eee28c313d69466f836ab83287a54ed9',
    'c386b7a870114f4a87477c0824499348', 'fbefb47f9fdb410e8ce14f24f54b47ff'])
def test_what_a_model_answers_is_among_its_concepts(api, model_id):
    listed = api.ok('GET', '/models/%s/output_info' % model_id)['model']['output_info']
    known = dict((c['id'], c['name']) for c in listed['data']['concepts'])
    for data in api.predict(model_id, photograph('coffee'), photograph('rocket'), plain('red')):
        for concept in data['concepts']:
            assert known[concept['id']] == concept['name']


def test_concepts_can_be_found(api):
    found = api.ok('POST', '/concepts/searches', {'concept_query': {'name': 'espresso*'}})
    assert 'espresso' in [c['name'] for c in found['concepts']]
    assert api.ok('GET', '/concepts/' + CAT)['concept']['name'] == 'cat'


def search(api, kind, concept):
    body = {'query': {'ands': [{kind: {'data': {'concepts': [concept]}}}]}}
    return [hit['input']['id'] for hit in api.ok('POST', '/searches', body)['hits']]


def test_searches_by_what_was_recognised_when_inputs_were_added(process):
    api = Api(process.url)
    api.add(an_input(photograph('chelsea'), 'cat'), an_input(photograph('coffee'), 'cup'),
            an_input(photograph('rocket'), 'rocket'))
    api.wait_for_inputs()
    assert search(api, 'output', {'name': 'cat'}) == ['cat']
    assert search(api, 'output', {'id': CAT}) == ['cat']
    assert search(api, 'output', {'name': 'coffee'}) == ['cup']
    assert search(api, 'output', {'name': 'airplane'}) == []


def test_people_are_looked_for_when_somebody_searches_for_them(process):
    api = Api(process.url)
    api.add(an_input(photograph('chelsea'), 'cat'), an_input(photograph('astronaut'), 'woman'))
    link = [part.split('"')[0] for part in api.session.get(process.url + '/').text.split('href="')
            if part.startswith('/page/apps/') and '/inputs' in part.split('"')[0]][0]
    page = api.session.get(process.url + link.replace('/inputs', '/search'),
                           params={'concept': 'people', 'by': 'predicted'}).text
    assert '>woman<' in page and '>cat<' not in page
    api.add(an_input(photograph('astronaut', (0.2, 0, 0.8, 0.6)), 'her'))
    assert sorted(search(api, 'output', {'name': 'people'})) == ['her', 'woman']
    assert sorted(search(api, 'output', {'id': 'ai_l8TKp2h5'})) == ['her', 'woman']
    assert search(api, 'output', {'name': 'people', 'value': 0}) == ['cat']


def test_workers_recognise(process):
    started = SandboxProcess('--recognition', 'on', '--workers', '1')
    api = Api(started.url)
    data = photograph('chelsea')
    for start in range(0, 240, 120):
        api.add(*[an_input(data + b' ' * number, str(number))
                  for number in range(start, start + 120)])
    api.wait_for_inputs()
    body = {'query': {'ands': [{'output': {'data': {'concepts': [{'name': 'cat'}]}}}]},
            'pagination': {'per_page': 500}}
    hits = api.ok('POST', '/searches', body)['hits']
    assert len(hits) == 240 and len(set(hit['score'] for hit in hits)) == 1
    assert started.stop() == 0
    assert not started.complaints()


def recognise(pixels):
    return {'mine': 1.0}


def test_a_function_of_the_user_wins_for_its_model():
    started = SandboxProcess('--recognition', 'on', '--recogniser',
                             'general-image-recognition=test_recognition:recognise',
                             path=[os.path.dirname(__file__), os.path.join(
                                 ROOT, 'tests', 'integration')])
    api = Api(started.url)
    assert names(api.predict(GENERAL, photograph('chelsea'))[0]) == ['mine']
    assert 'coffee' in names(api.predict(FOOD, photograph('coffee'))[0])
    started.stop()


# Doing without

def run(tmp_path, *options):
    """Runs the command with the package of the first model altered; returns the process."""
    package = tmp_path / packages.LITE0.package
    (package / 'models').mkdir(parents=True)
    (package / '__init__.py').write_text('')
    (tmp_path / packages.LITE0.package / packages.LITE0.path).write_bytes(b'other')
    return SandboxProcess(*options, path=[str(tmp_path)])


def test_auto_goes_on_without_a_package_that_was_altered_and_says_so(tmp_path):
    started = run(tmp_path)
    assert 'Recognition is off, and pictures are measured' in started.output()
    assert packages.LITE0.distribution in started.output()
    api = Api(started.url)
    [data] = api.predict(GENERAL, photograph('chelsea'))
    assert 'cat' not in names(data) and 'landscape orientation' in names(data)
    [data] = api.predict(NSFW, photograph('chelsea'))
    assert values(data) == {'nsfw': 0.5, 'sfw': 0.5}
    assert not started.complaints()
    started.stop()


def test_on_ends_with_one_sentence_where_a_package_was_altered(tmp_path):
    package = tmp_path / packages.NSFW.package
    package.mkdir()
    (package / '__init__.py').write_text('')
    (package / packages.NSFW.path).write_bytes(b'other')
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join([ROOT, str(tmp_path)]))
    ended = subprocess.run(
        [sys.executable, '-m', 'clarifai.sandbox', '--port', '0', '--recognition', 'on'],
        env=environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1 and ended.stdout == ''
    assert ended.stderr.count('\n') == 1 and ended.stderr.startswith('--recognition on: ')
    assert 'pip install --force-reinstall ' + packages.NSFW.distribution in ended.stderr


def test_off_measures_and_says_so():
    started = SandboxProcess('--recognition', 'off')
    assert 'Recognition is off' in started.output()
    assert 'cat' not in names(Api(started.url).predict(GENERAL, photograph('chelsea'))[0])
    started.stop()


def test_the_page_shows_what_was_recognised_first(process):
    api = Api(process.url)
    api.add(an_input(photograph('chelsea'), 'cat-on-the-page'))
    api.wait_for_inputs()
    page = api.session.get(process.url + '/').text
    link = [part.split('"')[0] for part in page.split('href="')[1:] if '/inputs' in part][0]
    shown = api.session.get(process.url + link.replace('/inputs', '/input'),
                            params={'id': 'cat-on-the-page'}).text
    concepts = shown.split('Seen by the general model')[1]
    assert concepts.index('>cat<') < concepts.index('>landscape orientation<')


def test_the_page_shows_what_was_recognised_below_each_picture(process):
    api = Api(process.url)
    api.add(an_input(photograph('coffee'), 'cup-on-the-wall', ['mine']),
            an_input(plain((250, 250, 250)), 'white-on-the-wall'))
    page = api.session.get(process.url + '/').text
    link = [part.split('"')[0] for part in page.split('href="')[1:] if '/inputs' in part][0]
    found = link.replace('/inputs', '/search') + '?by=predicted&concept=coffee'
    for place, others in ((link, 1), (found, 0)):
        tiles = api.session.get(process.url + place).text.split('<a class="tile"')[1:]
        [cup] = [tile for tile in tiles if 'cup-on-the-wall' in tile]
        seen = cup.split('class="seen">')[1].split('<')[0]
        assert re.match(r'(drink 0.9\d, food|food 0.9\d, drink) 0.9\d, (coffee|espresso) 0.9\d$',
                        seen), seen
        assert '>mine<' in cup
        rest = [tile for tile in tiles if 'white-on-the-wall' in tile]
        assert len(rest) == others and 'class="seen"' not in ''.join(rest)


def test_the_page_says_what_answers(process, api):
    api.ok('GET', '/inputs')
    page = api.session.get(process.url + '/').text
    link = [part.split('"')[0] for part in page.split('href="')[1:] if '/inputs' in part][0]
    models = api.session.get(process.url + link.replace('/inputs', '/models')).text
    assert 'Recognition is on' in models and 'open_nsfw' in models
