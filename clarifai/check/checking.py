"""Checks files one after the other: what cannot be read is a finding, and the rest goes on."""
from __future__ import absolute_import

from collections import namedtuple
import os
import re

from clarifai.check import requirement_fixes, requirements, sources
from clarifai.check.finding import Finding, UNREADABLE
from clarifai.check.matching import Matcher
from clarifai.check.names import Names
from clarifai.check.syntax import first_error, new_parser, parse, with_newlines

# findings: of all files; files and lines: how many were read; edits: path: (Source, list of
# (start, end, text) in bytes of its text in utf-8, texts that are secrets); required: path:
# (Source, list of (start, end, text) in lines and characters), of what files require.
Report = namedtuple('Report', 'findings files lines edits required')


def check(paths):
    """Check files and folders.

    Args:
        paths (list of str): they.

    Returns:
        Report

    Raises:
        ImportError: the extra ``check`` is not installed.
    """
    parser = new_parser()
    run = _Run(parser)
    for path, named in sources.programs(paths):
        kind = requirements.kind_of(path, named)
        if kind is not None:
            run.read_requirements(path, kind)
        if kind in (None, 'setup.py') and (named or sources.is_program(path)):
            run.read(path, named)
    return run.report()


class _Run(object):
    def __init__(self, parser):
        self.parser = parser
        self.findings, self.edits, self.required_edits = [], {}, {}
        self.files = self.lines = 0
        self.programs = []       # the sources and trees that were read
        self.others = []         # paths of programs that do not name Clarifai
        self.required = []       # sources, each with the kind of file and its requirements
        self.uses_2_x = False
        self.exports = {}        # last part of a module's name: the kinds of its names

    def read(self, path, named):
        try:
            content = sources.content_of(path)
            self.files += 1
            self.lines += content.count(b'\n')
            if not named and b'clarifai' not in content.lower():
                self.others.append(path)
                return
            source = sources.read(path, content)
        except (IOError, OSError, ValueError) as error:
            self.findings.append(Finding(path, 1, 1, None, 'unreadable', UNREADABLE,
                                         getattr(error, 'strerror', None) or str(error), ''))
            return
        if source.book is not None:
            self._require(source._replace(text=source.book.commands()), 'shell')
        root = self._parse(source)
        try:
            self.exports.setdefault(_module(path), {}).update(Names(root).top())
        except RuntimeError:  # it is told of when it is matched
            pass
        node = first_error(root)
        if node is not None:
            self._add(_Places(source), node, 'unreadable', UNREADABLE,
                      'this is neither Python 2 nor Python 3; the rest was read', '')

    def read_requirements(self, path, kind):
        try:
            content = sources.content_of(path)
            text = content.decode('utf-8', 'replace')
        except (IOError, OSError) as error:
            self.findings.append(Finding(path, 1, 1, None, 'unreadable', UNREADABLE,
                                         error.strerror or str(error), ''))
            return
        if kind != 'setup.py':  # which is read as a program, too
            self.files += 1
            self.lines += text.count('\n')
        try:
            source = sources.read(path, content)
        except ValueError:       # what cannot be written back is read all the same
            source = sources.Source(path, text, None, None)
        self._require(source, kind)

    def _require(self, source, kind):
        self.required.append((source, kind, requirements.read(kind, source.text)))

    def _tell_of_requirements(self):
        for source, kind, found in self.required:
            for one, rule, category, message in requirements.sayings(found, self.uses_2_x):
                cell, line = sources.cell_of(source, one.line)
                self.findings.append(Finding(source.path, line, one.column, cell, rule, category,
                                             message, ''))
            edits = requirement_fixes.edits_of(kind, source.text, found)
            if edits and source.encoding is not None:
                self.required_edits[source.path] = (source, edits)

    def _parse(self, source):
        root = parse(self.parser, source.text.encode('utf-8'))
        self.programs.append((source, root))
        return root

    def report(self):
        """Match all programs, now that it is known what they take from each other."""
        self.exports = dict((name, kinds) for name, kinds in self.exports.items() if kinds)
        for path in self.others if self.exports else ():
            self._read_if_it_takes(path)
        for source, root in self.programs:
            try:
                self._match(source, root)
            except RuntimeError:  # Python's own limit of recursion
                self.findings.append(Finding(
                    source.path, 1, 1, None, 'unreadable', UNREADABLE,
                    'an expression in it is too deep to be read', ''))
        self._tell_of_requirements()
        self.findings.sort(key=lambda one: (one.path, one.cell or 0, one.line, one.column))
        return Report(self.findings, self.files, self.lines, self.edits, self.required_edits)

    def _read_if_it_takes(self, path):
        content = sources.content_of(path)
        if any(name.encode('utf-8') in content for name in self.exports):
            try:
                self._parse(sources.read(path, content))
            except ValueError:  # it does not name Clarifai
                pass

    def _match(self, source, root):
        own = _module(source.path)
        places = _Places(source)

        def exported(module):
            last = module.rpartition('.')[2]
            return self.exports.get(last, {}) if last != own else {}
        names = Names(root, exported)
        self.uses_2_x = self.uses_2_x or names.uses_2_x
        for use in Matcher(names, lambda name: self._is_taken(source.path, name)).run():
            self._add(places, use.node, use.rule, use.category, use.message, use.today)
            _, edits, secrets = self.edits.setdefault(source.path, (source, [], set()))
            edits.extend((node.start_byte, node.end_byte, text) for node, text in use.edits)
            secrets.update(use.secrets)

    def _is_taken(self, path, name):
        """Whether another program has a name in it, and takes something from this one."""
        takes = re.compile(r'(?m)^[^#\n]*\bimport\b.*\b%s\b|^\s*from\s[^#\n]*\b%s\s+import\b' % (
            (re.escape(_module(path)),) * 2))
        texts = (source.text for source, _ in self.programs if source.path != path)
        others = (sources.content_of(other).decode('utf-8', 'replace') for other in self.others)
        return any(name in text and takes.search(text) for every in (texts, others)
                   for text in every)

    def _add(self, places, node, rule, category, message, today):
        line, column, cell = places.of(node)
        self.findings.append(Finding(places.source.path, line, column, cell, rule, category,
                                     message, today))


class _Places(object):
    """Says of nodes where they are, as people count."""

    def __init__(self, source):
        self.source = source
        self.lines = with_newlines(source.text.encode('utf-8')).split(b'\n')

    def of(self, node):
        row, column = node.start_point[0], node.start_point[1]
        cell, line = sources.cell_of(self.source, row + 1)
        before = self.lines[row][:column].decode('utf-8', 'replace')
        return line, len(before) + 1, cell


def _module(path):
    """The last part of the name that a file is imported by."""
    folder, name = os.path.split(path)
    name = os.path.splitext(name)[0]
    return os.path.basename(os.path.abspath(folder)) if name == '__init__' else name
