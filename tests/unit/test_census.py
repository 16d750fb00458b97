"""The forms that real programs use: each test is written as they write it."""
from __future__ import absolute_import

import base64
import io
import json
import os
import pprint

import pytest
import requests

from answers import (
    BASE, KEY, URL, a_concept, a_hit, a_model, a_version, a_workflow, an_input, an_output, box)
from clarifai.rest import ClarifaiApp
from clarifai.rest import Image as ClImage

PICTURE = b'\xff\xd8\xff\xe0 a picture \xff\xd9' * 8
PREDICTION = {'outputs': [an_output()]}


# 1. Import paths


def test_from_clarifai_import_rest():
    from clarifai import rest
    from clarifai.rest import ClarifaiApp as named
    assert rest.ClarifaiApp is named


def test_from_clarifai_rest_client_import_what_scripts_import():
    from clarifai.rest.client import (
        ApiClientError, ApiError, Image, Model, ModelOutputConfig, ModelOutputInfo, Models)
    from clarifai import rest
    assert (Image, Model, ApiError) == (rest.Image, rest.Model, rest.ApiError)
    assert (ModelOutputConfig, ModelOutputInfo) == (rest.ModelOutputConfig, rest.ModelOutputInfo)
    assert Models.__name__ == 'Models' and issubclass(ApiClientError, Exception)


def test_client_as_a_module():
    from clarifai.rest import client
    import clarifai.rest as short
    assert client.ApiError is short.ApiError


def test_errors_reached_through_the_package_after_importing_only_rest():
    import clarifai.rest
    assert clarifai.errors.ApiError is clarifai.rest.ApiError


# 2. Objects built on internals


def test_a_workflow_built_on_app_api(app, http):
    from clarifai.rest import Workflow
    http.answer({'results': [{'outputs': [an_output(), an_output()]}]})
    workflow = Workflow(app.api, workflow_id='docks')
    response = workflow.predict_by_url(URL)
    assert response['results'][0]['outputs'][1]['data']['concepts'][0]['name'] == 'harbour'


def test_a_model_built_on_app_api(app, http):
    from clarifai.rest import Model
    http.answer(PREDICTION)
    Model(app.api, model_id='boats').predict_by_url(url=URL)
    assert http.paths == ['POST /v2/models/boats/outputs']


def test_proxies_and_headers_set_on_the_session():
    app = ClarifaiApp(api_key=KEY)
    app.api.session.proxies = {'https': 'http://proxy.example.com:3128'}
    app.api.session.headers.update({'X-Team': 'harbour'})
    assert isinstance(app.api.session, requests.Session)
    assert app.api.session.proxies['https'] == 'http://proxy.example.com:3128'
    assert app.api.session.headers['X-Team'] == 'harbour'


def test_a_version_pinned_on_a_public_model(app, http):
    http.answer(PREDICTION, PREDICTION)
    model = app.public_models.general_model
    model.predict_by_url(URL)
    model.model_version = 'aa9ca48295b37401f8af92ad1af0d91d'
    model.predict_by_url(URL)
    assert http.paths == [
        'POST /v2/models/aaa03c23b3724a16a56b629203edc62c/outputs',
        'POST /v2/models/aaa03c23b3724a16a56b629203edc62c/versions/'
        'aa9ca48295b37401f8af92ad1af0d91d/outputs']


# 3. Errors


def test_except_api_error_around_the_constructor(http):
    from clarifai.rest import ApiError
    try:
        ClarifaiApp(api_key='not a real key'.replace(' ', '-'))
    except ApiError:
        raise AssertionError('making an app asks nothing of the server')
    assert http.requests == []


def test_what_scripts_print_of_an_error(app, http):
    from clarifai.rest.client import ApiError
    http.refuse(404, 11102, 'Input not found', 'no input nope')
    try:
        app.inputs.get('nope')
    except ApiError as e:
        printed = [e.error_code, e.error_desc, e.error_details, e.response.status_code,
                   e.response.reason, getattr(e, 'status_code', 999)]
    assert printed == [11102, 'Input not found', 'no input nope', 404, 'Reason', 404]


