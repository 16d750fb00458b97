"""The models of an app, their versions, and how well those do."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flask

from clarifai.sandbox.models import public_models
from clarifai.sandbox.page import apps, paging, words
from clarifai.sandbox.store import concepts, models, versions

if TYPE_CHECKING:
    from clarifai.sandbox.services import Services

ON_A_PAGE = 50


def listing(services: Services, app_id: str) -> Any:
    """Show the models of an app with the newest version of each, and what the public ones do."""
    with services.database.transaction() as db:
        app = apps.find(db, app_id)
        pages = paging.asked_for(app['models'], ON_A_PAGE)
        found = models.listing(db, app_id, pages.page.start, pages.size)
        for model in found:
            model['latest'] = versions.latest(db, model)
            model['versions'] = versions.count(db, model)
    return flask.render_template('models.html', app=app, models=found, paging=pages,
                                 public=_public(services), recognition=services.recognition.said,
                                 move=services.jobs.move.said(),
                                 under_way=services.jobs.move.is_under_way() or any(
                                     _is_under_way(model['latest']) for model in found))


def _is_under_way(version: Any) -> bool:
    """Return whether a version, if there is one, is being trained or evaluated."""
    return version is not None and words.WAITING in (
        words.tone(version['status_code']), words.tone(version['metrics_code']))


def _public(services: Services) -> Any:
    """Return (model, what answers for it) of each public model."""
    return [(model, 'A function of your own.' if services.recognisers.get(model)
             else model.behind(services.recognition.recognizer is not None))
            for model in public_models.ALL_MODELS]


def one(services: Services, app_id: str) -> Any:
    """Show a model, its versions and the evaluation of one of them: the newest, or `version`."""
    wanted = flask.request.args.get('version')
    with services.database.transaction() as db:
        app = apps.find(db, app_id)
        model = models.get(db, app_id, apps.wanted_id())
        pages = paging.asked_for(versions.count(db, model), ON_A_PAGE)
        found = versions.listing(db, model, pages.page)
        chosen = versions.get(db, model, wanted) if wanted else versions.latest(db, model)
        ids = set(model['concept_ids']).union(chosen['concept_ids'] if chosen else ())
        names = {concept_id: concept['name'] for concept_id, concept
                 in concepts.by_id(db, app_id, ids).items()}
    return flask.render_template('model.html', app=app, model=model, versions=found,
                                 paging=pages, chosen=chosen, names=names,
                                 under_way=any(map(_is_under_way, found)))
