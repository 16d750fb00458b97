"""The error of a command line that is wrong in itself."""
from __future__ import absolute_import

from clarifai.errors import UserError


class WrongUse(UserError):
    """A command line that cannot be carried out as it is, whatever files and server hold."""
