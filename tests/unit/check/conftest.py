"""What the tests of ``clarifai check`` share."""
from __future__ import absolute_import

import io

import pytest

from clarifai.cli.main import main


@pytest.fixture
def write(tmpdir):
    """Writes a file of bytes or text and returns its path."""
    def write(name, text):
        path = tmpdir.join(*name.split('/'))
        path.dirpath().ensure(dir=True)
        path.write_binary(text if isinstance(text, bytes) else text.encode('utf-8'))
        return str(path)
    return write


@pytest.fixture
def fix():
    """Rewrites a file, checks that a second run changes nothing, and returns its bytes."""
    def fix(path):
        main(['check', '--fix', '--yes', path])
        with io.open(path, 'rb') as opened:
            after = opened.read()
        main(['check', '--fix', '--yes', path])
        with io.open(path, 'rb') as opened:
            assert opened.read() == after
        return after
    return fix
