"""Data flows one way through the rooms, and nothing points back up."""
from __future__ import absolute_import

import sys

import pytest

from package_source import MODULES, imported, imports

VALUES = set('clarifai.rest.' + name for name in (
    'concept', 'feedback', 'geo', 'media', 'outputs', 'regions', 'search', 'status'))
# What values are built with: none of it knows a server.
TOOLS_OF_VALUES = set([
    'clarifai.answers', 'clarifai.buffers', 'clarifai.compat', 'clarifai.content',
    'clarifai.deprecation', 'clarifai.errors', 'clarifai.forking', 'clarifai.json_values',
    'clarifai.reasons', 'clarifai.redact', 'clarifai.rest.deprecated_signatures',
    'clarifai.rest.numbers', 'clarifai.status_codes', 'clarifai.value'])
COLLECTIONS = set('clarifai.rest.' + name for name in (
    'app', 'concepts', 'input_search', 'inputs', 'model', 'models', 'public_models', 'workflows'))
# What makes a run of any work; the adapters say what the work is.
BULK_ENGINE = ['clarifai.bulk.' + name for name in (
    'batching', 'dispatch', 'journal', 'pace', 'progress', 'report', 'runner', 'threads', 'work')]
# The one way to the network.
NETWORK = ('clarifai.reading', 'clarifai.remote_content', 'clarifai.session', 'clarifai.transport')
# What a notebook asks an object for, which imports it then.
LOOKING = 'clarifai.views.showing'
# What views read with: none of it knows a server or an object.
TOOLS_OF_VIEWS = set('clarifai.' + name for name in (
    'answers', 'buffers', 'compat', 'content', 'errors', 'heif', 'kinds', 'overwritten', 'redact',
    'status_codes', 'whole_file'))
# Names and nothing else: every path that 2.x had.
FACES_OF_THE_PACKAGE = set(['clarifai.rest', 'clarifai.rest.client'])
# Today's SDK, with the folders that hold only some of its names.
CLIENT = ('clarifai.client', 'clarifai.constants', 'clarifai.datasets', 'clarifai.utils')
ROOMS = sorted(MODULES)


def within(module, package):
    return module == package or module.startswith(package + '.')


def those(*packages):
    """Returns the modules of some packages."""
    return [module for module in ROOMS if any(within(module, one) for one in packages)]


def below_rest():
    """Returns the modules beside clarifai.rest that it stands on."""
    return [module for module in ROOMS if module.count('.') < 2 and
            not any(within(module, one) for one in (
                'clarifai.rest', 'clarifai.bulk', 'clarifai.cli', 'clarifai.sandbox'))]


@pytest.mark.parametrize('module', those('clarifai.operations'))
def test_operations_know_nothing_that_stands_on_them(module):
    above = ('clarifai.rest', 'clarifai.client', 'clarifai.bulk', 'clarifai.cli')
    assert not [name for name in imported(module) if any(within(name, one) for one in above)]


@pytest.mark.parametrize('table', ['rows', 'arguments', 'messages'])
def test_the_tables_of_operations_are_loaded_only_when_one_is_used(table):
    for module in ROOMS:
        assert not [one for one in imports(module)
                    if one.at_once and one.name == 'clarifai.operations.' + table]


@pytest.mark.parametrize('module', sorted(VALUES))
def test_values_import_values_and_their_tools_only(module):
    assert imported(module) - set([LOOKING]) <= VALUES | TOOLS_OF_VALUES


@pytest.mark.parametrize('module', sorted(TOOLS_OF_VALUES))
def test_the_tools_of_values_import_values_and_each_other_only(module):
    assert imported(module) <= VALUES | TOOLS_OF_VALUES | set(['clarifai.versions'])


@pytest.mark.parametrize('module', those('clarifai.rest.dialects'))
def test_dialects_know_neither_values_nor_collections_nor_the_network(module):
    forbidden = VALUES | COLLECTIONS | set([
        'clarifai.transport', 'clarifai.rest.http_client', 'clarifai.rest.api_client'])
    assert not imported(module) & forbidden
    assert 'requests' not in set(one.name for one in imports(module))


@pytest.mark.parametrize('module', sorted(COLLECTIONS))
def test_collections_do_not_know_the_dialects_nor_the_network(module):
    assert not [name for name in imported(module) if within(name, 'clarifai.rest.dialects')]
    assert not imported(module) & set(['clarifai.transport', 'clarifai.rest.http_client'])


@pytest.mark.parametrize('module', those('clarifai.sandbox'))
def test_the_sandbox_imports_nothing_of_the_client(module):
    assert not [name for name in imported(module) if not within(name, 'clarifai.sandbox')]


@pytest.mark.parametrize('module', [one for one in ROOMS if not within(one, 'clarifai.sandbox')])
def test_the_client_imports_nothing_of_the_sandbox(module):
    found = [name for name in imported(module) if within(name, 'clarifai.sandbox')]
    # They start the sandbox, which is another program, when they are asked to, or ask what it has.
    starters = {'clarifai.cli.diagnose': ['clarifai.sandbox.learning.pretrained.choice'],
                'clarifai.cli.main': ['clarifai.sandbox.main'],
                'clarifai.pytest_plugin': ['clarifai.sandbox']}
    assert found == starters.get(module, [])


@pytest.mark.parametrize('module', ['clarifai.cli.diagnose', 'clarifai.cli.main',
                                    'clarifai.pytest_plugin'])
def test_what_starts_the_sandbox_imports_it_only_then(module):
    assert not [one for one in imports(module)
                if one.at_once and within(one.name, 'clarifai.sandbox')]


