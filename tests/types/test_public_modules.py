"""The list of public modules holds together."""
from __future__ import absolute_import

import ast
import io

import pytest

from check_stubs import stub_of
from public_modules import PUBLIC

if not hasattr(ast, 'AnnAssign'):  # Python 2.7 cannot parse a stub
    pytest.skip('stubs have the syntax of Python 3', allow_module_level=True)


@pytest.mark.parametrize('module', PUBLIC)
def test_a_stub_imports_public_modules_only(module):
    # A checker reads the others without types, and finds them faulty in its strict mode; but
    # today's SDK is annotated in its modules.
    with io.open(stub_of(module), encoding='utf-8') as stub:
        names = [node.module for node in ast.walk(ast.parse(stub.read()))
                 if isinstance(node, ast.ImportFrom)]
    assert [name for name in names if name.split('.')[0] == 'clarifai' and
            name not in PUBLIC and not (name + '.').startswith('clarifai.client.')] == []


def test_each_is_named_once():
    assert len(PUBLIC) == len(set(PUBLIC)) > 40
