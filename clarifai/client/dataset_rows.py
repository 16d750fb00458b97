"""The items of a loader as inputs and annotations, made when their turn has come."""
from __future__ import annotations

import os
import threading
from typing import Any
import uuid

from clarifai.client import made_annotations, made_inputs
from clarifai.client.data_loader import TASKS, task_of
from clarifai.errors import UserError


class Rows:
    """What a loader gives, as a source of `Upload`.

    Args:
        loader: a `ClarifaiDataLoader`.
        dataset_id: the dataset that inputs go to, whose id stands before theirs.
        has_new_ids: whether inputs get ids that nobody has, in place of their own.

    Raises:
        UserError: it is no loader.
    """

    def __init__(self, loader: Any, dataset_id: str, has_new_ids: bool = False) -> None:
        self._task = task_of(loader)
        self._loader = loader
        self._dataset_id = dataset_id
        self._has_new_ids = has_new_ids
        self._made_ids: dict[int, str] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._loader)

    def input_of(self, index: int) -> Any:
        """The input of an item."""
        item = self._loader[index]
        has_shapes = TASKS[self._task] != 'concepts'
        about = {'labels': None if has_shapes else labels_of(item),
                 'label_ids': None if has_shapes else getattr(item, 'label_ids', None),
                 'geo_info': getattr(item, 'geo_info', None), 'metadata': _metadata(item)}
        parts = {}
        if hasattr(item, 'text'):
            parts['text'] = {'raw': item.text}
        if getattr(item, 'image_bytes', None) is not None:
            parts.update(made_inputs.medium_of_bytes('image', item.image_bytes))
        elif getattr(item, 'image_path', None):
            parts.update(made_inputs.medium_of_file('image', item.image_path))
        return made_inputs.made(self._id_of(index, item), parts, self._dataset_id, **about)

    def annotations_of(self, index: int) -> list[Any]:
        """The annotations of an item; none for a task without boxes and polygons."""
        shapes = TASKS[self._task]
        if shapes == 'concepts':
            return []
        item = self._loader[index]
        make = made_annotations.of_box if shapes == 'bboxes' else made_annotations.of_polygons
        places, labels = getattr(item, shapes), labels_of(item)
        ids = item.label_ids or [None] * len(labels)
        if not len(labels) == len(places) == len(ids):
            raise UserError('item %d has %d %s and %d labels'
                            % (index, len(places), shapes, len(labels)))
        input_id = self._id_of(index, item)
        return [make(input_id, label, place, label_id, None)
                for label, place, label_id in zip(labels, places, ids)]

    def described(self, index: int) -> list[str]:
        """What a log says of an item: where it is, its labels and its metadata."""
        item = self._loader[index]
        where = getattr(item, 'image_path', None) or getattr(item, 'text', '')
        return [str(where), str(item.labels), str(item.metadata)]

    def _id_of(self, index: int, item: Any) -> str:
        if item.id is not None and not self._has_new_ids:
            return '%s-%s' % (self._dataset_id, item.id)
        with self._lock:  # an item keeps its id when it is sent again
            made = self._made_ids.setdefault(index, uuid.uuid4().hex)
        return made if self._has_new_ids else '%s-%s' % (self._dataset_id, made[:8])


def labels_of(item: Any) -> list[Any]:
    """The labels of an item as a list, which may be a single one."""
    labels = item.labels
    if labels is None:
        return []
    return [labels] if isinstance(labels, (str, int)) else list(labels)


def _metadata(item: Any) -> Any:
    if item.metadata is not None:
        return item.metadata
    path = getattr(item, 'image_path', None)
    return {'filename': os.path.basename(path)} if path else None
