"""Tests of ``clarifai.sandbox.media``."""
