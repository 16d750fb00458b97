"""The error of a command line that is wrong in itself."""
from __future__ import absolute_import

import contextlib

from clarifai.errors import UserError


class WrongUse(UserError):
    """A command line that cannot be carried out as it is, whatever files and server hold."""


@contextlib.contextmanager
def as_wrong_use(is_wrong=True):
    """Take what is wrong in a block for the fault of the command line.

    Args:
        is_wrong (bool): whether it is; False lets errors through as they are, as of what a file or
            the standard input holds.
    """
    try:
        yield
    except UserError as error:
        if not is_wrong or isinstance(error, WrongUse):
            raise
        raise WrongUse(str(error))
