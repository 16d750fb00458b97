"""The messages of ten common mistakes, and the lines of the log, stand in the docs as they are.

Each is made against a sandbox. Where the pages say something else the test fails; with
``CLARIFAI_WRITE_DOCS=1`` in the environment it writes them in their place.
"""
from __future__ import absolute_import

import base64
import contextlib
import io
import logging
import os
import re
import sys
import threading

import pytest
from six.moves import BaseHTTPServer

from clarifai.rest import ApiError, ClarifaiApp, Model

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
URL = 'https://samples.clarifai.com/chelsea.png'
NOWHERE = 'https://nowhere.invalid/cat.jpg'
MP4 = b'\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00' + b'\x00' * 64
WIDTH = 110

MISTAKES = []


def mistake(title, code):
    """Marks a function as one of the mistakes, with the code that a script would have."""
    def mark(function):
        MISTAKES.append((title, code, function))
        return function
    return mark


@mistake('A URL that the server cannot open', "model.predict_by_url('%s')" % NOWHERE)
def _(servers):
    servers.app.models.get('general-v1.3').predict_by_url(NOWHERE)


@mistake('A path in place of a URL', "model.predict_by_url('/home/me/cat.jpg')")
def _(servers):
    servers.app.models.get('general-v1.3').predict_by_url('/home/me/cat.jpg')


@mistake('Bytes that are no picture', "model.predict_by_bytes(b'no picture')")
def _(servers):
    servers.app.models.get('general-v1.3').predict_by_bytes(b'no picture')


@mistake('A video without is_video', "model.predict_by_base64(base64_of_a_video)")
def _(servers):
    servers.app.models.get('general-v1.3').predict_by_base64(base64.b64encode(MP4))


@mistake('The same picture twice', "app.inputs.create_image_from_url(url, image_id='cat-1')")
def _(servers):
    for _ in range(2):
        servers.app.inputs.create_image_from_url(URL, image_id='cat-1')


@mistake('A name in place of an id', "Model(app.api, model_id='general-v1.3').predict_by_url(url)")
def _(servers):
    Model(servers.app.api, model_id='general-v1.3').predict_by_url(URL)


@mistake('A public model to be trained', 'app.public_models.general_model.train()')
def _(servers):
    servers.app.public_models.general_model.train()


@mistake('A public model with an API key, on the platform',
         "ClarifaiApp(api_key='...').models.get('general-v1.3').predict_by_url(url)")
def _(servers):
    servers.guarded(api_key='good-key').models.get('general-v1.3').predict_by_url(URL)


@mistake('A workflow that is nowhere, with a PAT', "app.workflows.get('my-flow')")
def _(servers):
    servers.guarded(pat='good-pat', user_id='ann', app_id='zoo').workflows.get('my-flow')


@mistake('A proxy that takes no large requests', 'app.inputs.create_image_from_filename(path)')
def _(servers):
    ClarifaiApp(api_key='docs', base_url=servers.proxy).inputs.create_image_from_url(URL)


class Servers(object):
    """What the mistakes are made against.

    Args:
        url (str), guarded_url (str): a sandbox, and one by the platform's rules that knows keys.
        proxy (str): something that is not the API.
    """

    def __init__(self, url, guarded_url, proxy):
        self.proxy = proxy
        self.bases = (url, guarded_url, proxy)
        self.app = ClarifaiApp(api_key='docs-errors', base_url=url)
        self.guarded = lambda **settings: ClarifaiApp(base_url=guarded_url, **settings)


class TooLarge(BaseHTTPServer.BaseHTTPRequestHandler):
    """A proxy to which everything is too large."""

    def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        page = b'<html><h1>413 Request Entity Too Large</h1>nginx</html>'
        self.send_response(413, 'Request Entity Too Large')
        self.send_header('Content-Length', str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *args):
        pass


