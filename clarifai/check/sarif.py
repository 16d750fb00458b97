"""Findings as SARIF 2.1.0, which code hosts and editors read."""
from __future__ import absolute_import

import json
import os

from six.moves.urllib.request import pathname2url

from clarifai.check.finding import CATEGORIES, CHANGED, GONE, PAT, UNREADABLE, WORKS
from clarifai.versions import CLIENT_VERSION

SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'
LEVELS = {WORKS: 'none', PAT: 'note', CHANGED: 'warning', GONE: 'error', UNREADABLE: 'error'}


def as_sarif(report):
    """All findings as one log with one run.

    Args:
        report (clarifai.check.checking.Report): what was found.

    Returns:
        str: JSON.
    """
    rules = [{'id': name, 'shortDescription': {'text': title},
              'defaultConfiguration': {'level': LEVELS[name]}} for name, title in CATEGORIES]
    driver = {'name': 'clarifai check', 'version': CLIENT_VERSION, 'rules': rules}
    return json.dumps({
        '$schema': SCHEMA, 'version': '2.1.0',
        'runs': [{'tool': {'driver': driver}, 'columnKind': 'unicodeCodePoints',
                  'results': [_result(finding) for finding in report.findings]}],
    }, indent=1, sort_keys=True)


def _result(finding):
    message = '%s: %s' % (finding.rule, finding.message)
    if finding.today:
        message += ' Today: %s' % finding.today
    location = {'artifactLocation': {'uri': _uri(finding.path)}}
    if finding.cell is None:
        location['region'] = {'startLine': finding.line, 'startColumn': finding.column}
    else:  # lines of a cell are none of the file
        message = 'Cell %d, line %d: %s' % (finding.cell, finding.line, message)
    return {'ruleId': finding.category, 'level': LEVELS[finding.category],
            'kind': 'pass' if finding.category == WORKS else 'fail', 'message': {'text': message},
            'locations': [{'physicalLocation': location}],
            'properties': {'use': finding.rule, 'today': finding.today}}


def _uri(path):
    if os.path.isabs(path):
        return 'file:' + ('' if pathname2url(path).startswith('//') else '//') + (
            pathname2url(path))
    return pathname2url(os.path.normpath(path))
