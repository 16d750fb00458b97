from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

import requests

from clarifai.rest.concept import Concept, _ConceptIds
from clarifai.rest.deprecated_calls import DeprecatedCalls
from clarifai.rest.media import Input, _M
from clarifai.rest.model import Model
from clarifai.rest.outputs import ModelOutputConfig, ModelOutputInfo
from clarifai.rest.predicting import _Prediction, _WorkflowPrediction
from clarifai.retry import RetryPolicy

FIRST_PAGE: Dict[str, int]
MODEL_FILTERS: Dict[str, type]

# What models are listed by: a text, a truth or a list of texts, as MODEL_FILTERS has it.
_Filters = Mapping[str, Union[str, bool, Sequence[str]]]

class ApiClient(DeprecatedCalls):
    patch_actions: List[str]
    concepts_patch_actions: List[str]
    app_id: str
    app_secret: str
    api_key: Optional[str]
    pat: Optional[str]
    token: Optional[str]
    connection: Any
    scheme: str
    base_url: str
    basev2: str
    headers: Dict[str, str]
    timeout: Optional[Tuple[Optional[float], Optional[float]]]
    max_answer: Optional[int]
    retry: Optional[RetryPolicy]
    pickle_secrets: bool
    logs_failed_items: bool
    def __init__(
        self,
        app_id: Optional[str] = None,
        app_secret: Optional[str] = None,
        base_url: Optional[str] = None,
        api_key: Optional[str] = None,
        quiet: bool = True,
        log_level: Optional[int] = None,
        pat: Optional[str] = None,
        user_id: Optional[str] = None,
        dialect: Optional[str] = None,
        timeout: Union[float, Sequence[Optional[float]], None] = None,
        retry: Optional[RetryPolicy] = None,
        session: Optional[requests.Session] = None,
        token: Optional[str] = None,
        max_answer: Optional[int] = None,
    ) -> None: ...
    @classmethod
    def over(cls, connection: Any, user_id: str, app_id: str) -> ApiClient: ...
    def place_of_model(self, model_id: str) -> Tuple[str, str, str, Optional[str]]: ...
    def with_options(
        self,
        timeout: Union[float, Sequence[Optional[float]], None] = None,
        retry: Optional[RetryPolicy] = None,
        max_answer: Optional[int] = None,
    ) -> ApiClient: ...
    def __copy__(self) -> ApiClient: ...
    def __deepcopy__(self, memo: Dict[int, Any]) -> ApiClient: ...
    def __getstate__(self) -> Dict[str, Any]: ...
    @property
    def session(self) -> requests.Session: ...
    @session.setter
    def session(self, session: requests.Session) -> None: ...

    # Inputs
    def add_inputs(self, objs: List[_M]) -> Dict[str, Any]: ...
    def search_inputs(
        self, query: Dict[str, Any], page: int = 1, per_page: int = 20
    ) -> Dict[str, Any]: ...
    def get_input(self, input_id: str) -> Dict[str, Any]: ...
    def get_inputs(self, page: int = 1, per_page: int = 20) -> Dict[str, Any]: ...
    def get_inputs_status(self) -> Dict[str, Any]: ...
    def delete_input(self, input_id: str) -> Dict[str, Any]: ...
    def delete_inputs(self, input_ids: Iterable[str]) -> Dict[str, Any]: ...
    def delete_all_inputs(self) -> Dict[str, Any]: ...
    def patch_inputs(self, action: str, inputs: Sequence[Input]) -> Dict[str, Any]: ...
    def send_search_feedback(self, obj: Input) -> Dict[str, Any]: ...

    # Concepts
    def get_concept(self, concept_id: str) -> Dict[str, Any]: ...
    def get_concepts(self, page: int = 1, per_page: int = 20) -> Dict[str, Any]: ...
    def add_concepts(
        self, concept_ids: Iterable[str], concept_names: Sequence[Optional[str]]
    ) -> Dict[str, Any]: ...
    def search_concepts(
        self, term: str, page: int = 1, per_page: int = 20, language: Optional[str] = None
    ) -> Dict[str, Any]: ...
    def patch_concepts(self, action: str, concepts: Iterable[Concept]) -> Dict[str, Any]: ...

    # Models
    def get_models(
        self, page: int = 1, per_page: int = 20, public_only: bool = False
    ) -> Dict[str, Any]: ...
    def known_model_id(self, name: str, model_type: Optional[str] = None) -> Optional[str]: ...
    def get_model(
        self,
        model_id: Optional[str] = None,
        model_version_id: Optional[str] = None,
        output_info: bool = False,
    ) -> Dict[str, Any]: ...
    def get_model_output_info(
        self, model_id: Optional[str] = None, model_version_id: Optional[str] = None
    ) -> Dict[str, Any]: ...
    def get_model_versions(
        self,
        model_id: Optional[str] = None,
        page: int = 1,
        per_page: int = 20,
        id: Optional[str] = None,
    ) -> Dict[str, Any]: ...
    def get_model_version(
        self,
        model_id: Optional[str] = None,
        version_id: Optional[str] = None,
        id: Optional[str] = None,
        version: Optional[str] = None,
    ) -> Dict[str, Any]: ...
    def delete_model_version(self, model_id: str, model_version: str) -> Dict[str, Any]: ...
    def delete_model(self, model_id: str) -> Dict[str, Any]: ...
    def delete_models(self, model_ids: Iterable[str]) -> Dict[str, Any]: ...
    def delete_all_models(self) -> Dict[str, Any]: ...
    def get_model_inputs(
        self, model_id: str, version_id: Optional[str] = None, page: int = 1, per_page: int = 20
    ) -> Dict[str, Any]: ...
    def search_models(
        self, name: Optional[str] = None, model_type: Optional[str] = None
    ) -> Dict[str, Any]: ...
    def create_model(
        self,
        model_id: str,
        model_name: Optional[str] = None,
        concepts: Optional[_ConceptIds] = None,
        concepts_mutually_exclusive: bool = False,
        closed_environment: bool = False,
        hyper_parameters: Optional[Dict[str, Any]] = None,
    ) -> Dict[str, Any]: ...
    def patch_model(
        self, model: Union[Dict[str, Any], Model], action: str = "merge"
    ) -> Dict[str, Any]: ...
    def create_model_version(self, model_id: str) -> Dict[str, Any]: ...
    def predict_model(
        self,
        model_id: str,
        objs: List[_M],
        version_id: Optional[str] = None,
        model_output_info: Optional[ModelOutputInfo] = None,
    ) -> _Prediction: ...
    def predict_concepts(self, objs: List[_M], lang: Optional[str] = None) -> _Prediction: ...
    def predict_colors(self, objs: List[_M]) -> _Prediction: ...
    def predict_embed(self, objs: List[_M], model: str = "general*") -> _Prediction: ...
    def run_model_evaluation(self, model_id: str, version_id: str) -> Dict[str, Any]: ...
    def send_model_feedback(
        self, model_id: str, version_id: str, obj: Input
    ) -> Dict[str, Any]: ...

    # Workflows
    def get_workflows(
        self, public_only: bool = False, page: int = 1, per_page: int = 20
    ) -> Dict[str, Any]: ...
    def get_workflow(self, workflow_id: Optional[str] = None) -> Dict[str, Any]: ...
    def predict_workflow(
        self,
        workflow_id: str,
        objs: List[_M],
        output_config: Optional[ModelOutputConfig] = None,
    ) -> _WorkflowPrediction: ...

    # What 2.x had not
    def list_models(
        self,
        page: int = 1,
        per_page: int = 20,
        public_only: bool = False,
        filters: Optional[_Filters] = None,
    ) -> Dict[str, Any]: ...
    def get_model_types(self, page: int = 1, per_page: int = 20) -> Dict[str, Any]: ...
    def get_model_type(self, model_type_id: str) -> Dict[str, Any]: ...
    def get_model_concepts(
        self, model_id: str, version_id: Optional[str] = None, page: int = 1, per_page: int = 20
    ) -> Dict[str, Any]: ...
    def patch_models(
        self, models: Sequence[Dict[str, Any]], action: str = "merge"
    ) -> Dict[str, Any]: ...
    def patch_model_versions(
        self, model_id: str, versions: Sequence[Dict[str, Any]], action: str = "merge"
    ) -> Dict[str, Any]: ...
    def search_annotations(
        self, query: Dict[str, Any], page: int = 1, per_page: int = 20
    ) -> Dict[str, Any]: ...
    def delete_workflows(self, workflow_ids: Iterable[str]) -> Dict[str, Any]: ...
