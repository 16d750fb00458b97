"""Tests of ``clarifai.sandbox.access``."""
