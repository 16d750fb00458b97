"""Tests of ``clarifai.sandbox.web``."""
