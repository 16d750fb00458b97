"""The loader of pictures of xView."""
from clarifai.client.loaders import xviewDetectionDataLoader

__all__ = ['xviewDetectionDataLoader']
