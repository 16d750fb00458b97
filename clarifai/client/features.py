"""What a loader gives for an input of a dataset, by the task that the dataset is for."""
from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional, Union

Label = Union[str, int]


@dataclass
class TextFeatures:
    """A text with labels.

    Args:
        text: the text.
        labels: the names of its concepts.
        id: what becomes the id of the input, behind that of the dataset; else one is made.
        metadata: whatever else is known of it.
        label_ids: the ids of the concepts, one for each label; else made of the labels.
    """

    text: str
    labels: Union[Label, List[Label], None] = None
    id: Union[str, int, None] = None
    metadata: Optional[dict[str, object]] = None
    label_ids: Optional[List[str]] = None


@dataclass
class VisualClassificationFeatures:
    """A picture with labels, or with a caption as its label.

    Args:
        image_path: the file; it is read while it is sent.
        labels: the names of its concepts.
        geo_info: longitude and latitude.
        id, metadata, label_ids: as of `TextFeatures`; the name of the file is the metadata unless
            some are given.
        image_bytes: the content, in place of the file's.
    """

    image_path: str
    labels: Union[Label, List[Label]]
    geo_info: Optional[List[float]] = None
    id: Union[str, int, None] = None
    metadata: Optional[dict[str, object]] = None
    image_bytes: Optional[bytes] = None
    label_ids: Optional[List[str]] = None


@dataclass
class VisualDetectionFeatures:
    """A picture with boxes, each of which has a label; see `VisualClassificationFeatures`.

    Args:
        bboxes: the boxes, [xmin, ymin, xmax, ymax] as parts of the whole.
    """

    image_path: str
    labels: List[Label]
    bboxes: List[List[float]]
    geo_info: Optional[List[float]] = None
    id: Union[str, int, None] = None
    metadata: Optional[dict[str, object]] = None
    image_bytes: Optional[bytes] = None
    label_ids: Optional[List[str]] = None


@dataclass
class VisualSegmentationFeatures:
    """A picture with polygons, each of which has a label; see `VisualClassificationFeatures`.

    Args:
        polygons: the polygons, each a list of points [x, y] as parts of the whole.
    """

    image_path: str
    labels: List[Label]
    polygons: List[List[List[float]]]
    geo_info: Optional[List[float]] = None
    id: Union[str, int, None] = None
    metadata: Optional[dict[str, object]] = None
    image_bytes: Optional[bytes] = None
    label_ids: Optional[List[str]] = None


@dataclass
class MultiModalFeatures:
    """A text with a picture; see `TextFeatures`.

    Args:
        image_bytes: the content of the picture.
    """

    text: str
    image_bytes: bytes
    labels: Optional[List[Label]] = None
    id: Union[str, int, None] = None
    metadata: Optional[dict[str, object]] = None
    label_ids: Optional[List[str]] = None


Features = Union[TextFeatures, VisualClassificationFeatures, VisualDetectionFeatures,
                 VisualSegmentationFeatures, MultiModalFeatures]
