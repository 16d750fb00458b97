"""Gathers the photographs of the tutorial from packages that the sandbox installs anyway.

Nobody in this project took them. scikit-image and scikit-learn carry them in their wheels:

* astronaut.png (Eileen Collins), brick.png, chelsea.png (a cat), coffee.png, grass.png,
  gravel.png, rocket.jpg and the stereo pair motorcycle_left.png and motorcycle_right.png come with
  scikit-image, in skimage/data; its documentation of skimage.data names their authors;
* china.jpg (a temple) and flower.jpg come with scikit-learn, in sklearn/datasets/images, by Flickr
  users danielbuechele and vultilion, under CC BY 2.0.

Run as a program, it fills the folder that is named on the command line.
"""
from __future__ import absolute_import, print_function

import importlib.util
import os
import shutil
import sys

from PIL import Image

FROM_SCIKIT_IMAGE = ('astronaut.png', 'brick.png', 'chelsea.png', 'coffee.png', 'grass.png',
                     'gravel.png', 'motorcycle_left.png', 'motorcycle_right.png', 'rocket.jpg')
FROM_SCIKIT_LEARN = ('china.jpg', 'flower.jpg')

# The custom model of the tutorial learns what three surfaces look like. Their photographs are cut
# into 4 x 4 tiles: the left half is for learning, the rightmost column for asking, so that no part
# of a picture that it is asked about was ever uploaded.
SURFACES = ('brick', 'grass', 'gravel')
GRID = 4


def collect(folder):
    """Fills a folder with the photographs and with the tiles of the surfaces.

    Args:
        folder (str): an existing folder. The tiles are `NAME-1.jpg` to `NAME-8.jpg` for learning
            and `NAME-unseen-1.jpg` to `NAME-unseen-4.jpg` for asking.

    Returns:
        list of tuple: file name and distribution of each photograph, in alphabetical order.
    """
    places = [(name, 'scikit-image', _folder('skimage', 'data')) for name in FROM_SCIKIT_IMAGE]
    places += [(name, 'scikit-learn', _folder('sklearn', 'datasets', 'images'))
               for name in FROM_SCIKIT_LEARN]
    for name, _, place in places:
        shutil.copyfile(os.path.join(place, name), os.path.join(folder, name))
    for surface in SURFACES:
        _cut(folder, surface)
    return sorted((name, distribution) for name, distribution, _ in places)


def _folder(package, *parts):
    spec = importlib.util.find_spec(package)
    if spec is None:
        raise RuntimeError('The package {} is missing: install clarifai-rest[sandbox].'.format(
            package))
    return os.path.join(os.path.dirname(spec.origin), *parts)


def _cut(folder, surface):
    with Image.open(os.path.join(folder, surface + '.png')) as photograph:
        columns = _columns(photograph.convert('RGB'))
    for number, tile in enumerate(sum(columns[:GRID // 2], []), 1):
        tile.save(os.path.join(folder, '{}-{}.jpg'.format(surface, number)), quality=92)
    for number, tile in enumerate(columns[-1], 1):
        tile.save(os.path.join(folder, '{}-unseen-{}.jpg'.format(surface, number)), quality=92)


def _columns(photograph):
    width, height = photograph.size[0] // GRID, photograph.size[1] // GRID
    return [[photograph.crop((left, top, left + width, top + height))
             for top in range(0, GRID * height, height)]
            for left in range(0, GRID * width, width)]


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python photographs.py FOLDER')
    if not os.path.isdir(sys.argv[1]):
        os.makedirs(sys.argv[1])
    for photograph_name, source in collect(sys.argv[1]):
        print('{:<22} {}'.format(photograph_name, source))
