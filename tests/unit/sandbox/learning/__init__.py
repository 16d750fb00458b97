"""Tests of ``clarifai.sandbox.learning``."""
