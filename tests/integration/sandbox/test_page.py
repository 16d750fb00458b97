"""The web page at ``/``, asked for in plain HTTP: what it says, to whom, and how safely."""
from __future__ import absolute_import

import os
import re
import uuid

import pytest
from page_content import EVIL, FACE, add_model, add_pictures, address_of, silence
from sandbox_process import (Api, SandboxProcess, an_input, clip, photograph, plain, requests,
                             wait_for)
from sandbox_process import text as base64_text

html = pytest.importorskip('html')  # Python 2.7, which has none, runs nothing of this anyway

public_models = pytest.importorskip('clarifai.sandbox.models.public_models')

KEY = 'a-key-that-nobody-must-see'
GENERAL, FACE_MODEL, EMBEDDINGS, COLOURS = [model.ids[0] for model in (
    public_models.GENERAL, public_models.FACE_DETECTION, public_models.EMBEDDING_MODEL,
    public_models.find('color-recognition'))]


@pytest.fixture(scope='module')
def api():
    """A sandbox with an app of a key and one of a user, which nothing in this module changes."""
    process = SandboxProcess()
    api = Api(process.url, KEY)
    add_pictures(api)
    api.ok('GET', '/users/ann/apps/garden/inputs', headers={'Authorization': 'Key pat-of-ann'})
    yield api
    process.stop()


@pytest.fixture(scope='module')
def app(api):
    """The address of the pages of the key's app."""
    return address_of(api, '4 inputs')


@pytest.fixture(scope='module')
def trained(api):
    """The address of the pages of an app with a model that was trained and evaluated."""
    add_model(Api(api.url))
    return address_of(api, '8 inputs')


def get(api, path, **options):
    return requests.get(api.url + path, allow_redirects=False, **options)


def look(api, path, **options):
    """Returns the HTML of a page that must be there."""
    response = get(api, path, **options)
    assert response.status_code == 200, response.text
    assert response.headers['Content-Type'] == 'text/html; charset=utf-8'
    return response.text


def words(text):
    """Returns what of a page's HTML is to be read, in one line."""
    return ' '.join(html.unescape(re.sub('<[^>]*>', '', text.split('<main')[1])).split())


def tiles(text):
    """Returns the ids of the inputs that a page shows as tiles."""
    return [html.unescape(found) for found in
            re.findall(r'<span class="caption">\s*<span class="id">(.*?)</span>', text)]


def test_the_public_models_and_what_answers_for_them(api, app):
    shown = words(look(api, app + 'models'))
    for said in ('f76196b43bbd45c99b4f3cd8e8b40a8a face-detection Faces, found with a trained',
                 'Image Moderation', 'each with the same value: nothing is judged.',
                 'color-recognition The dominant colours'):
        assert said in shown


def test_apps_are_listed_by_name_or_by_the_end_of_their_key(api, app):
    said = words(look(api, '/'))
    assert 'garden of ann 0 inputs, 0 models' in said
    assert u'App of the key \u2026%s 4 inputs, 0 models' % KEY[-4:] in said
    assert u'">App of the key \u2026%s</p>' % KEY[-4:] in look(api, app + 'inputs')


def test_no_page_shows_a_key_or_its_hash(api, app):
    for path in ('/', app + 'inputs', app + 'models', '/page/requests', '/page/requests/1'):
        assert KEY not in get(api, path).text
    assert not re.search('[0-9a-f]{64}', look(api, '/'))


def test_inputs_are_tiles_with_their_concepts_and_status(api, app):
    text = look(api, app + 'inputs')
    assert tiles(text) == ['cat', 'cup', EVIL, 'broken']
    assert 'all 4 ready 3 waiting 0 failed 1' in words(text)
    # What was recognised stands below, where that is on.
    assert re.search(r'cat cat not cup (\w+ [\d.]+,? )*cup cups/<b>1.png cup not cat', words(text))
    assert 'broken failed' in words(text)
    assert text.count('<img ') == text.count('loading="lazy"') == 3
    assert 'width="451" height="300"' in text


