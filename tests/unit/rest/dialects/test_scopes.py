"""Which credential opens what: every combination, and what is missing is said."""
from __future__ import absolute_import

import pytest

from answers import BASE, KEY, an_input, a_model
from clarifai.errors import ApiError, UserError
from clarifai.rest import ApiClient, ClarifaiApp, Image
from clarifai.rest.dialects.platform.places import Places
from clarifai.retry import RetryPolicy
from platform_api import APP, GENERAL, MAIN, OWN, PAT, USER, row, sent

URL = 'https://pics.example.com/pier.jpg'
OWN_REQUEST, PUBLIC_REQUEST = '/inputs/in-1', '/models/%s/outputs' % GENERAL

# What is known; what a request for one's own input and one for a public model are sent to and
# with, or the words that say what to set.
COMBINATIONS = [
    ('key', dict(api_key=KEY),
     ('/v2', KEY), ('/v2', KEY)),
    ('key, dialect platform', dict(api_key=KEY, dialect='platform'),
     ('/v2', KEY), 'CLARIFAI_PAT'),
    ('pat', dict(pat=PAT),
     'CLARIFAI_USER_ID and CLARIFAI_APP_ID', (MAIN, PAT)),
    ('pat, dialect legacy', dict(pat=PAT, dialect='legacy'),
     ('/v2', PAT), ('/v2', PAT)),
    ('pat, user', dict(pat=PAT, user_id=USER),
     'CLARIFAI_USER_ID and CLARIFAI_APP_ID', (MAIN, PAT)),
    ('pat, app', dict(pat=PAT, app_id=APP),
     'CLARIFAI_USER_ID and CLARIFAI_APP_ID', (MAIN, PAT)),
    ('pat, user, app', dict(pat=PAT, user_id=USER, app_id=APP),
     (OWN, PAT), (MAIN, PAT)),
    ('key, pat', dict(api_key=KEY, pat=PAT),
     ('/v2', KEY), (MAIN, PAT)),
    ('key, pat, user', dict(api_key=KEY, pat=PAT, user_id=USER),
     ('/v2', KEY), (MAIN, PAT)),
    ('key, pat, user, app', dict(api_key=KEY, pat=PAT, user_id=USER, app_id=APP),
     (OWN, PAT), (MAIN, PAT)),
    ('key, pat, user, app, dialect legacy',
     dict(api_key=KEY, pat=PAT, user_id=USER, app_id=APP, dialect='legacy'),
     ('/v2', KEY), ('/v2', KEY)),
    ('key, user', dict(api_key=KEY, user_id=USER),
     ('/v2', KEY), ('/v2', KEY)),
    ('key, user, app', dict(api_key=KEY, user_id=USER, app_id=APP),
     ('/v2', KEY), 'CLARIFAI_PAT'),
    ('key, user, app, dialect legacy',
     dict(api_key=KEY, user_id=USER, app_id=APP, dialect='legacy'),
     ('/v2', KEY), ('/v2', KEY)),
]
NAMES = {'api_key': 'CLARIFAI_API_KEY', 'pat': 'CLARIFAI_PAT', 'user_id': 'CLARIFAI_USER_ID',
         'app_id': 'CLARIFAI_APP_ID', 'dialect': 'CLARIFAI_DIALECT'}

combinations = pytest.mark.parametrize(
    'known, own, public', [each[1:] for each in COMBINATIONS],
    ids=[each[0] for each in COMBINATIONS])


def from_arguments(known, monkeypatch, home):
    return ApiClient(base_url=BASE, **known)


def from_environment(known, monkeypatch, home):
    for name, value in known.items():
        monkeypatch.setenv(NAMES[name], value)
    return ApiClient(base_url=BASE)


def from_the_file(known, monkeypatch, home):
    lines = ['[clarifai]'] + ['%s = %s' % (NAMES[name], known[name]) for name in known]
    home.ensure('.clarifai', 'config').write('\n'.join(lines))
    return ApiClient(base_url=BASE)


