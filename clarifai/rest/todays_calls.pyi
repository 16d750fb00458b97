from typing import Any, Dict, Iterable, Mapping, Optional, Sequence, Union

MODEL_FILTERS: Dict[str, type]

# What models are listed by: a text, a truth or a list of texts, as MODEL_FILTERS has it.
_Filters = Mapping[str, Union[str, bool, Sequence[str]]]

class TodaysCalls:
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
