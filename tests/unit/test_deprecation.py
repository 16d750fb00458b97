"""The one way to warn, and the marks of old call forms."""
from __future__ import absolute_import

import types
import warnings

import pytest

from clarifai import deprecation


@pytest.fixture
def caught():
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter('always')
        yield found


def package_function(code):
    """A function as if it stood in a module of the package."""
    room = types.ModuleType('clarifai.rest.room')
    exec(compile(code, 'clarifai/rest/room.py', 'exec'), room.__dict__)
    room.function.room = room  # keeps the module's names alive on 2.7
    return room.function


def test_a_warning_points_at_the_caller(caught):
    deprecation.warn('old')
    assert caught[0].filename.replace('.pyc', '.py') == __file__.replace('.pyc', '.py')
    assert caught[0].category is DeprecationWarning and str(caught[0].message) == 'old'


@pytest.mark.parametrize('code', [
    'from clarifai.deprecation import warn\ndef function():\n    warn("old")\n',
    'from clarifai.deprecation import warn\ndef inner():\n    warn("old")\n'
    'def function():\n    [inner() for _ in (1,)]\n'])
def test_a_warning_points_at_the_first_line_outside_the_package(caught, code):
    function = package_function(code)
    function()
    assert 'test_deprecation' in caught[0].filename


def test_a_warning_from_the_package_alone_is_no_error(caught):
    room = types.ModuleType('clarifai.rest.room')
    room.__dict__['__name__'] = 'clarifai.rest.room'
    code = 'from clarifai.deprecation import warn\nwarn("old")\n'
    exec(compile(code, 'room.py', 'exec'), room.__dict__)
    assert len(caught) == 1


def test_accepts_forms_marks_and_changes_nothing():
    def function(a):
        return a

    marked = deprecation.accepts_forms('(a)', '(b=1)')(function)
    assert marked is function and marked(3) == 3
    assert marked.__legacy_signatures__ == ['(a)', '(b=1)']


def test_renamed_takes_the_new_name_in_silence(caught):
    assert deprecation.renamed('meta', None, 'metadata', {'a': 1}) == {'a': 1}
    assert deprecation.renamed('meta', None, 'metadata', None) is None
    assert not caught


def test_renamed_takes_the_old_name_with_a_warning(caught):
    assert deprecation.renamed('meta', {'a': 1}, 'metadata', None) == {'a': 1}
    assert 'meta' in str(caught[0].message) and 'metadata=' in str(caught[0].message)


def test_renamed_prefers_the_new_name(caught):
    assert deprecation.renamed('meta', 'old', 'metadata', 'new') == 'new'
