"""The engine with work that has nothing to do with Clarifai."""
from __future__ import absolute_import

import json
import pickle

import pytest

from clarifai.bulk.report import ItemError
from clarifai.bulk.runner import Run
from clarifai.bulk.work import Outcome, Work
from clarifai.errors import UserError


class Halving(Work):
    """Halves even numbers; odd ones are errors, and negative ones cannot be done at all."""

    def __init__(self, name='halve'):
        super(Halving, self).__init__()
        self.task = name
        self.batches = []

    def item(self, given):
        if given < 0:
            raise UserError('%d is negative' % given)
        return {'number': given}

    def size(self, item):
        return item['number']

    def key(self, item):
        return 'number %d' % item['number']

    def describe(self, item):
        return 'the number %d' % item['number']

    def batch(self, items):
        self.batches.append(items)
        return Outcome([(None, ItemError('odd', 'no half')) if item['number'] % 2 else
                        (item['number'] // 2, None) for item in items])


def run(work, numbers, journal=None, batch=3, max_bytes=100):
    return Run(work, numbers, executor=None, workers=1, batch=batch, max_bytes=max_bytes,
               ordered=True, journal=journal, progress=None)


@pytest.fixture
def path(tmpdir):
    return tmpdir.join('journal').strpath


def test_results_and_errors_of_any_work():
    results = list(run(Halving(), [8, 3, -1, 20]))
    assert [result.output for result in results] == [4, None, None, 10]
    assert [result.error and result.error.code for result in results] == [
        None, 'odd', 'unreadable', None]
    assert 'is negative' in str(results[2].error)


def test_batches_are_cut_by_the_sizes_that_the_work_gives():
    work = Halving()
    run(work, [60, 60, 20, 2, 4], max_bytes=100).finish()
    assert [[item['number'] for item in batch] for batch in work.batches] == [
        [60], [60, 20, 2], [4]]


def test_the_journal_has_the_keys_and_the_words_of_the_work(path):
    run(Halving(), [2, 3, -1], journal=path).finish()
    with open(path) as handle:
        header, done, failed = [json.loads(line) for line in handle]
    assert header['task'] == 'halve'
    assert done == {'key': 'number 2', 'source': 'the number 2'}
    assert failed['error']['code'] == 'odd'
    report = run(Halving(), [2, 4], journal=path).finish()
    assert (report.skipped, report.done) == (1, 1)


def test_the_journal_of_one_work_is_not_resumed_by_another(path):
    run(Halving(), [2], journal=path).finish()
    other = Halving('halve again')
    with pytest.raises(UserError) as refusal:
        run(other, [2, 4], journal=path).finish()
    assert 'is about another task (halve) than this one (halve again)' in str(refusal.value)
    assert other.batches == []


def test_a_process_has_each_work_once():
    sent = pickle.dumps(Halving())
    assert pickle.loads(sent) is pickle.loads(sent)
    assert pickle.loads(pickle.dumps(Halving())) is not pickle.loads(sent)
