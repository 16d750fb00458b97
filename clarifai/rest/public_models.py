"""Clarifai's public models, as attributes."""
from __future__ import absolute_import

from clarifai.rest.model import Model

# Where the ids of releases differ, the last ones (of the published reference).
PUBLIC_MODEL_IDS = {
    'apparel_model': 'e0be3b9d6a454f0493ac3a30784001ff',
    'celebrity_model': 'e466caa0619f444ab97497640cefc4dc',
    'color_model': 'eeed0b6733a644cea07cf4c60f87ebb7',
    'demographics_model': 'c0c0ac362b03416da06ab3fa36fb58e3',
    'face_detection_model': '53e1df302c079b3db8a0a36033ed2d15',
    'face_embedding_model': 'e15d0f873e66047e579f90cf82c9882z',
    'focus_model': 'c2cf7cecd8a6427da375b9f35fcd2381',
    'food_model': 'bd367be194cf45149e75f01d59f77ba7',
    'general_embedding_model': 'bbb5f41425b8468d9b7a554ff10f8581',
    'general_model': 'aaa03c23b3724a16a56b629203edc62c',
    'landscape_quality_model': 'bec14810deb94c40a05f1f0eb3c91403',
    'logo_model': 'c443119bf2ed4da98487520d01a0b1e3',
    'moderation_model': 'd16f390eb32cad478c7ae150069bd2c6',
    'nsfw_model': 'e9576d86d2004ed1a38ba0cf39ecb4b1',
    'portrait_quality_model': 'de9bd05cfdbf4534af151beb2a5d0953',
    'textures_and_patterns_model': 'fbefb47f9fdb410e8ce14f24f54b47ff',
    'travel_model': 'eee28c313d69466f836ab83287a54ed9',
    'wedding_model': 'c386b7a870114f4a87477c0824499348',
}


class PublicModels(object):
    """Clarifai's public models; `ClarifaiApp.public_models` is one of these.

    Each is a `Model`: ``app.public_models.general_model.predict_by_url(url)``.

    Args:
        api (ApiClient): the app's client.
    """

    def __init__(self, api):
        for name, model_id in PUBLIC_MODEL_IDS.items():
            setattr(self, name, Model(api, model_id=model_id))
