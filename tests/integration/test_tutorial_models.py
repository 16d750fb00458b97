"""Programs as the tutorial of 2.6.2 teaches them, unmodified, on today's platform with a PAT."""
from __future__ import absolute_import

import os
import shutil

import pytest

from script import run_script

PAT = 'tutorial-pat'
# The samples of the tutorial by their names, and the photographs that stand for them.
SAMPLES = {'demographics.jpg': 'astronaut.png', 'celeb-001.jpg': 'astronaut.png',
           'celebrity.jpg': 'astronaut.png', 'food.jpg': 'coffee.png'}

DEMOGRAPHICS = '''
from __future__ import print_function
from clarifai.rest import ClarifaiApp

app = %s
model = app.models.get(%s)
response = model.predict_by_url(url='https://samples.clarifai.com/demographics.jpg')
for region in response['outputs'][0]['data']['regions']:
    box = region['region_info']['bounding_box']
    print('face', 0 <= box['top_row'] < box['bottom_row'] <= 1)
    face = region['data']['face']
    for part in ('age_appearance', 'gender_appearance', 'multicultural_appearance'):
        best = face[part]['concepts'][0]
        print(part, best['name'], 0 < best['value'] <= 1)
    print(len(region['data']['concepts']))
'''
CELEBRITY = '''
from __future__ import print_function
from clarifai.rest import ClarifaiApp

app = %s
model = app.models.get(%s)
response = model.predict_by_url(url='https://samples.clarifai.com/celebrity.jpg')
print(response['outputs'][0]['data']['regions'][0]['data']['face']['identity']['concepts'])
'''
FOOD = '''
from __future__ import print_function
from clarifai.rest import ClarifaiApp

app = %s
model = app.models.get(%s)
response = model.predict_by_url(url='https://samples.clarifai.com/food.jpg')
print(response['status']['code'], response['outputs'][0]['model']['id'])
for concept in response['outputs'][0]['data']['concepts']:
    print(concept['name'], 0 <= concept['value'] <= 1)
'''
FACES = '''
from __future__ import print_function
from clarifai.rest import ClarifaiApp

app = %s
model = app.models.get(%s)
response = model.predict_by_url(
    url='https://portal.clarifai.com/developer/static/images/model-samples/celeb-001.jpg')
for region in response['outputs'][0]['data']['regions']:
    print(' '.join(sorted(region['region_info']['bounding_box'])))
'''
AGES = ('0-2', '3-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', 'more than 70')
APPS = ['ClarifaiApp()', "ClarifaiApp(api_key='0123456789abcdef0123456789abcdef')"]


@pytest.fixture
def run(platform_url, media, tmpdir):
    """Runs a program with a PAT in the environment; gives its exit status and what it prints."""
    for name, photograph in SAMPLES.items():
        shutil.copy(os.path.join(media, photograph), os.path.join(media, name))

    def run(program, app, asked):
        status, said, complaints = run_script(program % (app, asked), tmpdir,
                                              CLARIFAI_API_BASE=platform_url, CLARIFAI_PAT=PAT)
        assert PAT not in '\n'.join(said) + complaints
        return status, said, complaints
    return run


@pytest.mark.parametrize('app', APPS)
@pytest.mark.parametrize('asked', ["model_id='c0c0ac362b03416da06ab3fa36fb58e3'",
                                   "'demographics'"])
def test_demographics(run, app, asked):
    status, said, complaints = run(DEMOGRAPHICS, app, asked)
    assert status == 0, complaints
    face, age, gender, origin, concepts = said
    assert face == 'face True'
    assert age in ['age_appearance %s True' % name for name in AGES]
    assert gender in ['gender_appearance %s True' % name for name in ('Feminine', 'Masculine')]
    assert origin.startswith('multicultural_appearance ') and origin.endswith(' True')
    assert int(concepts) > 3


@pytest.mark.parametrize('app', APPS)
@pytest.mark.parametrize('asked', ["model_id='e466caa0619f444ab97497640cefc4dc'",
                                   "'celeb-v1.3'"])
def test_celebrities_are_not_recognised_any_more_and_that_is_said(run, app, asked):
    status, said, complaints = run(CELEBRITY, app, asked)
    assert status == 1 and said == []
    error = complaints.strip().splitlines()[-1]
    assert 'ApiError' in error and 'decommissioned on 31 December 2025' in error
    assert 'use app.public_models.face_detection_model' in error
    assert 'CLARIFAI_PAT' not in error


@pytest.mark.parametrize('app', APPS)
@pytest.mark.parametrize('asked', ["model_id='bd367be194cf45149e75f01d59f77ba7'",
                                   "'food-items-v1.0'"])
def test_food(run, app, asked):
    status, said, complaints = run(FOOD, app, asked)
    assert status == 0, complaints
    assert said[0] == '10000 bd367be194cf45149e75f01d59f77ba7'
    assert len(said) > 2 and all(line.endswith(' True') for line in said[1:])


@pytest.mark.parametrize('app', APPS)
@pytest.mark.parametrize('asked', ["model_id='a403429f2ddf4b49b307e318f00e528b'",
                                   "'face-v1.3'"])
def test_faces(run, app, asked):
    status, said, complaints = run(FACES, app, asked)
    assert status == 0, complaints
    assert said == ['bottom_row left_col right_col top_row']
