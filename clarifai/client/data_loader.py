"""Loaders of datasets: the base of those that people write, and how one is found in a folder."""
from __future__ import annotations

import importlib.util
import os
from typing import Any

from clarifai.client.features import Features
from clarifai.errors import UserError
from clarifai.redact import shown

# What a dataset may be for, and what its inputs have beside labels.
TASKS = {'visual_classification': 'concepts', 'visual_captioning': 'concepts',
         'visual_detection': 'bboxes', 'visual_segmentation': 'polygons',
         'text_classification': 'concepts', 'multimodal_dataset': 'concepts'}


class ClarifaiDataLoader:
    """What gives the inputs of a dataset, each by its index.

    A loader says its `task`, how many inputs there are, and gives each of them::

        class Pets(ClarifaiDataLoader):
            task = 'visual_classification'

            def __len__(self):
                return 2

            def __getitem__(self, index):
                name = ('cat', 'dog')[index]
                return VisualClassificationFeatures(name + '.jpg', labels=[name], id=name)

        dataset.upload_dataset(dataloader=Pets())

    Items are asked for by several threads, each batch when its turn has come, and again when it is
    sent again.
    """

    def __init__(self) -> None:
        pass

    @property
    def task(self) -> str:
        """What the dataset is for: one of 'visual_classification', 'visual_captioning',
        'visual_detection', 'visual_segmentation', 'text_classification' and 'multimodal_dataset'.
        """
        raise NotImplementedError('a loader needs a task, one of %s' % ', '.join(TASKS))

    def load_data(self) -> None:
        """Read what the loader needs; for the loader itself to call."""
        raise NotImplementedError('this loader reads nothing')

    def __len__(self) -> int:
        raise NotImplementedError('a loader needs __len__, the number of its inputs')

    def __getitem__(self, index: int) -> Features:
        raise NotImplementedError('a loader needs __getitem__, the features of an input')


def task_of(loader: Any) -> str:
    """The task of a loader.

    Raises:
        UserError: it has none, or one that there is not.
    """
    try:
        task = loader.task
    except (AttributeError, NotImplementedError):
        raise UserError('dataloader must be a ClarifaiDataLoader with a task, not %s'
                        % shown(loader)) from None
    if task not in TASKS:
        raise UserError('the task of dataloader must be one of %s, not %s'
                        % (', '.join(TASKS), shown(task)))
    return str(task)


def load_module_dataloader(module_dir: str | os.PathLike[str], **kwargs: Any) -> Any:
    """Make the loader that is in the file ``dataset.py`` of a folder.

    Args:
        module_dir: the folder.
        **kwargs: what the loader is made with.

    Returns:
        ClarifaiDataLoader: of the last class in it whose name has ``DataLoader`` in it.

    Raises:
        UserError: there is no such file, or no such class in it.
    """
    path = os.path.join(os.fspath(module_dir), 'dataset.py')
    if not os.path.isfile(path):
        raise UserError('module_dir must be a folder with a file dataset.py: there is no %s' % path)
    spec = importlib.util.spec_from_file_location('dataset', path)
    if spec is None or spec.loader is None:
        raise UserError('%s cannot be loaded' % path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = [value for name, value in vars(module).items() if isinstance(value, type) and
             'DataLoader' in name and value is not ClarifaiDataLoader]
    if not found:
        raise UserError('%s has no class whose name has DataLoader in it' % path)
    return found[-1](**kwargs)
