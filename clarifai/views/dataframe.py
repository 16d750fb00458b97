"""Results of bulk runs as a table of pandas."""
from __future__ import absolute_import, unicode_literals

import re

from clarifai.answers import object_in, text_in
from clarifai.compat import path_of, string_types
from clarifai.errors import UserError
from clarifai.redact import clean, native
from clarifai.views.findings import REGION, findings, outputs_of
from clarifai.views.markup import text
from clarifai.views.pictures import original
from clarifai.views.predictions import failure_of

PREDICTED = ('index', 'source', 'model', 'kind', 'id', 'name', 'value', 'region', 'left', 'top',
             'width', 'height', 'time', 'error')
UPLOADED = ('index', 'source', 'input_id', 'error')


def to_dataframe(results):
    """Put results into a DataFrame.

    Args:
        results (Run or iterable of Result): of `clarifai.bulk`; a run is gone through to its end.

    Returns:
        pandas.DataFrame: of predictions a row for each thing found, with the columns ``index`` (of
        the source, from 0), ``source``, ``model`` (its id), ``kind`` ('concept', 'color',
        'region', 'text', 'embedding', 'cluster'), ``id``, ``name``, ``value`` (0 to 1), ``region``
        (its number in the picture, from 1), ``left``, ``top``, ``width`` and ``height`` (of its
        box, in fractions of the picture), ``time`` (seconds in a video) and ``error``; and
        ``vector`` where there are embeddings.  Of uploads a row for each source: ``index``,
        ``source``, ``input_id``, ``error``.  A source with an error, or in which nothing was
        found, has one row.  What is missing is NaN or None.

    Raises:
        UserError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise UserError('a DataFrame needs pandas, which is not installed: pip install pandas')
    rows, columns = [], PREDICTED
    for result in results:
        if getattr(result, 'input', None) is not None:
            columns = UPLOADED
        rows.extend(_rows_of(result))
    if columns is PREDICTED and any('vector' in row for row in rows):
        columns += ('vector',)
    return pandas.DataFrame(rows, columns=[native(name) for name in columns])


def _rows_of(result):
    """The rows of one result, each as a dict."""
    base = {'index': result.index, 'source': label_of(result.source)}
    if result.error is not None:
        yield _native(base, error=text(result.error))
    elif result.output is not None:
        for row in _of_output(base, result.output):
            yield row
    else:
        given = result.input
        input_id = given.get('id') if isinstance(given, dict) else given.input_id
        yield _native(base, input_id=input_id)


def _of_output(base, output):
    for single in outputs_of(output):
        about = dict(base, model=text_in(object_in(single.get('model')).get('id')),
                     error=failure_of(single) or None)
        empty = True
        for found in findings(single):
            empty = False
            yield _native(about, **_columns(found))
        if empty:
            yield _native(about)


def _columns(found):
    """What a finding has in the columns of its row."""
    columns = {'kind': found.kind, 'id': found.id, 'value': found.value, 'time': found.time,
               'region': found.region,
               'name': None if found.kind == REGION else found.name}
    if found.box:
        columns.update(found.box._asdict())
    if found.vector is not None:
        columns['vector'] = found.vector
    return columns


def _native(base, **more):
    """A row whose names are this Python's ``str``."""
    return dict((native(name), value) for name, value in dict(base, **more).items())


def label_of(source):
    """A source in a few words: a path, or a URL without its query and without credentials."""
    if hasattr(source, 'label'):
        return source.label()
    source = path_of(source)
    if isinstance(source, string_types) and not (bytes is str and b'\0' in source):
        is_url = re.match(r'[a-z][a-z0-9+.-]*://', source, re.I)
        return re.sub(r'[?#].*$', '', clean(source), flags=re.S) if is_url else source
    return original(source).label
