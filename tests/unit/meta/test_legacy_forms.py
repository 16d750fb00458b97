"""Older calls by position, where 2.x gave a position another meaning later.

A callable that tells the forms apart says which in ``__legacy_signatures__``.  Each of them is
called here as programs of its time did, and has to mean what it meant.
"""
from __future__ import absolute_import

import inspect
import io

import pytest

from answers import BASE, KEY, URL, a_model, a_workflow, an_input
from clarifai import transport
from clarifai.rest import (
    ApiClient, ClarifaiApp, Concept, Face, FeedbackInfo, Geo, GeoPoint, Image, Model, Region,
    RegionInfo)
from clarifai.rest import client
from clarifai.rest.http_client import HttpClient

PICTURE = b'a picture'
GEO = Geo(GeoPoint(1, 2))
FEEDBACK = FeedbackInfo(end_user_id='u')


def picture(**attributes):
    """Returns what an Image is expected to have."""
    expected = {'image_id': None, 'concepts': None, 'not_concepts': None, 'metadata': None,
                'geo': None, 'allow_dup_url': False, 'regions': None, 'feedback_info': None}
    expected.update(attributes)
    expected['input_id'] = expected.pop('image_id')
    return expected


IMAGES = [  # (arguments by position, expected attributes), for each of the older forms in turn
    ((URL, None, None, None, 'id', ['a'], ['b']),
     picture(image_id='id', concepts=['a'], not_concepts=['b'])),
    ((URL, None, None, None, 'id', ['a'], ['b'], True),
     picture(image_id='id', concepts=['a'], not_concepts=['b'], allow_dup_url=True)),
    ((URL, None, None, None, 'id', ['a'], ['b'], {'k': 1}, True),
     picture(image_id='id', concepts=['a'], not_concepts=['b'], metadata={'k': 1},
             allow_dup_url=True)),
    ((URL, None, None, None, None, 'id', ['a'], ['b'], {'k': 1}, True),
     picture(image_id='id', concepts=['a'], not_concepts=['b'], metadata={'k': 1},
             allow_dup_url=True)),
    ((URL, None, None, None, None, 'id', ['a'], ['b'], {'k': 1}, GEO, True),
     picture(image_id='id', concepts=['a'], not_concepts=['b'], metadata={'k': 1}, geo=GEO,
             allow_dup_url=True)),
    ((URL, None, None, None, None, 'id', ['a'], ['b'], [Region()], {'k': 1}, GEO, FEEDBACK, True),
     picture(image_id='id', concepts=['a'], not_concepts=['b'], regions=[Region()],
             metadata={'k': 1}, geo=GEO, feedback_info=FEEDBACK, allow_dup_url=True)),
]


@pytest.mark.parametrize('form', range(len(IMAGES)))
def test_image(form):
    arguments, expected = IMAGES[form]
    image = Image(*arguments)
    assert dict((name, getattr(image, name)) for name in expected) == expected
    assert image.url == URL


def test_image_without_filename_by_position_up_to_a_list_of_concepts():
    image = Image(None, io.BytesIO(PICTURE), None, None, None, ['a'])
    assert image.concepts == ['a']
    assert image.input_id is None


@pytest.mark.parametrize('kind', [ClarifaiApp, ApiClient])
@pytest.mark.parametrize('quiet', [True, False])
def test_quiet_as_the_fourth_argument(monkeypatch, kind, quiet):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    shown = []
    monkeypatch.setattr('clarifai.logs.show', lambda quiet, level: shown.append(quiet))
    made = kind(None, None, BASE, quiet)
    api = getattr(made, 'api', made)
    assert (api.api_key, api.basev2, shown) == (KEY, BASE, [quiet])


def test_get_model_with_output_info_as_the_second_argument(api, http):
    http.answer({'model': a_model()}, {'model': a_model()})
    api.get_model('boats', True)
    api.get_model('boats', False)
    assert http.paths == ['GET /v2/models/boats/output_info', 'GET /v2/models/boats']
    assert not http.last.params


def test_update_model_with_an_action(api, http):
    http.answer({'models': [a_model()]})
    api.update_model('boats', 'merge_concepts', ['sloop'])
    assert http.last.params['action'] == 'merge'
    assert http.last.params['models'][0]['output_info']['data']['concepts'][0]['id'] == 'sloop'


def test_update_model_with_a_model(api, http):
    http.answer({'models': [a_model()]})
    api.update_model('boats', {'name': 'Boats'})
    assert http.last.params['models'] == [{'id': 'boats', 'name': 'Boats'}]


def test_concept_with_updated_at_as_the_fifth_argument():
    concept = Concept('name', 'id', 'app', '2016-01-01T00:00:00Z', '2017-01-01T00:00:00Z')
    assert (concept.updated_at, concept.value) == ('2017-01-01T00:00:00Z', None)
    assert 'updated_at' not in concept.dict()


