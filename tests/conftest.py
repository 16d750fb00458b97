"""What holds for all tests."""
from __future__ import absolute_import

import logging
import signal

import pytest

# A shell starts what it puts in the background deaf to Ctrl-C, and so would be the programs that
# tests start and interrupt.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def log_as_it_was():
    """Takes back what a test has made of the package's logger, such as by ``quiet=False``."""
    logger = logging.getLogger('clarifai')
    level, handlers = logger.level, list(logger.handlers)
    yield
    logger.setLevel(level)
    logger.handlers[:] = handlers
