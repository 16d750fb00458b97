"""Operators: models that learn nothing, and change what other nodes of a workflow say."""
from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from clarifai.sandbox import errors
from clarifai.sandbox.models import outputs

if TYPE_CHECKING:
    from clarifai.sandbox.models.subjects import Subject

CROP, MAPPER, PROMPTER = 'image-crop', 'concept-synonym-mapper', 'prompter'
CONCEPT_THRESHOLDER, REGION_THRESHOLDER = 'concept-thresholder', 'region-thresholder'
THRESHOLDERS = (CONCEPT_THRESHOLDER, REGION_THRESHOLDER)
TYPES = (CROP, MAPPER, PROMPTER) + THRESHOLDERS

PLACEHOLDER = '{data.text.raw}'
COMPARISONS = {'GREATER_THAN': operator.gt, 'GREATER_THAN_OR_EQUAL_TO': operator.ge,
               'LESS_THAN': operator.lt, 'LESS_THAN_OR_EQUAL_TO': operator.le,
               'EQUAL_TO': operator.eq}
DEFAULT_COMPARISON = 'GREATER_THAN'
DEFAULT_MARGIN = 1.0
# What each takes in ``output_info.params``.
PARAMS = {CROP: ('margin',), MAPPER: ('knowledge_graph_id',), PROMPTER: ('prompt_template',),
          CONCEPT_THRESHOLDER: ('concept_threshold_type',),
          REGION_THRESHOLDER: ('concept_threshold_type',)}


class Settings(NamedTuple):
    """What an operator was told.

    Attributes:
        type_id: one of `TYPES`.
        params: as of `PARAMS`.
        thresholds: {concept id: value} of a thresholder.
        synonyms: {concept id: the concept of the app that it is a synonym of}, of a mapper.
    """

    type_id: str
    params: dict[str, Any]
    thresholds: dict[str, float]
    synonyms: dict[str, dict[str, Any]]

    @property
    def margin(self) -> float:
        """How much larger than a region the part is that is cut out."""
        return float(self.params.get('margin') or DEFAULT_MARGIN)


def apply(settings: Settings, given: dict[str, Any] | None, subject: Subject) -> dict[str, Any]:
    """Return what an operator makes of what was said.

    Args:
        settings: the operator.
        given: the ``data`` of the nodes before it; None when there are none.
        subject: the input.

    Raises:
        errors.InputInvalid: there is nothing that it could work on.
    """
    return _WORK[settings.type_id](settings, given, subject)


def _prompted(settings: Settings, given: dict[str, Any] | None, subject: Subject) -> dict[str, Any]:
    text = ((given or {}).get('text') or {}).get('raw')
    text = subject.read() if text is None else text
    return {'text': {'raw': settings.params['prompt_template'].replace(PLACEHOLDER, text)}}


def _cropped(settings: Settings, given: dict[str, Any] | None, subject: Subject) -> dict[str, Any]:
    regions = (given or {}).get('regions')
    if regions is None:
        return outputs.cropped(subject.seen())
    return outputs.within(subject.seen(), regions, lambda part: outputs.cropped(part.seen()),
                          settings.margin)


def _mapped(settings: Settings, given: dict[str, Any] | None, subject: Subject) -> dict[str, Any]:
    return _with_concepts(_needed(settings, given), lambda found: _synonyms(settings, found))


def _synonyms(settings: Settings, concepts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    mapped: dict[str, dict[str, Any]] = {}
    for concept in concepts:
        synonym = settings.synonyms.get(concept['id'])
        if synonym and synonym['id'] not in mapped:  # the best come first
            mapped[synonym['id']] = dict(synonym, value=concept['value'])
    return list(mapped.values())


def _of_concepts(settings: Settings, given: dict[str, Any] | None,
                 subject: Subject) -> dict[str, Any]:
    return _with_concepts(_needed(settings, given), lambda found: _passing(settings, found))


def _of_regions(settings: Settings, given: dict[str, Any] | None,
                subject: Subject) -> dict[str, Any]:
    data = _needed(settings, given)
    return {'regions': [region for region in data.get('regions') or []
                        if _passing(settings, region['data'].get('concepts') or [])]}


def _passing(settings: Settings, concepts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the concepts that have a threshold and pass it."""
    passes = COMPARISONS[settings.params.get('concept_threshold_type') or DEFAULT_COMPARISON]
    return [concept for concept in concepts if concept['id'] in settings.thresholds
            and passes(concept['value'], settings.thresholds[concept['id']])]


def _with_concepts(data: dict[str, Any], change: Callable[..., Any]) -> dict[str, Any]:
    """Return some ``data`` with other concepts, in each of its regions too."""
    changed = {}
    if 'concepts' in data:
        changed['concepts'] = change(data['concepts'])
    if 'regions' in data:
        changed['regions'] = [dict(region, data=_with_concepts(region['data'], change))
                              for region in data['regions']]
    return changed


def _needed(settings: Settings, given: dict[str, Any] | None) -> dict[str, Any]:
    if given is None:
        raise errors.InputInvalid('A model of the type %s works on what other models say: let it '
                                  'come after one of them in a workflow.' % settings.type_id)
    return given


_WORK = {CROP: _cropped, MAPPER: _mapped, PROMPTER: _prompted, CONCEPT_THRESHOLDER: _of_concepts,
         REGION_THRESHOLDER: _of_regions}
