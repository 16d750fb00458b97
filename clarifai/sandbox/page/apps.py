"""The page of all apps, and what the pages of one app have in common."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import flask

from clarifai.sandbox import errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.page import paging
from clarifai.sandbox.store import overview

if TYPE_CHECKING:
    from clarifai.sandbox.services import Services

ON_A_PAGE = 24
PREVIEWS = 5


def listing(services: Services) -> Any:
    """Show all apps, newest first."""
    with services.database.transaction() as db:
        pages = paging.asked_for(overview.count_apps(db), ON_A_PAGE)
        found = overview.apps(db, pages.page)
        for app in found:
            app['pictures'] = overview.newest_pictures(db, app['id'], codes.INPUT_SUCCESS,
                                                       PREVIEWS)
    return flask.render_template('apps.html', apps=found, paging=pages,
                                 move=services.jobs.move.said(),
                                 under_way=services.jobs.move.is_under_way())


def find(db: sqlite3.Connection, app_id: str) -> Any:
    """Return an app for the head of its pages.

    Raises:
        errors.NoSuchRoute: there is none with this id.
    """
    app = overview.app(db, app_id)
    if app is None:
        raise errors.NoSuchRoute(f'There is no app {app_id} here.')
    return app


def wanted_id() -> Any:
    """Return the id in the query string of the request, '' if there is none."""
    return flask.request.args.get('id', '')
