from typing import Any, Iterator, NamedTuple, Optional, Pattern, Tuple

from clarifai.errors import UserError

API_KEY: str
API_BASE: str
PAT: str
SESSION_TOKEN: str
USER_ID: str
APP_ID: str
APP_SECRET: str
DIALECT: str
PROFILE: str
DEFAULT_BASE: str
ARGUMENT: str
ENVIRONMENT: str
BASE_URL: Pattern[str]

class Setting(NamedTuple):
    value: Optional[str]
    source: str

ABSENT: Setting

class Sources:
    def __init__(self, path: Optional[str] = None, may_be_new: bool = False) -> None: ...
    @property
    def file(self) -> Any: ...
    @property
    def trouble(self) -> Optional[str]: ...
    def all(self, name: str, argument: Optional[str] = None) -> Iterator[Setting]: ...
    def first(self, name: str, argument: Optional[str] = None) -> Setting: ...

def is_loopback(url: str) -> bool: ...
def find_api_key(
    argument: Optional[str] = None, sources: Optional[Sources] = None
) -> Setting: ...
def find_pat(argument: Optional[str] = None, sources: Optional[Sources] = None) -> Setting: ...
def find_session_token(
    argument: Optional[str] = None, sources: Optional[Sources] = None
) -> Setting: ...
def find_pat_or_token(
    pat: Optional[str] = None,
    token: Optional[str] = None,
    sources: Optional[Sources] = None,
) -> Tuple[Setting, Setting]: ...
def find_user_id(
    argument: Optional[str] = None, sources: Optional[Sources] = None
) -> Setting: ...
def find_app_id(
    argument: Optional[str] = None,
    app_secret: Optional[str] = None,
    sources: Optional[Sources] = None,
) -> Setting: ...
def find_dialect(
    argument: Optional[str] = None, sources: Optional[Sources] = None
) -> Setting: ...
def find_base_url(
    argument: Optional[str] = None, sources: Optional[Sources] = None
) -> Setting: ...
def find_app_secret(
    argument: Optional[str] = None, sources: Optional[Sources] = None
) -> Setting: ...
def no_credentials(
    door: str = "ClarifaiApp",
    app_id: Optional[str] = None,
    app_secret: Optional[str] = None,
    sources: Optional[Sources] = None,
) -> UserError: ...
def warn_about(
    sources: Sources,
    key: Setting,
    token: Setting,
    app_id: Optional[str] = None,
    app_secret: Optional[str] = None,
) -> None: ...
def app_hint(sources: Optional[Sources] = None) -> str: ...
