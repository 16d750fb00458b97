"""A directive that makes the table of the public models of 2.x, of what the package knows."""
from __future__ import absolute_import

from clarifai.rest import catalogue, whereabouts
from route_tables import Tables, table

HEAD = ('Names and ids', 'Type', 'Id today', 'Opened by', 'Gone', 'Successor')


def text():
    """Return the table as reStructuredText: a row for each model, with all that it is called."""
    rows, called = [], {}
    for row in whereabouts.of_all():
        key = row._replace(name=None, today=_model_of(row))
        if key not in called:
            rows.append(row)
        called.setdefault(key, []).append('``%s``' % row.name)
    return table('Public models', HEAD, [
        (', '.join(called[row._replace(name=None, today=_model_of(row))]), row.type or '',
         '``%s``' % row.today if row.today else 'none', row.opened_by, row.gone, row.successor)
        for row in rows])


def _model_of(row):
    model = catalogue.find(row.name, row.type)
    return model.key if model else row.today


class WhereTable(Tables):
    """Puts the table where it stands."""

    text = staticmethod(text)


def setup(app):
    """Make the directive known to Sphinx."""
    app.add_directive('public-models-of-2x', WhereTable)
    return {'parallel_read_safe': True}
