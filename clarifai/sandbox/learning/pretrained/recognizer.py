"""Running the models: a picture in, features and probabilities out."""
from __future__ import annotations

import io
import threading
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from clarifai.sandbox.learning.pictures import Picture
from clarifai.sandbox.learning.pretrained import network, onnx_format, packages, weights

CROP = 224 / 256  # of the shorter side, as the network was tested
MEAN, DEVIATION = 127.0, 128.0
# As Yahoo's model was tested.
NSFW_SIDE, NSFW_CROP = 256, 224
NSFW_MEANS = np.array([104, 117, 123], np.float32)  # of blue, green and red


class Look(NamedTuple):
    """What the network says about a picture.

    Attributes:
        features: float32, `network.FEATURES` numbers.
        probabilities: float32, `network.CLASSES` numbers that sum to 1.
    """

    features: np.ndarray
    probabilities: np.ndarray


class Recognizer:
    """The two models, each loaded when it is first asked. May be used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[str, Any] = {}

    def look(self, picture: Picture) -> Look:
        """Return what EfficientNet-Lite0 says about a picture; it is asked once for each.

        Raises:
            packages.RecognitionUnavailable: the model cannot be loaded.
        """
        if picture.look is None:
            features, logits = self._session('lite0', _lite0).run(
                [network.FEATURES_NAME, network.LOGITS], {network.PIXELS: _pixels(picture)})
            picture.look = Look(features[0], _softmax(logits[0]))
        return picture.look

    def nsfw(self, picture: Picture) -> float:
        """Return how likely a picture is not safe for work, 0 to 1, as Yahoo's model sees it.

        Raises:
            packages.RecognitionUnavailable: the model cannot be loaded.
        """
        session = self._session('nsfw', packages.NSFW.read)
        [scores] = session.run(None, {session.get_inputs()[0].name: nsfw_pixels(picture)})
        return float(scores[0][1])

    def _session(self, name: str, content: Any) -> Any:
        with self._lock:
            if name not in self._sessions:
                self._sessions[name] = _session(content())
            return self._sessions[name]


def _lite0() -> bytes:
    """Return EfficientNet-Lite0 as ONNX."""
    graph = network.build(weights.read(packages.LITE0.read()))
    return onnx_format.model(
        graph, {network.PIXELS: ['n', 3, network.SIDE, network.SIDE]},
        {network.FEATURES_NAME: ['n', network.FEATURES], network.LOGITS: ['n', network.CLASSES]})


def _session(content: bytes) -> Any:
    session, session_options = packages.runtime()
    options = session_options()
    # Several threads and processes look at pictures side by side; each keeps to one processor.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return session(content, options, providers=['CPUExecutionProvider'])


def _pixels(picture: Picture) -> np.ndarray:
    """Return the middle of a picture as the network takes it."""
    image = picture.detail()
    side = max(1, int(CROP * min(image.size)))
    left, top = (image.width - side) // 2, (image.height - side) // 2
    scaled = image.resize((network.SIDE, network.SIDE), Image.Resampling.BICUBIC,
                          (left, top, left + side, top + side), reducing_gap=3.0)
    normal = (np.asarray(scaled, np.float32) - MEAN) / DEVIATION
    return np.ascontiguousarray(normal.transpose(2, 0, 1)[None])


def nsfw_pixels(picture: Picture) -> np.ndarray:
    """Return a picture as Yahoo's model takes it: the middle, squashed, blue before red.

    The package that carries the model does the same. Its code is not run, as only the model is
    checked. The model was trained with JPEG files, and what JPEG loses belongs to what it knows.
    """
    scaled = Image.fromarray(picture.rgb).resize((NSFW_SIDE, NSFW_SIDE), Image.Resampling.BILINEAR)
    file = io.BytesIO()
    scaled.save(file, 'JPEG')
    edge = (NSFW_SIDE - NSFW_CROP) // 2
    pixels = np.asarray(Image.open(file), np.float32)[edge:-edge, edge:-edge, ::-1] - NSFW_MEANS
    return np.ascontiguousarray(pixels[None])


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()
