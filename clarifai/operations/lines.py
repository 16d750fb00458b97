"""Tables that are texts with a line for each name: the name, a space, and JSON."""
from __future__ import absolute_import


def line_of(text, name):
    """The JSON of a name, as text; found without cutting up the table.

    Args:
        text (str): the table.
        name (str): what to look for.

    Returns:
        str: None when there is no such line.
    """
    beginning = name + ' '
    at = 0 if text.startswith(beginning) else text.find('\n' + beginning) + 1
    if not text.startswith(beginning, at) or '\n' in name:
        return None
    return text[at + len(beginning):text.index('\n', at)]


def names_of(text):
    """The names in a table, in order."""
    return sorted(line.split(' ', 1)[0] for line in text.splitlines())
