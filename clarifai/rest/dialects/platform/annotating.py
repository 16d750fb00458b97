"""Concepts of inputs in apps that take them as annotations only.

An app whose base workflow detects refuses inputs with concepts; the refusal names annotations
(source: Clarifai's walkthrough of custom models).  Such inputs are sent without their concepts, and
these follow as annotations.
"""
from __future__ import absolute_import

import logging

from clarifai.answers import text_in
from clarifai.errors import ApiError
from clarifai.paging import batches_of

logger = logging.getLogger('clarifai')

REFUSAL = 'Post or Patch Annotations instead'
NOTICE = ('The base workflow of this app detects, so it takes no inputs with concepts: they are '
          'sent as annotations of the inputs.')
HALF_DONE = ('The inputs are there, without the concepts that were to follow as annotations: add '
             'them again with inputs.merge_concepts or inputs.bulk_merge_concepts.')


def refuses_concepts(error):
    """Whether an ApiError is that of an app that takes concepts as annotations only."""
    said = [error.error_details] + [item.details for item in error.items]
    return any(REFUSAL in (text_in(text) or '') for text in said)


def add(call, inputs):
    """Add inputs, then what is said of them.

    Args:
        call (Call): the operation under way.
        inputs (list of dict): as 2.6.2 sent them.

    Returns:
        dict: the answer to the first, with the concepts in its inputs.

    Raises:
        ApiError: either was refused; the message says whether the inputs are there.
    """
    logger.warning(NOTICE)
    answer = call.own('post_inputs', inputs=[_bare(item) for item in inputs])
    added = answer.get('inputs') or []
    _annotate(call, [(item.get('id'), sent) for item, sent in zip(added, inputs)])
    return dict(answer, inputs=[_with_concepts(item, sent)
                                for item, sent in zip(added, inputs)])


def merge(call, inputs):
    """Merge into inputs what is theirs, where it is more than concepts, then what is said of them.

    Args:
        call (Call): the operation under way.
        inputs (list of dict): as 2.6.2 sent them.

    Returns:
        dict: an answer with the inputs as they were sent.

    Raises:
        ApiError: either was refused.
    """
    logger.warning(NOTICE)
    others = [item for item in map(_bare, inputs) if item['data']]
    status = {}
    if others:
        status = call.own('patch_inputs', action='merge', inputs=others)
    answer = _annotate(call, [(item.get('id'), item) for item in inputs])
    return {'status': answer.get('status') or status.get('status'), 'inputs': inputs}


def _annotate(call, inputs):
    """Say of inputs, given as pairs of an id and what 2.6.2 sent, what they were to be sent with.

    Returns:
        dict: the last answer.
    """
    answer = {}
    annotations = [{'input_id': input_id, 'data': data} for input_id, item in inputs if input_id
                   for data in _data_of_annotations(item)]
    for batch in batches_of(annotations):
        try:
            answer = call.own('post_annotations', annotations=batch)
        except ApiError as error:
            error.advice = HALF_DONE
            raise
    return answer


def _data_of_annotations(item):
    data = item.get('data') or {}
    return [{part: data[part]} for part in ('concepts', 'regions') if data.get(part)]


def _bare(item):
    data = dict((name, part) for name, part in (item.get('data') or {}).items()
                if name not in ('concepts', 'regions'))
    return dict(item, data=data)


def _with_concepts(item, sent):
    said = dict((name, part) for name, part in (sent.get('data') or {}).items()
                if name in ('concepts', 'regions'))
    return dict(item, data=dict(item.get('data') or {}, **said))
