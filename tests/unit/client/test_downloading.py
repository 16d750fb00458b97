"""Downloads: whole, resumed, broken, refused, and where the credential goes."""
from __future__ import annotations

import pytest
from requests.exceptions import ConnectionError

from answering import BASE, Answering
from clarifai.client import downloading
from clarifai.errors import ApiError, UserError
from clarifai.session import KeyAuth, NoAuth

DATA = bytes(range(256)) * 40


class Response:
    def __init__(self, status_code, data=b'', headers=None, breaks=False):
        self.status_code = status_code
        self.headers = dict({'Content-Length': str(len(data))}, **headers or {})
        self.content = data
        self.reason = 'Reason'
        self._breaks = breaks

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def iter_content(self, size):
        half = len(self.content) // 2
        yield self.content[:half]
        if self._breaks:
            raise ConnectionError('broken')
        yield self.content[half:]


class Session:
    """A server that has `DATA`, and breaks its first answers."""

    def __init__(self, breaks=0, ranges=True, status=None):
        self.asked = []
        self._breaks, self._ranges, self._status = breaks, ranges, status

    def send(self):
        """Sessions have this."""

    def get(self, url, headers, stream, auth, timeout):
        assert stream and timeout
        self.asked.append((url, headers.get('Range'), type(auth)))
        breaks = len(self.asked) <= self._breaks
        if self._status:
            return Response(self._status)
        start = int(headers.get('Range', 'bytes=0-')[6:-1])
        if not start or not self._ranges:
            return Response(200, DATA, breaks=breaks)
        if start >= len(DATA):
            return Response(416)
        return Response(206, DATA[start:], {
            'Content-Range': 'bytes %d-%d/%d' % (start, len(DATA) - 1, len(DATA))}, breaks)


def save(session, path, size=len(DATA), url='https://files.example.com/model.tar?secret'):
    connection = Answering().connection
    connection.session = session
    downloading.save(connection, url, str(path), 'v', size)


@pytest.mark.parametrize('size', [0, len(DATA)])
def test_a_file_comes_whole(tmp_path, size):
    session = Session()
    save(session, tmp_path / 'model.tar', size)
    assert (tmp_path / 'model.tar').read_bytes() == DATA
    assert not (tmp_path / 'model.tar.v.part').exists()
    assert session.asked == [('https://files.example.com/model.tar?secret', None, NoAuth)]


def test_a_broken_download_goes_on(tmp_path):
    session = Session(breaks=2)
    save(session, tmp_path / 'model.tar')
    assert (tmp_path / 'model.tar').read_bytes() == DATA
    assert [asked[1] for asked in session.asked] == [None, 'bytes=5120-', 'bytes=7680-']


def test_a_server_without_ranges_sends_it_all_again(tmp_path):
    save(Session(breaks=2, ranges=False), tmp_path / 'model.tar')
    assert (tmp_path / 'model.tar').read_bytes() == DATA


def test_what_came_is_kept_for_the_next_call(tmp_path):
    session = Session(breaks=99)
    with pytest.raises(ApiError) as caught:
        save(session, tmp_path / 'model.tar')
    assert len(session.asked) == downloading.ATTEMPTS
    assert 'secret' not in str(caught.value) and 'model.tar.v.part' in str(caught.value)
    assert not (tmp_path / 'model.tar').exists()
    have = (tmp_path / 'model.tar.v.part').stat().st_size
    session = Session()
    save(session, tmp_path / 'model.tar')
    assert session.asked[0][1] == 'bytes=%d-' % have
    assert (tmp_path / 'model.tar').read_bytes() == DATA


def test_a_part_that_is_whole_is_not_asked_for_again(tmp_path):
    (tmp_path / 'model.tar.v.part').write_bytes(DATA)
    session = Session()
    save(session, tmp_path / 'model.tar')
    assert (tmp_path / 'model.tar').read_bytes() == DATA and not session.asked


@pytest.mark.parametrize('size', [0, len(DATA)])
def test_a_part_that_is_too_long_is_begun_again(tmp_path, size):
    (tmp_path / 'model.tar.v.part').write_bytes(DATA + b'x')
    save(Session(), tmp_path / 'model.tar', size)
    assert (tmp_path / 'model.tar').read_bytes() == DATA


def test_a_refusal_is_not_repeated(tmp_path):
    session = Session(status=403)
    with pytest.raises(ApiError) as caught:
        save(session, tmp_path / 'model.tar')
    assert len(session.asked) == 1 and caught.value.status_code == 403
    assert 'secret' not in str(caught.value)


def test_a_server_that_fails_is_asked_again(tmp_path):
    session = Session(status=503)
    with pytest.raises(ApiError):
        save(session, tmp_path / 'model.tar')
    assert len(session.asked) == downloading.ATTEMPTS


def test_the_credential_goes_to_the_api_only(tmp_path):
    session = Session()
    save(session, tmp_path / 'a', url=BASE + '/exports/model.tar')
    save(session, tmp_path / 'b', url=BASE.replace('https', 'http') + '/model.tar')
    save(session, tmp_path / 'c', url=BASE + '.evil.example/model.tar')
    assert [asked[2] for asked in session.asked] == [KeyAuth, NoAuth, NoAuth]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UserError) as caught:
        save(Session(), tmp_path / 'no' / 'model.tar')
    assert 'cannot be written' in str(caught.value)
