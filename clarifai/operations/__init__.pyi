from clarifai.operations.platform import Platform as Platform

__all__ = ['Platform']
