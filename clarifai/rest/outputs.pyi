from typing import Any, Dict, Optional, Sequence

from clarifai.rest.concept import Concept
from clarifai.value import Value

class ModelOutputConfig(Value):
    concepts_mutually_exclusive: Optional[bool]
    closed_environment: Optional[bool]
    language: Optional[str]
    min_value: Optional[float]
    max_concepts: Optional[int]
    select_concepts: Optional[Sequence[Concept]]
    sample_ms: Optional[int]
    def __init__(
        self,
        mutually_exclusive: Optional[bool] = None,
        closed_environment: Optional[bool] = None,
        language: Optional[str] = None,
        min_value: Optional[float] = None,
        max_concepts: Optional[int] = None,
        select_concepts: Optional[Sequence[Concept]] = None,
        sample_ms: Optional[int] = None,
    ) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

class ModelOutputInfo(Value):
    concepts: Optional[Sequence[Concept]]
    output_config: Optional[ModelOutputConfig]
    def __init__(
        self,
        concepts: Optional[Sequence[Concept]] = None,
        output_config: Optional[ModelOutputConfig] = None,
    ) -> None: ...
    def dict(self) -> Dict[str, Any]: ...
