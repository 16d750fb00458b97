"""What is said of one place in a user's code."""
from __future__ import absolute_import

from collections import namedtuple

WORKS, PAT, CHANGED, GONE, UNREADABLE = 'works', 'pat', 'changed', 'gone', 'unreadable'

# What the categories mean, in the order of a summary.
CATEGORIES = (
    (WORKS, 'works as is'),
    (PAT, 'works with a PAT'),
    (CHANGED, 'behaves otherwise'),
    (GONE, 'gone'),
    (UNREADABLE, 'cannot be read'),
)

# path: as it was given or found; line and column: from 1; cell: of a notebook, from 1, or None;
# rule: what was recognised, such as 'models.get'; category: one of CATEGORIES; message: what it
# means and what to do; today: the call of today's SDK or operation, or ''.
Finding = namedtuple('Finding', 'path line column cell rule category message today')


def place(finding):
    """Where a finding is, as editors read it: ``path:line:column``."""
    cell = ':cell %d' % finding.cell if finding.cell else ''
    return '%s%s:%d:%d' % (finding.path, cell, finding.line, finding.column)
