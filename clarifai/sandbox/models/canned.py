"""Answers that a test orders for a model, in place of what it would say."""
from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Optional, Union

from clarifai.sandbox import errors
from clarifai.sandbox.models import public_models
from clarifai.sandbox.models.outputs import OutputConfig, recognised_data
from clarifai.sandbox.models.public_models import PublicModel
from clarifai.sandbox.models.recognizers import ModelName, Recogniser, RecogniserError
from clarifai.sandbox.models.recognizers import check_function, check_pairs
from clarifai.sandbox.precedence import in_turn

if TYPE_CHECKING:
    from clarifai.sandbox.learning.pictures import Picture
    from clarifai.sandbox.models.subjects import Subject

VALUE = 0.99  # of a concept that is given by its name alone
OF_2_X = ' of 2.x'  # at the end of the key of a model that has a successor
Concepts = Union[Iterable[str], Mapping[str, float], Iterable[tuple[str, float]]]


class CannedAnswer:
    """An answer on order. As ``with sandbox.answer(...) as canned:`` it ends with the block.

    Args:
        answers: where it is on order.
        model: what it is for, as it was named.
        times: for how many inputs it is; None for all.
        data: what it says of an input, or None where `function` says it.
        function: a recogniser.
    """

    def __init__(self, answers: CannedAnswers, model: str, times: Optional[int],
                 data: Optional[Mapping[str, Any]], function: Callable[..., Any]) -> None:
        self._answers = answers
        self._meant = _meant(model)
        self._times = times
        self._data = data
        self._recogniser = Recogniser(model, function)
        self._lock = threading.Lock()
        self._given = 0

    @property
    def is_limited(self) -> bool:
        """Whether it is for some inputs only."""
        return self._times is not None

    @property
    def given(self) -> int:
        """For how many inputs it was given (of a video, for how many frames)."""
        return self._given

    def remove(self) -> None:
        """Take it back, unless that has happened."""
        self._answers.remove(self)

    def __enter__(self) -> CannedAnswer:
        return self

    def __exit__(self, *_: Any) -> None:
        self.remove()

    def fits(self, user_id: Optional[str], app_id: Optional[str], model_id: str) -> bool:
        """Return whether it is for a model."""
        if isinstance(self._meant, PublicModel):
            asked = public_models.find(model_id)
            return asked is not None and _lasting_key(asked) == _lasting_key(self._meant)
        if isinstance(self._meant, ModelName):
            return self._meant == (user_id, app_id, model_id)
        return self._meant == model_id

    def take(self) -> bool:
        """Return whether it is not used up, and count an input."""
        with self._lock:
            if self._times is not None and self._given >= self._times:
                return False
            self._given += 1
            return True

    def said(self, subject: Subject, config: OutputConfig, params: Optional[dict[str, Any]],
             own: Mapping[str, dict[str, Any]]) -> Any:
        """Return the ``data`` of an output."""
        if self._data is not None:
            return copy.deepcopy(dict(self._data))
        return recognised_data(self._recogniser, subject, config, params, own)

    @property
    def name(self) -> Optional[Callable[[Picture], list[tuple[str, float]]]]:
        """What names the pictures of inputs by it; None if it holds for some inputs only."""
        return None if self.is_limited or self._data is not None else self._recogniser


def _lasting_key(model: PublicModel) -> str:
    """Return what a public model and its successor have in common: clients may ask either."""
    return model.key[:-len(OF_2_X)] if model.key.endswith(OF_2_X) else model.key


def _meant(model: str) -> PublicModel | ModelName | str:
    """Return what a model's id or name, or ``USER/APP/MODEL_ID``, means.

    Raises:
        ValueError: it is no name of a model.
    """
    if not isinstance(model, str) or not model.strip():
        raise ValueError(f'model must be an id, a name, or USER/APP/MODEL_ID, not {model!r}')
    parts = model.split('/')
    if len(parts) not in (1, 3) or not all(parts):
        raise ValueError(f'{model!r} is no model; name it by its id, or as USER/APP/MODEL_ID')
    is_public = parts[:2] in (parts[:1], [public_models.USER_ID, public_models.APP_ID])
    found = public_models.find(parts[-1]) or next(
        (one for one in public_models.ALL_MODELS if parts[-1] in one.names + one.also), None)
    if found and is_public:
        return found
    return ModelName(*parts) if len(parts) == 3 else model


