"""Upload many sources."""
from __future__ import absolute_import

import copy
import hashlib

from clarifai import credentials
from clarifai.bulk.pace import paced
from clarifai.bulk.report import ItemError, error_of_failure
from clarifai.bulk.runner import MAX_BYTES, WORKERS, Run
from clarifai.bulk.work import Work, concerns_all, pair_of_status
from clarifai.errors import ApiError, UserError
from clarifai.paging import BATCH
from clarifai.redact import clean, shown
from clarifai.rest.app import ClarifaiApp
from clarifai.rest.arguments import check_new_id
from clarifai.rest.duplicates import is_same
from clarifai.rest.media import Input, input_from_json
from clarifai.status_codes import (
    DOWNLOAD_UNDER_WAY, INPUT_DOWNLOAD_SUCCESS, INPUT_DUPLICATE, is_missing)

__all__ = ['upload']


def upload(app, sources, concepts=None, not_concepts=None, metadata=None,
           allow_duplicate_url=False, executor=None, workers=WORKERS, batch=BATCH,
           max_bytes=MAX_BYTES, ordered=True, journal=None, progress=None):
    """Upload any number of sources, many at a time, and none of them twice.

    Each input gets an id: its own, or one that is made from what it is (`Source.key`), so that it
    is the same in each run.  An input that is there already under such an id is a success.

    Args:
        app (ClarifaiApp): where to.
        concepts (list of str): ids of concepts that all of them show, besides their own.
        not_concepts (list of str): ids of concepts that none of them shows.
        metadata (dict): what else is known of all of them, where they do not say otherwise.
        allow_duplicate_url (bool): upload although the app has an input with the URL.
        sources, executor, workers, batch, max_bytes, ordered, journal, progress: as for `predict`.

    Returns:
        Run: an iterator of Result objects.  Nothing is sent before it is iterated over;
        ``upload(...).finish()`` does so and returns the Report.

    Raises:
        UserError, ApiError: as for `predict`.
    """
    if not isinstance(app, ClarifaiApp):
        raise UserError('app must be a ClarifaiApp, not %s' % shown(app))
    common = Input(concepts=concepts, not_concepts=not_concepts, metadata=metadata)
    return Run(Uploading(app, common, allow_duplicate_url), sources, executor=executor,
               workers=workers, batch=batch, max_bytes=max_bytes, ordered=ordered,
               journal=journal, progress=progress)


class Uploading(Work):
    """Uploads batches.

    Args:
        app (ClarifaiApp): where to.
        common (Input): concepts and metadata of all inputs.
        allow_duplicate_url (bool): upload although the app has an input with the URL.
    """

    members = ('inputs',)
    field = 'input'
    needs_key = True
    good = (INPUT_DOWNLOAD_SUCCESS,) + DOWNLOAD_UNDER_WAY

    def __init__(self, app, common, allow_duplicate_url):
        super(Uploading, self).__init__()
        self._api = paced(app.api)
        self._common = common
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

    def media(self, source, key):
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

    def value(self, item, load):
        """The input as the server has it."""
        if (item.get('status') or {}).get('code') == INPUT_DUPLICATE:
            return self._existing(load) or pair_of_status(item, (), None)
        there, error = pair_of_status(item, self.good, item)
        return (None, error) if error else (input_from_json(there), None)

    def _existing(self, load):
        """The pair of what is there under the same id; None when it is only the URL that is."""
        input_id = load.media.input_id
        try:
            there = self._api.get_input(input_id).get('input') or {}
        except ApiError as error:
            if is_missing(error):
                return None
            if concerns_all(error):
                raise
            return None, error_of_failure(error)
        if not is_same(load.media.sendable(), there):
            return None, ItemError(INPUT_DUPLICATE, (
                'there is an input with id %s already, and its URL, concepts or metadata differ; '
                'change it with app.inputs.update, or give another id' % shown(input_id)))
        return input_from_json(there), None

    def _after(self, error, loads, outcome):
        if len(loads) == 1 and getattr(error, 'error_code', None) == INPUT_DUPLICATE:
            status = {'code': INPUT_DUPLICATE, 'description': error.error_desc,
                      'details': error.error_details}
            return [self.value({'status': status}, loads[0])]
        return super(Uploading, self)._after(error, loads, outcome)


def _joined(*lists):
    return [one for part in lists for one in part or ()] or None


def _merged(*dicts):
    merged = {}
    for part in dicts:
        merged.update(part or {})
    return merged or None
