"""The latest requests and answers, kept for tests, with keys and pictures masked."""
from __future__ import absolute_import
