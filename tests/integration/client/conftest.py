"""Tests of today's SDK against the sandbox, not even imported on Pythons without it."""
from __future__ import absolute_import

import sys

collect_ignore_glob = [] if sys.version_info >= (3, 8) else ['*']
