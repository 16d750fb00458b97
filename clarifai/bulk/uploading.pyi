from typing import Any, Dict, Iterable, List, Optional, Tuple

from clarifai.bulk.progress import _Progress
from clarifai.bulk.report import ItemError
from clarifai.bulk.runner import Run, _Executor
from clarifai.bulk.source import Source, _Given, _Media
from clarifai.bulk.work import Load, Work
from clarifai.rest.app import ClarifaiApp
from clarifai.rest.concept import _ConceptIds
from clarifai.rest.media import Input

def upload(
    app: ClarifaiApp,
    sources: Iterable[_Given],
    concepts: Optional[_ConceptIds] = None,
    not_concepts: Optional[_ConceptIds] = None,
    metadata: Optional[Dict[str, Any]] = None,
    allow_duplicate_url: bool = False,
    executor: Optional[_Executor] = None,
    workers: int = 8,
    batch: int = 128,
    max_bytes: int = 8388608,
    ordered: bool = True,
    journal: Optional[str] = None,
    progress: _Progress = None,
) -> Run: ...

class Uploading(Work):
    field: str
    needs_key: bool
    good: Tuple[int, ...]
    def __init__(self, app: ClarifaiApp, common: Input, allow_duplicate_url: bool) -> None: ...
    @property
    def task(self) -> str: ...
    def media(self, source: Source, key: Optional[str]) -> _Media: ...
    def request(self, media: List[_Media]) -> Dict[str, Any]: ...
    def value(
        self, item: Dict[str, Any], load: Load
    ) -> Tuple[Optional[Any], Optional[ItemError]]: ...
