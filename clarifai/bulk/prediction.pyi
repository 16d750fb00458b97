from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple, Union

from clarifai.bulk.progress import _Progress
from clarifai.bulk.report import ItemError
from clarifai.bulk.runner import Run, _Executor
from clarifai.bulk.source import Source, _Given, _Media
from clarifai.bulk.work import Load, Work
from clarifai.rest.concept import Concept
from clarifai.rest.model import Model
from clarifai.rest.outputs import ModelOutputConfig
from clarifai.rest.workflows import Workflow

BATCH: int

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

class Predicting(Work):
    field: str
    needs_key: bool
    def __init__(self, model: Union[Model, Workflow], config: ModelOutputConfig) -> None: ...
    @property
    def task(self) -> str: ...
    def media(self, source: Source, key: Optional[str]) -> _Media: ...
    def request(self, media: List[_Media]) -> Dict[str, Any]: ...
    def value(
        self, item: Dict[str, Any], load: Load
    ) -> Tuple[Optional[Any], Optional[ItemError]]: ...
