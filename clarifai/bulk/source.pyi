from typing import IO, Any, Dict, Optional, Tuple, Union

from clarifai.rest.concept import _ConceptIds
from clarifai.rest.media import Image, Video
from clarifai.value import Value

VIDEO_ENDINGS: Tuple[str, ...]
KEY_LENGTH: int
PIECE: int

_Media = Union[Image, Video]
# Any, because a path may be an object of any class with __fspath__, and a file one with read.
_Content = Union[str, bytes, bytearray, memoryview, IO[bytes], _Media, Any]
_Given = Union[_Content, Source]

class Source(Value):
    content: Any
    kind: str
    input_id: Optional[str]
    concepts: Optional[_ConceptIds]
    not_concepts: Optional[_ConceptIds]
    metadata: Optional[Dict[str, Any]]
    is_video: Optional[bool]
    origin: Optional[str]
    def __init__(
        self,
        content: _Content,
        input_id: Optional[str] = None,
        concepts: Optional[_ConceptIds] = None,
        not_concepts: Optional[_ConceptIds] = None,
        metadata: Optional[Dict[str, Any]] = None,
        is_video: Optional[bool] = None,
        origin: Optional[str] = None,
    ) -> None: ...
    def loaded(self) -> Source: ...
    def size(self) -> int: ...
    def key(self) -> str: ...
    def content_id(self) -> str: ...
    def media(self) -> _Media: ...
    def name(self) -> str: ...
    def label(self) -> str: ...

def source_of(thing: _Given) -> Source: ...
