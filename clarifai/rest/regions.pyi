from typing import Any, Dict, Optional, Sequence, Tuple, Union

from clarifai.rest.concept import Concept
from clarifai.rest.feedback import FeedbackType
from clarifai.value import Value

EDGES: Tuple[str, ...]

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

class _FaceConcepts(Value):
    concepts: Optional[Sequence[Concept]]
    def __init__(self, concepts: Optional[Sequence[Concept]]) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

class FaceIdentity(_FaceConcepts): ...
class FaceAgeAppearance(_FaceConcepts): ...
class FaceGenderAppearance(_FaceConcepts): ...
class FaceMulticulturalAppearance(_FaceConcepts): ...

class Face(Value):
    identity: Optional[FaceIdentity]
    age_appearance: Optional[FaceAgeAppearance]
    gender_appearance: Optional[FaceGenderAppearance]
    multicultural_appearance: Optional[FaceMulticulturalAppearance]
    def __init__(
        self,
        identity: Optional[FaceIdentity] = None,
        age_appearance: Optional[FaceAgeAppearance] = None,
        gender_appearance: Optional[FaceGenderAppearance] = None,
        multicultural_appearance: Optional[FaceMulticulturalAppearance] = None,
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
def face_from_json(item: Optional[Dict[str, Any]]) -> Optional[Face]: ...
