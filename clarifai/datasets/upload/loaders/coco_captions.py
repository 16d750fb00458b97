"""The loader of captions of COCO."""
from clarifai.client.loaders import COCOCaptionsDataLoader

__all__ = ['COCOCaptionsDataLoader']
