"""Functions that answer for models of anybody: texts, pictures, embeddings, and chats."""
from __future__ import absolute_import

import base64
import io
import json
import os
import subprocess
import sys
import uuid

import pytest
import requests
from sandbox_process import (ROOT, Api, App, SandboxProcess, an_input, clip, photograph,
                             pil_image, plain, text)

MODULE = '''
import numpy


def chat(text, messages, params):
    if text == 'fail':
        raise ValueError('no idea')
    return '%s/%d/%s' % (text, len(messages), sorted(params.items()))


def caption(pixels, text=''):
    return 'a picture of %d x %d pixels%s' % (pixels.shape[1], pixels.shape[0], text)


def draw(text, params):
    return numpy.full((params.get('height', 4), 6, 3), 200, 'uint8')


def embed(text, pixels):
    return [0.5, 0.25, 1.0 if pixels is not None else 0.0]


def classify(text):
    return {'greeting': 0.75, 'question': 0.25 if text else 0.0}


def nothing(text):
    return None


def look(pixels):
    return {'seen': 0.5}
'''
FUNCTIONS = {
    'openai/chat-completion/GPT-4': 'chat', 'salesforce/blip/caption': 'caption',
    'openai/dall-e/dall-e-3': 'draw', 'openai/embed/ada': 'embed',
    'someone/mine/classifier': 'classify', 'meta/Llama-2/none': 'nothing',
    'clarifai/main/BAAI-bge-base-en-v15': 'embed', 'clarifai/main/other': 'chat',
    'general-english-image-caption-clip': 'caption', 'general-image-recognition': 'look'}


@pytest.fixture(scope='module')
def process(tmpdir_factory):
    folder = tmpdir_factory.mktemp('modules')
    folder.join('ours.py').write(MODULE)
    options = []
    for name, function in sorted(FUNCTIONS.items()):
        options += ['--recogniser', '%s=ours:%s' % (name, function)]
    process = SandboxProcess(*options, path=[str(folder)])
    yield process
    process.stop()


@pytest.fixture
def api(process):
    return Api(process.url)


def says(raw):
    return {'data': {'text': {'raw': raw}}}


def path_of(name):
    return '/users/%s/apps/%s/models/%s/outputs' % tuple(name.split('/'))


def output(api, name, item, model=None):
    body = {'inputs': [item]}
    if model:
        body['model'] = model
    [found] = Api(api.url).ok('POST', path_of(name), body)['outputs']
    return found


def test_a_text_is_answered_with_a_text(api):
    found = output(api, 'openai/chat-completion/GPT-4', says('hi'))
    assert found['data'] == {'text': {'raw': 'hi/1/[]'}}
    assert found['input']['data'] == {'text': {'raw': 'hi'}}
    assert (found['model']['id'], found['model']['user_id'], found['model']['app_id']) == (
        'GPT-4', 'openai', 'chat-completion')
    assert found['model']['model_version']['status']['code'] == 21100


@pytest.mark.parametrize('model', [
    {'output_info': {'params': {'max_tokens': 10}}},
    {'model_version': {'output_info': {'params': {'max_tokens': 10}}}}])
def test_options_of_the_request_reach_the_function(api, model):
    found = output(api, 'openai/chat-completion/GPT-4', says('hi'), model)
    assert found['data']['text']['raw'] == "hi/1/[('max_tokens', 10)]"


def test_any_version_of_it_may_be_named(api):
    path = '/users/openai/apps/chat-completion/models/GPT-4/versions/9e87c1d9/outputs'
    [found] = api.ok('POST', path, {'inputs': [says('x')]})['outputs']
    assert found['model']['model_version']['id'] == '9e87c1d9'


def test_a_picture_is_answered_with_a_text(api):
    found = output(api, 'salesforce/blip/caption', an_input(plain('red', (64, 48))))
    assert found['data'] == {'text': {'raw': 'a picture of 64 x 48 pixels'}}
    both = an_input(plain('red', (64, 48)), text={'raw': '!'})
    assert output(api, 'salesforce/blip/caption', both)['data']['text']['raw'].endswith('pixels!')


