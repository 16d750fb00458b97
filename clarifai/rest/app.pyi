from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple, Union

import requests

from clarifai.client.app import App
from clarifai.client.base import BaseClient
from clarifai.operations.platform import Platform
from clarifai.rest.api_client import ApiClient
from clarifai.rest.concepts import Concepts
from clarifai.rest.inputs import Inputs
from clarifai.rest.models import Models
from clarifai.rest.predicting import _Prediction
from clarifai.rest.public_models import PublicModels
from clarifai.rest.solutions.solutions import Solutions
from clarifai.rest.workflows import Workflows
from clarifai.retry import RetryPolicy

PLATFORM_SENTENCES: Dict[str, str]
DEFAULT_MAX_WAIT: int

def platform_words(advice: Any) -> str: ...

class ClarifaiApp:
    api: ApiClient
    auth: Auth
    solutions: Solutions
    public_models: PublicModels
    concepts: Concepts
    inputs: Inputs
    models: Models
    workflows: Workflows
    @property
    def platform(self) -> Platform: ...
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
        token: Optional[str] = None,
        max_answer: Optional[int] = None,
    ) -> None: ...
    def to_client(self) -> App: ...
    @classmethod
    def from_client(cls, app: BaseClient) -> ClarifaiApp: ...
    def with_options(
        self,
        timeout: Union[float, Sequence[Optional[float]], None] = None,
        retry: Optional[RetryPolicy] = None,
        max_answer: Optional[int] = None,
    ) -> ClarifaiApp: ...
    def __getstate__(self) -> Dict[str, Any]: ...
    def __setstate__(self, state: Dict[str, Any]) -> None: ...
    # A single text, which is a Sequence[str] too, is refused.
    def tag_urls(
        self,
        urls: Union[List[str], Tuple[str, ...]],
        model_name: Optional[str] = None,
        model_id: Optional[str] = ...,
        model: Optional[str] = None,
    ) -> _Prediction: ...
    def tag_files(
        self,
        files: Union[List[str], Tuple[str, ...]],
        model_name: Optional[str] = None,
        model_id: Optional[str] = ...,
        model: Optional[str] = None,
    ) -> _Prediction: ...
    def wait_until_inputs_delete_finish(self, max_wait: float = 666666) -> None: ...
    def wait_until_inputs_upload_finish(self, max_wait: float = 666666) -> None: ...
    def wait_for_specific_input_uploads_to_finish(
        self, ids: Iterable[str], max_wait: float = 120
    ) -> None: ...
    def wait_until_models_delete_finish(self, max_wait: float = 666666) -> None: ...
    def check_upgrade(self) -> None: ...

class Auth:
    api: ApiClient
    def __init__(self, api: ApiClient) -> None: ...
    def get_token(self) -> Dict[str, Any]: ...
