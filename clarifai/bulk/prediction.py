"""Predict many sources."""
from __future__ import absolute_import

import copy

from clarifai.bulk.pace import paced
from clarifai.bulk.runner import MAX_BYTES, WORKERS, Run
from clarifai.bulk.work import Work, pair_of_status
from clarifai.errors import UserError
from clarifai.redact import clean, shown
from clarifai.rest.model import Model
from clarifai.rest.outputs import ModelOutputConfig, ModelOutputInfo
from clarifai.rest.workflows import Workflow
from clarifai.status_codes import SUCCESS

__all__ = ['predict']

BATCH = 32  # also the most that today's platform takes for a workflow


def predict(model, sources, executor=None, workers=WORKERS, batch=BATCH, max_bytes=MAX_BYTES,
            ordered=True, journal=None, progress=None, lang=None, min_value=None,
            max_concepts=None, select_concepts=None, sample_ms=None):
    """Predict any number of sources, many at a time.

    Args:
        model (Model or Workflow): what predicts.
        sources (iterable): URLs, paths, bytes, binary file objects, Image, Video or Source
            objects, as many as there are; taken only as fast as results are.
        executor (concurrent.futures.Executor): where requests are sent from; None for threads.
        workers (int): how many requests are under way at once at most; with an executor, the
            number of its workers.
        batch (int): how many sources go into one request at most, 1 to 128.
        max_bytes (int): how many bytes of files go into one request at most, before base64; a
            larger file goes alone.
        ordered (bool): give results in the order of the sources, not as they come.
        journal (str): a file that remembers what is done; a later run with it leaves that out.
        progress (callable or True): called with the Report after each result; True shows a bar if
            there is a terminal, and ``tqdm``.
        lang, min_value, max_concepts, select_concepts, sample_ms: as for `Model.predict_by_url`.

    Returns:
        Run: an iterator of Result objects.  What is wrong with one source is the ``error`` of its
        result.

    Raises:
        UserError: an argument of the wrong kind.  While it is iterated over also: the journal
            cannot be used.
        ApiError: while it is iterated over: the server refuses what concerns all sources, such as
            the key or the model.
    """
    if not isinstance(model, (Model, Workflow)):
        raise UserError('model must be a Model or a Workflow, such as app.models.get("general-v1.3"'
                        '), not %s' % shown(model))
    config = ModelOutputConfig(language=lang, min_value=min_value, max_concepts=max_concepts,
                               select_concepts=select_concepts, sample_ms=sample_ms)
    return Run(Predicting(model, config), sources, executor=executor, workers=workers, batch=batch,
               max_bytes=max_bytes, ordered=ordered, journal=journal, progress=progress)


class Predicting(Work):
    """Predicts batches.

    Args:
        model (Model or Workflow): what predicts.
        config (ModelOutputConfig): how it answers.
    """

    members = ('outputs', 'results')
    field = 'output'
    needs_key = False

    def __init__(self, model, config):
        super(Predicting, self).__init__()
        self._model = copy.copy(model)
        self._model.api = paced(model.api)
        self._config = config

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

    def media(self, source, key):
        """The Image or Video to predict."""
        return source.media()

    def request(self, media):
        """Predict some media."""
        if isinstance(self._model, Workflow):
            return self._model.predict(media, self._config)
        return self._model.predict(media, ModelOutputInfo(output_config=self._config))

    def value(self, item, load):
        """The output of a model, or what all models of a workflow gave."""
        return pair_of_status(item, (SUCCESS,), item)
