"""Each documented class, method, parameter and default of today's SDK is there.

``data/surface.json`` has the facts: what the document prints, and where it prints no default, or an
order that no release has, what the releases have.
"""
from __future__ import annotations

import ast
import importlib
import inspect
import io
import json
import os

import pytest

from clarifai import client

HERE = os.path.dirname(os.path.abspath(__file__))
with io.open(os.path.join(HERE, 'data', 'surface.json'), encoding='utf-8') as _handle:
    CLASSES = json.load(_handle)
METHODS = [(cls, method) for cls in CLASSES for method in cls['methods']]
PARAMETERS = [(cls, method, one) for cls, method in METHODS for one in method['params']]
# Of modules, which today's API has no more: they refuse when they are called.
GONE = ('Module', 'App.list_modules', 'App.list_installed_module_versions')
# Checks what it is given at once, and gives a generator.
EAGER = ('Search.query',)


def named(case):
    return '.'.join(part['name'] for part in case)


def cases(names, found):
    return pytest.mark.parametrize(names, found, ids=map(named, found))


def class_of(cls):
    return getattr(importlib.import_module(cls['module']), cls['name'])


def parameters_of(cls, method):
    """Returns the parameters of a method, by name and in order, without self."""
    function = getattr(class_of(cls), method['name'])
    found = inspect.signature(function).parameters
    return {name: one for name, one in found.items() if name != 'self'}


@pytest.mark.parametrize('cls', CLASSES, ids=lambda cls: cls['name'])
def test_a_class_is_where_it_is_documented(cls):
    found = class_of(cls)
    assert inspect.isclass(found)
    assert issubclass(found, Exception) == cls.get('exception', False)


def test_the_package_has_the_classes_as_well():
    for cls in CLASSES:
        if cls['module'].startswith('clarifai.client.'):
            assert getattr(client, cls['name']) is class_of(cls)
    assert client.Input is client.Inputs


@cases('cls, method', METHODS)
def test_a_method_is_there(cls, method):
    found = getattr(class_of(cls), method['name'])
    if method['name'] == '__init__':
        assert found is not object.__init__
    elif method.get('static'):
        assert isinstance(inspect.getattr_static(class_of(cls), method['name']),
                          (staticmethod, classmethod))
    assert callable(found)


@cases('cls, method', [case for case in METHODS if case[1].get('generator')
                       and named(case) not in GONE + EAGER and case[0]['name'] not in GONE])
def test_a_list_is_a_generator(cls, method):
    assert inspect.isgeneratorfunction(getattr(class_of(cls), method['name']))


@cases('cls, method', [case for case in METHODS if 'order' in case[1]])
def test_parameters_stand_in_the_order_of_the_releases(cls, method):
    found = parameters_of(cls, method)
    assert [name for name in found if name in method['order']] == [
        name for name in method['order'] if name in found]


@cases('cls, method, parameter', PARAMETERS)
def test_a_parameter_is_there_with_its_default(cls, method, parameter):
    found = parameters_of(cls, method)
    name = parameter['name']
    if parameter.get('kind') == 'keywords':
        assert any(one.kind is one.VAR_KEYWORD for one in found.values())
        return
    assert name in found
    accepted = [parameter[kind] for kind in ('default', 'release_default') if kind in parameter]
    default = found[name].default
    if name == 'base_url' or not accepted:
        return
    if default is inspect.Parameter.empty:
        assert parameter.get('release_required')
        return
    assert as_source(default) in [as_source(ast.literal_eval(text)) for text in accepted]


def as_source(default):
    """Returns a default as it is compared: an empty text and None mean the same."""
    return None if default == '' else repr(default)
