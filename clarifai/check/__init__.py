"""What of the 2.x API a program uses, and what to do about each use: ``clarifai check``.

Programs are read as syntax trees and never run.
"""
from __future__ import absolute_import
