from typing import Any, Dict, List, NoReturn, Optional, Sequence, Tuple, Union

from clarifai.rest.concept import _ConceptIds
from clarifai.rest.model import Model

TOKENS_DEPRECATED_MESSAGE: str
RETRIES: int
CONNECTIONS: int
GITHUB_TAG_ENDPOINT: str
OUTPUTS_GONE: str
ACTIONS: Dict[str, str]

class Answer(Dict[str, Any]):
    def json(self) -> Answer: ...

class DeprecatedCalls:
    update_model_action_options: List[str]
    update_model_concepts_action_options: List[str]
    def get_token(self) -> NoReturn: ...
    def set_token(self, token: object) -> NoReturn: ...
    def delete_token(self) -> NoReturn: ...
    def get(
        self, resource: str, params: Optional[Dict[str, Any]] = None, version: str = "v2"
    ) -> Answer: ...
    def post(
        self, resource: str, params: Optional[Dict[str, Any]] = None, version: str = "v2"
    ) -> Answer: ...
    def patch(
        self, resource: str, params: Optional[Dict[str, Any]] = None, version: str = "v2"
    ) -> Answer: ...
    def put(
        self, resource: str, params: Optional[Dict[str, Any]] = None, version: str = "v2"
    ) -> Answer: ...
    def delete(
        self, resource: str, params: Optional[Dict[str, Any]] = None, version: str = "v2"
    ) -> Answer: ...
    def post_form(
        self, resource: str, params: Optional[Dict[str, Any]] = None, version: str = "v2"
    ) -> NoReturn: ...
    def update_input(
        self,
        input_id: str,
        action: str = "merge_concepts",
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
    ) -> Dict[str, Any]: ...
    def update_inputs(
        self,
        action: str,
        input_ids: Sequence[str],
        concept_ids_pairs: Sequence[Sequence[Union[str, Tuple[str, bool]]]],
    ) -> Dict[str, Any]: ...
    def update_model(
        self,
        model_id: str,
        action: Optional[str] = None,
        concept_ids: Optional[Sequence[str]] = None,
        model: Union[Dict[str, Any], Model, None] = None,
    ) -> Dict[str, Any]: ...
    def update_model_concepts(
        self, model_id: str, action: str, concept_ids: Sequence[str]
    ) -> Dict[str, Any]: ...
    def get_model_by_id(self, id: Optional[str] = None) -> Dict[str, Any]: ...
    def get_model_output_info_by_id(self, id: Optional[str] = None) -> Dict[str, Any]: ...
    def get_outputs(self, input_id: str) -> NoReturn: ...
    def patch_outputs(self, input_id: str, action: str, concept_ids: object) -> NoReturn: ...
