"""Functions that stand in for public models: how they are found, and what they may answer."""
from __future__ import absolute_import

import base64
import io
import logging

import pytest

numpy = pytest.importorskip('numpy')
Image = pytest.importorskip('PIL.Image')

from clarifai.sandbox.models import public_concepts, public_models, recognizers
from clarifai.sandbox.errors import RecognitionFailed
from clarifai.sandbox.learning.pictures import Picture
from clarifai.sandbox.models.recognizers import (Concepts, Other, RecogniserError, Recognisers)
from clarifai.sandbox.models.subjects import Subject

GENERAL = 'general-image-recognition'


def nothing(pixels):
    return {}


class Shelf(object):
    function = staticmethod(nothing)


def picture():
    return Picture(numpy.zeros((4, 6, 3), 'uint8'), 60, 40, 'PNG')


def ask(answer):
    """Returns what a recogniser whose function gives back `answer` says of a picture."""
    return Recognisers({GENERAL: lambda pixels: answer}).get(public_models.GENERAL)(picture())


def test_functions_are_loaded_by_name():
    here = __name__
    found = recognizers.load([GENERAL + '=%s:nothing' % here,
                              'food-item-recognition=%s:Shelf.function' % here])
    assert found == {GENERAL: nothing, 'food-item-recognition': nothing}


@pytest.mark.parametrize('text, said', [
    ('', 'is not MODEL_ID=module:function'),
    (GENERAL, 'is not MODEL_ID=module:function'),
    (GENERAL + '=module', 'is not MODEL_ID=module:function'),
    ('nobody=json:loads', "no public model with the id or name 'nobody'; there is "),
    (GENERAL + '=no_such_module:f', "'no_such_module' cannot be imported (ModuleNotFoundError"),
    (GENERAL + '=json:no.such', "The module 'json' has no 'no.such'"),
])
def test_what_cannot_be_loaded_is_refused(text, said):
    with pytest.raises(RecogniserError) as refused:
        recognizers.load([text])
    assert said in str(refused.value)


@pytest.mark.parametrize('name, key', [
    ('general-v1.3', 'general'), ('General', 'general'), ('food-items-v1.0', 'food'),
    ('face-v1.3', 'face detection of 2.x'), ('face-v1.3-embed', 'face embedding'),
    ('textures & patterns', 'textures and patterns')])
def test_a_model_can_be_called_by_a_name_of_2_x(name, key):
    model = next(model for model in public_models.ALL_MODELS if model.key == key)
    assert Recognisers({name: nothing}).get(model) is not None


def test_a_name_that_several_models_have_lists_them():
    with pytest.raises(RecogniserError) as refused:
        Recognisers({'face': nothing})
    assert 'face-detection (face detection)' in str(refused.value)
    assert 'several' in str(refused.value) and 'face embedding' not in str(refused.value)


def test_names_that_are_offered_mean_one_model():
    assert len(recognizers.names()) > 60
    for name, _ in recognizers.names():
        Recognisers({name: nothing})


def test_two_for_one_model_are_refused():
    with pytest.raises(RecogniserError, match='two recognisers'):
        recognizers.load([GENERAL + '=json:loads', GENERAL + '=json:dumps'])
    with pytest.raises(RecogniserError, match='two recognisers'):
        Recognisers({GENERAL: nothing, public_models.GENERAL.ids[0]: nothing})


def test_what_cannot_be_called_is_refused():
    with pytest.raises(RecogniserError, match='cannot be called'):
        Recognisers({GENERAL: 'json:loads'})


def test_models_without_one_measure():
    known = Recognisers({GENERAL: nothing})
    assert known.get(public_models.GENERAL) is not None
    assert known.get(public_models.EMBEDDING_MODEL) is None
    assert known.vocabulary(public_models.EMBEDDING_MODEL) == {}


def test_answers_are_sorted_and_plain():
    assert ask({'cat': 0.25, 'dog': numpy.float32(0.5)}) == [('dog', 0.5), ('cat', 0.25)]
    assert ask([('b', 1), ('a', 1.0), ('b', 0)]) == [('a', 1.0), ('b', 1.0)]
    assert ask(()) == []


@pytest.mark.parametrize('answer', [
    None, 'cat', 5, {'cat': 1.5}, {'cat': -0.1}, {'cat': float('nan')}, {'cat': 'high'},
    {'cat': None}, {3: 0.5}, {'': 0.5}, [('cat', 0.5, 1)], ['cat']])
