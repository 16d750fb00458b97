"""What an ApiError advises: by what was sent, by the code that came, by the item that failed."""
from __future__ import absolute_import

import base64
import logging

import pytest

from answers import BASE, KEY, OK, URL, a_model, an_error
from clarifai import advice
from clarifai.rest import ApiClient, ApiError, ClarifaiApp, Image, Model, UserError, Video
from platform_api import APP, GENERAL, MAIN, OWN, PAT, USER, row

FACE = 'a403429f2ddf4b49b307e318f00e528b'
LOST = {'code': 30002, 'description': 'Download failed', 'details': 'no such host'}
FAILURE = {'code': 10020, 'description': 'Failure'}
MIXED = {'code': 10010, 'description': 'Mixed Success'}
MP4 = b'\x00\x00\x00\x18ftypmp42' + b'\x00' * 40
JPEG = b'\xff\xd8\xff\xe0' + b'\x00' * 40


def refused(call, *args, **options):
    with pytest.raises(ApiError) as caught:
        call(*args, **options)
    return caught.value


def hint(error):
    return error.hint and error.hint.code


# By what was sent, with a key


@pytest.mark.parametrize('http_status, code', [
    (404, 21200), (403, 11007), (401, 11009), (400, 21200), (200, 21200), (200, 11007)])
def test_a_catalogue_id_with_a_key_wants_a_pat(http, app, http_status, code):
    http.refuse(http_status, code, 'x')
    error = refused(Model(app.api, model_id=GENERAL).predict_by_url, URL)
    assert hint(error) == advice.PUBLIC_NEEDS_PAT
    assert 'CLARIFAI_PAT' in str(error) and 'June 2025' in str(error)
    assert ('mistyped' in str(error)) == (code == 11009)


@pytest.mark.parametrize('name', ['general-v1.3', 'food-items-v1.0', 'color', 'nsfw-v1.0'])
@pytest.mark.parametrize('http_status, code', [(404, 21200), (403, 11007), (400, 11101)])
def test_a_catalogue_name_in_the_path_is_a_name(http, app, name, http_status, code):
    http.refuse(http_status, code, 'x')
    error = refused(Model(app.api, model_id=name).predict_by_url, URL)
    assert hint(error) == advice.NAME_AS_ID
    assert 'app.models.get(%r)' % name in str(error) and 'CLARIFAI_PAT' not in str(error)


@pytest.mark.parametrize('http_status, code', [
    (400, 21202), (403, 11007), (404, 21200), (400, 10020), (200, 21200), (401, None)])
def test_a_public_model_cannot_be_trained_or_changed_whatever_the_code(
        http, app, http_status, code):
    for call in (lambda: app.public_models.general_model.create_version(),
                 lambda: app.public_models.general_model.update(model_name='mine'),
                 lambda: app.models.delete(GENERAL), lambda: app.models.bulk_delete([GENERAL])):
        http.refuse(http_status, code, 'x')
        error = refused(call)
        assert hint(error) == advice.PUBLIC_IS_FIXED, error
        assert 'nobody else can train or change' in str(error)
        assert 'CLARIFAI_PAT' not in str(error)


@pytest.mark.parametrize('http_status, code', [(500, 98014), (429, 11005), (402, None)])
def test_a_failure_that_has_nothing_to_do_with_the_model_says_nothing_of_it(
        http, app, http_status, code):
    http.refuse(http_status, code, 'x')
    assert hint(refused(app.public_models.general_model.create_version)) is None


@pytest.mark.parametrize('body', [b'<html>no</html>', {'message': 'Forbidden'}])
def test_what_is_not_the_api_says_nothing_of_models_and_keys(http, app, body):
    http.answer(an_error(403, body))
    error = refused(app.public_models.general_model.predict_by_url, URL)
    assert hint(error) is None and 'CLARIFAI_PAT' not in str(error)


def test_a_pat_given_as_an_api_key_is_recognised(http, app):
    http.refuse(401, 11008, 'Invalid key', 'Must provide app external ID in API authorizer')
    error = refused(app.inputs.get, 'x')
    assert hint(error) == advice.PAT_AS_KEY
    assert 'looks like a personal access token' in str(error) and 'CLARIFAI_PAT' in str(error)


