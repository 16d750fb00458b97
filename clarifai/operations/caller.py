"""Calls of operations: requests made of arguments, and pages and items of answers."""
from __future__ import absolute_import

from clarifai.compat import urlencode
from clarifai.connection import Request, segment
from clarifai.errors import ApiError, UserError
from clarifai.forking import importing
from clarifai.operations.paths import NO_BODY, best
from clarifai.operations.scopes import NEEDS_APP, NEEDS_PAT, UNSET
from clarifai.paging import BATCH, answers_of_list, in_batches

STATUS_IS_THE_ANSWER = 'get_status_code'  # which is asked about codes that mean refusals


class Caller(object):
    """Makes the calls of a client.

    Args:
        scopes (Scopes): what its credentials open.
        send (callable): takes a `Request`; gives the answer, and whether an earlier attempt may
            have been acted upon.
        stream (callable): takes a `Request`; gives an iterator of answers.
        words (callable): takes an `Advice`; gives a sentence, or None to say nothing.
    """

    def __init__(self, scopes, send, stream=None, words=None):
        self._scopes = scopes
        self._send = send
        self._stream = stream
        self._words = words or (lambda advice: None)

    def call(self, row, arguments, route=None, batch=True):
        """Call an operation.

        Args:
            row (Row): which.
            arguments (dict): its arguments by name, and `user_id` and `app_id`.
            route (Route): one of the row's; None for the one that fits best.
            batch (bool): whether lists that are too long for one request are sent in several.

        Returns:
            dict: the answer; of a server stream an iterator of answers.

        Raises:
            UserError: the arguments do not fit, before anything is sent.
            ApiError: the server refused, failed or could not be reached.  After the first of
                several batches it has `partial` and `positions`.
        """
        call = self._prepared(row, arguments, route)
        if row.is_stream:
            return self._opened(call)
        if batch:
            lists = [name for name in row.batch if call.values.get(name)]
            sizes = set(len(call.values[name]) for name in lists)
            if sizes and max(sizes) > BATCH:
                if len(sizes) > 1:
                    raise UserError('%s belong together, item by item, so they must be equally '
                                    'long' % ' and '.join(lists))
                return self._in_batches(call, lists)
        return self._answer(call)

    def pages(self, row, arguments, route=None):
        """The answers of a list, page by page, each asked for when its turn has come.

        Args:
            row (Row), arguments (dict), route (Route): as of `call`; `page` says where to begin.

        Returns:
            iterator of dict: it ends before the first answer without items.

        Raises:
            UserError, ApiError: as of `call`; also when the server gives a page again.
        """
        if row.is_queue:
            raise UserError('%s has no pages: each call takes more work off a queue. Call it.'
                            % row.name)
        if row.items is None:
            raise UserError('%s gives no list to go through: call it' % row.name)
        arguments = dict(arguments)
        if row.pages == 'pagination':
            _move_into_pagination(arguments)
        elif row.pages == 'page' and arguments.get('page') is None:
            arguments['page'] = 1  # without it a list of logs gives its last page
        return self._pages(row, self._prepared(row, arguments, route))

    def items(self, row, arguments, route=None):
        """The items of a list, one after the other, whatever pages they come in; see `pages`."""
        pages = self.pages(row, arguments, route)
        return (item for answer in pages for item in answer[row.items])

    def _prepared(self, row, arguments, route):
        if row.instead:
            raise UserError('REST cannot carry %s, whose requests and answers go on at the same '
                            'time; use %s' % (row.name, row.instead))
        given = dict(arguments)
        owner = dict((name, given.pop(name, UNSET)) for name in ('user_id', 'app_id'))
        _take_user_app_id(given, owner)
        if not row.is_scoped:
            given.update((name, value) for name, value in owner.items() if value is not UNSET)
        with importing:
            from clarifai.operations import values  # most clients of 2.x never need it
        return _Call(self, row, owner, values.checked(row.name, given), route)

    def _answer(self, call):
        request = call.request()
        try:
            return self._send(request)[0]
        except ApiError as error:
            if call.row.name == STATUS_IS_THE_ANSWER and error.status_code == 200:
                return error.answer
            self._advise(call, error)
            raise

    def _advise(self, call, error):
        error.hint = error.hint or call.scope.advice(error)
        error.advice = error.advice or (error.hint and self._words(error.hint))

    def _opened(self, call):
        with importing:
            from clarifai.operations.streams import Stream  # four operations need it
        try:
            return Stream(self._stream(call.request()), lambda error: self._advise(call, error))
        except ApiError as error:
            self._advise(call, error)
            raise

    def _in_batches(self, call, lists):
        """Send lists that belong together, item by item, in parts of the same places."""
        def send(places):
            return self._answer(call.with_values(
                (name, call.values[name][places[0]:places[-1] + 1]) for name in lists))
        return in_batches(range(len(call.values[lists[0]])), send)

    def _pages(self, row, call):
        return answers_of_list(call, self._answer, lambda answer: _items_of(row, answer), _next,
                               _repeated)

    def scope_of(self, row, owner):
        """The scope of a call.

        Args:
            row (Row): the operation.
            owner (dict): the `user_id` and the `app_id` that the call names, as of `Scopes.scope`.

        Returns:
            Scope

        Raises:
            UserError: it would take a PAT, and there is none.
        """
        scope = self._scopes.scope(**owner)
        if scope is None:
            raise self._refused(NEEDS_PAT, {'operation': row.name})
        return scope

    def scope_of_route(self, route, row, scope, owner):
        """The scope that the route of a call is taken in.

        Args:
            route (Route), row (Row): the route, and the operation that it is one of.
            scope (Scope), owner (dict): as of `scope_of`.

        Returns:
            Scope: another one than the call's where the route has no user and app, but others have.
        """
        if route.scope or not row.has_scoped_route:
            return scope
        is_named = any(value is not UNSET for value in owner.values())
        return self._scopes.without_scope(scope, is_named)

    def no_route(self, row, scope, given):
        """The UserError that says why no route of an operation can be taken."""
        verb = row.routes[0].verb
        free = [route for route in row.routes if not route.shadowed_by and route.verb == verb]
        fitting = [route for route in free if not route.missing(given)]
        scoped = [route for route in fitting if route.scope not in scope.prefixes and
                  _has_room(row, route, given)]
        if scoped:
            missing = ['user_id'] if scope.user_id is None else []
            if scoped[0].scope == 'app' and scope.app_id is None:
                missing.append('app_id')
            code = NEEDS_APP if self._scopes.has_pat else NEEDS_PAT
            return self._refused(code, {'operation': row.name, 'missing': missing})
        if fitting:
            return _no_room(row, fitting[0], given)
        hidden = [route for route in row.routes if route.shadowed_by and not route.missing(given)]
        if hidden or not free:
            return shadowed(row, (hidden or row.routes)[0])
        return needs(row, free, given)

    def _refused(self, code, fields):
        with importing:
            from clarifai.advice import Advice  # which nothing but a refusal needs
        return UserError(self._words(Advice(code, fields)) or
                         '%s cannot be called with these credentials' % fields['operation'])


