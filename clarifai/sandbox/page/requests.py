"""The last requests: what clients sent, and what they were answered."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flask

from clarifai.sandbox import errors
from clarifai.sandbox.page import apps, paging
from clarifai.sandbox.store import overview

if TYPE_CHECKING:
    from clarifai.sandbox.services import Services

ON_A_PAGE = 50


def listing(services: Services) -> Any:
    """Show the last requests, newest first, of all apps or of one."""
    app_id = flask.request.args.get('app')
    found = [one for one in reversed(services.recorder.requests())
             if not app_id or one.app == app_id]
    pages = paging.asked_for(len(found), ON_A_PAGE)
    with services.database.transaction() as db:
        app = apps.find(db, app_id) if app_id else None
    return flask.render_template('requests.html', app=app, requests=pages.chosen(found),
                                 paging=pages)


def one(services: Services, number: Any) -> Any:
    """Show one request with the bodies that went there and back, keys masked."""
    found = [request for request in services.recorder.requests(number - 1)
             if request.number == number]
    if not found:
        raise errors.NoSuchRoute('Request %d is not among the last ones that are kept.' % number)
    with services.database.transaction() as db:
        app = overview.app(db, found[0].app)
    return flask.render_template('request.html', app=app, shown=found[0])
