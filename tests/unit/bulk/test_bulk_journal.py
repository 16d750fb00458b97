"""Journals: what a second run leaves out, and what survives a crash."""
from __future__ import absolute_import

import json
import os
import subprocess
import sys

import pytest

from clarifai.bulk import predict, upload
from clarifai.bulk.journal import Journal
from clarifai.bulk.report import ItemError
from clarifai.errors import UserError
from clarifai.rest import ClarifaiApp, Concept, Model

from answers import BASE, KEY

TASK = 'a task'


def urls(number):
    return ['http://p/%d.jpg' % index for index in range(number)]


def indices(results):
    return [result.index for result in results]


@pytest.fixture
def path(tmpdir):
    return tmpdir.join('journal').strpath


def text_of(path):
    with open(path) as handle:
        return handle.read()


def test_a_second_run_leaves_out_what_is_done(model, server, path):
    assert indices(predict(model, urls(5), journal=path)) == [0, 1, 2, 3, 4]
    server.batches = []
    run = predict(model, urls(8), journal=path)
    assert indices(run) == [5, 6, 7]
    assert run.report.skipped == 5
    assert server.sent == urls(8)[5:]


def test_what_failed_is_done_again(model, path, tmpdir):
    late = tmpdir.join('late.jpg')
    assert [result.ok for result in predict(model, [late.strpath, 'http://p/1', 'http://p/bad'],
                                            journal=path)] == [False, True, False]
    late.write('here now')
    results = list(predict(model, [late.strpath, 'http://p/1', 'http://p/bad'], journal=path))
    assert [(result.index, result.ok) for result in results] == [(0, True), (2, False)]


COMMON = [dict(concepts=['cat']), dict(concepts=['cat', 'pet']), dict(not_concepts=['cat']),
          dict(metadata={'place': 'NY'}), dict(metadata={'place': 'x' * 5000}),
          dict(metadata={'place': 'x' * 4999 + 'y'})]
ASKED = [dict(min_value=0.5), dict(max_concepts=3), dict(lang='zh'), dict(sample_ms=500),
         dict(select_concepts=[Concept('cat')])]


def task_of(path):
    return json.loads(text_of(path).splitlines()[0])['task']


@pytest.mark.parametrize('what, settings', [('upload', one) for one in COMMON] +
                         [('predict', one) for one in ASKED])
def test_what_is_settled_for_all_sources_belongs_to_the_task(model, server, path, what, settings):
    app = ClarifaiApp(api_key=KEY, base_url=BASE)
    start = {'upload': lambda **more: upload(app, urls(2), journal=path, **more),
             'predict': lambda **more: predict(model, urls(2), journal=path, **more)}[what]
    others = [one for one in (COMMON if what == 'upload' else ASKED) if one != settings] + [{}]
    start(**settings).finish()
    server.batches = []
    task = task_of(path)
    assert list(settings)[0] in task  # 'lang' is in 'language'
    for other in others:
        with pytest.raises(UserError) as caught:
            next(start(**other))
        assert 'another task' in str(caught.value) and len(str(caught.value)) < 1000
    assert server.batches == []
    os.remove(path)
    with start(**settings) as run:
        run.open_journal()
    assert task_of(path) == task  # the same each time


def test_a_journal_without_settings_is_as_it_always_was(path):
    app = ClarifaiApp(api_key=KEY, app_id='mine', base_url=BASE)
    upload(app, [], concepts=[], metadata={}, journal=path).finish()
    assert task_of(path) == 'upload to app mine at %s' % BASE


def test_a_file_that_changed_is_done_again(model, path, tmpdir):
    picture = tmpdir.join('a.jpg')
    picture.write('one')
    assert predict(model, [picture.strpath], journal=path).finish().done == 1
    picture.write('three')
    assert predict(model, [picture.strpath], journal=path).finish().done == 1
    assert predict(model, [picture.strpath], journal=path).finish().skipped == 1


