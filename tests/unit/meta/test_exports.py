"""Every name of every 2.x release is where it was, and can be called as it was.

``legacy_names.json`` has the facts: module, name, what other paths lead to the same object, base
classes, attributes, and for everything callable each different list of parameters that a release
had (``name=`` is an optional one).
"""
from __future__ import absolute_import

import ast
import importlib
import inspect
import io
import json
import os

import pytest
from six import PY2

from clarifai.rest import client
from clarifai.rest.solutions import moderation, solutions

HERE = os.path.dirname(os.path.abspath(__file__))
with io.open(os.path.join(HERE, 'legacy_names.json'), encoding='utf-8') as _handle:
    MODULES = json.load(_handle)

NAMES = [(module, name) for module in sorted(MODULES) for name in sorted(MODULES[module])]


def fact(module, name, what, absent=()):
    """Returns one of the facts about a name."""
    return MODULES[module][name].get(what, absent)


def found(path):
    """Returns the object at a dotted path."""
    module, name = path.rsplit('.', 1)
    return getattr(importlib.import_module(module), name)


def callables():
    """Returns (path of the owner, name of the method or None) of everything callable."""
    cases = []
    for module, name in NAMES:
        if fact(module, name, 'forms'):
            cases.append((module + '.' + name, None))
        cases.extend((module + '.' + name, method)
                     for method in sorted(fact(module, name, 'methods')))
    return cases


# Names


@pytest.mark.parametrize('module', sorted(MODULES))
def test_every_module_is_there(module):
    importlib.import_module(module)


@pytest.mark.parametrize('module, name', NAMES)
def test_every_name_is_there_and_still_the_same_kind_of_thing(module, name):
    thing = found(module + '.' + name)
    assert inspect.isclass(thing) == (fact(module, name, 'kind') == 'class')


@pytest.mark.parametrize('module, name', [
    case for case in NAMES if fact(case[0], case[1], 'same_as')])
def test_every_path_leads_to_the_same_object(module, name):
    for other in fact(module, name, 'same_as'):
        assert found(module + '.' + name) is found(other)


@pytest.mark.parametrize('module, name', [
    case for case in NAMES if fact(case[0], case[1], 'value', None) is not None])
def test_every_constant_has_its_value(module, name):
    assert found(module + '.' + name) == fact(module, name, 'value')


@pytest.mark.parametrize('module, name', [
    case for case in NAMES if fact(case[0], case[1], 'bases')])
def test_every_class_is_still_caught_as_its_bases(module, name):
    ancestors = [one.__name__ for one in inspect.getmro(found(module + '.' + name))]
    assert set(fact(module, name, 'bases')) <= set(ancestors)


@pytest.mark.parametrize('module, name', [
    case for case in NAMES if fact(case[0], case[1], 'class_attributes')])
def test_every_class_attribute_is_there(module, name):
    for attribute in fact(module, name, 'class_attributes'):
        assert hasattr(found(module + '.' + name), attribute)


def test_star_import_brings_the_names_of_rest_and_no_others():
    namespace = {}
    exec('from clarifai.rest import *', namespace)
    missing = set(MODULES['clarifai.rest']) - set(namespace)
    assert not missing
    assert 'absolute_import' not in namespace and 'http_client' not in namespace


def test_star_import_brings_the_names_of_client():
    namespace = {}
    exec('from clarifai.rest.client import *', namespace)
    assert not set(MODULES['clarifai.rest.client']) - set(namespace)
    assert 'absolute_import' not in namespace and 'importlib' not in namespace


# Attributes of objects


def an_api():
    return client.ApiClient(api_key='k', base_url='https://api.example.com')