@row('credential', 'scope', 'key-alone')
@combinations
@pytest.mark.parametrize('source', [from_arguments, from_environment, from_the_file])
def test_where_requests_go_and_with_what(http, source, known, own, public, monkeypatch,
                                         own_environment):
    client = source(known, monkeypatch, own_environment)
    for ask, path, method, wanted in (
            (lambda: client.get_input('in-1'), OWN_REQUEST, 'GET', own),
            (lambda: client.predict_model(GENERAL, [Image(url=URL)]), PUBLIC_REQUEST, 'POST',
             public)):
        if isinstance(wanted, tuple):
            http.answer({'input': an_input(), 'outputs': []})
            ask()
            assert sent(http) == (method, wanted[0] + path, wanted[1])
            continue
        before = len(http.requests)
        with pytest.raises(UserError) as refused:
            ask()
        assert wanted in str(refused.value)
        assert len(http.requests) == before  # nothing was sent


def test_each_value_may_come_from_another_place(http, monkeypatch, own_environment):
    own_environment.ensure('.clarifai', 'config').write(
        '[clarifai]\nCLARIFAI_APP_ID = from-file\nCLARIFAI_USER_ID = not-this\n')
    monkeypatch.setenv('CLARIFAI_USER_ID', 'from-environment')
    client = ApiClient(pat=PAT, base_url=BASE)
    http.answer({})
    client.get_input('in-1')
    assert sent(http) == (
        'GET', '/v2/users/from-environment/apps/from-file/inputs/in-1', PAT)


@row('credential')
def test_a_hard_coded_key_and_a_pat_in_the_environment_work_together(http, monkeypatch):
    monkeypatch.setenv('CLARIFAI_PAT', PAT)
    app = ClarifaiApp(api_key=KEY, base_url=BASE)
    http.answer({'inputs': []}, {'outputs': []})
    list(app.inputs.get_all())
    app.models.get('general-v1.3').predict_by_url(URL)
    assert sent(http, 0) == ('GET', '/v2/inputs', KEY)
    assert sent(http, 1) == ('POST', MAIN + PUBLIC_REQUEST, PAT)


def test_an_app_id_with_a_secret_is_an_oauth_client_and_no_scope(http, recwarn):
    client = ApiClient('client-id', 'client-secret', base_url=BASE, api_key=KEY, pat=PAT,
                       user_id=USER)
    http.answer({})
    client.get_input('in-1')
    assert sent(http) == ('GET', '/v2/inputs/in-1', KEY)


def test_an_app_id_without_a_secret_names_the_app(http, recwarn):
    client = ApiClient(APP, base_url=BASE, pat=PAT, user_id=USER)
    http.answer({})
    client.get_input('in-1')
    assert sent(http) == ('GET', OWN + '/inputs/in-1', PAT)


def test_an_oauth_client_in_the_file_is_no_scope_either(http, own_environment):
    own_environment.ensure('.clarifai', 'config').write(
        '[clarifai]\nCLARIFAI_APP_ID = client\nCLARIFAI_APP_SECRET = secret\n')
    client = ApiClient(pat=PAT, user_id=USER, base_url=BASE)
    with pytest.raises(UserError) as refused:
        client.get_input('in-1')
    assert 'CLARIFAI_APP_ID' in str(refused.value)


def test_without_any_credential_the_error_names_both():
    with pytest.raises(UserError) as refused:
        ApiClient(user_id=USER, app_id=APP)
    for part in ('CLARIFAI_PAT', 'CLARIFAI_API_KEY', 'clarifai config'):
        assert part in str(refused.value)


def test_ids_of_user_and_app_are_escaped_once(http):
    client = ApiClient(pat=PAT, user_id='me/you', app_id='a b', base_url=BASE)
    http.answer({})
    client.get_input('in-1')
    assert http.last.path == '/v2/users/me%2Fyou/apps/a%20b/inputs/in-1'


def test_a_user_that_leads_elsewhere_is_refused(http):
    for name in ('user_id', 'app_id'):
        ids = dict({'user_id': USER, 'app_id': APP}, **{name: '..'})
        with pytest.raises(UserError) as refused:
            ApiClient(pat=PAT, base_url=BASE, **ids).get_input('in-1')
        assert name in str(refused.value)


# Whose model it is

PLACES = Places(KEY, PAT, USER, APP)


def place(model_id, places=PLACES):
    """Where a model is: the beginning of the path, the credential, its id, its version."""
    found, model_id, version_id = places.of_model(model_id)
    return found.scope.prefixes['app'], found.scope.credential, model_id, version_id


