"""Which profile of the config file counts while a command runs."""
from __future__ import absolute_import

import contextlib
import os

from clarifai import credentials
from clarifai.config_file import ConfigFile

# What a profile says, and what the environment may say beside it.
NAMES = (credentials.API_KEY, credentials.PAT, credentials.SESSION_TOKEN, credentials.USER_ID,
         credentials.APP_ID, credentials.APP_SECRET, credentials.API_BASE, credentials.DIALECT)


@contextlib.contextmanager
def chosen(profile):
    """Let a profile count, and nothing that the environment says of another account.

    Args:
        profile (str): that of ``--profile``; None to change nothing.
    """
    changes = {credentials.PROFILE: profile}
    changes.update((name, None) for name in NAMES)
    with _environment(changes if profile else {}):
        yield


@contextlib.contextmanager
def none_chosen():
    """Let no profile count, for whoever knows all that one will say."""
    with _environment({credentials.PROFILE: None}):
        yield


def names():
    """The profiles of the config file, ``clarifai`` for what stands in no other."""
    return ConfigFile().profiles


@contextlib.contextmanager
def _environment(changes):
    before = dict((name, os.environ.get(name)) for name in changes)
    _set(changes)
    try:
        yield
    finally:
        _set(before)


def _set(values):
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
