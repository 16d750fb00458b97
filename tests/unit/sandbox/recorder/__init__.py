"""Tests of ``clarifai.sandbox.recorder``."""