@row('public-models')
@pytest.mark.parametrize('model_id', [GENERAL, 'general-image-recognition'])
def test_public_models_are_known_by_their_old_and_their_new_id(model_id):
    assert place(model_id) == (MAIN, 'pat', model_id, None)


@row('public-models')
def test_a_name_of_2x_becomes_the_id():
    assert place('general-v1.3') == (MAIN, 'pat', GENERAL, None)


@row('model-url')
@pytest.mark.parametrize('url, prefix, version', [
    ('https://clarifai.com/openai/chat/models/gpt', '/v2/users/openai/apps/chat', None),
    ('https://clarifai.com/openai/chat/models/gpt/', '/v2/users/openai/apps/chat', None),
    ('https://www.clarifai.com/openai/chat/models/gpt', '/v2/users/openai/apps/chat', None),
    ('http://clarifai.com/o/c/models/gpt/versions/abc', '/v2/users/o/apps/c', 'abc')])
def test_the_url_of_a_page_names_user_app_and_model(url, prefix, version):
    assert place(url) == (prefix, 'pat', 'gpt', version)


@pytest.mark.parametrize('url', [
    'https://clarifai.com/openai/chat', 'https://clarifai.com/o/c/workflows/w',
    'https://example.com/openai/chat/models/gpt', 'ftp://clarifai.com/o/c/models/m'])
def test_other_urls_are_taken_for_ids_of_ones_own(url):
    assert place(url) == (OWN, 'pat', url, None)


@row('model-url')
def test_a_url_needs_a_pat():
    with pytest.raises(UserError) as refused:
        Places(has_key=True).of_model('https://clarifai.com/openai/chat/models/gpt')
    assert 'CLARIFAI_PAT' in str(refused.value)


@row('model-url')
def test_a_url_with_a_key_alone_is_refused_before_anything_is_sent(http, api):
    with pytest.raises(UserError) as refused:
        api.predict_model('https://clarifai.com/openai/chat/models/gpt', [Image(url=URL)])
    assert 'CLARIFAI_PAT' in str(refused.value)
    assert not http.requests


@pytest.mark.parametrize('model_id', ['logo', 'color', 'moderation', 'embed'])
def test_an_own_model_called_like_a_public_one_is_ones_own(model_id):
    assert place(model_id) == (OWN, 'pat', model_id, None)


# What a key alone is told

@row('key-alone')
@pytest.mark.parametrize('status', [401, 403, 404])
def test_a_key_alone_that_is_refused_a_public_model_is_told_of_the_pat(http, api, status):
    http.refuse(status, 11102, 'Invalid request')
    with pytest.raises(ApiError) as refused:
        api.predict_model(GENERAL, [Image(url=URL)])
    assert 'CLARIFAI_PAT' in str(refused.value)


def test_a_key_that_is_not_accepted_at_all_may_also_be_mistyped(http, api):
    http.refuse(401, 11008, 'Invalid API key')
    with pytest.raises(ApiError) as refused:
        api.predict_model(GENERAL, [Image(url=URL)])
    assert 'mistyped' in str(refused.value) and 'clarifai diagnose' in str(refused.value)


def test_a_key_alone_that_is_refused_ones_own_model_is_not(http, api):
    http.refuse(404, 21200, 'Model does not exist')
    with pytest.raises(ApiError) as refused:
        api.get_model('boats')
    assert 'CLARIFAI_PAT' not in str(refused.value)


@pytest.mark.parametrize('status', [400, 429, 500])
def test_nor_is_one_whose_request_failed_for_another_reason(http, api, status):
    http.refuse(status, 10020, 'Failure')
    with pytest.raises(ApiError) as refused:
        api.predict_model(GENERAL, [Image(url=URL)])
    assert 'CLARIFAI_PAT' not in str(refused.value)


@row('demographics', 'gone-focus')
@pytest.mark.parametrize('name, part', [('demographics_model', 'Demographics'),
                                        ('focus_model', '1 February 2020'),
                                        ('travel_model', '31 December 2025')])
def test_of_a_model_that_is_gone_a_key_alone_is_told_that(http, app, name, part):
    http.refuse(404, 21200, 'Model does not exist')
    with pytest.raises(ApiError) as refused:
        getattr(app.public_models, name).predict_by_url(URL)
    assert part in str(refused.value)


