from typing import Any, Dict, Iterator, List, Literal, Optional, Sequence, Union, overload

from clarifai.client.model import Model as PlatformModel
from clarifai.rest.api_client import ApiClient
from clarifai.rest.concept import Concept, _ConceptIds
from clarifai.rest.feedback import FeedbackInfo
from clarifai.rest.media import _M
from clarifai.rest.outputs import ModelOutputInfo
from clarifai.rest.predicting import Predicting, _Prediction
from clarifai.rest.regions import Region
from clarifai.rest.solutions.model_solutions import ModelSolutions
from clarifai.rest.solutions.solutions import Solutions
from clarifai.value import Value

class Model(Predicting[_Prediction], Value):
    api: ApiClient
    solutions: ModelSolutions
    model_id: str
    model_name: Optional[str]
    model_version: Optional[str]
    model_status_code: Optional[int]
    concepts: List[Concept]
    concepts_mutually_exclusive: bool
    closed_environment: bool
    hyper_parameters: Optional[Dict[str, Any]]
    output_info: Optional[Dict[str, Any]]
    app_id: Optional[str]
    created_at: Optional[str]
    def __init__(
        self,
        api: ApiClient,
        item: Optional[Dict[str, Any]] = None,
        model_id: Optional[str] = None,
        solutions: Optional[Solutions] = None,
    ) -> None: ...

    # Know
    def client(self) -> PlatformModel: ...
    def get_info(self, verbose: bool = False) -> Dict[str, Any]: ...
    def get_concept_ids(self) -> List[str]: ...
    def get_inputs(
        self, version_id: Optional[str] = None, page: int = 1, per_page: int = 20
    ) -> Dict[str, Any]: ...
    def dict(self) -> Dict[str, Any]: ...

    # Predict
    def predict(
        self, inputs: List[_M], model_output_info: Optional[ModelOutputInfo] = None
    ) -> _Prediction: ...

    # Train
    # Any, because the JSON of a refusal with HTTP 200 is possible and nobody checks for it.
    @overload
    def train(
        self, sync: Literal[True] = True, timeout: float = 60, raise_on_timeout: bool = False
    ) -> Union[Model, Any]: ...
    @overload
    def train(
        self, sync: Literal[False], timeout: float = 60, raise_on_timeout: bool = False
    ) -> Dict[str, Any]: ...
    def evaluate(self) -> Dict[str, Any]: ...

    # Versions
    def list_versions(self) -> Dict[str, Any]: ...
    def get_version(self, version_id: str) -> Dict[str, Any]: ...
    def create_version(self) -> Dict[str, Any]: ...
    def delete_version(self, version_id: str) -> Dict[str, Any]: ...

    # Change
    def update(
        self,
        action: str = "merge",
        model_name: Optional[str] = None,
        concepts_mutually_exclusive: Optional[bool] = None,
        closed_environment: Optional[bool] = None,
        concept_ids: Optional[_ConceptIds] = None,
    ) -> Model: ...
    def merge_concepts(self, concept_ids: _ConceptIds, overwrite: bool = False) -> Model: ...
    def add_concepts(self, concept_ids: _ConceptIds) -> Model: ...
    def delete_concepts(self, concept_ids: _ConceptIds) -> Model: ...

    # Feedback, 2.0.28 to 2.6.2
    def send_concept_feedback(
        self,
        input_id: str,
        url: str,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
        feedback_info: Optional[FeedbackInfo] = None,
    ) -> Dict[str, Any]: ...
    def send_region_feedback(
        self,
        input_id: str,
        url: str,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
        regions: Optional[Sequence[Region]] = None,
        feedback_info: Optional[FeedbackInfo] = None,
    ) -> Dict[str, Any]: ...
    def get_concepts(self, version_id: Optional[str] = None) -> Iterator[Concept]: ...
    def get_versions(self) -> Iterator[Dict[str, Any]]: ...
    def update_version(
        self, version_id: str, fields: Dict[str, Any], action: str = "merge"
    ) -> Dict[str, Any]: ...
    def update_details(self, fields: Dict[str, Any], action: str = "merge") -> Dict[str, Any]: ...
    def delete(self) -> Dict[str, Any]: ...
