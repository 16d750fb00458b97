"""Masking of secrets and shortening of pictures."""
from __future__ import absolute_import

import json

import pytest

from clarifai.redact import (
    clean, clean_address, mask, masked, masked_content, shorten, shown, shown_at, shown_setting,
    summary)

KEY = 'abcdefghijklmnop12345678'


@pytest.mark.parametrize('secret, shown', [
    (KEY, '****5678'), ('twelve chars', '****hars'), ('short', '****'), ('elevenchars', '****'),
    ('', ''), (None, '')])
def test_mask_shows_at_most_the_last_four_characters(secret, shown):
    assert mask(secret) == shown


@pytest.mark.parametrize('text', [
    'Authorization: Key %s' % KEY, "{'Authorization': 'Key %s'}" % KEY, 'Bearer %s, and' % KEY,
    'Basic %s; x' % KEY, 'Key   %s' % KEY])
def test_authorization_headers_are_masked(text):
    assert KEY not in clean(text)
    assert 'Key' not in text or 'Key' in clean(text)


@pytest.mark.parametrize('text', [
    'API Key not found', 'The Key has expired.', 'Basic plans may not do this', 'Key: none'])
def test_ordinary_sentences_about_keys_stay_readable(text):
    assert clean(text) == text


def test_named_secrets_are_masked_wherever_they_stand():
    assert clean('https://x/?k=%s&l' % KEY, [KEY]) == 'https://x/?k=****5678&l'
    assert clean('nothing', [None, '']) == 'nothing'


@pytest.mark.parametrize('url', [
    'https://me:secret@api.test/v2', 'http://secret@proxy:3128', 'see https://a:secret@b and',
    'http://me:se/secret@proxy', 'http://me:se@secret@proxy/', 'http://me:8080secret@proxy'])
def test_user_and_password_in_urls_are_masked(url):
    assert 'secret' not in clean(url)
    assert '://****@' in clean(url)


@pytest.mark.parametrize('text', [
    'https://api.test/v2/inputs', 'https://api.test/a@b', 'http://api.test:8080/a@b', u'caf\xe9',
    '{"url":"http://api.test","name":"a@b"}'])
def test_clean_leaves_other_text_alone(text):
    assert clean(text) == text


@pytest.mark.parametrize('value', ['x' * 80, b'x' * 80, u'\u732b', 5, None, ['y' * 100]])
def test_shorten_leaves_short_texts_and_other_things_alone(value):
    assert shorten(value) is value


@pytest.mark.parametrize('value', ['x' * 81, b'x' * 81, bytearray(b'x' * 81), u'x' * 81])
def test_shorten_gives_the_beginning_and_the_length(value):
    assert shorten(value) == 'xxxxxxxxxxxx... (81 characters)'


def test_shorten_copes_with_bytes_that_are_no_text():
    assert shorten(b'\x89PNG\xff' + b'\0' * 200).endswith('(205 characters)')


def test_shorten_takes_another_limit():
    assert shorten('x' * 20, limit=15) == 'xxxxxxxxxxxx... (20 characters)'


@pytest.mark.parametrize('value', ['text', 5, None, ['a', 1], {'a': [1]}, ()])
def test_shown_is_the_repr_of_what_is_short(value):
    assert shown(value) == repr(value)


@pytest.mark.parametrize('value', [
    b'\x89PNG' * 5000, bytearray(b'\x89PNG' * 5000), u'iVBORw0KGgo' * 5000, ['iVBORw0KGgo' * 5000],
    {'a': b'\x89PNG' * 5000}, (u'iVBORw0KGgo' * 5000,)],
    ids=['bytes', 'bytearray', 'text', 'list', 'dict', 'tuple'])
def test_shown_is_short_whatever_it_is(value):
    assert len(shown(value)) < 200
    assert type(shown(value)) is str


@pytest.mark.parametrize('path', ['/private/var/folders/zz/%s/cat.jpg' % ('temporary-' * 15),
                                  'C:\\Users\\' + 'me and you\\' * 15 + 'key.pem',
                                  u'https://pictures.example.com/' + 'albums/' * 30 + '1.jpg'])
def test_a_path_is_shown_with_its_end(path):
    assert shown(path) == repr(path)
    assert shown(path * 3).endswith("(%d characters)'" % (3 * len(path)))


def test_base64_is_shortened_before_that():
    assert shown('iVBORw0KGgo' * 10).endswith("'iVBORw0KGgoi... (110 characters)'")


