"""Tests of ``clarifai.sandbox.faults``."""
