"""Where the packages of npm are that tests drive, or why there are none."""
from __future__ import absolute_import

import os
import shutil

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def modules_with(name, version):
    """Returns the folder of node modules that has a package; skips the test where there is none.

    It is CLARIFAI_NODE_MODULES, or ``.node/node_modules`` of the project, where .ci/run puts them.
    """
    found = os.environ.get('CLARIFAI_NODE_MODULES') or os.path.join(ROOT, '.node', 'node_modules')
    if not shutil.which('node'):
        pytest.skip('there is no node here')
    if not os.path.isdir(os.path.join(found, name)):
        pytest.skip('%s is not in %s: npm install --prefix .node %s@%s'
                    % (name, found, name, version))
    return found
