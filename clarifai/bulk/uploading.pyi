from typing import Any, Dict, Iterable, Optional, Union

from clarifai.bulk.report import _Progress
from clarifai.bulk.runner import Run, _Executor
from clarifai.bulk.source import _Given
from clarifai.client.app import App
from clarifai.client.dataset import Dataset
from clarifai.client.input import Inputs
from clarifai.rest.app import ClarifaiApp
from clarifai.rest.concept import _ConceptIds

__all__ = ["upload"]

def upload(
    app: Union[ClarifaiApp, App, Inputs, Dataset],
    # Also inputs as `Inputs.get_input_from_url` makes them.
    sources: Iterable[Union[_Given, Dict[str, Any]]],
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
    wait: Union[bool, float] = False,
) -> Run: ...
