"""Origins as browsers write them, and as people type them."""
import pytest

from clarifai.sandbox.web.origins import is_of_this_machine, origin


@pytest.mark.parametrize('typed, written', [
    ('https://example.org', 'https://example.org'), ('https://Example.ORG/', 'https://example.org'),
    ('http://example.org:8000', 'http://example.org:8000'),
    ('http://example.org:80', 'http://example.org'),
    ('https://example.org:443', 'https://example.org'), ('null', 'null'), ('NULL', 'null'),
    ('http://[2001:db8::1]:3000', 'http://[2001:db8::1]:3000')])
def test_what_people_type(typed, written):
    assert origin(typed) == written


@pytest.mark.parametrize('typed', [
    '', '*', 'example.org', 'https://*.example.org', 'https://example.org/page', 'ftp://a.org',
    'https://user@example.org', 'https://a b', 'https://example.org:port'])
def test_what_is_no_origin(typed):
    with pytest.raises(ValueError, match='is no origin'):
        origin(typed)


@pytest.mark.parametrize('asking', [
    'http://localhost', 'http://localhost:3000', 'https://127.0.0.1:8443', 'http://[::1]:5000'])
def test_pages_of_this_machine(asking):
    assert is_of_this_machine(asking)


@pytest.mark.parametrize('asking', [
    'null', '', 'http://localhost.example.org', 'http://127.0.0.1.example.org', 'http://127.0.0.2',
    'http://10.0.0.1', 'file://', 'http://localhost@example.org', 'http://localhost:1/page',
    'chrome-extension://localhost', 'http://127.1'])
def test_pages_of_elsewhere(asking):
    assert not is_of_this_machine(asking)
