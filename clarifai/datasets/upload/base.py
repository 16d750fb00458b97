"""The base of loaders of datasets."""
from clarifai.client.data_loader import ClarifaiDataLoader

__all__ = ['ClarifaiDataLoader']
