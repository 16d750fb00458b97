"""HTTP to handlers and back: the key, the JSON, the errors. A Flask application."""
from __future__ import annotations

import json
import logging
import math
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import flask
from werkzeug.exceptions import ClientDisconnected, HTTPException

from clarifai.sandbox import clock, errors, messages, platform
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.access import app_of_request, authorization, loopback
from clarifai.sandbox.access.access import ME, Access
from clarifai.sandbox.faults import effects
from clarifai.sandbox.handlers import outputs
from clarifai.sandbox.handlers.request import Answer, Call, Connection, Media, Stream
from clarifai.sandbox.page import routes as page
from clarifai.sandbox.recorder import redaction
from clarifai.sandbox.recorder.recorder import RecordedRequest
from clarifai.sandbox.web import dialect, gone, json_form, routes, unknown_fields
from clarifai.sandbox.web.cross_origin import CrossOrigin
from clarifai.sandbox.web.responses import encoded, json_response, stream_response
from clarifai.sandbox.web.router import Router
from clarifai.sandbox.web.turns import Abandoned, Turns

if TYPE_CHECKING:
    from clarifai.sandbox.access.access import Scope
    from clarifai.sandbox.services import Services
    from clarifai.sandbox.web.router import Found

LOG = logging.getLogger(__name__)

MAX_BODY = 512 * 1024 * 1024
MAX_DEPTH = 100
# Where requests are recorded and faults strike: not in what the sandbox says about itself.
API = ('/v2/', '/sandbox/media/', '/sandbox/exports/')
# Set in the WSGI environment; the server keeps the connection open when it finds it.
BODY_WAS_READ = 'clarifai.sandbox.body_was_read'
BODY = 'clarifai.sandbox.body'
# In the WSGI environment: says whether the client has closed the connection.
IS_GONE = 'clarifai.sandbox.is_gone'
BLOCK = 65536
METHODS = ('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS')
INSTANT_PATIENCE = 60.0  # seconds that an answer waits for what its request has set going
_PREFIX = re.compile(r'[\w.-]{1,100}$', re.ASCII)
_LONE_SURROGATE = re.compile(br'\\u[dD][89a-fA-F]')


def create_app(services: Services, access: Access | None = None, platform: bool = False,
               cross_origin: CrossOrigin | None = None) -> flask.Flask:
    """Return the WSGI application of a server.

    Args:
        services: what its handlers work with.
        access: who may come in.
        platform: whether all paths follow the rules of the platform.
        cross_origin: which pages of other origins may use the API; those that are
            served on this machine, unless given.
    """
    app = flask.Flask('clarifai.sandbox', static_folder=None)
    page.add_to(app, services)
    dispatcher = Dispatcher(services, access or Access(), platform, cross_origin or CrossOrigin())
    app.add_url_rule('/', 'root', dispatcher, methods=METHODS, defaults={'path': ''})
    app.add_url_rule('/<path:path>', 'everything', dispatcher, methods=METHODS)
    app.url_map.merge_slashes = False
    app.register_error_handler(HTTPException, _http_error)
    return app


def _http_error(error: Any) -> Any:
    """Answer what Flask itself refuses (an unknown method, a body that breaks off)."""
    code = codes.METHOD_NOT_ALLOWED if error.code == 405 else codes.INVALID_REQUEST
    return json_response(Answer({}, code, error.code or 500, error.name), clock.new_id())


def bad_request(message: Any) -> Any:
    """Return headers and body of the answer to something that is not HTTP."""
    answer = Answer({}, codes.BAD_REQUEST_FORMAT, 400, message or 'The request is not HTTP.')
    data = encoded(answer, clock.new_id())
    return [('Content-Type', 'application/json'), ('Content-Length', str(len(data)))], data


