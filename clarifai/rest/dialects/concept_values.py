"""The values of concepts, which both dialects state as numbers."""
from __future__ import absolute_import

from clarifai.rest.numbers import number

CONCEPTS = ('concepts', 'select_concepts')
FREE_FORM = ('metadata', 'hyper_params')  # the user's own JSON, in which nothing may be changed


def with_concept_values(body):
    """A body in which every concept states its value as a number.

    The gRPC messages of 2.6.2 had 1 as the value of a concept that did not state one, and knew no
    booleans there.

    Args:
        body: the JSON to send; it is not changed, and no text in it is copied.
    """
    if isinstance(body, list):
        return [with_concept_values(part) for part in body]
    if not isinstance(body, dict):
        return body
    made = dict(body)
    for name, part in body.items():
        if name in CONCEPTS:
            made[name] = _concepts(part)
        elif isinstance(part, (dict, list)) and name not in FREE_FORM:
            made[name] = with_concept_values(part)
    return made


def _concepts(concepts):
    if not isinstance(concepts, list):  # of a face: {'identity': {'concepts': [...]}}
        return with_concept_values(concepts)
    return [dict(concept, value=_number(concept.get('value'))) for concept in concepts]


def _number(value):
    return 1.0 if value is None else float(number(value, 'the value of a concept'))
