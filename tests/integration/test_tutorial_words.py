"""Scripts of 2.x that look for the words of a picture, unmodified, in both dialects.

The sandbox recognises what is in a picture, so a script that asks for 'cat' or for 'nsfw' can be
rehearsed: these are the questions of the tutorial of 2.6.2.
"""
from __future__ import absolute_import

import pytest

from script import run_script

NSFW = '''
from __future__ import print_function
from clarifai.rest import ClarifaiApp

app = ClarifaiApp()
for model in (app.models.get('nsfw-v1.0'), app.public_models.nsfw_model):
    response = model.predict_by_url(url='https://samples.clarifai.com/chelsea.png')
    concepts = response['outputs'][0]['data']['concepts']
    print(' '.join(concept['name'] for concept in concepts), concepts[0]['value'] > 0.8)
'''
FOOD = '''
from __future__ import print_function
from clarifai.rest import ClarifaiApp

model = ClarifaiApp().models.get('food-items-v1.0')
response = model.predict_by_url(url='https://samples.clarifai.com/coffee.png')
for concept in response['outputs'][0]['data']['concepts']:
    print(concept['name'], concept['value'] > 0.8)
'''
BY_NAME = '''
from __future__ import print_function
from clarifai.rest import ClarifaiApp, Concept

model = ClarifaiApp().models.get('general-v1.3')
response = model.predict_by_url('https://samples.clarifai.com/chelsea.png', select_concepts=[
    Concept(concept_name='cat'), Concept(concept_name='dog')])
for concept in response['outputs'][0]['data']['concepts']:
    print(concept['name'], concept['value'] > 0.8)
'''
BY_ID = '''
from __future__ import print_function
from clarifai.rest import ClarifaiApp, Concept

model = ClarifaiApp().models.get('general-v1.3')
known = model.get_info(verbose=True)['model']['output_info']['data']['concepts']
ids = dict((concept['name'], concept['id']) for concept in known)
response = model.predict_by_url('https://samples.clarifai.com/chelsea.png', select_concepts=[
    Concept(concept_id=ids['cat']), Concept(concept_id=ids['dog'])])
for concept in response['outputs'][0]['data']['concepts']:
    print(concept['name'], concept['value'] > 0.8)
'''
SEARCH = '''
from __future__ import print_function
from clarifai.rest import ClarifaiApp

app = ClarifaiApp()
for name in ('chelsea.png', 'coffee.png', 'rocket.jpg', 'motorcycle_left.png', 'flower.jpg'):
    app.inputs.create_image_from_url('https://samples.clarifai.com/' + name, image_id=name)
app.wait_until_inputs_upload_finish(max_wait=120)
for image in app.inputs.search_by_predicted_concepts(concept='cat'):
    print('cat', image.input_id)
for image in app.inputs.search_by_predicted_concepts(concepts=['cat', 'drink']):
    print('cat and drink', image.input_id)
for image in app.inputs.search_by_predicted_concepts(concept='drink'):
    print('drink', image.input_id)
'''


@pytest.fixture(params=['key', 'pat'])
def run(request, tmpdir):
    """Runs a script in an app of its own, with a key alone and by today's rules with a PAT."""
    name = request.node.name.replace('[', '-').rstrip(']')
    if request.param == 'key':
        environment = {'CLARIFAI_API_BASE': request.getfixturevalue('sandbox_url'),
                       'CLARIFAI_API_KEY': name}
    else:
        environment = {'CLARIFAI_API_BASE': request.getfixturevalue('platform_url'),
                       'CLARIFAI_PAT': 'words-pat', 'CLARIFAI_USER_ID': 'me',
                       'CLARIFAI_APP_ID': name}

    def run(script):
        status, said, complaints = run_script(script, tmpdir, **environment)
        assert status == 0, complaints
        return said
    return run


def test_a_cat_is_safe_for_work(run):
    assert run(NSFW) == ['sfw nsfw True'] * 2


def test_coffee_is_recognised_by_the_food_model(run):
    said = run(FOOD)
    assert 'coffee True' in said and 'drink True' in said


@pytest.mark.parametrize('script', [BY_NAME, BY_ID], ids=['name', 'id'])
def test_a_cat_is_told_from_a_dog(run, script):
    assert run(script) == ['cat True', 'dog False']


def test_a_search_for_cat_finds_the_cat_that_nobody_annotated(run):
    assert run(SEARCH) == ['cat chelsea.png', 'drink coffee.png']
