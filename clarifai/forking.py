"""Imports that happen while the program runs, and that no fork may cut in two.

A process that is forked while another thread imports a module waits for that module for ever: the
thread that holds its lock is not there any more.  So a fork waits until the import is over.  Python
2.7 does that by itself; 3.6 has no way to.
"""
from __future__ import absolute_import

# Before a fork the newest hook comes first. That of logging takes a lock that imports wait for, so
# it must be older than the one below: logging is imported first.
import logging  # noqa: F401
import os
import threading


class _Nothing(object):
    """A lock that nobody has to wait for."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


# ``with importing:`` stands around imports in functions that may be called in a thread.
if hasattr(os, 'register_at_fork'):
    importing = threading.RLock()
    os.register_at_fork(before=importing.acquire, after_in_parent=importing.release,
                        after_in_child=importing.release)
else:
    importing = _Nothing()
