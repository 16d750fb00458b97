from typing import Any, Dict, Iterable, Iterator, List, Optional, Tuple, Union, overload

from clarifai.rest.api_client import ApiClient
from clarifai.rest.api_client import _Filters
from clarifai.rest.concept import Concept, _ConceptIds
from clarifai.rest.model import Model
from clarifai.rest.solutions.solutions import Solutions

PUBLIC_APPS: Tuple[Optional[str], ...]
NOT_FOR_CONCEPTS: Tuple[str, ...]
MALFORMED: Tuple[int, ...]

class Models:
    api: ApiClient
    solutions: Optional[Solutions]
    def __init__(self, api: ApiClient, solutions: Optional[Solutions] = None) -> None: ...
    @property
    def model_id_cache(self) -> Dict[Tuple[str, Optional[str]], str]: ...
    @model_id_cache.setter
    def model_id_cache(self, ids: Dict[Tuple[str, Optional[str]], str]) -> None: ...

    # Find
    @overload
    def get(
        self,
        model_name: Optional[str] = None,
        *,
        model_id: str,
        model_type: Optional[str] = None,
        version_id: Optional[str] = None,
    ) -> Model: ...
    # Any, because None is possible (several models of one name) and few check for it.
    @overload
    def get(
        self,
        model_name: Optional[str],
        model_id: Optional[str] = None,
        model_type: Optional[str] = None,
        version_id: Optional[str] = None,
    ) -> Union[Model, Any]: ...
    def search(
        self, model_name: str, model_type: Optional[str] = None
    ) -> Optional[List[Model]]: ...
    def get_all(
        self,
        public_only: bool = False,
        private_only: bool = False,
        filters: Optional[_Filters] = None,
    ) -> Iterator[Model]: ...
    def get_by_page(
        self,
        public_only: bool = False,
        private_only: bool = False,
        page: int = 1,
        per_page: int = 20,
        filters: Optional[_Filters] = None,
    ) -> List[Model]: ...

    # Create, delete
    def create(
        self,
        model_id: str,
        model_name: Optional[str] = None,
        concepts: Optional[_ConceptIds] = None,
        concepts_mutually_exclusive: bool = False,
        closed_environment: bool = False,
        hyper_parameters: Optional[Dict[str, Any]] = None,
    ) -> Model: ...
    def delete(self, model_id: str, version_id: Optional[str] = None) -> Dict[str, Any]: ...
    def bulk_delete(self, model_ids: Iterable[str]) -> Dict[str, Any]: ...
    def delete_all(self) -> Dict[str, Any]: ...

    # Names that were looked up
    def clear_model_cache(self) -> None: ...
    def init_model_cache(self) -> Dict[Tuple[str, Optional[str]], str]: ...
    def get_types(self) -> Iterator[Dict[str, Any]]: ...
    def get_info(
        self, model_id: str, version_id: Optional[str] = None, verbose: bool = False
    ) -> Dict[str, Any]: ...
    def get_concepts(
        self, model_id: str, version_id: Optional[str] = None
    ) -> Iterator[Concept]: ...
    def get_versions(self, model_id: str) -> Iterator[Dict[str, Any]]: ...
    def get_version(self, model_id: str, version_id: str) -> Dict[str, Any]: ...
    def update(
        self,
        model_id: str,
        action: str = "merge",
        model_name: Optional[str] = None,
        concepts_mutually_exclusive: Optional[bool] = None,
        closed_environment: Optional[bool] = None,
        concept_ids: Optional[_ConceptIds] = None,
    ) -> Model: ...
    def update_details(
        self, model_id: str, fields: Dict[str, Any], action: str = "merge"
    ) -> Dict[str, Any]: ...
    def update_version(
        self, model_id: str, version_id: str, fields: Dict[str, Any], action: str = "merge"
    ) -> Dict[str, Any]: ...
