from typing import Any, Dict, List, Optional, Tuple, Union

import requests

from clarifai.advice import Advice
from clarifai.reasons import FailedItem
from clarifai.rest.api_client import ApiClient
from clarifai.versions import CLIENT_VERSION as CLIENT_VERSION
from clarifai.versions import OS_VER as OS_VER
from clarifai.versions import PYTHON_VERSION as PYTHON_VERSION

UNKNOWN: str
TOKEN_HEADER: str
ADVICE: Dict[int, str]
SERVER_ADVICE: str
UNREACHABLE_ADVICE: str
REDIRECT_ADVICE: str
NO_DETAILS: str
NOT_THE_API: str
NOT_THE_API_ADVICE: Dict[int, str]
NOT_THE_API_CHECK: str
NOT_THE_API_LATER: str

class ApiError(Exception):
    resource: str
    method: str
    params: Optional[Dict[str, Any]]
    response: Optional[requests.Response]
    answer: Optional[Dict[str, Any]]
    error_code: Union[int, str, None]
    error_desc: Optional[str]
    error_details: Optional[str]
    status_code: Optional[int]
    request_id: Optional[str]
    attempts: int
    uncertain: bool
    partial: Optional[Dict[str, Any]]
    positions: Optional[List[int]]
    advice: Optional[str]
    hint: Optional[Advice]
    cause: str
    items: Tuple[FailedItem, ...]
    first_position: int
    from_api: bool
    api: Optional[ApiClient]
    def __init__(
        self,
        resource: str,
        params: Optional[Dict[str, Any]],
        method: str,
        response: Optional[requests.Response] = None,
        api: Optional[ApiClient] = None,
        cause: str = "",
        attempts: int = 1,
        answer: Optional[Dict[str, Any]] = None,
    ) -> None: ...
    def place_items(self, first: int) -> None: ...

class ApiClientError(Exception): ...
class UserError(Exception): ...
class UserValueError(UserError, ValueError): ...
class UserTypeError(UserError, TypeError): ...

class UserTextError(UserError, UnicodeEncodeError):
    def __init__(self, message: str) -> None: ...

class UserFileError(UserError, IOError): ...
class UserFileNotFoundError(UserFileError, FileNotFoundError): ...
class UserIsADirectoryError(UserFileError, IsADirectoryError): ...
class UserNotADirectoryError(UserFileError, NotADirectoryError): ...
class UserPermissionError(UserFileError, PermissionError): ...
class TokenError(Exception): ...

def file_error(message: str, error: OSError, filename: object) -> UserFileError: ...
def without_secrets(response: Optional[requests.Response]) -> Optional[requests.Response]: ...
