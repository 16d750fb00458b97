"""From a method and a raw path to a route."""
import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import unquote

from werkzeug import exceptions
from werkzeug.routing import BaseConverter, Map, Rule

from clarifai.sandbox import errors
from clarifai.sandbox.web.routes import Route

_PARAMETER = re.compile('{(.*?)}')


class Found(NamedTuple):
    """A route, the decoded parts of its path, and whether its dialect is the platform's."""

    route: Route
    params: dict[str, str]
    is_platform: bool


class _RawPart(BaseConverter):
    """A part of a path that is still percent-encoded: an id may contain ``%2F``."""

    def to_python(self, value: str) -> str:
        return unquote(value, errors='replace')


class _MatchedRule(Rule):
    """A rule that paths are matched with, and no URL is ever made of.

    For the latter werkzeug would compile two functions of each rule, a fifth of the whole start.
    """

    def _compile_builder(self, *_: Any, **__: Any) -> Any:
        return _no_url


def _no_url(rule: Rule, *_: Any, **__: Any) -> Any:
    raise NotImplementedError('no URL is made of %s' % rule.rule)


class Router:
    """A table of routes, ready to be asked.

    Args:
        routes: the routes that are served.
        platform: whether paths without a user and an app, too, follow the platform's rules.
    """

    def __init__(self, routes: Iterable[Route], platform: bool = False) -> None:
        routes = list(routes)
        self._platform = platform
        self._maps = {is_platform: _map_of(route for route in routes if route.serves(is_platform))
                      for is_platform in (False, True)}

    def find(self, method: str, raw_path: str, is_platform: bool = False) -> Found:
        """Find the route of a request and its parameters.

        Args:
            method: the HTTP method.
            raw_path: the path, still percent-encoded, without user and app.
            is_platform: whether the request is in the platform's dialect. One that seems not to be
                is all the same, if nothing but a route of the platform fits it.

        Raises:
            errors.NoSuchRoute: nothing is served at this path.
            errors.MethodNotAllowed: something is, but for other methods.
        """
        is_platform = is_platform or self._platform
        allowed: set[str] = set()
        for dialect in (True,) if is_platform else (False, True):
            try:
                route, params = _match(self._maps[dialect], method, raw_path)
            except exceptions.NotFound:
                continue
            except exceptions.MethodNotAllowed as refusal:
                allowed.update(refusal.valid_methods or ())
            else:
                return Found(route, params, dialect)
        if allowed:
            raise errors.MethodNotAllowed('%s is no method of this path; its methods are %s.'
                                          % (method, ', '.join(sorted(allowed))))
        raise errors.NoSuchRoute('The sandbox has no route %s %s%s.' % (
            method, unquote(raw_path), " on the platform" if is_platform else ''))


def _map_of(routes: Iterable[Route]) -> Map:
    return Map([_rule(route) for route in routes], converters={'raw': _RawPart},
               strict_slashes=False, merge_slashes=False)


def _rule(route: Route) -> Rule:
    # A parameter may have a dot in its name, which the language of rules does not know.
    names = tuple(_PARAMETER.findall(route.path))
    numbers = iter(range(len(names)))
    rule = _MatchedRule(_PARAMETER.sub(lambda _: '<raw:p%d>' % next(numbers), route.path),
                        endpoint=(route, names))
    rule.methods = {route.method}  # given to Rule, GET would bring HEAD along
    return rule


def _match(table: Map, method: str, raw_path: str) -> tuple[Route, dict[str, str]]:
    # What werkzeug matches is a path from which it took any number of leading slashes.
    if re.match('/(?!/)', raw_path) is None:
        raise exceptions.NotFound
    (route, names), values = table.bind('').match(raw_path.rstrip('/'), method)
    return route, {name: values['p%d' % number] for number, name in enumerate(names)}
