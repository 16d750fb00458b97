"""Every route of the platform, from `app.platform`, against the published protobufs."""
from __future__ import absolute_import

import importlib
import itertools
import os
import re
import subprocess
import sys

import pytest

pytest.importorskip('clarifai_grpc')

from clarifai_grpc.grpc.api import service_pb2  # noqa: E402

from clarifai.errors import ApiError, UserError  # noqa: E402
from clarifai.operations import schema, table  # noqa: E402
from clarifai.rest import ClarifaiApp  # noqa: E402
from contract import ROUTES, check, report  # noqa: E402
from fake_platform import BASE, KEY, PAT, Wire, session  # noqa: E402
from operation_arguments import arguments_of  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
METHODS = service_pb2.DESCRIPTOR.services_by_name['V2'].methods_by_name
CALLS = [(name, number) for name in table.names()
         for number in range(len(table.row(name).routes))]
# Declared twice: the operation that is published first answers there.
TWICE = {
    ('patch_runners', 0): 'post_runners',
    ('stream_log_entries', 0): 'list_log_entries',
    ('stream_log_entries', 1): 'list_log_entries',
    ('list_pipelines', 1): 'post_pipelines',
}
TWO_WAY = ('stream_model_outputs', 'post_model_versions_upload', 'process_runner_items',
           'post_pipeline_step_versions_upload', 'post_artifact_versions_upload')
PAGED = [name for name in table.names() if table.row(name).pages]


def app_over(wire):
    return ClarifaiApp(pat=PAT, user_id='me', app_id='mine', base_url=BASE, session=session(wire))


def arguments_for(name, number):
    """Returns arguments that have room on a route, and those that its path needs."""
    row = table.row(name)
    route = row.routes[number]
    request = METHODS[row.rpc].input_type
    made = arguments_of(request, ['user_app_id'], not route.has_body)
    if row.pages == 'page':
        made.update(page=2, per_page=5)
    for variable in route.variables:
        if '.' in variable:
            place, parts = made, variable.split('.')
            for part in parts[:-1]:
                place = place.setdefault(part, {})
            place[parts[-1]] = 'the ' + parts[-1]
    return made


def test_there_are_as_many_operations_and_routes_as_published():
    assert len(table.names()) == 273
    assert len(CALLS) == 467
    assert sorted(TWICE) == [call for call in CALLS
                             if table.row(call[0]).routes[call[1]].shadowed_by]


@pytest.mark.parametrize('name,number', CALLS)
def test_every_route_is_taken_as_published(name, number):
    wire = Wire(lambda sent: [b'{"result": {"status": {"code": 10000}}}\n']
                if table.row(name).is_stream else {})
    route = getattr(app_over(wire).platform, name).routes[number]
    arguments = arguments_for(name, number)
    if name in TWO_WAY or (name, number) in TWICE:
        with pytest.raises(UserError) as refusal:
            route(**arguments)
        assert wire.sent == []
        assert TWICE.get((name, number), 'REST cannot carry') in str(refusal.value)
        return
    answer = route(**arguments)
    if table.row(name).is_stream:
        assert list(answer) == [{'status': {'code': 10000}}]
    sent, = wire.sent
    result = report(sent.exchange)
    assert result['errors'] == []
    assert result['rpc'] == table.row(name).rpc
    assert re.sub('user_app_id.', '', result['template']) == '%s %s' % (route.method, route.path)
    assert sent.headers['Authorization'] == 'Key ' + PAT


def test_the_distinct_routes_are_those_that_are_published():
    distinct = set((route.verb, re.sub('{.*?}', '{}', route.template)) for route in ROUTES)
    ours = set((route.verb, re.sub('{.*?}', '{}', route.path)) for name, number in CALLS
               for route in [table.row(name).routes[number]])
    assert len(distinct) == 463
    assert ours == distinct


def test_patch_runners_says_that_its_address_is_of_another():
    with pytest.raises(UserError) as refusal:
        app_over(Wire()).platform.patch_runners(
            compute_cluster_id='c', nodepool_id='n', runners=[{'id': 'r'}])
    assert 'is published for post_runners first' in str(refusal.value)


@pytest.mark.parametrize('name', [name for name in table.names() if name not in TWO_WAY and
                                  name != 'patch_runners'])
def test_every_operation_finds_a_route_by_itself(name):
    wire = Wire(lambda sent: [] if table.row(name).is_stream else {})
    number = next(number for number, route in enumerate(table.row(name).routes)
                  if not route.shadowed_by)
    getattr(app_over(wire).platform, name)(**arguments_for(name, number))
    rpc, problems = check(wire.sent[0].exchange)
    assert (rpc, problems) == (table.row(name).rpc, [])


def unscoped(name):
    """Returns the number of the route without user and app that a key can take, or None."""
    row = table.row(name)
    return next((number for number, route in enumerate(row.routes)
                 if not route.scope and not route.shadowed_by and
                 route.verb == row.routes[0].verb), None)


