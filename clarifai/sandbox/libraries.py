"""The libraries of the sandbox's extras, and what to say when one is missing."""
from __future__ import annotations

from typing import Optional

# {extra: the packages that are imported for it}
EXTRAS = {
    'sandbox': {'flask', 'werkzeug', 'numpy', 'PIL', 'skimage', 'sklearn', 'av', 'requests',
                'urllib3'},
    'grpc': {'grpc', 'clarifai_grpc', 'google'},
}
NEEDY = {'sandbox': 'The sandbox', 'grpc': "The sandbox's gRPC door"}


def missing(error: ImportError) -> Optional[str]:
    """Return a sentence about an ImportError, or None if it is about something else."""
    library = (error.name or '').split('.')[0]
    for extra, names in EXTRAS.items():
        if library in names:
            return ('%s needs libraries that are not installed (%s); install them with: '
                    'pip install "clarifai-rest[%s]"' % (NEEDY[extra], error.name, extra))
    return None
