"""Tests of ``clarifai.sandbox.store``."""
