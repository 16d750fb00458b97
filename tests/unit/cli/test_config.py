"""``clarifai config``: what it asks, checks and writes."""
from __future__ import absolute_import

import os
import stat

import pytest

from answers import BASE, KEY
from clarifai.cli.main import main
from clarifai.config_file import ConfigFile, config_path
from clarifai.errors import ApiError
from platform_api import APP, MAIN, OWN, PAT, USER, sent

GENERAL = '/models/aaa03c23b3724a16a56b629203edc62c'


def read_config():
    return ConfigFile().options


class Terminal(object):
    """Somebody who types; None is the end of input."""

    def __init__(self):
        self.prompts = []
        self.lines = []

    def types(self, key='', pat='', user='', app=''):
        self.lines = [key, pat, user, app]

    def input(self, prompt):
        self.prompts.append(prompt)
        line = self.lines.pop(0) if self.lines else None
        if line is None:
            raise EOFError
        if isinstance(line, BaseException):
            raise line
        return line


@pytest.fixture
def terminal(monkeypatch):
    made = Terminal()
    monkeypatch.setattr('clarifai.cli.config.input', made.input)
    monkeypatch.setenv('CLARIFAI_API_BASE', BASE)
    return made


@pytest.fixture
def config(own_environment):
    def write(**options):
        lines = ['[clarifai]'] + ['%s = %s' % pair for pair in sorted(options.items())]
        path = own_environment.ensure('.clarifai', 'config')
        path.write('\n'.join(lines) + '\n')
        return path
    return write


def unreachable():
    return ApiError(BASE + '/v2/inputs', {}, 'GET', cause='the connection was refused')


# Asking

def test_without_anything_known_the_prompts_are_empty(http, terminal):
    http.answer({})
    terminal.types(key=KEY)
    assert main(['config']) == 0
    assert terminal.prompts == ['CLARIFAI_API_KEY: []: ', 'CLARIFAI_PAT: []: ',
                                'CLARIFAI_USER_ID: []: ', 'CLARIFAI_APP_ID: []: ']


def test_known_secrets_are_masked_and_the_rest_is_shown(http, terminal, config, capsys):
    config(CLARIFAI_API_KEY=KEY, CLARIFAI_PAT=PAT, CLARIFAI_USER_ID=USER, CLARIFAI_APP_ID=APP)
    http.answer({}, {})
    terminal.types()
    assert main(['config']) == 0
    assert terminal.prompts == [
        'CLARIFAI_API_KEY: [****%s]: ' % KEY[-4:], 'CLARIFAI_PAT: [****%s]: ' % PAT[-4:],
        'CLARIFAI_USER_ID: [%s]: ' % USER, 'CLARIFAI_APP_ID: [%s]: ' % APP]
    said = ''.join(capsys.readouterr())
    assert KEY not in said and PAT not in said


def test_enter_keeps_what_is_known(http, terminal, config):
    config(CLARIFAI_API_KEY=KEY, CLARIFAI_PAT=PAT, CLARIFAI_USER_ID=USER, CLARIFAI_APP_ID=APP)
    before = read_config()
    http.answer({}, {})
    terminal.types()
    assert main(['config']) == 0
    assert read_config() == before


def test_blanks_around_an_answer_are_removed(http, terminal):
    http.answer({})
    terminal.types(key='  %s\t' % KEY)
    assert main(['config']) == 0
    assert read_config() == {'CLARIFAI_API_KEY': KEY}


def test_one_answer_changes_one_value(http, terminal, config):
    config(CLARIFAI_API_KEY=KEY, CLARIFAI_USER_ID=USER)
    http.answer({})
    terminal.types(user='another')
    assert main(['config']) == 0
    assert read_config() == {'CLARIFAI_API_KEY': KEY, 'CLARIFAI_USER_ID': 'another'}


def test_nobody_there_to_ask_keeps_what_is_known(http, terminal, config):
    config(CLARIFAI_API_KEY=KEY)
    http.answer({})
    assert main(['config']) == 0
    assert read_config() == {'CLARIFAI_API_KEY': KEY}


@pytest.mark.parametrize('lines', [[], ['', '', '', ''], ['', '', USER, APP]])
def test_neither_key_nor_pat_is_an_error(http, terminal, capsys, lines):
    terminal.lines = lines
    assert main(['config']) == 1
    err = capsys.readouterr()[1]
    assert 'API key' in err and 'PAT' in err and 'nothing was written' in err
    assert not os.path.exists(config_path()) and not http.requests


def test_ctrl_c_while_asking_writes_nothing(http, terminal, config, capsys):
    config(CLARIFAI_API_KEY=KEY)
    before = read_config()
    terminal.lines = ['new-key-0123456789', KeyboardInterrupt()]
    assert main(['config']) == 130
    assert read_config() == before and not http.requests
    assert 'Traceback' not in capsys.readouterr()[1]


def test_a_key_that_fits_no_header_is_not_shown(http, terminal, capsys):
    terminal.types(key='two words 0123456789')
    assert main(['config']) == 1
    assert '0123456789' not in ''.join(capsys.readouterr())
    assert not os.path.exists(config_path())


# Checking

def test_a_key_is_checked_in_its_own_app(http, terminal, capsys):
    http.answer({})
    terminal.types(key=KEY)
    assert main(['config']) == 0
    assert sent(http) == ('GET', '/v2/inputs', KEY)
    assert http.last.params == {'page': 1, 'per_page': 1}
    assert 'CLARIFAI_API_KEY ****%s is valid' % KEY[-4:] in capsys.readouterr()[0]


