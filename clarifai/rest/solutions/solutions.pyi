from typing import Optional

from clarifai.rest.api_client import ApiClient
from clarifai.rest.solutions.moderation import ModerationSolution

class Solutions:
    moderation: ModerationSolution
    def __init__(
        self, api_key: Optional[str] = None, api: Optional[ApiClient] = None
    ) -> None: ...
