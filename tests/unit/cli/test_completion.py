# -*- coding: utf-8 -*-
"""Completion: what is offered, and what the shells that are there make of it."""
from __future__ import absolute_import

import os
import re
import subprocess
import sys
import time

import pytest

from answers import BASE, KEY
from clarifai.cli import completion as scripts
from clarifai.cli.completing import completion
from clarifai.cli.main import _parser, _parser_of, main

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__)))))
MODELS = {'models': [{'id': 'pets', 'name': 'my pets', 'app_id': 'mine'},
                     {'id': 'theirs', 'app_id': 'main'}]}


def executable(name):
    """The path of a program, or None; Python 2.7 has no function for it."""
    paths = (os.path.join(folder, name) for folder in os.environ['PATH'].split(os.pathsep))
    return next((path for path in paths if os.access(path, os.X_OK)), None)


def offered(line):
    """What is offered at the end of a line behind ``clarifai``."""
    return [value for value, _ in found_at(line).values]


def found_at(line):
    parser, words = _parser_of(scripts.split(line)[0])
    return completion(parser, words)


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    monkeypatch.setenv('CLARIFAI_API_BASE', BASE)


# What is offered

@pytest.mark.parametrize('line, expected', [
    ('pre', ['predict']), ('inputs de', ['delete']), ('predict --jou', ['--journal']),
    ('predict a.jpg --min', ['--min-value']), ('inputs delete --y', ['--yes']),
    ('--vers', ['--version']), ('completion f', ['fish']), ('completion ', ['bash', 'fish', 'zsh']),
    ('predict --format ', ['table', 'json', 'jsonl', 'csv']),
    ('predict --format=j', ['json', 'jsonl']),
    ('predict --format csv --max-c', ['--max-concepts']), ('help mod', ['models']),
    ('help models w', ['where']), ('inputs list --li', ['--limit']),
    ('predict --workers ', []), ('config un', ['unset']), ('config set pa', ['pat=']),
    ('predict -- --jou', []), ('models where celebrity-face-d', ['celebrity-face-detection']),
    ('--quiet predict --deb', ['--debug']), ('nothing --x', [])])
def test_what_is_offered(line, expected):
    found = offered(line)
    assert sorted(found) == sorted(expected)


def test_options_that_were_given_are_offered_once_unless_they_may_be_repeated():
    line = 'search --concept a --limit 2 --'
    assert '--concept' in offered(line) and '--limit' not in offered(line)


@pytest.mark.parametrize('line, place', [
    ('predict ', 'files'), ('predict a.jpg ', 'files'), ('predict --journal ', 'files'),
    ('upload --output=', 'files'), ('models list ', None), ('predict --format ', None)])
def test_files_are_offered_where_one_may_stand(line, place):
    assert found_at(line).place == place


def test_everything_has_a_meaning():
    for line in ('', 'inputs ', 'predict --', 'models where --'):
        assert all(meaning for _, meaning in found_at(line).values), line
    assert dict(found_at('predict --').values)['--batch'].startswith('send so many sources')


NEEDS_SANDBOX = pytest.mark.skipif(sys.version_info < (3, 9),
                                   reason='the sandbox needs a newer Python')


@NEEDS_SANDBOX
@pytest.mark.parametrize('line, place', [('sandbox --data ', 'folders'),
                                         ('sandbox import ', 'files')])
def test_files_and_folders_of_the_sandbox(line, place):
    assert found_at(line).place == place


@NEEDS_SANDBOX
@pytest.mark.parametrize('line, expected', [
    ('sandbox --grpc', ['--grpc-port']), ('sandbox --recognition ', ['auto', 'on', 'off']),
    ('sandbox ', ['export', 'import', 'reset']), ('sandbox reset --y', ['--yes']),
    ('sandbox --port 1 --lat', ['--latency']),
    ('sandbox --recogniser general-v', ['general-v1.3='])])
def test_the_sandbox_is_completed_too(line, expected):
    assert sorted(offered(line)) == sorted(expected)


