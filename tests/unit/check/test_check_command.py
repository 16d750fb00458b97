"""``clarifai check`` as a command: formats, exit statuses, no secrets, and without its extra."""
from __future__ import absolute_import

import json
import subprocess
import sys

import pytest

from clarifai.check import syntax
from clarifai.cli.main import main

APP = u'from clarifai.rest import ClarifaiApp\napp = ClarifaiApp()\n'
GONE = APP + u'app.inputs.get_outputs("a")\n'
PAT = APP + u'app.models.get("general-v1.3")\n'


@pytest.fixture
def run(capsys):
    """Runs the command and gives its status, output and error output."""
    def run(*words):
        try:
            status = main(['check'] + list(words))
        except SystemExit as end:
            status = end.code
        return (status,) + tuple(capsys.readouterr())
    return run


@pytest.fixture
def parser():
    """Skips where the extra is not installed."""
    pytest.importorskip('tree_sitter_python')


@pytest.mark.parametrize('text, words, expected', [
    (u'x = 1\n', [], 0), (APP, [], 0), (PAT, [], 1), (PAT, ['--have-pat'], 0), (GONE, [], 1),
    (GONE, ['--have-pat'], 1), (u'def f(:\n', [], 1)])
def test_the_status_says_whether_there_is_something_to_do(run, write, parser, text, words,
                                                          expected):
    assert run(write('a.py', text), *words)[0] == expected


@pytest.mark.parametrize('words', [(), ('no-such-file.py',), ('.', '--format', 'xml')])
def test_wrong_use_is_2(run, words):
    status, out, err = run(*words)
    assert (status, out) == (2, '') and err


def test_text_has_places_and_a_summary(run, write, parser):
    path = write('a.py', GONE)
    lines = run(path)[1].splitlines()
    assert lines[0] == path + ':1:27: works: import clarifai.rest.ClarifaiApp: works as is'
    assert lines[1].startswith(path + ':2:7: works: ClarifaiApp: takes its credentials')
    assert lines[2] == '    today: App(app_id=..., user_id=..., pat=...)'
    assert lines[-1] == '1 files, 3 lines: 2 works as is, 1 gone'


def test_json_has_all_of_it(run, write, parser):
    path = write('a.py', GONE)
    report = json.loads(run(path, '--format', 'json')[1])
    assert report['summary'] == {'works': 2, 'pat': 0, 'changed': 0, 'gone': 1, 'unreadable': 0}
    assert (report['files'], report['lines']) == (1, 3)
    found = report['findings'][-1]
    assert (found['path'], found['line'], found['column'], found['cell']) == (path, 3, 1, None)
    assert (found['rule'], found['category']) == ('inputs.get_outputs', 'gone')


SECRETS = u'''
import os
from clarifai.rest import ClarifaiApp
os.environ['CLARIFAI_API_KEY'] = 'sesame-open-0001'
KEY = 'sesame-open-0002'
app = ClarifaiApp(api_key=KEY)
app = ClarifaiApp(pat='sesame-open-0003')
app = ClarifaiApp('sesame-open-0004', 'sesame-open-0005')
app = ClarifaiApp(None, None, None, 'sesame-open-0006')
'''


@pytest.mark.parametrize('name', ['text', 'json', 'sarif'])
def test_no_secret_is_printed(run, write, parser, name):
    status, out, err = run(write('a.py', SECRETS), '--format', name)
    assert status == 1 and out.count('KEY') + out.count('secret') > 3
    assert 'sesame' not in out + err


def test_without_the_extra_it_says_so(run, write, monkeypatch):
    monkeypatch.setitem(sys.modules, 'tree_sitter', None)
    status, out, err = run(write('a.py', APP))
    assert (status, out, err) == (2, '', 'clarifai: %s\n' % syntax.MISSING)


def test_the_command_loads_it_only_when_it_is_asked_for():
    code = ('import sys, clarifai.cli.main; '
            'sys.exit(any(name.startswith(("clarifai.check", "tree_sitter")) '
            'for name in sys.modules))')
    assert subprocess.call([sys.executable, '-c', code]) == 0


def test_sarif_has_all_of_it(run, write, parser, tmpdir, monkeypatch):
    write('a b.py', GONE)
    cells = [{'cell_type': 'code', 'source': APP}]
    write('c.ipynb', json.dumps({'cells': cells}))
    monkeypatch.chdir(tmpdir)
    log = json.loads(run('a b.py', 'c.ipynb', '--format', 'sarif')[1])
    assert log['version'] == '2.1.0' and '2.1.0' in log['$schema']
    run_of_it, = log['runs']
    driver = run_of_it['tool']['driver']
    assert driver['name'] == 'clarifai check'
    assert [rule['id'] for rule in driver['rules']] == [
        'works', 'pat', 'changed', 'gone', 'unreadable']
    results = run_of_it['results']
    assert [(result['ruleId'], result['level'], result['kind']) for result in results] == [
        ('works', 'none', 'pass'), ('works', 'none', 'pass'), ('gone', 'error', 'fail'),
        ('works', 'none', 'pass'), ('works', 'none', 'pass')]
    assert results[2]['locations'] == [{'physicalLocation': {
        'artifactLocation': {'uri': 'a%20b.py'}, 'region': {'startLine': 3, 'startColumn': 1}}}]
    assert 'region' not in results[4]['locations'][0]['physicalLocation']
    assert results[4]['message']['text'].startswith('Cell 1, line 2: ClarifaiApp: ')


