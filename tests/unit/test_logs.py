"""The package's logger."""
from __future__ import absolute_import

import logging
import subprocess
import sys

import pytest

from clarifai import logs


@pytest.fixture(autouse=True)
def untouched_logger():
    handlers, level = list(logs.logger.handlers), logs.logger.level
    yield
    logs.logger.handlers[:] = handlers
    logs.logger.setLevel(level)


def streams():
    return [handler for handler in logs.logger.handlers if type(handler) is logging.StreamHandler]


def test_silent_by_default():
    logs.show(True, None)
    assert streams() == [] and logs.logger.level == logging.NOTSET


def test_quiet_false_shows_what_is_sent(capsys):
    logs.show(False, None)
    logging.getLogger('clarifai').info('GET %s', 'https://api.test')
    shown = capsys.readouterr().err
    assert 'INFO' in shown and 'GET https://api.test' in shown


def test_a_level_takes_the_place_of_info(capsys):
    logs.show(True, logging.DEBUG)
    logging.getLogger('clarifai').debug('details')
    assert 'details' in capsys.readouterr().err
    logs.show(False, logging.ERROR)
    logging.getLogger('clarifai').warning('a warning')
    assert 'a warning' not in capsys.readouterr().err


def test_many_clients_log_each_line_once(capsys):
    for _ in range(3):
        logs.show(False, None)
    logging.getLogger('clarifai').info('once')
    assert capsys.readouterr().err.count('once') == 1


def test_a_handler_of_the_program_is_left_alone_and_is_enough():
    own = logging.StreamHandler()
    logs.logger.addHandler(own)
    logs.show(False, None)
    assert streams() == [own]


def test_importing_leaves_the_programs_logging_alone():
    code = ('import logging; logging.basicConfig(level=logging.ERROR); '
            'before = list(logging.getLogger().handlers); import clarifai.rest, clarifai.logs; '
            'assert logging.getLogger().handlers == before; '
            'assert logging.getLogger("clarifai").level == logging.NOTSET; '
            'assert logging.getLogger("clarifai").propagate')
    subprocess.check_call([sys.executable, '-c', code])
