"""Where the key and the base URL come from."""
from __future__ import absolute_import

import os

import pytest

from clarifai import credentials
from clarifai.credentials import (
    find_api_key, find_app_id, find_app_secret, find_base_url, find_dialect, find_pat, find_user_id)
from clarifai.errors import UserError


# What is looked up, and its name in the environment and in the file.
FINDERS = pytest.mark.parametrize('find, name', [
    (find_api_key, 'CLARIFAI_API_KEY'), (find_pat, 'CLARIFAI_PAT'),
    (find_user_id, 'CLARIFAI_USER_ID'), (find_app_id, 'CLARIFAI_APP_ID'),
    (find_app_secret, 'CLARIFAI_APP_SECRET')])


@pytest.fixture
def config(own_environment):
    def write(text):
        path = own_environment.ensure('.clarifai', 'config')
        path.write_binary(text.encode('utf-8') if isinstance(text, type(u'')) else text)
        return str(path)
    return write


# Precedence, per value

@FINDERS
def test_nothing_anywhere_is_no_value(find, name):
    assert find() == (None, '')


@FINDERS
def test_the_file_is_asked_last_and_the_argument_first(find, name, config, monkeypatch):
    path = config('[clarifai]\n%s = from-file\n' % name)
    assert find() == ('from-file', path)
    monkeypatch.setenv(name, 'from-environment')
    assert find() == ('from-environment', 'environment')
    assert find('from-argument') == ('from-argument', 'argument')


def test_an_empty_argument_or_variable_counts_as_none(config, monkeypatch):
    path = config('[clarifai]\nCLARIFAI_API_KEY = from-file\n')
    monkeypatch.setenv('CLARIFAI_API_KEY', '  ')
    assert find_api_key('') == ('from-file', path)
    assert find_api_key(None) == ('from-file', path)


def test_key_and_base_may_come_from_different_places(config, monkeypatch):
    path = config('[clarifai]\nCLARIFAI_API_BASE = http://from.file:8080\n')
    monkeypatch.setenv('CLARIFAI_API_KEY', 'from-environment')
    assert find_api_key().source == 'environment'
    assert find_base_url() == ('http://from.file:8080', path)
    monkeypatch.setenv('CLARIFAI_API_BASE', 'from.environment')
    assert find_base_url() == ('https://from.environment', 'environment')
    assert find_base_url('from.argument') == ('https://from.argument', 'argument')


def test_blanks_around_a_key_are_removed(config, monkeypatch):
    config('[clarifai]\nCLARIFAI_API_KEY =   from-file  \n')
    assert find_api_key().value == 'from-file'
    monkeypatch.setenv('CLARIFAI_API_KEY', ' from-environment\n')
    assert find_api_key().value == 'from-environment'
    assert find_api_key(' from-argument\t').value == 'from-argument'


def test_a_file_without_a_key_gives_no_key_and_not_the_text_none(config):
    for text in ('', '[clarifai]\n', '[other]\nCLARIFAI_API_KEY = x\n',
                 '[clarifai]\nCLARIFAI_API_KEY =\n'):
        config(text)
        assert find_api_key().value is None


@pytest.mark.parametrize('value', [5, ['key'], True, {'key': 1}])
@pytest.mark.parametrize('find, name', [
    (find_api_key, 'api_key'), (find_pat, 'pat'), (find_user_id, 'user_id'),
    (find_app_id, 'app_id'), (find_dialect, 'dialect'), (find_base_url, 'base_url')])
def test_what_is_no_text_is_a_user_error_that_names_the_argument(find, name, value):
    with pytest.raises(UserError) as caught:
        find(value)
    assert name + ' must be text' in str(caught.value)


@pytest.mark.parametrize('key', [u'caf\xe9-key-0123456789', 'two words 0123456789', 'a\r\nX: y'])
@pytest.mark.parametrize('find', [find_api_key, find_pat])
def test_a_key_that_fits_no_header_is_a_user_error_that_does_not_show_it(find, key):
    with pytest.raises(UserError) as caught:
        find(key)
    assert 'constructor' in str(caught.value)
    assert '0123456789' not in str(caught.value) and 'X: y' not in str(caught.value)


def test_such_a_key_in_a_file_names_the_file(config):
    path = config(u'[clarifai]\nCLARIFAI_API_KEY = \u732b-0123456789\n')
    with pytest.raises(UserError) as caught:
        find_api_key()
    assert path in str(caught.value) and '0123456789' not in str(caught.value)


