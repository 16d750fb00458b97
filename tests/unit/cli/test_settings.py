# -*- coding: utf-8 -*-
"""Profiles, and ``clarifai config`` without being asked."""
from __future__ import absolute_import

import io
import json
import os
import sys

import pytest
from six import PY2

from answers import BASE, KEY
from clarifai.cli.main import main
from clarifai.config_file import ConfigFile
from clarifai.connection import Connection
from clarifai.errors import UserError
from clarifai.rest import ApiClient, ClarifaiApp
from platform_api import APP, MAIN, OWN, PAT, USER, sent

OTHER_KEY = 'other-key-9876543210'
FILE = '''[clarifai]
CLARIFAI_API_KEY = %s
[work]
CLARIFAI_PAT = %s
CLARIFAI_USER_ID = %s
CLARIFAI_APP_ID = %s
[home]
CLARIFAI_API_KEY = %s
CLARIFAI_API_BASE = http://127.0.0.1:8080
''' % (KEY, PAT, USER, APP, OTHER_KEY)


@pytest.fixture
def config(own_environment):
    def write(text=FILE):
        path = own_environment.ensure('.clarifai', 'config')
        path.write_binary(text.encode('utf-8'))
        return path
    return write


@pytest.fixture
def stdin(monkeypatch):
    def put(text):
        monkeypatch.setattr(sys, 'stdin', io.BytesIO(text.encode('utf-8')) if PY2
                            else io.StringIO(text))
    return put


def options_of(profile='clarifai'):
    return ConfigFile(profile=profile).options


# Profiles

def test_the_old_form_is_what_counts_without_a_profile(config):
    config()
    assert ApiClient().api_key == KEY
    config(u'export CLARIFAI_API_KEY=%s\n[work]\nCLARIFAI_API_KEY = x\n' % OTHER_KEY)
    assert ApiClient().api_key == OTHER_KEY


@pytest.mark.parametrize('name', ['work', 'WORK', ' work '])
def test_a_profile_of_the_environment_counts_for_programs(config, monkeypatch, name):
    config()
    monkeypatch.setenv('CLARIFAI_PROFILE', name)
    connection = Connection()
    assert (connection.pat, connection.user_id, connection.app_id, connection.api_key,
            connection.base_url) == (PAT, USER, APP, None, 'https://api.clarifai.com')
    assert ClarifaiApp().api.pat == PAT


def test_a_profile_has_its_own_server_and_nothing_of_the_others(config, monkeypatch):
    config()
    monkeypatch.setenv('CLARIFAI_PROFILE', 'home')
    connection = Connection()
    assert (connection.api_key, connection.pat, connection.user_id, connection.base_url) == (
        OTHER_KEY, None, None, 'http://127.0.0.1:8080')


def test_the_environment_beats_a_profile_that_it_names_and_an_argument_both(config, monkeypatch):
    config()
    monkeypatch.setenv('CLARIFAI_PROFILE', 'home')
    monkeypatch.setenv('CLARIFAI_API_KEY', 'of-the-environment')
    assert ApiClient().api_key == 'of-the-environment'
    assert ApiClient(api_key='given').api_key == 'given'


def test_the_section_of_no_profile_can_be_named(config, monkeypatch):
    config()
    monkeypatch.setenv('CLARIFAI_PROFILE', 'clarifai')
    assert ApiClient().api_key == KEY


@pytest.mark.parametrize('text, words', [
    (FILE, ["'wrok'", 'clarifai, work, home']), (u'', ["'wrok'", 'none']),
    (None, ["'wrok'", 'does not exist'])])
def test_a_profile_that_is_not_there_is_an_error_that_names_those_that_are(config, monkeypatch,
                                                                           text, words):
    if text is not None:
        config(text)
    monkeypatch.setenv('CLARIFAI_PROFILE', 'wrok')
    for arguments in ({}, {'api_key': KEY}):
        with pytest.raises(UserError) as caught:
            ClarifaiApp(**arguments)
        assert all(word in str(caught.value) for word in words)


def test_a_profile_without_credentials_is_named(config, monkeypatch):
    config(u'[clarifai]\nCLARIFAI_PAT = %s\n[work]\nCLARIFAI_USER_ID = me\n' % PAT)
    monkeypatch.setenv('CLARIFAI_PROFILE', 'work')
    with pytest.raises(UserError) as caught:
        ClarifaiApp()
    assert 'profile work' in str(caught.value)


