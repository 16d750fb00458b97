"""Where sources come from."""
from __future__ import absolute_import

import io
import os

import pytest

from clarifai.bulk import Source, sources
from clarifai.errors import UserError


@pytest.fixture
def folder(tmpdir):
    """A folder with pictures, in and below it, and with other files."""
    for name in ('b.jpg', 'a.PNG', 'clip.mp4', 'notes.txt', '.hidden.jpg', 'sub/c.jpeg',
                 'sub/deep/d.webp', '.git/e.jpg', 'empty/readme'):
        tmpdir.join(name).ensure().write(name)
    return tmpdir


def below(folder, paths):
    return [path[len(folder.strpath) + 1:].replace('\\', '/') for path in paths]


def test_files_in_a_folder(folder):
    found = sources.files_in(folder.strpath)
    assert below(folder, found) == ['a.PNG', 'b.jpg', 'clip.mp4', 'sub/c.jpeg', 'sub/deep/d.webp']


def test_files_with_other_endings(folder):
    assert below(folder, sources.files_in(folder.strpath, ['.txt'])) == ['notes.txt']


PNG = b'\x89PNG\r\n\x1a\n' + b'\0' * 20


def test_files_are_known_by_what_they_hold(folder):
    for name in ('none', 'a.weird', 'sub/IMG_1.HEIF', 'old.jfif', 'old.jpe'):
        folder.join(name).write_binary(PNG)
    left_out = []
    found = below(folder, sources.files_in(folder.strpath, left_out=left_out.append))
    assert found == ['a.PNG', 'a.weird', 'b.jpg', 'clip.mp4', 'none', 'old.jfif', 'old.jpe',
                     'sub/IMG_1.HEIF', 'sub/c.jpeg', 'sub/deep/d.webp']
    assert below(folder, left_out) == ['notes.txt', 'empty/readme']


@pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='there are no pipes in folders')
def test_pipes_and_links_to_folders_are_left_out_and_broken_links_are_not(folder):
    os.mkfifo(folder.join('a-pipe').strpath)
    os.mkfifo(folder.join('b-pipe.jpg').strpath)
    os.symlink(folder.join('sub').strpath, folder.join('link').strpath)
    os.symlink('nowhere', folder.join('broken').strpath)
    left_out = []
    found = below(folder, sources.files_in(folder.strpath, left_out=left_out.append))
    assert 'broken' in found and 'link/c.jpeg' not in found and 'a-pipe' not in found
    assert below(folder, left_out) == ['link', 'a-pipe', 'b-pipe.jpg', 'notes.txt', 'empty/readme']


def test_a_folder_that_cannot_be_listed_is_among_the_files(folder, monkeypatch):
    places = [place for place in os.walk(folder.strpath) if '.git' not in place[0]]

    def refusing(top, onerror):
        for place in sorted(places):
            if place[0].endswith('deep'):
                onerror(OSError(13, 'Permission denied', place[0]))
            else:
                yield place
    monkeypatch.setattr(os, 'walk', refusing)
    assert below(folder, sources.files_in(folder.strpath)) == [
        'a.PNG', 'b.jpg', 'clip.mp4', 'sub/c.jpeg', 'sub/deep']


def test_files_are_looked_for_when_they_are_wanted(folder):
    found = sources.files_in(folder.strpath)
    folder.join('0.jpg').write('')
    assert below(folder, [next(found)]) == ['0.jpg']


@pytest.mark.parametrize('name', ['nothing', 'b.jpg'])
def test_no_folder(folder, name):
    with pytest.raises(UserError) as caught:
        sources.files_in(folder.join(name).strpath)
    assert 'there is no folder' in str(caught.value)


def test_patterns(folder):
    assert below(folder, sources.matching(folder.join('*.jpg').strpath)) == ['b.jpg']
    assert below(folder, sources.matching(folder.join('*').strpath)) == [
        'a.PNG', 'b.jpg', 'clip.mp4', 'notes.txt']
    assert list(sources.matching(folder.join('*.gif').strpath)) == []


def test_a_path_may_be_an_object(folder):
    # As those of pathlib; pytest's has the same method on each Python.
    assert below(folder, sources.matching(folder.join('*.jpg'))) == ['b.jpg']
    assert list(sources.files_in(folder)) == list(sources.files_in(folder.strpath))
    folder.join('list').write('b.jpg\n')
    assert list(sources.lines_of(folder.join('list'))) == ['b.jpg']
    folder.join('table.csv').write('source\nb.jpg\n')
    row, = sources.rows_of(folder.join('table.csv'))
    assert row.content == 'b.jpg'


