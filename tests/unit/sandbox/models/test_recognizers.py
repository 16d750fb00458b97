"""Functions that stand in for public models: how they are found, and what they may answer."""
from __future__ import absolute_import

import logging

import pytest

numpy = pytest.importorskip('numpy')
pytest.importorskip('PIL')

from clarifai.sandbox.models import public_concepts, public_models, recognizers
from clarifai.sandbox.errors import RecognitionFailed
from clarifai.sandbox.learning.pictures import Picture
from clarifai.sandbox.models.recognizers import RecogniserError, Recognisers

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
    ('nobody=json:loads', "no public model with id 'nobody'; there is "),
    (GENERAL + '=no_such_module:f', "'no_such_module' cannot be imported (ModuleNotFoundError"),
    (GENERAL + '=json:no.such', "The module 'json' has no 'no.such'"),
])
def test_what_cannot_be_loaded_is_refused(text, said):
    with pytest.raises(RecogniserError) as refused:
        recognizers.load([text])
    assert said in str(refused.value)


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
