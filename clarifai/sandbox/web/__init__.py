"""HTTP: the server, the application, which handler serves which path, and answers as JSON."""
from __future__ import absolute_import
