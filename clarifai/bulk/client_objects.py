"""The adapter of objects of today's SDK: what a run does with those of `clarifai.client`.

It imports that package only when it is given one of its objects, since not every Python that runs
this one can.
"""
from __future__ import absolute_import

import hashlib
import json

from clarifai.bulk.journal import task_with
from clarifai.bulk.pace import RetryAllButThrottled
from clarifai.bulk.report import error_of_failure
from clarifai.bulk.source import KEY_LENGTH, source_of
from clarifai.bulk.uploads import (Load, Uploads, check_concepts, statuses_by_id,
                                   with_source)
from clarifai.bulk.work import SourceRequests, concerns_all, pair_of_status
from clarifai.errors import ApiError, UserError
from clarifai.redact import clean, native, shown
from clarifai.rest.media import Input
from clarifai.status_codes import SUCCESS, is_missing

KINDS = ('image', 'video', 'audio', 'text')


def fits(thing):
    """Whether something is an object of `clarifai.client`."""
    return any(one.__module__ == 'clarifai.client.base' for one in type(thing).__mro__)


class GivenInput(object):
    """An input as `Inputs.get_input_from_url` and its like make it, in the place of a `Source`.

    Args:
        fields (dict): the input.

    Attributes:
        input_id (str): its id, or None.
    """

    concepts = not_concepts = metadata = origin = None  # it has its own in its data

    def __init__(self, fields):
        self._fields = fields
        self.input_id = fields.get('id') or None

    def size(self):
        """How many bytes of content go into a request, before base64."""
        media = [self._fields['data'].get(kind) or {} for kind in KINDS]
        return sum(len(medium.get('base64') or '') * 3 // 4 + len(medium.get('raw') or '')
                   for medium in media)

    def key(self):
        """What it is known by from one run to the next: all of it, as 32 hexadecimal digits."""
        text = json.dumps(self._fields, sort_keys=True, default=_digest)
        return hashlib.sha256(text.encode('utf-8')).hexdigest()[:KEY_LENGTH]

    content_id = key

    def label(self):
        """Its id, or what kind of input it is."""
        return native(self.input_id or '/'.join(
            kind for kind in KINDS if kind in self._fields['data']))

    def media(self):
        """The input to send."""
        return self._fields


def _digest(content):
    """What stands for a content that is made while it is sent."""
    digest = hashlib.sha256()
    for piece in content.pieces():
        digest.update(piece)
    return digest.hexdigest()


class OfInputs(SourceRequests):
    """Work whose items are `Source` and `GivenInput` objects, sent with an object of today's SDK.

    Args:
        sender (BaseClient): the object; 429 is left to the pace of the run.
    """

    def __init__(self, sender):
        super(OfInputs, self).__init__()
        self._sender = sender.with_options(retry=RetryAllButThrottled(sender.connection.retry))

    def item(self, given):
        """A Source for what is one, read if it is a file object; a GivenInput for an input."""
        from clarifai.client.base import plain
        is_official = not isinstance(given, dict) and hasattr(given, 'DESCRIPTOR')
        fields = plain(given) if is_official else given
        if not isinstance(fields, dict):
            return source_of(given).loaded()
        if not isinstance(fields.get('data'), dict):
            raise UserError('an input must have data, such as that of '
                            'Inputs.get_input_from_url("cat", image_url="https://..."), not %s'
                            % shown(given))
        return GivenInput(fields)

    def _place(self):
        """Whose it is, and where, in words."""
        sender = self._sender
        return 'app %s of user %s at %s' % (sender.app_id, sender.user_id,
                                            clean(sender.connection.base_url))


class Prediction(OfInputs):
    """Predicts batches.

    Args:
        model (Model or Workflow): what predicts, of `clarifai.client`.
        inference_params (dict): what the model is told.
        options: of an output configuration, how it answers.

    Raises:
        UserError: it is neither, or a workflow is to be told something.
    """

    members = ('outputs', 'results')

    def __init__(self, model, inference_params=None, **options):
        from clarifai.client.model import Model
        from clarifai.client.workflow import Workflow
        if not isinstance(model, (Model, Workflow)):
            raise UserError('model must be a Model or a Workflow, not %s' % shown(model))
        super(Prediction, self).__init__(model)
        self._is_workflow = isinstance(model, Workflow)
        options = dict((name, value) for name, value in options.items() if value is not None)
        self._settings = dict(options, inference_params=inference_params)
        if not self._is_workflow:
            self._options = dict(inference_params=inference_params or {}, output_config=options)
            return
        if inference_params:
            raise UserError('inference_params are for a model: a workflow has them in its nodes')
        self._options = {}
        self._sender.output_config = dict(self._sender.output_config or {}, **options)

    @property
    def task(self):
        """What is done, in words, for the journal."""
        what = 'workflow' if self._is_workflow else 'model'
        return task_with('predict with %s %s, version %s, of %s' % (
            what, self._sender.id, self._version() or 'latest', self._place()), self._settings)

    def _version(self):
        version = self._sender.version if self._is_workflow else self._sender.model_version
        return version.get('id')

    def load(self, item):
        """The input to predict."""
        return item.media()

    def request(self, inputs):
        """Predict some inputs."""
        return self._sender.predict(inputs, **self._options)

    def value(self, item, load):
        """The `Output` of a model, or the `WorkflowResult`."""
        from clarifai.client.messages import wrap
        kind = 'WorkflowResult' if self._is_workflow else 'Output'
        return pair_of_status(item, (SUCCESS,), wrap(kind, item))


