"""``/resource_counts``: how much there is in an app."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox.handlers.workflows import public_ids
from clarifai.sandbox.store import datasets, inputs, models, workflows

if TYPE_CHECKING:
    from clarifai.sandbox.handlers.request import Call


def get(call: Call) -> Any:
    """GET /resource_counts: the numbers of inputs, models and workflows, and of what there is none.

    Numbers are texts, as the platform writes those that may be long.
    """
    with call.transaction() as db:
        counts = {'inputs': sum(inputs.counts(db, call.app_id).values()),
                  'models': models.count(db, call.app_id) + len(call.public_models()),
                  'workflows': workflows.count(db, call.app_id) + len(public_ids(call)),
                  'datasets': datasets.count(db, call.app_id), 'pipelines': 0}
    return {name: str(number) for name, number in counts.items()}