def test_the_pytest_plugin_imports_nothing_of_the_client():
    assert imported('clarifai.pytest_plugin') == set(['clarifai.sandbox'])


@pytest.mark.parametrize('module', [one for one in ROOMS if not within(one, 'clarifai.sandbox')])
def test_only_the_network_rooms_import_requests(module):
    found = [one for one in imports(module) if one.name.split('.')[0] in ('requests', 'urllib3')]
    assert bool(found) == (module in NETWORK)


@pytest.mark.parametrize('module', [one for one in ROOMS if one not in NETWORK])
def test_transport_is_imported_only_when_something_is_sent(module):
    assert not [one for one in imports(module)
                if one.at_once and one.name in NETWORK]


@pytest.mark.parametrize('module', below_rest())
def test_what_rest_stands_on_does_not_import_it(module):
    assert not [name for name in imported(module) if within(name, 'clarifai.rest')]


@pytest.mark.parametrize('module', those(*CLIENT))
def test_todays_sdk_stands_on_operations_and_not_on_rest(module):
    above = ('clarifai.rest', 'clarifai.bulk', 'clarifai.cli')
    assert not [name for name in imported(module) if any(within(name, one) for one in above)]


@pytest.mark.parametrize('module', [one for one in ROOMS if one not in those(*CLIENT)])
def test_todays_sdk_is_imported_only_where_an_object_of_2_x_passes_into_it(module):
    found = [name for name in imports(module) if any(within(name.name, one) for one in CLIENT)]
    passages = {'clarifai.bulk.client_objects': [
                    'clarifai.client.app', 'clarifai.client.base', 'clarifai.client.dataset',
                    'clarifai.client.input', 'clarifai.client.messages', 'clarifai.client.model',
                    'clarifai.client.workflow'],
                'clarifai.rest.app': ['clarifai.client.app'],
                'clarifai.rest.model': ['clarifai.client.model']}
    assert sorted(set(one.name for one in found)) == passages.get(module, [])
    assert not [one for one in found if one.at_once]


@pytest.mark.parametrize('module', [one for one in those('clarifai.rest')
                                    if one not in FACES_OF_THE_PACKAGE])
def test_rooms_import_each_other_and_not_the_faces_of_the_package(module):
    assert not imported(module) & FACES_OF_THE_PACKAGE


@pytest.mark.parametrize('module', those('clarifai.rest'))
def test_single_calls_do_not_know_the_bulk_ones(module):
    assert not [name for name in imported(module) if within(name, 'clarifai.bulk')]


@pytest.mark.parametrize('module', those('clarifai.bulk'))
def test_bulk_uses_what_a_user_could_use(module):
    inside = ('clarifai.rest.dialects', 'clarifai.rest.http_client', 'clarifai.rest.api_client',
              'clarifai.cli')
    assert not [name for name in imported(module) if any(within(name, one) for one in inside)]


@pytest.mark.parametrize('module', BULK_ENGINE)
def test_the_engine_of_bulk_knows_no_api(module):
    assert not [name for name in imported(module) if within(name, 'clarifai.rest')]
    assert not imported(module) & set([
        'clarifai.bulk.client_objects', 'clarifai.bulk.legacy', 'clarifai.bulk.source'])


@pytest.mark.parametrize('module', those('clarifai.bulk'))
def test_bulk_imports_libraries_that_may_be_missing_only_when_they_are_wanted(module):
    optional = [one for one in imports(module)
                if one.name.split('.')[0] in ('PIL', 'pillow_heif', 'dask', 'distributed',
                                              'concurrent')]
    assert not [one for one in optional if one.at_once]


@pytest.mark.parametrize('module', those('clarifai.views'))
def test_views_read_what_they_are_given_and_import_none_of_it(module):
    assert not [name for name in imported(module)
                if not within(name, 'clarifai.views') and name not in TOOLS_OF_VIEWS]


@pytest.mark.parametrize('module', those('clarifai.views'))
def test_views_import_libraries_that_may_be_missing_only_when_they_are_wanted(module):
    optional = [one for one in imports(module) if one.name.split('.')[0] in ('PIL', 'pandas')]
    assert not [one for one in optional if one.at_once]


@pytest.mark.parametrize('module', [one for one in ROOMS if not within(one, 'clarifai.views')])
def test_views_are_imported_only_when_somebody_looks(module):
    assert not [one for one in imports(module)
                if one.at_once and within(one.name, 'clarifai.views')]


def test_there_are_modules_to_look_at():
    assert len(those('clarifai.sandbox')) > 10 or sys.version_info < (3, 9)
    assert len(those('clarifai.rest')) > 20
    assert len(those('clarifai.bulk')) > 5
    assert 'clarifai.transport' in below_rest()


def circles(edges):
    """Returns the modules that lead back to themselves, of a dict of modules to what they import.

    What leads nowhere is taken away again and again; what is left is in a circle, or leads to one.
    """
    left = dict((module, set(targets)) for module, targets in edges.items())
    while True:
        ends = [module for module, targets in left.items() if not targets & set(left)]
        if not ends:
            return sorted(left)
        for module in ends:
            del left[module]


def test_no_module_imports_itself_on_the_way():
    assert circles(dict((module, [one.name for one in imports(module) if one.at_once])
                        for module in ROOMS)) == []


def test_circles_are_found():
    assert circles({'a': ['b'], 'b': ['c', 'd'], 'c': ['b'], 'd': []}) == ['a', 'b', 'c']
