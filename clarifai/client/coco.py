"""Datasets in the format of COCO: pictures, and what is on them in pixels."""
from __future__ import annotations

from collections import defaultdict
import json
import os
from typing import Any

from clarifai.client.made_inputs import concept
from clarifai.errors import UserError, file_error


class Coco:
    """The pictures of a file of COCO, in its order.

    Args:
        data: its JSON.
        source: what it is called, for messages.

    Attributes:
        images (list of dict): the pictures.

    Raises:
        UserError: it is no such file.
    """

    def __init__(self, data: Any, source: str) -> None:
        if not isinstance(data, dict) or not all(
                isinstance(data.get(name, []), list)
                for name in ('images', 'annotations', 'categories')) or 'images' not in data:
            raise UserError('%s must have images and annotations, as files of COCO have' % source)
        self.images: list[dict[str, Any]] = data['images']
        self._names = {one['id']: str(one['name']) for one in data.get('categories', [])}
        self._annotations: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for annotation in data.get('annotations', []):
            self._annotations[annotation.get('image_id')].append(annotation)

    @classmethod
    def of_file(cls, path: str | os.PathLike[str]) -> Coco:
        """Read a file.

        Raises:
            UserError: there is no such file, or it is none of COCO.
        """
        try:
            with open(path, encoding='utf-8') as opened:
                return cls(json.load(opened), 'the file %s' % os.fspath(path))
        except OSError as error:
            raise file_error('label_filepath %s cannot be read: %s' % (path, error.strerror),
                             error, os.fspath(path))
        except ValueError:
            raise UserError('the file %s is not JSON' % os.fspath(path)) from None

    def annotations_of(self, image: dict[str, Any]) -> list[dict[str, Any]]:
        """What is on a picture."""
        return self._annotations.get(image['id'], [])

    def label_of(self, annotation: dict[str, Any]) -> str:
        """The name of the category of something on a picture."""
        category = annotation.get('category_id')
        return self._names.get(category, str(category))

    def box_of(self, annotation: dict[str, Any], image: dict[str, Any]) -> list[float] | None:
        """The box around it, [xmin, ymin, xmax, ymax] as parts of the whole; None of one that is
        empty, or on a picture whose size is not known.
        """
        width, height = image.get('width'), image.get('height')
        box = annotation.get('bbox')
        if not width or not height or not box:
            return None
        left, top = max(0.0, box[0] / width), max(0.0, box[1] / height)
        right, bottom = min(1.0, (box[0] + box[2]) / width), min(1.0, (box[1] + box[3]) / height)
        return [left, top, right, bottom] if left < right and top < bottom else None

    def input_of(self, image: dict[str, Any]) -> dict[str, Any]:
        """A picture with what is on it, as the API writes an input."""
        name = str(image.get('file_name') or image['id'])
        stem, suffix = os.path.splitext(os.path.basename(name))
        input_id = stem if suffix.lower().lstrip('.') in SUFFIXES else name
        data: dict[str, Any] = {'image': {}}
        url = image.get('coco_url') or image.get('flickr_url')
        if url:
            data['image']['url'] = url
        regions = [self._region(annotation, image) for annotation in self.annotations_of(image)
                   if 'category_id' in annotation]
        if regions:
            data['regions'] = regions
        captions = [concept(one['caption']) for one in self.annotations_of(image)
                    if one.get('caption')]
        if captions:
            data['concepts'] = captions
        return {'id': input_id, 'data': data}

    def _region(self, annotation: dict[str, Any], image: dict[str, Any]) -> dict[str, Any]:
        place: dict[str, Any] = {}
        outline = annotation.get('segmentation')
        width, height = image.get('width'), image.get('height')
        if isinstance(outline, list) and outline and width and height:
            place['polygon'] = {'points': [
                {'row': y / height, 'col': x / width, 'visibility': 'VISIBLE'}
                for x, y in zip(outline[0][::2], outline[0][1::2])]}
        else:
            box = self.box_of(annotation, image)
            if box:
                place['bounding_box'] = dict(zip(
                    ('left_col', 'top_row', 'right_col', 'bottom_row'), box))
        return {'region_info': place, 'data': {'concepts': [concept(self.label_of(annotation))]}}


SUFFIXES = ('jpg', 'jpeg', 'png', 'tif', 'tiff', 'bmp', 'webp', 'gif')