class Dispatcher:
    """Answers requests.

    Args:
        services: what handlers work with.
        access: who may come in.
        platform: whether all paths follow the rules of the platform.
        cross_origin: which pages of other origins may use the API.
    """

    def __init__(self, services: Services, access: Access, platform: bool,
                 cross_origin: CrossOrigin) -> None:
        self._services = services
        self._cross_origin = cross_origin
        self._turns = Turns()
        self._access = access
        self._platform = platform
        self._router = Router(routes.ROUTES + routes.OPENAI_ROUTES + routes.OWN_ROUTES
                              + routes.ABSENT, platform)

    def __call__(self, path: str) -> flask.Response:
        request = flask.request
        return self._cross_origin.mark(request, self._preflight(request) or self._answered(request))

    def _preflight(self, request: Any) -> Any:
        try:
            return self._cross_origin.preflight(request)
        except errors.RequestError as error:
            return json_response(Answer({}, error.code, error.http, error.details), clock.new_id())

    def _answered(self, request: Any) -> flask.Response:
        record = RecordedRequest(request.method, _raw_path(request), request.args.to_dict())
        if record.path.startswith(API):
            return self._observed(request, record)
        return self._respond(request, record, Connection(_is_never_gone, lambda: None))

    def _in_turn(self, request: Any, record: RecordedRequest) -> flask.Response:
        """Answer a request when it is its key's turn, unless nobody waits for that any longer."""
        whose = authorization.header_of(request.headers) or request.remote_addr or ''
        is_gone = request.environ.get(IS_GONE, _is_never_gone)
        try:
            with self._turns.turn(whose, is_gone) as end_turn:
                return self._respond(request, record, Connection(is_gone, end_turn))
        except Abandoned:
            return json_response(Answer({}, codes.FAILURE, 408, 'The client has gone.'),
                                 clock.new_id())

    def _observed(self, request: Any, record: RecordedRequest) -> flask.Response:
        """Answer a request, by a fault if one strikes it, and record it."""
        key = authorization.header_of(request.headers).strip().partition(' ')[2].strip()
        record.identify(key)
        faults = self._services.faults
        paths = (record.path, app_of_request.of_path(record.path)[0])
        rule = faults.match(request.method, paths, key)
        if rule is None:
            response = self._in_turn(request, record)
        else:
            record.fault = rule.id
            _receive(request, record)
            response = effects.answer(rule, faults, request,
                                      lambda: self._in_turn(request, record))
        silent = rule is not None and rule.close
        record.finish(None if silent else response.status_code, response.mimetype,
                      response.get_data())
        self._services.recorder.add(record)
        return response

    def _respond(self, request: Any, record: RecordedRequest,
                 connection: Connection) -> flask.Response:
        req_id = _new_request_id(request)
        try:
            answer = self._answer(request, record, connection)
        except errors.RequestError as error:
            answer = Answer({}, error.code, error.http, error.details)
        except HTTPException:
            raise
        except Exception:
            LOG.exception('%s %s failed (request %s)', request.method,
                          redaction.path(request.path), req_id)
            answer = Answer({}, codes.INTERNAL_SERVER_ISSUE, 500,
                            'The sandbox failed; its log has the reason under this req_id.')
        if isinstance(answer, Media):
            response = flask.Response(answer.data, mimetype=answer.mimetype,
                                      headers={'X-Content-Type-Options': 'nosniff'})
            return response.make_conditional(  # a download that broke goes on with its rest
                request.environ, accept_ranges=True, complete_length=len(answer.data))
        if isinstance(answer, Stream):
            return stream_response(answer, req_id)
        return json_response(answer, req_id)

    def _answer(self, request: Any, record: RecordedRequest,
                connection: Connection) -> Answer | Media | Stream:
        raw = _read(request)
        record.receive(raw)
        path, named = app_of_request.of_path(record.path)
        body, refusal = _attempt(raw)
        query = json_form.query_with_field_names(request.args)
        named = app_of_request.named_app(named, query, body)
        is_platform = named is not None or dialect.is_platform_request(
            request.method, path, query, body)
        found = self._find(request.method, path, is_platform)
        rpc = platform.rpc_of(found.route)
        if named is None:
            body = json_form.with_concept_values(body)
        body = json_form.with_numbers(messages.request_of(rpc), body)
        try:
            if found.route.local:
                loopback.refuse_remote_clients(request)
            scope = None if found.route.open else self._scope(
                request, query, body, named, found, record)
            if refusal:
                raise refusal
            if scope and scope.is_platform and rpc:
                unknown_fields.refuse_unknown(found.route, query, body)
            answer = found.route.handler(Call(self._services, scope, found.params, query, body,
                                              request.host_url.rstrip('/'), connection))
            if self._services.is_instant and found.route.writes:
                self._services.settle(INSTANT_PATIENCE)
        except errors.RequestError as error:
            return self._refusal(error, messages.answer_of(rpc), found.is_platform)
        answer = Answer(answer) if isinstance(answer, dict) else answer
        for part in (() if not rpc or isinstance(answer, Media) else
                     answer.answers if isinstance(answer, Stream) else (answer,)):
            part.payload = json_form.without_empty_lists(messages.answer_of(rpc), part.payload)
        return answer

    def _find(self, method: Any, path: str, is_platform: Any) -> Any:
        instead = gone.reason(path)
        if instead:
            raise errors.NoSuchRoute(f'{method} {path} is gone: {instead}.')
        return self._router.find(method, path, is_platform)

    @staticmethod
    def _refusal(error: Any, message: Any, is_platform: Any) -> Any:
        """Return the answer to a request that is refused; the platform's has its empty list."""
        name = messages.list_of(message) if is_platform else None
        answer = Answer({name: []} if name else {}, http=error.http)
        answer.status = error.status(is_platform)
        return answer

    def _scope(self, request: Any, query: Mapping[str, Any], body: Mapping[str, Any],
               named: tuple[str, str] | None, found: Found, record: RecordedRequest) -> Scope:
        key = authorization.key_of(authorization.header_of(request.headers), self._platform)
        with self._services.database.transaction() as db:
            if found.route.of_user:
                user_id = app_of_request.named_user(found.params, query, body)
                scope = self._access.user_scope(db, key, user_id or ME,
                                                found.params.get('app_id'), found.route)
            else:
                scope = self._scope_of_app(db, key, named, found)
        record.identify(key, scope.app_id or None)
        return scope._replace(is_platform=found.is_platform)

    def _scope_of_app(self, db: Any, key: str, named: tuple[str, str] | None,
                      found: Found) -> Scope:
        """Return the scope of an app, or of a model of anybody that a function answers for."""
        try:
            return self._access.scope(db, key, named, found.route)
        except (errors.ScopeNotFound, errors.AppNotFound, errors.Forbidden) as error:
            if named is None or found.route.handler is not outputs.predict:
                raise
            model_id = found.params['model_id']
            if (self._services.recognisers.named(*named, model_id)
                    or self._services.canned.find(*named, model_id)):
                return self._access.guest_scope(db, key, named, found.route)
            if isinstance(error, errors.Forbidden):
                raise
            advice = outputs.function_advice(*named, model_id)
            raise errors.ModelNotFound(f'{error.details} {advice}')


