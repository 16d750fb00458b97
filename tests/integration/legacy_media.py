"""Makes the pictures and videos that the legacy client's own integration tests ask for.

The originals were on a host of Clarifai's. Here photographs of scikit-image stand under their
names; the videos move over one of them. Run as a program, it fills the folder that is named on the
command line; it needs what the sandbox needs.
"""
import os
import sys

import av
import numpy
from PIL import Image
from skimage import data

PICTURES = {
    'metro-north.jpg': data.rocket, 'wedding.jpg': data.coffee, 'facebook.png': data.astronaut,
    'dog.tiff': data.chelsea, 'dog2.jpeg': data.chelsea, 'penguin.bmp': data.gravel,
    'toddler-flowers.jpeg': data.grass, 'tahoe.jpg': data.brick, 'thai-market.jpg': data.coffee}
VIDEOS = {'beer.mp4': 9, 'small.mp4': 3}  # seconds
ANIMATIONS = ('3o6gb3kkXfLvdKEZs4.gif', 'D7qTae7IQLKSI.gif')
SIZE = (160, 120)
PER_SECOND = 10


def make_all(folder):
    """Fill a folder."""
    for name, photograph in PICTURES.items():
        Image.fromarray(photograph()).convert('RGB').save(os.path.join(folder, name))
    for name, seconds in VIDEOS.items():
        make_video(os.path.join(folder, name), frames(seconds))
    for name in ANIMATIONS:
        first, *others = frames(2)
        first.save(os.path.join(folder, name), save_all=True, append_images=others,
                   duration=1000 // PER_SECOND)


def frames(seconds):
    """Pictures that move to the right."""
    still = data.coffee()
    return [Image.fromarray(numpy.roll(still, 7 * step, axis=1)).resize(SIZE)
            for step in range(seconds * PER_SECOND)]


def make_video(path, pictures):
    """Write pictures as an MP4 file."""
    with av.open(path, 'w') as container:
        stream = container.add_stream('mpeg4', rate=PER_SECOND)
        stream.width, stream.height = SIZE
        stream.pix_fmt = 'yuv420p'
        for picture in pictures:
            container.mux(stream.encode(av.VideoFrame.from_image(picture)))
        container.mux(stream.encode())


if __name__ == '__main__':
    make_all(sys.argv[1])
