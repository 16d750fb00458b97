"""What loaders give for an input."""
from clarifai.client.features import (
    MultiModalFeatures, TextFeatures, VisualClassificationFeatures, VisualDetectionFeatures,
    VisualSegmentationFeatures)

__all__ = ['MultiModalFeatures', 'TextFeatures', 'VisualClassificationFeatures',
           'VisualDetectionFeatures', 'VisualSegmentationFeatures']
