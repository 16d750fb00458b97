"""The loop that waits."""
from __future__ import absolute_import

import pytest

from clarifai.errors import ApiClientError
from clarifai import waiting
from clarifai.waiting import wait_until


class Server(object):
    """Time, and answers in turn (the last one for ever), each after `delay` seconds."""

    def __init__(self, *answers, **options):
        self.answers, self.delay = list(answers), options.get('delay', 0)
        self.now, self.asked, self.pauses = 100.0, [], []

    def missing(self):
        self.asked.append(self.now)
        self.now += self.delay
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def sleep(self, seconds):
        assert seconds > 0
        self.pauses.append(seconds)
        self.now += seconds

    def wait(self, max_wait, **options):
        return wait_until(self.missing, 'the uploads', max_wait, clock=lambda: self.now,
                          sleep=self.sleep, **options)


def test_done_at_once_does_not_wait():
    server = Server(None)
    assert server.wait(10) is None
    assert len(server.asked) == 1 and server.pauses == []


def test_asks_once_a_second_until_nothing_is_missing():
    server = Server('2 left', '1 left', None)
    server.wait(10)
    assert server.asked == [100.0, 101.0, 102.0]


def test_another_interval():
    server = Server('1 left', '1 left', None)
    server.wait(10, interval=0.25)
    assert server.asked == [100.0, 100.25, 100.5]


def test_gives_up_and_says_what_it_was_waiting_for_and_what_was_missing_last():
    server = Server('3 left', '2 left')
    with pytest.raises(ApiClientError) as caught:
        server.wait(5)
    for part in ('5 seconds', 'the uploads', '2 left'):
        assert part in str(caught.value)
    assert server.now == 105.0 and len(server.asked) == 6


def test_asks_a_last_time_when_the_time_is_over():
    server = Server('1 left', '1 left', '1 left', None)
    server.wait(2.5)
    assert server.asked == [100.0, 101.0, 102.0, 102.5]


def test_no_time_at_all_asks_once():
    server = Server('1 left')
    with pytest.raises(ApiClientError):
        server.wait(0)
    assert len(server.asked) == 1 and server.pauses == []


def test_the_time_that_answers_take_counts():
    server = Server('1 left', delay=4)
    with pytest.raises(ApiClientError):
        server.wait(5)
    assert len(server.asked) == 2


def test_an_error_ends_the_wait():
    server = Server('1 left', ApiClientError('it failed'))
    with pytest.raises(ApiClientError) as caught:
        server.wait(10)
    assert str(caught.value) == 'it failed'


def test_real_time_unless_told(monkeypatch):
    server = Server('1 left', None)
    monkeypatch.setattr(waiting.time, 'sleep', server.sleep)
    wait_until(server.missing, 'x', 10)
    assert len(server.pauses) == 1 and server.pauses[0] == waiting.INTERVAL
