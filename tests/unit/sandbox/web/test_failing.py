"""What a handler that fails leaves in the answer and in the log."""
from __future__ import absolute_import

import pytest

pytest.importorskip('sklearn')

from clarifai.sandbox.web.application import create_app  # noqa: E402
from clarifai.sandbox.services import Services  # noqa: E402
from clarifai.sandbox.store import keys  # noqa: E402

SECRET = 'a-key-that-nobody-may-see'


def test_the_log_says_why_and_shows_no_key(monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError('the disk is full')
    monkeypatch.setattr(keys, 'get', fail)
    services = Services()
    try:
        client = create_app(services).test_client()
        answer = client.get('/v2/users/me/keys/' + SECRET, headers={'Authorization': 'Key k'})
    finally:
        services.stop()
    status = answer.get_json()['status']
    assert (answer.status_code, status['code']) == (500, 98004)
    assert status['req_id'] in caplog.text and 'the disk is full' in caplog.text
    assert SECRET not in caplog.text and SECRET not in answer.get_data(as_text=True)