def test_a_result_is_noted_when_the_next_one_is_wanted(model, path):
    run = predict(model, urls(10), journal=path)
    for _ in range(4):
        next(run)
    run.close()
    assert indices(predict(model, urls(10), journal=path)) == [3, 4, 5, 6, 7, 8, 9]


def test_the_journal_holds_no_secrets_and_no_pictures(model, app, path):
    predict(model, [b'the whole picture\0', 'https://ann:pass@p/1?token=abc', None,
                    'nowhere.jpg'], journal=path).finish()
    upload(app, ['https://ann:pass@p/1?token=abc'], journal=path + '2').finish()
    text = text_of(path) + text_of(path + '2')
    for secret in (KEY, 'pass', 'token', 'whole picture', 'dGhlIHdob2xl'):
        assert secret not in text
    lines = [json.loads(line) for line in text_of(path).splitlines()]
    assert lines[0]['task'] == 'predict with model boats, version None at https://api.example.com'
    assert [line['source'] for line in lines[1:]] == ['18 bytes', 'https://****@p/1']


def test_another_task_is_refused(app, model, path):
    predict(model, urls(1), journal=path).finish()
    for run in (predict(Model(app.api, model_id='cars'), urls(1), journal=path),
                upload(app, urls(1), journal=path)):
        with pytest.raises(UserError) as caught:
            next(run)
        assert 'is about another task (predict with model boats' in str(caught.value)


def test_another_key_may_be_of_another_app(app, server, path):
    upload(app, urls(1), journal=path).finish()
    upload(app, urls(2), journal=path).finish()
    other = ClarifaiApp(api_key=KEY[::-1], base_url=BASE)
    with pytest.raises(UserError) as caught:
        next(upload(other, urls(1), journal=path))
    assert KEY not in str(caught.value) and KEY[::-1] not in str(caught.value)


def test_an_app_is_known_by_its_id(server, path):
    for pat in ('p' * 32, 'q' * 32):
        app = ClarifaiApp(pat=pat, user_id='ann', app_id='zoo', base_url=BASE)
        upload(app, urls(1), journal=path).finish()
    assert 'upload to app zoo at' in text_of(path)


@pytest.mark.parametrize('content', ['http://p/1\nhttp://p/2\n', '{"key": "x"}\n', 'text', '[]\n',
                                     u'\xe4\n'])
def test_what_is_no_journal_is_refused_and_left_alone(path, content):
    with open(path, 'wb') as handle:
        handle.write(content.encode('utf-8'))
    with pytest.raises(UserError) as caught:
        Journal(path, TASK)
    assert 'is no journal' in str(caught.value)
    with open(path, 'rb') as handle:
        assert handle.read() == content.encode('utf-8')


def noted(path):
    """The keys that a journal has, of a to e."""
    journal = Journal(path, TASK)
    try:
        return [key for key in 'abcde' if key in journal]
    finally:
        journal.close()


def test_it_can_be_torn_anywhere(path):
    journal = Journal(path, TASK)
    for key in 'abc':
        journal.note(key, 'label', None)
    journal.close()
    with open(path, 'rb') as handle:
        whole = handle.read()
    first = whole.index(b'\n') + 1
    for length in range(len(whole)):
        with open(path, 'wb') as handle:
            handle.write(whole[:length])
        journal = Journal(path, TASK)
        journal.note('d', 'label', None)
        journal.close()
        lines = whole[first:length].count(b'\n')
        # A line of which only the end is missing is whole.
        assert noted(path)[:lines] == list('abc'[:lines])
        assert noted(path)[-1] == 'd'


def test_the_last_word_on_a_source_counts(path):
    journal = Journal(path, TASK)
    journal.note('a', 'label', ItemError(30002, 'no'))
    journal.note('a', 'label', None)
    journal.note('b', 'label', None)
    journal.note('b', 'label', ItemError(30002, 'no'))
    journal.close()
    assert noted(path) == ['a']


