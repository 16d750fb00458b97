"""The solutions of 2.4.0 to 2.6.2: moderation, on a host of its own that is gone."""
from __future__ import absolute_import
