"""The adapter of 2.x objects: what a run does with a Model, a Workflow or a ClarifaiApp."""
from __future__ import absolute_import

import copy
import hashlib

from clarifai import credentials
from clarifai.bulk.journal import task_with
from clarifai.bulk.pace import RetryAllButThrottled
from clarifai.bulk.source import source_of
from clarifai.bulk.uploads import (Load, Uploads, check_concepts, statuses_by_id,
                                   with_source)
from clarifai.bulk.work import SourceRequests, pair_of_status
from clarifai.errors import ApiError, UserError
from clarifai.redact import clean, shown
from clarifai.rest.app import ClarifaiApp, platform_words
from clarifai.rest.arguments import check_new_id
from clarifai.rest.media import Input, input_from_json
from clarifai.rest.model import Model
from clarifai.rest.outputs import ModelOutputConfig, ModelOutputInfo
from clarifai.rest.workflows import Workflow
from clarifai.status_codes import DOWNLOAD_UNDER_WAY, SUCCESS, is_missing


class OfSources(SourceRequests):
    """Work whose items are `Source` objects, sent with an ApiClient.

    Args:
        api (ApiClient): the client; 429 is left to the pace of the run.
    """

    def __init__(self, api):
        super(OfSources, self).__init__()
        self._api = api.with_options(retry=RetryAllButThrottled(api.retry))
        self._api.logs_failed_items = False  # each has its result

    def item(self, given):
        """A Source for anything that `predict` and `upload` take, read if it is a file object."""
        return source_of(given).loaded()


class Prediction(OfSources):
    """Predicts batches.

    Args:
        model (Model or Workflow): what predicts.
        options: of `ModelOutputConfig`, how it answers.

    Raises:
        UserError: it is neither, or an option is not usable.
    """

    members = ('outputs', 'results')

    def __init__(self, model, **options):
        if not isinstance(model, (Model, Workflow)):
            raise UserError('model must be a Model or a Workflow, such as '
                            'app.models.get("general-v1.3"), not %s' % shown(model))
        super(Prediction, self).__init__(model.api)
        self._model = copy.copy(model)
        self._model.api = self._api
        self._config = ModelOutputConfig(**options)

    @property
    def task(self):
        """What is done, in words, for the journal."""
        if isinstance(self._model, Workflow):
            what = 'workflow %s' % self._model.wf_id
        else:
            what = 'model %s, version %s' % (self._model.model_id, self._model.model_version)
            if self._model.app_id:
                what += ', of app %s' % self._model.app_id
        return task_with('predict with %s at %s' % (what, clean(self._model.api.basev2)),
                         self._config.dict().get('output_config') or {})

    def load(self, source):
        """The Image or Video to predict."""
        return source.media()

    def request(self, media):
        """Predict some media."""
        if isinstance(self._model, Workflow):
            return self._model.predict(media, self._config)
        return self._model.predict(media, ModelOutputInfo(output_config=self._config))

    def value(self, item, media):
        """The output of a model, or what all models of a workflow gave."""
        return pair_of_status(item, (SUCCESS,), item)


class Upload(Uploads, OfSources):
    """Uploads batches.

    Args:
        app (ClarifaiApp): where to.
        allow_duplicate_url (bool): upload although the app has an input with the URL.
        wait (float or None): for how many seconds each input is waited for.
        common: of `Input`, concepts and metadata of all inputs.

    Raises:
        UserError: it is no ClarifaiApp, or the rest is not usable.
    """

    changing = 'app.inputs.update or "clarifai inputs annotate ID"'

    def __init__(self, app, allow_duplicate_url=False, wait=None, **common):
        if not isinstance(app, ClarifaiApp):
            raise UserError('app must be a ClarifaiApp, not %s' % shown(app))
        super(Upload, self).__init__(app.api)
        self._common = Input(**common)
        check_concepts(self._common.concepts, self._common.not_concepts)
        self._allow_duplicate_url = allow_duplicate_url
        self.wait = wait

    @property
    def task(self):
        """What is done, in words, for the journal."""
        common = self._common
        return task_with('upload to %s' % place_of(self._api), dict(
            concepts=sorted(common.concepts or ()), metadata=common.metadata,
            not_concepts=sorted(common.not_concepts or ())))

    def load(self, source):
        """The Image or Video to upload, with an id, and with what is known of it."""
        media = copy.copy(source.media())
        media.input_id = source.input_id or source.content_id()
        check_new_id(media.input_id)
        common = self._common
        media.concepts = _joined(media.concepts, source.concepts, common.concepts)
        media.not_concepts = _joined(media.not_concepts, source.not_concepts, common.not_concepts)
        check_concepts(media.concepts, media.not_concepts)
        media.metadata, is_linked = with_source(
            _merged(common.metadata, media.metadata, source.metadata), source.origin)
        if self._allow_duplicate_url and hasattr(media, 'allow_dup_url'):
            media.allow_dup_url = True
        return Load(media, media.input_id, not source.input_id, is_linked)

    def send(self, media):
        """Upload some media."""
        return self._api.add_inputs(media)

    def as_json(self, media):
        """Some media as it is sent."""
        return media.sendable()

    def fetch(self, input_id):
        """The input of an id."""
        return self._api.get_input(input_id).get('input') or {}

    def statuses(self, input_ids):
        """The statuses of some inputs: all where they can be listed by their ids, else one by one
        up to the first that is not processed yet.
        """
        connection = self._api.connection
        if connection.has_pat and connection.user_id and connection.app_id:
            return self._listed(input_ids)
        found = {}
        for input_id in input_ids:
            try:
                found[input_id] = self.fetch(input_id).get('status') or {}
            except ApiError as error:
                if not is_missing(error):
                    raise
                found[input_id] = None
            if found[input_id] is None or found[input_id].get('code') in DOWNLOAD_UNDER_WAY:
                break
        return found

    def _listed(self, input_ids):
        from clarifai.operations.platform import Platform
        platform = Platform.over(self._api.connection, platform_words)
        return statuses_by_id(input_ids, lambda some: platform.list_inputs(
            ids=some, per_page=len(some)).get('inputs') or ())

    def finished(self, item):
        """The Image or Video that an answer describes."""
        return input_from_json(item)


def place_of(api):
    """Which app it is, and where, in words that have no secret.

    Args:
        api (ApiClient): the app's client.
    """
    return '%s at %s' % (_app_of(api), clean(api.basev2))


def _app_of(api):
    app_id = credentials.find_app_id(api.app_id, api.app_secret).value
    if app_id:
        return 'app %s' % app_id
    key = 'journal %s' % (api.api_key or api.pat)
    mark = hashlib.sha256(key.encode('utf-8')).hexdigest()[:8]
    return 'the app of a key (%s)' % mark  # another key may be of another app


def _joined(*lists):
    return [one for part in lists for one in part or ()] or None


def _merged(*dicts):
    merged = {}
    for part in dicts:
        merged.update(part or {})
    return merged or None
