"""Requests unpacked, rules called, answers packed: one small module for each resource.

A handler takes a `Call` and returns the answer's JSON (a dict), or an `Answer` when there is more
to say than "Ok". Handlers keep nothing themselves.
"""