def test_a_text_is_answered_with_a_picture(api):
    found = output(api, 'openai/dall-e/dall-e-3', says('a cat'),
                   {'model_version': {'output_info': {'params': {'height': 2}}}})
    image = found['data']['image']
    decoded = pil_image.open(io.BytesIO(base64.b64decode(image['base64'])))
    assert decoded.size == (6, 2) and decoded.getpixel((0, 0)) == (200, 200, 200)
    assert (image['image_info']['width'], image['image_info']['height']) == (6, 2)


def test_embeddings_and_concepts(api):
    found = output(api, 'openai/embed/ada', says('x'))
    assert found['data']['embeddings'] == [{'vector': [0.5, 0.25, 0.0], 'num_dimensions': 3}]
    found = output(api, 'openai/embed/ada', an_input(plain('red')))
    assert found['data']['embeddings'][0]['vector'] == [0.5, 0.25, 1.0]
    concepts = output(api, 'someone/mine/classifier', says('hello'))['data']['concepts']
    assert [(c['name'], c['value']) for c in concepts] == [('greeting', 0.75), ('question', 0.25)]
    config = {'output_info': {'output_config': {'max_concepts': 1}}}
    assert len(output(api, 'someone/mine/classifier', says('hello'), config)['data'][
        'concepts']) == 1


def test_concepts_of_the_app_are_called_by_their_ids_there(api):
    app = App(api.url, user_id='someone', app_id='mine')
    app.ok('POST', '/concepts', {'concepts': [{'id': 'g-1', 'name': 'greeting'}]})
    known, other = app.ok('POST', '/models/classifier/outputs', {'inputs': [says('hi')]})[
        'outputs'][0]['data']['concepts']
    assert (known['id'], known['name'], known['app_id'], known['user_id'], known['value']) == (
        'g-1', 'greeting', 'mine', 'someone', 0.75)
    assert other['name'] == 'question' and other['id'].startswith('ai_')


def workflow_says(app, item, *models, **more):
    """Make a workflow with a node for each model; return what each says of an item, and its model.
    """
    nodes = [{'id': 'n%d' % number, 'model': model} for number, model in enumerate(models)]
    nodes[-1].update(more)
    app.ok('POST', '/workflows', {'workflows': [{'id': 'w', 'nodes': nodes}]})
    shown = app.ok('GET', '/workflows/w')['workflow']['nodes']
    [result] = app.ok('POST', '/workflows/w/results', {'inputs': [item]})['results']
    app.ok('DELETE', '/workflows/w')
    return [(output['data'], output['model'], node['model'])
            for output, node in zip(result['outputs'], shown)]


def test_a_node_of_a_workflow_asks_the_function_of_its_model(api):
    app = App(api.url, user_id='someone', app_id='mine')
    [(data, model, node)] = workflow_says(app, says('hello'), {'id': 'classifier'})
    direct = output(app, 'someone/mine/classifier', says('hello'))
    assert data == direct['data'] and [c['value'] for c in data['concepts']] == [0.75, 0.25]
    for shown in (model, node):
        assert (shown['id'], shown['user_id'], shown['app_id']) == (
            'classifier', 'someone', 'mine')
        assert shown['model_version']['id'] == direct['model']['model_version']['id']


def test_it_goes_before_a_model_that_was_trained(api):
    """The function answers for that too, and without it the model does: its version is kept."""
    app = App(api.url, user_id='someone', app_id='mine')
    app.ok('POST', '/models', {'models': [
        {'id': 'classifier', 'model_type_id': 'prompter'}]})
    app.ok('POST', '/models/classifier/versions', {'model_versions': [
        {'output_info': {'params': {'prompt_template': '{data.text.raw}!'}}}]})
    made = app.ok('GET', '/models/classifier/versions')['model_versions'][0]['id']
    [(data, _, node)] = workflow_says(app, says('hello'), {'id': 'classifier'})
    assert [c['value'] for c in data['concepts']] == [0.75, 0.25]
    assert node['model_version']['id'] == made
    app.ok('DELETE', '/models/classifier')


