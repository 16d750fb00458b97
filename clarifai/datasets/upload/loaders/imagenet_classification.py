"""The loader of pictures of ImageNet."""
from clarifai.client.loaders import ImageNetDataLoader

__all__ = ['ImageNetDataLoader']
