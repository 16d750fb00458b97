"""Version constants, at the import path that 2.x gave them."""
from __future__ import absolute_import

import sys

CLIENT_VERSION = '2.7.0'
OS_VER = sys.platform
PYTHON_VERSION = '%d.%d.%d' % sys.version_info[:3]

# What each request says of the client that sends it.
CLIENT_HEADERS = {
    'X-Clarifai-Client': 'python:%s' % CLIENT_VERSION,
    'Python-Client': '%s:%s' % (OS_VER, PYTHON_VERSION),
}
