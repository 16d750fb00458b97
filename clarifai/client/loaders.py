"""Loaders of well-known datasets: COCO, ImageNet and xView."""
from __future__ import annotations

from collections import defaultdict
import json
import os

from clarifai.client.coco import Coco
from clarifai.client.data_loader import ClarifaiDataLoader
from clarifai.client.features import VisualClassificationFeatures, VisualDetectionFeatures
from clarifai.errors import UserError, file_error
from clarifai.redact import shown

PICTURES = ('.png', '.jpg', '.jpeg', '.tiff', '.tif')
# The classes of xView by their numbers.
XVIEW_CLASSES = {
    11: 'Fixed-wing Aircraft', 12: 'Small Aircraft', 13: 'Cargo Plane', 15: 'Helicopter',
    17: 'Passenger Vehicle', 18: 'Small Car', 19: 'Bus', 20: 'Pickup Truck', 21: 'Utility Truck',
    23: 'Truck', 24: 'Cargo Truck', 25: 'Truck w-Box', 26: 'Truck Tractor', 27: 'Trailer',
    28: 'Truck w-Flatbed', 29: 'Truck w-Liquid', 32: 'Crane Truck', 33: 'Railway Vehicle',
    34: 'Passenger Car', 35: 'Cargo Car', 36: 'Flat Car', 37: 'Tank car', 38: 'Locomotive',
    40: 'Maritime Vessel', 41: 'Motorboat', 42: 'Sailboat', 44: 'Tugboat', 45: 'Barge',
    47: 'Fishing Vessel', 49: 'Ferry', 50: 'Yacht', 51: 'Container Ship', 52: 'Oil Tanker',
    53: 'Engineering Vehicle', 54: 'Tower crane', 55: 'Container Crane', 56: 'Reach Stacker',
    57: 'Straddle Carrier', 59: 'Mobile Crane', 60: 'Dump Truck', 61: 'Haul Truck',
    62: 'Scraper-Tractor', 63: 'Front loader-Bulldozer', 64: 'Excavator', 65: 'Cement Mixer',
    66: 'Ground Grader', 71: 'Hut-Tent', 72: 'Shed', 73: 'Building', 74: 'Aircraft Hangar',
    76: 'Damaged Building', 77: 'Facility', 79: 'Construction Site', 83: 'Vehicle Lot',
    84: 'Helipad', 86: 'Storage Tank', 89: 'Shipping container lot', 91: 'Shipping Container',
    93: 'Pylon', 94: 'Tower'}


class _CocoDataLoader(ClarifaiDataLoader):
    """What the loaders of a file of COCO share."""

    def __init__(self, images_dir: str, label_filepath: str) -> None:
        self.images_dir = images_dir
        self.label_filepath = label_filepath
        self.load_data()

    def load_data(self) -> None:
        """Read the file."""
        self.coco = Coco.of_file(self.label_filepath)

    def __len__(self) -> int:
        return len(self.coco.images)


class COCODetectionDataLoader(_CocoDataLoader):
    """Pictures with boxes, from a file of COCO; a box without a size is left out.

    Args:
        images_dir: the folder of the pictures.
        label_filepath: the file.

    Raises:
        UserError: there is no such file, or it is none of COCO.
    """

    task = 'visual_detection'

    def __getitem__(self, index: int) -> VisualDetectionFeatures:
        image = self.coco.images[index]
        found = [(self.coco.label_of(one), self.coco.box_of(one, image))
                 for one in self.coco.annotations_of(image)]
        return VisualDetectionFeatures(
            os.path.join(self.images_dir, image['file_name']),
            labels=[label.lower().replace(' ', '-') for label, box in found if box],
            bboxes=[box for _, box in found if box], id=str(image['id']))


class COCOCaptionsDataLoader(_CocoDataLoader):
    """Pictures with captions, from a file of COCO; the first caption of each is its label.

    Args:
        images_dir: the folder of the pictures.
        label_filepath: the file.

    Raises:
        UserError: there is no such file, or it is none of COCO.
    """

    task = 'visual_captioning'

    def __getitem__(self, index: int) -> VisualClassificationFeatures:
        image = self.coco.images[index]
        captions = [one['caption'] for one in self.coco.annotations_of(image)
                    if one.get('caption')]
        return VisualClassificationFeatures(os.path.join(self.images_dir, image['file_name']),
                                            labels=list(captions[:1]), id=str(image['id']))


