"""Python in a browser, for tests: what serves it, and what drives the browser.

Nothing comes from elsewhere: Pyodide and the wheels lie in ``.node`` (``.ci/run`` puts them there),
and are served from loopback, by another port than that of the sandbox.
"""
from __future__ import annotations

import functools
import glob
import http.server
import io
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGES = os.path.join(ROOT, 'tests', 'browser', 'pages')
NODE = os.path.join(ROOT, '.node')
PYODIDE = os.environ.get('CLARIFAI_PYODIDE') or os.path.join(NODE, 'node_modules', 'pyodide')
WHEELS = os.path.join(NODE, 'wheels')
REQUIRED = ('requests', 'urllib3', 'six', 'certifi', 'idna', 'charset_normalizer')
CHROMIUM = shutil.which('chromium') or shutil.which('chromium-browser')
DRIVER = shutil.which('chromedriver')
SOURCES = ('setup.py', 'setup.cfg', 'pyproject.toml', 'README.rst', 'LICENSE', 'clarifai')
# A host that is not this machine's by its name, for what browsers and sandboxes think of strangers.
STRANGER = 'pages.test'
OPTIONS = ('--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
           '--disable-background-networking', '--disable-component-update', '--disable-sync',
           '--disable-dev-shm-usage', '--no-proxy-server', '--ignore-certificate-errors',
           '--host-resolver-rules=MAP *.test 127.0.0.1')
LONGEST = 120  # seconds that a program may take


def missing():
    """Return what is not here that tests in a browser need, or ''."""
    if not (CHROMIUM and DRIVER):
        return 'no Chromium here: apt-get install chromium chromium-driver'
    if not os.path.exists(os.path.join(PYODIDE, 'pyodide.asm.wasm')):
        return 'no Pyodide here: npm install --prefix .node --no-save pyodide@314.0.7'
    if len(required_wheels()) < len(REQUIRED):
        return ('not all wheels are in .node/wheels: pip download --no-deps --dest .node/wheels '
                + ' '.join(REQUIRED))
    return ''


def required_wheels():
    """Return the paths of the wheels that the client needs."""
    return [path for name in REQUIRED
            for path in sorted(glob.glob(os.path.join(WHEELS, name + '-*-none-any.whl')))[-1:]]


def build_wheel(folder):
    """Build the client's wheel from this checkout; return its path."""
    copy = os.path.join(folder, 'source')
    os.makedirs(copy)
    for name in SOURCES:
        path = os.path.join(ROOT, name)
        if os.path.isdir(path):
            shutil.copytree(path, os.path.join(copy, name),
                            ignore=shutil.ignore_patterns('__pycache__'))
        else:
            shutil.copy(path, copy)
    subprocess.check_output([sys.executable, '-m', 'pip', 'wheel', '--no-deps', '--quiet',
                             '--disable-pip-version-check', '--wheel-dir', folder, copy],
                            stderr=subprocess.STDOUT)
    return glob.glob(os.path.join(folder, '*.whl'))[0]


class Site:
    """Serves files from loopback, in threads.

    Args:
        folders: {a path that ends in '/': the folder below it}.
        texts: {a path: (media type, bytes)}.
        context: of TLS; None for plain HTTP.
    """

    def __init__(self, folders, texts, context=None):
        self.folders, self.texts = folders, texts
        self.sent = {}  # {a path: bytes of its answer}
        self._server = http.server.ThreadingHTTPServer(
            ('127.0.0.1', 0), functools.partial(_Handler, self))
        self._server.daemon_threads = True
        self.scheme = 'http'
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self.scheme = 'https'
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def url(self, path, host='127.0.0.1'):
        """Return the address of a path."""
        return '%s://%s:%d%s' % (self.scheme, host, self._server.server_port, path)

    def answer(self, path):
        """Return (media type, bytes) for a path, or None."""
        if path in self.texts:
            return self.texts[path]
        for prefix, folder in self.folders.items():
            file = os.path.join(folder, path[len(prefix):])
            if path.startswith(prefix) and os.path.isfile(file):
                with open(file, 'rb') as opened:
                    return _TYPES.get(os.path.splitext(file)[1], 'text/plain'), opened.read()
        return None

    def stop(self):
        """Serve no more."""
        self._server.shutdown()
        self._server.server_close()


_TYPES = {'.mjs': 'text/javascript', '.js': 'text/javascript', '.wasm': 'application/wasm',
          '.html': 'text/html', '.json': 'application/json', '.zip': 'application/zip'}


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def __init__(self, site, *args):
        self._site = site
        super().__init__(*args)

    def do_GET(self):
        """Serve a file."""
        path = self.path.partition('?')[0]
        kind, body = self._site.answer(path) or (None, b'')
        self._site.sent[path] = len(body)
        self.send_response(200 if kind else 404)
        self.send_header('Content-Type', kind or 'text/plain')
        self.send_header('Content-Length', str(len(body)))
        self.send_header('Cache-Control', 'no-cache')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


class Page:
    """A page that runs programs.

    Args:
        browser: the driver of a browser that shows it.
    """

    def __init__(self, browser):
        self.browser = browser

    def run(self, place, code, variables=None, argv=(), promises=True):
        """Run a program; return what it printed.

        Args:
            place: 'main' or 'worker'.
            code: the program.
            variables: its environment.
            argv: its arguments.
            promises: whether Python may wait for promises of JavaScript.
        """
        result = self.browser.execute_async_script(
            'const done = arguments[arguments.length - 1];'
            'runProgram(arguments[0], arguments[1]).then(done, error => done({error: `${error}`}))',
            place, {'code': code, 'variables': variables or {}, 'arguments': list(argv),
                    'promises': promises})
        assert not result['error'], result['error']
        return result['output']

    def call(self, script, *arguments):
        """Await what an expression of JavaScript gives; ``args`` are the arguments."""
        return self.browser.execute_async_script(
            'const args = [...arguments], done = args.pop();'
            'Promise.resolve(%s).then(done, error => done(`${error}`))' % script, *arguments)


def page_of(wheels):
    """Return the page that runs programs, as HTML.

    Args:
        wheels: the addresses of what is loaded.
    """
    with open(os.path.join(PAGES, 'programs.html')) as opened:
        return opened.read().replace('WHEELS', json.dumps(wheels))


def files_of(wheels, media):
    """Return the folders and the texts of a site that runs programs."""
    texts, names = {'/media.zip': ('application/zip', zipped(media))}, []
    for path in wheels:
        names.append('/wheels/' + os.path.basename(path))
        with open(path, 'rb') as wheel:
            texts[names[-1]] = 'application/zip', wheel.read()
    texts['/pages/programs.html'] = 'text/html', page_of(names).encode('utf-8')
    return {'/pyodide/': PYODIDE, '/pages/': PAGES}, texts


def zipped(folder):
    """Return the files of a folder as a zip file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name in os.listdir(folder):
            archive.write(os.path.join(folder, name), name)
    return data.getvalue()