def request_within(scope, row, arguments):
    """The `Request` of a call whose arguments are right already; they are sent as they are.

    Args:
        scope (Scope): whose things it is about.
        row (Row): the operation.
        arguments (dict): its arguments as JSON, without user and app.

    Raises:
        UserError: an id in the path is no text, or leads elsewhere.
    """
    route = best(row.routes, scope.prefixes, arguments)
    if route is None:
        closest = min(row.routes, key=lambda one: len(one.missing(arguments)))
        return segment(closest.missing(arguments)[0], None)  # which raises: the id is missing
    path = route.fill(scope.prefixes[route.scope], arguments)
    rest = dict((name, value) for name, value in arguments.items() if name not in route.variables)
    return Request(route.verb, path, rest,
                   row.is_always_repeatable or row.is_repeatable(arguments), scope.credential)


class _Call(object):
    """A call that can be made: an operation, its scope, its route and its arguments as JSON.

    Args:
        caller (Caller): whose call it is.
        row (Row): the operation.
        owner (dict): the `user_id` and the `app_id` that it names, as of `Scopes.scope`.
        given (dict): its other arguments, checked.
        route (Route): one of the row's; None for the one that fits best.

    Raises:
        UserError: no route can be taken; it says why.
    """

    def __init__(self, caller, row, owner, given, route):
        self._caller = caller
        self._owner = owner
        self.row = row
        self.values = given
        scope = caller.scope_of(row, owner)
        self._route = route or best(row.routes, scope.prefixes, given,
                                    lambda one: _has_room(row, one, given))
        if self._route is None:
            raise caller.no_route(row, scope, given)
        if route is not None:
            _check_route(caller, row, route, scope, given)
        self.scope = caller.scope_of_route(self._route, row, scope, owner)

    def with_values(self, changes):
        """The same call with other arguments."""
        return _Call(self._caller, self.row, self._owner, dict(self.values, **dict(changes)),
                     self._route)

    def request(self):
        """The `Request` of it."""
        route, given = self._route, self.values
        path = route.fill(self.scope.prefixes[route.scope], given)
        rest = dict((name, value) for name, value in given.items()
                    if name not in route.variables) if route.variables else given
        beside = self._user_and_app_beside_the_path()
        if beside:
            rest = dict(rest, user_app_id=beside)
        if not route.has_body:
            with importing:
                from clarifai.operations import queries  # the calls of 2.x never need it
            rest = queries.query_of(rest, route.variables)
            if route.verb != NO_BODY and rest:  # of the others, what is sent is the body
                path, rest = '%s?%s' % (path, urlencode(rest, doseq=True)), {}
        return Request(route.verb, path, rest, self.row.is_repeatable(given),
                       self.scope.credential)

    def _user_and_app_beside_the_path(self):
        """The user and app that the caller names and the path has no place for."""
        in_path = {'app': ('user_id', 'app_id'), 'user': ('user_id',), None: ()}
        return dict((name, value) for name, value in self._owner.items()
                    if value is not UNSET and value is not None and
                    name not in in_path[self._route.scope])


