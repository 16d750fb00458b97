"""What checkers know of what a program gets: `assert_type` fails for another type, or for Any."""
from typing import List, assert_type

from clarifai.bulk import predict, upload
from clarifai.rest import ApiError, ClarifaiApp, Concept, Image, Model, Video, Workflow
from clarifai.rest.search import AnnotationHit
from clarifai.rest.search import SearchQueryBuilder

app = ClarifaiApp(api_key='key')

# Predictions
prediction = app.public_models.general_model.predict_by_url('https://photos.example.com/1.jpg')
output = prediction['outputs'][0]
concept = output['data']['concepts'][0]
assert_type(concept['name'], str)
assert_type(concept['value'], float)
assert_type(output['status']['code'], int)
assert_type(output['input']['data']['image']['url'], str)
assert_type(output['data']['regions'][0]['region_info']['bounding_box']['top_row'], float)
assert_type(output['data']['regions'][0]['data']['concepts'][0]['id'], str)
assert_type(output['data']['embeddings'][0]['vector'], List[float])
assert_type(output['data']['colors'][0]['w3c']['name'], str)
assert_type(output['data']['frames'][0]['data']['concepts'][0]['value'], float)
for call in (app.tag_urls(['u']), app.tag_files(['f']),
             app.models.get(model_id='m').predict([Image(url='u')]),
             app.public_models.color_model.predict_by_bytes(b'...'),
             app.api.predict_model('m', [Image(url='u')])):
    assert_type(call['outputs'][0]['data']['concepts'][0]['value'], float)
for workflow in app.workflows.get_all():
    assert_type(workflow, Workflow)
    results = workflow.predict_by_filename('a.jpg')['results']
    assert_type(results[0]['outputs'][0]['data']['concepts'][0]['name'], str)

# Inputs, and what a search finds
for item in app.inputs.get_all():
    if isinstance(item, Image):
        assert_type(item, Image)
    else:
        assert_type(item, Video)
    assert_type(item.score, float)
query = SearchQueryBuilder()
for hit in app.inputs.search(query) + app.inputs.search_by_image(url='u'):
    assert_type(hit.score, float)
for annotation in app.inputs.search_annotations(query):
    assert_type(annotation, AnnotationHit)
assert_type(app.inputs.create_image_from_url('u'), Image)

# Lists
for model in app.models.get_all():
    assert_type(model, Model)
    for version in model.get_versions():
        version['id']
for known in app.concepts.get_all():
    assert_type(known, Concept)

# In bulk
for result in predict(app.public_models.general_model, ['a.jpg']):
    if result.error is not None:
        assert_type(result.error.description, str)
for result in upload(app, ['a.jpg']):
    print(result.index, result.ok)

try:
    app.inputs.delete('a')
except ApiError as error:
    assert_type([item.code for item in error.items], List[int])
