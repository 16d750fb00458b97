# coding: utf-8
"""What a command line names as its sources: what is taken, what is refused, what it is called."""
from __future__ import absolute_import

import io
import os
import sys
import threading

import pytest

from clarifai.bulk import ItemError
from clarifai.cli import sources
from clarifai.cli.failures import Failures
from clarifai.cli.sources import Sources
from clarifai.errors import UserError

PNG = b'\x89PNG\r\n\x1a\n' + b'\0' * 20


@pytest.fixture
def folder(tmpdir, monkeypatch):
    """The working folder, with pictures and other files."""
    for name in ('cats/1.jpg', 'cats/deep/2', 'dog.png', u'b\xe4r.png'):
        tmpdir.join(name).ensure().write_binary(PNG)
    for name in ('cats/notes.txt', 'cats/a.json', 'cats/b.json', 'cats/deep/readme', 'text.jpg'):
        tmpdir.join(name).ensure().write('only text')
    monkeypatch.chdir(tmpdir)
    return tmpdir


def loaded(*given, **options):
    """What comes of some sources: of each its label, and its origin or what is wrong with it."""
    found = []
    for source in Sources(given, **options):
        try:
            found.append((source.label(), source.loaded().origin))
        except UserError as error:
            found.append((source.label(), error))
    return found


def test_places_are_those_in_the_folder(folder):
    assert loaded('cats', is_linked=True) == [
        (os.path.join('cats', '1.jpg'), '1.jpg'),
        (os.path.join('cats', 'deep', '2'), 'deep/2')]
    assert loaded(folder.join('cats').strpath, is_linked=True)[1][1] == 'deep/2'
    assert loaded('cats') == [(os.path.join('cats', '1.jpg'), None),
                              (os.path.join('cats', 'deep', '2'), None)]


def test_places_of_files_that_are_named(folder):
    folder.join('cats').chdir()
    for path, origin in (('1.jpg', '1.jpg'), ('./deep/2', 'deep/2'), ('../dog.png', 'dog.png'),
                         (folder.join('dog.png').strpath, 'dog.png')):
        assert loaded(path, is_linked=True) == [(path, origin)]
    assert loaded('http://p/1.jpg', is_linked=True) == [('http://p/1.jpg', None)]


def test_places_are_text(folder):
    (label, origin), = loaded('b\xe4r.png' if str is not bytes else 'b\xc3\xa4r.png',
                              is_linked=True)
    assert origin == u'b\xe4r.png'


@pytest.mark.skipif(sys.platform != 'linux', reason='names are text there')
def test_places_that_are_no_text_are_made_some(folder):
    with open(b'\xff.png', 'wb') as handle:
        handle.write(PNG)
    assert u'\ufffd.png' in [origin for _, origin in loaded('.', is_linked=True)]


def test_what_is_left_out_is_counted(folder):
    found = Sources(['cats'])
    assert len(list(found)) == 2 and found.left_out_count == 4
    assert found.left_out == [os.path.join('cats', name) for name in (
        'a.json', 'b.json', 'notes.txt')]


def test_a_bad_name_is_an_error_of_its_own(folder):
    folder.join('bad.csv').write('url\nhttp://p/1\n')
    folder.join('good.csv').write('source,id,place\nnope.jpg,,\ndog.png,x,Kew\n')
    folder.join('empty.png').write('')
    found = loaded('nope', 'text.jpg', 'bad.csv', 'good.csv', 'empty.png', 'dog.png', 'text.jpg',
                   is_linked=True)
    problems = [str(error) for _, error in found if isinstance(error, UserError)]
    assert [words in problem for words, problem in zip((
        'there is no file or folder', 'it holds text', 'has no column "source"',
        'there is no file or folder', 'is empty', 'it holds text'), problems)] == [True] * 6
    assert [label for label, origin in found if origin == 'dog.png'] == ['dog.png'] * 2


def test_rows_of_a_table_keep_what_they_say(folder):
    folder.join('good.csv').write('source,id,concepts,place\ndog.png,x,dog,Kew\n')
    source, = Sources(['good.csv'], True, True)
    assert (source.input_id, source.concepts, source.metadata, source.origin, source.is_video) == (
        'x', ['dog'], {'place': 'Kew'}, 'dog.png', True)


def test_what_failed_in_a_folder_keeps_its_place_there(folder):
    path = folder.join('failed.csv').strpath
    with Failures(path) as failures:
        for source in Sources(['cats'], is_linked=True):
            failures.write(source, ItemError(1, 'lost'))
    assert [source.origin for source in Sources([path], is_linked=True)] == ['1.jpg', 'deep/2']


@pytest.mark.parametrize('name, content, words', [
    ('a.jpg', b'text', 'it holds text'), ('a.mp4', b'text', 'it holds text'),
    ('a.jpg', b'\0\1\2', 'nothing that is known as one; --video'),
    ('a', b'\0\1\2', 'nothing that is known'), ('a.mp4', b'\0\1\2', None), ('a', PNG, None),
    ('a.jpg', u'\xfcml\xe4ut'.encode('utf-8'), 'it holds text')])
def test_what_is_neither_picture_nor_video(tmpdir, name, content, words):
    tmpdir.join(name).write_binary(content)
    (_, error), = loaded(tmpdir.join(name).strpath)
    assert words in str(error) if words else error is None
    assert loaded(tmpdir.join(name).strpath, is_video=True)[0][1] is None


@pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='there are no pipes in folders')
def test_a_pipe_is_read_once(tmpdir):
    path = tmpdir.join('pipe').strpath
    os.mkfifo(path)
    source, = Sources([path], is_linked=True)
    writer = threading.Thread(target=lambda: tmpdir.join('pipe').write_binary(PNG))
    writer.start()
    read = source.loaded()
    writer.join()
    assert bytes(read.content) == PNG and read.content_id() == read.content_id()


class Shown(object):
    total = None

    def __init__(self):
        self.said = []

    def say(self, text):
        self.said.append(text)


def test_sources_are_counted(folder, monkeypatch):
    line = Shown()
    assert len(list(Sources(['cats', 'dog.png', 'nope']).counted(line))) == 4
    assert line.total == 4 and line.said[-1] == 'looking for pictures: 4'
    monkeypatch.setattr(sources, 'LOOKED_AHEAD', 2)
    line = Shown()
    assert len(list(Sources(['cats', 'dog.png', 'nope']).counted(line))) == 4
    assert line.total is None


def test_the_standard_input_is_not_counted(folder, monkeypatch):
    monkeypatch.setattr(sys, 'stdin', io.StringIO(u'dog.png\nnope\n'))
    line, given = Shown(), Sources(['-'], is_linked=True)
    found = iter(given.counted(line))
    assert next(found).origin == 'dog.png' and line.total is None and line.said == []


@pytest.mark.skipif(str is bytes, reason='names are bytes there')
def test_names_in_another_encoding(monkeypatch):
    monkeypatch.setattr(sys, 'stdin', io.TextIOWrapper(io.BytesIO(b'\xff.png\n'), 'utf-8'))
    source, = Sources(['-'], is_linked=True)
    assert source.content == '\udcff.png' and source.origin == u'\ufffd.png'
