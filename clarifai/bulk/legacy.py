"""The adapter of 2.x objects: what a run does with a Model, a Workflow or a ClarifaiApp."""
from __future__ import absolute_import

import copy
import hashlib

from clarifai import credentials
from clarifai.bulk.pace import RetryAllButThrottled
from clarifai.bulk.report import ItemError, error_of_failure
from clarifai.bulk.source import source_of
from clarifai.bulk.work import Requests, concerns_all, pair_of_status
from clarifai.duplicates import is_same
from clarifai.errors import ApiError, UserError
from clarifai.redact import clean, shown
from clarifai.rest.app import ClarifaiApp
from clarifai.rest.arguments import check_new_id
from clarifai.rest.media import Input, input_from_json
from clarifai.rest.model import Model
from clarifai.rest.outputs import ModelOutputConfig, ModelOutputInfo
from clarifai.rest.workflows import Workflow
from clarifai.status_codes import (
    DOWNLOAD_UNDER_WAY, INPUT_DOWNLOAD_SUCCESS, INPUT_DUPLICATE, SUCCESS, is_missing)


class OfSources(Requests):
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

    def size(self, source):
        """The bytes of its content."""
        return source.size()

    def key(self, source):
        """What it is, its id included."""
        return source.key()

    def describe(self, source):
        """Its path or URL, or how large it is."""
        return source.label()


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
        return 'predict with %s at %s' % (what, clean(self._model.api.basev2))

    def load(self, source, key):
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


class Upload(OfSources):
    """Uploads batches.

    Args:
        app (ClarifaiApp): where to.
        allow_duplicate_url (bool): upload although the app has an input with the URL.
        common: of `Input`, concepts and metadata of all inputs.

    Raises:
        UserError: it is no ClarifaiApp, or the rest is not usable.
    """

    members = ('inputs',)
    field = 'input'
    needs_key = True
    good = (INPUT_DOWNLOAD_SUCCESS,) + DOWNLOAD_UNDER_WAY

    def __init__(self, app, allow_duplicate_url=False, **common):
        if not isinstance(app, ClarifaiApp):
            raise UserError('app must be a ClarifaiApp, not %s' % shown(app))
        super(Upload, self).__init__(app.api)
        self._common = Input(**common)
        self._allow_duplicate_url = allow_duplicate_url

    @property
    def task(self):
        """What is done, in words, for the journal."""
        return 'upload to %s at %s' % (self._app(), clean(self._api.basev2))

    def _app(self):
        app_id = credentials.find_app_id(self._api.app_id, self._api.app_secret).value
        if app_id:
            return 'app %s' % app_id
        key = 'journal %s' % (self._api.api_key or self._api.pat)
        mark = hashlib.sha256(key.encode('utf-8')).hexdigest()[:8]
        return 'the app of a key (%s)' % mark  # another key may be of another app

    def load(self, source, key):
        """The Image or Video to upload, with an id, and with what is known of it."""
        media = copy.copy(source.media())
        media.input_id = source.input_id or key
        check_new_id(media.input_id)
        common = self._common
        media.concepts = _joined(media.concepts, source.concepts, common.concepts)
        media.not_concepts = _joined(media.not_concepts, source.not_concepts, common.not_concepts)
        media.metadata = _merged(common.metadata, media.metadata, source.metadata)
        if self._allow_duplicate_url and hasattr(media, 'allow_dup_url'):
            media.allow_dup_url = True
        return media

    def request(self, media):
        """Upload some media."""
        return self._api.add_inputs(media)

    def value(self, item, media):
        """The input as the server has it."""
        if (item.get('status') or {}).get('code') == INPUT_DUPLICATE:
            return self._existing(media) or pair_of_status(item, (), None)
        there, error = pair_of_status(item, self.good, item)
        return (None, error) if error else (input_from_json(there), None)

    def _existing(self, media):
        """The pair of what is there under the same id; None when it is only the URL that is."""
        input_id = media.input_id
        try:
            there = self._api.get_input(input_id).get('input') or {}
        except ApiError as error:
            if is_missing(error):
                return None
            if concerns_all(error):
                raise
            return None, error_of_failure(error)
        if not is_same(media.sendable(), there):
            return None, ItemError(INPUT_DUPLICATE, (
                'there is an input with id %s already, and its URL, concepts or metadata differ; '
                'change it with app.inputs.update, or give another id' % shown(input_id)))
        return input_from_json(there), None

    def _after(self, error, loads, outcome):
        if len(loads) == 1 and getattr(error, 'error_code', None) == INPUT_DUPLICATE:
            status = {'code': INPUT_DUPLICATE, 'description': error.error_desc,
                      'details': error.error_details}
            return [self.value({'status': status}, loads[0])]
        return super(Upload, self)._after(error, loads, outcome)


def _joined(*lists):
    return [one for part in lists for one in part or ()] or None


def _merged(*dicts):
    merged = {}
    for part in dicts:
        merged.update(part or {})
    return merged or None
