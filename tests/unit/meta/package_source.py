"""The package's source as the tests of the house read it: files, modules and what they import."""
from __future__ import absolute_import

import ast
from collections import namedtuple
import io
import os
import sys

import clarifai

ROOT = os.path.dirname(os.path.abspath(clarifai.__file__))

# What a module imports, and whether as soon as it is imported itself.
Import = namedtuple('Import', 'name at_once')
# Rooms whose grammar is that of a newer Python than the oldest that the package is installed on.
NEWER = {'client': (3, 8), 'constants': (3, 8), 'datasets': (3, 8), 'sandbox': (3, 9),
         'utils': (3, 8)}


def needs(path):
    """Returns the oldest Python that reads a file, e.g. (3, 9); (2, 7) for most."""
    return NEWER.get(os.path.relpath(path, ROOT).split(os.sep)[0], (2, 7))


def all_files():
    """Returns the paths of all .py files of the package."""
    return [os.path.join(folder, name) for folder, _, names in os.walk(ROOT)
            for name in names if name.endswith('.py')]


def files():
    """Returns the paths of all .py files of the package that this Python reads."""
    return sorted(path for path in all_files() if sys.version_info[:2] >= needs(path))


def text_of(path):
    """Returns a file's text."""
    with io.open(path, encoding='utf-8') as source:
        return source.read()


def tree_of(path):
    """Returns a file's syntax tree."""
    with open(path, 'rb') as source:
        return ast.parse(source.read(), path)


def module_of(path):
    """Returns the dotted name of a file of the package."""
    parts = os.path.relpath(path, os.path.dirname(ROOT))[:-len('.py')].split(os.sep)
    return '.'.join(parts[:-1] if parts[-1] == '__init__' else parts)


MODULES = dict((module_of(path), path) for path in files())
NAMES = frozenset(module_of(path) for path in all_files())


def imports(module):
    """Returns the imports of a module: each module of the package by its full name."""
    tree = tree_of(MODULES[module])
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, '%s has a relative import' % module
            names = [node.module + '.' + alias.name if node.module + '.' + alias.name in NAMES
                     else node.module for alias in node.names]
        else:
            continue
        found.update(Import(name, node in tree.body) for name in names)
    return found


def imported(module):
    """Returns the names of the package's modules that a module imports, at once or later."""
    return set(one.name for one in imports(module) if one.name.split('.')[0] == 'clarifai')
