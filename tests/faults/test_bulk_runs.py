"""Bulk work on a server that misbehaves: nothing lost, nothing twice, and slower after 429."""
from __future__ import absolute_import

import pytest

from calls import quick
from clarifai.bulk import predict, upload
from clarifai.errors import ApiError
import steps
from server import Server

WAYS = {  # each of them after the inputs were added, but the last three
    'reset': steps.reset_acted,
    'close': steps.close_acted,
    'HTTP 500': steps.act_and_refuse(500),
    'truncated': steps.truncated,
    'stall': steps.act_and_stall,
    'stall in the body': steps.stall_in_body,
    'reset before': steps.reset_unacted,
    'HTTP 503 before': steps.refuse(503),
    'HTTP 429 before': steps.refuse(429, 'Retry-After: 0'),
}
ONCE = dict(attempts=1)  # the client gives up at once, so that the run must cope


def urls(number):
    return ['https://pics.example.com/%d.jpg' % one for one in range(number)]


def each_way():
    return pytest.mark.parametrize('way', sorted(WAYS))


@each_way()
def test_a_fault_in_the_middle_of_an_upload(connect, way):
    with Server(steps.ok, steps.ok, WAYS[way], steps.ok) as server:
        report = upload(connect(server), urls(50), batch=10, workers=2).finish()
    assert (report.done, report.failed) == (50, 0)
    assert len(server.backend.done) == 50
    assert server.backend.twice == []


@each_way()
def test_what_was_lost_in_one_run_is_found_by_the_next(connect, tmpdir, way):
    journal = tmpdir.join('journal').strpath
    with Server(steps.ok, steps.ok, WAYS[way], WAYS[way], steps.ok) as server:
        app = connect(server, retry=quick(**ONCE))
        first = upload(app, urls(50), batch=10, workers=1, journal=journal).finish()
        second = upload(app, urls(50), batch=10, workers=1, journal=journal).finish()
    assert first.done + second.done == 50
    assert second.failed == 0
    assert second.skipped == first.done
    assert len(server.backend.done) == 50
    assert server.backend.twice == []


def test_faults_in_every_third_request_of_many_threads(connect):
    attempts = 20  # which thread meets a fault is chance, and none must meet only faults
    turns = [steps.ok, steps.ok, steps.reset_acted, steps.ok, steps.ok,
             steps.act_and_refuse(502)] * 30
    with Server(*(turns + [steps.ok])) as server:
        app = connect(server, retry=quick(attempts=attempts))
        report = upload(app, urls(400), batch=8, workers=8).finish()
    assert (report.done, report.failed) == (400, 0)
    assert len(server.backend.done) == 400
    assert server.backend.twice == []


def test_after_429_the_server_is_left_alone_for_as_long_as_it_asks(connect):
    refusals = [steps.refuse(429, 'Retry-After: 0.3')] * 4
    with Server(*(refusals + [steps.ok])) as server:
        app = connect(server)
        report = predict(app.public_models.general_model, urls(12), batch=1, workers=4).finish()
    assert (report.done, report.failed) == (12, 0)
    assert len(server.arrived) == 12 + 4
    early = [one for one in server.arrived if one < server.arrived[0] + 0.3]
    assert len(early) <= 4 + 4  # those that were in the threads' queue when the first 429 came


def test_a_server_that_is_not_there_ends_the_run_with_the_first_batch(connect):
    with Server(listening=False) as server:
        app = connect(server)
        run = predict(app.public_models.general_model, urls(10000), batch=10, workers=2)
        with pytest.raises(ApiError):
            run.finish()
    assert run.report.done == run.report.failed == 0


def test_a_wrong_key_is_told_once(connect):
    with Server(steps.refuse(401)) as server:
        run = upload(connect(server), urls(10000), batch=10, workers=4)
        with pytest.raises(ApiError) as caught:
            run.finish()
    assert caught.value.status_code == 401
    assert len(server.arrived) <= 4 * 2
    assert server.backend.done == []