WORKFLOW = {'id': 'w', 'nodes': [{'id': 'n', 'model': {'id': 'm', 'model_version': {'id': 'v'}}}]}
MODEL = {'id': 'm', 'name': 'm', 'output_info': {'type': 'concept'}, 'model_version': {'id': 'v'}}
MAKE = {  # classes whose constructor needs something; the others are made without arguments
    'ApiClient': an_api,
    'ApiError': lambda: client.ApiError('url', {}, 'GET', None),
    'ApiStatus': lambda: client.ApiStatus({'code': 10000, 'description': 'Ok'}),
    'Auth': lambda: client.Auth(an_api()),
    'BoundingBox': lambda: client.BoundingBox(0, 0, 1, 1),
    'ClarifaiApp': lambda: client.ClarifaiApp(api_key='k'),
    'Concepts': lambda: client.Concepts(an_api()),
    'FaceAgeAppearance': lambda: client.FaceAgeAppearance([]),
    'FaceGenderAppearance': lambda: client.FaceGenderAppearance([]),
    'FaceIdentity': lambda: client.FaceIdentity([]),
    'FaceMulticulturalAppearance': lambda: client.FaceMulticulturalAppearance([]),
    'Geo': lambda: client.Geo(client.GeoPoint(1, 2)),
    'GeoBox': lambda: client.GeoBox(client.GeoPoint(1, 2), client.GeoPoint(3, 4)),
    'GeoPoint': lambda: client.GeoPoint(1, 2),
    'InputCounts': lambda: client.InputCounts({'counts': {}}),
    'InputSearchTerm': lambda: client.InputSearchTerm(concept='c'),
    'Inputs': lambda: client.Inputs(an_api()),
    'Model': lambda: client.Model(an_api(), MODEL),
    'ModelSolutions': lambda: client.ModelSolutions(None, None),
    'ModelSolutionsModeration': lambda: client.ModelSolutionsModeration(None, None),
    'Models': lambda: client.Models(an_api()),
    'ModerationSolution': lambda: moderation.ModerationSolution('k'),
    'OutputSearchTerm': lambda: client.OutputSearchTerm(concept='c'),
    'PublicModels': lambda: client.PublicModels(an_api()),
    'Solutions': lambda: solutions.Solutions('k'),
    'Workflow': lambda: client.Workflow(an_api(), WORKFLOW),
    'WorkflowNode': lambda: client.WorkflowNode(WORKFLOW['nodes'][0]),
    'Workflows': lambda: client.Workflows(an_api()),
}


@pytest.mark.parametrize('module, name', [
    case for case in NAMES if fact(case[0], case[1], 'attributes')])
def test_every_object_has_its_attributes(module, name):
    made = MAKE.get(name, found(module + '.' + name))()
    missing = [attribute for attribute in fact(module, name, 'attributes')
               if not hasattr(made, attribute)]
    assert not missing


# Signatures


def parameters(function):
    """Returns [(name, whether it is required)] of a function, without self."""
    spec = inspect.getargspec(function) if PY2 else inspect.getfullargspec(function)
    required = len(spec.args) - len(spec.defaults or ())
    named = [(name, position < required) for position, name in enumerate(spec.args)]
    return [pair for pair in named if pair[0] != 'self']


def declared_names(function):
    """Returns the parameter names of each older form that a function says it understands."""
    forms = []
    for text in getattr(function, '__legacy_signatures__', ()):
        arguments = ast.parse('def form%s: pass' % text).body[0].args.args
        forms.append([getattr(one, 'arg', getattr(one, 'id', None)) for one in arguments])
    return forms


@pytest.mark.parametrize('owner, method', callables())
def test_every_call_form_is_accepted(owner, method):
    module, name = owner.rsplit('.', 1)
    facts = MODULES[module][name]['methods'][method] if method else MODULES[module][name]
    function = getattr(found(owner), method or '__init__')
    platform_api = parameters(function)
    names = [one for one, _ in platform_api]
    renamed = facts.get('renamed', {})
    older = declared_names(function)
    for form in facts['forms']:
        given = [part.rstrip('=') for part in form.split(', ') if part]
        for position, one in enumerate(given):
            assert one in names, '%s= is not accepted (%s)' % (one, form)
            meanings = [names[position]] + [other[position] for other in older
                                            if position < len(other)]
            assert one in meanings or renamed.get(one) in meanings, (
                'position %d was %s and is %s (%s)' % (position, one, names[position], form))
        always = set(part for part in form.split(', ') if part and not part.endswith('='))
        always |= set(renamed[one] for one in always if one in renamed)
        needed = set(one for one, required in platform_api if required)
        assert needed <= always, '%s is newly required (%s)' % (needed - always, form)
