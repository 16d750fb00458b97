"""The pages of the operations have every endpoint of the platform's list, and every operation."""
from __future__ import absolute_import

import io
import os
import re
import sys

import pytest

from clarifai.operations import table

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
PAGES = os.path.join(ROOT, 'docs', 'operations')
SCRIPTS = os.path.join(ROOT, 'scripts', 'operations')

if not os.path.isdir(SCRIPTS):
    pytest.skip('only a checkout has the pages', allow_module_level=True)
sys.path.insert(0, SCRIPTS)

from endpoints import endpoints  # noqa: E402


def read(group):
    with io.open(os.path.join(PAGES, group + '.rst'), encoding='utf-8') as page:
        return page.read()


def rows(group):
    """Returns the endpoints of a page's table, each with what stands beside it."""
    return dict(re.findall(r'^   \* - ``(\w+ /[^`]*)``\n     - (.*)$', read(group), re.MULTILINE))


def test_the_list_is_whole():
    found = [pair for pairs in endpoints().values() for pair in pairs]
    # The list has 389; four of those of label orders stand there twice.
    assert len(found) == len(set(found)) == 385


@pytest.mark.parametrize('group', sorted(endpoints()))
def test_every_endpoint_stands_on_the_page_of_its_group(group):
    found = rows(group)
    assert sorted(found) == sorted('%s %s' % pair for pair in endpoints()[group])
    for beside in found.values():
        assert beside.startswith('gone') or re.match(r':ref:`\w+ <operation-\w+>`$', beside)


def test_what_is_gone_says_so():
    gone = sorted('%s %s' % (verb, path) for group, pairs in endpoints().items()
                  for verb, path in pairs if rows(group)['%s %s' % (verb, path)].startswith('gone'))
    assert len(gone) == 51
    for word in ('collectors', 'modules', 'stats', 'trending_metrics', 'similarity'):
        assert [endpoint for endpoint in gone if '/%s' % word in endpoint]
    ours = set((route.verb, re.sub('{.*?}', '{}', route.path)) for name in table.names()
               for route in table.row(name).routes)
    for endpoint in gone:
        verb, path = endpoint.split(' ')
        assert (verb, re.sub('{.*?}', '{}', path)) not in ours


def test_every_operation_has_a_section():
    text = ''.join(read(name[:-len('.rst')]) for name in os.listdir(PAGES))
    for name in table.names():
        assert text.count('\n%s\n%s\n' % (name, '-' * len(name))) == 1
        for route in table.row(name).routes:
            assert '| ``%s' % route.verb in text
