"""Exported versions of datasets, as zipped files in the formats of the platform."""
from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from clarifai.sandbox import wire

MIMETYPE = 'application/zip'
SPLIT = 'all'
BATCH = 1000  # inputs in a file
LIKELY = 0.5
PROTOBUF, JSON, COCO = 'CLARIFAI_DATA_PROTOBUF', 'CLARIFAI_DATA_JSON', 'COCO'
Files = Iterator[tuple[str, bytes]]


def archive(form: str, inputs: list[dict[str, Any]]) -> bytes:
    """Return the archive of inputs.

    Args:
        form: the name of the format.
        inputs: as answers of the platform have them.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as zipped:
        for name, data in FORMATS[form](inputs):
            # Without a time, the same inputs give the same archive.
            zipped.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _protobuf(inputs: list[dict[str, Any]]) -> Files:
    """Yield binary messages ``InputBatch``, whose names end in the number of their inputs."""
    yield 'mimetype', b'application/x.clarifai-data+protobuf'
    for name, batch in _batches(inputs):
        yield name, wire.encoded('InputBatch', {'inputs': batch})


def _json(inputs: list[dict[str, Any]]) -> Files:
    yield 'mimetype', b'application/x.clarifai-data+json'
    for name, batch in _batches(inputs):
        yield name + '.json', _dump({'inputs': batch})


def _batches(inputs: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for start in range(0, len(inputs), BATCH):
        batch = inputs[start:start + BATCH]
        yield '%s/%06d_n%d' % (SPLIT, start // BATCH, len(batch)), batch


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode('utf-8')


def _coco(inputs: list[dict[str, Any]]) -> Files:
    """Yield one file with the pictures, what was said of their regions, and of the whole."""
    names: dict[str, str] = {}
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    pictures = [item for item in inputs if 'image' in item['data']]
    for number, item in enumerate(pictures, 1):
        info = item['data']['image'].get('image_info', {})
        size = info.get('width', 0), info.get('height', 0)
        images.append({'id': number, 'file_name': item['id'], 'width': size[0], 'height': size[1],
                       'coco_url': item['data']['image'].get('url', '')})
        for concept, place in _said(item['data'], size):
            names.setdefault(concept['id'], concept['name'])
            annotations.append(dict(place, id=len(annotations) + 1, image_id=number, iscrowd=0,
                                    category_id=list(names).index(concept['id']) + 1))
    yield SPLIT + '/annotations.json', _dump({
        'info': {'description': 'A version of a dataset of the sandbox'}, 'images': images,
        'categories': [{'id': number, 'name': name, 'supercategory': ''}
                       for number, name in enumerate(names.values(), 1)],
        'annotations': annotations})


def _said(data: dict[str, Any], size: tuple[int, int]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield (concept, where it is, in COCO's words); what is said of the whole is everywhere."""
    whole = {'top_row': 0.0, 'left_col': 0.0, 'bottom_row': 1.0, 'right_col': 1.0}
    for concept in _positive(data):
        yield concept, _place({'bounding_box': whole}, size)
    for region in data.get('regions', []):
        for concept in _positive(region.get('data', {})):
            yield concept, _place(region.get('region_info', {}), size)


def _positive(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [concept for concept in data.get('concepts', []) if concept['value'] >= LIKELY]


def _place(info: dict[str, Any], size: tuple[int, int]) -> dict[str, Any]:
    """Return the box and the outline of a region, in pixels; a point is a box without a size."""
    width, height = size
    box = info.get('bounding_box') or {}
    points = info.get('polygon', {}).get('points') or [info[name] for name in ('point',)
                                                       if name in info]
    if points:
        rows = [point.get('row', 0.0) for point in points]
        columns = [point.get('col', 0.0) for point in points]
        box = {'top_row': min(rows), 'bottom_row': max(rows),
               'left_col': min(columns), 'right_col': max(columns)}
    left, top = box.get('left_col', 0.0) * width, box.get('top_row', 0.0) * height
    across = box.get('right_col', 0.0) * width - left
    down = box.get('bottom_row', 0.0) * height - top
    outline = [[side for point in points
                for side in (point.get('col', 0.0) * width, point.get('row', 0.0) * height)]]
    return {'bbox': [left, top, across, down], 'area': across * down,
            'segmentation': outline if len(points) > 2 else []}


FORMATS: dict[str, Callable[[list[dict[str, Any]]], Files]] = {
    PROTOBUF: _protobuf, JSON: _json, COCO: _coco}
