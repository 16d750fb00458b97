"""What differs where Python runs in a web page (Pyodide), in its main thread or in a worker.

There are no threads, processes, signals, sockets, proxies or files of certificates.  ``urllib3``
sends by the browser's ``fetch``, which follows redirects, unpacks answers and checks certificates
by itself, and does not say why an answer did not come.

Where Python was started by ``runPythonAsync`` in a browser that allows it (JSPI), it can wait for
promises of JavaScript: then the page goes on while a request is under way or ``time.sleep`` waits.
Without promises it stands still.
"""
from __future__ import absolute_import

import contextlib
import sys

from clarifai.credentials import is_loopback
from clarifai.versions import CLIENT_HEADERS

IN_BROWSER = sys.platform == 'emscripten'
HAS_THREADS = not IN_BROWSER

# What a browser says itself, and what servers need not allow a page to say.
HEADERS_OF_THE_BROWSER = ('Accept-Encoding', 'Connection', 'Content-Length', 'Python-Client',
                          'User-Agent')
LONGEST_TIMEOUT = 2 ** 31 // 1000 - 1.0  # seconds; timers of browsers run out at once above it
PROBE = 5000  # milliseconds
_usual_hooks = []  # the hook of before, once for each answer that is waited for: tasks may be many
# What may be known of a server: it answers this page, it answers but not this page, it does not.
OPEN, CLOSED, ABSENT, UNKNOWN = 'open', 'closed', 'absent', 'unknown'

CONSOLE = 'The console of the browser (F12) says more.'
SERVER_ALLOWS = 'the server must answer with Access-Control-Allow-Origin: {origin}'
CORS_ADVICE = ('For that ' + SERVER_ALLOWS + ' and allow the headers Authorization and '
               'Content-Type; the sandbox does it when it is started with --allow-origin {origin}. '
               + CONSOLE)
OPEN_ADVICE = ('The server is there and allows pages of {origin}: it ended the connection, or what '
               'answered was something in between, or it allows such pages other verbs only. '
               + CONSOLE)
MIXED_ADVICE = ('Give the server an address that begins with https://, or open the page by http:// '
                'as well.')
OFFLINE_ADVICE = 'Connect the machine to the network, and try again.'
ABSENT_ADVICE = ('Check that the server runs at {server} and that CLARIFAI_API_BASE is right.'
                 '{asks} ' + CONSOLE)
ASKS = ' Some browsers ask whether pages of {origin} may reach this machine: allow it.'
UNKNOWN_ADVICE = ('Check that the server runs at {server}, and that it allows pages of {origin}: '
                  + SERVER_ALLOWS + ', which the sandbox does with --allow-origin {origin}. '
                  + CONSOLE)


def prepare(request, timeout):
    """Make a request one of a browser's.

    Args:
        request (requests.PreparedRequest): changed; its body is whole afterwards, since browsers
            do not send it piece by piece.
        timeout (tuple): seconds to connect and between two bytes of the answer.

    Returns:
        tuple: the seconds for the same purposes.  Connecting is not told apart, so an answer has
        as long to begin as it has to go on.
    """
    for name in HEADERS_OF_THE_BROWSER:
        request.headers.pop(name, None)
    if request.body is not None and not isinstance(request.body, (bytes, str)):
        request.body = b''.join(request.body)
    seconds = timeout[1]
    if seconds is not None:
        seconds = float(min(seconds, LONGEST_TIMEOUT))
    return seconds, seconds


def is_cut_off(response):
    """Whether an answer is shorter than it was meant to be.

    Where another worker reads it, it just ends then.  One that was packed has another length.

    Args:
        response (requests.Response): what came, whole.
    """
    length = response.headers.get('Content-Length', '')
    return (response.status_code < 300 and length.isdigit() and
            'Content-Encoding' not in response.headers and len(response.content) < int(length))


def options(session):
    """The options that a request is sent with; nothing of them is asked of the environment.

    Args:
        session (requests.Session): what it is sent with.
    """
    # The browser checks certificates, and nobody can tell it not to.
    return {'proxies': {}, 'stream': session.stream, 'verify': False, 'cert': None}


