"""Inputs that are texts or audio, beside pictures."""
from __future__ import absolute_import

import io
import math
import struct
import wave

import pytest
from sandbox_process import Api, SandboxProcess, an_input, clip, plain, text

OWN = '/users/u/apps/a'
GENERAL = '/users/clarifai/apps/main/models/general-image-recognition/outputs'


def tone(seconds=0.5, rate=8000):
    """Returns a tone as WAV."""
    data = io.BytesIO()
    written = wave.open(data, 'wb')
    written.setnchannels(1)
    written.setsampwidth(2)
    written.setframerate(rate)
    written.writeframes(b''.join(struct.pack('<h', int(9000 * math.sin(number / 5.0)))
                                 for number in range(int(seconds * rate))))
    written.close()
    return data.getvalue()


def a_text(raw, input_id=None, **more):
    return {'id': input_id, 'data': dict({'text': {'raw': raw}}, **more)}


def audio(data, input_id=None):
    return {'id': input_id, 'data': {'audio': {'base64': text(data)}}}


@pytest.fixture(scope='module')
def sandbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp('texts')
    (folder / 'letter.txt').write_bytes(u'Gr\u00fc\u00dfe an den Zoo'.encode('utf-16'))
    (folder / 'latin.txt').write_bytes(b'Gr\xfc\xdfe')
    (folder / 'tone.wav').write_bytes(tone())
    process = SandboxProcess('--media', str(folder))
    yield process
    process.stop()


@pytest.fixture(scope='module')
def api(sandbox):
    api = Api(sandbox.url, 'the-pat')
    original = api.send
    api.send = lambda method, path, *more, **options: original(
        method, path if path.startswith('/users') else OWN + path, *more, **options)
    api.add(a_text('A lion sleeps; the Keeper reads.', 'said', concepts=[{'id': 'animal'}],
                   metadata={'by': 'ann'}),
            {'id': 'letter', 'data': {'text': {'url': 'https://x.example/letter.txt'}}},
            {'id': 'latin', 'data': {'text': {'url': 'https://x.example/latin.txt'}}},
            audio(tone(), 'tone'), audio(b'RIFF1234WAVEnothing', 'broken'),
            {'id': 'far', 'data': {'audio': {'url': 'https://x.example/tone.wav'}}},
            an_input(plain('red'), 'red'),
            an_input(plain('blue'), 'blue', text={'raw': 'the sea in June'}))
    return api


def get(api, input_id):
    return api.ok('GET', '/inputs/' + input_id)['input']


def found(api, path='/inputs/searches', **query):
    return [hit['input']['id'] for hit in api.ok(
        'POST', path, {'searches': [{'query': query}]})['hits']]


def by_words(raw):
    return {'annotation': {'data': {'text': {'raw': raw}}}}


def test_texts(api):
    said = get(api, 'said')
    assert said['status']['code'] == 30000
    text = said['data']['text']
    assert text['raw'] == 'A lion sleeps; the Keeper reads.'
    assert text['text_info'] == {'char_count': 32, 'encoding': 'UTF-8'}
    hosted = '/'.join([text['hosted']['prefix'], 'orig', text['hosted']['suffix']])
    for url in (text['url'], hosted):
        assert api.session.get(url).text == text['raw']
    assert said['data']['metadata'] == {'by': 'ann'}
    letter = get(api, 'letter')['data']['text']
    assert letter == {'url': 'https://x.example/letter.txt',
                      'text_info': {'char_count': 16, 'encoding': 'UTF-16'}}
    assert get(api, 'latin')['status']['code'] == 30101


def test_audio(api):
    tone = get(api, 'tone')
    assert tone['status']['code'] == 30000
    assert tone['data']['audio']['audio_info'] == {
        'audio_format': 'WAV', 'sample_rate': 8000, 'duration_seconds': 0.5, 'bit_rate': 128704}
    hosted = tone['data']['audio']['hosted']
    answer = api.session.get('/'.join([hosted['prefix'], hosted['sizes'][0], hosted['suffix']]))
    assert answer.content.startswith(b'RIFF') and answer.headers['Content-Type'] == 'audio/wav'
    assert get(api, 'far')['data']['audio']['url'] == 'https://x.example/tone.wav'
    assert get(api, 'broken')['status']['code'] == 30101


def test_they_are_counted_and_listed(api):
    counts = api.ok('GET', '/inputs/status')['counts']
    assert (counts['processed'], counts['errors']) == (6, 2)
    assert len(api.ok('GET', '/inputs')['inputs']) == 8


def test_words_of_texts_are_found(api):
    assert found(api, ranks=[by_words('a KEEPER and a lion')])[0] == 'said'
    assert found(api, ranks=[by_words('zoo')]) == ['letter']
    assert found(api, ranks=[by_words(u'gr\u00dc\u00dfe')]) == ['letter']
    assert found(api, ranks=[by_words('june')]) == ['blue']
    assert get(api, 'blue')['data']['text'] == {'raw': 'the sea in June'}


