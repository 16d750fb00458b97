# -*- coding: utf-8 -*-
"""Files that rows are written to, and what terminals show."""
from __future__ import absolute_import

import csv
import errno
import io
import json
import os
import stat
import sys

import pytest
from six import PY2

from answers import BASE, KEY, URL, an_input, an_output
from clarifai.cli import output, terminal
from clarifai.cli.growing import BOM
from clarifai.cli.main import main
from clarifai.errors import UserError

LOST = {'code': 30002, 'description': 'Download failed', 'details': 'no such host'}
OTHER = 'https://pics.example.com/other.jpg?size=1'
MIXED = {'code': 10010, 'description': 'Mixed Success'}
INPUTS = {'inputs': [{'id': 'a', 'data': {}}, {'id': 'b', 'data': {}}]}


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    monkeypatch.setenv('CLARIFAI_API_BASE', BASE)


def rows_in(path):
    content = path.read_binary()
    text = io.BytesIO(content) if PY2 else io.StringIO(content.decode('utf-8'), newline='')
    return list(csv.reader(text))


def folder_of(path):
    return sorted(os.listdir(path.dirname))


@pytest.mark.parametrize('name, options, ids', [
    ('inputs.json', '', lambda text: [one['id'] for one in json.loads(text)]),
    ('inputs.jsonl', '', lambda text: [json.loads(line)['id'] for line in text.splitlines()]),
    ('inputs.csv', '', lambda text: [line.split(',')[0] for line in text.splitlines()[1:]]),
    ('inputs.txt', '', lambda text: [line.split()[0] for line in text.splitlines()[1:]]),
    ('inputs.csv', ' --format jsonl', lambda text: [json.loads(line)['id']
                                                    for line in text.splitlines()])])
def test_a_file_has_the_format_of_its_ending_or_that_of_the_option(http, tmpdir, capsys, name,
                                                                   options, ids):
    path = tmpdir.mkdir('out').join(name)
    path.write('what was there before\n' * 100)
    http.answer(INPUTS)
    assert main(('inputs list -o %s%s' % (path, options)).split()) == 0
    assert capsys.readouterr()[0] == '' and ids(path.read()) == ['a', 'b']
    assert folder_of(path) == [name]


def test_a_file_that_is_not_whole_replaces_nothing(http, tmpdir, capsys):
    path = tmpdir.mkdir('out').join('inputs.jsonl')
    path.write('before\n')
    http.answer({'inputs': [{'id': 'i%d' % number} for number in range(100)]})
    http.refuse(500, 10000)
    assert main(['inputs', 'list', '-o', str(path)]) == 1
    assert path.read() == 'before\n'
    part = path.new(basename='inputs.jsonl.part')
    assert len(part.read().splitlines()) == 100
    assert '%s' % part in capsys.readouterr()[1]


def test_a_run_that_brings_nothing_leaves_nothing(http, tmpdir, capsys):
    path = tmpdir.mkdir('out').join('inputs.csv')
    http.refuse(401, 11009)
    assert main(['inputs', 'list', '-o', str(path)]) == 1
    assert folder_of(path) == []


@pytest.mark.parametrize('place', ['nowhere/inputs.csv', ''])
def test_a_file_that_cannot_be_is_told_before_anything_is_sent(http, tmpdir, capsys, place):
    path = str(tmpdir.join(place))
    assert main(['inputs', 'list', '-o', path]) == 1
    err = capsys.readouterr()[1]
    assert path in err and 'cannot be written' in err and not http.requests


def test_a_run_that_goes_on_adds_to_its_file_below_one_header(http, tmpdir):
    path, journal = tmpdir.join('out.csv'), str(tmpdir.join('journal'))
    for name, url in (('cat', URL), ('dog', OTHER)):
        http.answer({'outputs': [an_output(concepts=[{'id': name, 'name': name, 'value': 1}])]})
        assert main(['predict', url, '--journal', journal, '-o', str(path)]) == 0
    rows = rows_in(path)
    assert [row[1] for row in rows] == ['id', 'cat', 'dog']


