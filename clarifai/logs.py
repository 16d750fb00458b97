"""The package's logger: silent unless the program, or `quiet` and `log_level`, say otherwise."""
from __future__ import absolute_import

import logging

from clarifai.errors import UserError
from clarifai.redact import shown_setting

logger = logging.getLogger('clarifai')
logger.addHandler(logging.NullHandler())


def show(quiet, log_level):
    """Log to the error output, as 2.x did, when a client asks for it.

    Args:
        quiet (bool): False for INFO and above.
        log_level (int or None): a level in its place.

    Raises:
        UserError: `log_level` is no level.
    """
    if log_level is None and quiet:
        return
    try:
        logger.setLevel(logging.INFO if log_level is None else log_level)
    except (TypeError, ValueError):
        level = shown_setting(log_level)
    else:
        level = None
    if level:  # raised here, so that no traceback shows the error of logging, which quotes it
        raise UserError('log_level must be a level such as logging.DEBUG, not %s' % level)
    if all(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter('%(asctime)s %(levelname)s %(name)s: %(message)s'))
        logger.addHandler(handler)
