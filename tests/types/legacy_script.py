"""A script as users of 2.x write them. It type-checks in mypy's strict mode, and it runs:
``python tests/types/legacy_script.py PICTURE`` against the server that CLARIFAI_API_BASE names.
"""
from __future__ import print_function

import sys
from typing import Any, Dict, List

from clarifai.rest import ApiError, ClarifaiApp, Concept, Geo, GeoPoint, Image as ClImage, Model
from clarifai.rest import InputSearchTerm, OutputSearchTerm, SearchQueryBuilder
from clarifai.rest.client import Inputs


def names(response: Dict[str, Any]) -> List[str]:
    concepts = response['outputs'][0]['data']['concepts']
    return ['%s %.3f' % (concept['name'], concept['value']) for concept in concepts]


def upload(inputs: Inputs, filename: str) -> None:
    place = Geo(GeoPoint(-73.98, 40.74))
    image = inputs.create_image_from_filename(filename, 'first', concepts=['my puppy'],
                                              metadata={'source': {'camera': 7}}, geo=place)
    print('uploaded', image.input_id, image.url, image.concepts, image.allow_dup_url)
    with open(filename, 'rb') as handle:
        inputs.bulk_create_images([ClImage(file_obj=handle, image_id='second'),
                                   ClImage(filename=filename, not_concepts=['my puppy'])])


def train(app: ClarifaiApp) -> Model:
    model = app.models.create('puppy', concepts=['my puppy'])
    model = model.train()
    if model.model_status_code != 21100 or model.model_version is None:
        raise SystemExit('not trained')
    return app.models.get('puppy').update(model_name='Puppies', concept_ids=['my puppy'])


def search(inputs: Inputs) -> None:
    query = SearchQueryBuilder(language='en')
    query.add_term(InputSearchTerm(concept='my puppy'))
    query.add_term(OutputSearchTerm(input_id='first'))
    for hit in inputs.search(query, page=1, per_page=5):
        print(hit.input_id, hit.score, hit.status.code if hit.status else None)
    answer = inputs.search_by_metadata({'source': {'camera': 7}}, raw=True)
    print(len(answer['hits']), 'by metadata')


def main(filename: str) -> None:
    app = ClarifaiApp(quiet=True)
    app.api.session.headers['X-Mine'] = 'yes'
    general = app.models.get(model_id='aaa03c23b3724a16a56b629203edc62c')
    print(names(general.predict_by_filename(filename, max_concepts=3)))
    color = app.public_models.color_model
    print(color.predict([ClImage(filename=filename)])['outputs'][0]['data']['colors'][0])
    try:
        upload(app.inputs, filename)
        app.wait_until_inputs_upload_finish(max_wait=60)
        print(app.inputs.check_status().processed, 'processed')
        puppy = train(app)
        with open(filename, 'rb') as handle:
            print(names(puppy.predict_by_bytes(handle.read(), select_concepts=[
                Concept(concept_id='my puppy')])))
        search(app.inputs)
        for one in app.inputs.get_all():
            print(one.dict()['id'], [region.region_id for region in one.regions or ()])
    except ApiError as error:
        print(error.error_code, error.error_desc, error.response and error.response.status_code)
    finally:
        print(app.inputs.delete_all().code, app.models.delete_all()['status'])


if __name__ == '__main__':
    main(sys.argv[1])