def test_filters_by_kind(api):
    def kinds(*names):
        return set(found(api, filters=[{'input': {'data': dict((name, {}) for name in names)}}]))
    assert kinds('text') == {'said', 'letter'}
    assert kinds('audio') == {'tone', 'far'}
    assert kinds('audio', 'image') == {'tone', 'far', 'red', 'blue'}
    assert found(api, filters=[{'annotation': {'data': {
        'concepts': [{'id': 'animal'}]}}}]) == ['said']


def test_nothing_looks_at_them(api):
    assert set(found(api, ranks=[{'annotation': {'input_id': 'red'}}])) == {'red', 'blue'}
    unlikely = {'annotation': {'data': {'concepts': [{'name': 'red', 'value': 0}]}}}
    assert found(api, ranks=[unlikely]) == ['blue']
    for input_id in ('said', 'tone'):
        query = {'ranks': [{'annotation': {'input_id': input_id}}]}
        assert api.refused('POST', '/inputs/searches', {'searches': [{'query': query}]})[:2] == (
            400, 40002)


def test_models_do_not_learn_from_them(api):
    api.ok('POST', '/models', {'models': [{'id': 'm'}]})
    version = api.ok('POST', '/models/m/versions', {'model_versions': [{'output_info': {
        'data': {'concepts': [{'id': 'animal'}]}}}]})['model']['model_version']
    assert api.finished('/models/m/versions/' + version['id'],
                        (21103, 21101))['status']['code'] == 21110


def test_a_visual_model_refuses_each_of_them(api):
    response = api.send('POST', GENERAL, {'inputs': [
        a_text('a lion'), audio(tone()), an_input(plain('red'))]})
    answer = response.json()
    assert (response.status_code, answer['status']['code']) == (207, 10010)
    assert [output['status']['code'] for output in answer['outputs']] == [30104, 30104, 10000]
    assert answer['outputs'][0]['input']['data'] == {'text': {'raw': 'a lion'}}
    api.ok('PATCH', '/inputs', {'action': 'merge', 'inputs': [
        {'id': 'red', 'data': {'concepts': [{'id': 'warm'}]}},
        {'id': 'blue', 'data': {'concepts': [{'id': 'warm', 'value': 0}]}}]})
    api.ok('POST', '/models', {'models': [{'id': 'seeing'}]})
    version = api.ok('POST', '/models/seeing/versions', {'model_versions': [{'output_info': {
        'data': {'concepts': [{'id': 'warm'}]}}}]})['model']['model_version']
    assert api.finished('/models/seeing/versions/' + version['id'],
                        (21103, 21101))['status']['code'] == 21100
    answer = api.refused('POST', '/models/seeing/outputs', {'inputs': [
        {'id': 'said'}, {'id': 'tone'}]})[2]
    assert [output['status']['code'] for output in answer['outputs']] == [30104, 30104]


@pytest.mark.parametrize('data', [
    {'text': {}}, {'text': {'raw': ''}}, {'text': {'raw': 7}}, {'text': 'a lion'},
    {'text': {'raw': 'a', 'url': 'https://x.example/letter.txt'}}, {'text': {'url': 'letter'}},
    {'audio': {}}, {'audio': {'base64': '!'}}, {}])
def test_inputs_that_make_no_sense(api, data):
    http, code, answer = api.refused('POST', '/inputs', {'inputs': [{'data': data}]})
    assert (http, code) == (400, 10020), answer


@pytest.mark.parametrize('data', [b'', b'RIFF', b'ID3\x04' + b'\0' * 100, tone()[:20], b'OggS',
                                  b'fLaC' + b'\xff' * 50, plain('red')])
def test_files_that_are_no_audio(api, data):
    item, = api.send('POST', '/inputs', {'inputs': [audio(data + b' ' * (not data))]}).json()[
        'inputs']
    assert api.status_of(item['id'])['code'] == 30101
    api.ok('DELETE', '/inputs/' + item['id'])


def test_a_video_without_sound_is_no_audio(api):
    item, = api.add(audio(clip(['red'])))
    assert api.status_of(item['id'])['code'] == 30101
    api.ok('DELETE', '/inputs/' + item['id'])


def test_in_2x(sandbox):
    api = Api(sandbox.url)
    api.add(a_text('a lion', 't'), audio(tone(), 'a'))
    assert api.status_of('t')['code'] == api.status_of('a')['code'] == 30000
    image = {'base64': text(plain('red'))}
    assert api.hits({'output': {'input': {'data': {'image': image}}}}) == []
    assert sorted(api.hits()) == ['a', 't']
