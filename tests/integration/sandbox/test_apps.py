"""Apps and users of today's platform, in plain HTTP."""
from __future__ import absolute_import

import uuid

import pytest
from sandbox_process import Api, an_input, plain

futures = pytest.importorskip('concurrent.futures')

NEW = {'apps': [{'id': 'zoo', 'name': 'The zoo', 'description': 'animals', 'metadata': {'a': 1},
                 'default_language': 'de', 'visibility': {'gettable': 'PUBLIC'}}]}


@pytest.fixture
def user():
    return 'user-' + uuid.uuid4().hex[:8]


@pytest.fixture
def api(sandbox_url):
    return Api(sandbox_url)


@pytest.fixture
def path(user):
    return '/users/%s/apps' % user


def test_an_app_is_made_found_changed_and_deleted(api, user, path):
    made = api.ok('POST', path, NEW)['apps'][0]
    assert (made['id'], made['user_id'], made['name']) == ('zoo', user, 'The zoo')
    assert (made['default_language'], made['visibility']) == ('de', {'gettable': 50})
    assert made['default_workflow']['id'] == 'General'
    assert api.ok('GET', path + '/zoo')['app'] == made
    assert api.ok('GET', '/users/me/apps/zoo')['app'] == made
    assert api.ok('GET', '/apps')['apps'] == [made]

    changed = api.ok('PATCH', path, {'action': 'overwrite', 'apps': [
        {'id': 'zoo', 'description': 'more', 'metadata': {'b': 2}}]})['apps'][0]
    assert (changed['description'], changed['metadata']) == ('more', {'b': 2})
    assert changed['name'] == 'The zoo' and changed['modified_at'] > made['modified_at']
    changed = api.ok('PATCH', path + '/zoo', {'action': 'merge', 'app': {
        'metadata': {'c': 3}}})['app']
    assert changed['metadata'] == {'b': 2, 'c': 3}
    changed = api.ok('PATCH', path + '/zoo', {'action': 'remove', 'app': {
        'description': 'more'}})['app']
    assert 'description' not in changed

    api.ok('DELETE', path + '/zoo')
    assert api.refused('GET', path + '/zoo')[:2] == (404, 11101)
    assert api.ok('GET', path)['apps'] == []


def test_deleting_an_app_deletes_everything_in_it(api, path):
    api.ok('POST', path, NEW)
    inside, other = path + '/zoo', path + '/other'
    api.ok('POST', inside + '/inputs', {'inputs': [dict(an_input(plain('red')), id='r')]})
    api.ok('POST', inside + '/concepts', {'concepts': [{'id': 'cat'}]})
    api.ok('POST', inside + '/models', {'models': [{'id': 'm'}]})
    api.ok('POST', other + '/concepts', {'concepts': [{'id': 'dog'}]})
    api.ok('DELETE', inside)
    assert [app['id'] for app in api.ok('GET', path)['apps']] == ['other']
    api.ok('POST', path, NEW)
    for kind in ('inputs', 'concepts', 'models'):
        assert api.ok('GET', inside + '/' + kind)[kind] == []
    assert len(api.ok('GET', other + '/concepts')['concepts']) == 1


def test_an_app_gets_another_id_and_keeps_what_is_in_it(api, path):
    api.ok('POST', path, NEW)
    api.ok('POST', path + '/zoo/concepts', {'concepts': [{'id': 'cat'}]})
    api.ok('PATCH', path + '/ids', {'action': 'overwrite',
                                    'ids': [{'id': 'zoo', 'new_id': 'park'}]})
    assert api.refused('GET', path + '/zoo')[0] == 404
    concept = api.ok('GET', path + '/park/concepts/cat')['concept']
    assert concept['app_id'] == 'park'
    api.ok('POST', path, NEW)
    taken = {'action': 'overwrite', 'ids': [{'id': 'zoo', 'new_id': 'park'}]}
    assert api.refused('PATCH', path + '/ids', taken)[:2] == (400, 11102)


def test_an_app_that_is_named_in_a_path_is_one_of_the_users(api, path):
    api.ok('GET', path + '/found/inputs')
    app = api.ok('GET', path + '/found')['app']
    assert app['id'] == app['name'] == 'found'


def test_apps_are_listed_by_page_filtered_and_sorted(api, path):
    for name in ('b-one', 'c-two', 'a-two'):
        api.ok('POST', path, {'apps': [{'id': name, 'description': 'about ' + name}]})

    def ids(**query):
        return [app['id'] for app in api.ok('GET', path, params=query)['apps']]
    assert ids() == ['b-one', 'c-two', 'a-two']
    assert ids(page=2, per_page=2) == ['a-two']
    assert ids(search='two') == ids(id='*two') == ids(query='ABOUT *two*') == ids(name='-two')
    assert ids(search='two') == ['c-two', 'a-two']
    assert ids(sort_by_id='true', sort_ascending='true') == ['a-two', 'b-one', 'c-two']
    assert ids(sort_by_created_at='true') == ['a-two', 'c-two', 'b-one']
    assert ids(featured_only='true') == ids(template_only='true') == []
    found = api.ok('POST', path + '/searches', {'app_query': {'name': '*two'}})['apps']
    assert [app['id'] for app in found] == ['c-two', 'a-two']