def _new_request_id(request: Any) -> str:
    """Return a fresh id, which begins as the client wants the ids of its requests to begin."""
    prefix = request.headers.get('X-Clarifai-Request-ID-Prefix', '')
    return '-'.join(filter(None, [prefix if _PREFIX.match(prefix) else '', clock.new_id()]))


def _raw_path(request: Any) -> str:
    return (request.environ.get('RAW_URI') or request.path).split('?', 1)[0]


def _receive(request: Any, record: RecordedRequest) -> None:
    """Take the body off the connection, whether or not the request will be carried out."""
    try:
        record.receive(_read(request))
    except errors.RequestError:
        LOG.debug('%s %s is too large', request.method, record.path)


def _attempt(raw: bytes) -> tuple[dict[str, Any], None]:
    """Return the JSON object in a body and None, or {} and why there is none.

    Whoever has no key is told that first.
    """
    try:
        return json_form.with_field_names(_parsed(raw)), None
    except errors.RequestError as error:
        return {}, error


def _read(request: Any) -> bytes:
    """Return the whole body, so that the connection can be used again afterwards."""
    if BODY not in request.environ:
        _refuse_large(request.content_length or 0)
        request.environ[BODY] = b''.join(_blocks(request))
        request.environ[BODY_WAS_READ] = True
    return request.environ[BODY]


def _blocks(request: Any) -> Iterator[bytes]:
    """Yield a body in pieces; no more memory is taken than bytes have come."""
    length = 0
    while True:
        try:
            block = request.stream.read(BLOCK)
        except (OSError, ClientDisconnected):  # by the version of werkzeug
            raise errors.BadFormat('The body broke off, or its chunks are not those of HTTP.')
        if not block:
            return
        length += len(block)
        _refuse_large(length)
        yield block


def _is_never_gone() -> Any:
    return False


def _refuse_large(length: int) -> None:
    if length > MAX_BODY:
        raise errors.TooLarge('The body has %d MB or more; at most %d are taken. Send fewer inputs '
                              'at a time.' % (length >> 20, MAX_BODY >> 20))


def _parsed(raw: bytes) -> dict[str, Any]:
    """Return the JSON object in a body, {} for none."""
    if not raw.strip():
        return {}
    try:
        body = json.loads(raw.decode('utf-8-sig'), parse_constant=_refuse_constant,
                          parse_float=_finite)
        if _LONE_SURROGATE.search(raw):
            json.dumps(body, ensure_ascii=False).encode('utf-8')
    except (ValueError, RecursionError) as error:
        # What a decoder says may quote the body.
        raise errors.BadFormat('The body is not JSON in UTF-8 (%s%s).' % (
            type(error).__name__, _place(error)))
    if body is None:
        return {}
    if not isinstance(body, dict):
        raise errors.BadFormat('The body must be a JSON object.')
    _refuse_depth(body)
    return body


def _refuse_depth(body: Mapping[str, Any]) -> None:
    level = [body]
    for _ in range(MAX_DEPTH):
        level = [inner for value in level if isinstance(value, (dict, list))
                 for inner in (value.values() if isinstance(value, dict) else value)]
        if not level:
            return
    raise errors.BadFormat('The body is nested more than %d levels deep.' % MAX_DEPTH)


def _refuse_constant(name: str) -> None:
    raise ValueError(f'{name} is not JSON')


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError('a number is too large')
    return number


def _place(error: Any) -> Any:
    if isinstance(error, json.JSONDecodeError):
        return ' at line %d, column %d' % (error.lineno, error.colno)
    return ''
