"""Measures what the two embeddings are worth on small sets of pictures.

    python tests/bench/embeddings.py                       pieces of scikit-image's textures
    python tests/bench/embeddings.py birds=DIR fish=DIR    a folder for each kind of one's own

Two numbers are printed for each embedding. The accuracy is that of a custom model that tells the
kinds apart, with each picture judged by a model that was trained without it (in ten parts at most).
The mean average precision is that of visual search: each picture is looked for, and those of its
kind should come first.
"""
from __future__ import absolute_import, print_function

import argparse
import os

import numpy
from skimage import data as photographs
from sklearn.metrics import average_precision_score

from clarifai.sandbox.learning.embedding import similarity
from clarifai.sandbox.learning.embeddings import MEASURED
from clarifai.sandbox.learning.evaluation import evaluate
from clarifai.sandbox.learning.pictures import MediaError, Picture, read_picture
from clarifai.sandbox.learning.pretrained.recognizer import Recognizer
from clarifai.sandbox.models import recognised

PIECES = 3  # across, and down
FOLDS = 10
TEXTURES = ('brick', 'grass', 'gravel')


def textures():
    """Returns {name: pieces of a photograph}, none of which overlap."""
    found = {}
    for name in TEXTURES:
        grey = getattr(photographs, name)()
        side = min(grey.shape) // PIECES
        found[name] = [
            Picture(numpy.ascontiguousarray(numpy.repeat(
                grey[down * side:(down + 1) * side, across * side:(across + 1) * side, None],
                3, axis=2)), side, side, 'PNG')
            for down in range(PIECES) for across in range(PIECES)]
    return found


def read(folder):
    """Returns the pictures in a folder, without those that cannot be decoded."""
    found = []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            with open(path, 'rb') as handle:
                try:
                    found.append(read_picture(handle.read()))
                except MediaError:
                    pass
    return found


def measured(kinds, embedding):
    """Returns (accuracy, mean average precision) of an embedding on {kind: pictures}."""
    vectors = numpy.stack([embedding.embed(picture) for pictures in kinds.values()
                           for picture in pictures])
    names = [kind for kind, pictures in kinds.items() for _ in pictures]
    metrics = evaluate(vectors, [{name: True} for name in names], sorted(kinds), True, False,
                       folds=FOLDS, embedding=embedding)
    precisions = []
    for number, name in enumerate(names):
        others = [other for other in range(len(names)) if other != number]
        precisions.append(average_precision_score(
            [names[other] == name for other in others],
            similarity(vectors[number], vectors[others])))
    return metrics['accuracy'], float(numpy.mean(precisions))


def main():
    """Measures a set; prints a line for each embedding."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('kinds', nargs='*', metavar='KIND=DIR')
    options = parser.parse_args()
    kinds = textures()
    if options.kinds:
        kinds = {kind: read(folder) for kind, _, folder in
                 (text.partition('=') for text in options.kinds)}
    print('%d pictures of %d kinds' % (sum(len(found) for found in kinds.values()), len(kinds)))
    for embedding in (MEASURED, recognised.embedding(Recognizer())):
        print('%-20s accuracy %.2f, mean average precision %.2f'
              % ((embedding.name,) + measured(kinds, embedding)))


if __name__ == '__main__':
    main()