def test_a_node_names_models_of_others_that_functions_answer_for(api):
    app = App(api.url)
    chat = {'id': 'GPT-4', 'user_id': 'openai', 'app_id': 'chat-completion'}
    other = {'id': 'other', 'user_id': 'clarifai', 'app_id': 'main'}
    caption = {'id': 'caption', 'user_id': 'salesforce', 'app_id': 'blip'}
    found = workflow_says(app, an_input(plain('red', (64, 48))), caption, chat,
                          node_inputs=[{'node_id': 'n0'}])
    assert [data['text']['raw'] for data, _, _ in found] == [
        'a picture of 64 x 48 pixels', 'a picture of 64 x 48 pixels/1/[]']
    for (_, model, node), named in zip(found, (caption, chat)):
        for shown in (model, node):
            assert {name: shown[name] for name in named} == named
    [(data, _, node)] = workflow_says(app, says('x'), other)
    assert data['text']['raw'] == 'x/1/[]' and {name: node[name] for name in other} == other


def test_a_node_with_a_model_that_nobody_answers_for_is_refused(api):
    app = App(api.url)
    for model, option in (({'id': 'm', 'user_id': 'openai', 'app_id': 'x'}, 'openai/x/m'),
                          ({'id': 'no', 'user_id': 'clarifai', 'app_id': 'main'},
                           'clarifai/main/no')):
        http, code, answer = app.refused('POST', '/workflows', {'workflows': [
            {'id': 'w', 'nodes': [{'id': 'n', 'model': model}]}]})
        assert (http, code) == (400, 22104)
        assert '--recogniser %s=module:function' % option in answer['status']['details']


def test_public_models_too(api):
    found = output(api, 'clarifai/main/BAAI-bge-base-en-v15', says('x'))
    assert found['data']['embeddings'][0]['vector'] == [0.5, 0.25, 0.0]
    found = output(api, 'clarifai/main/other', says('x'))
    assert found['data']['text']['raw'] == 'x/1/[]'
    [data] = api.predict('general-english-image-caption-clip', plain('red', (64, 48)))
    assert data['text']['raw'] == 'a picture of 64 x 48 pixels'
    [data] = api.predict('general-image-recognition', plain('red'))
    assert [c['name'] for c in data['concepts']] == ['seen']


def test_a_failure_is_that_of_one_input_and_names_the_model(api):
    response = api.send('POST', path_of('openai/chat-completion/GPT-4'),
                        {'inputs': [says('hi'), says('fail')]})
    answer = response.json()
    assert (response.status_code, answer['status']['code']) == (207, 10010)
    assert answer['outputs'][0]['status']['code'] == 10000
    status = answer['outputs'][1]['status']
    assert status['code'] == 21313
    assert 'openai/chat-completion/GPT-4' in status['details'] and 'no idea' in status['details']
    _, _, answer = Api(api.url).refused('POST', path_of('meta/Llama-2/none'),
                                        {'inputs': [says('x')]})
    assert answer['outputs'][0]['status']['code'] == 21313


def test_a_model_that_nobody_answers_for_says_what_to_do(api):
    http, code, answer = api.refused('POST', path_of('clarifai/main/no-such'),
                                     {'inputs': [says('x')]})
    assert (http, code) == (404, 21200)
    assert 'clarifai sandbox --recogniser clarifai/main/no-such=module:function' in (
        answer['status']['details'])
    http, code, answer = api.refused('POST', '/models/nougat-base/outputs',
                                     {'inputs': [an_input(plain('red'))]})
    assert (http, code) == (404, 21200)
    assert '--recogniser nougat-base=module:function' in answer['status']['details']


def test_texts_measured_without_a_function(sandbox_url):
    api = Api(sandbox_url)

    def vector(item, model_id='BAAI-bge-base-en-v15'):
        [found] = api.ok('POST', '/models/%s/outputs' % model_id, {'inputs': [item]})['outputs']
        return found['data']['embeddings'][0]['vector']

    def likeness(first, second):
        return sum(a * b for a, b in zip(vector(says(first)), vector(says(second))))
    assert len(vector(says('hi'))) == 768
    assert vector(says('Dogs bark')) == vector(says('dogs  bark!'))
    assert likeness('dogs bark', 'the dog barks') > likeness('dogs bark', 'a quiet sea') + 0.1
    assert len(vector(says('x'), 'multimodal-clip-embed')) == len(
        vector(an_input(plain('red')), 'multimodal-clip-embed'))
    _, _, answer = api.refused('POST', '/models/BAAI-bge-base-en-v15/outputs',
                               {'inputs': [an_input(plain('red'))]})
    assert answer['outputs'][0]['status']['code'] == 30104
    _, _, answer = api.refused('POST', '/models/general-image-recognition/outputs',
                               {'inputs': [says('hi')]})
    assert answer['outputs'][0]['status']['code'] == 30104


