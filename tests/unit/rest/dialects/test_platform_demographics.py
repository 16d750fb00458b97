"""The demographics model of 2.x on today's platform: five models' outputs in the old shape."""
from __future__ import absolute_import

import pytest

from answers import BASE, OK, URL, an_error, box
from clarifai.errors import ApiError, UserError
from clarifai.rest import ApiClient, ClarifaiApp, Concept, Image, Video
from platform_api import MAIN, PAT, row, sent

MODEL_ID = 'c0c0ac362b03416da06ab3fa36fb58e3'
RESULTS = 'POST %s/workflows/Demographics/results' % MAIN
AGES = [('20-29', 0.6), ('30-39', 0.3), ('10-19', 0.1)]
GENDERS = [('Feminine', 0.9), ('Masculine', 0.1)]
ORIGINS = [('White', 0.5), ('Indian', 0.4), ('Black', 0.1)]
MODELS = (('age-demographics-recognition', AGES), ('gender-demographics-recognition', GENDERS),
          ('ethnicity-demographics-recognition', ORIGINS))
FAILED = {'code': 30002, 'description': 'Download failed', 'details': '404 Client Error'}


def concepts(scores):
    return [{'id': 'ai_' + name, 'name': name, 'value': value, 'app_id': 'main'}
            for name, value in scores]


def region(number, said=()):
    made = {'id': 'face-%d' % number, 'region_info': {'bounding_box': box(top=number / 10.0)}}
    return dict(made, data={'concepts': concepts(said)}) if said else made


def output(model_id, data, status=OK):
    return {'id': 'out-' + model_id, 'status': status, 'data': data, 'created_at': 'then',
            'model': {'id': model_id, 'model_version': {'id': 'v'}}}


def result(faces=1, status=OK, input_id='in-1'):
    """What the workflow says about a picture with some faces."""
    numbers = range(faces)
    outputs = [output('face-detection', {'regions': [region(n, [('BINARY_POSITIVE', 0.99)])
                                                     for n in numbers]}),
               output('margin-110-image-crop', {'regions': [region(n) for n in numbers]})]
    outputs += [output(model_id, {'regions': [region(n, said) for n in numbers]})
                for model_id, said in reversed(MODELS)]
    if not faces:
        outputs = [dict(item, data={}) for item in outputs]
    return {'status': status, 'outputs': outputs,
            'input': {'id': input_id, 'data': {'image': {'url': URL}}}}


def failed(input_id='in-x'):
    return {'status': FAILED, 'input': {'id': input_id},
            'outputs': [output(model_id, {}, FAILED) for model_id, _ in MODELS]}


def parts(answer, number=0):
    """The faces of an output: names by part, and vocabularies of the concepts beside."""
    return [(dict((part, [one['name'] for one in said['concepts']])
                  for part, said in item['data']['face'].items()),
             [(one['vocab_id'], one['name']) for one in item['data']['concepts']])
            for item in answer['outputs'][number]['data']['regions']]


ALL = ({'age_appearance': ['20-29', '30-39', '10-19'],
        'gender_appearance': ['Feminine', 'Masculine'],
        'multicultural_appearance': ['White', 'Indian', 'Black']},
       [('age_appearance', '20-29'), ('age_appearance', '30-39'), ('age_appearance', '10-19'),
        ('gender_appearance', 'Feminine'), ('gender_appearance', 'Masculine'),
        ('multicultural_appearance', 'White'), ('multicultural_appearance', 'Indian'),
        ('multicultural_appearance', 'Black')])


@row('demographics')
@pytest.mark.parametrize('get', [
    lambda app: app.models.get('demographics'),
    lambda app: app.models.get('age-gender-ethnicity'),
    lambda app: app.models.get(model_id=MODEL_ID),
    lambda app: app.public_models.demographics_model])
def test_by_name_and_by_id_in_the_old_shape(http, platform_app, get):
    http.answer({'results': [result(faces=2)]})
    answer = get(platform_app).predict_by_url(URL)
    assert http.paths == [RESULTS]
    assert sent(http)[2] == PAT
    assert http.last.params == {'inputs': [{'data': {'image': {'url': URL}}}]}
    assert parts(answer) == [ALL, ALL]
    [seen] = answer['outputs']
    assert [item['id'] for item in seen['data']['regions']] == ['face-0', 'face-1']
    assert seen['data']['regions'][1]['region_info'] == region(1)['region_info']
    assert seen['status'] == OK and seen['input']['data']['image']['url'] == URL
    assert seen['model']['id'] == MODEL_ID and seen['model']['name'] == 'demographics'
    assert seen['model']['output_info']['type'] == 'facedetect-demographics'
    assert answer['status']['code'] == 10000


