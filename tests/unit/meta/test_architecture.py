"""docs/architecture.rst names every module, or the folder that it stands in."""
from __future__ import absolute_import

import io
import os
import re

import pytest

from package_source import MODULES, ROOT

PAGE = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))), 'docs', 'architecture.rst')
# In these, each file is a part of its own; elsewhere the name of the folder tells enough.
OPEN_FOLDERS = ('', 'rest', 'sandbox')


def text():
    with io.open(PAGE, encoding='utf-8') as source:
        return source.read()


def is_named(name):
    """Whether the page has a file's or folder's name, not as the end of another."""
    return re.search(r'(?<![\w-])' + re.escape(name), text()) is not None


def modules():
    """The paths of all modules, from the package on; not the files that make a folder one."""
    paths = [os.path.relpath(path, ROOT).replace(os.sep, '/') for path in MODULES.values()]
    return sorted(path for path in paths
                  if os.path.basename(path) not in ('__init__.py', '__main__.py'))


@pytest.mark.parametrize('path', modules())
def test_it_is_named_or_stands_in_a_folder_that_is(path):
    folder, name = os.path.split(path)
    if folder in OPEN_FOLDERS:
        assert is_named(name), path
    else:
        assert is_named(os.path.basename(folder) + '/'), path


def test_what_is_named_is_there():
    """Paths in double quotes of code, such as ``access/permissions.py``."""
    paths = [os.path.join(folder, name).replace(os.sep, '/')
             for folder, _, names in os.walk(ROOT) for name in names]
    for named in re.findall(r'``((?:[a-z_]+/)+[a-z_]+\.py)``', text()):
        if named.split('/')[0] not in ('docs', 'scripts', 'tests'):
            assert any(path.endswith('/' + named) for path in paths), named
