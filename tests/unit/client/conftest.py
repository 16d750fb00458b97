"""Today's SDK is not even imported on the Pythons that it does not run on."""
from __future__ import absolute_import

import sys

collect_ignore_glob = [] if sys.version_info >= (3, 8) else ['*']