def test_half_a_row_of_a_run_that_was_killed_is_taken_away(http, tmpdir):
    path = tmpdir.join('out.csv')
    path.write_binary(b'source,id,name,value,where\r\na.jpg,x,"two\nlines",1,\r\nb.jpg,y,"half a\n')
    http.answer({'outputs': [an_output(concepts=[{'id': 'c', 'name': 'cat', 'value': 1}])]})
    assert main(['predict', URL, '--journal', str(tmpdir.join('j')), '-o', str(path)]) == 0
    assert [row[0] for row in rows_in(path)] == ['source', 'a.jpg', URL]


HEADER = b'source,id,name,value,where'
WHOLE = HEADER + b'\r\na.jpg,x,"two\nlines",1,\r\n'


def go_on(http, tmpdir, path):
    """Adds what is on a picture to a file, in a run with a journal; returns the exit status."""
    http.answer({'outputs': [an_output(concepts=[{'id': 'c', 'name': 'cat', 'value': 1}])]})
    return main(['predict', URL, '--journal', str(tmpdir.join('j')), '-o', str(path)])


LF = WHOLE.replace(b'\r\n', b'\n')


@pytest.mark.parametrize('content, kept', [
    (WHOLE, WHOLE), (LF, LF), (BOM + WHOLE, BOM + WHOLE), (WHOLE[:-2], WHOLE), (LF[:-1], LF),
    (HEADER, HEADER + b'\n'), (b'', HEADER + b'\r\n'), (WHOLE + b'b.jpg,y,ca', WHOLE),
    (WHOLE + b'b.jpg,y,"half\r\n', WHOLE), (LF + b'b.jpg,y,"half\na\n', LF)])
def test_whole_rows_stay_whatever_their_lines_end_with(http, tmpdir, content, kept):
    path = tmpdir.join('out.csv')
    path.write_binary(content)
    assert go_on(http, tmpdir, path) == 0
    row = URL.encode('ascii') + b',c,cat,1.0,' + (b'\r\n' if b'\r\n' in kept else b'\n')
    assert path.read_binary() == kept + row


@pytest.mark.parametrize('content', [
    b'{"source": "a.jpg", "output": {}}\n', b'{"source": "a.jpg", "output": {}}\r\n',
    b'{"source": "a.jpg", "output": {}}', b'{"source": "a.jpg", "output": {}}\n{"source": "b.jp'])
def test_whole_objects_stay(http, tmpdir, content):
    path = tmpdir.join('out.jsonl')
    path.write_binary(content)
    assert go_on(http, tmpdir, path) == 0
    assert [json.loads(line)['source'] for line in path.read().splitlines()] == ['a.jpg', URL]


def test_a_table_that_goes_on_has_one_header(http, tmpdir):
    path = tmpdir.join('out.txt')
    path.write_binary(b'SOURCE FINDINGS\na.jpg   half a li')
    assert go_on(http, tmpdir, path) == 0
    lines = path.read().splitlines()
    assert lines[:2] == ['SOURCE FINDINGS', 'a.jpg   half a li'] and lines[2].startswith(URL[:20])


FOREIGN = [b'other,columns\r\n1,2', b'source,id,name\n', HEADER + b',mine\r\na,b,c,d,e,f',
           b'\x89PNG\r\n\x1a\n\0\0', b'some text\nwithout an end', b'{"a": 1}\n{"b"', b'\n\n', b'[',
           b'{"format": "clarifai-bulk-journal", "version": 1, "task": "x"}\n{"key"',
           b'[' * 100000, HEADER[:9]]


@pytest.mark.parametrize('content', FOREIGN)
@pytest.mark.parametrize('name', ['out.csv', 'out.jsonl', 'out.txt', 'out'])
def test_a_file_of_others_is_refused_and_stays_as_it_is(http, tmpdir, capsys, name, content):
    path = tmpdir.join(name)
    path.write_binary(content)
    assert go_on(http, tmpdir, path) != 0
    assert str(path) in capsys.readouterr()[1] and path.read_binary() == content
    assert [request.path for request in http.requests if 'outputs' in request.path] == []


