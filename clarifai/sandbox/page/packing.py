"""The client and what it needs, as one file that Python in a page can unpack.

It is made of what is installed beside the sandbox, which imports nothing of it.
"""
from __future__ import annotations

import functools
import importlib.util
import io
import os
import zipfile
from collections.abc import Iterator

PACKAGES = ('clarifai', 'requests', 'urllib3', 'six', 'certifi', 'idna', 'charset_normalizer')
SUFFIXES = ('.py', '.json', '.pem')
# Parts that no program in a page imports.
LEFT_OUT = ('clarifai/sandbox', 'clarifai/check', 'clarifai/cli')


@functools.lru_cache(maxsize=1)
def packed() -> bytes:
    """Return the packages as a zip file, the same each time.

    Raises:
        ImportError: one of them is not installed.
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w', zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for package in PACKAGES:
            for path, name in _files(package):
                with open(path, 'rb') as opened:
                    archive.writestr(zipfile.ZipInfo(name), opened.read(), zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _files(package: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each file of a package, and its name in the archive."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise ImportError(f'{package} is not installed', name=package)
    folder, file = os.path.split(found.origin)
    if file != '__init__.py':
        yield found.origin, file
        return
    for below, folders, files in os.walk(folder):
        place = '/'.join([package] + os.path.relpath(below, folder).split(os.sep)).rstrip('/.')
        folders[:] = sorted(name for name in folders
                            if name != '__pycache__' and f'{place}/{name}' not in LEFT_OUT)
        for name in sorted(files):
            if name.endswith(SUFFIXES):
                yield os.path.join(below, name), f'{place}/{name}'
