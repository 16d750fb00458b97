"""The command line: what is called, and how it ends."""
from __future__ import absolute_import

import logging
import os
import subprocess
import sys

import pytest

from answers import BASE, KEY
from clarifai.cli import main as command
from clarifai.cli.main import main
from clarifai.errors import ApiError, UserError
from clarifai.versions import CLIENT_VERSION

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__)))))


def status_of(argv):
    """The exit status that a command line ends with."""
    try:
        return main(argv)
    except SystemExit as end:  # argparse ends the process by itself
        return end.code


@pytest.mark.parametrize('argv', [[], ['help']])
def test_help_lists_the_commands(capsys, argv):
    assert status_of(argv) == 0
    out = capsys.readouterr()[0]
    for name in ('config', 'diagnose', 'sandbox', 'help'):
        assert name in out
    assert '130' in out


def test_every_command_has_help_of_its_own(capsys):
    for name in ('config', 'configure', 'diagnose'):
        assert status_of([name, '--help']) == 0
    assert '--live' in capsys.readouterr()[0]


@pytest.mark.parametrize('line,dest,words', [
    ('predict a --model m b --workers 2 c', 'sources', 'a b c'),
    ('predict a --model m -', 'sources', 'a -'),
    ('predict a --model m -- -b --c', 'sources', 'a -b --c'),
    ('upload a --concept c b', 'sources', 'a b'),
    ('check a --fix b', 'paths', 'a b'),
    ('inputs delete --yes a b', 'ids', 'a b'),
    ('models get a --format json b', 'ids', 'a b'),
    ('config set A=1 --no-check B=2', 'settings', 'A=1 B=2'),
    ('api list_inputs --pages per_page=2', 'fields', 'per_page=2'),
    ('help models --quiet where', 'words', 'models where'),
])
def test_names_may_stand_behind_options(line, dest, words):
    options = command._parser().parse_args(line.split())
    assert getattr(options, dest) == words.split()


@pytest.mark.parametrize('line', [
    'predict a --modle m b', 'predict a b --wrong', 'concepts list --quiet a', 'predict --model m',
    'export a --quiet b', 'version a'])
def test_what_no_command_takes_is_wrong_use(capsys, line):
    assert status_of(line.split()) == 2
    assert 'error: ' in capsys.readouterr()[1]


def test_the_version(capsys):
    assert status_of(['--version']) == 0
    assert ''.join(capsys.readouterr()).strip() == 'clarifai-rest %s' % CLIENT_VERSION


def test_the_version_as_a_command(capsys):
    assert status_of(['version']) == 0
    assert capsys.readouterr()[0].strip() == 'clarifai-rest %s' % CLIENT_VERSION


@pytest.mark.parametrize('words', [['predict'], ['models', 'where'], ['inputs'], ['help']])
def test_help_of_a_command_is_its_own(capsys, words):
    assert status_of(['help'] + words) == 0
    asked = capsys.readouterr()[0]
    assert status_of(words + ['--help']) == 0
    assert asked == capsys.readouterr()[0] and 'clarifai %s' % ' '.join(words) in asked


@pytest.mark.parametrize('words, named', [(['predcit'], 'predict'), (['models', 'x'], 'where'),
                                          (['predict', 'x'], 'no command x')])
def test_help_of_what_is_no_command_is_2_and_names_those_there_are(capsys, words, named):
    assert status_of(['help'] + words) == 2
    assert named in capsys.readouterr()[1]


@pytest.mark.parametrize('argv', [['configurate'], ['diagnose', '--dead'], ['config', 'now']])
def test_what_is_not_understood_is_2(capsys, argv):
    assert status_of(argv) == 2
    assert 'usage' in capsys.readouterr()[1]


def raising(error):
    def run(options):
        raise error
    return run


def test_ctrl_c_is_130_and_quiet(capsys, monkeypatch):
    monkeypatch.setattr(command.config, 'run', raising(KeyboardInterrupt()))
    assert main(['config']) == 130
    out, err = capsys.readouterr()
    assert (out, err.strip()) == ('', '')


@pytest.mark.parametrize('error', [
    UserError('the file is malformed'),
    ApiError('https://api.example.com/v2/inputs', {}, 'GET', cause='the file is malformed')])
def test_an_error_is_1_and_one_line(capsys, monkeypatch, error):
    monkeypatch.setattr(command, '_diagnose', raising(error))
    assert main(['diagnose']) == 1
    out, err = capsys.readouterr()
    assert out == ''
    assert err.startswith('clarifai: ') and 'the file is malformed' in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize('argv', [['--debug', 'models', 'get', 'm'],
                                  ['models', 'get', 'm', '--debug']])