def test_other_answers_fail(answer):
    with pytest.raises(RecognitionFailed) as failed:
        ask(answer)
    assert failed.value.details.startswith('The recogniser for ' + GENERAL)


def test_a_failure_is_logged_with_its_traceback(caplog):
    def broken(pixels):
        raise KeyError('weights')
    recogniser = Recognisers({GENERAL: broken}).get(public_models.GENERAL)
    with caplog.at_level(logging.ERROR), pytest.raises(RecognitionFailed) as failed:
        recogniser(picture())
    assert "KeyError: 'weights'" in failed.value.details
    record, = caplog.records
    assert GENERAL in record.getMessage() and '60 x 40' in record.getMessage()
    assert record.exc_info[0] is KeyError


def test_a_function_cannot_change_the_picture():
    def painter(pixels):
        pixels[:] = 255
        return {'white': 1.0}
    seen = picture()
    Recognisers({GENERAL: painter}).get(public_models.GENERAL)(seen)
    assert not seen.rgb.any()


def test_the_vocabulary_is_what_was_answered():
    known = Recognisers({GENERAL: lambda pixels: {'dog': 0.5}})
    assert known.vocabulary(public_models.GENERAL) == {}
    known.get(public_models.GENERAL)(picture())
    assert known.vocabulary(public_models.GENERAL) == {public_concepts.concept_id('dog'): 'dog'}


# What functions are given


def asked(function, subject, params=None):
    """Returns what a function for a model of anybody answers."""
    recogniser = Recognisers({'ann/zoo/m': function}).named('ann', 'zoo', 'm')
    return recogniser.answer(subject, params)


def test_a_function_gets_what_it_names():
    seen = {}

    def all_of_it(text, params, pixels, messages):
        seen.update(text=text, params=params, pixels=pixels, messages=messages)
        return 'done'
    asked(all_of_it, Subject(picture(), 'hi'), {'temperature': 0.5})
    assert seen['pixels'].shape == (4, 6, 3)
    assert (seen['text'], seen['params']) == ('hi', {'temperature': 0.5})
    assert seen['messages'] == [{'role': 'user', 'content': 'hi'}]


def test_a_conversation_is_given_as_it_is():
    talk = [{'role': 'system', 'content': 'be brief'}, {'role': 'user', 'content': 'hi'}]
    assert asked(lambda messages: messages[0]['content'],
                 Subject(text='hi', messages=talk)) == Other({'text': {'raw': 'be brief'}})


@pytest.mark.parametrize('subject, said', [
    (Subject(text='hi'), "'hi' None"), (Subject(None, 'hi'), "'hi' None")])
def test_what_is_not_there_is_none(subject, said):
    answer = asked(lambda text, pixels: '%r %r' % (text, pixels), subject)
    assert answer == Other({'text': {'raw': said}})


def test_what_is_not_there_is_left_to_a_default():
    assert asked(lambda text, pixels='no picture': pixels,
                 Subject(text='hi')) == Other({'text': {'raw': 'no picture'}})


@pytest.mark.parametrize('function', [
    lambda anything: str(type(anything).__name__), lambda anything, /: type(anything).__name__,
    lambda *anything: type(anything[0]).__name__, lambda one=None: type(one).__name__,
    lambda one, params: type(one).__name__, lambda params, one: type(one).__name__,
    lambda one, /, params=None: type(one).__name__])
@pytest.mark.parametrize('subject, kind', [
    (Subject(picture()), 'ndarray'), (Subject(picture(), 'x'), 'ndarray'), (Subject(None, 'x'),
                                                                            'str')])
def test_one_argument_is_the_picture_or_the_text(function, subject, kind):
    assert asked(function, subject) == Other({'text': {'raw': kind}})


@pytest.mark.parametrize('function, said', [
    (lambda: 'x', 'takes no argument'), (lambda a, b: 'x', "'a' and 'b'"),
    (lambda text, a, b: 'x', "'a' and 'b'"), ('words', 'cannot be called')])
def test_functions_that_ask_for_more_are_refused(function, said):
    with pytest.raises(RecogniserError, match=said):
        Recognisers({'ann/zoo/m': function})


