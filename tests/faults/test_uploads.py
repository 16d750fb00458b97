"""Large bodies, which are made while they are sent, through faults that need them again."""
from __future__ import absolute_import

import base64
import io
import os

import pytest

from calls import quick, run
import steps
from server import Server

MB = 1 << 20
FAULTS = {
    'reset in the body': steps.reset_in_upload,
    'reset before acting': steps.reset_unacted,
    'HTTP 500': steps.refuse(500),
    'HTTP 503': steps.refuse(503),
    'HTTP 429': steps.refuse(429),
    'silence': steps.stall,
}


@pytest.fixture(scope='module')
def picture():
    """Three megabytes and a byte, so that base64 ends in padding."""
    return os.urandom(3 * MB + 1)


@pytest.fixture
def a_file(tmpdir, picture):
    path = tmpdir.join('picture.jpg')
    path.write_binary(picture)
    return str(path)


class Stream(io.BytesIO):
    """Bytes of a pipe: they can be read once."""

    def seekable(self):
        return False

    def seek(self, *args):
        raise io.UnsupportedOperation('seek')


# Where the content comes from, as the arguments of `create_image_from_...`.
SOURCES = {
    'filename': lambda path, data: path,
    'bytes': lambda path, data: data,
    'base64': lambda path, data: base64.b64encode(data),
}


def upload(app, source, path, data, **options):
    create = getattr(app.inputs, 'create_image_from_' + source)
    return run(lambda: create(SOURCES[source](path, data), **options))


def content(request):
    return base64.b64decode(request.json['inputs'][0]['data']['image']['base64'])


@pytest.mark.parametrize('source', sorted(SOURCES))
@pytest.mark.parametrize('fault', sorted(FAULTS))
def test_a_body_begins_again_with_each_attempt(connect, a_file, picture, source, fault):
    with Server(FAULTS[fault], FAULTS[fault], steps.ok) as server:
        app = connect(server, timeout=(2, 0.6))
        outcome = upload(app, source, a_file, picture, image_id='in-1')
    assert outcome.error is None
    assert len(server.arrived) == 3
    assert server.backend.done == ['add in-1']
    assert content(server.requests[-1]) == picture
    assert int(server.requests[-1].headers['content-length']) == len(server.requests[-1].body)


@pytest.mark.parametrize('fault', ['HTTP 503', 'reset before acting', 'HTTP 500'])
def test_a_stream_that_can_be_read_once_is_sent_whole_again(connect, picture, fault):
    with Server(FAULTS[fault], steps.ok) as server:
        app = connect(server)
        _, error, _ = run(lambda: app.public_models.general_model.predict_by_bytes(
            Stream(picture)))
    assert error is None
    assert content(server.requests[-1]) == picture
    assert len(server.arrived) == 2


@pytest.mark.parametrize('source', sorted(SOURCES))
def test_an_upload_without_an_id_that_breaks_is_not_sent_again(connect, a_file, picture, source):
    with Server(steps.reset_in_upload, steps.ok) as server:
        _, error, _ = upload(connect(server), source, a_file, picture)
    assert error.attempts == 1
    assert len(server.arrived) == 1
    assert server.backend.done == []


def test_an_answer_before_the_body_was_read_is_heard(connect, a_file, picture):
    def too_large(exchange):
        exchange.read(most=1000)
        exchange.send(steps.reply(400, steps.TROUBLE))
        exchange.wait(0.3)
        exchange.finish()

    with Server(too_large) as server:
        _, error, _ = upload(connect(server, retry=quick(attempts=1)), 'filename', a_file, picture)
    assert error.attempts == 1
    assert len(server.arrived) == 1


def test_a_server_that_reads_slowly_gets_it_all(connect, a_file, picture):
    def slow(exchange):
        exchange.wait(0.3)
        steps.ok(exchange)

    with Server(slow) as server:
        outcome = upload(connect(server), 'filename', a_file, picture, image_id='in-1')
    assert outcome.error is None
    assert content(server.requests[0]) == picture


def test_a_file_that_shrinks_between_attempts_is_an_error_and_no_short_body(connect, a_file):
    def shrink(retry):
        with open(a_file, 'r+b') as changed:
            changed.truncate(MB)

    with Server(steps.refuse(503), steps.ok) as server:
        app = connect(server, retry=quick(on_retry=shrink))
        with pytest.raises(Exception, match='(?i)chang|shorter|size'):
            app.inputs.create_image_from_filename(a_file, image_id='in-1')
    assert server.backend.done == []
