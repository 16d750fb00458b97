"""Files that are written whole, or not at all."""
from __future__ import absolute_import

import os

import pytest

from clarifai.errors import UserError
from clarifai.whole_file import put_in_place, whole_file


@pytest.fixture
def folder(tmpdir):
    return tmpdir.mkdir('place')


def test_a_file_is_there_when_it_is_whole(folder):
    place = folder.join('out.txt')
    with whole_file(str(place)) as handle:
        handle.write(b'new')
        assert not place.check()
    assert place.read() == 'new'
    assert folder.listdir() == [place]


def test_what_was_there_stays_until_then(folder):
    place = folder.join('out.txt')
    place.write('old')
    with whole_file(str(place)) as handle:
        handle.write(b'new')
        handle.flush()
        assert place.read() == 'old'
    assert place.read() == 'new'


@pytest.mark.parametrize('error', [ValueError, KeyboardInterrupt])
def test_a_half_one_replaces_nothing_and_is_removed(folder, error):
    place = folder.join('out.txt')
    place.write('old')
    with pytest.raises(error):
        with whole_file(str(place)) as handle:
            handle.write(b'ne')
            raise error()
    assert place.read() == 'old'
    assert folder.listdir() == [place]


def test_where_nothing_can_be_written_that_is_told(folder):
    path = str(folder.join('no', 'such', 'folder'))
    with pytest.raises(UserError) as caught:
        with whole_file(path):
            pytest.fail('there is nothing to write to')
    assert 'cannot be written: No such file or directory' in str(caught.value)


def test_a_path_may_be_an_object(folder):
    class Path(object):
        def __fspath__(self):
            return str(folder.join('out.txt'))

    with whole_file(Path()) as handle:
        handle.write(b'new')
    assert folder.join('out.txt').read() == 'new'


@pytest.mark.parametrize('path', [None, 1, ['out.txt']])
def test_what_is_no_path_is_refused_by_the_name_of_the_argument(path):
    with pytest.raises(UserError) as caught:
        with whole_file(path, 'save_to'):
            pytest.fail('there is nothing to write to')
    assert str(caught.value).startswith('save_to must be the path of a file to write, not ')
    assert isinstance(caught.value, TypeError)


def test_the_argument_is_named_where_nothing_can_be_written(folder):
    with pytest.raises(UserError) as caught:
        with whole_file(str(folder.join('no', 'out.txt')), 'save_to'):
            pytest.fail('there is nothing to write to')
    assert str(caught.value).startswith('save_to ') and 'cannot be written' in str(caught.value)


def test_a_folder_is_not_replaced(folder):
    there = folder.mkdir('there')
    with pytest.raises(UserError) as caught:
        with whole_file(str(there)) as handle:
            handle.write(b'new')
    assert 'cannot be written' in str(caught.value)
    assert folder.listdir() == [there]


def test_a_file_that_the_block_reads_is_another_matter(folder):
    with pytest.raises((IOError, OSError)) as caught:
        with whole_file(str(folder.join('out.txt'))):
            open(str(folder.join('source.txt')))
    assert not isinstance(caught.value, UserError)
    assert folder.listdir() == []


def test_a_file_is_put_in_place_where_none_can_be_replaced(monkeypatch, tmpdir):
    part, place = tmpdir.join('a'), tmpdir.join('b')
    part.write('new')
    place.write('old')
    monkeypatch.delattr(os, 'replace', raising=False)  # as on Python 2.7
    put_in_place(str(part), str(place))
    assert place.read() == 'new' and not part.check()
