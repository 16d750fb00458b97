"""Bytes from folders, uploads and base64 text, and which URLs are fetched at all."""
from __future__ import absolute_import

import base64

import pytest

from clarifai.sandbox.media import source
from clarifai.sandbox.errors import MediaUnavailable


@pytest.mark.parametrize('wrong', [
    'file:///etc/passwd', 'ftp://x/y', 'x.jpg', '', 'http://', 'http://[::1', 'data:,x'])
def test_urls_that_are_not_fetched(wrong):
    assert not source.is_fetchable(wrong)
    with pytest.raises(MediaUnavailable) as refusal:
        source.MediaSource(None, {}.get).read(wrong)
    assert refusal.value.code == 30104


@pytest.mark.parametrize('url, token', [
    ('http://x/sandbox/media/' + 'a' * 32, 'a' * 32),
    ('http://x/sandbox/media/orig/' + 'a' * 32, 'a' * 32),
    ('http://x/sandbox/media/' + 'a' * 31, None), ('http://[::1', None), ('', None)])
def test_the_token_in_a_url(url, token):
    assert source.hosted_token(url) == token


def test_folder_and_uploads(tmp_path):
    (tmp_path / 'a b.jpg').write_bytes(b'local')
    (tmp_path / 'folder').mkdir()
    token = '0' * 31 + 'a'
    folder = source.MediaSource(str(tmp_path), {token: b'uploaded'}.get)
    assert folder.read('https://x.invalid/p/a%20b.jpg?q=1') == b'local'
    assert folder.read('https://x.invalid/o/images%2Fa%20b.jpg?alt=media') == b'local'
    assert folder.read('https://x.invalid/p/..%2Fa%20b.jpg') == b'local'
    assert folder.read('http://any.invalid:1/sandbox/media/' + token) == b'uploaded'
    for name in ('folder', '..', '.', '', 'x%2F', 'x%2F..', '..%5Ca%20b.jpg', 'a%20b.jpg%2Fx',
                 '%00', 'c:a%20b.jpg', 'other.jpg'):
        with pytest.raises(MediaUnavailable) as refusal:
            folder.read('http://127.0.0.1:9/p/' + name)
        assert refusal.value.code == 39996, name


def test_base64():
    data = bytes(bytearray(range(256))) * 3
    plain = base64.b64encode(data).decode('ascii')
    assert source.decode_base64(plain) == data
    assert source.decode_base64(base64.encodebytes(data).decode('ascii')) == data
    assert source.decode_base64(base64.urlsafe_b64encode(data).decode('ascii')) == data
    unpadded = base64.b64encode(data[:-1]).decode('ascii').rstrip('=')
    assert source.decode_base64(unpadded) == data[:-1]
    for wrong in ('', ' \n', '!', plain[:-3], u'\u732b'):
        with pytest.raises(MediaUnavailable):
            source.decode_base64(wrong)