@pytest.mark.parametrize('state, ids', [
    ('ready', ['cat', 'cup', EVIL]), ('failed', ['broken']), ('waiting', []),
    ('nonsense', ['cat', 'cup', EVIL, 'broken'])])
def test_inputs_by_state(api, app, state, ids):
    assert tiles(look(api, app + 'inputs?state=' + state)) == ids


def test_what_clients_sent_is_text_and_never_markup(api, app):
    for path in ('inputs', 'input?id=' + requests.utils.quote(EVIL),
                 'search?by=annotated&concept=' + requests.utils.quote(EVIL)):
        text = look(api, app + path)
        assert '<script' not in text
        assert EVIL in words(text)


def test_an_input_with_boxes_in_pixels(api, app):
    text = look(api, app + 'input?id=cat')
    assert 'x="225.5" y="75.0" width="225.5" height="150.0"' in text
    assert 'viewBox="225.5 75.0 225.5 150.0"' in text
    said = words(text)
    for part in ('whiskers', '30000 Download complete', u'451 \xd7 300 pixels', 'an upload',
                 '"colour": "ginger"', 'cat not cup'):
        assert part in said
    assert 'medium brightness' in said


def test_inputs_say_which_file_they_are(api, app):
    said = '<dt>File</dt><dd class="long">cups/&lt;b&gt;1.png</dd>'
    assert said in look(api, app + 'input?id=cup')
    assert '<dt>File' not in look(api, app + 'input?id=cat')


def test_an_input_that_failed_says_why(api, app):
    text = look(api, app + 'input?id=broken')
    assert '30101 Input image format unsupported' in words(text)
    assert '<img' not in text


def test_inputs_link_to_their_neighbours(api, app):
    text = look(api, app + 'input?id=cup')
    assert re.search(r'input\?id=cat" rel="prev"', text)
    assert 'rel="next"' not in look(api, app + 'input?id=broken')


def test_pictures_are_handed_out_as_they_were_sent(api, app):
    address = re.search('<img src="(.*?)"', look(api, app + 'input?id=cat')).group(1)
    response = get(api, address)
    assert response.content == photograph('chelsea')
    assert response.headers['Content-Type'] == 'image/jpeg'
    assert 'immutable' in response.headers['Cache-Control']
    other_app = re.sub(r'/page/apps/\w+/', '/page/apps/%s/' % ('0' * 32), address)
    assert get(api, other_app).status_code == 404
    assert get(api, app + 'media/4711').status_code == 404


def test_models_with_versions_and_evaluation(api, trained):
    assert 'pets 2 trained 2 1.00' in words(look(api, trained + 'models'))
    text = look(api, trained + 'model?id=pets')
    said = words(text)
    assert '21100 Model trained successfully' in said
    assert 'ROC AUC1.00 Accuracy1.00 F11.00 Precision1.00 Recall1.00' in said
    assert 'Cross-validated: 8 of 8 examples' in said
    assert 'cat1.001.001.001.0044 cup1.001.001.001.0044' in said
    assert re.findall(r'shade-(\d+)">(\d)<', text) == [
        ('10', '4'), ('0', '0'), ('0', '0'), ('10', '4')]


def test_a_version_can_be_chosen(api, trained):
    text = look(api, trained + 'model?id=pets')
    first = re.findall(r'model\?id=pets&amp;version=(\w+)', text)[-1]
    said = words(look(api, trained + 'model?id=pets&version=' + first))
    assert 'Version ' + first in said
    assert '21102 Model not yet trained' in said and '21302 Model was not evaluated.' in said


@pytest.mark.parametrize('query, ids', [
    ('concept=cat', ['cat']), ('concept=cat&by=annotated', ['cat']),
    ('concept=whiskers', ['cat']), ('concept=red&by=predicted', [EVIL]),
    ('concept=unheard+of', []), ('', [])])
