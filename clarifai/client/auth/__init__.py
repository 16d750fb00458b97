"""Credentials of today's SDK, and every operation by its own name."""
from __future__ import annotations

from clarifai.client.auth.helper import ClarifaiAuthHelper

__all__ = ['ClarifaiAuthHelper']
