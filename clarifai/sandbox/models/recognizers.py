"""Functions of the user's own that stand in for public models: a picture in, concepts out."""
from __future__ import absolute_import

import importlib
import logging
import math
import threading

from clarifai.sandbox.errors import RecognitionFailed
from clarifai.sandbox.models import public_concepts, public_models

LOG = logging.getLogger(__name__)


class RecogniserError(ValueError):
    """A recogniser cannot be used; the message says why and what would do."""


def load(texts):
    """Find the functions that are named on the command line.

    Args:
        texts (list of str): ``MODEL_ID=module:function`` each. The function may be an attribute of
            a class or object in the module, with dots.

    Returns:
        dict: {id of a public model: function}

    Raises:
        RecogniserError: there is no such model, module or function.
    """
    found = {}
    for text in texts:
        model_id, function = _loaded(text)
        if model_id in found:
            raise RecogniserError('There are two recognisers for the model %s.' % model_id)
        found[model_id] = function
    return found


def _loaded(text):
    model_id, _, place = text.partition('=')
    module_name, _, path = place.partition(':')
    if not model_id or not module_name or not path:
        raise RecogniserError('%r is not MODEL_ID=module:function.' % text)
    _model(model_id)
    try:
        found = importlib.import_module(module_name)
    except Exception as error:  # the module is the user's, and may fail in any way
        raise RecogniserError('The module %r cannot be imported (%s: %s). It must be installed, or '
                              'lie in the current folder.'
                              % (module_name, type(error).__name__, error))
    for name in path.split('.'):
        if not hasattr(found, name):
            raise RecogniserError('The module %r has no %r.' % (module_name, path))
        found = getattr(found, name)
    return model_id, found


def _model(model_id):
    found = public_models.find(model_id)
    if found is None:
        known = sorted(model.platform_id for model in public_models.ALL_MODELS)
        raise RecogniserError('There is no public model with id %r; there is %s.' % (
            model_id, ', '.join(known)))
    return found


class Recognisers(object):
    """The public models that functions stand in for.

    Args:
        functions (dict): {id of a public model: function}. A function is given the picture as a
            ``numpy.ndarray`` (uint8, height x width x 3, RGB, upright, longest side at most 640
            pixels) that it may change, and returns its concepts: a dict {name: score}, or pairs
            of them, with scores in 0..1. Several threads may call it at once.

    Raises:
        RecogniserError: an id is not of a public model, two are of the same one, or there is
            something that cannot be called.
    """

    def __init__(self, functions=None):
        self._by_key = {}
        for model_id, function in (functions or {}).items():
            model = _model(model_id)
            if not callable(function):
                raise RecogniserError('The recogniser for %s is %r, which cannot be called.'
                                      % (model_id, function))
            if model.key in self._by_key:
                raise RecogniserError('There are two recognisers for the model %s.' % model_id)
            self._by_key[model.key] = Recogniser(model_id, function)

    def get(self, model):
        """Return the `Recogniser` of a `public_models.PublicModel`, or None if it measures."""
        return self._by_key.get(model.key)

    def vocabulary(self, model):
        """Return {concept id: name} of a public model: of a recogniser, what it answered so far."""
        recogniser = self.get(model)
        return recogniser.vocabulary() if recogniser else model.concepts()


class Recogniser(object):
    """One function, with what it answers checked.

    Args:
        model_id (str): what it stands in for.
        function (callable): see `Recognisers`.
    """

    def __init__(self, model_id, function):
        self._model_id = model_id
        self._function = function
        self._lock = threading.Lock()
        self._names = {}

    def __call__(self, picture):
        """Ask the function about a picture.

        Args:
            picture (pictures.Picture): what to look at.

        Returns:
            list of (str, float): names with scores, best first.

        Raises:
            RecognitionFailed: the function failed, or gave back something else; the log says more.
        """
        try:
            found = _checked(self._function(picture.rgb.copy()))
        except Exception as error:
            LOG.exception('The recogniser for %s failed on a picture of %d x %d pixels.',
                          self._model_id, picture.width, picture.height)
            raise RecognitionFailed('The recogniser for %s failed (%s: %s).' % (
                self._model_id, type(error).__name__, error))
        with self._lock:
            self._names.update((public_concepts.concept_id(name), name) for name, _ in found)
        return found

    def vocabulary(self):
        """Return {concept id: name} of all that it answered so far."""
        with self._lock:
            return dict(self._names)


def _checked(answer):
    pairs = answer.items() if isinstance(answer, dict) else answer
    found = {}
    for pair in pairs:
        name, score = pair
        if not isinstance(name, str) or not name:
            raise TypeError('the name of a concept must be a text, not %r' % (name,))
        score = float(score)
        if not (math.isfinite(score) and 0.0 <= score <= 1.0):
            raise ValueError('the score of %r is %s; it must lie between 0 and 1' % (name, score))
        found[name] = max(score, found.get(name, 0.0))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))
