"""Where the key and the base URL come from."""
from __future__ import absolute_import

import os
import warnings

import pytest

from clarifai import config_file
from clarifai.credentials import (
    Setting, Sources, app_hint, find_api_key, find_app_id, find_app_secret, find_base_url,
    find_dialect, find_pat, find_user_id, is_loopback, no_credentials, warn_about)
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


@pytest.mark.parametrize('quoted', ['"%s"', "'%s'", ' "%s" ', '" %s "', '%s'])
@pytest.mark.parametrize('find, name', [
    (find_api_key, 'CLARIFAI_API_KEY'), (find_pat, 'CLARIFAI_PAT'),
    (find_user_id, 'CLARIFAI_USER_ID')])
def test_quotes_are_not_a_part_of_a_value(find, name, quoted, config, monkeypatch):
    config('[clarifai]\n%s = %s\n' % (name, quoted % 'from-file'))
    assert find().value == 'from-file'
    monkeypatch.setenv(name, quoted % 'from-environment')
    assert find().value == 'from-environment'
    assert find(quoted % 'from-argument').value == 'from-argument'


@pytest.mark.parametrize('key', ['"0123456789', "01234'56789", u'\u201c0123456789\u201d'])
def test_a_quote_that_is_left_over_is_a_user_error(key):
    with pytest.raises(UserError) as caught:
        find_api_key(key)
    assert '0123456789' not in str(caught.value)


def test_the_file_is_read_once_and_only_for_what_is_missing(config, monkeypatch):
    config('current_context: x\n')
    sources = Sources()
    assert find_pat('from-argument', sources).value == 'from-argument'
    monkeypatch.setenv('CLARIFAI_USER_ID', 'me')
    assert find_user_id(None, sources).value == 'me'
    assert sources.trouble is None
    assert find_api_key(None, sources).value is None
    assert 'line 1' in sources.trouble
    config('[clarifai]\nCLARIFAI_API_KEY = k\n')
    assert find_api_key(None, sources).value is None
    assert find_api_key(None, Sources()).value == 'k'


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


def test_then_the_next_place_names_the_app(config, monkeypatch):
    path = config('[clarifai]\nCLARIFAI_APP_ID = mine\n')
    monkeypatch.setenv('CLARIFAI_APP_ID', 'client')
    monkeypatch.setenv('CLARIFAI_APP_SECRET', 'secret')
    assert find_app_id() == find_app_id('client', 'secret') == ('mine', path)
    monkeypatch.delenv('CLARIFAI_APP_SECRET')
    assert find_app_id('client', 'secret') == ('client', 'environment')


def warning_of(*args, **kwargs):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        warn_about(Sources(), Setting(None, ''), Setting('p', 'argument'), *args, **kwargs)
    return '\n'.join(str(warning.message) for warning in caught)


def test_a_pair_in_the_environment_brings_a_warning_that_names_it_and_the_app(
        config, monkeypatch):
    path = config('[clarifai]\nCLARIFAI_APP_ID = mine\n')
    assert warning_of() == '' and app_hint() == ''
    monkeypatch.setenv('CLARIFAI_APP_ID', 'client')
    monkeypatch.setenv('CLARIFAI_APP_SECRET', 'hidden')
    for part in ('CLARIFAI_APP_SECRET', 'environment', "'mine'", path, 'PAT', 'one app'):
        assert part in warning_of()
    assert 'CLARIFAI_APP_SECRET' in app_hint() and 'environment' in app_hint()
    assert warning_of('my-app') == ''
    config('')
    assert 'CLARIFAI_APP_ID where no CLARIFAI_APP_SECRET' in warning_of()
    assert 'hidden' not in warning_of()


def test_a_pair_of_arguments_brings_one_too(config):
    config('[clarifai]\nCLARIFAI_APP_ID = mine\n')
    for part in ('app_id and app_secret', "'mine'", 'one app'):
        assert part in warning_of('client', 'secret')


# Nothing found

def test_no_credentials_says_where_to_put_them():
    assert 'CLARIFAI_PAT' in str(no_credentials()) and 'config file' not in str(no_credentials())


@pytest.mark.parametrize('argument', ['0123456789abcdef' * 2, ' 0123456789ABCDEF0123456789ABCDEF'])
def test_a_key_in_the_place_of_the_app_id(argument):
    message = str(no_credentials(app_id=argument))
    assert 'api_key=' in message and 'app_id' in message
    assert '0123' not in message
    for other in ('my-app', 5):
        assert 'first argument' not in str(no_credentials(app_id=other))


