"""Tests of ``clarifai.sandbox.jobs``."""