def needs(row, routes, given):
    """The UserError about arguments that the paths of all routes lack."""
    missing = min((route.missing(given) for route in routes), key=len)
    return UserError('%s needs %s' % (row.name, _listed(missing)))


def shadowed(row, route):
    """The UserError about a route that leads to another operation."""
    return UserError('%s is published for %s first, so the server takes it for that: %s cannot be '
                     'reached there over REST; call %s'
                     % (route, route.shadowed_by, row.name, route.shadowed_by))


def _check_route(caller, row, route, scope, given):
    if route.shadowed_by:
        raise shadowed(row, route)
    missing = route.missing(given)
    if missing:
        raise UserError('%s over %s needs %s' % (row.name, route, _listed(missing)))
    if not _has_room(row, route, given):
        raise _no_room(row, route, given)
    if route.scope not in scope.prefixes:
        raise caller.no_route(row, scope, given)


def _has_room(row, route, given):
    if route.has_body:
        return True
    with importing:
        from clarifai.operations import queries
    return queries.can_carry(row.name, given, route.variables)


def _no_room(row, route, given):
    names = [name for name in sorted(given) if name not in route.variables]
    return UserError('%s over %s has no room for %s: what it sends is in its address, which takes '
                     'text, numbers and lists of them' % (row.name, route, _listed(names)))


def _listed(names):
    shown = ["%s={'%s': ...}" % (name.split('.')[0], name.partition('.')[2]) if '.' in name
             else name for name in names]
    return ' and '.join(filter(None, [', '.join(shown[:-1]), shown[-1]]))


def _take_user_app_id(given, owner):
    """Read ``user_app_id={'user_id': ..., 'app_id': ...}``, as requests of protobuf have it."""
    both = given.pop('user_app_id', None)
    if both is None:
        return
    if not isinstance(both, dict) or set(both) - set(owner):
        raise UserError('user_app_id must be a dictionary with user_id and app_id')
    owner.update(both)


def _move_into_pagination(arguments):
    """Let `page` and `per_page` stand for ``pagination={'page': ..., 'per_page': ...}``."""
    moved = dict((name, arguments.pop(name)) for name in ('page', 'per_page') if name in arguments)
    if moved:
        arguments['pagination'] = dict(arguments.get('pagination') or {}, **moved)


def _items_of(row, answer):
    items = answer.get(row.items)
    return items if isinstance(items, list) else None


def _repeated(call, answer):
    request = call.request()
    return ApiError(request.path, request.params, request.method, answer=answer,
                    cause='the server gave a page of %s again, so the list has no end'
                          % call.row.items)


def _next(call, items):
    """The call for the page after this one; None when there is none."""
    row = call.row
    if row.pages == 'page':
        return call.with_values([('page', (call.values.get('page') or 1) + 1)])
    if row.pages == 'pagination':
        here = call.values.get('pagination') or {}
        return call.with_values([('pagination', dict(here, page=(here.get('page') or 1) + 1))])
    if row.pages == 'last_id' and items[-1].get('id'):
        return call.with_values([('last_id', items[-1]['id'])])
    return None
