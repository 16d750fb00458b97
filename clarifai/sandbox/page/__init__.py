"""The web page at ``/``: what the sandbox keeps, for a person to look at.

It reads through the store and changes nothing. ``routes`` says which view serves which path;
``inputs``, ``models``, ``searches``, ``predictions``, ``apps`` and ``requests`` hold the views,
which read and hand over to a template; ``guarding`` says who may look. Nothing of the API depends
on it.
"""
