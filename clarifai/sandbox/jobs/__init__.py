"""Work behind the answers: looking at inputs, training, evaluating, deleting."""
from __future__ import absolute_import