def test_a_key_that_is_refused_may_be_one(http, app):
    http.refuse(401, 11008, 'Invalid API key')
    error = refused(app.inputs.get, 'x')
    assert hint(error) == advice.CHECK_KEY and 'personal access token' in str(error)


@pytest.mark.parametrize('call', [
    lambda app: Model(app.api, model_id='boats').predict_by_url(URL),
    lambda app: app.inputs.search_by_image(url=URL),
    lambda app: app.api.predict_workflow('docks', [Image(url=URL)])])
def test_what_runs_models_wants_a_pat_in_ones_own_app_too(http, app, call):
    http.refuse(403, 11007, 'x')
    error = refused(call, app)
    assert hint(error) == advice.RUNNING_NEEDS_PAT
    assert 'so set CLARIFAI_PAT, CLARIFAI_USER_ID and CLARIFAI_APP_ID.' in str(error)
    assert 'Check the id' in str(error)


@pytest.mark.parametrize('http_status, code', [(404, 22102), (200, 11101), (403, 11007),
                                               (401, 11009)])
@pytest.mark.parametrize('workflow_id', ['General', 'Face-Sentiment', 'demographics'])
def test_public_workflows_want_a_pat(http, app, workflow_id, http_status, code):
    of_today = ClarifaiApp(api_key=KEY, dialect='platform', base_url=BASE)
    for call in (lambda: app.workflows.get(workflow_id),
                 lambda: of_today.workflows.get(workflow_id),
                 lambda: app.api.predict_workflow(workflow_id, [Image(url=URL)])):
        http.refuse(http_status, code, 'x')
        error = refused(call)
        assert hint(error) == advice.PUBLIC_NEEDS_PAT
        assert ' is one of Clarifai\'s public workflows' in error.advice
        assert 'CLARIFAI_PAT' in error.advice and 'CLARIFAI_USER_ID' not in error.advice
        assert ('mistyped' in error.advice) == (http_status == 401)


def test_a_workflow_of_ones_own_is_no_public_one(http, app):
    http.refuse(404, 22102, 'x')
    assert hint(refused(app.workflows.get, 'docks')) is None


def test_beside_a_pat_a_public_workflow_is_not_to_get_one(http):
    app = ClarifaiApp(api_key=KEY, pat=PAT, base_url=BASE)
    http.refuse(403, 11007, 'x')
    assert 'set CLARIFAI_PAT' not in str(refused(app.workflows.get, 'General'))


def test_uploads_need_none(http, app):
    http.refuse(403, 11007, 'x')
    assert hint(refused(app.inputs.create_image_from_url, URL)) is None


# With a PAT


@pytest.mark.parametrize('http_status, code', [(404, 22102), (200, 11101), (404, None)])
def test_what_is_neither_in_the_app_nor_public_names_the_app(http, platform_api, http_status, code):
    for call in (lambda: platform_api.get_workflow('nope'),
                 lambda: platform_api.get_concept('ai_nope'),
                 lambda: platform_api.predict_workflow('nope', [Image(url=URL)])):
        http.refuse(http_status, code, 'mine')
        http.refuse(http_status, code, 'public')
        error = refused(call)
        assert hint(error) == advice.NOWHERE and 'mine' in str(error)
        assert OWN in str(error) and MAIN not in str(error)
        assert USER in error.advice and APP in error.advice
        assert 'set CLARIFAI_USER_ID' not in str(error)


def test_a_failure_of_the_public_app_is_told_as_it_is(http, platform_api):
    http.refuse(404, 22102)
    http.refuse(500, 98014)
    error = refused(platform_api.get_workflow, 'nope')
    assert error.status_code == 500 and MAIN in str(error)


def test_an_unknown_model_of_ones_own_app_names_the_app(http, platform_api):
    http.refuse(404, 21200)
    error = refused(Model(platform_api, model_id='nope').predict_by_url, URL)
    assert hint(error) == advice.NOT_IN_APP and APP in str(error)


@pytest.mark.parametrize('settings, told', [({}, True), ({'user_id': USER, 'app_id': APP}, False)])
def test_settings_that_are_set_are_not_to_be_set(http, settings, told):
    api = ApiClient(pat=PAT, base_url=BASE, **settings)
    http.refuse(200, 21200)
    error = refused(Model(api, model_id=GENERAL).predict_by_url, URL)
    assert hint(error) == advice.NOT_PUBLIC
    assert ('set CLARIFAI_USER_ID' in str(error)) == told


