"""Answers that are not what an API should say, and odd ones that are right."""
from __future__ import absolute_import

import pytest

from calls import CALLS, URL, quick, run
import steps
from server import Server

PREDICT = CALLS['predict'].run

GOOD = {
    'in chunks': steps.chunked,
    'in gzip': steps.compressed,
    'as of HTTP/1.0': steps.without_length,
    'after 100 Continue': steps.go_on_first,
    'with many headers': steps.many_headers,
    'then closed': steps.ok_and_close,
}

# What a 200 says instead of the API's JSON, and the words of the error.
STRANGE = {
    'HTML': (b'<!doctype html><title>Sign in to the network</title>', 'not a JSON object'),
    'nothing': (b'', 'the answer is empty'),
    'blanks': (b' \r\n', 'not a JSON object'),
    'half a JSON': (b'{"status": {"code": 10000', 'not a JSON object'),
    'a list': (b'[1, 2]', 'not a JSON object'),
    'a number': (b'42', 'not a JSON object'),
    'null': (b'null', 'not a JSON object'),
    'bytes of no encoding': (b'{"status": "\xff\xfe"}', 'not a JSON object'),
    'UTF-16': (u'{"status": {}}'.encode('utf-16'), 'not a JSON object'),
}

# What breaks HTTP itself.  A prediction may be asked for again.
BROKEN = {
    'gzip': steps.badly_compressed,
    'the size of a chunk': steps.bad_chunk,
    'the protocol': steps.no_http,
    'a header of 100 KB': steps.huge_header,
}


@pytest.mark.parametrize('kind', sorted(GOOD))
def test_odd_answers_that_are_right(connect, kind):
    with Server(GOOD[kind]) as server:
        app = connect(server)
        for _ in range(2):  # the second one finds the connection as the first one left it
            assert PREDICT(app)['outputs'][0]['input']['data']['image']['url'] == URL
    assert len(server.arrived) == 2


@pytest.mark.parametrize('kind', sorted(STRANGE))
def test_success_that_is_no_json_is_an_error(connect, kind):
    body, words = STRANGE[kind]
    with Server(steps.say(200, body)) as server:
        result, error, _ = run(CALLS['add without an id'].run, connect(server))
    assert result is None
    assert error.status_code == 200
    assert words in str(error)
    assert 'CLARIFAI_API_BASE' in str(error)
    assert len(server.arrived) == 1
    assert server.backend.twice == []


@pytest.mark.parametrize('status', [204, 304])
def test_answers_without_a_body_are_errors(connect, status):
    def step(exchange):
        exchange.read()
        exchange.send(steps.head(status))
    with Server(step) as server:
        _, error, _ = run(PREDICT, connect(server))
    assert error.status_code == status
    assert len(server.arrived) == 1


@pytest.mark.parametrize('kind', sorted(BROKEN))
def test_broken_http_is_an_api_error_that_shows_no_internals(connect, kind):
    with Server(BROKEN[kind]) as server:
        _, error, seconds = run(PREDICT, connect(server))
    assert str(error).startswith('POST %s/v2/models/' % server.url)
    assert 'object at 0x' not in str(error)
    assert len(server.arrived) == error.attempts <= 3
    assert seconds < 5


@pytest.mark.parametrize('kind', sorted(BROKEN))
def test_after_broken_http_the_next_call_is_answered(connect, kind):
    with Server(BROKEN[kind], steps.ok) as server:
        app = connect(server, retry=quick(attempts=1))
        assert run(PREDICT, app).error is not None
        assert run(PREDICT, app).error is None
    assert len(server.arrived) == 2


def test_a_length_too_long_is_not_taken_for_the_whole(connect):
    with Server(steps.length_too_long, steps.ok) as server:
        result, error, _ = run(PREDICT, connect(server))
    assert error is None
    assert result['outputs']


def test_a_length_too_short_does_not_spill_into_the_next_answer(connect):
    with Server(steps.length_too_short, steps.ok) as server:
        app = connect(server, retry=quick(attempts=1))
        assert 'not a JSON object' in str(run(PREDICT, app).error)
        assert run(PREDICT, app).error is None
    assert len(server.arrived) == 2


@pytest.mark.parametrize('status', [400, 404, 500, 502])
def test_an_error_page_in_html_is_told_as_such(connect, status):
    page = steps.say(status, b'<html>\xff\xfe nginx</html>', 'Content-Type: text/html')
    with Server(page) as server:
        _, error, _ = run(PREDICT, connect(server, retry=quick(attempts=1)))
    assert error.status_code == status
    assert error.error_code == 'N/A'
    assert 'the answer is not a JSON object' in str(error)


def test_silence_in_the_headers_names_the_limit_and_the_attempts(connect):
    with Server(steps.stall_in_headers) as server:
        _, error, seconds = run(PREDICT, connect(server, timeout=(2, 0.2)))
    assert 'got no answer (3 attempts): no answer within 0.2 seconds' in str(error)
    assert 0.6 <= seconds < 5
    assert len(server.arrived) == 3
