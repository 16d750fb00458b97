from typing import Dict

from clarifai.rest.api_client import ApiClient
from clarifai.rest.model import Model

PUBLIC_MODEL_IDS: Dict[str, str]

class PublicModels:
    apparel_model: Model
    celebrity_model: Model
    color_model: Model
    demographics_model: Model
    face_detection_model: Model
    face_embedding_model: Model
    focus_model: Model
    food_model: Model
    general_embedding_model: Model
    general_model: Model
    landscape_quality_model: Model
    logo_model: Model
    moderation_model: Model
    nsfw_model: Model
    portrait_quality_model: Model
    textures_and_patterns_model: Model
    travel_model: Model
    wedding_model: Model
    def __init__(self, api: ApiClient) -> None: ...