@pytest.mark.parametrize('option, said', [
    ('a/b=json:loads', "'a/b' is no model"), ('a/b/c=json', 'is not MODEL_ID=module:function'),
    ('a/b/c=json:no_such', "has no 'no_such'"), ('a//c=json:loads', "'a//c' is no model"),
    ('a/b/c=uuid:uuid3', "wants 'namespace' and 'name'")])
def test_a_wrong_one_is_one_sentence_before_the_port_opens(option, said, tmpdir):
    process = subprocess.Popen(
        [sys.executable, '-m', 'clarifai.sandbox', '--port', '0', '--recogniser', option],
        env=dict(os.environ, PYTHONPATH=ROOT), cwd=str(tmpdir), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT)
    printed = process.communicate()[0].decode('utf-8')
    assert process.returncode == 2
    assert printed.startswith('--recogniser: ') and said in printed
    assert printed.count('\n') == 1 and 'listens' not in printed


def test_a_pat_of_somebody_else_reaches_them(process):
    """Whoever has written to an app of their own may ask the models of others."""
    api = Api(process.url)
    api.ok('POST', '/users/ann/apps/zoo/concepts', {'concepts': [{'id': 'cat'}]})
    for name in ('openai/chat-completion/GPT-4', 'someone/mine/classifier'):
        assert api.ok('POST', path_of(name), {'inputs': [says('hi')]})
    http, code, answer = api.refused('POST', path_of('openai/chat-completion/none'),
                                     {'inputs': [says('hi')]})
    assert (http, code) == (404, 21200)
    assert '--recogniser openai/chat-completion/none=' in answer['status']['details']
    other = Api(process.url)
    other.ok('POST', '/users/bob/apps/shop/concepts', {'concepts': [{'id': 'cat'}]})
    assert api.refused('POST', path_of('bob/shop/m'), {'inputs': [says('hi')]})[:2] == (403, 11007)


def test_by_the_rules_of_the_platform_too(tmpdir):
    tmpdir.join('ours.py').write(MODULE)
    process = SandboxProcess('--platform', '--pat', 'p=ann', '--recogniser',
                             'openai/chat-completion/GPT-4=ours:chat', path=[str(tmpdir)])
    try:
        api = Api(process.url, 'p')
        assert api.ok('POST', path_of('openai/chat-completion/GPT-4'), {'inputs': [says('hi')]})
        stranger = Api(process.url, 'q')
        assert stranger.refused('POST', path_of('openai/chat-completion/GPT-4'),
                                {'inputs': [says('hi')]})[:2] == (401, 11008)
        listed = api.send('GET', '/ext/openai/v1/models').json()
        assert [item['id'] for item in listed['data']] == ['openai/chat-completion/models/GPT-4']
    finally:
        process.stop()


# Chats


@pytest.fixture
def chat(process):
    """Sends a chat as OpenAI's clients do; returns the response."""
    def ask(content='hi', model='openai/chat-completion/models/GPT-4', **more):
        body = dict({'model': model, 'messages': [{'role': 'user', 'content': content}]}, **more)
        return requests.post(process.url + '/v2/ext/openai/v1/chat/completions', json=body,
                             headers={'Authorization': 'Key ' + uuid.uuid4().hex})
    return ask


@pytest.mark.parametrize('model', [
    'openai/chat-completion/models/GPT-4', 'openai/chat-completion/GPT-4',
    'https://clarifai.com/openai/chat-completion/models/GPT-4',
    'openai/chat-completion/models/GPT-4/versions/x'])
