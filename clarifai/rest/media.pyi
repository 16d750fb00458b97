from typing import Any, Dict, Optional, Protocol, Sequence, Tuple, TypeVar, Union

from typing_extensions import Buffer

from clarifai.rest.concept import _ConceptIds
from clarifai.rest.feedback import FeedbackInfo
from clarifai.rest.geo import Geo
from clarifai.rest.regions import Region
from clarifai.rest.status import ApiStatus
from clarifai.value import Value

ANNOTATIONS: Tuple[str, ...]

class _Reader(Protocol):
    def read(self) -> Buffer: ...

class _Holder(Protocol):
    def getvalue(self) -> Buffer: ...

_Readable = Union[_Reader, _Holder]
_Base64 = Union[str, Buffer]
_RawBytes = Union[Buffer, _Readable]

class Input(Value):
    input_id: Optional[str]
    concepts: Optional[_ConceptIds]
    not_concepts: Optional[_ConceptIds]
    metadata: Optional[Dict[str, Any]]
    geo: Optional[Geo]
    regions: Optional[Sequence[Region]]
    feedback_info: Optional[FeedbackInfo]
    score: float
    status: Optional[ApiStatus]
    data: Optional[Dict[str, Any]]
    def __init__(
        self,
        input_id: Optional[str] = None,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
        metadata: Optional[Dict[str, Any]] = None,
        geo: Optional[Geo] = None,
        regions: Optional[Sequence[Region]] = None,
        feedback_info: Optional[FeedbackInfo] = None,
    ) -> None: ...
    def dict(self) -> Dict[str, Any]: ...
    def sendable(self) -> Dict[str, Any]: ...
    def is_more_than_an_id(self) -> bool: ...

class _Media(Input):
    url: Optional[str]
    filename: None
    file_obj: Optional[_Readable]
    @property
    def base64(self) -> Optional[_Base64]: ...
    @base64.setter
    def base64(self, value: Optional[_Base64]) -> None: ...
    def has_content(self) -> bool: ...
    def is_emptied(self) -> bool: ...

class Image(_Media):
    crop: None
    allow_dup_url: bool
    def __init__(
        self,
        url: Optional[str] = None,
        file_obj: Optional[_Readable] = None,
        base64: Optional[_Base64] = None,
        filename: Optional[str] = None,
        crop: None = None,
        image_id: Optional[str] = None,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
        regions: Optional[Sequence[Region]] = None,
        metadata: Optional[Dict[str, Any]] = None,
        geo: Optional[Geo] = None,
        allow_dup_url: bool = False,
        feedback_info: Optional[FeedbackInfo] = None,
    ) -> None: ...

class Video(_Media):
    def __init__(
        self,
        url: Optional[str] = None,
        file_obj: Optional[_Readable] = None,
        base64: Optional[_Base64] = None,
        filename: Optional[str] = None,
        video_id: Optional[str] = None,
    ) -> None: ...

_ImageOrVideo = Union[Image, Video]

# For calls that need a list (a tuple is refused), whichever of the two it holds.
_M = TypeVar("_M", bound=_Media)

def refuse_crop(crop: None) -> None: ...
def media_of(
    url: Optional[str] = None,
    raw_bytes: Optional[_RawBytes] = None,
    base64: Optional[_Base64] = None,
    filename: Optional[str] = None,
    is_video: bool = False,
) -> _ImageOrVideo: ...
def input_from_json(item: Dict[str, Any], score: float = 0) -> _ImageOrVideo: ...