class Upload(Uploads, OfInputs):
    """Uploads batches.

    Args:
        target (App, Inputs or Dataset): where to, of `clarifai.client`.
        allow_duplicate_url (bool): upload although the app has an input with the URL.
        wait (float or None): for how many seconds each input is waited for.
        common: of `clarifai.rest.media.Input`, concepts and metadata of all inputs.

    Raises:
        UserError: it is none of them, does not know its app, or the rest is not usable.
    """

    changing = 'patch_inputs'

    def __init__(self, target, allow_duplicate_url=False, wait=None, **common):
        from clarifai.client.app import App
        from clarifai.client.dataset import Dataset
        from clarifai.client.input import Inputs
        if not isinstance(target, (App, Inputs, Dataset)):
            raise UserError('app must be an App, Inputs or a Dataset, not %s' % shown(target))
        for name in ('user_id', 'app_id'):
            if not getattr(target, name):
                raise UserError('%s is not known: give %s(%s=...), or set CLARIFAI_%s'
                                % (name, type(target).__name__, name, name.upper()))
        super(Upload, self).__init__(target)
        self._dataset_id = target.id if isinstance(target, Dataset) else None
        if isinstance(target, Dataset) and not self._dataset_id:
            raise UserError('say which dataset: Dataset(url), or Dataset(dataset_id=...)')
        self._common = Input(**common)
        check_concepts(self._common.concepts, self._common.not_concepts)
        self._allow_duplicate_url = allow_duplicate_url
        self.wait = wait

    @property
    def task(self):
        """What is done, in words, for the journal."""
        where = 'dataset %s of ' % self._dataset_id if self._dataset_id else ''
        common = self._common
        return task_with('upload to %s%s' % (where, self._place()), dict(
            concepts=sorted(common.concepts or ()), metadata=common.metadata,
            not_concepts=sorted(common.not_concepts or ())))

    def load(self, item):
        """The input to upload, with an id, and with what is known of it."""
        from clarifai.client.base import plain
        sent = dict(plain(item.media()), id=item.input_id or item.content_id())
        data, common = dict(sent['data']), self._common
        concepts = list(data.get('concepts') or ())
        for value, lists in ((1.0, (item.concepts, common.concepts)),
                             (0.0, (item.not_concepts, common.not_concepts))):
            concepts += [{'id': one, 'value': value} for ids in lists for one in ids or ()]
        check_concepts(_with_value(1, concepts), _with_value(0, concepts))
        metadata = {}
        for known in (common.metadata, data.get('metadata'), item.metadata):
            metadata.update(known or {})
        metadata, is_linked = with_source(metadata, item.origin)
        data.update((name, value) for name, value in (
            ('concepts', concepts), ('metadata', metadata)) if value)
        if self._allow_duplicate_url:
            data.update((kind, dict(data[kind], allow_duplicate_url=True))
                        for kind in KINDS if (data.get(kind) or {}).get('url'))
        sent['data'] = data
        if self._dataset_id:
            others = sent.get('dataset_ids') or ()
            sent['dataset_ids'] = sorted(set(others) | set([self._dataset_id]))
        return Load(sent, sent['id'], not item.input_id, is_linked)

    def send(self, inputs):
        """Upload some inputs."""
        return self._sender.call('PostInputs', inputs=inputs)

    def as_json(self, sent):
        """An input as it is sent."""
        return sent

    def fetch(self, input_id):
        """The input of an id."""
        return self._sender.call('GetInput', input_id=input_id).input

    def statuses(self, input_ids):
        """The statuses of some inputs."""
        return statuses_by_id(input_ids, lambda some: self._sender.call(
            'ListInputs', ids=some, per_page=len(some)).inputs)

    def finished(self, item):
        """The `Input` that an answer describes."""
        return _input_message(item)

    def _existing(self, load):
        """The same, in the dataset as well."""
        pair = super(Upload, self)._existing(load)
        if pair is None or pair[0] is None or not self._dataset_id:
            return pair
        try:
            self._add_to_dataset(load.input_id)
        except ApiError as error:
            if concerns_all(error):
                raise
            return None, error_of_failure(error)
        return pair

    def _add_to_dataset(self, input_id):
        try:
            self._sender.call('GetDatasetInput', dataset_id=self._dataset_id, input_id=input_id)
        except ApiError as error:
            if not is_missing(error):
                raise
            self._sender.call('PostDatasetInputs', dataset_id=self._dataset_id,
                              dataset_inputs=[{'input': {'id': input_id}}])


def _with_value(value, concepts):
    return [one['id'] for one in concepts if one.get('id') and one.get('value', 1) == value]


def _input_message(item):
    from clarifai.client.messages import wrap
    return wrap('Input', item)
