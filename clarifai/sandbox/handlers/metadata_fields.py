"""The members of a request that are kept as they are: told, and patched."""
from typing import Any

from clarifai.sandbox import errors, fields
from clarifai.sandbox.store import patching

STRUCTS = ('metadata', 'presets', 'visibility', 'image', 'default_processing_info',
           'processing_info')
LISTS = ('toolkits', 'use_cases', 'languages', 'check_consents', 'labels')
NUMBERS = ('sample_ms', 'legal_consent_status')
FLAGS = ('is_template', 'is_deprecated', 'is_starred')
MOST = 2 ** 31 - 1
GETTABLE = {'PRIVATE': 10, 'ORG': 30, 'PUBLIC': 50}


def given_members(item: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return those members of `item` that are called by one of `names`, checked."""
    return {name: _taken(item, name) for name in names if item.get(name) is not None}


def _taken(item: dict[str, Any], name: str) -> Any:
    if name == 'visibility':
        return _visibility(item)
    if name == 'image':
        return {'url': fields.text(fields.mapping(item, name), 'url', '')}
    if name in STRUCTS:
        return fields.mapping(item, name)
    if name in LISTS:
        return fields.texts(item, name)
    if name in NUMBERS:
        return fields.whole(item, name, low=0, high=MOST)
    if name in FLAGS:
        return fields.flag(item, name)
    return fields.text(item, name)


def _visibility(item: dict[str, Any]) -> dict[str, Any]:
    value = fields.mapping(item, 'visibility').get('gettable')
    value = GETTABLE.get(value, value) if isinstance(value, str) else value
    if value not in GETTABLE.values():
        raise errors.RequestError('visibility.gettable is %r; it must be one of %s.' % (
            value, ', '.join('%d (%s)' % (number, name) for name, number in GETTABLE.items())))
    return {'gettable': int(value)}


def merged_members(about: dict[str, Any], news: dict[str, Any], action: str) -> dict[str, Any]:
    """Merge, remove or overwrite the members of `news`; others stay under every action."""
    about = dict(about)
    for name, value in news.items():
        if name in STRUCTS:
            about[name] = patching.patched_metadata(about.get(name, {}), value, action)
        elif name in LISTS and action != patching.OVERWRITE:
            there = about.get(name, [])
            kept = [item for item in there if item not in value]
            about[name] = kept if action == patching.REMOVE else kept + value
        elif action == patching.REMOVE:
            about.pop(name, None)
        else:
            about[name] = value
    return about
