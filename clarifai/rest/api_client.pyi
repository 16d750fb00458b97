from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

import requests

from clarifai.rest.input_calls import InputCalls
from clarifai.rest.model_calls import ModelCalls
from clarifai.rest.old_calls import OldCalls
from clarifai.rest.todays_calls import TodaysCalls
from clarifai.retry import RetryPolicy

class ApiClient(InputCalls, ModelCalls, TodaysCalls, OldCalls):
    patch_actions: List[str]
    concepts_patch_actions: List[str]
    app_id: str
    app_secret: str
    api_key: Optional[str]
    pat: Optional[str]
    token: None
    scheme: str
    base_url: str
    basev2: str
    headers: Dict[str, str]
    timeout: Optional[Tuple[Optional[float], Optional[float]]]
    retry: Optional[RetryPolicy]
    pickle_secrets: bool
    def __init__(
        self,
        app_id: Optional[str] = None,
        app_secret: Optional[str] = None,
        base_url: Optional[str] = None,
        api_key: Optional[str] = None,
        quiet: bool = True,
        log_level: Optional[int] = None,
        pat: Optional[str] = None,
        user_id: Optional[str] = None,
        dialect: Optional[str] = None,
        timeout: Union[float, Sequence[Optional[float]], None] = None,
        retry: Optional[RetryPolicy] = None,
        session: Optional[requests.Session] = None,
    ) -> None: ...
    def with_options(
        self,
        timeout: Union[float, Sequence[Optional[float]], None] = None,
        retry: Optional[RetryPolicy] = None,
    ) -> ApiClient: ...
    def __copy__(self) -> ApiClient: ...
    def __deepcopy__(self, memo: Dict[int, Any]) -> ApiClient: ...
    def __getstate__(self) -> Dict[str, Any]: ...
    def __setstate__(self, state: Dict[str, Any]) -> None: ...
    @property
    def session(self) -> requests.Session: ...
    @session.setter
    def session(self, session: requests.Session) -> None: ...
