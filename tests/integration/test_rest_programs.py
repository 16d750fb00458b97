"""What 101 real programs send to the REST API, replayed against a sandbox as anybody starts it.

The programs are in ``programs/rest_programs.jsonl``, users and apps renamed, each with the members
of the answers that it reads; ``programs/replay.py`` sends them.
"""
from __future__ import absolute_import

import json
import os
import re

import pytest
from sandbox_process import SandboxProcess, photograph

from programs import replay

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, 'programs', 'rest_programs.jsonl')
AT_LEAST = 83

OWN_WORKFLOW = 'needs a workflow of its own, which it made elsewhere'
NO_FUNCTION = 'needs a language model: no function answers for one here'
TOKENS = 'asks for an OAuth token: there are none any more'
# The programs that cannot pass here, by their reasons.
CANNOT = {
    'p045': 'reads concepts of a model that gives regions, and copes without them',
    'p080': 'reads data.faces[].age, which no answer of the API of 2.x or later has had',
    'p095': TOKENS, 'p099': TOKENS, 'p100': TOKENS,
    'p101': OWN_WORKFLOW, 'p104': OWN_WORKFLOW, 'p106': OWN_WORKFLOW,
    'p111': NO_FUNCTION, 'p113': NO_FUNCTION, 'p114': NO_FUNCTION, 'p116': NO_FUNCTION,
    'p117': NO_FUNCTION, 'p118': NO_FUNCTION, 'p119': NO_FUNCTION, 'p133': NO_FUNCTION,
    'p135': NO_FUNCTION, 'p137': NO_FUNCTION,
}
# With these functions, those that lack one can be rehearsed, too.
MODULE = '''
import numpy


def say(text='', pixels=None):
    return 'about %r' % text


def draw(text):
    return numpy.zeros((8, 8, 3), 'uint8')
'''


def programs():
    with open(PROGRAMS) as opened:
        return [json.loads(line) for line in opened]


@pytest.fixture(scope='module')
def picture():
    return photograph('astronaut')


@pytest.fixture(scope='module')
def media(picture, tmpdir_factory):
    """A folder with a photograph of a face under each file name that the programs ask for."""
    folder = tmpdir_factory.mktemp('media')
    with open(PROGRAMS) as opened:
        names = set(re.findall(r'"url": "https://samples\.clarifai\.com/([^"/]+)"', opened.read()))
    assert len(names) > 8
    for name in names:
        folder.join(name).write_binary(picture)
    return str(folder)


@pytest.fixture(scope='module')
def faults(media, picture):
    """What each program misses: {its name: list of texts}."""
    process = SandboxProcess('--media', media)
    try:
        return dict((program['program'], replay.replay(process.url, program, picture))
                    for program in programs())
    finally:
        process.stop()


def test_most_programs_run(faults):
    assert len(faults) == 101
    assert sum(not missed for missed in faults.values()) >= AT_LEAST


def test_those_that_do_not_are_known_with_their_reason(faults):
    assert sorted(name for name, missed in faults.items() if missed) == sorted(CANNOT)


def test_what_is_missing_is_said(faults):
    for name, reason in CANNOT.items():
        said = ' '.join(faults[name])
        if reason is NO_FUNCTION:
            assert '21200' in said and '--recogniser' in said
        elif reason is TOKENS:
            assert 'Authorization: Key' in said
        elif reason is OWN_WORKFLOW:
            assert '22102' in said


def test_with_functions_the_others_run_too(media, picture, tmpdir):
    tmpdir.join('ours.py').write(MODULE)
    waiting = [program for program in programs()
               if CANNOT.get(program['program']) is NO_FUNCTION]
    options = ['--media', media, '--recogniser', 'openai/chat-completion/gpt-4o=ours:say']
    for program in waiting:
        found = re.match('/v2/users/([^/]+)/apps/([^/]+)/models/([^/]+)',
                         program['calls'][0]['path'])
        name = '/'.join(found.groups()) if found else 'openai/chat-completion/gpt-4o'
        draws = 'image' in program['calls'][0]['reads'][0]
        option = '%s=ours:%s' % (name, 'draw' if draws else 'say')
        if option not in options:
            options += ['--recogniser', option]
    process = SandboxProcess(*options, path=[str(tmpdir)])
    try:
        missed = dict((program['program'], replay.replay(process.url, program, picture))
                      for program in waiting)
    finally:
        process.stop()
    assert missed == dict.fromkeys(missed, [])
