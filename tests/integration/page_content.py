"""What the tests of the web page find on it: an app with a model, and one that has it all."""
from __future__ import absolute_import

import io
import re
import wave

from sandbox_process import an_input, photograph, plain, requests

EVIL = '<script>alert("1")</script>&\''
BOXES = [(0, 0, .8, .8), (.2, 0, 1, .8), (0, .2, .8, 1), (.2, .2, 1, 1)]
FACE = {'region_info': {'bounding_box': {'top_row': .25, 'left_col': .5, 'bottom_row': .75,
                                         'right_col': 1}},
        'data': {'concepts': [{'id': 'whiskers', 'value': 1}]}}


def add_pictures(api):
    """Adds a picture with a box, one without, one with markup for a name, and what is none."""
    api.add(an_input(photograph('chelsea'), 'cat', ['cat', '!cup'], regions=[FACE],
                     metadata={'colour': 'ginger'}),
            an_input(photograph('coffee'), 'cup', ['cup', '!cat'],
                     metadata={'source': 'cups/<b>1.png'}),
            an_input(plain('red'), EVIL, [EVIL]),
            an_input(b'no picture', 'broken'))


def add_model(api):
    """Adds eight pictures and a model that was trained on them and evaluated."""
    for name, concepts in (('chelsea', ['cat', '!cup']), ('coffee', ['cup', '!cat'])):
        api.add(*[an_input(photograph(name, box), None, concepts) for box in BOXES])
    api.ok('POST', '/models', {'model': {'id': 'pets', 'output_info': {
        'data': {'concepts': [{'id': 'cat'}, {'id': 'cup'}]}}}})
    path = '/models/pets/versions/' + api.train('pets')['id']
    api.ok('POST', path + '/metrics')
    api.finished(path, (21301, 21303), lambda version: version['metrics'])


def address_of(api, facts):
    """Returns the address of the pages of the app of which the page of all apps says `facts`."""
    cards = requests.get(api.url + '/').text.split('<li>')
    return re.search('/page/apps/[0-9a-f]{32}/', [one for one in cards if facts in one][0]).group()


def silence(seconds=0.5, rate=8000):
    """Returns a sound in which nothing is heard, as WAV."""
    data = io.BytesIO()
    sound = wave.open(data, 'wb')
    sound.setparams((1, 2, rate, 0, 'NONE', ''))
    sound.writeframes(bytes(int(2 * seconds * rate)))
    sound.close()
    return data.getvalue()
