"""Rewrites what can be rewritten without asking: nothing is written before it was shown.

A key in the code moves to the environment, a retired model makes room for its successor, a
deprecated form for today's, and a requirement of 2.x for clarifai-rest.
"""
from __future__ import absolute_import

from collections import namedtuple
import difflib
import os
import re
import shutil

from clarifai.check.public import is_known
from clarifai.check.requirements import FOR_ITS_SAKE
from clarifai.check.syntax import first_error, imported_names, literal, parse, walk
from clarifai.redact import clean, mask, SHORTEST_SECRET
from clarifai.whole_file import whole_file

# What may be a key: long, and of letters and digits.
KEY_LIKE = r'(?<![\w+/-])(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[\w+/-]{16,}={0,2}'

# path: of a file; content: its bytes after it; parts: (title, text before, text after) of what is
# shown of it, which are the cells of a notebook; secrets: texts in it that must not be printed.
Fix = namedtuple('Fix', 'path content parts secrets')


def fixes_of(report, parser):
    """What can be rewritten of what was found.

    Args:
        report (clarifai.check.checking.Report): what was found.
        parser (tree_sitter.Parser): it.

    Returns:
        list of Fix: one for each file that changes.
    """
    found = []
    for path in sorted(set(report.edits) | set(report.required)):
        source, edits, secrets = report.edits.get(path, (None, (), ()))
        edits = _of_program(source, edits, parser) if edits else []
        required, more = report.required.get(path, (source, ()))
        source = source or required
        if source.book is not None:
            edits = _in_lines(source.text, edits) + list(more)
            content, parts = source.book.rewritten(edits)
            parts = [('%s:cell %d' % (path, cell), before, after) for cell, before, after in parts]
        else:
            before = source.text.encode('utf-8')
            after = _applied(before, edits + _in_bytes(source.text, more)).decode('utf-8')
            content, parts = after.encode(source.encoding), [(path, source.text, after)]
        if edits or more:
            found.append(Fix(path, content, parts, secrets))
    return found


def pins_left(report):
    """Findings of pins for the sake of 2.x in files that are rewritten, which stay there."""
    removed = set((path, start[0] + 1) for path, (_, edits) in report.required.items()
                  for start, _, new in edits if not new)
    return [finding for finding in report.findings if finding.path in report.required and
            finding.message == FOR_ITS_SAKE and (finding.path, finding.line) not in removed]


def diff(fix):
    """A unified diff of a fix, without lines around it, in which what may be a key is masked."""
    shown = []
    for title, before, after in fix.parts:
        lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), title, title,
                                          'now', 'fixed', 0, ''))
        shown += lines[:2] + [_masked(line, fix.secrets) for line in lines[2:]]
    return '\n'.join(shown)


def write(fix):
    """Write a fix into its file: whole or not at all, and with the rights that the file has.

    Raises:
        UserError: it cannot be written; the file is as it was.
    """
    path = os.path.realpath(fix.path)  # what a link leads to, and not the link
    with whole_file(path) as opened:
        opened.write(fix.content)
        shutil.copymode(path, opened.name)


def _of_program(source, edits, parser):
    """The edits that apply, sorted, with what they need; none if it is no Python then."""
    before = source.text.encode('utf-8')
    root = parse(parser, before)
    edits = _with_os(root, _outside_of_texts(root, edits))
    edits = _apart(_with_import(root, source, before, edits))
    # What could not be read is not made worse.
    if first_error(root) is None and first_error(parse(parser, _applied(before, edits))) is None:
        return edits
    return []


def _in_lines(text, edits):
    """Edits in bytes of a text as edits in lines and characters."""
    content = text.encode('utf-8')

    def place(offset):
        before = content[:offset].decode('utf-8')
        return before.count('\n'), len(before) - before.rfind('\n') - 1
    return [(place(start), place(end), new) for start, end, new in edits]


