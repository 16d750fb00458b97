from enum import Enum
from typing import Any, Dict, Optional

from clarifai.value import Value

class FeedbackType(Enum):
    accurate = 1
    misplaced = 2
    not_detected = 3
    false_positive = 4

class FeedbackInfo(Value):
    end_user_id: Optional[str]
    session_id: Optional[str]
    event_type: Optional[str]
    output_id: Optional[str]
    search_id: Optional[str]
    def __init__(
        self,
        end_user_id: Optional[str] = None,
        session_id: Optional[str] = None,
        event_type: Optional[str] = None,
        output_id: Optional[str] = None,
        search_id: Optional[str] = None,
    ) -> None: ...
    def dict(self) -> Dict[str, Any]: ...