def test_sarif_has_addresses_of_files_elsewhere(run, write, parser):
    path = write('a.py', GONE)
    log = json.loads(run(path, '--format', 'sarif')[1])
    place = log['runs'][0]['results'][0]['locations'][0]['physicalLocation']
    assert place['artifactLocation']['uri'] == 'file://' + path


# Of each object of SARIF 2.1.0 that is written: its properties as the standard has them ('!' for
# what is required), each with what it holds: a type, some values, another object, or a list.
TEXT = {'text!': str}
SARIF = {
    'version!': ('2.1.0',), '$schema': str,
    'runs!': [{
        'tool!': {'driver!': {'name!': str, 'version': str, 'rules': [{
            'id!': str, 'shortDescription': TEXT,
            'defaultConfiguration': {'level': ('none', 'note', 'warning', 'error')}}]}},
        'columnKind': ('utf16CodeUnits', 'unicodeCodePoints'),
        'results': [{
            'ruleId': str, 'level': ('none', 'note', 'warning', 'error'), 'message!': TEXT,
            'kind': ('notApplicable', 'pass', 'fail', 'review', 'open', 'informational'),
            'properties': {'use': str, 'today': str},
            'locations': [{'physicalLocation': {
                'artifactLocation!': {'uri': str},
                'region': {'startLine': int, 'startColumn': int}}}]}]}]}


def departures(value, rule, where='log'):
    """Yields where a value is not what the standard asks for."""
    if isinstance(rule, type):
        if not isinstance(value, rule) or isinstance(value, int) and value < 1:
            yield '%s: %r' % (where, value)
    elif isinstance(rule, tuple):
        if value not in rule:
            yield '%s: %r' % (where, value)
    elif isinstance(rule, list):
        if not isinstance(value, list):
            yield where + ' is no list'
            return
        for number, item in enumerate(value):
            for departure in departures(item, rule[0], '%s[%d]' % (where, number)):
                yield departure
    elif not isinstance(value, dict):
        yield where + ' is no object'
    else:
        known = dict((name.rstrip('!'), rule[name]) for name in rule)
        for name in sorted(rule):
            if name.endswith('!') and name[:-1] not in value:
                yield '%s lacks %s' % (where, name[:-1])
        for name in sorted(value):
            if name not in known:
                yield '%s has %s' % (where, name)
            else:
                for departure in departures(value[name], known[name], where + '.' + name):
                    yield departure


def test_sarif_has_the_structure_of_the_standard(run, write, parser, tmpdir):
    write('a.py', GONE + u'app.models.get("general-v1.3")\napp.inputs.delete_all()\n')
    write('b.py', APP + u'def f(:\n')
    write('c.ipynb', json.dumps({'cells': [{'cell_type': 'code', 'source': APP}]}))
    write('d.ipynb', u'no notebook')
    write('requirements.txt', u'clarifai==2.6.2\n')
    log = json.loads(run(str(tmpdir), '--format', 'sarif')[1])
    assert list(departures(log, SARIF)) == []
    run_of_it, = log['runs']
    rules = set(rule['id'] for rule in run_of_it['tool']['driver']['rules'])
    assert set(result['ruleId'] for result in run_of_it['results']) == rules
    for result in run_of_it['results']:  # only what fails has a level
        assert (result['kind'] == 'fail') == (result['level'] != 'none')
        assert result['locations'][0]['physicalLocation']['artifactLocation']['uri'].startswith(
            'file:///')


@pytest.mark.parametrize('damage, said', [
    (lambda log: log.pop('runs'), 'log lacks runs'),
    (lambda log: log.update(version='2.0'), "log.version: '2.0'"),
    (lambda log: log['runs'][0]['tool'].pop('driver'), 'log.runs[0].tool lacks driver'),
    (lambda log: log['runs'][0]['results'][0].update(level='high'),
     "log.runs[0].results[0].level: 'high'"),
    (lambda log: log['runs'][0]['results'][0].pop('message'),
     'log.runs[0].results[0] lacks message'),
    (lambda log: log['runs'][0].update(findings=[]), 'log.runs[0] has findings')])
def test_what_is_no_sarif_is_noticed(run, write, parser, damage, said):
    log = json.loads(run(write('a.py', GONE), '--format', 'sarif')[1])
    damage(log)
    assert list(departures(log, SARIF)) == [said]
