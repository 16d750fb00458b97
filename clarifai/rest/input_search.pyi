from typing import Any, Dict, List, Literal, Optional, Sequence, overload

from clarifai.rest.geo import GeoBox, GeoLimit, GeoPoint
from clarifai.rest.media import Image, _Base64, _ImageOrVideo, _RawBytes, _Readable
from clarifai.rest.search import AnnotationHit, SearchQueryBuilder

# Each search twice: for the hits, and for the JSON of the answer (raw=True).
class InputSearch:
    @overload
    def search(
        self, qb: SearchQueryBuilder, page: int = 1, per_page: int = 20, raw: Literal[False] = False
    ) -> List[_ImageOrVideo]: ...
    @overload
    def search(
        self, qb: SearchQueryBuilder, page: int = 1, per_page: int = 20, *, raw: Literal[True]
    ) -> Dict[str, Any]: ...
    @overload
    def search_annotations(
        self, qb: SearchQueryBuilder, page: int = 1, per_page: int = 20, raw: Literal[False] = False
    ) -> List[AnnotationHit]: ...
    @overload
    def search_annotations(
        self, qb: SearchQueryBuilder, page: int = 1, per_page: int = 20, *, raw: Literal[True]
    ) -> Dict[str, Any]: ...
    @overload
    def search_by_text(
        self, text: str, page: int = 1, per_page: int = 20, raw: Literal[False] = False
    ) -> List[_ImageOrVideo]: ...
    @overload
    def search_by_text(
        self, text: str, page: int = 1, per_page: int = 20, *, raw: Literal[True]
    ) -> Dict[str, Any]: ...
    @overload
    def search_by_image(
        self,
        image_id: Optional[str] = None,
        image: Optional[Image] = None,
        url: Optional[str] = None,
        imgbytes: Optional[_RawBytes] = None,
        base64bytes: Optional[_Base64] = None,
        fileobj: Optional[_Readable] = None,
        filename: Optional[str] = None,
        crop: None = None,
        page: int = 1,
        per_page: int = 20,
        raw: Literal[False] = False,
    ) -> List[_ImageOrVideo]: ...
    @overload
    def search_by_image(
        self,
        image_id: Optional[str] = None,
        image: Optional[Image] = None,
        url: Optional[str] = None,
        imgbytes: Optional[_RawBytes] = None,
        base64bytes: Optional[_Base64] = None,
        fileobj: Optional[_Readable] = None,
        filename: Optional[str] = None,
        crop: None = None,
        page: int = 1,
        per_page: int = 20,
        *,
        raw: Literal[True],
    ) -> Dict[str, Any]: ...
    @overload
    def search_by_original_url(
        self, url: str, page: int = 1, per_page: int = 20, raw: Literal[False] = False
    ) -> List[_ImageOrVideo]: ...
    @overload
    def search_by_original_url(
        self, url: str, page: int = 1, per_page: int = 20, *, raw: Literal[True]
    ) -> Dict[str, Any]: ...
    @overload
    def search_by_metadata(
        self,
        metadata: Optional[Dict[str, Any]] = None,
        page: int = 1,
        per_page: int = 20,
        raw: Literal[False] = False,
        meta: Optional[Dict[str, Any]] = None,
    ) -> List[_ImageOrVideo]: ...
    @overload
    def search_by_metadata(
        self,
        metadata: Optional[Dict[str, Any]] = None,
        page: int = 1,
        per_page: int = 20,
        *,
        raw: Literal[True],
        meta: Optional[Dict[str, Any]] = None,
    ) -> Dict[str, Any]: ...
    @overload
    def search_by_annotated_concepts(
        self,
        concept: Optional[str] = None,
        concepts: Optional[Sequence[str]] = None,
        value: bool = True,
        values: Optional[Sequence[bool]] = None,
        concept_id: Optional[str] = None,
        concept_ids: Optional[Sequence[str]] = None,
        page: int = 1,
        per_page: int = 20,
        raw: Literal[False] = False,
    ) -> List[_ImageOrVideo]: ...
    @overload
    def search_by_annotated_concepts(
        self,
        concept: Optional[str] = None,
        concepts: Optional[Sequence[str]] = None,
        value: bool = True,
        values: Optional[Sequence[bool]] = None,
        concept_id: Optional[str] = None,
        concept_ids: Optional[Sequence[str]] = None,
        page: int = 1,
        per_page: int = 20,
        *,
        raw: Literal[True],
    ) -> Dict[str, Any]: ...
    @overload
    def search_by_predicted_concepts(
        self,
        concept: Optional[str] = None,
        concepts: Optional[Sequence[str]] = None,
        value: bool = True,
        values: Optional[Sequence[bool]] = None,
        concept_id: Optional[str] = None,
        concept_ids: Optional[Sequence[str]] = None,
        page: int = 1,
        per_page: int = 20,
        lang: Optional[str] = None,
        raw: Literal[False] = False,
    ) -> List[_ImageOrVideo]: ...
    @overload
    def search_by_predicted_concepts(
        self,
        concept: Optional[str] = None,
        concepts: Optional[Sequence[str]] = None,
        value: bool = True,
        values: Optional[Sequence[bool]] = None,
        concept_id: Optional[str] = None,
        concept_ids: Optional[Sequence[str]] = None,
        page: int = 1,
        per_page: int = 20,
        lang: Optional[str] = None,
        *,
        raw: Literal[True],
    ) -> Dict[str, Any]: ...
    @overload
    def search_by_geo(
        self,
        geo_point: Optional[GeoPoint] = None,
        geo_limit: Optional[GeoLimit] = None,
        geo_box: Optional[GeoBox] = None,
        page: int = 1,
        per_page: int = 20,
        raw: Literal[False] = False,
    ) -> List[_ImageOrVideo]: ...
    @overload
    def search_by_geo(
        self,
        geo_point: Optional[GeoPoint] = None,
        geo_limit: Optional[GeoLimit] = None,
        geo_box: Optional[GeoBox] = None,
        page: int = 1,
        per_page: int = 20,
        *,
        raw: Literal[True],
    ) -> Dict[str, Any]: ...
