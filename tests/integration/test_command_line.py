"""The ``clarifai`` command as a process against a sandbox, and the console examples of its page."""
from __future__ import absolute_import

import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGE = os.path.join(ROOT, 'docs', 'command.rst')

if os.name == 'nt':
    pytest.skip('the examples are for a POSIX shell', allow_module_level=True)


def console_examples():
    """Returns the command lines of the page."""
    with io.open(PAGE, encoding='utf-8') as page:
        return [line.strip()[2:] for line in page if line.startswith(u'   $ ')]


class Shell(object):
    """A POSIX shell in which ``clarifai`` is the command under test.

    Args:
        folder (py.path.local): its working folder and home.
        variables (dict): what its environment has besides.
    """

    def __init__(self, folder, variables):
        self.folder = folder
        program = folder.mkdir('bin').join('clarifai')
        program.write('#!/bin/sh\nexec "%s" -m clarifai.cli "$@"\n' % sys.executable)
        program.chmod(0o755)
        self.environment = dict(
            (name, value) for name, value in os.environ.items()
            if not name.startswith('CLARIFAI_'))
        self.environment.update(
            variables, HOME=str(folder), NO_PROXY='127.0.0.1', PYTHONPATH=ROOT,
            PATH='%s%s%s' % (folder.join('bin'), os.pathsep, os.environ['PATH']))

    def start(self, line):
        """Starts a command line."""
        return subprocess.Popen(line, shell=True, cwd=str(self.folder.join('work')),
                                env=self.environment, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, line, status=0):
        """Runs a command line; returns its output and error output."""
        process = self.start(line)
        out, err = (text.decode('utf-8') for text in process.communicate())
        assert process.returncode == status, (line, out, err)
        return out, err


def wait_for(condition):
    end = time.time() + 60
    while not condition():
        assert time.time() < end
        time.sleep(0.02)


@pytest.fixture
def shell(request, sandbox_url, media, tmpdir):
    work = tmpdir.mkdir('work')
    for name in ('chelsea.png', 'coffee.png', 'china.jpg', 'flower.jpg'):
        os.symlink(os.path.join(media, name), str(work.join(name)))
    return Shell(tmpdir, {'CLARIFAI_API_BASE': sandbox_url,
                          'CLARIFAI_API_KEY': 'cli-' + request.node.name})


def test_the_examples_of_the_page(shell):
    examples = console_examples()
    assert len(examples) > 15
    for line in examples:
        shell.run(line)
    work = shell.folder.join('work')
    assert len(work.join('first.jsonl').read().splitlines()) == 4
    assert work.join('rest.jsonl').read() == ''
    assert len(work.join('inputs.jsonl').read().splitlines()) == 2


def test_one_bad_source_is_told_and_the_others_are_done(shell):
    shell.folder.join('work', 'broken.jpg').write('no picture')
    out, err = shell.run('clarifai predict broken.jpg coffee.png --format jsonl', status=1)
    lines = [json.loads(line) for line in out.splitlines()]
    assert [sorted(line) for line in lines] == [['error', 'source'], ['output', 'source']]
    assert 'broken.jpg' in err and '1 done, 1 failed' in err


def test_what_is_uploaded_is_there_and_is_not_uploaded_again(shell):
    first, _ = shell.run('clarifai upload . --concept thing --format jsonl')
    again, _ = shell.run('clarifai upload . --concept thing --format jsonl')
    ids = [json.loads(line)['input']['id'] for line in first.splitlines()]
    assert ids == [json.loads(line)['input']['id'] for line in again.splitlines()]
    out, _ = shell.run('clarifai inputs list --format jsonl')
    assert sorted(json.loads(line)['id'] for line in out.splitlines()) == sorted(ids)


def test_a_wrong_key_is_one_line_and_not_one_for_each_source(shell):
    shell.environment['CLARIFAI_API_KEY'] = ''
    out, err = shell.run('clarifai predict .', status=1)
    assert out == '' and len(err.splitlines()) == 1 and 'CLARIFAI_PAT' in err


def test_a_reader_that_has_had_enough_is_no_failure(shell):
    out, err = shell.run('clarifai predict . --format csv | head -n 2')
    assert len(out.splitlines()) == 2 and 'Broken pipe' not in err


def test_ctrl_c_is_130_and_a_later_run_goes_on(shell):
    # The last source never comes, so the command waits for it.
    process = shell.start('exec clarifai predict - --journal j --batch 1 --workers 1')
    process.stdin.write(b'coffee.png\nchelsea.png\nchina.jpg\nflower.jpg\nchelsea.png\n')
    process.stdin.flush()
    wait_for(shell.folder.join('work', 'j').check)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130 and b'Traceback' not in err
    out, _ = shell.run('clarifai predict . --journal j --format jsonl')
    assert 0 < len(out.splitlines()) <= 4
    out, _ = shell.run('clarifai predict . --journal j --format jsonl')
    assert out == ''
