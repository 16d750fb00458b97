"""A recogniser for the sandbox: it tells pictures of the sea and of a meadow by their colours.

    clarifai sandbox --recogniser general-image-recognition=recogniser:recognise

A real one would load a network here, once, and ask it in the function.
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
