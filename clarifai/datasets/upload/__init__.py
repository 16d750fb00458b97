"""What today's SDK has here to upload datasets."""
from __future__ import absolute_import

from clarifai import client

client.check_python(__name__)