@pytest.mark.parametrize('http_status, code', [(401, 11009), (200, 11008), (400, 11009)])
def test_a_pat_that_is_refused_is_to_be_checked(http, platform_api, http_status, code):
    http.refuse(http_status, code)
    assert hint(refused(platform_api.get_inputs)) == advice.CHECK_PAT


def test_a_name_beside_a_pat_is_a_name(http, platform_api):
    http.refuse(404, 21200)
    error = refused(Model(platform_api, model_id='apparel').predict_by_url, URL)
    assert hint(error) == advice.NAME_AS_ID and "app.models.get('apparel')" in str(error)


def test_a_public_model_is_not_trained_with_a_pat_either(http, platform_app):
    http.refuse(404, 21200)
    error = refused(platform_app.public_models.general_model.create_version)
    assert hint(error) == advice.PUBLIC_IS_FIXED


def test_without_an_app_of_ones_own_it_is_not_the_settings_that_are_missing(http):
    app = ClarifaiApp(pat=PAT, base_url=BASE)
    for call in (app.public_models.general_model.create_version,
                 lambda: app.models.delete('color-recognition')):
        with pytest.raises(UserError) as caught:
            call()
        assert 'nobody else can train' in str(caught.value)
        assert 'CLARIFAI_USER_ID' not in str(caught.value)
    assert http.requests == []


def test_beside_a_key_only_the_settings_that_are_missing_are_named(http):
    app = ClarifaiApp(api_key=KEY, pat=PAT, user_id=USER, base_url=BASE)
    http.refuse(403, 11007)
    error = refused(Model(app.api, model_id='boats').predict_by_url, URL)
    assert hint(error) == advice.RUNNING_NEEDS_PAT
    assert error.advice.endswith('so set CLARIFAI_APP_ID.')


def test_what_runs_models_goes_with_the_pat_beside_a_key(http):
    app = ClarifaiApp(api_key=KEY, pat=PAT, user_id=USER, app_id=APP, base_url=BASE)
    http.answer({'outputs': []}, {'hits': []}, {'results': []})
    Model(app.api, model_id='boats').predict_by_url(URL)
    app.inputs.search_by_image(url=URL)
    app.api.predict_workflow('docks', [Image(url=URL)])
    assert [request.api_key for request in http.requests] == [PAT] * 3
    assert all(request.path.startswith(OWN) for request in http.requests)


# The successor of face detection


@row('face-successor')
@pytest.mark.parametrize('model_id', [FACE, '53e1df302c079b3db8a0a36033ed2d15', 'face-v1.3'])
@pytest.mark.parametrize('http_status, code', [(404, 21200), (403, 11007), (200, 21200)])
def test_face_detection_goes_on_with_its_successor_once_and_says_so(
        http, platform_app, model_id, http_status, code):
    model = Model(platform_app.api, model_id=model_id)
    http.refuse(http_status, code)
    output = {'id': 'o', 'status': OK, 'data': {}, 'model': {'id': 'face-detection'}}
    http.answer({'outputs': [output]}, {'outputs': [output]})
    with pytest.warns(UserWarning) as told:
        answer = model.predict_by_url(URL)
    assert len(told) == 1 and 'face-detection' in str(told[0].message)
    assert answer['outputs'][0]['model']['id'] == model_id
    assert answer['outputs'][0]['model']['output_info']['type'] == 'facedetect'
    model.predict_by_url(URL)
    assert [path.rsplit('/models/', 1)[1] for path in http.paths][1:] == [
        'face-detection/outputs'] * 2


def test_another_model_has_none(http, platform_app):
    http.refuse(404, 21200)
    refused(platform_app.public_models.color_model.predict_by_url, URL)
    assert len(http.requests) == 1


@pytest.mark.parametrize('http_status, code', [(401, 11009), (500, 98014), (400, 10020)])
def test_other_failures_are_no_reason_to_go_on(http, platform_app, http_status, code):
    http.refuse(http_status, code)
    assert refused(Model(platform_app.api, model_id=FACE).predict_by_url, URL).error_code == code
    assert len(http.requests) == 1


