"""Runs: order, laziness, errors as values, and when there is no hope."""
from __future__ import absolute_import

import itertools
import threading
import time

import pytest

from clarifai.bulk import predict
from clarifai.errors import ApiError, UserError


def urls(number):
    return ['http://p/%d.jpg' % index for index in range(number)]


def seen(results):
    return [result.output['data']['seen'] for result in results]


def test_results_come_in_the_order_of_the_sources(model, server):
    server.before = lambda batch: time.sleep(0.05 if 'http://p/0.jpg' in batch else 0)
    assert seen(predict(model, urls(100), batch=7)) == urls(100)
    assert sorted(server.sent) == sorted(urls(100))
    assert sorted(map(len, server.batches)) == [2] + [7] * 14


def test_results_as_they_come(model, server):
    gate = threading.Event()
    server.before = lambda batch: gate.wait(10) if 'http://p/0.jpg' in batch else None
    run = predict(model, urls(30), batch=10, ordered=False)
    first = seen(itertools.islice(run, 20))
    gate.set()
    assert sorted(first) == sorted(urls(30)[10:])
    assert seen(run) == urls(30)[:10]


def test_a_result_says_which_source_it_is_of(model):
    sources = urls(3)
    results = list(predict(model, sources, batch=2))
    assert [(result.index, result.source, result.ok) for result in results] == [
        (0, sources[0], True), (1, sources[1], True), (2, sources[2], True)]


def test_no_sources_no_results(model, server):
    run = predict(model, [])
    assert list(run) == []
    assert server.batches == []
    assert (run.report.done, run.report.failed) == (0, 0)


def test_nothing_is_sent_before_a_result_is_wanted(model, server):
    predict(model, urls(3))
    time.sleep(0.05)
    assert server.batches == []


def test_sources_are_taken_only_as_results_are(model):
    taken = []

    def endless():
        for index in itertools.count():
            taken.append(index)
            yield 'http://p/%d.jpg' % index

    run = predict(model, endless(), batch=4, workers=2)
    assert seen(itertools.islice(run, 400)) == urls(400)
    assert len(taken) <= 400 + 4 * 4 * 2
    run.close()


def test_results_do_not_wait_for_sources_that_come_slowly(model):
    taken = []

    def slow():
        for url in urls(200):
            time.sleep(0.05)
            taken.append(url)
            yield url

    run = predict(model, slow(), batch=2, workers=8)
    assert seen([next(run)]) == urls(1)
    assert len(taken) < 30  # and not two batches for each worker
    run.close()


def test_a_slow_batch_does_not_let_the_others_run_away(model, server):
    gate = threading.Event()
    server.before = lambda batch: gate.wait(0.5) if 'http://p/0.jpg' in batch else None
    run = predict(model, ('http://p/%d.jpg' % index for index in itertools.count()), batch=1,
                  workers=2)
    next(run)
    assert len(server.batches) <= 2 * 4
    run.close()


def test_no_more_requests_at_once_than_workers(model, server):
    counts, lock = [0, 0], threading.Lock()

    def count(batch):
        with lock:
            counts[0] += 1
            counts[1] = max(counts)
        time.sleep(0.005)
        with lock:
            counts[0] -= 1
    server.before = count
    assert predict(model, urls(60), batch=1, workers=3).finish().done == 60
    assert counts == [0, 3]


def test_closing_ends_the_work(model, server):
    run = predict(model, urls(1000), batch=1, workers=2)
    next(run)
    run.close()
    time.sleep(0.05)
    sent = len(server.sent)
    time.sleep(0.05)
    assert len(server.sent) == sent < 20
    assert list(run) == []


def test_leaving_a_with_block_ends_the_work(model, server):
    with predict(model, urls(1000), batch=1, workers=2) as run:
        next(run)
    assert list(run) == []
    assert len(server.sent) < 20


def test_one_bad_source_is_the_error_of_its_result(model, tmpdir):
    sources = ['http://p/1', 'http://p/bad', str(tmpdir.join('nothing')), None, b'content\0']
    results = list(predict(model, sources))
    assert [result.error.code if result.error else None for result in results] == [
        None, 30002, 'unreadable', 'unreadable', None]
    assert str(results[1].error) == '30002: Download failed'
    assert 'No such file' in str(results[2].error)
    assert 'not None' in str(results[3].error)
    assert results[4].output['data']['seen'] == u'content\0'
    with pytest.raises(type(results[1].error)):
        raise results[1].error