def test_debug_shows_requests_and_where_an_error_comes_from_and_no_secret(capsys, monkeypatch,
                                                                          argv):
    key = 'a-secret-key-0123456789'
    monkeypatch.setenv('CLARIFAI_API_KEY', key)
    monkeypatch.setenv('CLARIFAI_API_BASE', 'http://127.0.0.1:9')
    monkeypatch.setattr('time.sleep', lambda seconds: None)
    logger = logging.getLogger('clarifai')
    before = logger.level, list(logger.handlers)
    assert main(argv) == 1
    out, err = capsys.readouterr()
    assert 'DEBUG' in err and '/v2/models/m' in err and 'listing.py' in err
    assert key not in out + err and err.splitlines()[-1].startswith('clarifai: ')
    assert (logger.level, list(logger.handlers)) == before


def test_quiet_tells_no_counts_but_what_went_wrong(http, capsys, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    monkeypatch.setenv('CLARIFAI_API_BASE', BASE)
    for argv in (['--quiet', 'models', 'delete', 'm', '--yes'],
                 ['models', 'delete', 'm', '--yes', '--quiet']):
        http.answer({'model': {}}, {})
        assert main(argv) == 0
        assert capsys.readouterr()[1] == ''
    http.refuse(404, 21200, 'Model does not exist')
    assert main(['models', 'delete', 'm', '--yes', '--quiet']) == 1
    assert 'there is no model m' in capsys.readouterr()[1]


def test_a_config_file_of_another_program_is_such_an_error(capsys, own_environment, monkeypatch):
    own_environment.ensure('.clarifai', 'config').write('no section\n')
    monkeypatch.setattr('clarifai.cli.config.input', lambda prompt: 1 / 0)  # nobody is asked
    assert main(['config']) == 1
    assert 'line 1' in capsys.readouterr()[1]


def test_configure_is_config(monkeypatch):
    monkeypatch.setattr('clarifai.cli.config.configure', lambda: 7)
    assert main(['config']) == main(['configure']) == 7


def test_diagnose_asks_the_service_when_told_to(monkeypatch):
    monkeypatch.setattr('clarifai.cli.diagnose.diagnose', lambda live: 3 + live)
    assert [main(['diagnose']), main(['diagnose', '--live'])] == [3, 4]


def test_the_sandbox_needs_a_newer_python(capsys, monkeypatch):
    with monkeypatch.context() as patch:
        if sys.version_info >= (3, 9):
            for name in [one for one in sys.modules if one.startswith('clarifai.sandbox')]:
                patch.delitem(sys.modules, name)
            patch.setattr(sys, 'version_info', (3, 8, 18, 'final', 0))
        status = main(['sandbox', '--port', '0'])
    assert status == 2
    err = capsys.readouterr()[1]
    assert 'needs Python 3.9 or newer' in err
    assert 'Traceback' not in err and len(err.splitlines()) == 1


def test_the_sandbox_gets_its_own_arguments(monkeypatch):
    module = type(sys)('clarifai.sandbox.main')
    module.main = lambda argv: argv
    package = type(sys)('clarifai.sandbox')
    package.__path__ = []
    monkeypatch.setitem(sys.modules, 'clarifai.sandbox', package)
    monkeypatch.setitem(sys.modules, 'clarifai.sandbox.main', module)
    assert main(['sandbox', '--port', '0', '--help']) == ['--port', '0', '--help']


@pytest.mark.parametrize('name', ['clarifai', 'clarifai.cli'])
def test_it_runs_as_a_module(name):
    environment = dict(os.environ, PYTHONPATH=ROOT)
    out = subprocess.check_output([sys.executable, '-m', name, '--version'],
                                  env=environment, stderr=subprocess.STDOUT)
    assert out.decode('ascii').strip() == 'clarifai-rest %s' % CLIENT_VERSION


def ended(line):
    """Runs a line of a shell with ``$clarifai`` in it; returns status, output and error output."""
    environment = dict(os.environ, PYTHONPATH=ROOT, clarifai='%s -m clarifai' % sys.executable)
    process = subprocess.Popen(['sh', '-c', line], env=environment, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    out, err = process.communicate()
    return process.returncode, out, err


@pytest.mark.skipif(os.name == 'nt', reason='the lines are for a POSIX shell')
@pytest.mark.parametrize('line', [
    '$clarifai models where >&-', '$clarifai --help >&-', '$clarifai diagnose >&- || true',
    '$clarifai models where --all --format csv >&- 2>&-'])
def test_a_closed_output_is_no_error(line):
    assert ended(line) == (0, b'', b'')


@pytest.mark.skipif(os.name == 'nt', reason='the lines are for a POSIX shell')
@pytest.mark.parametrize('command', ['models where --all', '--help', 'api list', 'help predict',
                                     'version'])
def test_an_output_that_nobody_reads_any_more_is_no_error(command):
    status, out, err = ended('{ $clarifai %s; echo $? >&2; } | true' % command)
    assert (status, out, err) == (0, b'', b'0\n')


@pytest.mark.skipif(not os.path.exists('/dev/full'), reason='there is no disk that is full')
@pytest.mark.parametrize('command', ['models where --all', 'version'])
def test_a_full_disk_is_1_and_one_line(command):
    status, out, err = ended('$clarifai %s > /dev/full' % command)
    assert status == 1 and b'No space left' in err and len(err.splitlines()) == 1
