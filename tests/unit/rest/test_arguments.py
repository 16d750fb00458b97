"""Checks of what callers give."""
from __future__ import absolute_import

import pytest

from clarifai.errors import UserError
from clarifai.rest import arguments
from clarifai.rest.concept import Concept
from clarifai.rest.media import Image, Input, Video

PICTURE = b'\x89PNG\r\n' * 2000


def refusal(check, *given):
    with pytest.raises(UserError) as caught:
        check(*given)
    assert len(str(caught.value)) < 400, 'shows all of what was given'
    return str(caught.value)


@pytest.mark.parametrize('count', [0, 1, 128])
def test_a_list_of_media(count):
    arguments.check_media([Image('u'), Video('v')][:count] or [Image('u')] * count, 'objs')
    arguments.check_media([Image('u')] * count, 'objs')


def test_too_many_media_say_how_to_split_them():
    message = refusal(arguments.check_media, [Image('u')] * 129, 'inputs')
    for part in ('129', '128', 'inputs[0:128]', 'inputs[128:256]'):
        assert part in message


@pytest.mark.parametrize('objs', [
    Image('u'), (Image('u'),), 'https://pics.test/i.jpg', None, PICTURE, {'url': 'u'}, iter([])],
    ids=['image', 'tuple', 'text', 'none', 'picture', 'dict', 'iterator'])
def test_what_is_no_list_of_media(objs):
    message = refusal(arguments.check_media, objs, 'inputs')
    assert 'inputs must be a list' in message


@pytest.mark.parametrize('one', ['u', None, PICTURE, {'url': 'u'}, Concept('a'), [Image('u')]],
                         ids=['text', 'none', 'picture', 'dict', 'concept', 'list'])
def test_what_is_no_medium(one):
    assert 'inputs must hold Image' in refusal(arguments.check_media, [Image('u'), one], 'inputs')


def test_inputs_to_change_may_be_many_and_of_any_kind():
    items = [Image(image_id='a'), Video(video_id='b'), Input('c')] * 100
    assert arguments.checked_inputs(items, 'inputs') == items
    assert arguments.checked_inputs(tuple(items), 'inputs') == items


@pytest.mark.parametrize('inputs', [Image('u'), 'a', None, ['a'], [Image('u'), 5], PICTURE],
                         ids=['image', 'text', 'none', 'texts', 'mixed', 'picture'])
def test_what_is_no_list_of_inputs(inputs):
    assert 'images must' in refusal(arguments.checked_inputs, inputs, 'images')


@pytest.mark.parametrize('given, params', [
    ((1, 20), {'page': 1, 'per_page': 20}), ((0, 0), {}), ((3, None), {'page': 3})])
def test_a_place_in_a_list(given, params):
    assert arguments.page_params(*given) == params


@pytest.mark.parametrize('given, name', [
    ((-1, 20), 'page'), ((1, -5), 'per_page'), (('one', 20), 'page'), ((1, 0.5), 'per_page'),
    ((True, 20), 'page'), ((1.5, 20), 'page')])
def test_a_place_in_a_list_is_whole_numbers(given, name):
    assert refusal(arguments.page_params, *given).startswith(name + ' must')


@pytest.mark.parametrize('input_id', [None, 'a', u'\u732b', 'a b', 'a.b-c_d'])
def test_ids_of_new_inputs(input_id):
    assert arguments.check_new_id(input_id) is None


@pytest.mark.parametrize('input_id', [5, ['a'], 'a/b', u'/', PICTURE + b'/', True],
                         ids=['number', 'list', 'slash', 'only slash', 'picture', 'flag'])
def test_ids_that_the_api_refuses(input_id):
    assert 'id of an input must' in refusal(arguments.check_new_id, input_id)


@pytest.mark.parametrize('value', ['a', u'\u732b', 'a/b', ' '])
def test_an_id(value):
    assert arguments.checked_id(value, 'x') is value


@pytest.mark.parametrize('value', ['', None, 5, ['a'], bytearray(PICTURE)],
                         ids=['empty', 'none', 'number', 'list', 'picture'])
def test_what_is_no_id(value):
    assert refusal(arguments.checked_id, value, 'model_id').startswith('model_id must be text')


@pytest.mark.parametrize('values', [['a', 'b'], ('a', 'b'), iter(['a', 'b']),
                                    (name for name in ('a', 'b'))])
def test_ids_in_any_sequence(values):
    assert arguments.checked_ids(values, 'ids') == ['a', 'b']


def test_ids_in_a_set():
    assert sorted(arguments.checked_ids(set(['a', 'b']), 'ids')) == ['a', 'b']


@pytest.mark.parametrize('values', ['a', u'a', {'a': 1}, None, 5, [], (), ['a', ''], ['a', 5], b'a',
                                    PICTURE], ids=[str(number) for number in range(11)])
def test_what_are_no_ids(values):
    assert 'input_ids' in refusal(arguments.checked_ids, values, 'input_ids')


def test_no_ids_at_all_say_that_there_is_nothing_to_do():
    assert 'nothing to do' in refusal(arguments.checked_ids, [], 'input_ids')


@pytest.mark.parametrize('names', [['A', 'B'], ('A', None), [u'\u732b', '']])
def test_names_that_belong_to_ids(names):
    assert arguments.checked_names(['a', 'b'], names, 'names') == list(names)


@pytest.mark.parametrize('names', [['A'], ['A', 'B', 'C'], 'AB', None, ['A', 5], {'a': 'A'}])
def test_names_that_do_not_belong_to_ids(names):
    assert 'concept_names' in refusal(arguments.checked_names, ['a', 'b'], names, 'concept_names')


def test_how_many_names_there_are():
    assert '1 names for 2 ids' in refusal(arguments.checked_names, ['a', 'b'], ['A'], 'names')


def test_concepts_of_a_model():
    assert arguments.concept_dicts(['a', Concept('B', 'b'), Concept('C')], 'concepts') == [
        {'id': 'a'}, {'id': 'b'}, {'id': 'C'}]
    assert arguments.concept_dicts((), 'concepts') == []


@pytest.mark.parametrize('concepts', ['cat', None, {'cat': 1}, [5], [None], [''], Concept('a')])
def test_what_are_no_concepts_of_a_model(concepts):
    assert 'concept_ids' in refusal(arguments.concept_dicts, concepts, 'concept_ids')