@pytest.mark.parametrize('secret', ['a', 'status', 'seven77'])
def test_a_secret_shorter_than_eight_characters_is_not_looked_for(secret):
    # It would be found in words that have nothing to do with it.
    text = 'a status of seven77'
    assert clean(text, [secret]) == text
    assert masked({'a': text}, [secret]) == {'a': text}
    assert masked_content(b'{"status": "seven77 a"}', [secret]) == b'{"status": "seven77 a"}'


def test_masked_takes_secrets_out_of_values_and_leaves_names():
    answer = {KEY: 'x', 'b': [1, None, {'c': 'my %s!' % KEY}, [KEY]], 'd': u'\u732b' + KEY}
    assert masked(answer, [KEY]) == {
        KEY: 'x', 'b': [1, None, {'c': 'my ****5678!'}, ['****5678']], 'd': u'\u732b****5678'}
    assert masked(KEY, [KEY]) == '****5678'
    assert masked(None, [KEY]) is None


def test_masked_goes_as_deep_as_an_answer():
    answer = inner = []
    for _ in range(5000):
        inner.append([])
        inner = inner[0]
    inner.append(KEY)
    masked(answer, [KEY])
    assert inner == ['****5678']


@pytest.mark.parametrize('content, kept', [
    (b'{"description": "%s"}', b'{"description": "****5678"}'),
    (b'<html>%s</html>', b'<html>****5678</html>'), (b'{ "a" :1}', b'{ "a" :1}'), (b'', b'')])
def test_masked_content(content, kept):
    assert masked_content(content.replace(b'%s', KEY.encode('ascii')), [KEY]) == kept
    assert masked_content(None, [KEY]) is None


@pytest.mark.parametrize('address, shown_as', [
    ('me:secret@h:1', '****@h:1'), ('http://me:se/secret@h:1/', 'http://****@h:1/'),
    ('HTTPS://me:secret@x@h', 'HTTPS://****@h'), ('socks5h://secret@h', 'socks5h://****@h'),
    ('h:1', 'h:1'), ('http://h:1', 'http://h:1'), ('', '')])
def test_an_address_is_shown_without_user_and_password(address, shown_as):
    assert clean_address(address) == shown_as


@pytest.mark.parametrize('value', [KEY, KEY.encode('ascii'), u'\u732b' * 8])
def test_a_text_that_may_be_a_key_is_not_shown_in_a_message_about_a_setting(value):
    assert shown_setting(value) == "'****'"
    assert shown_setting('x') == "'x'" and shown_setting(5) == '5'


@pytest.mark.parametrize('path', [
    '/v2/keys/', '/v2/users/me/keys/', '/v2/users/me/apps/mine/keys/'])
def test_a_key_in_a_path_is_masked(path):
    assert clean('GET https://api.test%s%s?a=b failed' % (path, KEY)) == (
        'GET https://api.test%s****?a=b failed' % path)


@pytest.mark.parametrize('url', [
    'https://api.test/v2/users/me/keys', 'https://photos.test/keys/brass.jpg',
    'https://api.test/v2/users/keys/apps/keys/inputs/a'])
def test_other_paths_with_that_word_stay(url):
    assert clean(url) == url


@pytest.mark.parametrize('value', [
    {'secrets': [{'id': 'a', 'value': KEY}]}, {'secret': {'value': KEY}},
    {'password': {'plaintext': KEY}}, {'keys': [{'id': KEY, 'description': 'a'}]},
    {'key': {'id': KEY}}, {'app_pat': KEY}, {'credentials': {'s3_creds': {'secret': KEY}}},
    {'azure_blob_creds': {'account_key': KEY}}, {'s3_creds': {'token': KEY.encode('ascii')}}])
def test_a_log_has_no_secret_that_a_request_or_an_answer_is_about(value):
    assert KEY not in summary(value)
    assert '"****"' in summary(value)


def test_a_log_has_what_is_no_secret():
    value = {'inputs': [{'id': 'a'}], 'key': 5, 'value': 'b', 'regions': [{'token': {'a': 'c'}}],
             'secret': ''}
    assert json.loads(summary(value)) == value


@pytest.mark.parametrize('place', [
    'password', 'password.plaintext', 'secrets[0].value', 'secret.value', 'keys', 'keys[12]',
    'keys[1].id', 'key_id', 'Key.id', 'data_sources[0].url.credentials.s3_creds.secret'])
def test_the_wrong_value_for_a_secret_is_not_shown(place):
    assert shown_at(place, KEY) == 'the str that was given'


@pytest.mark.parametrize('place', [
    'inputs[0].id', 'secrets[0].id', 'keys[1].description', 'page', 'keypoints',
    'regions[0].region_info.token.char_start'])
def test_other_wrong_values_are(place):
    assert shown_at(place, KEY) == repr(KEY)
