"""The notebook is what scripts/notebook makes of the tutorial."""
from __future__ import absolute_import

import io
import os
import runpy
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__)))))


@pytest.mark.skipif(sys.version_info < (3, 8), reason='the script needs Python 3')
def test_it_is_up_to_date():
    made = runpy.run_path(os.path.join(ROOT, 'scripts', 'notebook'))['notebook']()
    with io.open(os.path.join(ROOT, 'docs', 'examples', 'tutorial.ipynb'),
                 encoding='utf-8') as opened:
        assert opened.read() == made, 'run scripts/notebook'
