"""Keys and PATs are in nothing that the ``clarifai`` command prints, and in one file of its own."""
from __future__ import absolute_import

import os
import stat
import subprocess
import sys

import pytest

import leaks
import steps
from server import Server
from test_connections import closed_port
from test_secrets import echo


@pytest.fixture
def command(own_environment):
    """Runs ``clarifai`` in a process of its own, with an empty home; all that it prints."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(sys.modules['clarifai'].__file__)))

    def run(arguments, answers='', **environment):
        process = subprocess.Popen(
            [sys.executable, '-m', 'clarifai.cli'] + arguments, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=str(own_environment),
            env=dict(os.environ, PYTHONPATH=root, HOME=str(own_environment), **environment))
        out, _ = process.communicate(answers.encode('ascii'))
        assert b'Traceback' not in out
        return out.decode('utf-8')
    return run


@pytest.fixture
def config(own_environment):
    return own_environment.join('.clarifai', 'config')


def test_diagnose_with_everything_in_the_environment(command):
    out = command(['diagnose'], CLARIFAI_API_KEY=leaks.KEY, CLARIFAI_PAT=leaks.PAT,
                  CLARIFAI_APP_SECRET=leaks.PASSWORD,
                  CLARIFAI_API_BASE='http://me:%s@127.0.0.1' % leaks.PASSWORD.replace('/', '%2F'),
                  HTTPS_PROXY='http://me:%s@127.0.0.1:1' % leaks.PASSWORD)
    assert 'PAT' in out
    assert leaks.KEY[-leaks.SHOWN:] in out  # enough to tell one key from another
    assert leaks.in_text(out) == []


def test_diagnose_with_a_config_file(command, config):
    config.write('[clarifai]\nCLARIFAI_API_KEY = %s\nCLARIFAI_PAT = %s\n'
                 % (leaks.KEY, leaks.PAT), ensure=True)
    out = command(['diagnose'])
    assert str(config) in out
    assert leaks.in_text(out) == []


@pytest.mark.parametrize('text', [
    'CLARIFAI_API_KEY = %s', '[clarifai]\n%s', '[clarifai]\nCLARIFAI_API_KEY = %s x y',
    '[clarifai]\nCLARIFAI_API_BASE = http://me:%s@'])
def test_diagnose_with_a_broken_config_file(command, config, text):
    config.write(text % leaks.KEY, ensure=True)
    assert leaks.in_text(command(['diagnose'])) == []


@pytest.mark.parametrize('step, kept', [
    (steps.ok, True), (steps.refuse(401), False), (steps.no_http, True)],
    ids=['valid', 'refused', 'no HTTP'])
def test_config(command, config, step, kept):
    with Server(step) as server:
        out = command(['config'], '%s\n%s\nme\nmine\n' % (leaks.KEY, leaks.PAT),
                      CLARIFAI_API_BASE=server.url)
    assert leaks.in_text(out) == []
    assert config.check() == kept


@pytest.mark.skipif(os.name == 'nt', reason='Windows has no such terminals')
def test_what_is_typed_is_not_shown(config, own_environment):
    pty = pytest.importorskip('pty')
    root = os.path.dirname(os.path.dirname(os.path.abspath(sys.modules['clarifai'].__file__)))
    with Server(steps.ok) as server:
        child, terminal = pty.fork()
        if child == 0:  # a process whose input and output are a terminal of its own
            environment = dict(os.environ, PYTHONPATH=root, HOME=str(own_environment),
                               CLARIFAI_API_BASE=server.url)
            os.execve(sys.executable, [sys.executable, '-m', 'clarifai.cli', 'config'], environment)
        shown = b''
        for prompt, answer in ((b'API_KEY', leaks.KEY), (b'PAT', leaks.PAT), (b'USER_ID', 'me-1'),
                               (b'APP_ID', 'mine')):
            while not shown.endswith(b'CLARIFAI_' + prompt + b': []: '):
                shown += os.read(terminal, 1)
            os.write(terminal, answer.encode('ascii') + b'\n')
        try:
            while True:
                shown += os.read(terminal, 1000) or 1 / 0
        except (EnvironmentError, ZeroDivisionError):  # the end, as systems say it
            pass
        os.close(terminal)
        assert os.waitpid(child, 0)[1] == 0
    assert b'me-1' in shown
    assert leaks.in_text(shown) == []
    assert leaks.KEY in config.read() and leaks.PAT in config.read()


def test_config_keeps_what_is_known_and_asks_with_masks(command, config):
    with Server(steps.ok) as server:
        command(['config'], '%s\n\n\n\n' % leaks.KEY, CLARIFAI_API_BASE=server.url)
        out = command(['config'], '\n%s\n\n\n' % leaks.PAT, CLARIFAI_API_BASE=server.url)
    assert leaks.KEY[-leaks.SHOWN:] in out
    assert leaks.in_text(out) == []
    text = config.read()
    assert leaks.KEY in text
    assert leaks.PAT in text


@pytest.mark.skipif(os.name == 'nt', reason='Windows has other permissions')
def test_the_config_file_is_its_owners_alone_and_the_only_one(command, config):
    with Server(steps.ok) as server:
        for secret in (leaks.PAT, leaks.KEY):  # the second time over a file that is there
            command(['config'], '%s\n\n\n\n' % secret, CLARIFAI_API_BASE=server.url)
            if secret == leaks.PAT:
                config.chmod(0o644)
    assert stat.S_IMODE(os.stat(str(config)).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(str(config.dirpath())).st_mode) == 0o700
    assert [one.basename for one in config.dirpath().listdir()] == ['config']


def test_a_config_that_cannot_be_checked(command, config):
    out = command(['config'], '%s\n%s\n\n\n' % (leaks.KEY, leaks.PAT),
                  CLARIFAI_API_BASE='http://127.0.0.1:%d' % closed_port())
    assert 'could not be checked' in out
    assert leaks.in_text(out) == []


def test_settings_that_are_kept_without_being_asked(command, config, own_environment):
    own_environment.join('key.txt').write(leaks.KEY)
    with Server(steps.ok) as server:
        out = command(['config', 'set', '--profile', 'work', 'pat=-', 'api_key=@key.txt',
                       'base_url=' + server.url], leaks.PAT + '\n')
        out += command(['config', 'list']) + command(['--profile', 'work', 'diagnose'])
        out += command(['--profile', 'work', '--debug', 'inputs', 'list'])
    for wrong in ('pat=%s', 'api_key=%s', 'CLARIFAI_PAT=%s', 'tok=%s', '%s', 'base_url=http://%s@'):
        out += command(['config', 'set', wrong % leaks.PAT])
    out += command(['config', 'set', 'pat=-', '--no-check'], leaks.PAT + ' x\n')
    assert leaks.in_text(out) == []
    assert leaks.KEY in config.read() and leaks.PAT in config.read()


def test_where_an_error_comes_from_does_not_show_a_proxys_password(command):
    out = command(['--debug', 'inputs', 'list'], CLARIFAI_API_KEY=leaks.KEY,
                  CLARIFAI_API_BASE='http://api.example.com',
                  HTTP_PROXY='http://me:%s@127.0.0.1:%d' % (leaks.PASSWORD, closed_port()),
                  http_proxy='http://me:%s@127.0.0.1:%d' % (leaks.PASSWORD, closed_port()))
    assert 'listing.py' in out and leaks.in_text(out) == []


COMMANDS = [
    'predict https://pics.example.com/1.jpg --format jsonl --journal journal',
    'upload https://pics.example.com/1.jpg --concept pier --journal journal',
    'search --predicted pier', 'inputs list', 'inputs get in-9', 'inputs delete in-9 --yes',
    'train boats --no-wait', 'export --output all.jsonl',
    'inputs annotate in-9 --concept pier', 'models versions boats', '--debug inputs list',
    'predict https://pics.example.com/1.jpg --debug -o rows.csv --failures failed.csv',
]


@pytest.mark.parametrize('step', [steps.ok, echo], ids=['none', 'an echo of the key'])
@pytest.mark.parametrize('line', COMMANDS)
def test_commands_and_the_files_they_write(command, own_environment, line, step):
    with Server(step) as server:
        out = command(line.split(), CLARIFAI_API_BASE=server.url, CLARIFAI_API_KEY=leaks.KEY,
                      CLARIFAI_PAT=leaks.PAT, CLARIFAI_USER_ID='me', CLARIFAI_APP_ID='mine')
    assert server.requests
    assert leaks.in_text(out) == []
    for path in own_environment.visit(fil=lambda one: one.isfile()):
        assert leaks.in_text(path.read_binary()) == [], path
