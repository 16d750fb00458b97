"""HTML made of texts that anybody may have written."""
from __future__ import absolute_import, unicode_literals

import pytest
from view_samples import EVIL, EVIL_URLS, Page

from clarifai.views.markup import (Markup, escaped, joined, percent, relative_address, tag,
                                   text, web_address)


def test_texts_are_escaped_and_html_is_not():
    assert tag('p', '<b>', Markup('<i></i>')) == '<p>&lt;b&gt;<i></i></p>'
    assert joined('&', ['"', ("'", 1)], None) == '&amp;&quot;&#39;1'
    assert escaped(escaped('<')) == '&lt;'


def test_attributes_are_escaped():
    page = Page(tag('p', 'x', title=EVIL, class_='a', data_name='b'))
    assert page.elements == [('p', {'title': EVIL, 'class': 'a', 'data-name': 'b'})]


def test_attributes_without_a_value():
    assert tag('p', hidden=True, title=None, open=False) == '<p hidden></p>'


@pytest.mark.parametrize('url', EVIL_URLS)
@pytest.mark.parametrize('name', ['href', 'src'])
def test_no_address_that_could_be_a_script_comes_into_an_element(name, url):
    if web_address(url) is None and url.startswith(('https://a.b/c', 'https://user')):
        return  # no script, but a secret: web_address keeps it out, below
    with pytest.raises(ValueError):
        tag('a', 'x', **{str(name): url})


@pytest.mark.parametrize('url', EVIL_URLS)
def test_addresses_that_a_page_must_not_have(url):
    assert web_address(url) is None


@pytest.mark.parametrize('url', [
    'https://a.b/c.png', 'http://127.0.0.1:8080/sandbox/media/0f', 'https://a.b?size=3',
    'HTTPS://a.b/%C3%A9.png', 'https://a.b/c@2x.png', 'https://a.b/\u00e9.png'])
def test_addresses_of_the_web(url):
    assert web_address(url) == url


@pytest.mark.parametrize('path, address', [
    ('photo.jpg', './photo.jpg'), ('javascript:alert(1)', './javascript%3Aalert%281%29'),
    ('a/b c.png', './a/b%20c.png'), ('../a/"b".png', '../a/%22b%22.png'),
    ('\u00e9.png', './%C3%A9.png'), ('#1?.png', './%231%3F.png')])
def test_addresses_of_files(path, address):
    assert relative_address(path) == address
    assert Page(tag('a', 'x', href=address)).addresses() == [address]


def test_what_steers_a_terminal_or_turns_a_text_is_written_out():
    assert text('a\x1b[31m\u202eb\n') == '\\x1b'.join(['a', '[31m\\u202eb\\n'])
    assert text('\u00e9'.encode('utf-8')) == '\u00e9'
    assert text(3) == '3'


def test_lengths_stay_within_their_place():
    assert [percent(value) for value in (-1, 0, 0.123456, 1, 7)] == [
        '0%', '0%', '12.35%', '100%', '100%']
