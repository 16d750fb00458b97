"""Files of YAML: what is written is read again, and what is wrong is said."""
from __future__ import annotations

import sys

import pytest

from clarifai.client import yaml_files
from clarifai.errors import UserError

yaml = pytest.importorskip('yaml')

VALUES = [
    {'a': 1, 'b': [1, 2, {'c': 'd', 'e': []}, [1, [2]]], 'n': None, 'y': 'yes', 't': '1e5',
     'f': 1e-05, 'g': 1e22, 'h': -2.5, 'x': 'a: b', 'l': {'k': {}}, 'yes': True, 'no': False},
    {'text': ['', 'true', 'NULL', '0123abc', '- x', '~', '=', '<<', '.', '2020-01-01', '"\\', '#',
              'a\nb', ' a', 'é', '\u2028\x85\x07\ufeff', '\U0001f600', 'a/b-c.d_e', '1_000', '0x1f',
              '1:30', '@', '`', '%', '&a', '*a', '!a', '|', '>', '{', '[', ',', '?', 'on']},
    [], {}, 'x', [{'a': {'b': 1}}, {'c': 2}], {'1': 2, 'a b': 3, '': 4},
]


@pytest.mark.parametrize('value', VALUES, ids=range(len(VALUES)))
def test_what_is_written_is_read_again(value, tmp_path):
    path = tmp_path / 'x.yml'
    yaml_files.write(path, value, 'save_to')
    assert yaml_files.read(path, 'yaml_file') == value
    assert not list(tmp_path.glob('x.yml.*'))


def test_numbers_that_are_none(tmp_path):
    read = yaml.safe_load(yaml_files.dumped([float('inf'), float('-inf'), float('nan')]))
    assert read[:2] == [float('inf'), float('-inf')] and read[2] != read[2]


def test_it_is_easy_to_read():
    assert yaml_files.dumped({'workflow': {'id': 'w', 'nodes': [{'id': 'a'}, {'id': 'b'}]}}) == '''\
workflow:
  id: w
  nodes:
    - id: a
    - id: b
'''


def test_what_yaml_has_no_place_for(tmp_path):
    with pytest.raises(UserError) as caught:
        yaml_files.write(tmp_path / 'x.yml', {'a': object()}, 'save_to')
    assert 'object' in str(caught.value) and not list(tmp_path.glob('x.yml*'))


@pytest.mark.parametrize('text, words', [(None, 'not-there.yml'), ('a: [', 'not YAML'),
                                         ('a: !!python/object:os.system {}', 'not YAML')])
def test_a_file_that_cannot_be_read(text, words, tmp_path):
    path = tmp_path / 'not-there.yml'
    if text is not None:
        path.write_text(text)
    with pytest.raises(UserError) as caught:
        yaml_files.read(path, 'config_filepath')
    assert words in str(caught.value) and 'config_filepath' in str(caught.value)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UserError) as caught:
        yaml_files.write(tmp_path / 'no' / 'x.yml', {}, 'out_path')
    assert 'out_path' in str(caught.value)


def test_nothing_is_left_beside_a_file_that_cannot_be_written(tmp_path):
    (tmp_path / 'place' / 'x.yml').mkdir(parents=True)
    with pytest.raises(UserError, match='out_path'):
        yaml_files.write(tmp_path / 'place' / 'x.yml', {}, 'out_path')
    assert [path.name for path in (tmp_path / 'place').iterdir()] == ['x.yml']


def test_without_pyyaml_it_says_what_to_install(monkeypatch, tmp_path):
    (tmp_path / 'x.yml').write_text('a: 1')
    monkeypatch.setitem(sys.modules, 'yaml', None)
    with pytest.raises(UserError) as caught:
        yaml_files.read(tmp_path / 'x.yml', 'yaml_file')
    assert 'clarifai-rest[client]' in str(caught.value)
    yaml_files.write(tmp_path / 'y.yml', {'a': 1}, 'save_to')
