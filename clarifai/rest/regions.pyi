from typing import Any, Dict, Optional, Sequence, Union

from clarifai.rest.concept import Concept
from clarifai.rest.faces import Face
from clarifai.rest.feedback import FeedbackType
from clarifai.rest.value import Value

class BoundingBox(Value):
    top_row: float
    left_col: float
    bottom_row: float
    right_col: float
    def __init__(
        self, top_row: float, left_col: float, bottom_row: float, right_col: float
    ) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

class RegionInfo(Value):
    bbox: Optional[BoundingBox]
    feedback_type: Optional[str]
    def __init__(
        self,
        bbox: Optional[BoundingBox] = None,
        feedback_type: Union[FeedbackType, str, None] = None,
    ) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

class Region(Value):
    region_info: Optional[RegionInfo]
    concepts: Optional[Sequence[Concept]]
    region_id: Optional[str]
    face: Optional[Face]
    def __init__(
        self,
        region_info: Optional[RegionInfo] = None,
        concepts: Optional[Sequence[Concept]] = None,
        region_id: Optional[str] = None,
        face: Optional[Face] = None,
    ) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

def region_from_json(item: Dict[str, Any]) -> Region: ...
