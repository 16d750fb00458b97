"""The store is not even imported where what the sandbox needs is not installed."""
from __future__ import absolute_import

import pytest

try:
    import numpy  # noqa: F401
    collect_ignore_glob = []
except ImportError:
    collect_ignore_glob = ['*']


@pytest.fixture
def db():
    """An empty database in memory, in a transaction."""
    from clarifai.sandbox.store.database import Database
    database = Database()
    with database.transaction() as connection:
        yield connection
    database.close()