def test_models_are_those_of_the_app_and_public_ones_that_can_be_asked(http, key):
    http.answer(MODELS)
    found = dict(found_at('predict --model ').values)
    assert found['pets'] == 'my pets' and 'theirs' not in found
    assert found['general-v1.3'] == 'general-image-recognition' and 'celebrity' not in found
    http.answer(MODELS)
    assert offered('models delete ') == ['pets']


@pytest.mark.parametrize('line, answer, expected', [
    ('upload --concept ', {'concepts': [{'id': 'c1', 'name': 'cat'}]}, ['c1']),
    ('search --concept ', {'concepts': [{'id': 'c1', 'name': 'cat'}]}, ['cat']),
    ('inputs get ', {'inputs': [{'id': 'a'}, {'id': 'b'}]}, ['a', 'b']),
    ('inputs get a ', {'inputs': [{'id': 'a'}, {'id': 'b'}]}, ['a', 'b']),
    ('predict --workflow ', {'workflows': [{'id': 'w'}]}, ['w'])])
def test_what_the_app_has_is_offered(http, key, line, answer, expected):
    http.answer(answer)
    assert offered(line) == expected


def test_an_app_that_cannot_be_asked_offers_nothing(http, key):
    http.refuse(401, 11009)
    assert offered('inputs get ') == []
    os.environ.pop('CLARIFAI_API_KEY')
    assert offered('inputs get ') == [] and len(http.requests) == 1


def test_profiles_are_offered_and_count(http, own_environment, capsys):
    own_environment.ensure('.clarifai', 'config').write(
        '[clarifai]\nCLARIFAI_API_KEY = x\n[work]\nCLARIFAI_API_KEY = of-work\n')
    assert offered('predict --profile ') == ['clarifai', 'work']
    http.answer({'concepts': [{'id': 'c'}]})
    assert main(['__complete', 'fish', '--profile', 'work', 'concepts', 'get', '']) == 0
    assert http.last.api_key == 'of-work' and capsys.readouterr()[0].splitlines()[1:] == ['c']


@pytest.mark.parametrize('line, words, quote', [
    ('clarifai pre', ['clarifai', 'pre'], ''), ('clarifai ', ['clarifai', ''], ''),
    ('clarifai "a b', ['clarifai', 'a b'], '"'),
    ("clarifai 'a\\ b' c", ['clarifai', 'a\\ b', 'c'], ''),
    ('clarifai a\\ b', ['clarifai', 'a b'], ''), ('clarifai ""', ['clarifai', ''], '')])
def test_the_words_of_a_line(line, words, quote):
    assert scripts.split(line) == (words, quote)


def bash_answer(capsys, line, kind='9', breaks='=:'):
    assert main(['__complete', 'bash', kind, breaks, 'clarifai ' + line]) == 0
    lines = capsys.readouterr()[0].split('\n')[:-1]
    return lines[0], lines[1:]


def test_bash_gets_what_stands_behind_the_last_break(capsys, http, key):
    assert bash_answer(capsys, 'predict --format=js') == ('', ['json', 'jsonl'])
    assert bash_answer(capsys, 'predict --format=js', breaks='') == (
        '', ['--format=json', '--format=jsonl'])
    assert bash_answer(capsys, 'config set pa') == ('nospace', ['pat='])
    http.answer({'concepts': [{'id': 'a:b c', 'name': "it's"}]})
    assert bash_answer(capsys, 'concepts get a:') == ('', ['b\\ c'])
    http.answer({'concepts': [{'id': 'a:b c', 'name': "it's"}]})
    assert bash_answer(capsys, 'concepts get "a:') == ('', ['a:b c'])


def test_bash_gets_meanings_only_where_it_lists(capsys, monkeypatch):
    monkeypatch.setenv('COLUMNS', '60')
    _, listed = bash_answer(capsys, 'inputs ', kind='63')
    assert len(listed) > 2 and all('  (' in line and len(line) < 60 for line in listed)
    assert bash_answer(capsys, 'inputs de', kind='63')[1] == ['delete']


# In the shells