def test_search_by_concept(api, app, query, ids):
    text = look(api, app + 'search?' + query)
    assert tiles(text) == ids
    assert ('Nothing was found.' in text) == (bool(query) and not ids)


def test_search_by_an_input(api, app):
    text = look(api, app + 'search?like=cup')
    assert tiles(text)[0] == 'cup'
    assert len(tiles(text)) == 3
    assert '<span class="score">1.00</span>' in text
    response = get(api, app + 'search?like=broken')
    assert response.status_code == 400
    assert 'broken has no vector to compare' in response.text


def test_search_by_a_picture_that_is_not_kept(api, app):
    before = api.ok('GET', '/inputs')['inputs']
    response = requests.post(api.url + app + 'search',
                             files={'picture': ('x.jpg', photograph('coffee', (0, 0, .9, .9)))})
    assert response.status_code == 200
    assert tiles(response.text)[0] == 'cup'
    assert api.ok('GET', '/inputs')['inputs'] == before


@pytest.mark.parametrize('files, reason', [
    ({'picture': ('', b'')}, 'choose a file first'), ({'other': ('x', b'x')}, 'choose a file'),
    ({'picture': ('x.jpg', b'no picture')}, 'picture')])
def test_what_is_no_picture_is_refused_in_words(api, app, files, reason):
    response = requests.post(api.url + app + 'search', files=files)
    assert response.status_code == 400
    assert reason in words(response.text)


def predict(api, app, model_id, name, **options):
    return requests.post(api.url + app + 'predict', data={'model': model_id},
                         files={'picture': ('x.jpg', photograph(name))}, **options)


def test_predictions_are_those_of_the_api(api, app):
    before = api.ok('GET', '/inputs')['inputs']
    response = predict(api, app, GENERAL, 'chelsea')
    assert response.status_code == 200
    concepts = api.ok('POST', '/models/%s/outputs' % GENERAL, {
        'inputs': [an_input(photograph('chelsea'))]})['outputs'][0]['data']['concepts']
    said = words(response.text)
    assert len(concepts) > 3
    for concept in concepts:
        assert '%s%.2f' % (concept['name'], concept['value']) in said
    assert '<img src="data:image/jpeg;base64,/9j/' in response.text
    assert '<script' not in response.text
    assert api.ok('GET', '/inputs')['inputs'] == before


def test_predicted_boxes_are_drawn(api, app):
    text = predict(api, app, FACE_MODEL, 'astronaut').text
    assert text.count('<rect class="halo"') == 1
    assert 'face' in words(text)


def test_predictions_of_other_kinds(api, app):
    assert '#' in words(predict(api, app, COLOURS, 'coffee').text).split('Colour')[1]
    assert re.search('A vector of [0-9,]+ numbers: ', words(
        predict(api, app, EMBEDDINGS, 'coffee').text))
    assert 'It found nothing in this picture.' in words(
        predict(api, app, FACE_MODEL, 'coffee').text)


@pytest.mark.parametrize('key', sorted(
    model.ids[0] for model in public_models.ALL_MODELS if public_models.IMAGE in model.takes))
def test_every_public_model_for_pictures_is_shown_or_refused_in_words(api, app, key):
    response = predict(api, app, key, 'astronaut')
    chosen = '<option value="%s"' % key in look(api, app + 'predict')
    assert response.status_code == (200 if chosen else 404), words(response.text)
    assert words(response.text)


def test_predictions_of_a_model_of_the_app(api, trained):
    text = look(api, trained + 'predict?model=pets')
    assert '<option value="pets" selected>pets</option>' in text
    said = words(predict(api, trained, 'pets', 'chelsea').text)
    values = dict(re.findall(r'(cat|cup)([01]\.\d\d)', said.split('Value')[1]))
    assert float(values['cat']) > .5 > float(values['cup'])


@pytest.mark.parametrize('model_id, files, code, reason', [
    (GENERAL, {'picture': ('', b'')}, 400, 'choose a file first'),
    (GENERAL, {'picture': ('x', b'no picture')}, 400, 'picture'),
    (EVIL, {'picture': ('x', photograph('coffee'))}, 404, 'There is no model')])
