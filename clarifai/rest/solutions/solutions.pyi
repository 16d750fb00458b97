from typing import Optional

from clarifai.rest.solutions.moderation import ModerationSolution

class Solutions:
    moderation: ModerationSolution
    def __init__(self, api_key: Optional[str] = None) -> None: ...
