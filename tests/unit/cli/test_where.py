"""``clarifai models where``."""
from __future__ import absolute_import

import csv
import json

import pytest

from clarifai.cli.main import main
from clarifai.rest import whereabouts

HEAD = 'name,type,today,opened by,gone,successor'


@pytest.fixture
def run(capsys, monkeypatch, http):
    """Runs the command without any credentials; nothing is sent."""
    for name in ('CLARIFAI_API_KEY', 'CLARIFAI_PAT'):
        monkeypatch.delenv(name, raising=False)

    def run(*words):
        try:
            status = main(['models', 'where'] + list(words))
        except SystemExit as end:
            status = end.code
        assert http.requests == []
        return (status,) + tuple(capsys.readouterr())
    return run


def test_a_table_of_what_is_asked_for(run):
    status, out, err = run('celebrity', 'food-items-v1.0')
    lines = [line.split() for line in out.splitlines()]
    assert (status, err) == (0, '')
    assert lines[0] == ['NAME', 'TYPE', 'TODAY', 'OPENED', 'BY', 'GONE', 'SUCCESSOR']
    assert lines[1][:6] == ['celebrity', 'facedetect-identity', 'celebrity-face-detection',
                            'nobody', 'decommissioned', '2025-12-31']
    assert lines[2] == ['food-items-v1.0', 'concept', 'food-item-v1-recognition', 'PAT']


def test_columns_are_as_wide_as_their_widest_cell(run):
    _, out, _ = run()
    column = out.splitlines()[0].index('OPENED BY')
    assert set(line[column:column + 6].strip() for line in out.splitlines()[1:]) == {
        'PAT', 'nobody'}


@pytest.mark.parametrize('words', [(), ('--all',)])
def test_all_of_them(run, words):
    status, out, err = run('--format', 'jsonl', *words)
    assert (status, err) == (0, '')
    assert [json.loads(line) for line in out.splitlines()] == [
        dict(row._asdict()) for row in whereabouts.of_all()]


def test_as_csv(run):
    status, out, _ = run('--format', 'csv', 'general', 'demographics')
    assert out.splitlines()[0] == HEAD
    assert list(csv.reader(out.splitlines()))[1:] == [
        ['general', 'concept', 'general-image-recognition', 'PAT', '', ''],
        ['general', 'embed', 'general-image-embedding', 'PAT', '', ''],
        ['demographics', 'facedetect-demographics', '', 'nobody', 'retired 2020-10-16',
         'workflow Demographics']]


def test_an_unknown_name_has_near_misses_and_is_a_failure(run):
    status, out, err = run('genral', 'focus')
    assert status == 1 and out.splitlines()[1].startswith('focus')
    assert 'genral' in err and 'did you mean general' in err
    status, out, err = run('xyzzy')
    assert (status, out) == (1, '')
    assert 'xyzzy' in err and '"clarifai models where" lists all' in err


def test_names_and_all_are_two_things(run):
    status, out, err = run('--all', 'focus')
    assert (status, out) == (2, '') and 'not both' in err
