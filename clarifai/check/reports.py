"""Findings as text for people and as JSON for programs."""
from __future__ import absolute_import

import json

from clarifai.check.finding import CATEGORIES, place
from clarifai.redact import native, printable


def as_text(report):
    """One finding a line, with the call of today below it, and a summary.

    Args:
        report (clarifai.check.checking.Report): what was found.

    Returns:
        str
    """
    lines = []
    for finding in report.findings:
        lines.append(printable(native('%s: %s: %s: %s' % (
            place(finding), finding.category, finding.rule, finding.message))))
        if finding.today:
            lines.append('    today: %s' % finding.today)
    if lines:
        lines.append('')
    lines.append('%d files, %d lines: %s' % (report.files, report.lines, counted(report)))
    return '\n'.join(lines)


def counted(report):
    """How many findings of each category there are, as a sentence."""
    counts = summary(report)
    return ', '.join('%d %s' % (counts[name], title) for name, title in CATEGORIES
                     if counts[name]) or 'nothing of the 2.x API'


def summary(report):
    """How many findings of each category there are."""
    found = [finding.category for finding in report.findings]
    return dict((name, found.count(name)) for name, _ in CATEGORIES)


def as_json(report):
    """All of it as one JSON object."""
    return json.dumps({
        'files': report.files, 'lines': report.lines, 'summary': summary(report),
        'findings': [dict(finding._asdict()) for finding in report.findings],
    }, indent=1, sort_keys=True)