def test_no_credentials_names_the_file_that_was_read_and_a_line_that_may_be_meant(config):
    path = config('[clarifai]\nCLARIFAI_USER_ID = me\n')
    assert path in str(no_credentials()) and 'line' not in str(no_credentials())
    config('[default]\napi_key = 0123456789\n')
    assert 'line 2' in str(no_credentials()) and '0123456789' not in str(no_credentials())
    config('current_context: x\n')
    assert path in str(no_credentials()) and 'line 1' in str(no_credentials())


def test_no_credentials_names_the_secret_of_an_oauth_client(monkeypatch):
    assert 'app_secret' in str(no_credentials(app_id='client', app_secret='secret'))
    monkeypatch.setenv('CLARIFAI_APP_SECRET', 'secret')
    message = str(no_credentials())
    assert 'CLARIFAI_APP_SECRET from the environment' in message and '(secret' not in message


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
    for key in ('0123456789abcdef' * 2, 'my-own-key-1234'):
        with pytest.raises(UserError) as caught:
            find_dialect(key)
        assert key not in str(caught.value)


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
    ('localhost', 'http://localhost'),
    ('localhost:8080', 'http://localhost:8080'),
    ('LOCALHOST:8080/', 'http://LOCALHOST:8080'),
    ('127.0.0.1', 'http://127.0.0.1'),
    ('127.0.0.1:8080/v2', 'http://127.0.0.1:8080'),
    ('[::1]:8080', 'http://[::1]:8080'),
    ('[::1]', 'http://[::1]'),
    ('sandbox:8080', 'http://sandbox:8080'),
    ('10.0.0.7:80', 'http://10.0.0.7:80'),
    ('api.clarifai.com:443', 'https://api.clarifai.com:443'),
    ('https://localhost:8080', 'https://localhost:8080'),
    ('api.clarifai.com/v2', 'https://api.clarifai.com'),
    ('https://api.clarifai.com/v2/', 'https://api.clarifai.com'),
    ('https://api.clarifai.com//v2//', 'https://api.clarifai.com'),
    ('https://eu.api.test/prefix/v2', 'https://eu.api.test/prefix'),
    ('https://eu.api.test/v2x', 'https://eu.api.test/v2x'),
    ('"localhost:8080"', 'http://localhost:8080'),
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
    'https://api.test:port', 'file:///etc/passwd', 'http://api.test:0', 'http://api.test:70000',
    'https://%s.test' % ('a' * 64), 'https://[api.test'])
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


@pytest.mark.parametrize('given', [
    '%s', 'https://%s', 'https://api.test/%s/', 'https://api.test?key=%s', 'ftp://api.test/%s',
    'http://api.test#%s', 'me:%s@', 'Key %s'])
def test_a_key_in_the_base_is_a_user_error_that_does_not_show_it(given, monkeypatch):
    key = '0123456789abcdef' * 2
    with pytest.raises(UserError) as caught:
        find_base_url(given % key)
    assert key not in str(caught.value) and 'base URL' in str(caught.value)


@pytest.mark.parametrize('url', [
    'http://localhost', 'http://LocalHost.:80/x', 'http://a.localhost', 'http://127.0.0.1:1',
    'http://127.1', 'https://me:x@127.9.9.9/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0:8080', 'http://[::]:8080'])
def test_addresses_of_this_machine(url):
    assert is_loopback(url)


@pytest.mark.parametrize('url', [
    'http://localhost.test', 'http://127.0.0.1.test', 'http://128.0.0.1', 'http://10.0.0.1',
    'http://[::2]', 'http://localhost@api.test', 'http://api.test/localhost', 'no url?'])
def test_addresses_of_others(url):
    assert not is_loopback(url)


# Home

def test_the_file_is_in_the_home(own_environment):
    assert config_file.config_path() == os.path.join(str(own_environment), '.clarifai', 'config')


def test_homepath_where_there_is_no_home(monkeypatch, tmpdir):
    monkeypatch.delenv('HOME')
    monkeypatch.setenv('HOMEPATH', str(tmpdir))
    assert config_file.home() == str(tmpdir)


def test_homepath_comes_first_on_windows(monkeypatch, tmpdir):
    monkeypatch.setenv('HOMEPATH', str(tmpdir))
    monkeypatch.setattr(config_file.os, 'name', 'nt')
    try:
        assert config_file.home() == str(tmpdir)
    finally:
        monkeypatch.undo()


def test_without_either_the_system_is_asked(monkeypatch):
    monkeypatch.delenv('HOME')
    monkeypatch.delenv('HOMEPATH')
    assert config_file.home() == os.path.expanduser('~')
