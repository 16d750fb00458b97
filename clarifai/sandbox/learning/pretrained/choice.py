"""Whether pictures are recognised, or measured only: --recognition."""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Optional

from clarifai.sandbox.learning.pretrained import packages

if TYPE_CHECKING:
    from clarifai.sandbox.learning.pretrained.recognizer import Recognizer

AUTO, ON, OFF = CHOICES = ('auto', 'on', 'off')
RECOGNISES = ('Recognition is on: EfficientNet-Lite0 names what is in a picture, open_nsfw judges '
              'it.')
MEASURES = 'Recognition is off: pictures are measured.'


class Recognition(NamedTuple):
    """What was chosen.

    Attributes:
        recognizer: what recognises, None where pictures are only measured.
        said: the same in a sentence, with the reason.
    """

    recognizer: Optional[Recognizer]
    said: str


def decide(choice: str) -> str:
    """Check the packages as far as the choice wants it, and load nothing.

    Args:
        choice: one of `CHOICES`. `AUTO` does without packages that are missing or altered.

    Returns:
        A sentence: `RECOGNISES`, or why pictures are only measured.

    Raises:
        packages.RecognitionUnavailable: it is to be on, and cannot be.
        ValueError: there is no such choice.
    """
    if choice not in CHOICES:
        raise ValueError("recognition must be 'auto', 'on' or 'off', not %r" % (choice,))
    if choice == OFF:
        return MEASURES
    try:
        packages.check()
    except packages.RecognitionUnavailable as error:
        if choice == ON:
            raise
        return 'Recognition is off, and pictures are measured: %s.' % error
    return RECOGNISES


def choose(choice: str) -> Recognition:
    """Return what recognises, as was chosen; see `decide`."""
    return of_decision(decide(choice))


def of_decision(said: str) -> Recognition:
    """Return what recognises, after a decision; its models are loaded when they are first asked."""
    if said != RECOGNISES:
        return Recognition(None, said)
    from clarifai.sandbox.learning.pretrained.recognizer import Recognizer
    return Recognition(Recognizer(), said)
