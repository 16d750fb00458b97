"""Rewrites ``clarifai==2.x`` to ``clarifai-rest`` where a line can be changed without harm."""
from __future__ import absolute_import

import re

from clarifai.check.requirements import generation, INSTALLS

SUCCESSOR = 'clarifai-rest'
# What a requirement has beside its name and versions that belongs to the old package.
HASHES = re.compile(r'--hash\b|--require-hashes')
ENTRY = re.compile(r'^(["\']?)clarifai\1\s*=\s*(["\'])[^"\']*\2\s*(#.*)?$', re.IGNORECASE)
# pip-compile's word for a requirement that another one brought, alone.
VIA_CLARIFAI = re.compile(r'\s*#\s*via\s+clarifai\s*$', re.IGNORECASE)


def edits_of(kind, text, requirements):
    """What can be rewritten in a file of requirements.

    A file with hashes is left alone, since they are those of the old package; so is one that has
    clarifai-rest already.

    Args:
        kind (str): of the file, see `clarifai.check.requirements.read`.
        text (str): of the file.
        requirements (list of Requirement): what is stated there.

    Returns:
        list of tuple: start and end, each a line and a character in it, from 0; and the new text.
    """
    lines = text.splitlines()
    stated = [line.partition('#')[0] for line in lines]
    if any(HASHES.search(line) or re.search(r'(?i)\bclarifai-rest\b', line) for line in stated):
        return []
    replaced = [edit for one in requirements
                if one.name == 'clarifai' and generation(one.versions) == 2
                for edit in _replaced(kind, lines, one)]
    if kind != 'requirements' or not replaced:
        return replaced
    return replaced + [edit for one in requirements
                       if one.name != 'clarifai' and re.search(r'\d', one.versions)
                       for edit in _removed(text, lines, one)]


def _replaced(kind, lines, one):
    row, start, end = one.line - 1, one.column - 1, one.end - 1
    line = lines[row]
    written = line[start:end]
    entry = ENTRY.match(line)
    if entry and kind in ('pipfile', 'pyproject.toml'):
        value = line.index(entry.group(2), start + len('clarifai') + len(entry.group(1)))
        stop = line.index(entry.group(2), value + 1)
        return [((row, start), (row, start + len('clarifai')), SUCCESSOR),
                ((row, value + 1), (row, stop), '*')]
    if kind == 'pipfile' or re.match(r'\w+\s*=\s*[{"\']', written + line[end:]) or '[' in written:
        return []                # a table, or extras, which mean nothing for another package
    if '://' in written:
        return []                # a link, of which other options are, such as -e
    if kind == 'conda' and not _is_of_pip(lines, row):
        return []                # no channel of conda has it
    if kind in ('dockerfile', 'shell') and not _is_for_pip(lines, row, start, written):
        return []
    return [((row, start), (row, end), SUCCESSOR)]


def _removed(text, lines, one):
    """The removal of a pin of which pip-compile says that clarifai alone brought it."""
    row, stop = one.line - 1, one.line
    rest = lines[row][one.end - 1:]
    if rest.strip() == '' and stop < len(lines) and lines[stop][:1].isspace():
        rest, stop = lines[stop], stop + 1
    # At the end of a file a line may have no end to go with it.
    ends = stop < len(lines) or text.endswith(('\n', '\r'))
    if not ends or not VIA_CLARIFAI.match(rest):
        return []
    return [((row, 0), (stop, 0), '')]


def _is_of_pip(lines, row):
    """Whether a line of a conda file stands in its list for pip."""
    indent = _indent(lines[row])
    for line in reversed(lines[:row]):
        if line.strip() and not line.lstrip().startswith('#') and _indent(line) < indent:
            return re.match(r'\s*-\s*pip\s*:', line) is not None
    return False


def _indent(line):
    return len(line) - len(line.lstrip())


def _is_for_pip(lines, row, start, written):
    """Whether a word is an argument of pip, and one that a shell leaves as it is."""
    before = lines[row][:start]
    for line in reversed(lines[:row]):
        if line.lstrip().startswith('#'):  # which does not end a command of a Dockerfile
            continue
        if not line.rstrip().endswith('\\'):
            break
        before = line + ' ' + before
    command = re.split(r'&&|\|\||[;|&]', before)[-1]
    if not INSTALLS.search(command) or re.search(r'\b(conda|mamba)\b', command):
        return False
    return before.endswith(('"', "'")) or not re.search('[<>]', written)