class CannedAnswers:
    """The answers that are on order. They may be ordered while the server answers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ordered: list[CannedAnswer] = []

    def add(self, model: str, concepts: Optional[Concepts], text: Optional[str],
            data: Optional[Mapping[str, Any]], function: Optional[Callable[..., Any]],
            times: Optional[int]) -> CannedAnswer:
        """Order an answer; see `Sandbox.answer`.

        Raises:
            ValueError: the order makes no sense.
        """
        forms = {'concepts': concepts, 'text': text, 'data': data, 'function': function}
        given = [name for name, form in forms.items() if form is not None]
        if len(given) != 1:
            raise ValueError('give one of %s, not %s'
                             % (', '.join(forms), ' and '.join(given) or 'none'))
        if times is not None and (type(times) is not int or times < 1):
            raise ValueError(f'times must be a whole number from 1, not {times!r}')
        if data is not None and not isinstance(data, Mapping):
            raise ValueError(f"data must be a dict such as {{'concepts': [...]}}, not {data!r}")
        if text is not None and not isinstance(text, str):
            raise ValueError(f'text must be a text, not {text!r}')
        said = text if concepts is None else _pairs(concepts)
        if function is not None:
            _check(model, function)
        canned = CannedAnswer(self, model, times, data, function or (lambda **_: said))
        with self._lock:
            self._ordered.append(canned)
        return canned

    def remove(self, canned: CannedAnswer) -> None:
        """Take an answer back, unless that has happened."""
        with self._lock:
            self._ordered = [one for one in self._ordered if one is not canned]

    def clear(self) -> None:
        """Take all answers back."""
        with self._lock:
            self._ordered = []

    def find(self, user_id: Optional[str], app_id: Optional[str],
             model_id: str) -> list[CannedAnswer]:
        """Return the answers for a model in the order in which they are given (`in_turn`)."""
        with self._lock:
            fitting = [one for one in self._ordered if one.fits(user_id, app_id, model_id)]
        return in_turn(fitting, lambda one: one.is_limited)

    def naming(self) -> Optional[Callable[[Picture], list[tuple[str, float]]]]:
        """Return what names the pictures of inputs in place of the general model, or None."""
        general = public_models.MODELS[0]
        names = [one.name for one in self.find(None, None, general.platform_id)]
        return next((name for name in names if name is not None), None)

    @staticmethod
    def look(canned: list[CannedAnswer], subject: Subject, config: OutputConfig,
             params: Optional[dict[str, Any]], own: Mapping[str, dict[str, Any]],
             otherwise: Optional[Callable[..., Any]]) -> Any:
        """Return what is said of a subject: the first answer that is not used up.

        Args:
            canned: the answers for the model.
            subject, config, params: what is asked.
            own: the app's concepts by their names, where the model is the app's.
            otherwise: what the model itself says of a subject; None if there is no model.

        Raises:
            RecognitionFailed: all are used up, and there is no model; or a function failed.
        """
        for one in canned:
            if one.take():
                return one.said(subject, config, params, own)
        if otherwise is None:
            raise errors.RecognitionFailed('The answers that were ordered for this model are used '
                                           'up, and there is no such model.')
        return otherwise(subject)


def _check(model: str, function: Callable[..., Any]) -> None:
    try:
        check_function(model, function)
    except RecogniserError as error:
        raise ValueError(str(error)) from error


def _pairs(concepts: Concepts) -> dict[str, float]:
    """Return concepts in any form as {name: value}.

    Raises:
        ValueError: they are none.
    """
    wrong = ValueError("concepts must be names, or a dict or pairs of names and values from 0 to "
                       "1, such as ['cat'] or {'cat': 0.9}, not %r" % (concepts,))
    if isinstance(concepts, (str, bytes)):
        raise wrong
    try:
        items = concepts.items() if isinstance(concepts, Mapping) else [
            (item, VALUE) if isinstance(item, str) else item for item in concepts]
        return dict(check_pairs(items))
    except (TypeError, ValueError):
        raise wrong from None
