"""Limits of uploads."""
from __future__ import annotations

from clarifai.paging import BATCH

MAX_UPLOAD_BATCH_SIZE = BATCH
