"""The 2.x tutorial, written as a user of the 2.x client would write it.

    python tutorial.py FOLDER

It needs a key (CLARIFAI_API_KEY) and, for any other server than the public one, its address
(CLARIFAI_API_BASE). FOLDER holds the photographs; `photographs.py` fills it. The addresses below
need not exist on the internet when the sandbox is started with `--media FOLDER`.
"""
from __future__ import absolute_import, print_function

import os
import sys

from clarifai.rest import ClarifaiApp
from clarifai.rest import Geo, GeoPoint
from clarifai.rest import Image as ClImage

PHOTOS = 'https://photos.example.com/'
FACE_MODEL = 'a403429f2ddf4b49b307e318f00e528b'
SURFACES = ['brick', 'grass', 'gravel']


def heading(text):
    print('\n' + text + '\n' + '-' * len(text))


def name_of(image):
    return image.url.rsplit('/', 1)[-1]


def show_hits(images):
    for image in images:
        score = '' if image.score is None else '{:.3f}'.format(image.score)
        print('  {:<24} {}'.format(name_of(image), score).rstrip())
    if not images:
        print('  (no hits)')


def predict(app):
    heading('Predict: what the general model sees')
    model = app.models.get('general-v1.3')
    for filename in ('chelsea.png', 'coffee.png', 'motorcycle_left.png', 'flower.jpg'):
        concepts = model.predict_by_url(PHOTOS + filename)['outputs'][0]['data']['concepts']
        print('  {:<24} '.format(filename) + ', '.join(
            '{name} {value:.2f}'.format(**concept) for concept in concepts[:4]))

    heading('Predict: the colour model on flower.jpg')
    response = app.models.get('color', model_type='color').predict_by_url(PHOTOS + 'flower.jpg')
    for color in response['outputs'][0]['data']['colors']:
        print('  {:<24} {}  {:.3f}'.format(
            color['w3c']['name'], color['raw_hex'], color['value']))

    heading('Predict: the face model on astronaut.png')
    response = app.models.get(model_id=FACE_MODEL).predict_by_url(PHOTOS + 'astronaut.png')
    for region in response['outputs'][0]['data'].get('regions', []):
        box = region['region_info']['bounding_box']
        print('  a face, from {left_col:.2f} {top_row:.2f} to {right_col:.2f} {bottom_row:.2f}'
              '  (left top right bottom)'.format(**box))


def upload(app):
    heading('Upload two pictures with concepts')
    image = app.inputs.create_image_from_url(
        PHOTOS + 'brick-1.jpg', concepts=['brick'], not_concepts=['grass', 'gravel'],
        metadata={'photograph': 'brick'})
    print('  {:<24} {}'.format(name_of(image), image.concepts))
    image = app.inputs.create_image_from_url(
        PHOTOS + 'chelsea.png', concepts=['cat'], not_concepts=SURFACES,
        metadata={'photograph': 'chelsea', 'package': 'scikit-image'},
        geo=Geo(GeoPoint(11.58, 48.14)))
    print('  {:<24} {}'.format(name_of(image), image.concepts))


def bulk_import(app):
    heading('Import the rest in bulk')
    images = []
    for surface in SURFACES:
        others = [concept for concept in SURFACES if concept != surface]
        for number in range(2 if surface == 'brick' else 1, 9):
            images.append(ClImage(url='{}{}-{}.jpg'.format(PHOTOS, surface, number),
                                  concepts=[surface], not_concepts=others,
                                  metadata={'photograph': surface}))
    for filename, package in (('coffee.png', 'scikit-image'), ('rocket.jpg', 'scikit-image'),
                              ('motorcycle_left.png', 'scikit-image'),
                              ('china.jpg', 'scikit-learn'), ('flower.jpg', 'scikit-learn')):
        images.append(ClImage(url=PHOTOS + filename, not_concepts=SURFACES,
                              metadata={'photograph': filename[:-4], 'package': package}))
    app.inputs.bulk_create_images(images)
    app.wait_until_inputs_upload_finish(max_wait=120)
    print('  {} pictures are there'.format(app.inputs.check_status().processed))


def create_and_train(app):
    heading('Create a model and train it')
    model = app.models.create('surfaces', concepts=SURFACES)
    model = model.train()
    version = model.get_info()['model']['model_version']
    print('  version {}: {}'.format(version['id'], version['status']['description']))


def predict_with_own_model(app, folder):
    heading('Predict with that model, on pictures that it has not seen')
    model = app.models.get('surfaces')
    print('  {:<24}'.format('') + ''.join('{:>8}'.format(concept) for concept in SURFACES))
    filenames = ['{}-unseen-{}.jpg'.format(surface, number)
                 for surface in SURFACES for number in (1, 2, 3, 4)]
    for filename in filenames + ['astronaut.png', 'motorcycle_right.png']:
        response = model.predict_by_filename(os.path.join(folder, filename))
        values = dict((concept['name'], concept['value'])
                      for concept in response['outputs'][0]['data']['concepts'])
        print('  {:<24}'.format(filename) +
              ''.join('{:>8.3f}'.format(values[concept]) for concept in SURFACES))


def search(app, folder):
    heading('Search: pictures that were given the concept "grass"')
    show_hits(app.inputs.search_by_annotated_concepts(concept='grass'))

    for concept in ('animal', 'vehicle', 'drink'):
        heading('Search: "{}", which nobody said of any picture'.format(concept))
        show_hits(app.inputs.search_by_predicted_concepts(concept=concept, per_page=3))

    for filename in ('motorcycle_right.png', 'gravel-unseen-1.jpg'):
        heading('Search: pictures that look like ' + filename)
        show_hits(app.inputs.search_by_image(filename=os.path.join(folder, filename), per_page=4))

    heading('Search: pictures with the metadata {"package": "scikit-learn"}')
    show_hits(app.inputs.search_by_metadata({'package': 'scikit-learn'}))


def delete(app):
    heading('Delete everything')
    app.models.delete('surfaces')
    app.inputs.delete_all()
    app.wait_until_inputs_delete_finish()
    print('  {} pictures are left'.format(len(list(app.inputs.get_all()))))


def main(folder):
    app = ClarifaiApp()
    predict(app)
    upload(app)
    bulk_import(app)
    create_and_train(app)
    predict_with_own_model(app, folder)
    search(app, folder)
    delete(app)


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit('usage: python tutorial.py FOLDER')
    main(sys.argv[1])