def test_the_report_counts(model):
    run = predict(model, ['http://p/1', 'http://p/bad', 'http://p/bad2', 'nowhere.jpg'])
    report = run.finish()
    assert report is run.report
    assert (report.done, report.failed, report.skipped) == (1, 3, 0)
    assert report.codes == {30002: 2, 'unreadable': 1}
    assert report.seconds > 0 and report.rate > 0
    assert str(report).startswith('1 done, 3 failed in ')
    assert str(report).endswith('; errors: 2 x 30002, 1 x unreadable')


def test_sources_that_are_all_bad_by_themselves_do_not_end_the_run(model):
    run = predict(model, ['http://p/bad%d' % index for index in range(50)], batch=10)
    assert run.finish().codes == {30002: 50}


def test_one_that_spoils_its_request_is_found(model, server):
    sources = urls(31) + ['http://p/poison.jpg']
    results = list(predict(model, sources, batch=32))
    assert [result.index for result in results if not result.ok] == [31]
    assert results[31].error.status_code == 400
    assert seen(results[:31]) == urls(31)
    assert len(server.batches) <= 2 * 5 + 1


@pytest.mark.parametrize('status', [401, 402, 403, 404])
def test_a_wrong_key_or_model_ends_the_run_with_the_first_batch(model, server, status):
    server.trouble = [(status,)] * 1000
    with pytest.raises(ApiError) as caught:
        predict(model, urls(1000), batch=1, workers=2).finish()
    assert caught.value.status_code == status
    assert caught.value.params == {}
    assert len(server.batches) <= 8


def test_a_wrong_key_ends_the_run_later_too(model, server):
    run = predict(model, urls(1000), batch=10, workers=1)
    next(run)
    server.trouble = [(401,)] * 1000
    with pytest.raises(ApiError):
        run.finish()
    assert len(server.sent) < 100


def test_what_is_refused_from_the_beginning_ends_the_run(model):
    with pytest.raises(ApiError) as caught:
        predict(model, ['http://p/poison'] * 1000, batch=10).finish()
    assert caught.value.status_code == 400


def test_small_batches_are_refused_some_times_before_that(model, server):
    with pytest.raises(ApiError):
        predict(model, ['http://p/poison'] * 1000, batch=1, workers=1).finish()
    assert 8 <= len(server.batches) <= 10


def test_one_refused_source_alone_is_a_value(model):
    result, = predict(model, ['http://p/poison'])
    assert result.error.status_code == 400


def test_no_server_at_all_ends_the_run(model, server):
    server.trouble = [ApiError('http://p', {}, 'POST', cause='no route')] * 1000
    with pytest.raises(ApiError) as caught:
        predict(model, urls(1000), batch=10).finish()
    assert 'no route' in str(caught.value)


def test_a_server_that_goes_away_for_a_while_fails_what_was_sent_then(model, server):
    run = predict(model, urls(60), batch=10, workers=1)
    results = [next(run)]
    server.trouble = [ApiError('http://p', {}, 'POST', cause='broken pipe')]
    results += run
    failed = [result for result in results if not result.ok]
    assert len(failed) == 10
    assert set(result.error.code for result in failed) == set(['unreachable'])
    assert 'broken pipe' in str(failed[0].error)
    assert run.report.done == 50


def test_a_failure_of_the_server_fails_its_batch_only(model, server):
    server.trouble = [(500,)]
    report = predict(model, urls(30), batch=10).finish()
    assert (report.done, report.failed) == (20, 10)
    assert report.codes == {10500: 10}


def test_what_the_sources_raise_comes_through(model):
    def broken():
        yield 'http://p/1'
        raise ValueError('no more')
    with pytest.raises(ValueError):
        predict(model, broken()).finish()


@pytest.mark.parametrize('arguments, word', [
    ({'workers': 0}, 'workers'), ({'batch': 129}, 'batch'), ({'batch': True}, 'batch'),
    ({'max_bytes': 0}, 'max_bytes'), ({'sources': 'http://p/1'}, 'sources'),
    ({'sources': 5}, 'sources'), ({'model': 'general'}, 'model')])
def test_wrong_arguments_are_said_at_once(model, arguments, word):
    with pytest.raises(UserError) as caught:
        predict(**dict({'model': model, 'sources': []}, **arguments))
    assert str(caught.value).startswith(word)
