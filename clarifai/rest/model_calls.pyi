from typing import Any, Dict, Iterable, List, Optional, Union

from clarifai.rest.concept import _ConceptIds
from clarifai.rest.media import Input, _M
from clarifai.rest.model import Model
from clarifai.rest.outputs import ModelOutputConfig, ModelOutputInfo

FIRST_PAGE: Dict[str, int]

class ModelCalls:
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
    ) -> Dict[str, Any]: ...
    def predict_concepts(self, objs: List[_M], lang: Optional[str] = None) -> Dict[str, Any]: ...
    def predict_colors(self, objs: List[_M]) -> Dict[str, Any]: ...
    def predict_embed(self, objs: List[_M], model: str = "general*") -> Dict[str, Any]: ...
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
    ) -> Dict[str, Any]: ...
