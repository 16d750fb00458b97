"""What a client makes of the credentials that its users have lying about."""
from __future__ import absolute_import

import warnings

import pytest

from answers import BASE, KEY, URL
from clarifai.errors import UserError
from clarifai.rest import ApiClient, ClarifaiApp
from platform_api import PAT, USER, sent

HEX = '0123456789abcdef' * 2
CLIENT_ID, CLIENT_SECRET = 'Rq0bM2wKxVu1zN4c', 'Ty7dPs9LfGh3jA6e'


@pytest.fixture
def config(own_environment):
    def write(text):
        path = own_environment.ensure('.clarifai', 'config')
        path.write(text)
        return str(path)
    return write


@pytest.fixture
def pair(monkeypatch):
    """The OAuth pair of a script of 2017, in the environment."""
    monkeypatch.setenv('CLARIFAI_APP_ID', CLIENT_ID)
    monkeypatch.setenv('CLARIFAI_APP_SECRET', CLIENT_SECRET)


def made(*args, **kwargs):
    """A client, and the words of the warnings that it brought."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        app = ClarifaiApp(*args, **kwargs)
    return app, [str(warning.message) for warning in caught]


# A config file of somebody else

@pytest.mark.parametrize('text', ['current_context: x\n', '{"a": 1}', 'binary\0\n', '[clarifai\n'])
def test_a_config_file_of_somebody_else_brings_one_warning_that_names_it(http, config, text):
    path = config(text)
    app, words = made(api_key=KEY, base_url=BASE)
    assert len(words) == 1 and path in words[0] and 'line 1' in words[0]
    assert 'remove' not in words[0]
    http.answer({'inputs': []})
    app.inputs.get_by_page()
    assert sent(http)[2] == KEY


@pytest.mark.parametrize('text', ['current_context: x\n', '[clarifai]\nwhat is this\n'])
def test_without_credentials_it_is_named_in_the_error(config, text):
    path = config(text)
    with pytest.raises(UserError) as caught:
        ClarifaiApp(base_url=BASE)
    assert path in str(caught.value) and 'line' in str(caught.value)
    assert 'remove' not in str(caught.value)


def test_a_warning_points_at_the_script(config):
    config('current_context: x\n')
    with pytest.warns(UserWarning, match='current_context|line 1') as caught:
        ClarifaiApp(api_key=KEY)
    assert caught[0].filename.startswith(__file__.rsplit('.', 1)[0])


# A key in the place of the id

@pytest.mark.parametrize('kind', [ApiClient, ClarifaiApp])
def test_a_key_as_the_first_argument(kind):
    with pytest.raises(UserError) as caught:
        kind(HEX)
    assert 'api_key=' in str(caught.value) and 'app_id' in str(caught.value)
    assert HEX not in str(caught.value)


# The pair of 2017

def test_a_pair_in_the_environment_leaves_the_app_of_the_config_file(http, config, pair):
    config('[clarifai]\nCLARIFAI_USER_ID = %s\nCLARIFAI_APP_ID = mine\n' % USER)
    app, words = made(pat=PAT, base_url=BASE)
    http.answer({'inputs': []})
    app.inputs.get_by_page()
    assert sent(http)[1] == '/v2/users/%s/apps/mine/inputs' % USER
    assert len(words) == 1
    for part in ('CLARIFAI_APP_SECRET', "'mine'", 'whichever such pair'):
        assert part in words[0]
    assert CLIENT_SECRET not in words[0] and CLIENT_ID not in words[0]


def test_without_an_app_the_error_names_the_secret(http, pair):
    app, words = made(pat=PAT, user_id=USER)
    assert 'CLARIFAI_APP_SECRET' in words[0]
    with pytest.raises(UserError) as caught:
        app.inputs.get_by_page()
    for part in ('CLARIFAI_APP_ID', 'CLARIFAI_APP_SECRET', 'environment'):
        assert part in str(caught.value)
    assert http.requests == []


def test_several_pairs_mean_one_app_and_the_warning_says_so(config):
    config('[clarifai]\nCLARIFAI_USER_ID = %s\nCLARIFAI_APP_ID = mine\n' % USER)
    for number in range(2):
        app, words = made('id-%d' % number, 'secret-%d' % number, pat=PAT)
        assert "the one app 'mine'" in words[0]


def test_an_api_key_needs_no_word_about_a_pair_in_the_environment(pair):
    assert made(api_key=KEY)[1] == []


# Values in other forms, all the way to the request

def test_a_quoted_key_is_sent_without_its_quotes(http, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', '"%s"' % KEY)
    http.answer({'outputs': []})
    ClarifaiApp(base_url=BASE).public_models.general_model.predict_by_url(URL)
    assert sent(http)[2] == KEY


def test_a_base_with_its_version_is_asked_once(http, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_BASE', 'localhost:8080/v2')
    api = ApiClient(api_key=KEY)
    assert (api.basev2, api.scheme, api.base_url) == (
        'http://localhost:8080', 'http', 'localhost:8080')
    http.answer({'inputs': []})
    api.get_inputs()
    assert http.last.url == 'http://localhost:8080/v2/inputs'


@pytest.mark.parametrize('session', ['x', 5, object()])
def test_a_session_that_cannot_send_is_a_user_error(session):
    with pytest.raises(UserError) as caught:
        ClarifaiApp(api_key=KEY, session=session)
    assert 'requests.Session' in str(caught.value)


@pytest.mark.parametrize('level', ['LOUD', [1]])
def test_a_log_level_that_is_none_is_a_user_error(level):
    with pytest.raises(UserError) as caught:
        ClarifaiApp(api_key=KEY, log_level=level)
    assert 'log_level' in str(caught.value)
