"""The reference in docs/api.rst names every class that a 2.x script can import."""
from __future__ import absolute_import

import glob
import inspect
import io
import os
import re

import pytest

import clarifai.errors
from clarifai.rest import client

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
# Names that are there for old scripts alone and do nothing that a new one wants.
FOR_OLD_SCRIPTS = {'Auth', 'pagination'}


def classes_of_2x():
    """Returns the names of the classes that clarifai.rest.client offers, without the errors."""
    return {name for name in dir(client)
            if not name.startswith('_') and inspect.isclass(getattr(client, name))
            and getattr(client, name).__module__.startswith('clarifai.rest')}


def test_every_class_is_in_the_reference():
    with io.open(os.path.join(ROOT, 'docs', 'api.rst'), encoding='utf-8') as page:
        named = set(re.findall(r'autoclass:: (?:[\w.]*\.)?(\w+)', page.read()))
    assert classes_of_2x() - named == FOR_OLD_SCRIPTS


def test_every_error_says_what_it_means():
    for name, error in inspect.getmembers(clarifai.errors, inspect.isclass):
        if error.__module__ == 'clarifai.errors' and not name.startswith('_'):
            assert inspect.getdoc(error), name


# What a script does not call.
INTERNAL = {'SearchQueryBuilder.dict', 'SearchQueryBuilder.sendable', 'ClarifaiApp.solutions',
            'Model.solutions', 'Models.model_id_cache'}
# What today's platform has no more, and what 2.6.2 gave up: docs/platform.rst says what to do.
GONE = {'get_outputs', 'merge_outputs_concepts', 'remove_outputs_concepts', 'send_search_feedback',
        'send_concept_feedback', 'send_region_feedback'}
CALLED = ('ClarifaiApp', 'Inputs', 'Models', 'Model', 'Concepts', 'Workflows', 'Workflow',
          'SearchQueryBuilder', 'ModelSolutionsModeration')


def examples():
    """Returns the Python of all pages, as one text."""
    pages = glob.glob(os.path.join(ROOT, 'docs', '*.rst')) + [os.path.join(ROOT, 'README.rst')]
    code = []
    for path in pages:
        with io.open(path, encoding='utf-8') as page:
            code += re.findall(r'code-block:: python\n((?:\n| +[^\n]*\n)+)', page.read())
    return '\n'.join(code)


@pytest.mark.parametrize('name', CALLED)
def test_every_method_has_an_example(name):
    shown = examples()
    methods = [method for method in dir(getattr(client, name)) if not method.startswith('_')
               and '%s.%s' % (name, method) not in INTERNAL and method not in GONE]
    assert [one for one in methods if not re.search(r'\.%s\b' % one, shown)] == []
