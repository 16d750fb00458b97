"""Predict many sources."""
from __future__ import absolute_import

from clarifai.bulk import client_objects, legacy
from clarifai.bulk.runner import MAX_BYTES, WORKERS, Run
from clarifai.errors import UserError

__all__ = ['predict']

BATCH = 32  # also the most that today's platform takes for a workflow


def predict(model, sources, executor=None, workers=WORKERS, batch=BATCH, max_bytes=MAX_BYTES,
            ordered=True, journal=None, progress=None, lang=None, min_value=None,
            max_concepts=None, select_concepts=None, sample_ms=None, inference_params=None):
    """Predict any number of sources, many at a time.

    Args:
        model (Model or Workflow): what predicts, of `clarifai.rest` or of `clarifai.client`.
        sources (iterable): URLs, paths, bytes, binary file objects, Image, Video or Source
            objects, as many as there are; taken only as fast as results are.  With an object of
            `clarifai.client` also inputs as its `Inputs` makes them.
        executor (concurrent.futures.Executor): where requests are sent from; None for threads.
        workers (int): how many requests are under way at once at most; with an executor, the
            number of its workers.
        batch (int): how many sources go into one request at most, 1 to 128.
        max_bytes (int): how many bytes of files go into one request at most, before base64; a
            larger file goes alone.
        ordered (bool): give results in the order of the sources, not as they come.
        journal (str): a file that remembers what is done; a later run with it leaves that out.
        progress (callable or True): called with the Report after each result; True shows a line
            that tells how far it is, if there is a terminal.
        lang, min_value, max_concepts, select_concepts, sample_ms: as for `Model.predict_by_url`.
        inference_params (dict): what a model of `clarifai.client` is told.

    Returns:
        Run: an iterator of Result objects.  What is wrong with one source is the ``error`` of its
        result.

    Raises:
        UserError: an argument of the wrong kind.  While it is iterated over also: the journal
            cannot be used.
        ApiError: while it is iterated over: the server refuses what concerns all sources, such as
            the key or the model.
    """
    options = dict(language=lang, min_value=min_value, max_concepts=max_concepts,
                   select_concepts=select_concepts, sample_ms=sample_ms)
    if client_objects.fits(model):
        work = client_objects.Prediction(model, inference_params, **options)
    elif inference_params is not None:
        raise UserError('inference_params are for a Model of clarifai.client; model.client() gives '
                        'that of a model of 2.x')
    else:
        work = legacy.Prediction(model, **options)
    return Run(work, sources, executor=executor, workers=workers, batch=batch, max_bytes=max_bytes,
               ordered=ordered, journal=journal, progress=progress)
