"""Functions of the user's own that answer for models: a picture or a text in, an answer out."""
from __future__ import annotations

import base64
import importlib
import inspect
import io
import logging
import math
import numbers
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Optional

from clarifai.sandbox.errors import RecognitionFailed
from clarifai.sandbox.models import public_concepts, public_models
from clarifai.sandbox.models.public_models import PublicModel
from clarifai.sandbox.models.subjects import Subject

if TYPE_CHECKING:
    from clarifai.sandbox.learning.pictures import Picture

LOG = logging.getLogger(__name__)

# What a function may name among its parameters.
PIXELS, TEXT, MESSAGES, PARAMS = GIVEN = ('pixels', 'text', 'messages', 'params')
_BY_NAME = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
MOST_PIXELS = 85 * 10 ** 6


class RecogniserError(ValueError):
    """A recogniser cannot be used; the message says why and what would do."""


class ModelName(NamedTuple):
    """A model of any user."""

    user_id: str
    app_id: str
    model_id: str


def load(texts: Iterable[str]) -> dict[str, Callable]:
    """Find the functions that are named on the command line.

    Args:
        texts: ``MODEL_ID=module:function`` or ``USER/APP/MODEL_ID=module:function`` each. The
            function may be an attribute of a class or object in the module, with dots.

    Returns:
        {what stands before the ``=``: function}

    Raises:
        RecogniserError: there is no such model, module or function.
    """
    found: dict[str, Callable] = {}
    for text in texts:
        name, function = _loaded(text)
        if name in found:
            raise RecogniserError(f'There are two recognisers for the model {name}.')
        found[name] = function
    return found


def _loaded(text: str) -> tuple[str, Callable]:
    name, _, place = text.partition('=')
    module_name, _, path = place.partition(':')
    if not name or not module_name or not path:
        raise RecogniserError(f'{text!r} is not MODEL_ID=module:function.')
    _model(name)
    try:
        found = importlib.import_module(module_name)
    except Exception as error:  # the module is the user's, and may fail in any way
        raise RecogniserError('The module %r cannot be imported (%s: %s). It must be installed, or '
                              'lie in the current folder.'
                              % (module_name, type(error).__name__, error))
    for part in path.split('.'):
        if not hasattr(found, part):
            raise RecogniserError(f'The module {module_name!r} has no {path!r}.')
        found = getattr(found, part)
    check_function(name, found)
    return name, found


def _model(name: str) -> PublicModel | ModelName:
    """Return the model of a name: a public one by its id or name, or any by its user, app and id.

    Raises:
        RecogniserError: there is none, or there are several; the message lists candidates.
    """
    parts = name.split('/')
    if len(parts) == 1:
        return public_models.find(name) or _public_of_name(name)
    if len(parts) != 3 or not all(part.strip() for part in parts):
        raise RecogniserError(f'{name!r} is no model; name it by its id, or as USER/APP/MODEL_ID.')
    named = ModelName(*parts)
    is_public = named[:2] == (public_models.USER_ID, public_models.APP_ID)
    return (public_models.find(named.model_id) if is_public else None) or named


def _public_of_name(name: str) -> PublicModel:
    """Return the one public model of a name; raises as `_model` does."""
    same = public_models.named(name)
    if len(same) == 1:
        return same[0]
    if same:
        raise RecogniserError('%r means several public models; give the id of one: %s.' % (
            name, ', '.join('%s (%s)' % (model.platform_id, model.key) for model in same)))
    known = sorted(model.platform_id for model in public_models.ALL_MODELS)
    raise RecogniserError(
        'There is no public model with the id or name %r; there is %s; and a model of anybody is '
        'named USER/APP/MODEL_ID.' % (name, ', '.join(known)))


def names() -> list[tuple[str, str]]:
    """Return what may stand for a public model in an option, each with what it means."""
    found = {model.platform_id: model.key for model in public_models.ALL_MODELS}
    for model in public_models.ALL_MODELS:
        for name in model.names:
            if len(public_models.named(name)) == 1:
                found.setdefault(name, public_models.named(name)[0].platform_id)
    return sorted(found.items())


def check_function(name: str, function: Any) -> None:
    """Check that something can be called with what it asks for.

    Raises:
        RecogniserError: it cannot be.
    """
    if not callable(function):
        raise RecogniserError(f'The recogniser for {name} is {function!r}, which cannot be called.')
    parameters = _parameters(function)
    others = _others(parameters or ())
    if len(others) > 1:
        raise RecogniserError(
            'The recogniser for %s wants %s; it is given what it names of %s, or else one argument.'
            % (name, ' and '.join(repr(item.name) for item in others), ', '.join(GIVEN)))
    if parameters is not None and not parameters:
        raise RecogniserError('The recogniser for %s takes no argument; it is given what it names '
                              'of %s, or else one argument.' % (name, ', '.join(GIVEN)))


