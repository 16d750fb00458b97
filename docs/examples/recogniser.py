"""Functions for the sandbox: one tells the sea from a meadow by their colours, the other chats.

    clarifai sandbox --recogniser general-image-recognition=recogniser:recognise \\
        --recogniser openai/chat-completion/gpt-4o=recogniser:chat

Real ones would load a network here, once, and ask it in the function.
"""
from __future__ import absolute_import

import numpy


def recognise(pixels):
    """Returns {concept: score} of a picture.

    Args:
        pixels (numpy.ndarray): uint8, height x width x 3, RGB, upright, at most 640 pixels long.
    """
    strongest = numpy.argmax(pixels, axis=2)
    grey = numpy.ptp(pixels, axis=2) < 20
    return {'meadow': float(numpy.mean((strongest == 1) & ~grey)),
            'sea': float(numpy.mean((strongest == 2) & ~grey))}


def chat(text, params):
    """Returns an answer to the last words of a user.

    Args:
        text (str): these words.
        params (dict): what the request sets, such as ``{'max_tokens': 100}``.
    """
    words = 'You said: {}'.format(text).split()
    return ' '.join(words[:int(params.get('max_tokens', 100))])