# 4. models.get(model_id=...) asks nothing


def test_update_or_create(app, http):
    from clarifai.rest import ApiError
    http.refuse(404, 21200, 'Model does not exist')
    http.answer({'model': a_model('boats', concepts=['sloop'])})
    model = app.models.get(model_id='boats')
    assert http.requests == []
    try:
        model = model.update(concept_ids=['sloop'])
    except ApiError as e:
        assert e.response.status_code == 404
        model = app.models.create('boats', concepts=['sloop'])
    assert model.model_id == 'boats'
    assert http.paths == ['PATCH /v2/models', 'POST /v2/models']


def test_train_and_create_give_the_model_that_programs_go_on_with(app, http, clock):
    http.answer({'model': a_model('boats')}, {'model': a_model('boats', code=21103)},
                {'model_version': a_version(21100)}, PREDICTION)
    model = app.models.create('boats', concepts=['sloop'])
    model = model.train()
    model.predict_by_url(URL)
    assert http.paths[-1] == 'POST /v2/models/boats/versions/v-1/outputs'


def test_get_concept_ids_of_a_model_that_was_not_asked_for(app, http):
    http.answer({'model': a_model('boats', concepts=['sloop'])})
    assert app.models.get(model_id='boats').get_concept_ids() == ['sloop']


# 5. Inputs again and again


def test_an_uploaded_image_is_predicted(app, http):
    http.answer({'inputs': [an_input('in-1', concepts=[a_concept('boat')])]}, PREDICTION)
    image = app.inputs.create_image_from_url(URL, concepts=['boat'])
    app.public_models.general_model.predict([image])
    sent = http.last.params['inputs'][0]
    assert sent['id'] == 'in-1'
    assert sent['data']['image'] == {'url': URL}


def test_images_uploaded_in_bulk_are_predicted(app, http):
    http.answer({'inputs': [an_input('1'), an_input('2')]}, PREDICTION)
    images = app.inputs.bulk_create_images([ClImage(url=URL), ClImage(url=URL)])
    app.public_models.general_model.predict(images)
    assert [one['id'] for one in http.last.params['inputs']] == ['1', '2']


def test_the_same_image_is_predicted_twice_and_uploaded(app, http, tmpdir):
    path = tmpdir.join('boat.jpg')
    path.write_binary(PICTURE)
    http.answer(PREDICTION, PREDICTION, {'inputs': [an_input()]})
    image = ClImage(file_obj=open(str(path), 'rb'))
    model = app.public_models.general_model
    model.predict([image])
    model.predict([image])
    app.inputs.create_image(image)
    bodies = [request.params['inputs'][0] for request in http.requests]
    assert bodies[0] == bodies[1] == bodies[2]
    assert base64.b64decode(bodies[0]['data']['image']['base64']) == PICTURE


# 6. Bytes and base64


@pytest.mark.parametrize('wrap', [bytes, bytearray, io.BytesIO])
def test_bytes_in_every_form(app, http, wrap):
    http.answer(PREDICTION, {'inputs': [an_input()]}, {'hits': []})
    app.public_models.general_model.predict_by_bytes(wrap(PICTURE))
    app.inputs.create_image_from_bytes(wrap(PICTURE))
    app.inputs.search_by_image(imgbytes=wrap(PICTURE))
    predicted, created = [one.params['inputs'][0]['data']['image']['base64']
                          for one in http.requests[:2]]
    searched = http.last.params['query']['ands'][0]['output']['input']['data']['image']['base64']
    assert predicted == created == searched == base64.b64encode(PICTURE).decode('ascii')


def with_line_breaks(data):
    return getattr(base64, 'encodebytes', getattr(base64, 'encodestring', None))(data)


