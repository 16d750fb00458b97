"""What merge, remove and overwrite do to the parts of an input or a model: plain data in and out.

The rules are those of the API's PATCH requests. A part that a patch does not mention stays as it
is, under every action.
"""
from typing import Any

MERGE, REMOVE, OVERWRITE = ACTIONS = ('merge', 'remove', 'overwrite')


def patched_input(record: dict[str, Any], patch: dict[str, Any], action: str) -> dict[str, Any]:
    """Return `record` (as ``store.inputs.get`` gives it) with `patch` applied.

    Args:
        record: ``concepts``, ``regions``, ``metadata`` and ``geo`` are looked at.
        patch: any of the same four; concepts and regions are lists with an ``id`` each.
        action: one of `ACTIONS`.
    """
    result = dict(record)
    if 'concepts' in patch:
        result['concepts'] = patched_items(record['concepts'], patch['concepts'], action)
    if 'regions' in patch:
        result['regions'] = _patched_regions(record['regions'], patch['regions'], action)
    if 'metadata' in patch:
        result['metadata'] = patched_metadata(record['metadata'] or {}, patch['metadata'], action)
    if 'geo' in patch:
        result['geo'] = None if action == REMOVE else patch['geo']
    return result


def patched_items(items: list[dict[str, Any]], patch: list[dict[str, Any]],
                  action: str) -> list[dict[str, Any]]:
    """Return a list of dicts with an ``id`` each, patched by another such list."""
    if action == OVERWRITE:
        return list(patch)
    ids = {item['id'] for item in patch}
    if action == REMOVE:
        return [item for item in items if item['id'] not in ids]
    newer = {item['id']: item for item in patch}
    known = {item['id'] for item in items}
    return ([newer.get(item['id'], item) for item in items]
            + [item for item in patch if item['id'] not in known])


def patched_metadata(metadata: dict[str, Any], patch: dict[str, Any],
                     action: str) -> dict[str, Any]:
    """Return `metadata` with the nested `patch` merged in, taken out, or put in its place."""
    if action == OVERWRITE:
        return patch
    result = dict(metadata)
    for name, value in patch.items():
        old = result.get(name)
        if isinstance(value, dict) and value and isinstance(old, dict):
            result[name] = patched_metadata(old, value, action)
        elif action == REMOVE:
            result.pop(name, None)
        else:
            result[name] = value
    return result


def _patched_regions(regions: list[dict[str, Any]], patch: list[dict[str, Any]],
                     action: str) -> list[dict[str, Any]]:
    if action == OVERWRITE:
        return list(patch)
    newer = {region['id']: region for region in patch}
    result = []
    for region in regions:
        change = newer.pop(region['id'], None)
        if change is None:
            result.append(region)
        elif action == MERGE or change['data'].get('concepts'):
            result.append(_patched_region(region, change, action))
    if action == MERGE:
        result.extend(region for region in patch if region['id'] in newer)
    return result


def _patched_region(region: dict[str, Any], change: dict[str, Any], action: str) -> dict[str, Any]:
    concepts = patched_items(region['data'].get('concepts', []),
                             change['data'].get('concepts', []), action)
    data = dict(region['data'])
    if action == MERGE:
        data.update(change['data'])
    data['concepts'] = concepts
    info = change.get('region_info') if action == MERGE else None
    return dict(region, data=data, region_info=info or region.get('region_info', {}))