def test_predictions_that_are_refused(api, app, model_id, files, code, reason):
    response = requests.post(api.url + app + 'predict', data={'model': model_id}, files=files)
    assert response.status_code == code
    assert reason in words(response.text) and '<script' not in response.text


def test_other_sites_cannot_ask_for_predictions(api, app):
    assert predict(api, app, GENERAL, 'coffee',
                   headers={'Origin': 'http://evil.example'}).status_code == 403


def test_requests_with_their_bodies(api, app):
    other = Api(api.url)
    other.ok('POST', '/inputs', {'inputs': [
        an_input(photograph('coffee'), metadata={'colour': 'ginger'})]})
    other.ok('POST', '/concepts', {'concepts': [{'id': EVIL}]})
    other.send('GET', '/inputs/' + uuid.uuid4().hex)
    text = look(api, '/page/requests')
    last, before, first = re.findall(r'/page/requests/(\d+)"', text)[:3]
    shown = words(look(api, '/page/requests/' + last))
    assert '404' in shown and 'None was sent.' in shown and 'There is no input' in shown
    shown = look(api, '/page/requests/' + before)
    assert '<script' not in shown
    assert '"code": 10000' in words(shown) and EVIL[:8] in words(shown)
    shown = html.unescape(look(api, '/page/requests/' + first))
    assert '"colour": "ginger"' in shown and 'characters)' in shown


def test_requests_of_one_app(api, app):
    api.ok('GET', '/concepts?page=7')
    Api(api.url).ok('GET', '/concepts?page=8')
    of_all = look(api, '/page/requests')
    of_one = look(api, '/page/requests?app=' + app.split('/')[3])
    numbers = re.findall(r'/page/requests/(\d+)"', of_all)[:2]
    assert '/page/requests/%s"' % numbers[0] not in of_one
    assert '/page/requests/%s"' % numbers[1] in of_one


def test_looking_is_not_recorded(api, app):
    before = look(api, '/page/requests')
    look(api, app + 'inputs')
    get(api, re.search('<img src="(.*?)"', look(api, app + 'input?id=cat')).group(1))
    assert look(api, '/page/requests') == before


@pytest.mark.parametrize('path', [
    '/page/nowhere', '/page/apps/0/inputs', '/page/requests/999999', '/page/requests/x',
    '/page/requests?app=0', '/page/static/nothing.css', '/page/static/../routes.py',
    '/page/static/%2e%2e/routes.py'])
def test_what_is_not_there_is_a_page_that_says_so(api, path):
    request = requests.Request('GET', api.url).prepare()
    request.url = api.url + path  # as it stands: preparing it would shorten the dots
    response = api.session.send(request)
    assert response.status_code == 404
    assert 'Not found' in words(response.text)


@pytest.mark.parametrize('path', ['input', 'input?id=', 'input?id=ghost', 'model?id=ghost',
                                  'search?like=ghost'])
def test_ids_that_are_not_there(api, app, path):
    response = get(api, app + path)
    assert response.status_code == 404
    assert 'Not found' in words(response.text)


@pytest.mark.parametrize('value', ['%00', '%ff%fe', '%ED%A0%80', '%F0%9F%98%80', '1' * 400, '..%2f',
                                   '%27%20OR%201=1', '%7B%7B7*7%7D%7D'])
def test_odd_values_are_never_a_failure(api, app, value):
    for path in ('input?id=', 'model?id=', 'model?id=pets&version=', 'search?like=',
                 'search?concept=', 'predict?model=', 'search?by=predicted&concept=',
                 'inputs?state=', 'inputs?page=',
                 'media/', '../', '../../requests/', '../../requests?app='):
        response = get(api, app + path + value)
        assert response.status_code in (200, 404), path


