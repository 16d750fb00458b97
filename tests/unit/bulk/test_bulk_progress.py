"""Who is told how far a run is: a function, or a line on a terminal."""
from __future__ import absolute_import

import sys

import pytest

from clarifai.bulk import Report, predict
from clarifai.bulk.progress import Line, duration, in_words
from clarifai.errors import UserError


class Terminal(object):
    """What is written on a terminal, as somebody sees it.

    Attributes:
        lines (list of str): what is to be seen; the last one is being written.
    """

    def __init__(self, is_one=True):
        self.isatty = lambda: is_one
        self.lines, self._place = [''], 0

    def write(self, text):
        for character in text:
            if character == '\n':
                self.lines.append('')
                self._place = 0
            elif character == '\r':
                self._place = 0
            elif character == '\b':
                self._place -= 1
            else:
                line = self.lines[-1]
                self.lines[-1] = line[:self._place] + character + line[self._place + 1:]
                self._place += 1

    def flush(self):
        pass

    @property
    def seen(self):
        return [line.rstrip() for line in self.lines]


@pytest.fixture
def terminal(monkeypatch):
    """Makes the error output a terminal, or something else; to be called in the test."""
    def made(is_one=True):
        stream = Terminal(is_one)
        monkeypatch.setattr(sys, 'stderr', stream)
        return stream
    return made


def report(done, failed=0, skipped=0, seconds=0.0):
    times = [0.0, seconds]
    made = Report(lambda: times.pop(0))
    made.start()
    made.end()
    made.done, made.failed, made.skipped = done, failed, skipped
    return made


@pytest.mark.parametrize('given, total, words', [
    (report(0), None, '0'), (report(1234), None, '1,234'), (report(0), 5, '0 of 5 (0 %)'),
    (report(1000, 2, 232, 10), 5000, '1,234 of 5,000 (24 %), 100.2 a second, 0:38 left, 2 failed'),
    (report(10, seconds=0.5), 20, '10 of 20 (50 %)'),
    (report(10, seconds=100), None, '10, 0.1 a second'),
    (report(10, seconds=36000), 20, '10 of 20 (50 %), 0.0 a second, 10:00:00 left'),
    (report(20, seconds=5), 20, '20 of 20 (100 %), 4.0 a second, 0:00 left'),
    (report(0), 0, '0')])
def test_words(given, total, words):
    assert in_words(given, total) == words


def test_durations():
    assert [duration(seconds) for seconds in (0, 59.6, 61, 3600, 86399)] == [
        '0:00', '1:00', '1:01', '1:00:00', '23:59:59']


def test_a_line_is_written_over():
    stream, times = Terminal(), [0.0]
    line = Line(stream, 200, clock=lambda: times[0])
    line.update(report(100))
    assert stream.seen == ['100 of 200 (50 %)']
    times[0] = 0.05
    line.update(report(110))
    assert stream.seen == ['100 of 200 (50 %)']
    times[0] = 0.2
    line.say('short')
    assert stream.seen == ['short']
    line.hide()
    line.hide()
    stream.write('a row\n')
    line.show()
    assert stream.seen == ['a row', 'short']
    times[0] = 0.4
    line.update(report(130))
    assert stream.seen == ['a row', '130 of 200 (65 %)']
    line.close(report(200))
    assert stream.seen == ['a row', '']


def test_a_line_is_no_wider_than_the_terminal():
    stream = Terminal()
    Line(stream, 5000, columns=20).update(report(1000, 2, 232, 10))
    assert stream.seen == ['1,234 of 5,000 (24']


def test_a_terminal_that_is_gone_stops_nothing():
    class Gone(Terminal):
        def write(self, text):
            raise IOError(5, 'Input/output error')
    line = Line(Gone())
    line.update(report(1))
    line.close(report(1))


def test_a_function_is_told(model):
    told = []
    run = predict(model, ['http://p/1', 'http://p/bad', 'http://p/3'],
                  progress=lambda report: told.append((report.done, report.failed)))
    run.finish()
    assert told == [(1, 0), (1, 1), (2, 1)]


def test_a_line_on_a_terminal(model, terminal):
    stream = terminal()
    predict(model, ['http://p/1', 'http://p/bad', 'http://p/3'], progress=True).finish()
    assert stream.seen == ['3 of 3 (100 %), 1 failed', '']


def test_a_line_of_unknown_length(model, terminal):
    stream = terminal()
    predict(model, iter(['http://p/1']), progress=True).finish()
    assert stream.seen == ['1', '']


def test_no_line_without_a_terminal_or_the_wish(model, terminal):
    stream = terminal()
    predict(model, ['http://p/1']).finish()
    assert stream.seen == ['']
    stream = terminal(False)
    predict(model, ['http://p/1'], progress=True).finish()
    assert stream.seen == ['']


def test_what_cannot_be_told(model):
    with pytest.raises(UserError) as caught:
        predict(model, [], progress='a bar')
    assert str(caught.value) == "progress must be a function or True, not 'a bar'"
