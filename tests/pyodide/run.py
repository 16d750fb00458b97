"""The unit tests on CPython 3.14 as WebAssembly (Pyodide), in Node.

    .venv-test/bin/python tests/pyodide/run.py [arguments of pytest]

Pyodide is looked for in ``.node`` (``.ci/run`` puts it there) or where CLARIFAI_PYODIDE says.  What
the tests need beside it is taken from the Python that runs this.  What cannot run there is left
out, and counted with its reason.
"""
from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PYODIDE = os.environ.get('CLARIFAI_PYODIDE') or os.path.join(
    ROOT, '.node', 'node_modules', 'pyodide')
PACKAGES = ('_pytest', 'certifi', 'charset_normalizer', 'idna', 'iniconfig', 'packaging',
            'pluggy', 'py', 'pygments', 'pytest', 'requests', 'responses', 'six', 'urllib3', 'yaml')
# Neither the house itself nor the sandbox, which is another program.
TESTS = ('tests/unit', '--ignore', 'tests/unit/meta', '--ignore', 'tests/unit/sandbox')
NO_NODE = 'There is no %s here: the unit tests on Python 3.14 are left out.'


def main(arguments):
    """Run them; return an exit code."""
    node = shutil.which('node')
    for what, is_there in (('Node', node), ('Pyodide', os.path.isdir(PYODIDE))):
        if not is_there:
            print(NO_NODE % what)
            return 0
    is_all = all(argument.startswith('-') for argument in arguments)
    with tempfile.TemporaryDirectory() as packages:
        for name in PACKAGES:
            copy(name, packages)
        return subprocess.call(
            # Some tests nest JSON deeper than the stack of Node is by default.
            [node, '--stack-size=4000', os.path.join(ROOT, 'tests', 'pyodide', 'run.mjs'),
             ROOT, PYODIDE, packages] + arguments + list(TESTS if is_all else ()))


def copy(name, folder):
    """Copy the source of an installed package."""
    source = importlib.util.find_spec(name).origin
    if os.path.basename(source) == '__init__.py':
        shutil.copytree(os.path.dirname(source), os.path.join(folder, name),
                        ignore=shutil.ignore_patterns('__pycache__', '*.so', '*.pyd'))
    else:
        shutil.copy(source, folder)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
