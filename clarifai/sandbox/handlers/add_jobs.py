"""``/inputs/jobs/add``: how far the inputs are that were added under one ``inputs_add_job_id``."""
from __future__ import absolute_import

from clarifai.sandbox.store import add_jobs


def listing(call):
    """GET /inputs/jobs/add: list the jobs by page, oldest first."""
    page = call.page()
    with call.transaction() as db:
        found = add_jobs.listing(db, call.app_id, page)
    return {'inputs_add_jobs': [call.shapes.add_job(record) for record in found]}


def get(call):
    """GET /inputs/jobs/add/{id}: one job, with the numbers of its inputs by state."""
    with call.transaction() as db:
        return _answer(call, db)


def cancel(call):
    """PATCH /inputs/jobs/add/{id}: cancel a job; its inputs whose turn has not come fail."""
    with call.transaction() as db:
        add_jobs.cancel(db, call.app_id, call.params['id'])
        return _answer(call, db)


def _answer(call, db):
    return {'inputs_add_job': call.shapes.add_job(
        add_jobs.get(db, call.app_id, call.params['id']))}