def test_a_list_that_ends_but_once_cannot_go_on(http, tmpdir, capsys):
    assert go_on(http, tmpdir, tmpdir.join('out.json')) == 2
    assert '--format jsonl' in capsys.readouterr()[1] and not tmpdir.join('out.json').check()


@pytest.mark.parametrize('command', ['predict', 'upload'])
def test_a_file_of_failures_can_be_the_source_of_a_later_run(http, tmpdir, capsys, command):
    failures = tmpdir.mkdir('out').join('failures.csv')
    failures.write('what was there before')
    if command == 'predict':
        http.answer({'status': MIXED, 'outputs': [an_output(), {'id': 'o', 'status': LOST}]})
    else:
        http.answer({'status': MIXED, 'inputs': [an_input(), {'id': 'o', 'status': LOST}]})
    assert main([command, URL, OTHER, '--failures', str(failures)]) == 1
    header, row = rows_in(failures)
    assert dict(zip(header, row)) == {
        'source': OTHER, 'id': '', 'concepts': '', 'not_concepts': '', 'failure_code': '30002',
        'failure_origin': '', 'failure': 'Download failed; no such host'}
    assert folder_of(failures) == ['failures.csv']
    if os.name != 'nt':
        assert stat.S_IMODE(os.stat(str(failures)).st_mode) == 0o600
    http.answer({'outputs': [an_output()], 'inputs': [an_input()]})
    assert main([command, str(failures)]) == 0
    assert OTHER in json.dumps(http.last.params)
    assert 'failure' not in json.dumps(http.last.params)


@pytest.mark.parametrize('name', ['table', 'csv', 'jsonl', 'json'])
@pytest.mark.parametrize('command', ['predict', 'upload'])
def test_rows_tell_urls_apart_that_differ_in_their_query(http, capsys, command, name):
    urls = ['https://ann:secret@p.test/a.jpg?page=%d' % page for page in (1, 2)]
    http.answer({'outputs': [an_output(concepts=[{'id': 'c', 'name': 'cat', 'value': 1}])] * 2,
                 'inputs': [an_input('a'), an_input('b')]})
    assert main([command, '--format', name] + urls) == 0
    out = capsys.readouterr()[0]
    assert 'a.jpg?page=1' in out and 'a.jpg?page=2' in out and 'secret' not in out


def test_a_search_says_that_there_are_more(http, capsys):
    http.answer({'hits': [{'input': {'id': 'i%d' % number}} for number in range(3)]})
    assert main(['search', '--concept', 'cat', '--limit', '2']) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 3 and 'more than 2' in err and '--limit' in err
    http.answer({'hits': [{'input': {'id': 'i%d' % number}} for number in range(2)]})
    assert main(['search', '--concept', 'cat', '--limit', '2']) == 0
    assert capsys.readouterr()[1] == ''


# The standard output

@pytest.fixture
def redirected(monkeypatch, tmpdir):
    """Makes the standard output a file that is added to, as ``>>`` does."""
    opened = []

    def redirect(path):
        opened.append(open(str(path), 'a'))
        monkeypatch.setattr(sys, 'stdout', opened[-1])
    yield redirect
    for handle in opened:
        handle.close()


def test_what_a_shell_adds_to_a_file_has_one_header(http, redirected, tmpdir):
    path = tmpdir.join('inputs.csv')
    for _ in range(2):
        http.answer(INPUTS)
        redirected(path)
        assert main(['inputs', 'list', '--format', 'csv']) == 0
    assert [row[0] for row in rows_in(path)] == ['id', 'a', 'b', 'a', 'b']


