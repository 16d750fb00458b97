"""``python -m clarifai`` is the ``clarifai`` command."""
from __future__ import absolute_import

import sys

from clarifai.cli.main import main

if __name__ == '__main__':
    sys.exit(main())