@pytest.mark.parametrize('name', [name for name in table.names() if name not in TWO_WAY and
                                  name != 'patch_runners'])
def test_a_key_takes_the_route_without_user_and_app_or_says_what_it_takes(name):
    wire = Wire(lambda sent: [] if table.row(name).is_stream else {})
    app = ClarifaiApp(api_key=KEY, base_url=BASE, session=session(wire))
    number = unscoped(name)
    # What only a body has room for cannot be sent on the one route that has none.
    if number is not None and name != 'put_upload_content_parts':
        getattr(app.platform, name)(**arguments_for(name, number))
        sent, = wire.sent
        rpc, problems = check(sent.exchange)
        assert (rpc, problems) == (table.row(name).rpc, [])
        assert '/apps/' not in sent.path
        assert sent.headers['Authorization'] == 'Key ' + KEY
        return
    with pytest.raises(UserError) as refusal:
        getattr(app.platform, name)(**arguments_for(name, 0))
    for words in ('PAT', 'user', 'app'):
        assert words in str(refusal.value)
    assert wire.sent == []


@pytest.mark.parametrize('name', PAGED)
def test_every_list_goes_to_its_end(name):
    row = table.row(name)
    pages = [[{'id': 'a'}, {'id': 'b'}], [{'id': 'c'}], []]
    numbers = itertools.count()
    wire = Wire(lambda sent: {row.items: pages[next(numbers)]})
    call = getattr(app_over(wire).platform, name)
    given = dict((variable, 'x') for variable in row.routes[0].variables)
    assert list(call.items(per_page=2, **given)) == [{'id': 'a'}, {'id': 'b'}, {'id': 'c'}]
    assert len(wire.sent) == 3
    for sent in wire.sent:
        rpc, problems = check(sent.exchange)
        assert (rpc, problems) == (row.rpc, [])
    assert len(set(repr((sent.line, sent.body)) for sent in wire.sent)) == 3


@pytest.mark.parametrize('name', PAGED)
def test_a_list_that_repeats_its_page_ends_with_an_error(name):
    row = table.row(name)
    wire = Wire(lambda sent: {row.items: [{'id': 'a'}]})
    call = getattr(app_over(wire).platform, name)
    items = call.items(**dict((variable, 'x') for variable in row.routes[0].variables))
    assert next(items) == {'id': 'a'}
    with pytest.raises(ApiError) as refusal:
        next(items)
    assert 'a page of %s again' % row.items in str(refusal.value)
    assert len(wire.sent) == 2


def test_the_messages_are_all_there():
    names = schema.message_names()
    assert len(names) == 694 and 'InputBatch' in names
    for name in names:
        for field in schema.message(name).values():
            assert field.number > 0 and field.type
    assert schema.message('Concept')['value'].words == ('shown', 'default:1')


def test_what_is_generated_is_what_the_generator_makes():
    subprocess.check_call([sys.executable, os.path.join(ROOT, 'scripts', 'operations',
                                                        'generate.py'), '--check'])


@pytest.mark.parametrize('file,name,rpc', [
    ('judgements', 'ONCE', 'PostKeys'), ('judgements', 'WITH_IDS', 'PostInputs'),
    ('judgements', 'REPEATABLE', 'PostModelOutputs'), ('judgements', 'ITEMS', 'ListModelTypes')])
def test_what_nobody_has_judged_stops_the_generator(monkeypatch, file, name, rpc):
    monkeypatch.syspath_prepend(os.path.join(ROOT, 'scripts', 'operations'))
    tables = importlib.import_module('tables')
    found = importlib.import_module('descriptors').operations()
    judgements = importlib.import_module(file)
    kept = getattr(judgements, name)
    left = kept - {rpc} if isinstance(kept, frozenset) else dict(
        (one, value) for one, value in kept.items() if one != rpc)
    monkeypatch.setattr(judgements, name, left)
    with pytest.raises(tables.Unjudged) as refusal:
        tables.rows(found)
    assert rpc in str(refusal.value)


def test_the_news_are_what_the_tables_have_not(monkeypatch, capsys):
    monkeypatch.syspath_prepend(os.path.join(ROOT, 'scripts', 'operations'))
    news = importlib.import_module('news')
    assert news.tell() == 0
    assert 'nothing that the tables have not' in capsys.readouterr()[0]
    here = news._here()
    here['operation']['post_wonders'] = {'route POST /v2/wonders'}
    here['message']['Input'] = here['message']['Input'] | {'field wonder: 99 string'}
    del here['enum']['LicenseType']
    monkeypatch.setattr(news, '_here', lambda: here)
    assert news.tell() == 0
    printed = capsys.readouterr()[0]
    assert 'operation is new: post_wonders' in printed
    assert 'message Input has a new field wonder: 99 string' in printed
    assert 'enum is gone: LicenseType' in printed
