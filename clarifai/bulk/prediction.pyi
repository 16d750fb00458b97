from typing import Iterable, Optional, Sequence, Union

from clarifai.bulk.report import _Progress
from clarifai.bulk.runner import Run, _Executor
from clarifai.bulk.source import _Given
from clarifai.rest.concept import Concept
from clarifai.rest.model import Model
from clarifai.rest.workflows import Workflow

__all__ = ["predict"]

def predict(
    model: Union[Model, Workflow],
    sources: Iterable[_Given],
    executor: Optional[_Executor] = None,
    workers: int = 8,
    batch: int = 32,
    max_bytes: int = 8388608,
    ordered: bool = True,
    journal: Optional[str] = None,
    progress: _Progress = None,
    lang: Optional[str] = None,
    min_value: Optional[float] = None,
    max_concepts: Optional[int] = None,
    select_concepts: Optional[Sequence[Concept]] = None,
    sample_ms: Optional[int] = None,
) -> Run: ...
