"""What merge, remove and overwrite do to the parts of an input or a model: plain data in and out.

The rules are those of the API's PATCH requests. A part that a patch does not mention stays as it
is, under every action.
"""
from __future__ import absolute_import

MERGE, REMOVE, OVERWRITE = ACTIONS = ('merge', 'remove', 'overwrite')


def patched_input(record, patch, action):
    """Return `record` (as ``store.inputs.get`` gives it) with `patch` applied.

    Args:
        record (dict): ``concepts``, ``regions``, ``metadata`` and ``geo`` are looked at.
        patch (dict): any of the same four; concepts and regions are lists with an ``id`` each.
        action (str): one of `ACTIONS`.
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


def patched_items(items, patch, action):
    """Return a list of dicts with an ``id`` each, patched by another such list."""
    if action == OVERWRITE:
        return list(patch)
    ids = set(item['id'] for item in patch)
    if action == REMOVE:
        return [item for item in items if item['id'] not in ids]
    newer = dict((item['id'], item) for item in patch)
    known = set(item['id'] for item in items)
    return ([newer.get(item['id'], item) for item in items]
            + [item for item in patch if item['id'] not in known])


def patched_metadata(metadata, patch, action):
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


def _patched_regions(regions, patch, action):
    if action == OVERWRITE:
        return list(patch)
    newer = dict((region['id'], region) for region in patch)
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


def _patched_region(region, change, action):
    concepts = patched_items(region['data'].get('concepts', []),
                             change['data'].get('concepts', []), action)
    data = dict(region['data'])
    if action == MERGE:
        data.update(change['data'])
    data['concepts'] = concepts
    info = change.get('region_info') if action == MERGE else None
    return dict(region, data=data, region_info=info or region.get('region_info', {}))
