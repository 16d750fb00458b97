"""The values of concepts, which both dialects state as numbers."""
from __future__ import absolute_import

from clarifai.rest.numbers import Numbered, number

CONCEPTS = ('concepts', 'select_concepts')
# The user's own JSON, in which nothing may be changed, and contents, in which there are none.
WITHOUT_CONCEPTS = ('metadata', 'hyper_params', 'image', 'video')
_CONTAINERS = (dict, list)


def with_concept_values(body):
    """A body in which every concept states its value as a number.

    The gRPC messages of 2.6.2 had 1 as the value of a concept that did not state one, and knew no
    booleans there.

    Args:
        body: the JSON to send; it is not changed, and what has no concepts in it is not copied.
    """
    if isinstance(body, Numbered):
        return dict(body)  # a plain one, which is also written faster
    if isinstance(body, list):
        return [with_concept_values(part) for part in body]
    if not isinstance(body, dict):
        return body
    made = body
    for name, part in body.items():
        if isinstance(part, _CONTAINERS) and name not in WITHOUT_CONCEPTS:
            changed = _concepts(part) if name in CONCEPTS else with_concept_values(part)
            if changed is not part:
                if made is body:
                    made = dict(body)
                made[name] = changed
    return made


def _concepts(concepts):
    if not isinstance(concepts, list):  # of a face: {'identity': {'concepts': [...]}}
        return with_concept_values(concepts)
    return [dict(concept, value=_number(concept.get('value'))) for concept in concepts]


def _number(value):
    if value is None or value is True:  # as nearly all are
        return 1.0
    return 0.0 if value is False else float(number(value, 'the value of a concept'))
