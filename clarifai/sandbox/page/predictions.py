"""Predictions: what a model says about a picture that is sent and not kept."""
from __future__ import annotations

import base64
import sqlite3
from typing import TYPE_CHECKING, Any

import flask

from clarifai.sandbox import errors
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.access.access import PublicModels, Scope
from clarifai.sandbox.handlers import outputs
from clarifai.sandbox.handlers.request import Call, Connection
from clarifai.sandbox.media import frames
from clarifai.sandbox.models import outputs as model_outputs
from clarifai.sandbox.models import public_models
from clarifai.sandbox.page import apps, pictures
from clarifai.sandbox.store import models, versions

if TYPE_CHECKING:
    from clarifai.sandbox.services import Services

MOST_OF_THE_APP = 200
NO_CLIENT = Connection(lambda: False, lambda: None)


def form(services: Services, app_id: str) -> Any:
    """Show the form, with the model that the query string names."""
    with services.database.transaction() as db:
        shown = _choices(db, services, app_id)
    return flask.render_template('predict.html', chosen=_wanted(flask.request.args), **shown)


def by_picture(services: Services, app_id: str) -> Any:
    """Show what the chosen model says about the picture that was sent; neither is kept."""
    data, model_id = pictures.sent(), _wanted(flask.request.form)
    with services.database.transaction() as db:
        shown = _choices(db, services, app_id)
    output = _output(services, shown['app'], model_id, data)
    try:
        picture = model_outputs.cropped(frames.picture(data))['image']
    except errors.MediaUnavailable as error:
        raise errors.InputInvalid(error.details)
    if output['status']['code'] != codes.SUCCESS:
        raise errors.InputInvalid(output['status'].get('details')
                                  or output['status']['description'])
    said = output['data']
    record = {'info': picture['image_info'], 'regions': said.get('regions', [])}
    return flask.render_template('predict.html', chosen=model_id, picture=picture, said=said,
                                 record=record, model=output['model'], **shown)


def _wanted(values: Any) -> Any:
    """Return the id of the model in a form or a query string; the general model's if none is."""
    return values.get('model') or public_models.GENERAL.ids[0]


def _choices(db: sqlite3.Connection, services: Services, app_id: str) -> dict[str, Any]:
    """Return the app, those of its models that are trained, and the public ones for pictures."""
    app = apps.find(db, app_id)
    own = [model for model in models.listing(db, app_id, 0, MOST_OF_THE_APP)
           if versions.latest_trained(db, model)]
    public = [model for model in public_models.ALL_MODELS
              if public_models.IMAGE in model.takes and (
                  model.kind != public_models.NOTHING or services.recognisers.get(model))]
    return {'app': app, 'own': own, 'public': public}


def _output(services: Services, app: Any, model_id: str, data: bytes) -> dict[str, Any]:
    """Return the output with which the API answers for a picture."""
    scope = Scope(app['id'], app['user_id'], app['name'] or app['id'], False, PublicModels.BESIDE)
    picture = {'base64': base64.b64encode(data).decode('ascii')}
    call = Call(services, scope, {'model_id': model_id}, flask.request.args,
                {'inputs': [{'data': {'image': picture}}]},
                flask.request.host_url.rstrip('/'), NO_CLIENT)
    [output] = outputs.predict(call).payload['outputs']
    return output