def test_a_chat_goes_to_the_same_function(chat, model):
    response = chat(model=model, temperature=0.5)
    answer = response.json()
    assert response.status_code == 200 and set(answer) == {
        'id', 'object', 'created', 'model', 'choices', 'usage'}
    [choice] = answer['choices']
    assert choice['message'] == {'role': 'assistant', 'content': "hi/1/[('temperature', 0.5)]"}
    assert choice['finish_reason'] == 'stop'
    assert answer['usage']['total_tokens'] == (
        answer['usage']['prompt_tokens'] + answer['usage']['completion_tokens'])


def test_a_chat_has_messages(chat):
    response = chat(messages=[{'role': 'system', 'content': 'be brief'},
                              {'role': 'user', 'content': [{'type': 'text', 'text': 'one'}]},
                              {'role': 'assistant', 'content': 'two'},
                              {'role': 'user', 'content': 'three'}])
    assert response.json()['choices'][0]['message']['content'] == 'three/4/[]'


def test_a_chat_about_a_picture(chat):
    address = 'data:image/png;base64,' + text(plain('red', (64, 48)))
    response = chat([{'type': 'text', 'text': '?'},
                     {'type': 'image_url', 'image_url': {'url': address}}],
                    model='salesforce/blip/models/caption')
    assert response.json()['choices'][0]['message']['content'] == 'a picture of 64 x 48 pixels?'


def test_a_chat_comes_as_events(chat):
    response = chat('hi there', stream=True, stream_options={'include_usage': True})
    assert response.headers['Content-Type'].startswith('text/event-stream')
    lines = [line for line in response.text.split('\n\n') if line]
    assert all(line.startswith('data: ') for line in lines) and lines[-1] == 'data: [DONE]'
    chunks = [json.loads(line[len('data: '):]) for line in lines[:-1]]
    assert set(chunk['object'] for chunk in chunks) == {'chat.completion.chunk'}
    deltas = [chunk['choices'][0]['delta'] for chunk in chunks if chunk['choices']]
    assert deltas[0]['role'] == 'assistant'
    assert ''.join(delta.get('content', '') for delta in deltas) == 'hi there/1/[]'
    assert chunks[-2]['choices'][0]['finish_reason'] == 'stop'
    assert chunks[-1]['usage']['total_tokens'] > 0


@pytest.mark.parametrize('more, http, code', [
    ({'model': 'openai/chat-completion/models/none'}, 404, '21200'),
    ({'model': 'gpt'}, 404, '21200'), ({'messages': []}, 400, '11102'),
    ({'messages': [{'role': 'robot', 'content': 'x'}]}, 400, '11102'),
    ({'content': 'fail'}, 400, '21313'),
    ({'model': 'someone/mine/models/classifier'}, 400, '21313'),
    ({'content': [{'type': 'image_url', 'image_url': {'url': 'nonsense'}}],
      'model': 'salesforce/blip/caption'}, 400, '30104')])
def test_refusals_are_found_where_clients_look(chat, more, http, code):
    response = chat(**more)
    answer = response.json()
    assert (response.status_code, answer['error']['code']) == (http, code)
    assert answer['error']['message'] == answer['status']['details']


def test_the_models_of_chats_are_listed(process):
    response = requests.get(process.url + '/v2/ext/openai/v1/models',
                            headers={'Authorization': 'Key x'})
    ids = [item['id'] for item in response.json()['data']]
    assert 'openai/chat-completion/models/GPT-4' in ids and len(ids) == len(FUNCTIONS)
    assert 'clarifai/main/models/general-image-recognition' in ids
    refused = requests.get(process.url + '/v2/ext/openai/v1/models')
    assert refused.status_code == 401


def test_videos_are_read_frame_by_frame(api):
    item = {'data': {'video': {'base64': text(clip(['red', 'blue']))}}}
    frames = output(api, 'salesforce/blip/caption', item)['data']['frames']
    assert [frame['data']['text']['raw'] for frame in frames] == [
        'a picture of 64 x 48 pixels'] * 4


def test_photographs_are_not_changed(api):
    picture = photograph('coffee')
    assert output(api, 'salesforce/blip/caption', an_input(picture))['data']['text'][
        'raw'] == 'a picture of 600 x 400 pixels'