def test_an_app_id_beside_a_secret_is_an_oauth_client_and_names_no_app(config, monkeypatch):
    assert find_app_id('client', 'secret').value is None
    config('[clarifai]\nCLARIFAI_APP_ID = client\nCLARIFAI_APP_SECRET = secret\n')
    assert find_app_id().value is None
    assert find_app_id('my-app') == ('my-app', 'argument')
    monkeypatch.setenv('CLARIFAI_APP_ID', 'my-app')
    assert find_app_id() == ('my-app', 'environment')
    monkeypatch.setenv('CLARIFAI_APP_SECRET', 'secret')
    assert find_app_id().value is None


def test_the_dialect(config, monkeypatch):
    assert find_dialect().value is None
    path = config('[clarifai]\nCLARIFAI_DIALECT = platform\n')
    assert find_dialect() == ('platform', path)
    monkeypatch.setenv('CLARIFAI_DIALECT', 'legacy')
    assert find_dialect() == ('legacy', 'environment')
    assert find_dialect('platform') == ('platform', 'argument')
    with pytest.raises(UserError) as caught:
        find_dialect('modern')
    for part in ('"legacy"', '"platform"', 'modern', 'constructor'):
        assert part in str(caught.value)


# The base URL

def test_the_default_base():
    assert find_base_url() == ('https://api.clarifai.com', 'default')


@pytest.mark.parametrize('given, url', [
    ('eu.api.test', 'https://eu.api.test'),
    ('eu.api.test:8443', 'https://eu.api.test:8443'),
    ('http://eu.api.test', 'http://eu.api.test'),
    ('https://eu.api.test/', 'https://eu.api.test'),
    ('https://eu.api.test///', 'https://eu.api.test'),
    ('https://eu.api.test/prefix', 'https://eu.api.test/prefix'),
    ('https://eu.api.test/prefix/', 'https://eu.api.test/prefix'),
    ('eu.api.test/prefix/', 'https://eu.api.test/prefix'),
    ('  http://127.0.0.1:8080 \n', 'http://127.0.0.1:8080'),
    ('http://[::1]:8080', 'http://[::1]:8080'),
    ('localhost', 'https://localhost'),
    (u'https://eu.api.test', 'https://eu.api.test'),
    ('HTTP://eu.api.test', 'http://eu.api.test')])
def test_base_urls_in_every_form(given, url, monkeypatch, config):
    assert find_base_url(given).value == url
    monkeypatch.setenv('CLARIFAI_API_BASE', str(given))
    assert find_base_url().value == url
    monkeypatch.delenv('CLARIFAI_API_BASE')
    config('[clarifai]\nCLARIFAI_API_BASE = %s\n' % given.strip())
    assert find_base_url().value == url


@pytest.mark.parametrize('given', [
    'ftp://api.test', 'https://', 'https:///', '://', 'http:///v2', 'https:/api.test',
    'api test', 'https://api.test/a b', 'https://api.test?key=1', 'https://api.test#part',
    'https://api.test:port', 'file:///etc/passwd'])
def test_nonsense_is_a_user_error_that_shows_what_would_do(given):
    with pytest.raises(UserError) as caught:
        find_base_url(given)
    assert 'https://api.clarifai.com' in str(caught.value)
    assert 'constructor' in str(caught.value)


def test_nonsense_says_where_it_stands(monkeypatch, config):
    monkeypatch.setenv('CLARIFAI_API_BASE', 'ftp://api.test')
    with pytest.raises(UserError) as caught:
        find_base_url()
    assert 'the environment' in str(caught.value)
    monkeypatch.delenv('CLARIFAI_API_BASE')
    path = config('[clarifai]\nCLARIFAI_API_BASE = ftp://api.test\n')
    with pytest.raises(UserError) as caught:
        find_base_url()
    assert path in str(caught.value)


def test_a_password_in_the_base_is_not_shown():
    with pytest.raises(UserError) as caught:
        find_base_url('ftp://me:secret@api.test')
    assert 'secret' not in str(caught.value)


# Home

def test_the_file_is_in_the_home(own_environment):
    assert credentials.config_path() == os.path.join(str(own_environment), '.clarifai', 'config')


def test_homepath_where_there_is_no_home(monkeypatch, tmpdir):
    monkeypatch.delenv('HOME')
    monkeypatch.setenv('HOMEPATH', str(tmpdir))
    assert credentials.home() == str(tmpdir)


def test_homepath_comes_first_on_windows(monkeypatch, tmpdir):
    monkeypatch.setenv('HOMEPATH', str(tmpdir))
    monkeypatch.setattr(credentials.os, 'name', 'nt')
    try:
        assert credentials.home() == str(tmpdir)
    finally:
        monkeypatch.undo()


def test_without_either_the_system_is_asked(monkeypatch):
    monkeypatch.delenv('HOME')
    monkeypatch.delenv('HOMEPATH')
    assert credentials.home() == os.path.expanduser('~')
