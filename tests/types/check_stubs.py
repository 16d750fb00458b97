"""Compare the client's stubs with its modules: ``python tests/types/check_stubs.py``.

Every module outside the sandbox, which has no stubs, must have one, and mypy's stubtest must find
no difference between the two. Needs mypy and the client's dependencies.
"""
from __future__ import absolute_import, print_function

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def client_modules():
    """The client's files, as paths below the project."""
    for folder, folders, names in os.walk(os.path.join(ROOT, 'clarifai')):
        folders[:] = sorted(set(folders) - {'sandbox', '__pycache__'})
        for name in sorted(names):
            if name.endswith('.py') and name != '__main__.py':
                yield os.path.relpath(os.path.join(folder, name), ROOT)


def module_name(path):
    """The name to import a file by."""
    name = path[:-len('.py')].replace(os.sep, '.')
    return name[:-len('.__init__')] if name.endswith('.__init__') else name


def main():
    """Print what is wrong; returns the exit status."""
    paths = list(client_modules())
    missing = [path for path in paths if not os.path.exists(os.path.join(ROOT, path + 'i'))]
    for path in missing:
        print('%s has no stub: add %si' % (path, os.path.basename(path)))
    # stubtest takes a package with all that is in it, so the top one would bring the sandbox along.
    modules = [name for name in map(module_name, paths) if name.count('.') == 1]
    status = subprocess.call([sys.executable, '-m', 'mypy.stubtest'] + modules, cwd=ROOT)
    return 1 if missing else status


if __name__ == '__main__':
    sys.exit(main())
