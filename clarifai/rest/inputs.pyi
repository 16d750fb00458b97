from typing import Any, Dict, Iterable, Iterator, List, NoReturn, Optional, Sequence, Tuple, Union

from clarifai.rest.api_client import ApiClient
from clarifai.rest.concept import Concept, _ConceptIds
from clarifai.rest.feedback import FeedbackInfo
from clarifai.rest.geo import Geo
from clarifai.rest.input_search import InputSearch
from clarifai.rest.media import Image, Input, _Base64, _ImageOrVideo, _M, _RawBytes
from clarifai.rest.status import ApiStatus, InputCounts

CREATE_FORMS: Tuple[str, ...]

class Inputs(InputSearch):
    api: ApiClient
    def __init__(self, api: ApiClient) -> None: ...

    # Create
    def create_image(self, image: _M) -> _M: ...
    def create_image_from_url(
        self,
        url: str,
        image_id: Optional[str] = None,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
        crop: None = None,
        metadata: Optional[Dict[str, Any]] = None,
        geo: Optional[Geo] = None,
        allow_duplicate_url: bool = False,
    ) -> Image: ...
    def create_image_from_filename(
        self,
        filename: str,
        image_id: Optional[str] = None,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
        crop: None = None,
        metadata: Optional[Dict[str, Any]] = None,
        geo: Optional[Geo] = None,
        allow_duplicate_url: bool = False,
    ) -> Image: ...
    def create_image_from_bytes(
        self,
        img_bytes: _RawBytes,
        image_id: Optional[str] = None,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
        crop: None = None,
        metadata: Optional[Dict[str, Any]] = None,
        geo: Optional[Geo] = None,
        allow_duplicate_url: bool = False,
    ) -> Image: ...
    def create_image_from_base64(
        self,
        base64_bytes: _Base64,
        image_id: Optional[str] = None,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
        crop: None = None,
        metadata: Optional[Dict[str, Any]] = None,
        geo: Optional[Geo] = None,
        allow_duplicate_url: bool = False,
    ) -> Image: ...
    def bulk_create_images(self, images: List[_M]) -> List[_M]: ...

    # Read
    def check_status(self) -> InputCounts: ...
    # Any, because None is possible and nobody checks for it.
    def get(self, input_id: str) -> Union[_ImageOrVideo, Any]: ...
    def get_all(self, ignore_error: bool = False) -> Iterator[_ImageOrVideo]: ...
    def get_by_page(
        self, page: int = 1, per_page: int = 20, ignore_error: bool = False
    ) -> List[_ImageOrVideo]: ...

    # Change
    def update(self, image: Input, action: str = "merge") -> _ImageOrVideo: ...
    def bulk_update_inputs(
        self, images: Iterable[Input], action: str = "merge"
    ) -> List[_ImageOrVideo]: ...
    def bulk_update(
        self, images: Iterable[Input], action: str = "merge"
    ) -> List[_ImageOrVideo]: ...
    def merge_concepts(
        self,
        input_id: str,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
        overwrite: bool = False,
    ) -> _ImageOrVideo: ...
    def add_concepts(
        self,
        input_id: str,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
    ) -> _ImageOrVideo: ...
    def delete_concepts(self, input_id: str, concepts: _ConceptIds) -> _ImageOrVideo: ...
    def bulk_merge_concepts(
        self,
        input_ids: Sequence[str],
        concept_lists: Optional[Sequence[Sequence[Tuple[Union[str, Concept], bool]]]] = None,
        label_lists: Optional[Sequence[Sequence[Tuple[Union[str, Concept], bool]]]] = None,
    ) -> List[_ImageOrVideo]: ...
    def bulk_delete_concepts(
        self,
        input_ids: Sequence[str],
        concept_lists: Optional[Sequence[_ConceptIds]] = None,
        label_lists: Optional[Sequence[_ConceptIds]] = None,
    ) -> List[_ImageOrVideo]: ...
    def merge_metadata(self, input_id: str, metadata: Dict[str, Any]) -> _ImageOrVideo: ...

    # Delete
    def delete(self, input_id: Union[str, Iterable[str]]) -> ApiStatus: ...
    def delete_all(self) -> ApiStatus: ...

    # Gone from the service
    def send_search_feedback(
        self, input_id: str, feedback_info: Optional[FeedbackInfo] = None
    ) -> Dict[str, Any]: ...
    def get_outputs(self, input_id: str) -> NoReturn: ...
    def merge_outputs_concepts(self, input_id: str, concept_ids: object) -> NoReturn: ...
    def remove_outputs_concepts(self, input_id: str, concept_ids: object) -> NoReturn: ...
