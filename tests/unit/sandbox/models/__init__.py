"""Tests of ``clarifai.sandbox.models``."""
