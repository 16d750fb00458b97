"""What the tests of ``clarifai check`` share."""
from __future__ import absolute_import

import pytest


@pytest.fixture
def write(tmpdir):
    """Writes a file of bytes or text and returns its path."""
    def write(name, text):
        path = tmpdir.join(*name.split('/'))
        path.dirpath().ensure(dir=True)
        path.write_binary(text if isinstance(text, bytes) else text.encode('utf-8'))
        return str(path)
    return write