@row('demographics')
def test_models_are_known_by_their_ids_too(http, platform_api):
    ids = {'age-demographics-recognition': '36f90889189ad96c516d134bc713004d',
           'gender-demographics-recognition': 'af40a692dfe6040f23ca656f4e144fc2',
           'ethnicity-demographics-recognition': '93c277ec3940fba661491fda4d3ccfa0'}
    answer = result()
    for item in answer['outputs']:
        item['model']['id'] = ids.get(item['model']['id'], item['model']['id'])
    http.answer({'results': [answer]})
    assert parts(platform_api.predict_model(MODEL_ID, [Image(url=URL)])) == [ALL]


@row('demographics')
def test_options_hold_for_each_group(http, platform_app):
    model = platform_app.models.get('demographics')
    http.answer({'results': [result()]}, {'results': [result()]}, {'results': [result()]})
    [(face, _)] = parts(model.predict_by_url(URL, max_concepts=1))
    assert face == {'age_appearance': ['20-29'], 'gender_appearance': ['Feminine'],
                    'multicultural_appearance': ['White']}
    [(face, _)] = parts(model.predict_by_url(URL, min_value=0.35))
    assert face == {'age_appearance': ['20-29'], 'gender_appearance': ['Feminine'],
                    'multicultural_appearance': ['White', 'Indian']}
    [(face, _)] = parts(model.predict_by_url(URL, select_concepts=[
        Concept(concept_name='Masculine'), Concept(concept_id='ai_Black')]))
    assert face == {'age_appearance': [], 'gender_appearance': ['Masculine'],
                    'multicultural_appearance': ['Black']}
    assert 'model' not in http.last.params and 'output_config' not in http.last.params


@row('demographics')
def test_no_face_no_regions(http, platform_api):
    http.answer({'results': [result(faces=0)]})
    [seen] = platform_api.predict_model(MODEL_ID, [Image(url=URL)])['outputs']
    assert seen['data'] == {} and seen['status'] == OK


@row('demographics')
def test_32_in_a_request_in_order_and_a_failing_one_keeps_its_place(http, platform_api):
    http.answer({'results': [result(input_id='in-%d' % n) for n in range(32)]},
                {'status': {'code': 10010, 'description': 'Mixed Success'},
                 'results': [result(input_id='in-32'), failed('in-33'), result(input_id='in-34')]})
    answer = platform_api.predict_model(MODEL_ID, [Image(url=URL)] * 35)
    assert [len(request.params['inputs']) for request in http.requests] == [32, 3]
    assert [item['input']['id'] for item in answer['outputs']] == ['in-%d' % n for n in range(35)]
    assert answer['outputs'][33]['status'] == FAILED and answer['outputs'][33]['data'] == {}
    assert answer['status']['code'] == 10010


@row('demographics')
def test_a_request_of_several_that_fails_as_a_whole_fails_its_inputs_alone(http, platform_api):
    refusal = {'status': {'code': 10020, 'description': 'Failure'},
               'results': [failed('in-%d' % n) for n in range(32)]}
    http.answer(an_error(400, refusal), {'results': [result()]})
    answer = platform_api.predict_model(MODEL_ID, [Image(url=URL)] * 33)
    assert [item['status']['code'] for item in answer['outputs']] == [30002] * 32 + [10000]
    assert answer['status']['code'] == 10010


@row('demographics')
@pytest.mark.parametrize('refuse', [
    lambda http: http.refuse(500, 98004, 'Internal server issue'),
    lambda http: http.refuse(400, 10020, 'Failure'),
    lambda http: (http.refuse(404, 22102, 'Workflow does not exist'),
                  http.refuse(404, 21200, 'Model does not exist'))])
def test_a_request_that_fails_outright_in_the_middle_leaves_what_was_answered(
        http, platform_api, refuse):
    http.answer({'results': [result(input_id='in-%d' % n) for n in range(32)]},
                {'results': [failed()] + [result() for _ in range(31)]})
    refuse(http)
    with pytest.raises(ApiError) as caught:
        platform_api.predict_model(MODEL_ID, [Image(url=URL)] * 97)
    error = caught.value
    assert error.positions == list(range(64, 96)) and error.first_position == 64
    assert [item['input']['id'] for item in error.partial['outputs'][:32]] == [
        'in-%d' % n for n in range(32)]
    assert len(error.partial['outputs']) == 64 and parts(error.partial, 63) == [ALL]
    assert error.partial['status']['code'] == 10010
    assert 'items 64 to 95 of the call' in str(error)


