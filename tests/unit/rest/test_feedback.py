"""Feedback."""
from __future__ import absolute_import

import copy
import pickle

import pytest

from clarifai.rest.feedback import FeedbackInfo, FeedbackType

NAMES = {'accurate': 1, 'misplaced': 2, 'not_detected': 3, 'false_positive': 4}


@pytest.mark.parametrize('name', sorted(NAMES))
def test_members_have_a_name_and_a_value(name):
    member = getattr(FeedbackType, name)
    assert (member.name, member.value) == (name, NAMES[name])
    assert isinstance(member, FeedbackType)
    assert repr(member) == '<FeedbackType.%s: %d>' % (name, NAMES[name])
    assert str(member) == 'FeedbackType.%s' % name


def test_members_are_themselves():
    assert FeedbackType.accurate == FeedbackType.accurate != FeedbackType.misplaced
    assert {FeedbackType.accurate: 1}[FeedbackType.accurate] == 1


@pytest.mark.parametrize('protocol', range(pickle.HIGHEST_PROTOCOL + 1))
def test_members_stay_themselves_when_pickled_or_copied(protocol):
    for name in NAMES:
        member = getattr(FeedbackType, name)
        assert pickle.loads(pickle.dumps(member, protocol)) is member
        assert copy.deepcopy(member) is member and copy.copy(member) is member


def test_members_can_be_looked_up():
    assert FeedbackType(2) is FeedbackType.misplaced
    assert FeedbackType['misplaced'] is FeedbackType.misplaced
    assert sorted(member.value for member in FeedbackType) == [1, 2, 3, 4]
    with pytest.raises(ValueError):
        FeedbackType(9)


def test_info_attributes_and_dict():
    info = FeedbackInfo('user', 'session', 'annotation', 'output', 'search')
    fields = {'end_user_id': 'user', 'session_id': 'session', 'event_type': 'annotation',
              'output_id': 'output', 'search_id': 'search'}
    assert vars(info) == fields
    assert info.dict() == {'feedback_info': fields}


def test_info_leaves_out_what_is_not_known():
    assert FeedbackInfo().dict() == {'feedback_info': {}}
    assert FeedbackInfo(search_id='s').dict() == {'feedback_info': {'search_id': 's'}}
