"""How much of a dataset is uploaded: what a version of it counts, beside what a loader has."""
from __future__ import annotations

from typing import Any

from clarifai.client.data_loader import TASKS, task_of
from clarifai.client.dataset_rows import labels_of

ANNOTATIONS = {'concepts': 'positive_input_tags_count', 'bboxes': 'bounding_boxes_count',
               'polygons': 'polygons_count'}
INPUT_TYPE = 2


def counts_of_version(version: Any, groups: Any) -> tuple[dict[str, int], dict[str, int]]:
    """What a version of a dataset has.

    Args:
        version: a message; its metrics are of all, and of each split.
        groups: its groups of metrics, as messages.

    Returns:
        inputs by their type, with their `total`, and annotations by theirs.
    """
    whole = max(version.metrics.values(), key=lambda one: one.inputs_count, default=None)
    inputs = {str(group.value): int(group.metrics.inputs_count)
              for group in groups if group.type == INPUT_TYPE}
    inputs['total'] = int(whole.inputs_count) if whole is not None else 0
    return inputs, {name: int(getattr(whole, field)) if whole is not None else 0
                    for name, field in ANNOTATIONS.items()}


def counts_of_loader(loader: Any) -> tuple[dict[str, int], dict[str, int]]:
    """What a loader has; see `counts_of_version`.

    Raises:
        UserError: it is no loader.
    """
    name = TASKS[task_of(loader)]
    annotations = dict.fromkeys(ANNOTATIONS, 0)
    for index in range(len(loader)):
        item = loader[index]
        annotations[name] += len(labels_of(item) if name == 'concepts' else getattr(item, name))
    return {'total': len(loader)}, annotations


def report(title: str, uploaded: tuple[dict[str, int], dict[str, int]],
           before: tuple[dict[str, int], dict[str, int]] | None,
           local: tuple[dict[str, int], dict[str, int]] | None) -> str:
    """A table of what was uploaded, beside what there is to upload.

    Args:
        title: what it is about.
        uploaded: what is there.
        before: what was there before; None for nothing.
        local: what the loader has; None without one.
    """
    rows = [(title, 'local' if local else '', 'uploaded')]
    for side, names in ((0, ['total']), (1, list(ANNOTATIONS))):
        for name in names:
            count = uploaded[side].get(name, 0) - (before[side].get(name, 0) if before else 0)
            rows.append(('inputs' if side == 0 else name,
                         str(local[side].get(name, 0)) if local else '', str(count)))
    width = max(len(row[0]) for row in rows)
    return '\n'.join(('%s  %8s  %8s' % (name.ljust(width), here, there)).rstrip()
                     for name, here, there in rows)
