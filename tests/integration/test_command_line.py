"""The ``clarifai`` command as a process against a sandbox, and the console examples of its page."""
from __future__ import absolute_import

import csv
import io
import json
import os
import signal

import pytest

from shells import ROOT
from waiting import wait_for

try:
    import PIL
    HAS_PILLOW = bool(PIL)
except ImportError:
    HAS_PILLOW = False

PAGE = os.path.join(ROOT, 'docs', 'command.rst')

if os.name == 'nt':
    pytest.skip('the examples are for a POSIX shell', allow_module_level=True)


def console_examples():
    """Returns the command lines of the page."""
    with io.open(PAGE, encoding='utf-8') as page:
        return [line.strip()[2:] for line in page if line.startswith(u'   $ ')]


def test_the_examples_of_the_page(shell):
    examples = console_examples()
    assert len(examples) > 15
    for line in examples:
        if HAS_PILLOW or '--draw' not in line:
            shell.run(line)
    work = shell.folder.join('work')
    assert len(work.join('first.jsonl').read().splitlines()) == 4
    assert work.join('rest.jsonl').read() == ''
    assert len(work.join('inputs.jsonl').read().splitlines()) == 2
    # No picture twice: what the examples before have made is none of the sources.
    for name in ('predictions.csv', 'all.csv'):
        with io.open(str(work.join(name)), encoding='utf-8') as table:
            assert sorted(set(row['source'] for row in csv.DictReader(table))) == [
                './' + one for one in ('chelsea.png', 'china.jpg', 'coffee.png', 'flower.jpg')]


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
