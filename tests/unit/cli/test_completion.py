"""Completion scripts, tried in the shells that are there."""
from __future__ import absolute_import

import os
import subprocess

import pytest

from clarifai.cli.completion import words_of
from clarifai.cli.main import _parser, main


def executable(name):
    """The path of a program, or None; Python 2.7 has no function for it."""
    paths = (os.path.join(folder, name) for folder in os.environ['PATH'].split(os.pathsep))
    return next((path for path in paths if os.access(path, os.X_OK)), None)


BASH = executable('bash')


def script(capsys, shell):
    assert main(['completion', shell]) == 0
    return capsys.readouterr()[0]


def test_every_command_and_option_is_known():
    words = words_of(_parser())
    assert 'predict' in words[()] and '--version' in words[()]
    assert '--journal' in words[('upload',)]
    assert 'delete' in words[('inputs',)] and '--all' in words[('inputs', 'delete')]
    assert 'bash' in words[('completion',)]


@pytest.mark.skipif(not BASH, reason='there is no bash')
@pytest.mark.parametrize('line, offered', [
    ('clarifai pre', ['predict']), ('clarifai predict --jou', ['--journal']),
    ('clarifai predict a.jpg --min', ['--min-value']), ('clarifai inputs de', ['delete']),
    ('clarifai inputs delete --y', ['--yes']), ('clarifai completion f', ['fish']),
    ('clarifai --v', ['--version'])])
def test_what_bash_offers(capsys, tmpdir, line, offered):
    words = line.split()
    program = '%s\nCOMP_WORDS=(%s)\nCOMP_CWORD=%d\n_clarifai\nprintf "%%s\\n" "${COMPREPLY[@]}"' % (
        script(capsys, 'bash'), ' '.join(words), len(words) - 1)
    out = subprocess.check_output([BASH, '-c', program], cwd=str(tmpdir))
    assert out.decode('ascii').split() == offered


@pytest.mark.parametrize('shell', ['zsh', 'fish'])
def test_the_other_shells_take_their_script(capsys, tmpdir, shell):
    text = script(capsys, shell)
    assert '--journal' in text and 'predict' in text
    program = executable(shell)
    if program:
        path = tmpdir.join('script')
        path.write(text)
        subprocess.check_call([program, '-n', str(path)])