def test_a_profile_of_the_command_line_beats_the_environment_whole(config, http, monkeypatch):
    config()
    monkeypatch.setenv('CLARIFAI_API_KEY', OTHER_KEY)
    monkeypatch.setenv('CLARIFAI_API_BASE', 'http://127.0.0.1:9')
    monkeypatch.setenv('CLARIFAI_PROFILE', 'home')
    before = dict(os.environ)
    for argv in (['--profile', 'work', 'concepts', 'list'], ['concepts', 'list', '--profile=work']):
        http.answer({})
        assert main(argv) == 0
        assert http.last.url == 'https://api.clarifai.com' + OWN + '/concepts'
        assert http.last.api_key is None or http.last.api_key == PAT
    assert dict(os.environ) == before


def test_a_wrong_profile_of_the_command_line_sends_nothing(config, http, monkeypatch, capsys):
    config()
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    assert main(['--profile', 'wrok', 'concepts', 'list']) == 1
    assert "'wrok'" in capsys.readouterr()[1] and not http.requests


def test_diagnose_says_which_profile_and_when_there_is_none(config, monkeypatch, capsys):
    config()
    monkeypatch.setenv('CLARIFAI_PROFILE', 'work')
    main(['diagnose'])
    out = capsys.readouterr()[0]
    assert 'profile work' in out and PAT not in out
    monkeypatch.setenv('CLARIFAI_PROFILE', 'wrok')
    assert main(['diagnose']) == 1
    out = capsys.readouterr()[0]
    assert len([line for line in out.splitlines() if line.startswith('Problem: there is no')]) == 1


# Keeping

def test_settings_are_kept_without_being_asked(http, stdin, tmpdir, capsys):
    stdin(u'%s\n' % PAT)
    http.answer({})
    assert main(['config', 'set', 'pat=-', 'user_id=%s' % USER, 'app-id=%s' % APP]) == 0
    assert options_of() == {'CLARIFAI_PAT': PAT, 'CLARIFAI_USER_ID': USER, 'CLARIFAI_APP_ID': APP}
    assert http.last.url.endswith(OWN + '/inputs') and http.last.api_key == PAT
    assert PAT not in ''.join(capsys.readouterr())


def test_a_secret_can_be_that_of_a_file_and_a_profile_is_made(http, config, tmpdir, capsys):
    config()
    secret = tmpdir.join('key.txt')
    secret.write('%s\n' % OTHER_KEY)
    http.answer({})
    assert main(['config', 'set', '--profile', 'new', 'base_url=%s' % BASE,
                 'api_key=@%s' % secret]) == 0
    assert options_of('new') == {'CLARIFAI_API_KEY': OTHER_KEY, 'CLARIFAI_API_BASE': BASE}
    assert http.last.url.startswith(BASE) and http.last.api_key == OTHER_KEY
    assert options_of() == {'CLARIFAI_API_KEY': KEY} and options_of('work')['CLARIFAI_PAT'] == PAT


@pytest.mark.parametrize('name', ['pat', 'api_key', 'token', 'CLARIFAI_PAT', 'session_token'])
def test_a_secret_on_the_command_line_is_refused_and_not_shown(http, capsys, name):
    assert main(['config', 'set', '%s=%s' % (name, PAT)]) == 2
    said = ''.join(capsys.readouterr())
    assert '%s=-' % name in said and '@FILE' in said and PAT not in said
    assert not http.requests and options_of() == {}


@pytest.mark.parametrize('settings, named', [
    (['user=me'], 'user_id'), (['user_id'], 'NAME=VALUE'), (['user_id='], 'unset user_id'),
    (['user_id=a\nb'], 'one line'), (['base_url=no address'], 'base URL'),
    (['dialect=old'], 'dialect'), (['pat=-', 'api_key=-'], 'one value')])
def test_settings_that_can_be_none_are_wrong_use(http, stdin, capsys, settings, named):
    stdin(u'')
    assert main(['config', 'set'] + settings) == 2
    assert named in capsys.readouterr()[1]
    assert not http.requests and not ConfigFile().exists


@pytest.mark.parametrize('settings, named', [
    (['pat=@/nowhere/at/all'], '/nowhere/at/all'), (['pat=-'], 'one line'),
    (['dialect=-'], 'dialect')])
