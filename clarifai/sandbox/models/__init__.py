"""The public models, what they and custom ones answer, and the graphs of workflows."""
from __future__ import absolute_import
