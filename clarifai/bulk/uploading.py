"""Upload many sources."""
from __future__ import absolute_import

from clarifai.bulk import client_objects, legacy
from clarifai.bulk.runner import MAX_BYTES, WORKERS, Run
from clarifai.bulk.uploads import checked_wait
from clarifai.paging import BATCH

__all__ = ['upload']


def upload(app, sources, concepts=None, not_concepts=None, metadata=None,
           allow_duplicate_url=False, executor=None, workers=WORKERS, batch=BATCH,
           max_bytes=MAX_BYTES, ordered=True, journal=None, progress=None, wait=False):
    """Upload any number of sources, many at a time, and none of them twice.

    Each input gets an id: its own, or one that is made of its content (`Source.content_id`), so
    that it is the same in each run.  An input that is there already under such an id is a success,
    and its result says so (`Result.existed`).

    Args:
        app (ClarifaiApp): where to; or an App, Inputs or a Dataset of `clarifai.client`.
        concepts (list of str): ids of concepts that all of them show, besides their own.
        not_concepts (list of str): ids of concepts that none of them shows.
        metadata (dict): what else is known of all of them, where they do not say otherwise.
        allow_duplicate_url (bool): upload although the app has an input with the URL.
        sources, executor, workers, batch, max_bytes, ordered, journal, progress: as for `predict`.
        wait (bool or float): give the result of an input when the server has processed it, or
            could not, which is then an error; True waits for an hour at most, a number for so many
            seconds.

    Returns:
        Run: an iterator of Result objects.  Nothing is sent before it is iterated over;
        ``upload(...).finish()`` does so and returns the Report.

    Raises:
        UserError, ApiError: as for `predict`; also when a concept is among both `concepts` and
            `not_concepts`, which for a single source is its error.
    """
    adapter = client_objects if client_objects.fits(app) else legacy
    work = adapter.Upload(app, allow_duplicate_url, concepts=concepts, not_concepts=not_concepts,
                          metadata=metadata, wait=checked_wait(wait))
    return Run(work, sources, executor=executor, workers=workers, batch=batch, max_bytes=max_bytes,
               ordered=ordered, journal=journal, progress=progress)
