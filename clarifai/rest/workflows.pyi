from typing import Any, Dict, Iterator, List, Optional, Union

from clarifai.rest.api_client import ApiClient
from clarifai.rest.media import _M
from clarifai.rest.outputs import ModelOutputConfig
from clarifai.rest.predicting import Predicting, _WorkflowPrediction
from clarifai.value import Value

class WorkflowNode(Value):
    node_id: Optional[str]
    model_id: Optional[str]
    model_version_id: Optional[str]
    def __init__(self, wf_node: Dict[str, Any]) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

class Workflow(Predicting[_WorkflowPrediction], Value):
    api: ApiClient
    wf_id: str
    nodes: List[WorkflowNode]
    def __init__(
        self,
        api: ApiClient,
        workflow: Optional[Dict[str, Any]] = None,
        workflow_id: Optional[str] = None,
    ) -> None: ...
    def dict(self) -> Dict[str, Any]: ...
    def predict(
        self, inputs: List[_M], output_config: Optional[ModelOutputConfig] = None
    ) -> _WorkflowPrediction: ...

class Workflows:
    api: ApiClient
    def __init__(self, api: ApiClient) -> None: ...
    def get_all(self, public_only: bool = False) -> Iterator[Workflow]: ...
    def get_by_page(
        self, page: int = 1, per_page: int = 20, public_only: bool = False
    ) -> List[Workflow]: ...
    # Any, because None is possible and nobody checks for it.
    def get(self, workflow_id: str) -> Union[Workflow, Any]: ...
