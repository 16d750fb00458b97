"""ClarifaiApp: what it is made of, tagging, waiting."""
from __future__ import absolute_import

import pytest

from answers import URL, a_model, an_input, an_output
from clarifai.errors import ApiClientError, ApiError, UserError
from clarifai.rest import ApiClient, ClarifaiApp
from clarifai.rest.client import (
    Auth, Concepts, Inputs, Models, PublicModels, Solutions, Workflows)

GENERAL = 'aaa03c23b3724a16a56b629203edc62c'


def status(input_id, code):
    return {'input': an_input(input_id, code=code)}


# What it is made of


def test_it_has_a_collection_for_everything(app):
    for name, kind in [('inputs', Inputs), ('concepts', Concepts), ('models', Models),
                       ('workflows', Workflows), ('public_models', PublicModels),
                       ('api', ApiClient), ('auth', Auth), ('solutions', Solutions)]:
        assert isinstance(getattr(app, name), kind)
    assert app.inputs.api is app.models.api is app.api


def test_making_one_sends_nothing(http):
    ClarifaiApp(api_key='k')
    assert http.requests == []


def test_without_a_key_it_says_how_to_give_one(monkeypatch):
    with pytest.raises(UserError) as caught:
        ClarifaiApp()
    assert 'CLARIFAI_API_KEY' in str(caught.value)
    assert 'clarifai config' in str(caught.value)


def test_its_repr_shows_no_key():
    shown = repr(ClarifaiApp(api_key='0123456789abcdef', base_url='https://api.example.com'))
    assert shown == "ClarifaiApp(base_url='https://api.example.com')"


def test_check_upgrade_does_nothing(app, http):
    assert app.check_upgrade() is None
    assert http.requests == []


# Tagging


def test_tag_urls_predicts_with_the_general_model(app, http):
    http.answer({'outputs': [an_output(), an_output()]})
    answer = app.tag_urls([URL, ' ' + URL])
    assert len(answer['outputs']) == 2
    assert http.paths == ['POST /v2/models/%s/outputs' % GENERAL]
    assert http.last.params['inputs'] == [{'data': {'image': {'url': URL}}}] * 2


def test_tag_files_sends_their_content(app, http, tmpdir):
    tmpdir.join('a.jpg').write_binary(b'abc')
    http.answer({'outputs': [an_output()]})
    app.tag_files([str(tmpdir.join('a.jpg'))], model_id='boats')
    assert http.paths == ['POST /v2/models/boats/outputs']
    assert http.last.params['inputs'] == [{'data': {'image': {'base64': 'YWJj'}}}]


def test_tag_urls_with_a_name_looks_the_model_up(app, http):
    http.answer({'model': a_model('boats', version='v-3')}, {'outputs': []})
    app.tag_urls([URL], model_name='Boats')
    assert http.paths == ['GET /v2/models/Boats', 'POST /v2/models/boats/versions/v-3/outputs']


def test_tag_urls_without_any_model_says_so(app, http):
    with pytest.raises(ApiClientError) as caught:
        app.tag_urls([URL], model_id=None)
    assert 'model_id' in str(caught.value)
    assert http.requests == []


def test_tag_urls_with_a_name_that_several_models_have_says_so(app, http):
    http.refuse(404, 21200)
    http.answer({'models': [a_model('a'), a_model('b')]})
    with pytest.raises(ApiClientError) as caught:
        app.tag_urls([URL], 'boats')
    assert 'boats' in str(caught.value)


@pytest.mark.parametrize('call', ['tag_urls', 'tag_files'])
@pytest.mark.parametrize('wrong', [URL, None, {URL: 1}])
def test_tagging_takes_a_list(app, http, call, wrong):
    with pytest.raises(UserError):
        getattr(app, call)(wrong)
    assert http.requests == []


def test_tag_urls_takes_up_to_128(app, http):
    with pytest.raises(UserError) as caught:
        app.tag_urls([URL] * 129)
    assert '128' in str(caught.value)
    assert http.requests == []


# Waiting


def test_waiting_for_deleted_inputs_asks_until_none_is_left(app, http, clock):
    http.answer({'inputs': [an_input()]}, {'inputs': [an_input()]}, {'inputs': []})
    assert app.wait_until_inputs_delete_finish() is None
    assert http.paths == ['GET /v2/inputs'] * 3


def test_waiting_for_deleted_models_does_not_wait_for_the_public_ones(app, http, clock):
    public = a_model('general', app_id='main')
    http.answer({'models': [public, a_model('boats')]}, {'models': []},
                {'models': [public]}, {'models': []})
    app.wait_until_models_delete_finish()
    assert len(http.requests) == 4


def test_waiting_for_certain_inputs_asks_for_each_until_it_is_done(app, http, clock):
    http.answer(status('a', 30001), status('a', 30003), status('a', 30000), status('b', 30000))
    app.wait_for_specific_input_uploads_to_finish(['a', 'b'])
    assert [request.path for request in http.requests] == [
        '/v2/inputs/a', '/v2/inputs/a', '/v2/inputs/a', '/v2/inputs/b']
    assert len(clock.slept) == 2


def test_waiting_for_certain_inputs_ends_when_one_failed(app, http, clock):
    http.answer(status('a', 30000), status('b', 30002))
    with pytest.raises(ApiClientError) as caught:
        app.wait_for_specific_input_uploads_to_finish(['a', 'b', 'c'])
    assert 'b' in str(caught.value) and '30002' in str(caught.value)
    assert len(http.requests) == 2


def test_waiting_for_an_input_that_the_answer_lacks_says_so(app, http, clock):
    http.answer({})
    with pytest.raises(ApiClientError) as caught:
        app.wait_for_specific_input_uploads_to_finish(['in-7'])
    assert 'in-7' in str(caught.value)


def busy(app, http):
    http.answer(*[{'counts': {'processing': 3, 'to_process': 4}}] * 99)
    return app.wait_until_inputs_upload_finish


def with_inputs(app, http):
    http.answer(*[{'inputs': [an_input('in-7')]}] * 99)
    return app.wait_until_inputs_delete_finish


def with_models(app, http):
    http.answer(*[{'models': [a_model('boats')]}, {'models': []}] * 99)
    return app.wait_until_models_delete_finish


def pending(app, http):
    http.answer(*[status('in-7', 30001)] * 99)
    return lambda max_wait: app.wait_for_specific_input_uploads_to_finish(['in-7'], max_wait)


@pytest.mark.parametrize('prepare, said', [
    (busy, '3'), (with_inputs, 'in-7'), (with_models, '1'), (pending, 'in-7')])
def test_waiting_ends_in_time_and_says_what_for(app, http, clock, prepare, said):
    start = clock.now
    with pytest.raises(ApiClientError) as caught:
        prepare(app, http)(max_wait=5)
    assert 5 <= clock.now - start < 8
    assert '5 seconds' in str(caught.value)
    assert said in str(caught.value)


def test_waiting_passes_on_what_the_server_refuses(app, http, clock):
    http.refuse(401, 11009)
    with pytest.raises(ApiError):
        app.wait_until_inputs_delete_finish()


# Auth

def test_get_token_gives_nothing_and_warns_the_caller(app, http):
    with pytest.warns(DeprecationWarning) as caught:
        assert app.auth.get_token() == {}
    assert caught[0].filename == __file__.replace('.pyc', '.py')
    assert 'API key' in str(caught[0].message)
    assert http.requests == []


def test_it_has_the_client_of_the_app(app):
    assert app.auth.api is app.api