@pytest.mark.parametrize('encoded', [
    base64.b64encode(PICTURE), base64.b64encode(PICTURE).decode('ascii'),
    with_line_breaks(PICTURE), with_line_breaks(PICTURE).decode('ascii'),
    bytearray(base64.b64encode(PICTURE))])
def test_base64_in_every_form(app, http, encoded):
    http.answer(PREDICTION, PREDICTION, {'inputs': [an_input()]})
    app.public_models.general_model.predict_by_base64(encoded)
    app.public_models.general_model.predict([ClImage(base64=encoded)])
    app.inputs.create_image_from_base64(encoded)
    sent = [one.params['inputs'][0]['data']['image']['base64'] for one in http.requests]
    assert [base64.b64decode(one) for one in sent] == [PICTURE] * 3
    assert not any('\n' in one for one in sent)


# 7. What is absent stays absent


def test_missing_parts_of_a_prediction_are_absent(app, http):
    http.answer({'outputs': [dict(an_output(), data={})]})
    output = app.public_models.general_model.predict_by_url(URL)['outputs'][0]
    assert output['data'] == {}
    assert not output['data']
    assert 'regions' not in output['data']
    with pytest.raises(KeyError):
        output['data']['concepts']


def test_the_keys_of_a_prediction_tell_model_kinds_apart(app, http):
    http.answer({'outputs': [an_output(regions=[])]})
    data = app.public_models.face_detection_model.predict_by_url(URL)['outputs'][0]['data']
    assert list(data.keys()) == ['regions']


# 8. Answers are dumped; positions are used


def test_the_whole_answer_is_dumped_and_copied(app, http):
    http.answer(PREDICTION)
    response = app.public_models.general_model.predict_by_url(URL)
    assert type(response) is dict
    assert json.loads(json.dumps(response)) == dict(response)
    json.dump(response, io.StringIO() if str is not bytes else io.BytesIO())
    assert 'harbour' in pprint.pformat(response)


def test_a_concept_and_an_image_by_position():
    from clarifai.rest import Concept
    assert Concept('boat').concept_name == 'boat'
    assert ClImage(URL).url == URL


# 9. What listed inputs have


def test_concepts_of_listed_inputs_are_none_or_a_list(app, http):
    http.answer({'inputs': [
        an_input('1', concepts=[a_concept('boat'), a_concept('car', value=0)],
                 metadata={'cam': 3}),
        an_input('2')]}, {'inputs': []})
    with_them, without = app.inputs.get_all()
    assert (with_them.concepts, with_them.not_concepts) == (['boat'], ['car'])
    assert with_them.metadata == {'cam': 3}
    assert (without.concepts, without.not_concepts, without.metadata) == (None, None, None)


# 10. Leftovers of 2.0


def test_tag_urls_with_model(app, http):
    http.answer({'model': a_model('boats')}, PREDICTION)
    with pytest.warns(DeprecationWarning):
        app.tag_urls([URL], model='boats')
    assert http.paths == ['GET /v2/models/boats', 'POST /v2/models/boats/versions/v-1/outputs']


def test_get_token_of_auth(app):
    with pytest.warns(DeprecationWarning):
        assert app.auth.get_token() == {}


