"""Directives that make tables out of the sandbox's own: its routes, and its public models."""
from __future__ import absolute_import

import inspect
import re

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

from clarifai.sandbox import platform
from clarifai.sandbox.models import public_models
from clarifai.sandbox.web import routes

TABLES = (('In both dialects', set(routes.BOTH)), ("Of today's platform", {routes.PLATFORM}),
          ('Of 2.x', {routes.LEGACY}))
HEAD = ('Route', 'RPC', 'What it does')


def tables():
    """Return the tables as reStructuredText."""
    served = {}
    for route in routes.ROUTES:
        served.setdefault((route.method, re.sub('{.*?}', '{}', route.path)), []).append(route)
    parts = []
    for title, dialects in TABLES:
        rows = [_row(found) for found in served.values()
                if set(name for route in found for name in route.dialects) == dialects]
        parts.append(table(title, HEAD, rows))
    openai = [_row([route]) for route in routes.OPENAI_ROUTES]
    parts.append(table("For clients of OpenAI's kind", HEAD, openai))
    own = [_row([route]) for route in routes.OWN_ROUTES]
    parts.append(table('Of the sandbox itself, for clients on the same machine, without a key',
                       HEAD, own))
    parts.append(table('Not in the sandbox', ('RPC', 'Routes'), _absent()))
    return '\n\n'.join(parts)


def _row(found):
    route = found[-1]
    return ('``%s %s``' % (route.method, route.path), platform.rpc_of(route) or '',
            _description(route.handler))


def _description(handler):
    """Return what a handler's docstring says after the route."""
    paragraph = inspect.getdoc(handler).split('\n\n', 1)[0].replace('\n', ' ')
    return paragraph.partition(': ')[2]


def _absent():
    places = {}
    for route in routes.ABSENT:
        places.setdefault(platform.rpc_of(route), []).append(
            '``%s %s``' % (route.method, route.path))
    return [(rpc, ', '.join(found)) for rpc, found in sorted(places.items())]


def table(title, head, rows):
    """Return a table as reStructuredText.

    Args:
        title (str): what stands above it.
        head (tuple of str), rows (list of tuple of str): its cells.
    """
    lines = ['**%s**' % title, '', '.. list-table::', '   :header-rows: 1', '']
    for row in [head] + rows:
        for number, cell in enumerate(row):
            lines.append('   %s %s' % ('  -' if number else '* -', cell))
    return '\n'.join(lines)


def models():
    """Return the table of the public models, and that of the public workflows."""
    rows = [(model.title, ', '.join('``%s``' % model_id for model_id in model.ids),
             model.behind(recognises=True)) for model in public_models.ALL_MODELS]
    flows = [('``%s``' % workflow_id, ', '.join('``%s``' % node.id for node in found))
             for workflow_id, found in sorted(public_models.WORKFLOWS.items())]
    return '\n\n'.join([table('Public models', ('Model', 'Ids', 'What answers'), rows),
                        table('Public workflows', ('Workflow', 'Nodes'), flows)])


class Tables(Directive):
    """Puts tables where it stands."""

    def run(self):
        """Return the nodes of the tables."""
        holder = nodes.Element()
        self.state.nested_parse(StringList(self.text().splitlines(), 'tables'), 0, holder)
        return holder.children


class RouteTables(Tables):
    """Puts the tables of the routes where it stands."""

    text = staticmethod(tables)


class ModelTables(Tables):
    """Puts the tables of the public models and workflows where it stands."""

    text = staticmethod(models)


def setup(app):
    """Make the directives known to Sphinx."""
    app.add_directive('sandbox-routes', RouteTables)
    app.add_directive('sandbox-models', ModelTables)
    return {'parallel_read_safe': True}