def test_a_function_may_take_everything():
    assert asked(lambda **given: ' '.join(sorted(given)),
                 Subject(picture(), 'x')) == Other({'text': {'raw': 'messages params pixels text'}})


# What functions answer


def answered(answer):
    return asked(lambda text: answer, Subject(text='x'))


@pytest.mark.parametrize('answer', [{'a': 0.5}, [('a', 0.5)], (('a', 0.5),), iter([('a', 0.5)])])
def test_dicts_and_pairs_are_concepts(answer):
    assert answered(answer) == Concepts([('a', 0.5)])


def test_a_text_is_a_text():
    assert answered(u'caf\xe9') == Other({'text': {'raw': u'caf\xe9'}})
    assert answered('') == Other({'text': {'raw': ''}})


@pytest.mark.parametrize('answer', [[1, 0.5], (1, 0.5), numpy.array([1, 0.5]),
                                    numpy.array([1, 0.5], 'float32'), [numpy.float32(1), 0.5]])
def test_numbers_are_an_embedding(answer):
    assert answered(answer) == Other({'embeddings': [{'vector': [1.0, 0.5],
                                                      'num_dimensions': 2}]})


@pytest.mark.parametrize('array, mode', [
    (numpy.zeros((2, 3), 'uint8'), 'L'), (numpy.full((2, 3, 3), 7, 'int64'), 'RGB'),
    (numpy.full((2, 3, 4), 0.5), 'RGBA'), (numpy.zeros((2, 3, 1), 'uint8'), 'L')])
def test_arrays_are_pictures(array, mode):
    image = answered(array).data['image']
    decoded = Image.open(io.BytesIO(base64.b64decode(image['base64'])))
    assert (decoded.mode, decoded.size) == (mode, (3, 2))
    assert image['image_info'] == {'width': 3, 'height': 2, 'format': 'PNG'}
    assert numpy.asarray(decoded).flat[0] == {7: 7, 0.5: 128, 0: 0}[array.flat[0]]


@pytest.mark.parametrize('answer', [
    None, 5, True, b'bytes', object(), [True, False], ['a', 'b'], [('a', 2)], [float('nan')],
    numpy.array(5), numpy.zeros((1, 1, 1, 1)), numpy.zeros((0, 3)), numpy.full((2, 2), 300),
    numpy.full((2, 2), 1.5), numpy.zeros((2, 2, 2), 'uint8'), [[1, 2], [3, 4]], {1: 0.5}])
def test_anything_else_is_a_failure_with_the_name_of_the_model(answer):
    with pytest.raises(RecognitionFailed, match='ann/zoo/m') as failed:
        answered(answer)
    assert failed.value.code == 21313


# Models of anybody


def test_models_of_anybody_are_found_by_their_whole_name():
    known = Recognisers({'openai/chat-completion/gpt-4o': lambda text: text, GENERAL: nothing})
    assert known.named('openai', 'chat-completion', 'gpt-4o') is not None
    assert known.named('openai', 'chat-completion', 'gpt-4') is None
    assert known.named('someone', 'chat-completion', 'gpt-4o') is None
    assert known.named(None, None, 'gpt-4o') is None
    assert known.named('clarifai', 'main', GENERAL) is None
    for model_id in (GENERAL, public_models.GENERAL.ids[0]):
        found = known.find(recognizers.ModelName('clarifai', 'main', model_id))
        assert found is known.get(public_models.GENERAL)
    name = recognizers.ModelName('openai', 'chat-completion', 'gpt-4o')
    assert known.find(name) is known.named(*name)
    assert known.names() == [('clarifai', 'main', GENERAL),
                             ('openai', 'chat-completion', 'gpt-4o')]


def test_a_public_model_may_be_named_wholly():
    known = Recognisers({'clarifai/main/' + GENERAL: nothing})
    assert known.get(public_models.GENERAL) is not None
    with pytest.raises(RecogniserError, match='two recognisers'):
        Recognisers({'clarifai/main/' + GENERAL: nothing, GENERAL: nothing})


@pytest.mark.parametrize('name', ['a/b', 'a/b/c/d', '/b/c', 'a//c', 'a/b/', ' / / '])
def test_malformed_names_are_refused(name):
    with pytest.raises(RecogniserError, match='USER/APP/MODEL_ID'):
        recognizers.load([name + '=json:loads'])
