"""The version constants."""
from __future__ import absolute_import

import re
import sys

import clarifai
from clarifai import versions


def test_the_names_of_2x_tell_client_platform_and_python():
    assert re.match(r'2\.\d+\.\d+$', versions.CLIENT_VERSION)
    assert versions.OS_VER == sys.platform
    assert versions.PYTHON_VERSION == '.'.join(str(part) for part in sys.version_info[:3])


def test_the_package_says_its_version():
    assert clarifai.__version__ == versions.CLIENT_VERSION