@pytest.mark.parametrize('page', ['0', '-1', 'x', '2', '99999999999999', '%F0%9F%98%80'])
def test_pages_beyond_the_list_show_what_there_is(api, app, page):
    assert len(tiles(look(api, app + 'inputs?page=' + page))) == 4


def test_the_api_is_where_it_was(api):
    for method, path in (('POST', '/'), ('OPTIONS', '/'), ('DELETE', '/page/requests')):
        response = requests.request(method, api.url + path)
        assert response.status_code in (404, 405)
        assert response.json()['status']['code'] in (11101, 11103)


def test_every_answer_keeps_a_browser_within_bounds(api, app):
    for path in ('/', app + 'inputs', '/page/nowhere', '/page/static/style.css', app + 'media/1'):
        headers = get(api, path).headers
        policy = headers['Content-Security-Policy']
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:; ")
        assert 'unsafe' not in policy and "frame-ancestors 'none'" in policy
        assert headers['X-Content-Type-Options'] == 'nosniff'
        assert headers['Cross-Origin-Resource-Policy'] == 'same-origin'
        assert not [name for name in headers if name.startswith('Access-Control')]


def test_pages_need_nothing_from_elsewhere(api, app):
    for path in ('/', app + 'inputs', app + 'input?id=cat', app + 'search', app + 'predict',
                 '/page/requests'):
        text = look(api, path)
        assert not re.search(r'(src|href|action)="(https?:)?//', text)
        assert not re.search(r'<script|<style|\sstyle=|\son\w+=', text)


@pytest.mark.parametrize('headers', [
    {'Host': 'evil.example'}, {'Host': 'evil.example:80'}, {'Origin': 'http://evil.example'},
    {'Origin': 'null'}])
def test_pages_of_other_sites_get_nothing(api, app, headers):
    for path in ('/', app + 'inputs', '/page/requests', '/page/static/style.css', app + 'media/1'):
        response = get(api, path, headers=headers)
        assert response.status_code == 403
        assert 'cat' not in response.text
    response = requests.post(api.url + app + 'search', headers=headers,
                             files={'picture': ('x.jpg', photograph('coffee'))})
    assert response.status_code == 403


def test_own_forms_and_other_names_of_this_machine_are_welcome(api, app):
    response = requests.post(api.url + app + 'search', headers={'Origin': api.url},
                             files={'picture': ('x.jpg', photograph('coffee'))})
    assert response.status_code == 200
    port = api.url.rsplit(':', 1)[1]
    for host in ('localhost:' + port, '127.0.0.1:' + port, '[::1]:' + port):
        assert get(api, '/', headers={'Host': host}).status_code == 200


def test_videos_sounds_and_texts():
    process = SandboxProcess()
    try:
        api = Api(process.url)
        api.add({'id': 'film', 'data': {'video': {'base64': base64_text(clip(['red', 'blue']))}}},
                {'id': 'tone', 'data': {'audio': {'base64': base64_text(silence())}}},
                {'id': 'words', 'data': {'text': {'raw': EVIL}}})
        app = address_of(api, '3 inputs')
        for input_id, tag, mimetype in (('film', 'video', 'video/mp4'),
                                        ('tone', 'audio', 'audio/wav')):
            text = look(api, app + 'input?id=' + input_id)
            address = re.search('<%s controls .*?src="(.*?)"' % tag, text).group(1)
            assert get(api, address).headers['Content-Type'] == mimetype
        assert 'Find inputs' not in words(look(api, app + 'input?id=tone'))
        text = look(api, app + 'input?id=words')
        assert EVIL in words(text) and '<script' not in text
        said = words(look(api, app + 'inputs'))
        assert 'video film' in said and 'audio tone' in said and EVIL + ' words' in said
    finally:
        process.stop()


