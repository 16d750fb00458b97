# -*- coding: utf-8 -*-
"""The folder that an exported app is."""
from __future__ import absolute_import, unicode_literals

import os

import pytest

from clarifai.errors import UserError
from clarifai.moving.archive import CONCEPTS, INPUTS, Archive
from clarifai.moving.report import Moved

IDS = ['a', 'A', '1.2.jpg', 'über/..', '%41', 'a b', 'x' * 60, '.', '-_-']


@pytest.mark.parametrize('input_id', IDS)
def test_a_file_is_found_by_the_id_of_its_input(tmpdir, input_id):
    path = Archive(str(tmpdir)).new_file(input_id, '.jpg')
    open(path, 'wb').close()
    assert os.path.dirname(path) == str(tmpdir.join('files'))
    assert Archive(str(tmpdir)).file_of(input_id) == path


def test_ids_that_differ_in_case_have_files_of_their_own_on_every_disk(tmpdir):
    archive = Archive(str(tmpdir))
    names = set(os.path.basename(archive.new_file(one, '')).lower() for one in IDS)
    assert len(names) == len(IDS)


def test_a_file_that_is_not_whole_is_none(tmpdir):
    open(Archive(str(tmpdir)).new_file('cat', '.part'), 'wb').close()
    assert Archive(str(tmpdir)).file_of('cat') is None


def test_what_is_written_is_read(tmpdir):
    archive, things = Archive(str(tmpdir)), [{'id': 'cat', 'name': 'Kätzchen'}, {'id': 'dog'}]
    assert archive.write(CONCEPTS, things) == 2
    assert list(archive.read(CONCEPTS)) == things


def test_a_broken_write_leaves_what_was_there(tmpdir):
    archive = Archive(str(tmpdir))
    archive.write(INPUTS, [{'id': 'cat'}])

    def breaks():
        yield {'id': 'dog'}
        raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        archive.write(INPUTS, breaks())
    assert [one['id'] for one in archive.read(INPUTS)] == ['cat']


def test_a_file_alone_has_inputs_and_nothing_else(tmpdir):
    path = tmpdir.join('inputs.jsonl')
    path.write('{"id": "cat"}\n\n')
    archive = Archive(str(path))
    assert [one['id'] for one in archive.read(INPUTS)] == ['cat']
    assert list(archive.read(CONCEPTS)) == [] and archive.file_of('cat') is None


@pytest.mark.parametrize('line', ['{', '[]', '{"name": "cat"}', '\x00'])
def test_a_line_that_is_none_of_ours_is_named(tmpdir, line):
    tmpdir.join('inputs.jsonl').write('{"id": "cat"}\n%s\n' % line)
    with pytest.raises(UserError, match='line 2 of .*inputs.jsonl'):
        list(Archive(str(tmpdir)).read(INPUTS))


def test_a_folder_without_inputs_is_named(tmpdir):
    with pytest.raises(UserError, match='inputs.jsonl'):
        list(Archive(str(tmpdir)).read(INPUTS))


def test_counts_are_read_as_people_count():
    moved = Moved()
    assert moved.text() == 'nothing to move'
    moved.count('inputs', 3, existed=1)
    moved.count('models')
    moved.count('workflows', 0)
    moved.fail('input', 'cat', 'the file is empty')
    assert moved.text() == '3 inputs (1 was there already), 1 model, 1 not moved'
    assert moved.lines() == ['input cat: the file is empty']
