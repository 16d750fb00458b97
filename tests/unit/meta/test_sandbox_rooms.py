"""The rooms of the sandbox: what each may know of the others."""
from __future__ import absolute_import

import sys

import pytest

from package_source import MODULES, imports

# In every room: what says how something failed, how a value is read and written, and which of a
# test's orders comes first.
EVERYWHERE = ('errors', 'status_codes', 'clock', 'fields', 'platform', 'messages', 'precedence',
              'wildcards', 'wire')
# {room: the rooms, or modules, that it imports from while the server starts}
BELOW = {
    'recorder': (),
    'learning': (),
    'models': ('learning',),
    'store': ('learning', 'models'),
    'media': ('learning', 'models'),
    'jobs': ('learning', 'media', 'memory', 'models', 'store'),
    'access': ('models', 'store'),
    'handlers': ('access', 'media', 'models', 'store'),
    'faults': ('handlers.request', 'web.responses'),
    'page': ('access', 'handlers', 'media', 'models', 'store'),
    'web': ('access', 'faults', 'handlers', 'libraries', 'page', 'recorder'),
    'grpc_door': (),
}
SANDBOX = sorted(module for module in MODULES if module.startswith('clarifai.sandbox.'))
pytestmark = pytest.mark.skipif(sys.version_info < (3, 9), reason='this Python reads no sandbox')


def inside(module):
    """The modules of the sandbox that one imports when it is imported, without the package."""
    return set(each.name[len('clarifai.sandbox.'):] for each in imports(module)
               if each.at_once and each.name.startswith('clarifai.sandbox.'))


@pytest.mark.parametrize('module', [module for module in SANDBOX
                                    if module.split('.')[2] in BELOW])
def test_a_room_imports_from_those_below_it(module):
    room = module.split('.')[2]
    allowed = EVERYWHERE + (room,) + BELOW[room]
    wrong = [name for name in inside(module)
             if not any(name == one or name.startswith(one + '.') for one in allowed)]
    assert wrong == []


def test_every_folder_is_a_room():
    folders = set(module.split('.')[2] for module in SANDBOX if module.count('.') > 2)
    assert folders == set(BELOW)


def test_handlers_do_not_know_http_and_the_store_does_not_know_requests():
    for module in SANDBOX:
        libraries = set(each.name.split('.')[0] for each in imports(module))
        if module.split('.')[2] in ('store', 'learning', 'models', 'jobs'):
            assert not libraries & set(['flask', 'werkzeug', 'requests', 'urllib3']), module
        if module.split('.')[2] == 'handlers':
            assert not libraries & set(['flask', 'requests', 'urllib3']), module