def test_a_model_that_is_asked_for_has_its_successor_too(http, platform_app):
    http.refuse(404, 21200)
    http.answer({'model': a_model('face-detection')})
    with pytest.warns(UserWarning):
        assert platform_app.api.get_model_output_info(FACE)['model']['id'] == FACE


# By the item that failed


def failing(http, member='outputs', items=1):
    http.answer(an_error(400, {'status': FAILURE, member: [{'id': 'a', 'status': LOST}] * items}))


@pytest.fixture
def failed(http, monkeypatch):
    """A network on which the inputs at some positions of every request fail."""
    from clarifai.rest import http_client
    settings = {'status': LOST, 'bad': None, 'member': 'outputs'}

    class FailingHttpClient(object):

        takes_contents = True

        def __init__(self, session, api_key):
            pass

        def execute_request(self, method, params, url):
            bad = settings['bad']
            items = [{'id': 'i%d' % place, 'status': settings['status']
                      if bad is None or place in bad else OK}
                     for place in range(len(params['inputs']))]
            answer = {settings['member']: items}
            if bad is not None and len(bad) < len(items):
                return dict(answer, status=MIXED)
            error = an_error(400, dict(answer, status=FAILURE), url)
            error.params = params
            raise error

    monkeypatch.setattr(http_client, 'HttpClient', FailingHttpClient)
    return settings


@pytest.mark.parametrize('media', [
    Image(url='https://x.test/clip.mp4?size=1#t'), Image(base64=base64.b64encode(MP4)),
    Image(url='https://x.test/clip.MOV')])
def test_a_video_given_without_is_video_is_told(failed, api, media):
    error = refused(api.predict_model, 'boats', [media])
    assert hint(error) == advice.SENT_VIDEO and 'is_video=True' in str(error)


def test_a_file_that_is_a_video_is_told(failed, app, tmpdir):
    path = tmpdir.join('clip')
    path.write_binary(MP4)
    model = Model(app.api, model_id='boats')
    assert hint(refused(model.predict_by_filename, str(path))) == advice.SENT_VIDEO
    assert hint(refused(model.predict_by_bytes, MP4)) == advice.SENT_VIDEO
    assert hint(refused(model.predict_by_bytes, JPEG, is_video=True)) == advice.SENT_PICTURE


def test_a_picture_given_as_a_video_is_told(failed, api):
    error = refused(api.predict_model, 'boats', [Video(url='https://x.test/a.jpg')])
    assert hint(error) == advice.SENT_PICTURE and 'leave is_video out' in str(error)


@pytest.mark.parametrize('path', ['/home/me/cat.jpg', 'C:\\pictures\\cat.jpg', 'cat.jpg'])
def test_a_path_given_as_a_url_is_told(failed, api, path):
    error = refused(api.predict_model, 'boats', [Image(url=path)])
    assert hint(error) == advice.SENT_PATH and 'predict_by_filename(%r)' % path in str(error)


def test_a_file_url_is_a_path(failed, api):
    error = refused(api.predict_model, 'boats', [Image(url='file:///home/me/cat.jpg')])
    assert hint(error) == advice.SENT_PATH


@pytest.mark.parametrize('url', ['//pics.example.com/cat.jpg', 'pics.example.com/cat.jpg',
                                 'pics.example.com:8080/cat.jpg'])
def test_a_url_without_a_scheme_is_told(failed, api, url):
    error = refused(api.predict_model, 'boats', [Image(url=url)])
    assert hint(error) == advice.SENT_NO_SCHEME and 'begin it with https://' in str(error)


def test_a_data_url_is_told_and_its_picture_is_not(failed, api):
    url = 'data:image/jpeg;base64,' + 'QUJD' * 5000
    failed.update(status={'code': 30104, 'description': 'Invalid', 'details': url + ' is no URL'})
    error = refused(api.predict_model, 'boats', [Image(url=url)])
    assert hint(error) == advice.SENT_DATA_URL and 'predict_by_base64' in str(error)
    assert len(str(error)) < 1000 and 'QUJD' * 50 not in str(error)
    assert error.error_details.endswith('(20023 characters) is no URL')


