from typing import Any, Dict, Optional

from clarifai.rest.model import Model
from clarifai.rest.solutions.solutions import Solutions

class ModelSolutionsModeration:
    solutions: Optional[Solutions]
    model: Model
    def __init__(self, solutions: Optional[Solutions], model: Model) -> None: ...
    def predict_by_url(self, url: str) -> Dict[str, Any]: ...

class ModelSolutions:
    moderation: ModelSolutionsModeration
    def __init__(self, solutions: Optional[Solutions], model: Model) -> None: ...
