from typing import Any, Dict, Optional, Sequence, Union

from clarifai.value import Value

class Concept(Value):
    concept_name: Optional[str]
    concept_id: Optional[str]
    app_id: Optional[str]
    created_at: Optional[str]
    updated_at: Optional[str]
    value: Optional[float]
    def __init__(
        self,
        concept_name: Optional[str] = None,
        concept_id: Optional[str] = None,
        app_id: Optional[str] = None,
        created_at: Optional[str] = None,
        value: Optional[float] = None,
        updated_at: Optional[str] = None,
    ) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

# What stands for concepts wherever a call takes them: their ids, or Concept objects.
_ConceptIds = Sequence[Union[str, Concept]]

def concept_from_json(item: Optional[Dict[str, Any]], with_value: bool = False) -> Concept: ...
def check_concepts(concepts: Optional[Sequence[Concept]], argument: str) -> None: ...
def concept_id_of(concept: Union[str, Concept], argument: str) -> str: ...