def _in_bytes(text, edits):
    """Edits in lines and characters of a text as edits in bytes."""
    lines = text.splitlines(True)

    def offset(place):
        return len((''.join(lines[:place[0]]) + ''.join(lines[place[0]:place[0] + 1])[:place[1]])
                   .encode('utf-8'))
    return [(offset(start), offset(end), new) for start, end, new in edits]


def _masked(line, secrets):
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) < SHORTEST_SECRET:  # which may be a part of any word
            line = re.sub(r'(["\'])%s(["\'])' % re.escape(secret), r'\1****\2', line)
        else:
            line = line.replace(secret, mask(secret))
    return re.sub(KEY_LIKE, lambda found: found.group() if is_known(found.group())
                  else mask(found.group()), clean(line))


def _apart(edits):
    """Edits of (start, end, text) in their order; of those that overlap the first."""
    found, end = [], 0
    for edit in sorted(set(edits), key=lambda edit: (edit[0], -edit[1])):
        if edit[0] >= end:
            found.append(edit)
            end = edit[1]
    return found


def _applied(content, edits):
    """The content after edits of (start, end, text)."""
    parts, end = [], 0
    for start, stop, text in _apart(edits):
        parts += [content[end:start], text.encode('utf-8')]
        end = stop
    return b''.join(parts) + content[end:]


def _with_import(root, source, content, edits):
    """The edits, and an ``import os`` above them where one of them needs it."""
    needing = [start for start, _, text in edits if 'os.environ' in text]
    if not needing or _imports_os(root, min(needing)):
        return edits
    place = _first_statement(root, source.book)
    end_of_line = re.search(b'\r?\n|\r|$', content).group().decode('ascii') or u'\n'
    return edits + [(place, place, u'import os' + end_of_line)]


def _outside_of_texts(root, edits):
    """The edits without those in an f-string, in which not every quote may stand."""
    inside = [(node.start_byte, node.end_byte) for node in walk(root)
              if node.type == 'interpolation'] if edits else []
    return [edit for edit in edits
            if not any(start <= edit[0] < end for start, end in inside)]


def _with_os(root, edits):
    """The edits without those that need a module os, where that name may mean something else."""
    needing = [edit for edit in edits if 'os.environ' in edit[2]]
    if not needing or all(_is_the_module(node, needing) for node in walk(root)
                          if node.type == 'identifier' and node.text == b'os'):
        return edits
    return [edit for edit in edits if edit not in needing]


def _is_the_module(node, needing):
    """Whether a name os leaves it to the module; no import in a function comes too late for it."""
    parent = node.parent
    if parent.type == 'attribute':
        return True
    if parent.type == 'keyword_argument':
        return parent.child_by_field_name('name') == node or (
            parent.child_by_field_name('value') == node)
    if parent.type == 'argument_list':
        return parent.parent.type == 'call'
    if parent.type != 'dotted_name':
        return False
    statement = parent.parent
    if statement.type == 'import_from_statement':
        return statement.child_by_field_name('module_name') == parent
    if statement.type == 'aliased_import':
        return statement.parent.type == 'import_statement'
    if parent.named_children[0] != node or statement.type != 'import_statement':
        return parent.named_children[0] != node
    function = statement
    while function is not None and function.type != 'function_definition':
        function = function.parent
    return function is None or not any(
        function.start_byte <= start < statement.start_byte for start, _, _ in needing)


def _imports_os(root, before):
    return any(node.start_byte < before and node.type == 'import_statement' and any(
        name.split('.')[0] == 'os' and alias == name for name, alias, _ in imported_names(node)[1])
        for node in root.named_children)


def _first_statement(root, book):
    """Where the first statement begins that is neither a docstring nor of ``__future__``.

    In a notebook it is none that only IPython understands: of a cell that is the first line.
    """
    for number, node in enumerate(one for one in root.named_children if one.type != 'comment'):
        is_docstring = number == 0 and node.type == 'expression_statement' and (
            literal(node.named_children[0]) is not None)
        is_plain = book is None or book.is_plain(node.start_point[0])
        if node.type != 'future_import_statement' and not is_docstring and is_plain:
            return node.start_byte
    return 0