def why_unanswered(url):
    """What is known about a request that a browser gives no answer to.

    Args:
        url (str): where it went.

    Returns:
        tuple: what a `clarifai.transport.Failure` is made of.
    """
    import js
    server = '/'.join(url.split('/', 3)[:3])
    address = getattr(getattr(js, 'location', None), 'origin', None) or 'null'  # Node has none
    # What a browser says in the header Origin: a frame may have been given none.
    origin = getattr(js, 'origin', None) or address
    known = {'origin': origin, 'server': server}
    # Not by the protocol, which is blob: in a worker that was made from a text.
    if address.startswith('https:') and url.startswith('http:') and not is_loopback(url):
        return ('the browser lets no page of %s, which came by https, use the address %s without '
                'encryption (mixed content)' % (origin, server), False, True, MIXED_ADVICE)
    if getattr(getattr(js, 'navigator', None), 'onLine', True) is False:
        return 'the browser has no network', True, False, OFFLINE_ADVICE
    state = _state_of(url.partition('?')[0])
    if state == UNKNOWN:
        return ('the browser could not reach %s, or may not show its answer to a page of %s (CORS)'
                % (server, origin), True, False, UNKNOWN_ADVICE.format(**known))
    if state == CLOSED:
        return ('the browser does not show the answers of %s to a page of %s: that server does not '
                'allow it (CORS)' % (server, origin), True, False, CORS_ADVICE.format(**known))
    if state == OPEN:
        return ('the connection to %s broke' % server, True, False,
                OPEN_ADVICE.format(**known))
    asks = ASKS if is_loopback(url) and not is_loopback(origin) else ''
    return ('the browser could not reach %s' % server, True, False,
            ABSENT_ADVICE.format(asks=asks.format(**known), **known))


@contextlib.contextmanager
def unreported():
    """Keep Pyodide from reporting why an answer does not come, which is told by an error of ours.

    What a promise that Python waits for is broken by it gives to ``sys.excepthook`` as well, as if
    nobody had caught it: IPython ends the cell of a notebook then, although the next attempt may
    succeed.
    """
    if not _usual_hooks:
        usual, sys.excepthook = sys.excepthook, _report
    else:
        usual = _usual_hooks[0]
    _usual_hooks.append(usual)
    try:
        yield
    finally:
        _usual_hooks.pop()
        if not _usual_hooks and sys.excepthook is _report:
            sys.excepthook = usual


def _report(kind, error, traceback):
    """Report what is no exception of JavaScript."""
    from pyodide.ffi import JsException
    if not isinstance(error, JsException):
        _usual_hooks[0](kind, error, traceback)


def unreported_pieces(pieces):
    """The pieces of an answer as they come, the same anywhere else; see `unreported`.

    Args:
        pieces (iterator): none of them is None.
    """
    if not IN_BROWSER:
        return pieces
    return iter(lambda: _next_piece(pieces), None)


def _next_piece(pieces):
    with unreported():
        return next(pieces, None)


def _state_of(url):
    """Whether a server is there, and whether this page may see its answers.

    It is asked without a key for something that nobody sees: first as a request of this client is,
    which it has to allow, and then as a page may ask any server.
    """
    from pyodide.ffi import can_run_sync
    if not can_run_sync():
        return UNKNOWN
    headers = {'Authorization': 'Key', 'Content-Type': 'application/json',
               'X-Clarifai-Client': CLIENT_HEADERS['X-Clarifai-Client']}
    if _is_answered(url, {'mode': 'cors', 'headers': headers}):
        return OPEN
    return CLOSED if _is_answered(url, {'mode': 'no-cors'}) else ABSENT


def _is_answered(url, options):
    import js
    from pyodide.ffi import run_sync, to_js
    options = dict({'method': 'HEAD', 'credentials': 'omit', 'cache': 'no-store',
                    'signal': js.AbortSignal.timeout(PROBE)}, **options)
    asked = js.fetch(url, to_js(options, dict_converter=js.Object.fromEntries))
    # Of a promise that is kept: Pyodide prints what becomes of another.
    return run_sync(asked.then(lambda _: True, lambda _: False))
