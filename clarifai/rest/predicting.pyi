from typing import Any, Dict, Optional, Sequence

from clarifai.rest.concept import Concept
from clarifai.rest.media import _Base64, _RawBytes

class Predicting:
    def predict_by_url(
        self,
        url: str,
        lang: Optional[str] = None,
        is_video: bool = False,
        min_value: Optional[float] = None,
        max_concepts: Optional[int] = None,
        select_concepts: Optional[Sequence[Concept]] = None,
        sample_ms: Optional[int] = None,
    ) -> Dict[str, Any]: ...
    def predict_by_filename(
        self,
        filename: str,
        lang: Optional[str] = None,
        is_video: bool = False,
        min_value: Optional[float] = None,
        max_concepts: Optional[int] = None,
        select_concepts: Optional[Sequence[Concept]] = None,
        sample_ms: Optional[int] = None,
    ) -> Dict[str, Any]: ...
    def predict_by_bytes(
        self,
        raw_bytes: _RawBytes,
        lang: Optional[str] = None,
        is_video: bool = False,
        min_value: Optional[float] = None,
        max_concepts: Optional[int] = None,
        select_concepts: Optional[Sequence[Concept]] = None,
        sample_ms: Optional[int] = None,
    ) -> Dict[str, Any]: ...
    def predict_by_base64(
        self,
        base64_bytes: _Base64,
        lang: Optional[str] = None,
        is_video: bool = False,
        min_value: Optional[float] = None,
        max_concepts: Optional[int] = None,
        select_concepts: Optional[Sequence[Concept]] = None,
        sample_ms: Optional[int] = None,
    ) -> Dict[str, Any]: ...
