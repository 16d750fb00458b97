"""Which view serves which path of the page. The API's routes are elsewhere (`sandbox.routes`)."""
from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING, Any

import flask
from werkzeug.exceptions import HTTPException

from clarifai.sandbox import errors
from clarifai.sandbox.page import (apps, console, drawing, guarding, inputs, models, paging,
                                   predictions, requests, searches, words)

if TYPE_CHECKING:
    from clarifai.sandbox.services import Services

LOG = logging.getLogger(__name__)
# What templates can call.
HELP = {'boxes': drawing.boxes, 'size': drawing.size, 'link': paging.link}
APP = '/page/apps/<app_id>/'
ROW = '<int(max=%d):seq>' % (2 ** 63 - 1)  # SQLite has no larger numbers
VIEWS = (
    ('GET', '/', 'apps', apps.listing),
    ('GET', APP + 'inputs', 'inputs', inputs.listing),
    ('GET', APP + 'input', 'input', inputs.one),
    ('GET', APP + 'media/' + ROW, 'media', inputs.media),
    ('GET', APP + 'models', 'models', models.listing),
    ('GET', APP + 'model', 'model', models.one),
    ('GET', APP + 'search', 'search', searches.form),
    ('POST', APP + 'search', 'search_by_picture', searches.by_picture),
    ('GET', APP + 'predict', 'predict', predictions.form),
    ('POST', APP + 'predict', 'predict_picture', predictions.by_picture),
    ('GET', '/page/console', 'console', console.page),
    ('GET', '/page/console/pictures', 'console_pictures', console.pictures),
    ('GET', '/page/console/client.zip', 'console_client', console.client),
    ('GET', '/page/console/pyodide/<name>', 'console_file', console.file),
    ('GET', '/page/requests', 'requests', requests.listing),
    ('GET', '/page/requests/<int:number>', 'request', requests.one),
)


def add_to(app: flask.Flask, services: Services) -> None:
    """Serve the page from a Flask application, beside what it serves already.

    Args:
        app: the application.
        services: what it shows.
    """
    page = flask.Blueprint('page', __name__, template_folder='templates', static_folder='static',
                           static_url_path='/page/static')
    for method, rule, name, view in VIEWS:
        page.add_url_rule(rule, name, functools.partial(view, services), methods=[method],
                          provide_automatic_options=False)
    page.add_url_rule('/page/<path:path>', 'nowhere', _nowhere, methods=['GET', 'POST'],
                      provide_automatic_options=False)
    page.before_request(guarding.refuse_remote_clients)
    page.after_request(guarding.protect)
    page.register_error_handler(Exception, _failure)
    page.app_context_processor(lambda: dict(HELP, has_console=services.pyodide is not None))
    for name, write in words.FILTERS.items():
        page.add_app_template_filter(write, name)
    app.register_blueprint(page)


def _nowhere(path: str) -> None:
    raise errors.NoSuchRoute('There is no such page. The API is served below /v2.')


def _failure(error: Any) -> Any:
    """Show why there is nothing to see."""
    if isinstance(error, errors.RequestError):
        code, reason = error.http, error.details
    elif isinstance(error, HTTPException):
        code, reason = error.code or 500, error.description
    else:
        LOG.exception('the page %s failed', flask.request.path)
        code, reason = 500, 'The page could not be made; the log of the sandbox says why.'
    return flask.render_template('error.html', code=code, reason=reason), code