class ImageNetDataLoader(ClarifaiDataLoader):
    """Pictures of ImageNet, whose labels are the words of their folders.

    Args:
        data_dir: the folder, with the file ``LOC_synset_mapping.txt``.
        split: the folder in it: 'train' or 'test'.

    Raises:
        UserError: one of them is not there.
    """

    task = 'visual_classification'

    def __init__(self, data_dir: str, split: str = 'train') -> None:
        self.data_dir = data_dir
        self.split = split
        self.load_data()

    def load_data(self) -> None:
        """Read the words, and what is in the folders."""
        try:
            with open(os.path.join(self.data_dir, 'LOC_synset_mapping.txt'),
                      encoding='utf-8') as opened:
                lines = [line.strip().partition(' ') for line in opened]
            folder = os.path.join(self.data_dir, self.split)
            self.label_map = {name: [_squeezed(word) for word in words.split(',')]
                              for name, _, words in lines if name}
            self.image_paths = [
                os.path.join(folder, name, picture)
                for name in sorted(os.listdir(folder)) if name in self.label_map
                for picture in sorted(os.listdir(os.path.join(folder, name)))
                if picture.lower().endswith(PICTURES)]
        except OSError as error:
            raise file_error('data_dir %s cannot be read: %s' % (shown(self.data_dir),
                                                                 error.strerror),
                             error, self.data_dir)

    def __len__(self) -> int:
        return len(self.image_paths)

    def __getitem__(self, index: int) -> VisualClassificationFeatures:
        path = self.image_paths[index]
        folder, name = os.path.split(path)
        return VisualClassificationFeatures(
            path, labels=list(self.label_map[os.path.basename(folder)]),
            id=os.path.splitext(name)[0])


class xviewDetectionDataLoader(ClarifaiDataLoader):
    """Pictures of xView with their boxes.  It needs Pillow, which knows how large they are.

    Args:
        data_dir: the folder, with ``train_images`` and ``xview_train.geojson``.

    Raises:
        UserError: one of them is not there, or Pillow is not installed.
    """

    task = 'visual_detection'

    def __init__(self, data_dir: str) -> None:
        self.data_dir = data_dir
        self.load_data()

    def load_data(self) -> None:
        """Read the boxes, and what is in the folder."""
        try:
            from PIL import Image  # type: ignore[import-not-found, unused-ignore]
        except ImportError:
            raise UserError('pictures of xView need Pillow, which is not installed: '
                            'pip install Pillow') from None
        self._opened = Image.open
        folder = os.path.join(self.data_dir, 'train_images')
        path = os.path.join(self.data_dir, 'xview_train.geojson')
        try:
            with open(path, encoding='utf-8') as opened:
                features = json.load(opened)['features']
            self.image_paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder))
                                if name.lower().endswith('.tif')]
        except OSError as error:
            raise file_error('data_dir %s cannot be read: %s' % (shown(self.data_dir),
                                                                 error.strerror),
                             error, self.data_dir)
        except (KeyError, TypeError, ValueError):
            raise UserError('the file %s is none of xView' % path) from None
        self._boxes: dict[str, list[tuple[str, list[float]]]] = defaultdict(list)
        for feature in features:
            about = feature['properties']
            label = XVIEW_CLASSES.get(int(about['type_id']))
            if label:
                edges = [float(edge) for edge in about['bounds_imcoords'].split(',')]
                self._boxes[about['image_id']].append((label, edges))

    def __len__(self) -> int:
        return len(self.image_paths)

    def __getitem__(self, index: int) -> VisualDetectionFeatures:
        path = self.image_paths[index]
        name = os.path.basename(path)
        with self._opened(path) as picture:
            width, height = picture.size
        labels, boxes = [], []
        for label, (left, top, right, bottom) in self._boxes[name]:
            box = [max(0.0, left / width), max(0.0, top / height),
                   min(1.0, right / width), min(1.0, bottom / height)]
            if box[0] < box[2] and box[1] < box[3]:
                labels.append(label)
                boxes.append(box)
        return VisualDetectionFeatures(path, list(labels), boxes, id=os.path.splitext(name)[0])


def _squeezed(word: str) -> str:
    return word.replace(' ', '').replace("'", '')
