"""Syntax trees of Python 2 and 3 alike, and the few questions that are asked of them.

tree-sitter reads both with one grammar: ``print x``, ``except X, e``, backticks, ``ur''`` and
``<>`` as well as ``match`` and f-strings, and goes on after an error.
"""
from __future__ import absolute_import

import re

MISSING = ('clarifai check reads programs with tree-sitter: pip install "clarifai-rest[check]" '
           '(on Python 3.9 or newer)')


EXEC = re.compile(br'(?m)(^[ \t]*|[;:][ \t]*)exec(?=[ \t]+[\w"\'({\[])')


def new_parser():
    """A parser.

    Raises:
        ImportError: the extra ``check`` is not installed; it says so in a sentence.
    """
    try:
        import tree_sitter
        import tree_sitter_python
    except ImportError:
        raise ImportError(MISSING)
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language()))


def parse(parser, source):
    """The tree of a program, in which what stands in backticks is an expression, too.

    Args:
        parser (tree_sitter.Parser): it.
        source (bytes): the program, in utf-8.

    Returns:
        tree_sitter.Node: the root; each place is that of the program.
    """
    source = with_newlines(source)
    root = parser.parse(source).root_node
    if root.has_error and b'exec' in source:
        # The grammar knows ``exec`` of names and texts alone; what follows it is an expression.
        changed = EXEC.sub(br'\1not ', source)  # as long as it was
        tried = parser.parse(changed).root_node
        source, root = (source, root) if tried.has_error else (changed, tried)
    if b'`' not in source:
        return root
    changed = bytearray(source)  # as long as it was
    for node in walk(root):
        if node.type == 'string' and source[node.start_byte:node.start_byte + 1] == b'`':
            changed[node.start_byte:node.start_byte + 1] = b'('
            changed[node.end_byte - 1:node.end_byte] = b')'
    return root if changed == source else parser.parse(bytes(changed)).root_node


def with_newlines(source):
    """A program of which every line ends as those that the parser knows; as long as it was."""
    return re.sub(b'\r(?!\n)', b'\n', source) if b'\r' in source else source


def text(node):
    """The source of a node."""
    return node.text.decode('utf-8')


def walk(root):
    """Every named node below one, and itself, in the order of the source."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.named_children))


def first_error(root):
    """The first node that is no Python, or None."""
    if not root.has_error:
        return None
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == 'ERROR' or node.is_missing:
            return node
        waiting.extend(reversed([child for child in node.children if child.has_error]))
    return root


def literal(node):
    """The text of a string that stands in the source as it is, or None.

    Texts with something put in, and those with escapes, are none.
    """
    if node is None:
        return None
    if node.type == 'parenthesized_expression' and node.named_child_count == 1:
        return literal(node.named_children[0])
    if node.type == 'concatenated_string':
        parts = [literal(part) for part in node.named_children]
        return None if None in parts else ''.join(parts)
    if node.type != 'string':
        return None
    content = [part for part in node.named_children if part.type == 'string_content']
    if len(node.named_children) != 2 + len(content) or len(content) > 1:
        return None
    if any(part.named_child_count for part in content):
        return None
    return ''.join(text(part) for part in content)


def arguments(call):
    """The arguments of a call.

    Returns:
        tuple: the values by position, and a dict of the names and values of keywords.
    """
    positional, keywords = [], {}
    given = call.child_by_field_name('arguments')
    for node in given.named_children if given is not None else ():
        if node.type == 'keyword_argument':
            keywords[text(node.child_by_field_name('name'))] = node.child_by_field_name('value')
        elif node.type in ('list_splat', 'dictionary_splat'):
            keywords.setdefault('*', node)
        elif node.type != 'comment':
            positional.append(node)
    return positional, keywords


def imported_names(node):
    """What an import statement brings in.

    Returns:
        tuple: the module as it is written, or None of an ``import``; and a list of (name, alias,
        node), of which alias is the name it has here.
    """
    found, module = [], node.child_by_field_name('module_name')
    for child in node.named_children:
        if child == module:
            continue
        if child.type == 'aliased_import':
            name = text(child.child_by_field_name('name'))
            found.append((name, text(child.child_by_field_name('alias')), child))
        elif child.type == 'dotted_name':
            found.append((text(child), text(child), child))
        elif child.type == 'wildcard_import':
            found.append(('*', '*', child))
    return (None if module is None else re.sub(r'\s', '', text(module))), found
