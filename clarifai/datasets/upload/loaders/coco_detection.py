"""The loader of boxes of COCO."""
from clarifai.client.loaders import COCODetectionDataLoader

__all__ = ['COCODetectionDataLoader']
