"""Where sources come from."""
from __future__ import absolute_import

import io

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
