"""Inputs: their asynchronous life, duplicates, changes, deletion."""
from __future__ import absolute_import

import base64

import pytest
import sandbox_process
from sandbox_process import Api, SandboxProcess, an_input, clip, photograph, plain, text, wait_for


@pytest.fixture(scope='module')
def sandbox(tmp_path_factory):
    """A sandbox whose media folder holds a photograph and a video."""
    folder = tmp_path_factory.mktemp('media')
    (folder / 'puppy with space.jpeg').write_bytes(photograph('chelsea'))
    (folder / 'clip.mp4').write_bytes(clip(['red', 'blue']))
    (folder.parent / 'outside.jpeg').write_bytes(photograph('coffee'))
    process = SandboxProcess('--media', str(folder), '--allow-private-urls')
    yield process
    process.stop()


@pytest.fixture
def api(sandbox):
    return Api(sandbox.url)


def test_an_input_is_pending_then_done(api):
    [made] = api.ok('POST', '/inputs', {'inputs': [an_input(photograph('coffee'))]})['inputs']
    assert made['status'] == {'code': 30001, 'description': 'Download pending'}
    assert len(made['id']) == 32 and int(made['id'], 16) >= 0
    assert made['created_at'].endswith('Z')
    counts = api.wait_for_inputs()
    assert counts == dict({'processed': 1}, **dict.fromkeys(
        ('to_process', 'processing', 'errors', 'reindexed', 'to_reindex', 'reindex_errors',
         'reindexing'), 0))
    done = api.ok('GET', '/inputs/' + made['id'])['input']
    assert done['status'] == {'code': 30000, 'description': 'Download complete'}
    assert done['data']['image']['image_info'] == {'width': 600, 'height': 400, 'format': 'JPEG'}


def test_everything_that_is_sent_comes_back(api):
    box = {'top_row': 0.125, 'left_col': 0.25, 'bottom_row': 0.75, 'right_col': 0.5}
    sent = an_input(
        photograph('coffee'), 'cup 1/2', ['cup', '!tea'],
        metadata={'source': 'cam-3', 'tags': {'night': False, 'w': 0.25}, 'list': [1, None, 'x']},
        geo={'geo_point': {'latitude': 48.5, 'longitude': -3.75}},
        regions=[{'id': 'r-9', 'region_info': {'bounding_box': box},
                  'data': {'concepts': [{'id': 'rim', 'value': 1}]}}])
    api.ok('POST', '/inputs', {'inputs': [sent]})
    data = api.ok('GET', '/inputs/cup%201%2F2')['input']['data']
    assert [(c['id'], c['name'], c['value']) for c in data['concepts']] == [
        ('cup', 'cup', 1), ('tea', 'tea', 0)]
    assert all(len(c['app_id']) == 32 for c in data['concepts'])
    assert data['metadata'] == sent['data']['metadata']
    assert data['geo'] == sent['data']['geo']
    assert data['regions'][0]['id'] == 'r-9'
    assert data['regions'][0]['region_info']['bounding_box'] == box
    assert data['regions'][0]['data']['concepts'] == [{'id': 'rim', 'name': 'rim', 'value': 1}]
    assert 'base64' not in data['image']


def test_an_upload_has_a_url_that_serves_it(api):
    picture = photograph('coffee')
    [made] = api.add(an_input(picture))
    url = made['data']['image']['url']
    response = sandbox_process.requests.get(url)
    assert response.content == picture
    assert response.headers['Content-Type'] == 'image/jpeg'
    assert sandbox_process.requests.get(url[:-1]).status_code == 404
    # What the server returned can be sent to it again.
    body = {'inputs': [{'data': {'image': {'url': url}}}]}
    api.ok('POST', '/models/aaa03c23b3724a16a56b629203edc62c/outputs', body)


def test_media_folder_stands_in_for_urls(api):
    url = 'https://x.invalid/a/puppy%20with%20space.jpeg'
    items = [{'id': 'p', 'data': {'image': {'url': url}}},
             {'id': 'v', 'data': {'video': {'url': 'http://x.invalid/clip.mp4?x=1#y'}}}]
    api.add(*items)
    assert api.status_of('p')['code'] == 30000
    assert api.status_of('v')['code'] == 30000
    found = api.ok('GET', '/inputs/p')['input']['data']['image']
    assert found['url'] == 'https://x.invalid/a/puppy%20with%20space.jpeg'
    assert found['image_info']['width'] == 451


