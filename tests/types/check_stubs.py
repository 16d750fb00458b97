"""Compare the client's stubs with its modules: ``python tests/types/check_stubs.py``.

The modules of ``public_modules.py`` must have one, and no others may; mypy's stubtest must find no
difference between the two. Needs mypy and the client's dependencies.
"""
from __future__ import absolute_import, print_function

import os
import re
import subprocess
import sys
import tempfile

from public_modules import PUBLIC

# Today's SDK is annotated in its modules, but for the messages, which are made of a table.
ANNOTATED = r'clarifai\.client\.(?!messages\.).*'
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def stub_of(module):
    """The path of a public module's stub."""
    path = os.path.join(ROOT, *module.split('.'))
    return os.path.join(path, '__init__.pyi') if os.path.isdir(path) else path + '.pyi'


def stubs():
    """The paths of all stubs that there are."""
    return set(os.path.join(folder, name)
               for folder, _, names in os.walk(os.path.join(ROOT, 'clarifai'))
               for name in names if name.endswith('.pyi'))


def main():
    """Print what is wrong; returns the exit status."""
    wanted = set(map(stub_of, PUBLIC))
    for path in sorted(wanted - stubs()):
        print('%s is missing: public_modules.py names its module' % os.path.relpath(path, ROOT))
    for path in sorted(stubs() - wanted):
        print('%s is too many: public_modules.py does not name its module'
              % os.path.relpath(path, ROOT))
    return 1 if wanted != stubs() else stubtest()


def stubtest():
    """Let mypy compare; returns its exit status."""
    # It takes a package with all that is in it. What has no stub has no types to be wrong.
    tops = sorted(set('.'.join(module.split('.')[:2]) for module in PUBLIC) - set(['clarifai']))
    with temporary('[mypy]', 'ignore_errors = True', '[mypy-%s]' % ','.join(PUBLIC),
                   'ignore_errors = False') as config, temporary(
                       *[all_in(one) for one in internal()] + operations() + [ANNOTATED]) as other:
        return subprocess.call(
            [sys.executable, '-m', 'mypy.stubtest', '--mypy-config-file', config.name,
             '--allowlist', other.name, '--ignore-unused-allowlist'] + tops, cwd=ROOT)


def internal():
    """The paths of all modules without a stub, as they are imported."""
    for folder, _, names in os.walk(os.path.join(ROOT, 'clarifai')):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), ROOT)
            module = path[:-len('.py')].replace(os.sep, '.')
            if name.endswith('.py') and module not in PUBLIC and name != '__init__.py':
                yield module


def operations():
    """The paths of what `Platform` makes when it is asked for: the operations."""
    from clarifai.operations import table
    return [re.escape('clarifai.operations.platform.Platform.' + name) for name in table.names()]


def all_in(module):
    """A pattern for everything in a module."""
    return re.escape(module) + r'\..*'


def temporary(*lines):
    """A file with some lines, for as long as it is open."""
    handle = tempfile.NamedTemporaryFile('w')
    handle.write('\n'.join(lines))
    handle.flush()
    return handle


if __name__ == '__main__':
    sys.exit(main())
