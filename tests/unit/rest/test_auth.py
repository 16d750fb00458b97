"""Auth: what got OAuth tokens once."""
from __future__ import absolute_import

import pytest


def test_get_token_gives_nothing_and_warns_the_caller(app, http):
    with pytest.warns(DeprecationWarning) as caught:
        assert app.auth.get_token() == {}
    assert caught[0].filename == __file__.replace('.pyc', '.py')
    assert 'API key' in str(caught[0].message)
    assert http.requests == []


def test_it_has_the_client_of_the_app(app):
    assert app.auth.api is app.api
