"""The loader that is in a folder."""
from clarifai.client.data_loader import load_module_dataloader

__all__ = ['load_module_dataloader']