@row('demographics')
def test_inputs_that_its_models_refuse_one_and_all_fail_alone_as_well(http, platform_api):
    http.answer({'results': [result() for _ in range(32)]})
    http.refuse(404, 22102, 'Workflow does not exist')
    http.answer(an_error(400, {'status': {'code': 10020, 'description': 'Failure'},
                               'outputs': [output('face-detection', {}, FAILED)]}))
    answer = platform_api.predict_model(MODEL_ID, [Image(url=URL)] * 33)
    assert [item['status']['code'] for item in answer['outputs']] == [10000] * 32 + [30002]


@row('demographics')
@pytest.mark.parametrize('number', [1, 33])
def test_when_all_fail_it_is_an_error_that_says_why(http, platform_api, number):
    def refusal(items):
        return an_error(400, {'status': {'code': 10020, 'description': 'Failure'},
                              'results': [failed() for _ in range(items)]})
    http.answer(*([refusal(1)] if number == 1 else [refusal(32), refusal(1)]))
    with pytest.raises(ApiError) as caught:
        platform_api.predict_model(MODEL_ID, [Image(url=URL)] * number)
    assert caught.value.error_code == 10020
    assert '404 Client Error' in str(caught.value)


@row('demographics')
@pytest.mark.parametrize('status, code', [(404, 11101), (404, 22102), (403, 11007), (400, 11101)])
def test_where_the_workflow_is_refused_its_models_are_asked(http, platform_api, status, code):
    http.refuse(status, code, 'Refused')
    faces = {'regions': [region(0), region(1)]}
    http.answer({'outputs': [output('face-detection', {}), output('face-detection', faces)]},
                *[{'outputs': [output(model_id, {'regions': [region(0, said), region(1, said)]})]}
                  for model_id, said in MODELS])
    answer = platform_api.predict_model(MODEL_ID, [Image(url=URL), Image(url=URL + '?2')])
    assert http.paths[1:] == ['POST %s/models/%s/outputs' % (MAIN, model_id) for model_id in (
        'face-detection', 'age-demographics-recognition', 'gender-demographics-recognition',
        'ethnicity-demographics-recognition')]
    assert http.last.params == {'inputs': [
        {'data': {'image': {'url': URL + '?2'}, 'regions': [region(0), region(1)]}}]}
    assert answer['outputs'][0]['data'] == {}
    assert parts(answer, 1) == [ALL, ALL]


@row('demographics')
def test_a_model_that_speaks_of_the_whole_picture_speaks_of_its_only_face(http, platform_api):
    http.refuse(404, 11101, 'Refused')
    http.answer({'outputs': [output('face-detection', {'regions': [region(0)]})]},
                *[{'outputs': [output(model_id, {'concepts': concepts(said)})]}
                  for model_id, said in MODELS])
    assert parts(platform_api.predict_model(MODEL_ID, [Image(url=URL)])) == [ALL]


@row('demographics')
def test_other_errors_are_raised_as_they_are(http, platform_api):
    http.refuse(500, 98004, 'Internal server issue')
    with pytest.raises(ApiError) as caught:
        platform_api.predict_model(MODEL_ID, [Image(url=URL)])
    assert caught.value.status_code == 500 and len(http.requests) == 1


@row('demographics')
def test_a_video_is_refused_before_anything_is_sent(http, platform_api):
    with pytest.raises(UserError) as caught:
        platform_api.predict_model(MODEL_ID, [Image(url=URL), Video(url=URL)])
    assert 'inputs[1]' in str(caught.value) and 'pictures' in str(caught.value)
    assert http.requests == []


@row('demographics')
def test_a_key_without_a_pat_is_refused_before_anything_is_sent(http):
    app = ClarifaiApp(api_key='k' * 32, base_url=BASE, dialect='platform')
    with pytest.raises(UserError) as caught:
        app.public_models.demographics_model.predict_by_url(URL)
    assert 'CLARIFAI_PAT' in str(caught.value)
    assert http.requests == []


@row('demographics')
def test_with_a_key_as_2_6_2_sent_it_and_the_refusal_says_what_to_do(http):
    http.refuse(404, 21200, 'Model does not exist')
    with pytest.raises(ApiError) as caught:
        ApiClient(api_key='k' * 32, base_url=BASE).predict_model(MODEL_ID, [Image(url=URL)])
    assert http.paths == ['POST /v2/models/%s/outputs' % MODEL_ID]
    assert '16 October 2020' in str(caught.value) and 'CLARIFAI_PAT' in str(caught.value)