def test_lines_of_a_file(tmpdir):
    tmpdir.join('list').write_binary(u'\ufeffhttp://p/1\r\n\n  \n# not this\n b\xe4r.jpg \nc'
                                     .encode('utf-8'))
    assert list(sources.lines_of(tmpdir.join('list').strpath)) == [
        u'http://p/1', u'b\xe4r.jpg', u'c']


def test_lines_as_they_come():
    handle = io.StringIO(u'http://p/1\n\nhttp://p/2\n')
    lines = sources.lines_of(handle)
    assert next(lines) == 'http://p/1'
    assert list(lines) == ['http://p/2']


def test_lines_of_no_file(tmpdir):
    with pytest.raises(IOError):
        sources.lines_of(tmpdir.join('nothing').strpath)


def table(tmpdir, text):
    path = tmpdir.join('table.csv')
    path.write_binary(text.encode('utf-8'))
    return path.strpath


def test_rows_of_a_table(tmpdir):
    path = table(tmpdir, u'\ufeffid,source,concepts,not_concepts,place\r\n'
                         u'one,http://p/1,cat; dog,,Z\xfcrich\r\n'
                         u',"a,b.jpg",,bird,\r\n')
    assert list(sources.rows_of(path)) == [
        Source(u'http://p/1', u'one', [u'cat', u'dog'], metadata={u'place': u'Z\xfcrich'}),
        Source(u'a,b.jpg', not_concepts=[u'bird'])]


def test_rows_that_are_short_or_long(tmpdir):
    path = table(tmpdir, u'source,id\nhttp://p/1\nhttp://p/2,b,more,still more\n,c\n')
    first, second, third = sources.rows_of(path)
    assert (first.content, first.input_id) == ('http://p/1', None)
    assert (second.content, second.input_id, second.metadata) == ('http://p/2', 'b', None)
    with pytest.raises(UserError):
        third.size()


@pytest.mark.parametrize('text', [
    u'source;id;concepts;size\r\nhttp://p/1;one;"cat;dog";1,5\r\n',
    u'\ufeffsource;id;concepts;size\r\nhttp://p/1;one;"cat;dog";1,5\r\n',
    u'sep=;\r\nsource;id;concepts;size\r\nhttp://p/1;one;"cat;dog";1,5\r\n',
    u'\ufeff"sep=;"\nsource;id;concepts;size\nhttp://p/1;one;"cat;dog";1,5\n',
    u'source\tid\tconcepts\tsize\nhttp://p/1\tone\tcat;dog\t1,5\n',
    u'source,id,concepts,size\nhttp://p/1,one,cat;dog,"1,5"\n'])
def test_a_table_of_a_spreadsheet(tmpdir, text):
    assert list(sources.rows_of(table(tmpdir, text))) == [
        Source(u'http://p/1', u'one', [u'cat', u'dog'], metadata={u'size': u'1,5'})]


def test_a_file_of_failures_gives_sources_without_the_reasons(tmpdir):
    path = table(tmpdir, u'source,id,failure_code,failure,place\na.jpg,,30002,Lost,here\n')
    assert list(sources.rows_of(path)) == [Source(u'a.jpg', metadata={u'place': u'here'})]


@pytest.mark.parametrize('content, reason', [
    (u'source,place\na.jpg,Z\xfcrich\n'.encode('latin-1'), 'not text in UTF-8'),
    (u'source;place\na.jpg;here\n'.encode('utf-16'), 'not text in UTF-8')])
def test_a_table_in_another_encoding_is_refused_with_advice(tmpdir, content, reason):
    path = tmpdir.join('table.csv')
    path.write_binary(content)
    with pytest.raises(UserError) as caught:
        list(sources.rows_of(path.strpath))
    assert reason in str(caught.value) and 'CSV UTF-8' in str(caught.value)


@pytest.mark.parametrize('text', [u'url,id\nhttp://p/1,a\n', u''])
def test_a_table_without_sources(tmpdir, text):
    with pytest.raises(UserError) as caught:
        list(sources.rows_of(table(tmpdir, text)))
    assert 'has no column "source"' in str(caught.value)


@pytest.mark.parametrize('begin', [b'', b'source,id\na,b\n'])
def test_a_file_without_line_ends_is_refused_without_being_read_whole(tmpdir, begin):
    path = tmpdir.join('endless')
    with open(str(path), 'wb') as handle:
        handle.write(begin)
        handle.seek(1 << 40)  # zeros that take no room on the disk
        handle.truncate()
    with io.open(str(path), encoding='utf-8') as opened:
        for read, given in ((sources.lines_of, str(path)), (sources.lines_of, opened),
                            (sources.rows_of, str(path))):
            with pytest.raises(UserError) as caught:
                list(read(given))
            assert 'line %d ' % (begin.count(b'\n') + 1) in str(caught.value)
