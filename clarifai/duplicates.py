"""Uploads whose answer was lost: "already there" may mean that the first attempt succeeded.

An upload with ids of the caller's choice is sent again when nobody knows whether it was acted upon.
If it was, the second answer refuses the ids as taken.  So the inputs are fetched, and where they
are the ones that were sent, the upload has succeeded.
"""
from __future__ import absolute_import

from clarifai.answers import code_of
from clarifai.json_values import as_unicode
from clarifai.status_codes import (
    DOWNLOAD_UNDER_WAY, INPUT_DOWNLOAD_SUCCESS, INPUT_DUPLICATE, MIXED_STATUS, SUCCESS)

ACCEPTED = DOWNLOAD_UNDER_WAY + (INPUT_DOWNLOAD_SUCCESS,)
DONE = {'code': SUCCESS, 'description': 'Ok'}
PARTLY_DONE = {'code': MIXED_STATUS, 'description': 'Mixed Success'}


def recovered(answer, sent, get_input):
    """The answer to an upload, in which inputs that were there already are no failures.

    Args:
        answer (dict): the last answer, perhaps that of an `ApiError`.
        sent (list of dict): the inputs of the request.
        get_input (callable): gives the answer with the input of an id.

    Returns:
        dict: the answer to give to the caller, or None when no input was found to be there.
    """
    items = answer.get('inputs') or []
    if not items and code_of(answer) == INPUT_DUPLICATE:
        items = [dict(item, status=answer['status']) for item in sent]
    wanted = dict((item.get('id'), item) for item in as_unicode(sent))
    found = [_found(item, wanted.get(item.get('id')), get_input) for item in items]
    if all(there is item for there, item in zip(found, items)):
        return None
    done = all(code_of(item) in ACCEPTED for item in found)
    status = dict(answer.get('status') or {}, **(DONE if done else PARTLY_DONE))
    status.pop('details', None)
    return dict(answer, inputs=found, status=status)


def _found(item, sent, get_input):
    """The input of an answer, or in its place the one that is there already."""
    if code_of(item) != INPUT_DUPLICATE or sent is None:
        return item
    there = get_input(sent['id']).get('input') or {}
    return there if is_same(sent, there) else item


def is_same(sent, there):
    """Whether the input that is there is the one that was sent, as far as can be seen.

    What bytes became on the server cannot be seen; the kind, the URL, the concepts and the metadata
    can.

    Args:
        sent (dict): an input as it was sent.
        there (dict): an input as the server has it.
    """
    wanted, data = as_unicode(sent.get('data') or {}), there.get('data') or {}
    for kind in ('image', 'video', 'audio', 'text'):
        if kind in wanted:
            url = wanted[kind].get('url')
            if kind not in data or (url and data[kind].get('url') != url):
                return False
    if not _concepts(wanted) <= _concepts(data):
        return False
    metadata = data.get('metadata') or {}
    return all(name in metadata and metadata[name] == value
               for name, value in (wanted.get('metadata') or {}).items())


def _concepts(data):
    return set((one.get('id'), bool(one.get('value', 1))) for one in data.get('concepts') or ())
