"""Limits of predictions and exports of models."""
from __future__ import annotations

from clarifai.paging import BATCH

MAX_MODEL_PREDICT_INPUTS = BATCH
MODEL_EXPORT_TIMEOUT = 1800  # seconds