def test_pictures_behind_urls_come_from_the_sandbox_too(tmp_path):
    (tmp_path / 'cat.jpg').write_bytes(photograph('chelsea'))
    process = SandboxProcess('--media', str(tmp_path))
    try:
        api = Api(process.url)
        api.add({'id': 'cat', 'data': {'image': {'url': 'https://pictures.example.com/cat.jpg'}}})
        text = look(api, address_of(api, '1 input,') + 'input?id=cat')
        assert 'https://pictures.example.com/cat.jpg' in words(text)
        address = re.search('<img src="(.*?)"', text).group(1)
        assert get(api, address).content == photograph('chelsea')
    finally:
        process.stop()


def test_long_lists_are_paged():
    process = SandboxProcess()
    try:
        api = Api(process.url)
        api.add(*[an_input(plain((number, 0, 0)), 'red-%02d' % number) for number in range(100)])
        app = address_of(api, '100 inputs')
        assert len(tiles(look(api, app + 'inputs'))) == 48
        text = look(api, app + 'inputs?state=ready')
        assert '1 to 48 of 100 Next Last' in words(text)
        following, last = [html.unescape(found) for found in
                           re.findall(r'<a href="(\?[^"]*page=\d+)"', text)]
        assert tiles(look(api, app + 'inputs' + following))[0] == 'red-48'
        text = look(api, app + 'inputs' + last)
        assert tiles(text) == ['red-96', 'red-97', 'red-98', 'red-99']
        assert 'First Previous 97 to 100 of 100' in words(text)
        text = look(api, app + 'search?like=red-07&page=3')
        assert len(tiles(text)) == 4 and '97 to 100 of 100' in words(text)
    finally:
        process.stop()


def test_annotations_that_an_input_does_not_show():
    process = SandboxProcess()
    try:
        api = Api(process.url, 'pat-of-ann')
        own = '/users/ann/apps/garden'
        api.ok('POST', own + '/inputs', {'inputs': [an_input(plain('red'), 'red', regions=[FACE])]})
        api.ok('POST', own + '/annotations', {'annotations': [
            {'input_id': 'red', 'data': {'concepts': [{'id': 'rose', 'value': 1}]},
             'status': {'code': 24157}}]})
        said = words(look(api, address_of(api, '1 input,') + 'input?id=red'))
        shown = said[said.index('Other annotations'):said.index('Regions')]
        assert 'rose' in shown and '24157 Annotation is awaiting review' in shown
        assert 'whiskers' not in shown
    finally:
        process.stop()


SLOW = """
import os
import time


def look(pixels):
    while not os.path.exists('go on'):
        time.sleep(.02)
    return {'slow': 1.0}
"""
REFRESH = '<meta http-equiv="refresh" content="3">'


def test_pages_load_again_while_something_is_in_progress(tmp_path):
    (tmp_path / 'slow_looks.py').write_text(SLOW)
    process = SandboxProcess('--recogniser', 'general-image-recognition=slow_looks:look',
                             path=[str(tmp_path)])
    try:
        api = Api(process.url)
        api.ok('POST', '/inputs', {'inputs': [an_input(plain('red'), 'red')]})
        app = address_of(api, '1 input,')
        for path in ('inputs', 'input?id=red'):
            text = look(api, app + path)
            assert REFRESH in text and 'this page loads itself again' in text
        for path in ('models', 'search', 'predict'):
            assert REFRESH not in look(api, app + path)
        with open(os.path.join(process.folder, 'go on'), 'w'):
            pass
        wait_for(lambda: api.ok('GET', '/inputs/red')['input']['status']['code'] == 30000)
        for path in ('inputs', 'input?id=red'):
            assert REFRESH not in look(api, app + path)
    finally:
        process.stop()


def test_an_empty_sandbox_says_how_to_begin():
    process = SandboxProcess()
    try:
        said = words(requests.get(process.url + '/').text)
        assert 'export CLARIFAI_API_BASE=%s CLARIFAI_API_KEY=anything' % process.url in said
        assert "curl -H 'Authorization: Key anything' %s/v2/inputs" % process.url in said
        assert 'No request has come since' in words(
            requests.get(process.url + '/page/requests').text)
    finally:
        process.stop()