def test_id_and_secret_beside_a_key_in_the_environment(monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    with pytest.warns(DeprecationWarning) as caught:
        app = ClarifaiApp('an-id', 'a-secret')
    assert app.api.api_key == KEY
    assert caught[0].filename == __file__.replace('.pyc', '.py')


def test_id_and_secret_alone_say_what_to_do():
    from clarifai.rest import UserError
    with pytest.raises(UserError) as caught:
        ClarifaiApp('an-id', 'a-secret')
    assert 'CLARIFAI_API_KEY' in str(caught.value)


# 11. The config file, and tests that patch


def test_a_config_file_that_another_tool_wrote(own_environment):
    folder = os.path.join(str(own_environment), '.clarifai')
    os.mkdir(folder)
    with open(os.path.join(folder, 'config'), 'w') as handle:
        handle.write('[clarifai]\nclarifai_api_base = ignored\nCLARIFAI_API_KEY = %s\n' % KEY)
    assert ClarifaiApp().api.api_key == KEY


def test_a_test_that_replaces_the_app(monkeypatch):
    calls = []
    monkeypatch.setattr('clarifai.rest.ClarifaiApp', lambda **kwargs: calls.append(kwargs))
    from clarifai import rest
    rest.ClarifaiApp(api_key='k')
    assert calls == [{'api_key': 'k'}]


def test_a_test_that_replaces_the_http_client_of_2_6_2(monkeypatch):
    class Recorder(object):
        calls = []

        def __init__(self, session, api_key):
            self.api_key = api_key

        def execute_request(self, method, params, url):
            self.calls.append((self.api_key, method, params, url))
            return {'status': {'code': 10000}, 'input': an_input('a')}

    monkeypatch.setattr('clarifai.rest.http_client.HttpClient', Recorder)
    assert ClarifaiApp(api_key=KEY, base_url=BASE).inputs.get('a').input_id == 'a'
    assert [call[0::3] for call in Recorder.calls] == [(KEY, BASE + '/v2/inputs/a')]


# Other result shapes that are read

COLORS = {'colors': [{'w3c': {'hex': '#ff0000', 'name': 'Red'}, 'hex': '#fe0101', 'value': 0.3,
                      'raw_hex': '#fe0102'}]}
FACES = {'regions': [{'id': 'r', 'region_info': {'bounding_box': box()}, 'data': {'face': {
    'age_appearance': {'concepts': [{'name': '30', 'value': 0.5}]},
    'gender_appearance': {'concepts': [{'name': 'feminine', 'value': 0.9}]},
    'multicultural_appearance': {'concepts': [{'name': 'asian', 'value': 0.4}]}}}}]}
FRAMES = {'frames': [{'frame_info': {'index': 1, 'time': 1000},
                      'data': {'concepts': [{'name': 'sea', 'value': 0.5}]}}]}


def predicted(app, http, data):
    http.answer({'outputs': [an_output(**data)]})
    return app.public_models.general_model.predict_by_url(URL)


def test_colours(app, http):
    color = predicted(app, http, COLORS)['outputs'][0]['data']['colors'][0]
    assert (color['w3c']['name'], color['w3c']['hex'], color['raw_hex']) == (
        'Red', '#ff0000', '#fe0102')


def test_faces(app, http):
    region = predicted(app, http, FACES)['outputs'][0]['data']['regions'][0]
    assert region['region_info']['bounding_box']['top_row'] == 0.1
    assert [region['data']['face'][part + '_appearance']['concepts'][0]['name']
            for part in ('age', 'gender', 'multicultural')] == ['30', 'feminine', 'asian']


def test_frames(app, http):
    frame = predicted(app, http, FRAMES)['outputs'][0]['data']['frames'][0]
    assert frame['frame_info']['time'] == 1000


def test_the_predicted_url_and_the_status(app, http):
    response = predicted(app, http, COLORS)
    assert response['outputs'][0]['input']['data']['image']['url'] == URL
    assert response['status']['code'] == 10000


def test_a_workflow_by_name(app, http):
    http.answer({'workflow': a_workflow('docks')},
                {'results': [{'outputs': [an_output(), an_output()]}]})
    response = app.workflows.get('docks').predict([ClImage(url=URL)])
    names = [output['data']['concepts'][0]['name'] for output in response['results'][0]['outputs']]
    assert names == ['harbour', 'harbour']


def test_hits_of_a_search(app, http):
    http.answer({'hits': [a_hit('in-1', 0.9), a_hit('in-2', 0.5)]})
    hits = app.inputs.search_by_image(url=URL)
    assert len(hits) == 2
    assert [(hit.input_id, hit.url, hit.score) for hit in hits] == [
        ('in-1', URL, 0.9), ('in-2', URL, 0.5)]
    assert hits[0].score > hits[-1].score
    assert vars(hits[0])['input_id'] == 'in-1'
