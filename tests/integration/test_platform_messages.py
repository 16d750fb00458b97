"""What a user reads when the credentials do not open what a script asks for, by today's rules."""
from __future__ import absolute_import

import os

import pytest

from clarifai.errors import ApiError, UserError
from clarifai.rest import ClarifaiApp

PHOTO = 'https://photos.example.com/chelsea.png'
GENERAL = 'aaa03c23b3724a16a56b629203edc62c'


@pytest.fixture(autouse=True)
def empty_home(monkeypatch, tmpdir):
    for name in list(os.environ):
        if name.startswith('CLARIFAI_') and name != 'CLARIFAI_SANDBOX_PYTHON':
            monkeypatch.delenv(name)
    monkeypatch.setenv('HOME', str(tmpdir))


@pytest.fixture
def app_with(guarded_url):
    """Makes a client with these credentials for the sandbox that knows which are good."""
    return lambda **credentials: ClarifaiApp(base_url=guarded_url, **credentials)


def refusal(call, *arguments, **options):
    """The ApiError of a call, and what it says."""
    with pytest.raises(ApiError) as caught:
        call(*arguments, **options)
    return caught.value, str(caught.value)


def test_a_public_model_needs_a_pat(app_with):
    app = app_with(api_key='good-key')
    error, said = refusal(app.models.get(model_id=GENERAL).predict_by_url, PHOTO)
    assert error.status_code in (401, 403, 404)
    assert 'CLARIFAI_PAT' in said and 'June 2025' in said
    assert 'good-key' not in said


def test_public_workflows_need_a_pat(app_with):
    workflows = app_with(api_key='good-key').workflows
    error, said = refusal(list, workflows.get_all(public_only=True))
    assert error.status_code == 404
    assert 'public workflows' in said and 'CLARIFAI_PAT' in said and 'June 2025' in said


def test_a_key_still_opens_its_own_app(app_with):
    assert list(app_with(api_key='good-key').inputs.get_all()) == []


@pytest.mark.parametrize('pat, code', [('no-such-pat', 11008), ('expired-pat', 11001)])
def test_a_wrong_or_expired_pat(app_with, pat, code):
    app = app_with(pat=pat, user_id='ann', app_id='zoo')
    error, said = refusal(app.inputs.get, 'i1')
    assert (error.status_code, error.error_code) == (401, code)
    assert 'Check the PAT' in said and 'clarifai diagnose' in said
    assert pat not in said


def test_an_expired_key(app_with):
    error, said = refusal(app_with(api_key='expired-key').inputs.get, 'i1')
    assert (error.status_code, error.error_code) == (401, 11001)
    assert 'expired' in said and 'API key' in said
    assert 'expired-key' not in said


def test_an_unknown_user(app_with):
    app = app_with(pat='good-pat', user_id='nobody', app_id='zoo')
    error, said = refusal(app.inputs.get, 'i1')
    assert error.status_code in (403, 404)
    assert 'CLARIFAI_USER_ID' in said and 'nobody' in said and 'zoo' in said
    assert 'good-pat' not in said


@pytest.mark.parametrize('known', [{}, {'user_id': 'ann'}, {'app_id': 'zoo'}])
def test_a_pat_without_user_or_app(app_with, known):
    app = app_with(pat='good-pat', **known)
    with pytest.raises(UserError) as caught:
        app.inputs.get('i1')
    assert 'CLARIFAI_USER_ID' in str(caught.value) and 'CLARIFAI_APP_ID' in str(caught.value)
    assert app.models.get('general-v1.3').predict_by_url(PHOTO)['outputs']


def test_a_model_that_exists_nowhere(app_with):
    app = app_with(pat='good-pat', user_id='ann', app_id='zoo')
    error, said = refusal(app.models.get(model_id='no-such-model').predict_by_url, PHOTO)
    assert error.status_code == 404
    assert 'check the id' in said and 'zoo' in said
    error, said = refusal(app.models.get, 'no-such-model')
    assert error.status_code == 404


def test_a_retired_model(app_with):
    app = app_with(pat='good-pat')
    with pytest.raises(UserError) as caught:
        app.models.get('focus').predict_by_url(PHOTO)
    assert 'removed on 1 February 2020' in str(caught.value)


@pytest.mark.parametrize('ask', [
    lambda app: app.models.get('demographics'), lambda app: app.public_models.demographics_model])
def test_demographics_as_2_x_answered(app_with, ask):
    answer = ask(app_with(pat='good-pat')).predict_by_url(
        'https://photos.example.com/astronaut.png', max_concepts=2)
    [face] = answer['outputs'][0]['data']['regions']
    for part in ('age_appearance', 'gender_appearance', 'multicultural_appearance'):
        said = face['data']['face'][part]['concepts']
        assert 1 <= len(said) <= 2
        assert [one['vocab_id'] for one in said] == [part] * len(said)
    assert len(face['data']['concepts']) == sum(
        len(said['concepts']) for said in face['data']['face'].values())
