from typing import Any, Dict, Optional

from clarifai.value import Value

class ApiStatus(Value):
    code: Optional[int]
    description: Optional[str]
    def __init__(self, item: Optional[Dict[str, Any]]) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

class ApiResponse(Value):
    status: Optional[ApiStatus]
    def __init__(self) -> None: ...

class InputCounts(Value):
    processed: int
    to_process: int
    errors: int
    processing: int
    def __init__(self, item: Optional[Dict[str, Any]]) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

class pagination(Value):
    page: int
    per_page: int
    def __init__(self, page: int = 1, per_page: int = 20) -> None: ...
    def dict(self) -> Dict[str, Any]: ...