def _parameters(function: Callable) -> Optional[list[inspect.Parameter]]:
    """Return the parameters of a function, None if it does not tell them."""
    try:
        return list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None


def _others(parameters: Iterable[inspect.Parameter]) -> list[inspect.Parameter]:
    """Return the parameters that have to be given and are none of `GIVEN`."""
    return [item for item in parameters
            if item.default is item.empty and item.kind in _BY_NAME + (item.POSITIONAL_ONLY,)
            and not (item.name in GIVEN and item.kind in _BY_NAME)]


class Recognisers:
    """The models that functions answer for.

    Args:
        functions: {id of a public model, or ``USER/APP/MODEL_ID``: function}. A function gets by
            keyword what it names of ``pixels``, ``text``, ``messages`` and ``params``; one that
            names none of them gets the picture, or where there is none the text, as its one
            argument. ``pixels`` is a ``numpy.ndarray`` (uint8, height x width x 3, RGB, upright,
            longest side at most 640 pixels) that it may change. It returns concepts (a dict
            {name: score} or pairs, with scores in 0..1), a text, a picture (an array of two or
            three dimensions) or an embedding (a list of numbers). Several threads may call it at
            once.

    Raises:
        RecogniserError: a name is not of a model, two are of the same one, or there is something
            that cannot be called.
    """

    def __init__(self, functions: Optional[Mapping[str, Callable]] = None) -> None:
        self._by_key: dict[str, Recogniser] = {}
        self._by_name: dict[ModelName, Recogniser] = {}
        for name, function in (functions or {}).items():
            model = _model(name)
            check_function(name, function)
            found: dict = self._by_name if isinstance(model, ModelName) else self._by_key
            key = model if isinstance(model, ModelName) else model.key
            if key in found:
                raise RecogniserError(f'There are two recognisers for the model {name}.')
            found[key] = Recogniser(name, function)

    def get(self, model: PublicModel) -> Optional[Recogniser]:
        """Return the `Recogniser` of a public model, or None if it measures."""
        return self._by_key.get(model.key)

    def named(self, user_id: Optional[str], app_id: Optional[str],
              model_id: str) -> Optional[Recogniser]:
        """Return the `Recogniser` of a model that is no public one, or None."""
        if not user_id or not app_id:
            return None
        return self._by_name.get(ModelName(user_id, app_id, model_id))

    def find(self, name: ModelName) -> Optional[Recogniser]:
        """Return the `Recogniser` of any model, or None."""
        is_public = name[:2] == (public_models.USER_ID, public_models.APP_ID)
        public = public_models.find(name.model_id) if is_public else None
        return self.get(public) if public else self._by_name.get(name)

    def names(self) -> list[ModelName]:
        """Return the models that functions answer for, in alphabetical order."""
        public = [ModelName(public_models.USER_ID, public_models.APP_ID, model.platform_id)
                  for model in public_models.ALL_MODELS if model.key in self._by_key]
        return sorted(public + list(self._by_name))

    def vocabulary(self, model: PublicModel) -> dict[str, str]:
        """Return {concept id: name} of a public model: of a recogniser, what it answered so far."""
        recogniser = self.get(model)
        return recogniser.vocabulary() if recogniser else model.concepts()


class Concepts(NamedTuple):
    """An answer of concepts: names with scores, best first."""

    pairs: list[tuple[str, float]]


class Other(NamedTuple):
    """An answer of anything else, as the ``data`` of an output."""

    data: dict


