"""The reference in docs/api.rst names every class that a 2.x script can import."""
from __future__ import absolute_import

import inspect
import io
import os
import re

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