def test_http_client_with_the_key_alone(monkeypatch):
    sent = []

    def send(*args):
        sent.append(args)
        return transport.Answer({}, False)

    monkeypatch.setattr(transport, 'send', send)
    HttpClient(KEY).execute_request('GET', None, URL)
    assert sent[0][1] == KEY
    assert sent[0][0] is not None


CREATE = [('create_image_from_url', URL), ('create_image_from_bytes', PICTURE),
          ('create_image_from_base64', b'YSBwaWN0dXJl'), ('create_image_from_filename', None)]


@pytest.mark.parametrize('method, content', CREATE)
@pytest.mark.parametrize('tail', [(True,), ({'k': 1}, True)])
def test_create_image_with_allow_duplicate_url_further_in_front(
        app, http, tmpdir, method, content, tail):
    if content is None:
        tmpdir.join('a.jpg').write_binary(PICTURE)
        content = str(tmpdir.join('a.jpg'))
    http.answer({'inputs': [an_input()]})
    getattr(app.inputs, method)(content, 'id', ['a'], ['b'], None, *tail)
    sent = http.last.params['inputs'][0]
    assert sent['id'] == 'id'
    assert sent['data']['image']['allow_duplicate_url'] is True
    assert sent['data'].get('metadata') == ({'k': 1} if len(tail) == 2 else None)


def test_models_get_with_the_id_first(app, http):
    http.answer({'model': a_model()})
    assert app.models.get('boats').model_id == 'boats'
    assert http.paths == ['GET /v2/models/boats']


def test_models_get_with_the_type_second(app, http):
    http.refuse(404, 21200)
    http.answer({'models': [a_model('c', kind='color')]})
    assert app.models.get('colours', 'color').model_id == 'c'
    assert http.last.params['model_query'] == {'name': 'colours', 'type': 'color'}


def test_models_get_with_a_version_by_its_keyword(app, http):
    http.answer({'model': a_model('boats', version='v-2')})
    assert app.models.get('boats', version_id='v-1').model_version == 'v-1'


def test_models_get_by_page_with_the_page_first(app, http):
    http.answer({'models': [a_model()]}, {'models': []})
    app.models.get_by_page(3, 5)
    app.models.get_by_page(4)
    assert [request.params for request in http.requests] == [
        {'page': 3, 'per_page': 5}, {'page': 4, 'per_page': 20}]


def test_model_update_without_an_action(app, http):
    http.answer({'models': [a_model()]})
    Model(app.api, model_id='boats').update('Boats', True, False, ['sloop'])
    model = http.last.params['models'][0]
    assert http.last.params['action'] == 'merge'
    assert model['name'] == 'Boats'
    assert model['output_info']['output_config'] == {
        'concepts_mutually_exclusive': True, 'closed_environment': False}
    assert [one['id'] for one in model['output_info']['data']['concepts']] == ['sloop']


@pytest.mark.parametrize('arguments', [
    (RegionInfo(), [Concept('a')], Face(), 'r'), (RegionInfo(), [Concept('a')], Face())])
def test_region_with_the_face_third(arguments):
    region = Region(*arguments)
    assert region.face == Face()
    assert region.region_id == (arguments + (None,))[3]


@pytest.mark.parametrize('public_only, path', [
    (True, '/v2/public_workflows'), (False, '/v2/workflows')])
def test_workflows_get_by_page_with_public_only_first(app, http, public_only, path):
    http.answer({'workflows': [a_workflow()]})
    app.workflows.get_by_page(public_only, 3, 5)
    assert http.paths == ['GET ' + path]
    assert http.last.params == {'page': 3, 'per_page': 5}


CALLED_ABOVE = {
    'ApiClient.__init__', 'ApiClient.get_model', 'ApiClient.update_model', 'ClarifaiApp.__init__',
    'Concept.__init__', 'HttpClient.__init__', 'Image.__init__', 'Inputs.create_image_from_base64',
    'Inputs.create_image_from_bytes', 'Inputs.create_image_from_filename',
    'Inputs.create_image_from_url', 'Model.update', 'Models.get', 'Models.get_by_page',
    'Region.__init__', 'Workflows.get_by_page'}


def declaring():
    """Returns 'Class.method' of everything that declares older forms."""
    classes = [HttpClient] + [kind for _, kind in inspect.getmembers(client, inspect.isclass)]
    return set('%s.%s' % (kind.__name__, name) for kind in classes
               for name, member in inspect.getmembers(kind)
               if getattr(member, '__legacy_signatures__', None))


def test_every_declared_form_is_called_above():
    assert declaring() == CALLED_ABOVE
    assert len(IMAGES) == len(Image.__init__.__legacy_signatures__)
