"""Whatever the server answers, only ApiError escapes from the package.

``CLARIFAI_MUTATIONS`` says how many mutations to try in each dialect ('all' for all of them), and
``CLARIFAI_SEED`` which.
"""
from __future__ import absolute_import

import logging
import os
import random
import sys
import time
import traceback

import pytest

import clarifai
from clarifai.errors import ApiClientError, ApiError, UserError
import mutations

PACKAGE = os.path.dirname(os.path.abspath(clarifai.__file__))
CREDENTIALS = {'key': {'api_key': 'k' * 32},
               'pat': {'pat': 'p' * 32, 'user_id': 'me', 'app_id': 'mine'}}
ONLY_WITH_A_PAT = ('more.',)
# Refusals that say of a whole answer what 2.6.2 said of it, as UserError or ApiClientError.
SAID = ('does not count inputs', 'was not created', 'was not uploaded', 'has no model called',
        'does not mean exactly one model')


@pytest.fixture
def files(tmpdir, monkeypatch):
    """The files that the programs of the cases read, as names of these programs."""
    monkeypatch.setattr(time, 'sleep', lambda seconds=0: None)
    monkeypatch.setattr(logging.getLogger('clarifai'), 'disabled', True)
    names = {'MISSING': str(tmpdir.join('missing')), 'FOLDER': str(tmpdir), 'KEY': 'k' * 32,
             'BASE': 'https://api.example.com', 'HOME': str(tmpdir)}
    for name in ('PNG', 'JPEG', 'MP4', 'TEXT'):
        tmpdir.join(name).write_binary(mutations.FIXTURES[name + '_BYTES'])
        names[name] = str(tmpdir.join(name))
    return names


def answers_of(case):
    return [(response['status'], response['json']) for response in case['responses']]


def works(case, files, credentials):
    """Returns whether a case runs as it is, but for refusals of the API."""
    if case['id'].startswith(ONLY_WITH_A_PAT) and 'pat' not in credentials:
        return False
    try:
        mutations.run(case, answers_of(case), files, **credentials)
    except ApiError:
        pass
    except Exception:
        return False
    return True


def is_of_the_program(error):
    """Returns whether an error arose in the program itself, from what a call gave it."""
    if isinstance(error, (UserError, ApiClientError)):
        return any(said in str(error) for said in SAID)
    last = traceback.extract_tb(sys.exc_info()[2])[-1][0]
    return last in ('<call>', '<setup>')


@pytest.mark.filterwarnings('ignore')
@pytest.mark.parametrize('dialect', ['key', 'pat'])
def test_only_api_errors_escape(files, dialect):
    credentials = CREDENTIALS[dialect]
    known = [case for case in mutations.cases() if works(case, files, credentials)]
    assert len(known) > 200
    possible = mutations.mutations(known)
    assert len(possible) > 20000
    seed = int(os.environ.get('CLARIFAI_SEED') or random.randrange(10 ** 6))
    number = os.environ.get('CLARIFAI_MUTATIONS') or '4000'
    chosen = possible if number == 'all' else random.Random(seed).sample(possible, int(number))
    escaped = []
    for case, position, path, value in chosen:
        answers = answers_of(case)
        status, answer = answers[position]
        answers[position] = status, mutations.mutated(answer, path, value)
        try:
            mutations.run(case, answers, files, **credentials)
        except ApiError:
            pass
        except Exception as error:
            if not is_of_the_program(error):
                where = traceback.extract_tb(sys.exc_info()[2])[-1]
                escaped.append('%s: answers[%d] %s = %r: %r at %s:%s' % (
                    case['id'], position, path, value, error, where[0], where[1]))
    assert escaped == [], 'CLARIFAI_SEED=%d: %d escaped, first %s' % (
        seed, len(escaped), escaped[:3])


def test_the_harness_finds_what_escapes(files, monkeypatch):
    """A reader that trusts the server is caught."""
    from clarifai.rest import inputs
    monkeypatch.setattr(inputs, '_inputs', lambda answer: [item['id'] for item in answer['inputs']])
    monkeypatch.setenv('CLARIFAI_MUTATIONS', '1000')
    with pytest.raises(AssertionError):
        test_only_api_errors_escape(files, 'key')
