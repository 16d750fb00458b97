"""What a recorded body shows: pictures shortened, keys masked, everything else as it was."""
from __future__ import absolute_import

import json

import pytest

from clarifai.sandbox.recorder import redaction


def shown(body):
    return redaction.shown(json.dumps(body).encode('utf-8'))


def test_what_is_short_and_no_secret_is_shown_as_it_is():
    body = {'inputs': [{'id': 'i', 'data': {'image': {'url': 'https://example.com/a.jpg'},
                                            'metadata': {'n': [1, 2.5, None, True]}}}]}
    assert shown(body) == body


@pytest.mark.parametrize('data, expected', [
    (b'', None), (b' \n', None), (b'{"a": ', '{"a": '), (b'<html>', '<html>'), (b'\xff', '\ufffd'),
    (b'\xef\xbb\xbf{}', {}), (b'[' * 100000, '[' * 100000)])
def test_what_is_no_json_is_shown_as_text(data, expected):
    assert redaction.shown(data) == expected


def test_pictures_are_shortened_and_their_length_is_told():
    picture = shown({'base64': 'iVBOR' * 1000})['base64']
    assert picture == 'iVBOR' * 16 + '... (5000 characters)'


def test_pictures_are_shortened_in_bytes_to_what_they_are_shortened_to_in_json():
    body = {'a': 'x' * 300, 'b': 'y' * 4001, 'c': 'z\n' * 1000}
    data = redaction.without_pictures(json.dumps(body).encode('ascii'))
    assert json.loads(data.decode('ascii')) == dict(body, b=shown(body)['b'])
    assert redaction.shown(data) == shown(body)


def test_vectors_are_shortened():
    vector = [number / 1024.0 for number in range(1024)]
    assert shown({'vector': vector})['vector'] == vector[:8] + ['... (1024 numbers)']
    assert shown({'vector': vector[:32]})['vector'] == vector[:32]


@pytest.mark.parametrize('name', ['secret', 'client_secret', 'access_token', 'token', 'password',
                                  'api_key', 'apikey', 'Authorization', 'pat', 'key_id'])
def test_secrets_are_masked_by_their_names(name):
    assert shown({'data': {name: 'abc'}}) == {'data': {name: '***'}}
    assert shown({name: ['abc']}) == {name: ['***']}


@pytest.mark.parametrize('name', ['key', 'tokens', 'path', 'pattern', 'secretary'])
def test_other_names_are_not_masked(name):
    assert shown({name: 'abc'}) == {name: 'abc'}


def test_the_id_of_a_key_is_masked_because_it_is_the_key():
    assert shown({'keys': [{'id': 'abc', 'description': 'd'}], 'key': {'id': 'abc'}}) == {
        'keys': [{'id': '***', 'description': 'd'}], 'key': {'id': '***'}}
    assert shown({'keys': [{'apps': [{'id': 'photos'}]}]}) == {
        'keys': [{'apps': [{'id': 'photos'}]}]}
    assert redaction.path('/v2/users/me/keys/abc') == '/v2/users/me/keys/***'
    assert redaction.path('/v2/users/me/keys') == '/v2/users/me/keys'


def test_names_and_passwords_in_urls_are_masked():
    assert shown({'url': 'https://ann:pw@example.com/a.jpg'}) == {
        'url': 'https://***@example.com/a.jpg'}
    assert shown({'url': 'https://example.com/@ann'}) == {'url': 'https://example.com/@ann'}


def test_a_key_is_masked_wherever_it_stands():
    assert redaction.without_key(b'{"note": "my-long-key"}', 'my-long-key') == b'{"note": "***"}'
    assert redaction.without_key(b'{"key": 1}', 'key') == b'{"key": 1}'
