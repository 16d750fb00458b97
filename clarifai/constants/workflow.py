"""Limits of predictions of workflows."""
from __future__ import annotations

MAX_WORKFLOW_PREDICT_INPUTS = 32
