from typing import Any, Dict, List, Optional, Tuple, Type, TypeVar

from clarifai.rest.geo import Geo
from clarifai.rest.media import _Base64, _ImageOrVideo
from clarifai.value import Value

_Hit = TypeVar("_Hit")

class SearchTerm(Value):
    def __init__(self) -> None: ...
    def dict(self) -> Dict[str, Any]: ...
    def sendable(self) -> Dict[str, Any]: ...

class InputSearchTerm(SearchTerm):
    url: Optional[str]
    input_id: Optional[str]
    concept: Optional[str]
    concept_id: Optional[str]
    value: bool
    metadata: Optional[Dict[str, Any]]
    geo: Optional[Geo]
    def __init__(
        self,
        url: Optional[str] = None,
        input_id: Optional[str] = None,
        concept: Optional[str] = None,
        concept_id: Optional[str] = None,
        value: bool = True,
        metadata: Optional[Dict[str, Any]] = None,
        geo: Optional[Geo] = None,
    ) -> None: ...

class OutputSearchTerm(SearchTerm):
    url: Optional[str]
    base64: Optional[_Base64]
    input_id: Optional[str]
    concept: Optional[str]
    concept_id: Optional[str]
    value: bool
    crop: None
    def __init__(
        self,
        url: Optional[str] = None,
        base64: Optional[_Base64] = None,
        input_id: Optional[str] = None,
        concept: Optional[str] = None,
        concept_id: Optional[str] = None,
        value: bool = True,
        crop: None = None,
    ) -> None: ...

class AnnotationSearchTerm(SearchTerm):
    negate: bool
    def __init__(
        self,
        concept: Optional[str] = None,
        concept_id: Optional[str] = None,
        value: bool = True,
        metadata: Optional[Dict[str, Any]] = None,
        geo: Optional[Geo] = None,
        input_id: Optional[str] = None,
        negate: bool = False,
    ) -> None: ...

class TextSearchTerm(SearchTerm):
    text: str
    def __init__(self, text: str) -> None: ...

class AnnotationHit(Value):
    input: _ImageOrVideo
    score: float
    annotation: Optional[Dict[str, Any]]
    def __init__(
        self, input: _ImageOrVideo, score: float, annotation: Optional[Dict[str, Any]]
    ) -> None: ...

class Hits(List[_Hit]): ...

class SearchQueryBuilder(Value):
    terms: List[SearchTerm]
    language: Optional[str]
    def __init__(self, language: Optional[str] = None) -> None: ...
    def add_term(self, term: SearchTerm) -> None: ...
    def dict(self) -> Dict[str, Any]: ...
    def sendable(self) -> Dict[str, Any]: ...

TERMS: Tuple[Type[SearchTerm], ...]