class Clarifai(object):
    """The command under test, as shells find it."""

    def __init__(self, folder):
        program = folder.mkdir('bin').join('clarifai')
        program.write('#!/bin/sh\nexec "%s" -m clarifai "$@"\n' % sys.executable)
        program.chmod(0o755)
        self._folder = folder
        self.work = folder.mkdir('work')
        self.work.join('photo one.jpg').write('')
        self.environment = dict(
            os.environ, PYTHONPATH=ROOT, HOME=str(folder), TERM='dumb', PS1='',
            PATH='%s%s%s' % (folder.join('bin'), os.pathsep, os.environ['PATH']))

    def script(self, shell):
        """The path of a shell's script."""
        path = self._folder.join(shell)
        path.write(scripts.SCRIPTS[shell])
        return path


class Screen(object):
    """A shell in a terminal."""

    def __init__(self, name, program, clarifai):
        import fcntl
        import pty
        import struct
        import termios
        self.name = name
        self.pid, self._terminal = pty.fork()
        if not self.pid:
            os.chdir(str(clarifai.work))
            os.execve(program, [program] + SHELLS[name], clarifai.environment)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 100, 0, 0))
        self._send('. %s; echo rea""dy\n' % clarifai.script(name))
        self._until('ready')

    def type(self, line, sign):
        """Types a line, waits until a sign shows, and gives what is shown behind the line."""
        self._send('\x15' + line)
        return self._until(sign)

    def _send(self, text):
        os.write(self._terminal, text.encode('utf-8'))

    def _until(self, sign):
        import select
        shown, end = '', time.time() + 60
        while not re.search(sign, shown):
            assert time.time() < end, shown
            if select.select([self._terminal], [], [], 1)[0]:
                shown += os.read(self._terminal, 65536).decode('utf-8', 'replace')
        return shown

    def close(self):
        import signal
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)


SHELLS = {'bash': ['--norc', '--noprofile', '-i'], 'zsh': ['-f', '-i'],
          'fish': ['--no-config', '-i']}


@pytest.fixture
def clarifai(tmpdir):
    return Clarifai(tmpdir.mkdir('shell'))


@pytest.fixture(params=sorted(SHELLS))
def screen(request, clarifai):
    program = executable(request.param)
    if not program:
        pytest.skip('there is no %s' % request.param)
    made = Screen(request.param, program, clarifai)
    yield made
    made.close()


@pytest.mark.skipif(os.name == 'nt', reason='Windows has no such terminals')
def test_tab_in_a_shell(screen):
    screen.type('clarifai pre\t', 'clarifai predict ')
    screen.type('clarifai predict --format cs\t', '--format csv ')
    screen.type('clarifai predict --format=cs\t', '--format=csv ')
    screen.type('clarifai predict pho\t', r'photo\\ one\.jpg')
    screen.type('clarifai predict photo\\ o\t', r'photo\\ one\.jpg')
    if sys.version_info >= (3, 9):
        screen.type('clarifai sandbox --grp\t', '--grpc-port ')
    screen.type('clarifai api list_inputs per\t', 'per_page=')
    if screen.name != 'fish':  # whose list needs a cleverer terminal; see below
        # One tab shows what there is, or the second does.
        screen.type('clarifai inputs \t\t', r'(?s)(print them all.*print some|some.*them all)')


@pytest.mark.skipif(not executable('fish'), reason='there is no fish')
def test_fish_shows_meanings(clarifai):
    out = subprocess.check_output(
        [executable('fish'), '--no-config', '-c', '. %s; complete -C "clarifai inputs "'
         % clarifai.script('fish')], env=clarifai.environment, cwd=str(clarifai.work))
    lines = [line.split('\t') for line in out.decode('utf-8').splitlines()]
    assert ['delete', 'delete some, by their ids'] in lines and all(
        len(line) == 2 for line in lines)


@pytest.mark.parametrize('shell', sorted(SHELLS))
def test_a_shell_takes_its_script(capsys, tmpdir, shell):
    assert main(['completion', shell]) == 0
    path = tmpdir.join('script')
    path.write(capsys.readouterr()[0])
    program = executable(shell)
    if not program:
        pytest.skip('there is no %s' % shell)
    subprocess.check_call([program, '-n', str(path)])


def test_a_parser_is_there_for_all():
    assert _parser_of(['predict'])[0].prog == _parser().prog == 'clarifai'