def test_a_pat_is_checked_in_the_app_it_is_for(http, terminal, capsys):
    http.answer({})
    terminal.types(pat=PAT, user=USER, app=APP)
    assert main(['config']) == 0
    assert sent(http) == ('GET', OWN + '/inputs', PAT)
    assert 'CLARIFAI_PAT ****%s is valid' % PAT[-4:] in capsys.readouterr()[0]
    assert read_config() == {'CLARIFAI_PAT': PAT, 'CLARIFAI_USER_ID': USER, 'CLARIFAI_APP_ID': APP}


@pytest.mark.parametrize('more', [{}, {'user': USER}, {'app': APP}])
def test_a_pat_without_an_app_is_checked_on_a_public_model(http, terminal, more):
    http.answer({})
    terminal.types(pat=PAT, **more)
    assert main(['config']) == 0
    assert sent(http) == ('GET', MAIN + GENERAL, PAT)


def test_both_are_checked(http, terminal):
    http.answer({}, {})
    terminal.types(key=KEY, pat=PAT, user=USER, app=APP)
    assert main(['config']) == 0
    assert [sent(http, index) for index in (0, 1)] == [
        ('GET', '/v2/inputs', KEY), ('GET', OWN + '/inputs', PAT)]


@pytest.mark.parametrize('status', [401, 403])
@pytest.mark.parametrize('name, typed', [
    ('CLARIFAI_API_KEY', dict(key='wrong-0123456789')),
    ('CLARIFAI_PAT', dict(pat='wrong-0123456789'))])
def test_what_is_refused_is_not_written(http, terminal, config, capsys, name, typed, status):
    config(CLARIFAI_USER_ID=USER)
    before = read_config()
    http.refuse(status, 11009, 'Invalid credentials')
    terminal.types(**typed)
    assert main(['config']) == 1
    assert read_config() == before
    err = capsys.readouterr()[1]
    assert name in err and 'nothing was written' in err and 'Invalid credentials' in err
    assert 'wrong-0123456789' not in err


def test_a_good_key_beside_a_refused_pat_is_not_written_either(http, terminal, capsys):
    http.answer({})
    http.refuse(401, 11009, 'Invalid credentials')
    terminal.types(key=KEY, pat=PAT)
    assert main(['config']) == 1
    assert not os.path.exists(config_path())


def test_an_unknown_user_or_app_is_not_written(http, terminal, capsys):
    http.refuse(404, 11101, 'Resource does not exist')
    terminal.types(pat=PAT, user='nobody', app='nothing')
    assert main(['config']) == 1
    err = capsys.readouterr()[1]
    assert 'CLARIFAI_USER_ID' in err and 'CLARIFAI_APP_ID' in err and 'nobody' in err
    assert not os.path.exists(config_path())


@pytest.mark.parametrize('refuse', [lambda http: http.answer(unreachable()),
                                    lambda http: http.refuse(500, 10020, 'Failure'),
                                    lambda http: http.refuse(429, 11005, 'Throttled')])
@pytest.mark.parametrize('typed', [dict(key=KEY), dict(pat=PAT, user=USER, app=APP)])
def test_what_cannot_be_checked_is_written_with_a_warning(http, terminal, capsys, refuse, typed):
    refuse(http)
    terminal.types(**typed)
    assert main(['config']) == 0
    assert 'could not be checked' in capsys.readouterr()[1]
    assert set(read_config().values()) == set(typed.values())


# Writing

@pytest.mark.skipif(os.name == 'nt', reason='Windows has no such modes')
def test_only_the_owner_can_read_the_file(http, terminal, config):
    path = config(CLARIFAI_API_KEY='old')
    os.chmod(str(path), 0o644)
    http.answer({})
    terminal.types(key=KEY)
    assert main(['config']) == 0
    assert stat.S_IMODE(os.stat(config_path()).st_mode) == 0o600


def test_other_settings_stay(http, terminal, own_environment):
    own_environment.ensure('.clarifai', 'config').write(
        '[clarifai]\nCLARIFAI_API_BASE = http://127.0.0.1:8080\nOther = 1\n[mine]\nkey = value\n')
    http.answer({})
    terminal.types(key=KEY)
    assert main(['config']) == 0
    assert read_config() == {'CLARIFAI_API_BASE': 'http://127.0.0.1:8080', 'Other': '1',
                             'CLARIFAI_API_KEY': KEY}
    with open(config_path()) as written:
        assert '[mine]\nkey = value' in written.read()


def test_the_secret_of_an_old_oauth_client_goes_when_an_app_is_named(http, terminal, config):
    config(CLARIFAI_APP_ID='client', CLARIFAI_APP_SECRET='secret')
    http.answer({})
    terminal.types(pat=PAT, user=USER, app=APP)
    assert main(['config']) == 0
    assert read_config() == {'CLARIFAI_PAT': PAT, 'CLARIFAI_USER_ID': USER, 'CLARIFAI_APP_ID': APP}


def test_it_says_where_it_wrote(http, terminal, capsys):
    http.answer({})
    terminal.types(key=KEY)
    assert main(['config']) == 0
    assert config_path() in capsys.readouterr()[0]