# What a PAT that does not fit is told

@pytest.mark.parametrize('ask', [
    lambda client: client.get_input('in-1'),
    lambda client: client.predict_model(GENERAL, [Image(url=URL)])])
def test_a_wrong_pat_is_called_a_pat(http, platform_api, ask):
    http.refuse(401, 11009, 'Invalid credentials')
    with pytest.raises(ApiError) as refused:
        ask(platform_api)
    for part in ('Check the PAT', 'clarifai diagnose', 'expired'):
        assert part in str(refused.value)
    assert PAT not in str(refused.value)


def test_a_wrong_or_expired_key_is_called_a_key(http, api):
    http.refuse(401, 11009, 'Invalid credentials')
    with pytest.raises(ApiError) as refused:
        api.get_inputs()
    assert 'Check the API key' in str(refused.value)
    assert KEY not in str(refused.value)


def test_an_unknown_model_with_a_pat_alone_may_be_ones_own(http):
    http.refuse(404, 21200, 'Model does not exist')
    with pytest.raises(ApiError) as refused:
        ApiClient(pat=PAT, base_url=BASE).predict_model('boats', [Image(url=URL)])
    for part in ('Clarifai has no such thing', 'CLARIFAI_USER_ID and CLARIFAI_APP_ID'):
        assert part in str(refused.value)


def test_an_unknown_public_model_is_not_blamed_on_ones_app(http, platform_api):
    http.refuse(404, 21200, 'Model does not exist')
    with pytest.raises(ApiError) as refused:
        platform_api.predict_model(GENERAL, [Image(url=URL)])
    assert 'Clarifai has no such thing' in str(refused.value)
    assert APP not in str(refused.value)


def test_a_model_of_another_user_is_not_blamed_on_ones_app(http, platform_api):
    http.refuse(404, 11101, 'Resource does not exist')
    with pytest.raises(ApiError) as refused:
        platform_api.predict_model('https://clarifai.com/ann/zoo/models/cats', [Image(url=URL)])
    assert 'The user ann has no such app or model' in str(refused.value)
    assert APP not in str(refused.value) and 'CLARIFAI_APP_ID' not in str(refused.value)


def test_half_an_app_is_none():
    for places in (Places(has_pat=True, user_id=USER), Places(has_pat=True, app_id=APP),
                   Places(has_pat=True)):
        assert place('boats', places) == (MAIN, 'pat', 'boats', None)


def test_an_unknown_user_or_app_is_named(http, platform_api):
    http.refuse(404, 11101, 'Resource does not exist', 'user not found')
    with pytest.raises(ApiError) as refused:
        platform_api.get_inputs()
    for part in ('CLARIFAI_USER_ID', 'CLARIFAI_APP_ID', USER, APP):
        assert part in str(refused.value)


@row('status-codes')
def test_a_code_that_is_a_name_is_kept(http, platform_api):
    http.refuse(400, 'CONN_THROTTLED', 'Too many requests')
    with pytest.raises(ApiError) as refused:
        platform_api.get_inputs()
    assert refused.value.error_code == 'CONN_THROTTLED'
    assert 'CONN_THROTTLED' in str(refused.value)


@row('rate-limit')
def test_429_is_worth_another_attempt_even_for_what_must_not_be_done_twice():
    policy = RetryPolicy()
    assert policy.repeats_status(429, repeatable=False)
    assert policy.pause(1, 0, 429) >= 1 and policy.pause(3, 0, 429) is None


def test_a_model_that_exists_nowhere(http, platform_app):
    http.refuse(404, 21200, 'Model does not exist')
    http.answer({'models': []}, {'models': []})
    with pytest.raises(ApiError) as refused:
        platform_app.models.get('no-such-model')
    assert refused.value.error_code == 21200
    assert http.paths == ['GET %s/models/no-such-model' % OWN, 'POST %s/models/searches' % OWN,
                          'POST %s/models/searches' % MAIN]


def test_a_pat_without_an_app_can_still_search_the_public_models(http):
    app = ClarifaiApp(pat=PAT, base_url=BASE)
    http.answer({'models': [a_model('food-item-recognition', app_id='main')]})
    assert [model.model_id for model in app.models.search('food*')] == ['food-item-recognition']
    assert http.paths == ['POST %s/models/searches' % MAIN]