@pytest.mark.parametrize('name', ['..%2Foutside.jpeg', '..%5Coutside.jpeg', '%2E%2E', '',
                                  'no-such.jpeg', '%00'])
def test_media_folder_is_not_left(api, name):
    # Port 9 answers nothing: what is not in the folder is looked for in the network, in vain.
    api.add({'id': 'x', 'data': {'image': {'url': 'http://127.0.0.1:9/' + name}}})
    assert api.status_of('x')['code'] == 39996


def test_url_that_is_not_there_and_that_is_no_picture(sandbox, api):
    api.add({'id': 'gone', 'data': {'image': {'url': sandbox.url + '/no/picture'}}},
            {'id': 'json', 'data': {'image': {'url': sandbox.url + '/v2/models'}}})
    gone = api.status_of('gone')
    assert (gone['code'], gone['description']) == (30002, 'Download failed; check URL')
    assert '404' in gone['details']
    assert '401' in api.status_of('json')['details']
    assert api.wait_for_inputs()['errors'] == 2


def test_bytes_that_are_no_picture(api):
    api.add(an_input(b'this is no picture', 'text'))
    status = api.status_of('text')
    assert status['code'] == 30101
    assert status['details']


def test_absurd_dimensions_are_refused(api):
    # A PNG of 60000 x 60000 pixels is small when it is sent and 10 GB when it is decoded.
    import struct
    import zlib

    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data
                + struct.pack('>I', zlib.crc32(kind + data) & 0xffffffff))
    bomb = (b'\x89PNG\r\n\x1a\n'
            + chunk(b'IHDR', struct.pack('>IIBBBBB', 60000, 60000, 8, 2, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(b'\0' * 100000)) + chunk(b'IEND', b''))
    api.add(an_input(bomb, 'bomb'))
    assert api.status_of('bomb')['code'] == 30105


def test_base64_with_line_breaks(api):
    broken = base64.encodebytes(plain('red')).decode('ascii')
    assert '\n' in broken
    api.add({'id': 'b', 'data': {'image': {'base64': broken}}})
    assert api.status_of('b')['code'] == 30000


@pytest.mark.parametrize('image, part', [
    ({'base64': '!!!'}, 'base64'), ({'url': 'not a url'}, 'URL'), ({}, 'image'),
    ({'url': 'ftp://x.invalid/a.jpg'}, 'URL'), ({'url': None}, 'url')])
def test_an_input_that_makes_no_sense_is_refused(api, image, part):
    http, code, answer = api.refused('POST', '/inputs', {'inputs': [{'data': {'image': image}}]})
    assert (http, code) == (400, 10020)
    assert answer['inputs'][0]['status']['code'] == 30104
    assert part in answer['inputs'][0]['status']['details']
    assert api.wait_for_inputs()['processed'] == 0


def test_duplicates(api):
    url = 'https://x.invalid/puppy%20with%20space.jpeg'
    api.add({'id': 'one', 'data': {'image': {'url': url}}})
    for item, part in (({'data': {'image': {'url': url}}}, 'URL'),
                       (an_input(plain('red'), 'one'), 'ID')):
        http, code, answer = api.refused('POST', '/inputs', {'inputs': [item]})
        assert (http, code) == (400, 10020)
        assert answer['inputs'][0]['status']['code'] == 30100
        assert part in answer['inputs'][0]['status']['details']
    again = {'id': 'two', 'data': {'image': {'url': url, 'allow_duplicate_url': True}}}
    api.add(again)
    assert api.wait_for_inputs()['processed'] == 2


def test_duplicates_within_one_request_are_a_mixed_success(api):
    response = api.send('POST', '/inputs', {'inputs': [
        an_input(plain('red'), 'same'), an_input(plain('blue'), 'same'), an_input(plain('blue'))]})
    assert response.status_code == 207
    answer = response.json()
    assert (answer['status']['code'], answer['status']['description']) == (10010, 'Mixed Success')
    assert [item['status']['code'] for item in answer['inputs']] == [30001, 30100, 30001]
    assert api.wait_for_inputs()['processed'] == 2


def test_a_request_takes_128_inputs_and_no_more(api):
    items = [an_input(plain((i, 100, 200), (8, 8)), 'i%03d' % i) for i in range(129)]
    http, code, answer = api.refused('POST', '/inputs', {'inputs': items})
    assert (http, code) == (400, 11102)
    assert '128' in answer['status']['details']
    assert api.ok('GET', '/inputs')['inputs'] == []
    made = api.add(*items[:128])
    assert [item['id'] for item in made] == ['i%03d' % i for i in range(128)]
    assert api.wait_for_inputs()['processed'] == 128


def test_nothing_to_add(api):
    assert api.ok('POST', '/inputs', {'inputs': []})['inputs'] == []
    for method, body in (('POST', {}), ('PATCH', {'action': 'merge'})):
        http, code, answer = api.refused(method, '/inputs', body)
        assert (http, code) == (400, 11100) and "'inputs'" in answer['status']['details']


def test_pages(api):
    api.add(*[an_input(plain((i, 0, 0), (8, 8)), 'i%d' % i) for i in range(5)])
    pages = [[item['id'] for item in api.ok('GET', '/inputs?page=%d&per_page=2' % page)['inputs']]
             for page in (1, 2, 3, 4)]
    assert pages == [['i0', 'i1'], ['i2', 'i3'], ['i4'], []]
    assert len(api.ok('GET', '/inputs')['inputs']) == 5
    assert api.refused('GET', '/inputs?page=x')[:2] == (400, 11102)
    assert api.refused('GET', '/inputs?per_page=1001')[:2] == (400, 11102)


def concepts_of(item):
    return [(c['id'], c['value']) for c in item['data'].get('concepts', [])]


def patched(api, action, **data):
    body = {'action': action, 'inputs': [{'id': 'i', 'data': data}]}
    [changed] = api.ok('PATCH', '/inputs', body)['inputs']
    assert changed['status']['code'] == 30200
    done = {'code': 30000, 'description': 'Download complete'}
    assert api.ok('GET', '/inputs/i')['input'] == dict(changed, status=done)
    return changed


def test_patch_of_concepts(api):
    api.add(an_input(plain('red'), 'i', ['a', '!b']))
    changed = patched(api, 'merge', concepts=[{'id': 'b', 'value': 1}, {'id': 'c', 'value': 0}])
    assert concepts_of(changed) == [('a', 1), ('b', 1), ('c', 0)]
    changed = patched(api, 'remove', concepts=[{'id': 'a'}, {'id': 'never there'}])
    assert concepts_of(changed) == [('b', 1), ('c', 0)]
    changed = patched(api, 'overwrite', concepts=[{'id': 'd'}])
    assert concepts_of(changed) == [('d', 1)]


def test_patch_of_metadata_and_geo_leaves_the_rest(api):
    api.add(an_input(plain('red'), 'i', ['a'], metadata={'k': 1, 'n': {'x': 1, 'y': 2}}))
    data = patched(api, 'merge', metadata={'n': {'y': 3, 'z': [1]}, 'm': None})['data']
    assert data['metadata'] == {'k': 1, 'n': {'x': 1, 'y': 3, 'z': [1]}, 'm': None}
    data = patched(api, 'remove', metadata={'k': 0, 'n': {'x': 0}})['data']
    assert data['metadata'] == {'n': {'y': 3, 'z': [1]}, 'm': None}
    place = {'geo_point': {'latitude': 1.5, 'longitude': 2.5}}
    assert patched(api, 'merge', geo=place)['data']['geo'] == place
    data = patched(api, 'overwrite', metadata={'only': True})['data']
    assert data['metadata'] == {'only': True}
    assert data['geo'] == place
    assert [c['id'] for c in data['concepts']] == ['a']


def test_patch_of_regions(api):
    box = {'top_row': 0.1, 'left_col': 0.2, 'bottom_row': 0.3, 'right_col': 0.4}
    region = {'id': 'r1', 'region_info': {'bounding_box': box},
              'data': {'concepts': [{'id': 'zed', 'value': 1}]}}
    api.add(an_input(plain('red'), 'i'))
    assert patched(api, 'merge', regions=[region])['data']['regions'][0]['id'] == 'r1'
    more = {'id': 'r1', 'data': {'concepts': [{'id': 'ypsilon'}]}}
    [found] = patched(api, 'merge', regions=[more])['data']['regions']
    assert [c['id'] for c in found['data']['concepts']] == ['zed', 'ypsilon']
    assert found['region_info']['bounding_box'] == box
    assert api.hits({'input': {'data': {'concepts': [{'id': 'ypsilon'}]}}}) == ['i']
    assert 'regions' not in patched(api, 'remove', regions=[{'id': 'r1'}])['data']
    assert api.hits({'input': {'data': {'concepts': [{'id': 'ypsilon'}]}}}) == []


def test_patch_that_cannot_be(api):
    api.add(an_input(plain('red'), 'i', ['a']))
    body = {'inputs': [{'id': 'i', 'data': {'concepts': [{'id': 'b'}]}}]}
    assert api.refused('PATCH', '/inputs', dict(body, action='append'))[:2] == (400, 11102)
    assert api.refused('PATCH', '/inputs', body)[:2] == (400, 11102)
    http, code, answer = api.refused('PATCH', '/inputs',
                                     {'action': 'merge', 'inputs': [{'id': 'ghost'}]})
    assert (http, code, answer['inputs'][0]['status']['code']) == (400, 10020, 30102)
    assert concepts_of(api.ok('GET', '/inputs/i')['input']) == [('a', 1)]


def test_deletion(api):
    api.add(*[an_input(plain((i, 0, 0), (8, 8)), 'i%d' % i) for i in range(6)])
    api.ok('DELETE', '/inputs/i0', {})
    assert api.refused('DELETE', '/inputs/i0', {})[:2] == (404, 30102)
    assert api.refused('GET', '/inputs/i0')[:2] == (404, 30102)
    api.ok('DELETE', '/inputs', {'ids': ['i1', 'i2', 'never']})
    assert [item['id'] for item in api.ok('GET', '/inputs')['inputs']] == ['i3', 'i4', 'i5']
    assert api.refused('DELETE', '/inputs', {})[:2] == (400, 11102)
    other = Api(api.url)
    other.add(an_input(plain('red'), 'i3'))
    api.ok('DELETE', '/inputs', {'delete_all': True})
    assert api.ok('GET', '/inputs')['inputs'] == []
    assert len(other.ok('GET', '/inputs')['inputs']) == 1


def test_keys_are_apps_of_their_own(sandbox, api):
    api.add(an_input(plain('red'), 'mine', ['word']))
    other = Api(sandbox.url)
    assert other.ok('GET', '/inputs')['inputs'] == []
    assert other.ok('GET', '/concepts')['concepts'] == []
    assert other.refused('GET', '/inputs/mine')[:2] == (404, 30102)
    other.add(an_input(plain('red'), 'mine'))
    assert len(Api(sandbox.url, api.key).ok('GET', '/inputs')['inputs']) == 1


def test_video_in_base64(api):
    api.add({'id': 'v', 'data': {'video': {'base64': text(clip(['green']))}}})
    assert api.status_of('v')['code'] == 30000
    found = api.ok('GET', '/inputs/v')['input']['data']['video']
    assert found['video_info'] == {'width': 64, 'height': 48}


def test_many_are_deleted_behind_the_answer(api):
    dot = plain('red', (1, 1))
    for start in range(0, 512, 128):
        api.ok('POST', '/inputs', {'inputs': [an_input(dot, 'dot-%d' % number)
                                              for number in range(start, start + 128)]})
    api.ok('DELETE', '/inputs', {'delete_all': True})
    api.ok('POST', '/inputs', {'inputs': [an_input(dot, 'late')]})

    def left():
        return [item['id'] for item in api.ok('GET', '/inputs?per_page=1000')['inputs']]
    assert not set(left()).intersection('dot-%d' % number for number in range(200))
    wait_for(lambda: left() == ['late'])
