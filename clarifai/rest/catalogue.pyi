from typing import Dict, FrozenSet, List, NamedTuple, Optional, Pattern, Tuple

RETIRED: str
DECOMMISSIONED: str
GONE: Dict[str, str]
GONE_BY_ID: str
MISPRINTS: Dict[str, str]
VERSIONED: str

class PublicModel(NamedTuple):
    key: str
    ids: Tuple[str, ...]
    names: Tuple[str, ...]
    type: str
    today_id: Optional[str]
    model_type_id: Optional[str]
    status: str

def find(id_or_name: Optional[str], model_type: Optional[str] = None) -> Optional[PublicModel]: ...
def find_by_id(model_id: Optional[str]) -> Optional[PublicModel]: ...
def decommissioned_ids() -> FrozenSet[str]: ...
def all_models() -> List[PublicModel]: ...
def farewell(model_id: str) -> Optional[str]: ...
