"""What a model is asked about: a picture, a text, or both."""
from typing import Any, NamedTuple, Optional

from clarifai.sandbox import errors


class Subject(NamedTuple):
    """One input, or a part of one, ready to be looked at.

    Attributes:
        picture: the decoded picture (pictures.Picture), if there is one.
        text: the text, if there is one.
        messages: the conversation that the text ends, where one was sent; ``role`` and ``content``
            each, as chat models take them.
    """

    picture: Optional[Any] = None
    text: Optional[str] = None
    messages: Optional[list] = None

    def seen(self) -> Any:
        """Return the picture.

        Raises:
            errors.InputInvalid: there is none.
        """
        if self.picture is None:
            raise errors.InputInvalid('This model looks at pictures and videos; send data.image or '
                                      'data.video.')
        return self.picture

    def read(self) -> str:
        """Return the text.

        Raises:
            errors.InputInvalid: there is none.
        """
        if self.text is None:
            raise errors.InputInvalid('This model reads texts; send data.text.')
        return self.text

    def described(self) -> str:
        """Say what it is, without saying what is in it."""
        parts = []
        if self.picture is not None:
            parts.append('a picture of %d x %d pixels' % (self.picture.width, self.picture.height))
        if self.text is not None:
            parts.append(f'a text of {len(self.text)} characters')
        return ' and '.join(parts) or 'nothing'

    def conversation(self) -> list:
        """Return the messages; a text by itself is what a user says first."""
        if self.messages is not None:
            return self.messages
        return [] if self.text is None else [{'role': 'user', 'content': self.text}]
