"""The logger of today's SDK, which is the package's."""
from __future__ import annotations

import logging

from clarifai.logs import logger

__all__ = ['get_logger', 'logger']


def get_logger(logger_level: int | str = logging.NOTSET, name: str = 'clarifai') -> logging.Logger:
    """A logger with a level.

    Args:
        logger_level (int or str): a level of `logging`.
        name (str): its name.
    """
    found = logging.getLogger(name)
    found.setLevel(logger_level)
    return found
