from typing import NamedTuple, Optional, Tuple

from clarifai.errors import ApiError

WRONG_PAT: str
WRONG_APP: str
NOT_PUBLIC: str
NOT_OPEN: str

_Fields = NamedTuple(
    "_Fields",
    [
        ("prefix", str),
        ("credential", str),
        ("user_id", Optional[str]),
        ("app_id", Optional[str]),
        ("is_own", bool),
    ],
)

class Scope(_Fields):
    def __new__(
        cls,
        prefix: str,
        credential: str,
        user_id: Optional[str] = None,
        app_id: Optional[str] = None,
        is_own: bool = True,
    ) -> Scope: ...
    def advice(self, error: ApiError) -> Optional[str]: ...

OWN_NEEDS_APP: str

class Scopes:
    def __init__(
        self,
        api_key: Optional[str] = None,
        pat: Optional[str] = None,
        user_id: Optional[str] = None,
        app_id: Optional[str] = None,
    ) -> None: ...
    def own(self) -> Scope: ...
    def public(self) -> Scope: ...
    def of_app(self, user_id: str, app_id: str) -> Scope: ...
    def has_public(self) -> bool: ...
    def of_model(self, model_id: str) -> Tuple[Scope, str, Optional[str]]: ...
