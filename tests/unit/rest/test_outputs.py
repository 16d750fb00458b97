"""What a prediction is asked to give."""
from __future__ import absolute_import

import pytest

from clarifai.errors import UserError
from clarifai.rest.concept import Concept
from clarifai.rest.outputs import ModelOutputConfig, ModelOutputInfo


def test_config_attributes():
    config = ModelOutputConfig(True, False, 'en', 0.5, 3, [Concept('a')], 10)
    assert vars(config) == {
        'concepts_mutually_exclusive': True, 'closed_environment': False, 'language': 'en',
        'min_value': 0.5, 'max_concepts': 3, 'select_concepts': [Concept('a')], 'sample_ms': 10}


def test_config_attributes_are_none_unless_given():
    assert set(vars(ModelOutputConfig()).values()) == set([None])


def test_config_dict():
    assert ModelOutputConfig().dict() == {}
    assert ModelOutputConfig(True, False, 'en', 0.5, 3, [Concept(concept_id='a')], 10).dict() == {
        'output_config': {
            'concepts_mutually_exclusive': True, 'closed_environment': False, 'language': 'en',
            'min_value': 0.5, 'max_concepts': 3, 'select_concepts': [{'id': 'a'}],
            'sample_ms': 10}}


@pytest.mark.parametrize('name', ['mutually_exclusive', 'closed_environment'])
def test_a_flag_that_is_false_is_said(name):
    sent = 'concepts_mutually_exclusive' if name.startswith('mutually') else name
    assert ModelOutputConfig(**{name: False}).dict() == {'output_config': {sent: False}}


def test_zero_is_said():
    assert ModelOutputConfig(min_value=0, max_concepts=0, sample_ms=0).dict() == {
        'output_config': {'min_value': 0, 'max_concepts': 0, 'sample_ms': 0}}


@pytest.mark.parametrize('concepts', [['cat'], 'cat', Concept('cat'), 5])
def test_selected_concepts_are_concepts(concepts):
    with pytest.raises(UserError) as caught:
        ModelOutputConfig(select_concepts=concepts)
    assert 'select_concepts' in str(caught.value) and 'Concept(' in str(caught.value)


def test_info():
    config = ModelOutputConfig(language='en')
    info = ModelOutputInfo([Concept(concept_id='a')], config)
    assert (info.concepts, info.output_config) == ([Concept(concept_id='a')], config)
    assert info.dict() == {'output_info': {'data': {'concepts': [{'id': 'a'}]},
                                           'output_config': {'language': 'en'}}}


def test_info_leaves_out_what_is_not_known():
    assert ModelOutputInfo().dict() == {}
    assert ModelOutputInfo([], ModelOutputConfig()).dict() == {}
    assert ModelOutputInfo(output_config=ModelOutputConfig(language='en')).dict() == {
        'output_info': {'output_config': {'language': 'en'}}}


@pytest.mark.parametrize('arguments', [
    {'concepts': ['cat']}, {'concepts': Concept('cat')}, {'concepts': 5},
    {'output_config': {'language': 'en'}}, {'output_config': 'en'}])
def test_parts_of_the_wrong_kind_are_user_errors(arguments):
    with pytest.raises(UserError) as caught:
        ModelOutputInfo(**arguments)
    assert list(arguments)[0] in str(caught.value)
