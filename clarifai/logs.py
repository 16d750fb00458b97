"""The package's logger: silent unless the program, or `quiet` and `log_level`, say otherwise."""
from __future__ import absolute_import

import logging

logger = logging.getLogger('clarifai')
logger.addHandler(logging.NullHandler())


def show(quiet, log_level):
    """Log to the error output, as 2.x did, when a client asks for it.

    Args:
        quiet (bool): False for INFO and above.
        log_level (int or None): a level in its place.
    """
    if log_level is None and quiet:
        return
    logger.setLevel(logging.INFO if log_level is None else log_level)
    if all(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter('%(asctime)s %(levelname)s %(name)s: %(message)s'))
        logger.addHandler(handler)