@pytest.mark.parametrize('method, rest, body, expected', [
    ('POST', '', {'apps': []}, (400, 11102)),
    ('POST', '', {}, (400, 11102)),
    ('POST', '', {'apps': {}}, (400, 11102)),
    ('POST', '', {'apps': [{'id': 'zoo'}, {'id': 'zoo'}]}, (400, 11102)),
    ('POST', '', {'apps': [{'id': 7}]}, (400, 11102)),
    ('POST', '', {'apps': [{'colour': 'red'}]}, (400, 11102)),
    ('POST', '', {'apps': [{'visibility': {'gettable': 7}}]}, (400, 11102)),
    ('POST', '', {'apps': [{'visibility': {'gettable': []}}]}, (400, 11102)),
    ('POST', '', {'apps': [{'sample_ms': -1}]}, (400, 11102)),
    ('POST', '', {'apps': [{'metadata': 'text'}]}, (400, 11102)),
    ('PATCH', '', {'apps': [{'id': 'x'}], 'action': 'overwrite'}, (404, 11101)),
    ('PATCH', '', {'apps': [{'id': 'x'}], 'action': 'paint'}, (400, 11102)),
    ('PATCH', '/ids', {'ids': [{'id': 'x', 'new_id': 'y'}], 'action': 'merge'}, (400, 11102)),
    ('PATCH', '/ids', {'ids': [{'id': 'x'}], 'action': 'overwrite'}, (404, 11101)),
    ('PATCH', '/x', {'app': {}, 'action': 'merge'}, (404, 11101)),
    ('GET', '?page=x', None, (400, 11102)),
    ('GET', '?sort_by_id=maybe', None, (400, 11102)),
    ('DELETE', '/x', None, (404, 11101))])
def test_bad_requests(api, path, method, rest, body, expected):
    assert api.refused(method, path + rest, body)[:2] == expected
    assert api.ok('GET', path)['apps'] == []


def test_users(api, user):
    api.ok('POST', '/users/%s/apps' % user, {'apps': [{'id': 'first'}]})
    mine = api.ok('GET', '/users/' + user)['user']
    assert mine['id'] == user
    assert api.ok('GET', '/users/me')['user'] == mine
    assert api.ok('GET', '/users/clarifai')['user']['id'] == 'clarifai'
    stranger = Api(api.url)
    stranger.ok('POST', '/users/%s-2/apps' % user, {'apps': [{'id': 'first'}]})
    assert stranger.refused('GET', '/users/' + user)[:2] == (403, 11007)
    assert stranger.refused('GET', '/users/%s/apps' % user)[:2] == (403, 11007)
    assert stranger.refused('GET', '/users/nobody')[:2] == (404, 11101)


def test_clarifais_app_is_shown_and_cannot_be_changed(api):
    app = api.ok('GET', '/users/clarifai/apps/main')['app']
    assert (app['id'], app['user_id'], app['visibility']) == ('main', 'clarifai',
                                                              {'gettable': 50})
    assert api.ok('GET', '/users/clarifai/apps')['apps'] == [app]
    assert api.refused('GET', '/users/clarifai/apps/other')[:2] == (404, 11101)
    assert api.refused('DELETE', '/users/clarifai/apps/main')[:2] == (403, 11007)
    assert api.refused('POST', '/users/clarifai/apps', NEW)[:2] == (403, 11007)
    assert api.refused('GET', '/users/clarifai/keys')[:2] == (403, 11007)


def test_the_app_of_a_key_of_2_x(api):
    api.ok('GET', '/inputs')
    app = api.ok('GET', '/app')['app']
    assert app['id'] and 'user_id' not in app


def test_status_codes(api):
    listed = api.ok('GET', '/status_codes')['statuses']
    codes = dict((status['code'], status['description']) for status in listed)
    assert codes[10000] == 'Ok' and 21200 in codes and len(codes) > 300
    response = api.send('GET', '/status_codes/21200')
    assert response.status_code == 200
    assert response.json()['status']['code'] == 21200
    for wrong in ('1', 'x', '9' * 5000, '%C2%B2'):
        assert api.refused('GET', '/status_codes/' + wrong)[:2] == (404, 11101)


def test_an_app_may_be_deleted_while_others_write_to_it(api, path):
    def write(number):
        writer = Api(api.url, api.key)
        return [writer.send('POST', path + '/zoo/concepts', {'concepts': [
            {'id': '%d-%d' % (number, each)}]}).status_code for each in range(40)]
    api.ok('GET', path)
    with futures.ThreadPoolExecutor(3) as pool:
        written = [pool.submit(write, number) for number in range(3)]
        for _ in range(40):
            assert api.send('DELETE', path + '/zoo').status_code in (200, 404)
    codes = set(code for result in written for code in result.result())
    assert 200 in codes and codes <= {200, 404}
