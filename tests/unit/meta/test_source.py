"""Every file of the package, sandbox included, keeps the rules of the house."""
from __future__ import absolute_import

import ast
import collections
import os
import sys

import pytest

from package_source import ROOT, files, module_of, needs, text_of, tree_of

# Beside this file, and not beside the package, which may be an installed one.
TESTS = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

LONGEST_FILE = 450
# A class of many short methods is not cut to please a line count, nor is the list of steps to which
# each new table adds one.
FLAT = ('clarifai.client.app', 'clarifai.client.input', 'clarifai.client.model',
        'clarifai.rest.api_client', 'clarifai.rest.model',
        'clarifai.sandbox.store.schema')
LONGEST_LINE = 100
# Programs, whose work is to print.
PROGRAMS = ('clarifai.cli', 'clarifai.sandbox.main', 'clarifai.sandbox.data_commands',
            'clarifai.sandbox.__main__')
FILES = files()
TEXT = ast.Str if sys.version_info < (3, 8) else ast.Constant


def names(paths):
    return [os.path.relpath(path, ROOT) for path in paths]


def each_file():
    return pytest.mark.parametrize('path', FILES, ids=names(FILES))


def is_program(path):
    module = module_of(path)
    return any(module == one or module.startswith(one + '.') for one in PROGRAMS)


def is_data(path):
    """Whether a module is nothing but texts, which somebody else parses."""
    statements = tree_of(path).body[2:]
    return bool(statements) and all(
        isinstance(node, ast.Assign) and isinstance(node.value, TEXT) for node in statements)


@each_file()
def test_it_compiles_on_this_python(path):
    with open(path, 'rb') as source:
        compile(source.read(), path, 'exec')


@each_file()
def test_it_is_ascii(path):
    with open(path, 'rb') as source:
        source.read().decode('ascii')


@each_file()
def test_it_says_what_it_is_for_and_imports_absolutely(path):
    tree = tree_of(path)
    assert ast.get_docstring(tree)
    if needs(path) >= (3,):
        return
    future = tree.body[1]
    assert isinstance(future, ast.ImportFrom)
    assert future.module == '__future__'
    assert 'absolute_import' in [alias.name for alias in future.names]


@each_file()
def test_it_can_be_read_in_one_sitting(path):
    if is_data(path):
        return
    lines = text_of(path).splitlines()
    assert len(lines) <= LONGEST_FILE or module_of(path) in FLAT
    assert [line for line in lines if len(line) > LONGEST_LINE] == []


@each_file()
def test_it_prints_only_if_it_is_a_program(path):
    if is_program(path):
        return
    calls = [node.lineno for node in ast.walk(tree_of(path))
             if isinstance(node, ast.Call) and getattr(node.func, 'id', None) == 'print']
    statements = [node.lineno for node in ast.walk(tree_of(path))
                  if type(node).__name__ == 'Print']  # Python 2.7's statement
    assert calls + statements == []


@each_file()
def test_it_has_no_room_without_a_name(path):
    # Names of today's SDK.
    kept = (os.path.join('utils', 'misc.py'), os.path.join('datasets', 'upload', 'utils.py'))
    if os.path.relpath(path, ROOT) not in kept:
        assert os.path.basename(path) not in ('utils.py', 'helpers.py', 'common.py', 'misc.py')


@each_file()
def test_everything_public_says_what_it_does(path):
    assert undocumented(tree_of(path)) == []


def undocumented(node):
    """Returns the public classes, functions and methods in a tree that have no docstring."""
    found = []
    for one in node.body:
        if not isinstance(one, (ast.ClassDef, ast.FunctionDef)) or one.name.startswith('_'):
            continue
        if not ast.get_docstring(one) and not is_setter(one) and not is_overload(one):
            found.append(one.name)
        if isinstance(one, ast.ClassDef):
            found += ['%s.%s' % (one.name, name) for name in undocumented(one)]
    return found


def is_setter(node):
    """Whether it is the second half of a property, which has the words of the first."""
    return any(getattr(decorator, 'attr', None) == 'setter' for decorator in node.decorator_list)


def is_overload(node):
    """Whether it is one of the signatures of a function, which has the words itself."""
    return any(getattr(decorator, 'id', None) == 'overload' for decorator in node.decorator_list)


def test_no_two_files_of_tests_have_one_name():
    # pytest imports them by it, and would refuse the second.
    found = collections.Counter(name_of_module(os.path.join(folder, name))
                                for folder, _, names_there in os.walk(TESTS)
                                for name in names_there
                                if name.startswith('test_') and name.endswith('.py'))
    assert sum(found.values()) > 50
    assert [name for name, number in found.items() if number > 1] == []


def name_of_module(path):
    """Returns the name that pytest imports a file by: with the packages that it stands in."""
    folder, name = os.path.split(path)
    while os.path.exists(os.path.join(folder, '__init__.py')):
        folder, package = os.path.split(folder)
        name = '%s.%s' % (package, name)
    return name


def test_there_are_files_to_look_at():
    assert len(FILES) > 60
    assert any('sandbox' in path for path in FILES) or sys.version_info < (3, 9)