@pytest.mark.skipif(not sys.platform.startswith('linux'), reason='what stands there is not read')
def test_a_table_has_one_header_however_wide_its_columns_were(http, redirected, tmpdir):
    path = tmpdir.join('inputs.txt')
    for ident in ('a', 'a' * 30):
        http.answer({'inputs': [{'id': ident}]})
        redirected(path)
        assert main(['inputs', 'list', '--format', 'table']) == 0
    assert [line.split()[0] for line in path.read().splitlines()] == ['ID', 'a', 'a' * 30]


@pytest.mark.skipif(not sys.platform.startswith('linux'), reason='what stands there is not read')
def test_below_another_table_there_is_a_header(http, redirected, tmpdir):
    path = tmpdir.join('all.csv')
    for answer, command in ((INPUTS, 'inputs'), ({'concepts': [{'id': 'c'}]}, 'concepts')):
        http.answer(answer)
        redirected(path)
        assert main([command, 'list', '--format', 'csv']) == 0
    assert [row[0] for row in rows_in(path)] == ['id', 'a', 'b', 'id', 'c']


class Stream(io.StringIO):
    """A terminal."""

    encoding = 'utf-8'

    def write(self, text):
        return io.StringIO.write(self, text.decode('utf-8') if PY2 else text)

    def isatty(self):
        return True


@pytest.mark.parametrize('variables, is_bold', [
    ({'TERM': 'xterm'}, True), ({'TERM': 'xterm', 'NO_COLOR': '1'}, False),
    ({'TERM': 'xterm', 'NO_COLOR': ''}, True), ({'TERM': 'dumb'}, False), ({'TERM': ''}, False)])
def test_a_header_is_bold_where_the_terminal_likes_it(http, monkeypatch, variables, is_bold):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv('COLUMNS', '30')
    monkeypatch.setattr(sys, 'stdout', Stream())
    http.answer({'inputs': [{'id': 'a' * 10, 'data': {'image': {'url': URL * 4}}}]})
    assert main(['inputs', 'list']) == 0
    header, row = sys.stdout.getvalue().splitlines()
    assert header.startswith('\x1b[1mID') == is_bold and ('\x1b' in header) == is_bold
    assert row.startswith('a' * 10) and len(row) <= 30


def test_the_width_of_a_terminal(monkeypatch):
    monkeypatch.setenv('COLUMNS', '33')
    assert terminal.columns_of(sys.stdout) == 33
    monkeypatch.setenv('COLUMNS', 'wide')
    assert terminal.columns_of(io.StringIO()) == 80


@pytest.mark.skipif(os.name == 'nt', reason='Windows has no such terminals')
def test_a_terminal_tells_its_width_itself(monkeypatch):
    import fcntl
    import pty
    import struct
    import termios
    monkeypatch.delenv('COLUMNS', raising=False)
    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 57, 0, 0))
        with os.fdopen(os.dup(theirs), 'w') as stream:
            assert terminal.columns_of(stream) == 57
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize('text, room, at_the_end, expected', [
    (u'abcdef', 6, True, u'abcdef'), (u'abcdefg', 6, True, u'abc...'),
    (u'abcdefg', 6, False, u'...efg'), (u'\u732b\u732b\u732b\u732b', 6, True, u'\u732b...'),
    (u'abc', 2, True, u'..'), (u'abc', 0, True, u'')])
def test_cut(text, room, at_the_end, expected):
    cut = terminal.cut(text, room, at_the_end)
    assert (cut.decode('utf-8') if PY2 else cut) == expected
    assert terminal.width(cut) <= room


@pytest.mark.parametrize('fail', ['write', 'close'])
def test_a_full_disk_is_told_with_the_name_of_the_file(tmpdir, fail):
    path = str(tmpdir.join('full.csv'))
    out = output.NewFile(path)

    def full(*arguments):
        raise IOError(errno.ENOSPC, 'No space left on device')
    out._file.close()
    out._file = type('Full', (), {fail: full, 'write' if fail == 'close' else 'close':
                                  lambda *arguments: None})()
    with pytest.raises(UserError) as caught:
        out.write('a')
        out.close(True)
    assert path in str(caught.value) and 'No space left' in str(caught.value)
    assert not os.path.exists(path)