def test_what_is_there_already_is_told(failed, app):
    failed.update(member='inputs', status={'code': 30100, 'description': 'Duplicate'})
    error = refused(app.inputs.create_image_from_url, URL, image_id='a')
    assert hint(error) == advice.DUPLICATE and 'allow_duplicate_url=True' in str(error)
    assert '30100 Duplicate' in str(error)


def test_what_cannot_be_downloaded_is_told(failed, app):
    error = refused(app.tag_urls, [URL])
    assert hint(error) == advice.NOT_DOWNLOADED and URL in str(error)


def test_of_several_batches_positions_count_from_the_first_input(http, api):
    http.answer({'outputs': [{'id': 'o', 'status': OK}] * 128})
    failing(http, items=2)
    error = refused(api.predict_model, 'boats', [Image(url=URL)] * 130)
    assert [item.position for item in error.items] == [128, 129]
    assert 'outputs[128]' in error.error_details and error.error_details in str(error)
    assert error.positions == [128, 129] and 'items 128 to 129 of the call' in str(error)
    assert len(error.partial['outputs']) == 128


def test_so_they_do_in_a_workflow_on_the_platform(http, platform_api):
    ok = {'results': [{'status': OK, 'outputs': []}] * 32}
    http.answer(*[ok] * 5)
    failing(http, 'results', items=2)
    error = refused(platform_api.predict_workflow, 'docks', [Image(url=URL)] * 170)
    assert [item.position for item in error.items] == [160, 161]
    assert error.positions == list(range(160, 170))
    assert len(error.partial['results']) == 160


# Mixed success


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.WARNING, logger='clarifai')
    return lambda: [record.getMessage() for record in caplog.records]


def test_a_mixed_success_is_no_error_and_leaves_one_line(failed, api, lines):
    failed.update(bad=(1, 2))
    answer = api.predict_model('boats', [
        Image(url=URL), Image(url='https://x.test/a.mp4'), Image(url='cat.jpg')])
    assert answer['status'] == MIXED
    line, = lines()
    for part in ('predict_model: 2 failed', 'outputs[1]', '30002 Download failed; no such host',
                 'is_video=True', 'outputs[2]', 'predict_by_filename'):
        assert part in line


def test_one_line_for_all_batches_with_positions_among_all(http, api, lines):
    good, bad = {'id': 'o', 'status': OK}, {'id': 'o', 'status': LOST}
    http.answer({'outputs': [good] * 128}, {'outputs': [good, bad], 'status': MIXED})
    api.predict_model('boats', [Image(url=URL)] * 130)
    line, = lines()
    assert 'outputs[129]' in line and 'outputs[1]' not in line


@pytest.mark.parametrize('call', [
    lambda app: app.inputs.get_by_page(), lambda app: app.api.get_model('boats')])
def test_so_do_other_calls(http, app, lines, call):
    http.answer({'status': MIXED, 'inputs': [{'id': 'a', 'data': {'image': {}}, 'status': LOST}],
                 'model': a_model()})
    call(app)
    assert len(lines()) == 1


def test_bulk_work_which_has_a_result_for_each_leaves_none(http, app, lines):
    from clarifai.bulk import predict
    http.answer({'status': MIXED, 'outputs': [{'status': OK, 'data': {}}, {'status': LOST}]})
    results = list(predict(Model(app.api, model_id='boats'), [URL, URL + '2'], workers=1))
    assert [result.ok for result in results] == [True, False] and lines() == []


# What is no operation


def test_a_path_of_the_callers_own_says_so_too(http, api):
    http.refuse(401, 11008, 'x', 'Must provide app external ID in API authorizer')
    assert hint(refused(api.get, 'inputs')) == advice.PAT_AS_KEY
    http.answer(an_error(400, {'status': FAILURE, 'inputs': [{'id': 'a', 'status': dict(
        LOST, code=30100)}]}))
    assert hint(refused(api.post, 'inputs', {'inputs': []})) == advice.DUPLICATE


def test_a_model_that_was_not_created_says_why_and_steers_no_terminal(http, app):
    http.answer({'status': {'code': 21202, 'description': 'Model exists\x1b[2J'}})
    with pytest.raises(UserError) as caught:
        app.models.create('boats')
    assert str(caught.value).endswith('21202 Model exists\\x1b[2J')