def test_values_that_can_be_none_are_refused(http, stdin, capsys, settings, named):
    stdin(u'old' if settings == ['dialect=-'] else u'')
    assert main(['config', 'set'] + settings) == 1
    assert named in capsys.readouterr()[1]
    assert not http.requests and not ConfigFile().exists


def test_a_refused_secret_is_not_kept_unless_nobody_is_to_ask(http, stdin, capsys):
    stdin(u'%s\n' % KEY)
    http.refuse(401, 11009, 'Invalid credentials')
    assert main(['config', 'set', 'api_key=-']) == 1
    assert options_of() == {} and 'nothing was written' in capsys.readouterr()[1]
    stdin(u'%s\n' % KEY)
    requests = len(http.requests)
    assert main(['config', 'set', 'api_key=-', '--no-check']) == 0
    assert options_of() == {'CLARIFAI_API_KEY': KEY} and len(http.requests) == requests


def test_what_is_asked_for_goes_into_the_profile(http, config, monkeypatch):
    config()
    monkeypatch.setenv('CLARIFAI_API_KEY', 'of-another-account')
    lines, prompts = ['', PAT, USER, ''], []
    monkeypatch.setattr('clarifai.cli.config.input',
                        lambda prompt: prompts.append(prompt) or lines.pop(0))
    http.answer({})
    assert main(['--profile', 'new', 'config']) == 0
    assert prompts[0] == 'CLARIFAI_API_KEY: []: '
    assert options_of('new') == {'CLARIFAI_PAT': PAT, 'CLARIFAI_USER_ID': USER}
    assert MAIN in sent(http)[1] and options_of() == {'CLARIFAI_API_KEY': KEY}


@pytest.mark.parametrize('where', ['config', 'settings'])
def test_a_secret_is_not_shown_while_it_is_typed(http, monkeypatch, where):
    class Terminal(io.StringIO):
        def isatty(self):
            return True
    typed = []
    monkeypatch.setattr(sys, 'stdin', Terminal())
    monkeypatch.setattr('clarifai.cli.%s.getpass' % where,
                        lambda prompt: typed.append(prompt) or KEY)
    monkeypatch.setattr('clarifai.cli.%s.input' % where, lambda prompt: '')
    http.answer({}, {})
    assert main(['config'] + (['set', 'api_key=-'] if where == 'settings' else [])) == 0
    assert typed[0].startswith('CLARIFAI_API_KEY') and options_of()['CLARIFAI_API_KEY'] == KEY


@pytest.mark.parametrize('profile', ['a]b', 'a[b', 'a\nb'])
def test_a_profile_that_no_section_can_be_is_refused(http, capsys, profile):
    assert main(['config', 'set', 'user_id=me', '--profile', profile]) == 1
    assert 'profile' in capsys.readouterr()[1] and not ConfigFile().exists


def test_settings_are_taken_out(config, capsys):
    path = config()
    assert main(['config', 'unset', 'user_id', 'CLARIFAI_APP_ID', '--profile', 'work']) == 0
    assert options_of('work') == {'CLARIFAI_PAT': PAT}
    assert path.read().count('[') == 3
    assert main(['config', 'unset', 'user_id', '--profile', 'work']) == 1
    assert 'CLARIFAI_USER_ID' in capsys.readouterr()[1]


def test_settings_are_listed_with_secrets_masked(config, capsys):
    config()
    assert main(['config', 'list', '--format', 'jsonl']) == 0
    rows = [json.loads(line) for line in capsys.readouterr()[0].splitlines()]
    assert [(row['profile'], row['name']) for row in rows] == [
        ('clarifai', 'CLARIFAI_API_KEY'), ('work', 'CLARIFAI_APP_ID'), ('work', 'CLARIFAI_PAT'),
        ('work', 'CLARIFAI_USER_ID'), ('home', 'CLARIFAI_API_BASE'), ('home', 'CLARIFAI_API_KEY')]
    assert rows[2]['value'] == '****' + PAT[-4:]
    assert main(['config', 'list', '--profile', 'home']) == 0
    out = capsys.readouterr()[0]
    assert len(out.splitlines()) == 3 and OTHER_KEY not in out


def test_names_in_all_languages(config, monkeypatch):
    config(u'[caf\xe9]\nCLARIFAI_API_KEY = %s\n' % KEY)
    monkeypatch.setenv('CLARIFAI_PROFILE', 'caf\xc3\xa9' if PY2 else u'caf\xe9')
    assert ApiClient().api_key == KEY
