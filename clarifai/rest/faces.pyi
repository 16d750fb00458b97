from typing import Any, Dict, Optional, Sequence

from clarifai.rest.concept import Concept
from clarifai.rest.value import Value

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

def face_from_json(item: Optional[Dict[str, Any]]) -> Optional[Face]: ...
