from typing import Any, Dict, Iterable, Mapping, Optional, Sequence, Union

from clarifai.bulk.report import _Progress
from clarifai.bulk.runner import Run, _Executor
from clarifai.bulk.source import _Given
from clarifai.client import model as client_model
from clarifai.client import workflow as client_workflow
from clarifai.rest.concept import Concept
from clarifai.rest.model import Model
from clarifai.rest.workflows import Workflow

__all__ = ["predict"]

def predict(
    model: Union[Model, Workflow, client_model.Model, client_workflow.Workflow],
    # Also inputs as `Inputs.get_input_from_url` makes them.
    sources: Iterable[Union[_Given, Dict[str, Any]]],
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
    inference_params: Optional[Mapping[str, Any]] = None,
) -> Run: ...