class Recogniser:
    """One function, with what it answers checked.

    Args:
        name: the model that it answers for.
        function: see `Recognisers`.
    """

    def __init__(self, name: str, function: Callable) -> None:
        self._name = name
        self._function = function
        parameters = _parameters(function) or []
        takes_all = [item.kind for item in parameters] == [inspect.Parameter.VAR_KEYWORD]
        named = [item.name for item in parameters if item.kind in _BY_NAME]
        self._named = [word for word in GIVEN if takes_all or word in named]
        self._needs = [item.name for item in parameters if item.default is item.empty]
        # The one argument that goes by another name, or by its place.
        self._other = next((item.name for item in _others(parameters)
                            if item.kind in _BY_NAME), None) if self._named else None
        self._by_place = not self._named or (not self._other and bool(_others(parameters)))
        self._lock = threading.Lock()
        self._names: dict[str, str] = {}

    def __call__(self, picture: Picture) -> list[tuple[str, float]]:
        """Return the concepts of a picture, best first.

        Raises:
            RecognitionFailed: the function failed, or gave back something else; the log says more.
        """
        answer = self.answer(Subject(picture))
        if not isinstance(answer, Concepts):
            raise RecognitionFailed('The recogniser for %s must answer with concepts here, not '
                                    'with %s.' % (self._name, ' and '.join(answer.data)))
        return answer.pairs

    def answer(self, subject: Subject, params: Optional[dict] = None) -> Concepts | Other:
        """Ask the function about a subject.

        Args:
            subject: the picture, the text, or both.
            params: the options of the request that belong to the model.

        Raises:
            RecognitionFailed: the function failed, or gave back something else; the log says more.
        """
        try:
            answer = _read(self._called(subject, params or {}))
        except Exception as error:
            LOG.exception('The recogniser for %s failed on %s.', self._name, subject.described())
            raise RecognitionFailed('The recogniser for %s failed (%s: %s).' % (
                self._name, type(error).__name__, error))
        if isinstance(answer, Concepts):
            with self._lock:
                self._names.update((public_concepts.concept_id(name), name)
                                   for name, _ in answer.pairs)
        return answer

    def _called(self, subject: Subject, params: dict) -> Any:
        pixels = None if subject.picture is None else subject.picture.rgb.copy()
        there = {PIXELS: pixels, TEXT: subject.text, MESSAGES: subject.conversation(),
                 PARAMS: params}
        # What an input lacks is left to the function's own default, or is None.
        given = {name: there[name] for name in self._named
                 if there[name] is not None or name in self._needs}
        subject_itself = subject.text if pixels is None else pixels
        if self._by_place:
            return self._function(subject_itself, **given)
        if self._other:
            given[self._other] = subject_itself
        return self._function(**given)

    def vocabulary(self) -> dict[str, str]:
        """Return {concept id: name} of all that it answered so far."""
        with self._lock:
            return dict(self._names)


def _read(answer: Any) -> Concepts | Other:
    """Return what a function gave back, by its type."""
    if isinstance(answer, str):
        return Other({'text': {'raw': answer}})
    dimensions = getattr(answer, 'ndim', None)
    if dimensions in (2, 3):
        return Other({'image': _picture(answer)})
    if isinstance(answer, Mapping):
        return Concepts(check_pairs(answer.items()))
    if isinstance(answer, (bytes, bytearray, memoryview)) or dimensions not in (None, 1):
        raise TypeError(f'a recogniser cannot answer with {type(answer).__name__}')
    answer = list(answer)
    if answer and all(isinstance(item, numbers.Real) and not isinstance(item, bool)
                      for item in answer):
        return Other({'embeddings': [_embedding(answer)]})
    return Concepts(check_pairs(answer))


def check_pairs(pairs: Iterable) -> list[tuple[str, float]]:
    """Return names with scores, best first.

    Raises:
        TypeError, ValueError: they are something else.
    """
    found: dict[str, float] = {}
    for pair in pairs:
        name, score = pair
        if not isinstance(name, str) or not name:
            raise TypeError(f'the name of a concept must be a text, not {name!r}')
        score = float(score)
        if not (math.isfinite(score) and 0.0 <= score <= 1.0):
            raise ValueError(f'the score of {name!r} is {score}; it must lie between 0 and 1')
        found[name] = max(score, found.get(name, 0.0))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _embedding(vector: list) -> dict:
    found = [float(number) for number in vector]
    if not all(math.isfinite(number) for number in found):
        raise ValueError('an embedding must hold finite numbers')
    return {'vector': found, 'num_dimensions': len(found)}


def _picture(array: Any) -> dict:
    """Return an array as a picture: grey, RGB or RGBA, of numbers to 255 or fractions of 1."""
    import numpy
    from PIL import Image
    pixels = numpy.asarray(array)
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[:, :, 0]
    if pixels.ndim == 3 and pixels.shape[2] not in (3, 4):
        raise ValueError('a picture has 1, 3 or 4 values in a pixel, not %d' % pixels.shape[2])
    if not 0 < pixels.size <= MOST_PIXELS * 4:
        raise ValueError(f'a picture cannot have the shape {pixels.shape}')
    if pixels.dtype.kind == 'f':
        if not (numpy.isfinite(pixels).all() and pixels.min() >= 0 and pixels.max() <= 1):
            raise ValueError('a picture of fractions must lie between 0 and 1')
        pixels = numpy.round(pixels * 255)
    elif pixels.dtype.kind not in 'ui' or pixels.min() < 0 or pixels.max() > 255:
        raise ValueError('a picture of whole numbers must lie between 0 and 255')
    data = io.BytesIO()
    Image.fromarray(pixels.astype(numpy.uint8)).save(data, 'PNG')
    height, width = pixels.shape[:2]
    return {'base64': base64.b64encode(data.getvalue()).decode('ascii'),
            'image_info': {'width': int(width), 'height': int(height), 'format': 'PNG'}}
