"""What the filters of a query find among the annotations of one app, whatever their status.

Every function returns {annotation's row: its input's row}, for processed inputs.
"""
from __future__ import absolute_import

import json

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.store.terms import LIKELY

_FROM = ('FROM annotations a JOIN inputs i ON i.seq = a.input_seq '
         'WHERE a.app_id = ? AND i.status_code = %d' % codes.INPUT_SUCCESS)
COLUMNS = {'id': 'a.id', 'input_id': 'i.id', 'status_code': 'a.status_code',
           'input_level': 'a.input_level', 'task_id': 'a.task_id', 'user_id': 'a.user_id'}


def with_column(db, app_id, name, value):
    """Find annotations by one of `COLUMNS`; the value None finds those without one."""
    rows = db.execute('SELECT a.seq, a.input_seq %s AND %s IS ?' % (_FROM, COLUMNS[name]),
                      (app_id, value))
    return _found(rows)


def between(db, app_id, start, end):
    """Find annotations by the time of their last change, as RFC 3339 text in UTC."""
    rows = db.execute('SELECT a.seq, a.input_seq %s AND a.modified_at BETWEEN ? AND ?' % _FROM,
                      (app_id, start, end))
    return _found(rows)


def with_concepts(db, app_id, concept_ids, wanted):
    """Find annotations that say that any of the concepts is there or, with `wanted` False, not."""
    rows = db.execute(
        'SELECT DISTINCT a.seq, a.input_seq FROM annotated_concepts s JOIN annotations a '
        'ON a.seq = s.annotation_seq JOIN inputs i ON i.seq = a.input_seq WHERE s.app_id = ? AND '
        's.concept_id IN (%s) AND s.value %s ? AND i.status_code = ?'
        % (', '.join('?' * len(concept_ids)), '>=' if wanted else '<'),
        [app_id] + list(concept_ids) + [LIKELY, codes.INPUT_SUCCESS])
    return _found(rows)


def matching(db, app_id, column, test, texts=()):
    """Find annotations whose ``metadata``, ``geo``, ``regions``, ``parts`` or ``info`` pass a test.

    Args:
        db (sqlite3.Connection): in a transaction.
        app_id (str): the app.
        column (str): which of them; it is tested where there is any.
        test (callable): its value -> bool.
        texts (list of str): what the JSON of each value that passes has in it; see
            `terms.texts_in`.
    """
    rows = db.execute('SELECT a.seq, a.input_seq, a.%s AS value %s AND value IS NOT NULL%s'
                      % (column, _FROM, ' AND instr(value, ?)' * len(texts)),
                      [app_id] + list(texts))
    return _found(row for row in rows if test(json.loads(row['value'])))


def without(db, app_id, column):
    """Find annotations that have none of what `matching` looks at."""
    rows = db.execute('SELECT a.seq, a.input_seq %s AND a.%s IS NULL' % (_FROM, column), (app_id,))
    return _found(rows)


def _found(rows):
    return dict((row['seq'], row['input_seq']) for row in rows)
