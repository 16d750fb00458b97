"""A program that somebody freezes or zips: an old call with a PAT, and calls of the platform."""
from __future__ import absolute_import, print_function

import sys

import clarifai
from clarifai.errors import UserError
from clarifai.rest import ClarifaiApp


def main():
    """Call, and print what came."""
    app = ClarifaiApp()
    answer = app.public_models.general_model.predict_by_url('https://photos.example.com/cat.png')
    print('predicted', answer['outputs'][0]['data']['concepts'][0]['name'])
    print('listed', [item['id'] for item in app.platform.list_inputs.items(per_page=1)])
    app.platform.post_inputs(inputs=[{'id': 'a', 'data': {'image': {'base64': b'abc'}}}])
    try:
        app.platform.post_inputs(inputs=[{'data': {'image': {'url': 5}}}])
    except UserError as error:
        print('refused', error)
    print('helped', 'Routes:' in app.platform.list_inputs.__doc__)
    print('from', clarifai.__file__)
    return 0


if __name__ == '__main__':
    sys.exit(main())
