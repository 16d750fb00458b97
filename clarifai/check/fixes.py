"""Rewrites what can be rewritten without asking: nothing is written before it was shown.

A key in the code moves to the environment, a retired model makes room for its successor, and a
deprecated form for today's.
"""
from __future__ import absolute_import

from collections import namedtuple
import difflib
import io
import re

from clarifai.check.public import is_known
from clarifai.check.syntax import first_error, imported_names, literal, parse
from clarifai.redact import mask, SHORTEST_SECRET

# What may be a key: long, and of letters and digits.
KEY_LIKE = r'(?<![\w+/-])(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[\w+/-]{16,}={0,2}'

# path: of a file; encoding: its own; before, after: its text then and now; secrets: texts in it
# that must not be printed.
Fix = namedtuple('Fix', 'path encoding before after secrets')


def fixes_of(report, parser):
    """What can be rewritten of what was found.

    Args:
        report (clarifai.check.checking.Report): what was found.
        parser (tree_sitter.Parser): it.

    Returns:
        list of Fix: one for each file that changes.
    """
    found = []
    for path, (source, edits, secrets) in sorted(report.edits.items()):
        if source.cells is not None or not edits:
            continue
        before = source.text.encode('utf-8')
        root = parse(parser, before)
        after = _applied(before, _with_import(root, before, edits))
        # What could not be read is not made worse.
        if first_error(root) is None and first_error(parse(parser, after)) is None:
            found.append(Fix(path, source.encoding, source.text, after.decode('utf-8'), secrets))
    return found


def diff(fix):
    """A unified diff of a fix, without lines around it, in which what may be a key is masked."""
    lines = list(difflib.unified_diff(fix.before.splitlines(), fix.after.splitlines(), fix.path,
                                      fix.path, 'now', 'fixed', 0, ''))
    return '\n'.join(lines[:2] + [_masked(line, fix.secrets) for line in lines[2:]])


def write(fix):
    """Write a fix into its file, in the file's own encoding."""
    with io.open(fix.path, 'wb') as opened:
        opened.write(fix.after.encode(fix.encoding))


def _masked(line, secrets):
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) < SHORTEST_SECRET:  # which may be a part of any word
            line = re.sub(r'(["\'])%s(["\'])' % re.escape(secret), r'\1****\2', line)
        else:
            line = line.replace(secret, mask(secret))
    return re.sub(KEY_LIKE, lambda found: found.group() if is_known(found.group())
                  else mask(found.group()), line)


def _applied(content, edits):
    """The content after edits of (start, end, text); of those that overlap the first."""
    parts, end = [], 0
    for start, stop, text in sorted(set(edits), key=lambda edit: (edit[0], -edit[1])):
        if start < end:
            continue
        parts += [content[end:start], text.encode('utf-8')]
        end = stop
    return b''.join(parts) + content[end:]


def _with_import(root, content, edits):
    """The edits, and an ``import os`` above them where one of them needs it."""
    needing = [start for start, _, text in edits if 'os.environ' in text]
    if not needing or _imports_os(root, min(needing)):
        return edits
    place = _first_statement(root)
    end_of_line = u'\r\n' if b'\r\n' in content else u'\n'
    return edits + [(place, place, u'import os' + end_of_line)]


def _imports_os(root, before):
    return any(node.start_byte < before and node.type == 'import_statement' and any(
        name.split('.')[0] == 'os' and alias == name for name, alias, _ in imported_names(node)[1])
        for node in root.named_children)


def _first_statement(root):
    """Where the first statement begins that is neither a docstring nor of ``__future__``."""
    for number, node in enumerate(one for one in root.named_children if one.type != 'comment'):
        is_docstring = number == 0 and node.type == 'expression_statement' and (
            literal(node.named_children[0]) is not None)
        if node.type != 'future_import_statement' and not is_docstring:
            return node.start_byte
    return 0