def test_two_runs_of_a_process_cannot_share_it(model, path):
    first = predict(model, urls(3), journal=path)
    next(first)
    with pytest.raises(UserError) as caught:
        next(predict(model, urls(3), journal=path))
    assert 'is used by another run' in str(caught.value)
    first.close()
    assert len(list(predict(model, urls(3), journal=path))) == 3


def test_two_processes_cannot_share_it(path):
    pytest.importorskip('fcntl')
    journal = Journal(path, TASK)
    program = ('import sys\nfrom clarifai.bulk.journal import Journal\n'
               'from clarifai.errors import UserError\n'
               'try:\n    Journal(sys.argv[1], "a task").close()\n'
               'except UserError as error:\n    print(error)')
    refused = subprocess.check_output([sys.executable, '-c', program, path]).decode('ascii')
    journal.close()
    allowed = subprocess.check_output([sys.executable, '-c', program, path]).decode('ascii')
    assert 'is used by another run' in refused
    assert allowed == ''


def test_a_folder_that_is_not_there(model, tmpdir):
    with pytest.raises((IOError, OSError)):
        next(predict(model, urls(1), journal=tmpdir.join('nothing', 'journal').strpath))


# What a path can lead to besides a journal

@pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='Windows has no such files')
@pytest.mark.parametrize('kind', ['/dev/zero', '/dev/full', '/dev/null', 'a pipe', 'a folder'])
def test_what_is_no_file_is_refused_at_once(path, kind):
    if kind == 'a pipe':
        os.mkfifo(path)
    elif kind == 'a folder':
        os.mkdir(path)
    else:
        os.symlink(kind, path)
        kind = 'a device'
    with pytest.raises(UserError) as caught:
        Journal(path, TASK)
    assert 'is %s and not a file' % kind in str(caught.value)
    assert 'journal' in str(caught.value)


@pytest.mark.parametrize('begin', [b'', b'{"format": "', b'\n'])
def test_a_huge_file_is_refused_without_being_read_whole(path, begin):
    with open(path, 'wb') as handle:
        handle.write(begin)
        handle.seek(1 << 40)  # zeros that take no room on the disk
        handle.truncate()
    with pytest.raises(UserError) as caught:
        Journal(path, TASK)
    assert 'is no journal' in str(caught.value)


@pytest.mark.parametrize('line', [
    '{"key": [1]}', '{"key": {"a": 1}}', '{"key": null}', '{"key": 7}', '{"key": true}', '[1]',
    '{"key": "x", "error": []', '[' * 100000, '{"a":' * 100000, 'x' * (3 << 20), '"' * 7])
def test_lines_that_are_no_entries_are_passed_over(path, line):
    journal = Journal(path, TASK)
    journal.note('a', 'label', None)
    journal.close()
    with open(path, 'a') as handle:
        handle.write(line + '\n')
    journal = Journal(path, TASK)
    journal.note('b', 'label', None)
    journal.close()
    assert noted(path) == ['a', 'b']


def test_a_task_of_another_journal_is_shown_in_one_line(path):
    with open(path, 'w') as handle:
        handle.write(json.dumps({'format': 'clarifai-bulk-journal', 'version': 1,
                                 'task': 'one\n\033[2Jtwo'}) + '\n')
    with pytest.raises(UserError) as caught:
        Journal(path, TASK)
    assert '\n' not in str(caught.value) and '\033' not in str(caught.value)


FILL = '''
import resource, signal, sys
from clarifai.bulk.journal import Journal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
journal = Journal(sys.argv[1], 'a task')
try:
    while True:
        journal.note('a key', 'a label', None)
except EnvironmentError as error:
    print(error)
journal.close()
'''


def test_a_full_disk_is_told_with_the_path_and_the_journal_stays_usable(path):
    pytest.importorskip('resource')
    said = subprocess.check_output([sys.executable, '-c', FILL, path]).decode('ascii')
    assert path in said and 'the journal cannot be written' in said
    journal = Journal(path, TASK)
    journal.note('b', 'label', None)
    journal.close()
    assert noted(path) == ['b']
