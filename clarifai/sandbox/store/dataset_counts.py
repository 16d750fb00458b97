"""What is counted in a version of a dataset, over all its inputs and over groups of them."""
from __future__ import annotations

import collections
from collections.abc import Iterator
from typing import Any

LIKELY = 0.5
COUNTED = ('inputs_count', 'unlabeled_inputs_count', 'positive_input_tags_count',
           'bounding_boxes_count', 'polygons_count')  # which official SDKs read, also of nothing
SHAPES = {'bounding_box': 'bounding_boxes_count', 'polygon': 'polygons_count',
          'point': 'points_count', 'mask': 'masks_count'}


def measured(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what is counted: ``all`` of it, and ``groups`` of (type, value, counts).

    Args:
        records: inputs, as ``store.inputs`` gives them.
    """
    groups: dict[tuple[str, Any], list[dict[str, Any]]] = collections.defaultdict(list)
    for record in records:
        for group in _groups_of(record):
            groups[group].append(record)
    # The official SDKs look for a group of all inputs among those of kinds, and wait for it.
    return {'all': _counts(records),
            'groups': [['INPUT_TYPE', 'total', _counts(records)]] + [
                [kind, value, _counts(inside)] for (kind, value), inside in groups.items()]}


def _groups_of(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield 'INPUT_TYPE', record['kind']
    concepts = _positive(record['concepts'])
    for region in record['regions']:
        concepts |= _positive(region['data'].get('concepts', []))
    for concept_id in sorted(concepts):
        yield 'CONCEPT_ID', concept_id
    yield 'CONCEPTS_COUNT', len(concepts)
    counts = _shapes(record)
    for name in SHAPES.values():
        if counts[name]:
            yield name.upper(), counts[name]


def _positive(concepts: list[dict[str, Any]]) -> set[str]:
    return {concept['id'] for concept in concepts if concept['value'] >= LIKELY}


def _shapes(record: dict[str, Any]) -> dict[str, int]:
    infos = [region.get('region_info', {}) for region in record['regions']]
    return {counted: sum(name in info for info in infos) for name, counted in SHAPES.items()}


def _counts(records: list[dict[str, Any]]) -> dict[str, int]:
    counts: collections.Counter[str] = collections.Counter(dict.fromkeys(COUNTED, 0))
    for record in records:
        regions = record['regions']
        in_regions = sum(len(_positive(region['data'].get('concepts', []))) for region in regions)
        on_whole = len(_positive(record['concepts']))
        counts.update({
            'inputs_count': 1, 'unlabeled_inputs_count': int(not on_whole and not in_regions),
            'inputs_with_metadata_count': int(bool(record['metadata'])),
            'inputs_with_geo_count': int(bool(record['geo'])), 'regions_count': len(regions),
            'region_inputs_count': int(bool(regions)), 'positive_input_tags_count': on_whole,
            'positive_region_tags_count': in_regions}, **_shapes(record))
    return dict(counts)


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return what is counted in two sets of inputs, each as `measured` gives it, together."""
    groups = {(kind, value): counts for kind, value, counts in one['groups']}
    for kind, value, counts in other['groups']:
        groups[kind, value] = _sum(groups.get((kind, value), {}), counts)
    return {'all': _sum(one['all'], other['all']),
            'groups': [[kind, value, counts] for (kind, value), counts in groups.items()]}


def _sum(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    counts = collections.Counter(one)
    counts.update(other)
    return dict(counts)