@pytest.fixture
def servers(sandbox_url, guarded_url, monkeypatch, tmpdir):
    for name in list(os.environ):
        if name.startswith('CLARIFAI_') and name != 'CLARIFAI_WRITE_DOCS':
            monkeypatch.delenv(name)
    monkeypatch.setenv('HOME', str(tmpdir))
    server = BaseHTTPServer.HTTPServer(('127.0.0.1', 0), TooLarge)
    thread = threading.Thread(target=server.serve_forever)
    thread.daemon = True
    thread.start()
    yield Servers(sandbox_url, guarded_url, 'http://127.0.0.1:%d' % server.server_address[1])
    server.shutdown()
    server.server_close()


def as_on_the_platform(text, servers):
    """A text with what changes from run to run replaced by what a reader would see."""
    for base in servers.bases:
        text = text.replace(base, 'https://api.clarifai.com')
    text = re.sub(r'request id [0-9a-f]{32}', 'request id 2f6c81d9', text)
    text = re.sub(r'\b[0-9a-f]{32}\b', lambda match: match.group()
                  if match.group() == 'aaa03c23b3724a16a56b629203edc62c' else 'c651a14a', text)
    text = re.sub(r'"(created_at|modified_at)": "[^"]*"', r'"\1": "2026-11-28T20:34:54Z"', text)
    text = re.sub(r'\b\d+ ms\b', '12 ms', text)
    return re.sub(r'"value": 0\.\d+', '"value": 0.9', text)


def indented(text):
    """A text in lines of a page's width, as a literal block has it."""
    lines, line = [], ''
    for word in text.split(' '):
        if line and len(line) + 1 + len(word) > WIDTH - 3:
            lines.append(line)
            line = word
        else:
            line = '%s %s' % (line, word) if line else word
    return '\n'.join('   ' + line for line in lines + [line])


def check(page, name, made):
    """Compare a part of a page with what was made; write it when that is asked for."""
    path = os.path.join(ROOT, 'docs', page)
    with io.open(path, encoding='utf-8') as source:
        text = source.read()
    begin, end = u'.. begin-%s\n' % name, u'.. end-%s\n' % name
    before, rest = text.split(begin)
    there, after = rest.split(end)
    made = u'\n%s\n\n' % made.strip('\n')
    if there != made and os.environ.get('CLARIFAI_WRITE_DOCS'):
        with io.open(path, 'w', encoding='utf-8') as target:
            target.write(before + begin + made + end + after)
        return
    assert there == made, 'run this test with CLARIFAI_WRITE_DOCS=1 to write %s' % path


def test_ten_messages_are_in_the_docs(servers):
    parts = []
    for title, code, make in MISTAKES:
        with pytest.raises(ApiError) as caught:
            make(servers)
        parts.append(u'%s: ``%s``\n\n.. code-block:: none\n\n%s' % (
            title, code, indented(as_on_the_platform(str(caught.value), servers))))
    assert len(parts) == 10
    check('errors.rst', 'messages', u'\n\n'.join(parts))


@contextlib.contextmanager
def logged(level):
    """The lines that the package's logger writes from a level on."""
    logger, lines = logging.getLogger('clarifai'), io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(logging.Formatter(u'%(levelname)s %(name)s: %(message)s'))
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(level)
    try:
        yield lines
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


@pytest.mark.skipif(sys.version_info < (3, 7), reason='its dictionaries have another order')
@pytest.mark.parametrize('level, name', [(logging.INFO, 'info'), (logging.DEBUG, 'debug')])
def test_what_the_log_says_of_a_prediction_is_in_the_docs(servers, level, name):
    with logged(level) as lines:
        servers.app.public_models.moderation_model.predict_by_url(URL, max_concepts=1)
    check('logging.rst', name, u'.. code-block:: none\n\n' + u'\n'.join(
        indented(as_on_the_platform(line, servers)) for line in lines.getvalue().splitlines()))


def test_what_it_says_of_a_mixed_success_is_in_the_docs(servers):
    from clarifai.rest import Image
    with logged(logging.WARNING) as lines:
        servers.app.public_models.general_model.predict([Image(url=URL), Image(url=NOWHERE)])
    line, = lines.getvalue().splitlines()
    check('logging.rst', 'warning', u'.. code-block:: none\n\n' + indented(
        as_on_the_platform(line, servers)))
