"""Every answer of the sandbox on today's platform against the official protobufs.

A sandbox is started; the client makes every call of `test_requests.CALLS` with a PAT, its user and
its app, and whatever goes over the wire, there and back, has to parse strictly into the messages of
clarifai-grpc. What the client does not send is sent in plain HTTP.
"""
from __future__ import absolute_import

import base64
import re
import time

import pytest

pytest.importorskip('clarifai_grpc')
pytest.importorskip('sklearn')

from contract import ROUTES  # noqa: E402  (needs clarifai_grpc)
from test_requests import CALLS  # noqa: E402
from wire import Session, assert_contract, picture  # noqa: E402

from clarifai.errors import ApiError  # noqa: E402
from clarifai.rest import ApiClient, Image, ModelOutputConfig, ModelOutputInfo  # noqa: E402
from clarifai.sandbox import platform  # noqa: E402
from clarifai.sandbox.web import routes, unknown_fields  # noqa: E402

USER, APP, PAT = 'me-user', 'my-app', 'the-pat'
OWN, MAIN = '/users/%s/apps/%s' % (USER, APP), '/users/clarifai/apps/main'
GENERAL = 'general-image-recognition'


@pytest.fixture(scope='module')
def session():
    return Session()


@pytest.fixture(scope='module')
def send(url, session):
    """Sends a request below /v2 in plain HTTP; returns the JSON of the answer, checked."""
    def sent(method, path, body=None, code=10000, **options):
        before = len(session.exchanges)
        answer = session.request(method, url + '/v2' + path, json=body,
                                 headers={'Authorization': 'Key ' + PAT}, **options).json()
        assert answer['status']['code'] == code, answer
        assert_contract(session.exchanges[before:])
        return answer
    return sent


def wait_for(done):
    give_up = time.time() + 60
    while time.time() < give_up:
        found = done()
        if found:
            return found
        time.sleep(0.05)
    pytest.fail('it took too long')


@pytest.fixture(scope='module')
def app(send):
    """The app with two inputs that are processed and a model that is trained; its version's id."""
    send('POST', OWN + '/inputs', {'inputs': [
        {'id': 'red', 'data': {
            'image': {'base64': base64.b64encode(picture('red')).decode('ascii')},
            'concepts': [{'id': 'warm'}, {'id': 'cold', 'value': 0}],
            'metadata': {'k': {'n': 1}, 'words': 'red pineapples'},
            'geo': {'geo_point': {'longitude': 0, 'latitude': 40}},
            'regions': [{'region_info': {'bounding_box': {
                'top_row': 0.1, 'left_col': 0.2, 'bottom_row': 0.3, 'right_col': 0.4}},
                'data': {'concepts': [{'id': 'white'}]}}]}},
        {'id': 'blue', 'data': {'image': {'url': 'https://x.example/other.jpg'},
                                'concepts': [{'id': 'cold'}, {'id': 'warm', 'value': 0}]}}]})
    wait_for(lambda: send('GET', OWN + '/inputs/status')['counts']['processed'] == 2)
    send('POST', OWN + '/models', {'models': [{
        'id': 'temperature', 'model_type_id': 'embedding-classifier',
        'metadata': {'a': [1, 'x']}}]})
    model = send('POST', OWN + '/models/temperature/versions', {'model_versions': [{
        'output_info': {'data': {'concepts': [{'id': 'warm'}, {'id': 'cold'}]}},
        'train_info': {'params': {'enrich_dataset': 'Disabled'}}}]})['model']
    version = OWN + '/models/temperature/versions/' + model['model_version']['id']
    wait_for(lambda: send('GET', version)['model_version']['status']['code'] == 21100)
    return model['model_version']['id']


@pytest.mark.parametrize('name, arguments', CALLS,
                         ids=['%d-%s' % (number, call[0]) for number, call in enumerate(CALLS)])
def test_answers_to_the_client(url, app, name, arguments):
    """Of calls for things that are not there, the refusal has to fit the message as well."""
    session = Session()
    api = ApiClient(pat=PAT, user_id=USER, app_id='calls', base_url=url)
    api.session = session
    try:
        getattr(api, name)(*arguments)
    except ApiError as error:
        assert error.status_code in (400, 403, 404), error
        assert error.error_details or error.error_code in (10010, 10020), error
    assert_contract(session.exchanges)


def client(url):
    api = ApiClient(pat=PAT, user_id=USER, app_id=APP, base_url=url)
    api.session = Session()
    return api


def test_answers_to_the_client_where_everything_is_there(url, app):
    api = client(url)
    spare = Image(image_id='spare', concepts=['round'])
    api.add_inputs([Image(base64=base64.b64encode(picture('green')), image_id='spare')])
    config = ModelOutputConfig(max_concepts=1, min_value=0.1)
    for name, arguments in (
            ('get_inputs', ()), ('get_input', ('red',)), ('get_inputs_status', ()),
            ('patch_inputs', ('merge', [spare])), ('patch_inputs', ('overwrite', [spare])),
            ('delete_input', ('spare',)),
            ('get_concepts', ()), ('get_concept', ('warm',)), ('search_concepts', ('*',)),
            ('get_models', ()), ('get_model', ('temperature',)),
            ('get_model', ('temperature', app)), ('get_model_output_info', ('temperature',)),
            ('get_model_output_info', ('temperature', app)),
            ('get_model_versions', ('temperature',)), ('get_model_version', ('temperature', app)),
            ('get_model_concepts', ('temperature', app)), ('get_model_inputs', ('temperature',)),
            ('get_model_inputs', ('temperature', app)),
            ('predict_model', ('temperature', [Image(base64=base64.b64encode(picture('red')))])),
            ('predict_model', ('temperature', [Image(image_id='blue', url='https://x/other.jpg')],
                               app, ModelOutputInfo(output_config=config))),
            ('run_model_evaluation', ('temperature', app)),
            ('patch_models', ([{'id': 'temperature', 'notes': 'n', 'toolkits': ['t']}],)),
            ('patch_model_versions', ('temperature', [{'id': app, 'description': 'd'}])),
            ('search_models', ('temp*',)), ('get_workflows', (True,)),
            ('get_workflow', ('General',)),
            ('predict_workflow', ('General', [Image(url='https://x/other.jpg')]))):
        before = len(api.session.exchanges)
        answer = getattr(api, name)(*arguments)
        assert answer['status']['code'] == 10000, (name, answer)
        assert_contract(api.session.exchanges[before:])


@pytest.mark.parametrize('model_id', [
    GENERAL, 'general-image-embedding', 'general-clusterering', 'face-detection',
    'eeed0b6733a644cea07cf4c60f87ebb7', 'c443119bf2ed4da98487520d01a0b1e3',
    'd02b4508df58432fbb84e800597b8959', 'aaa03c23b3724a16a56b629203edc62c'])
def test_answers_of_public_models(send, model_id):
    body = {'inputs': [{'data': {'image': {'url': 'https://x.example/metro-north.jpg'}}}]}
    model = send('POST', '%s/models/%s/outputs' % (MAIN, model_id), body)['outputs'][0]['model']
    assert (model['user_id'], model['app_id']) == ('clarifai', 'main')
    assert 'output_info' not in model
    send('GET', '%s/models/%s' % (MAIN, model_id))
    send('GET', '%s/models/%s/output_info' % (MAIN, model_id))
    send('GET', '%s/models/%s/versions' % (MAIN, model_id))
    send('GET', '%s/models/%s/concepts' % (MAIN, model_id))


def annotation(**members):
    return {'annotation': members}


@pytest.mark.parametrize('query, ids', [
    ({}, ['blue', 'red']),
    ({'filters': [annotation(data={'concepts': [{'id': 'warm'}]})]}, ['red']),
    ({'filters': [annotation(data={'concepts': [{'name': 'warm', 'value': 0}]})]}, ['blue']),
    ({'filters': [annotation(data={'metadata': {'k': {'n': 1}, 'k2': 'nobody'}})]}, ['red']),
    ({'filters': [annotation(data={'geo': {
        'geo_point': {'latitude': 40, 'longitude': 1},
        'geo_limit': {'type': 'withinKilometers', 'value': 100}}})]}, ['red']),
    ({'filters': [annotation(input_id='blue')]}, ['blue']),
    ({'filters': [dict(annotation(input_id='blue'), negate=True)]}, ['red']),
    ({'filters': [{'input': {'data': {'image': {}}}}]}, ['blue', 'red']),
    ({'ranks': [annotation(data={'image': {'url': 'https://x.example/other.jpg'}})]},
     ['blue', 'red']),
    ({'ranks': [annotation(input_id='red')], 'language': 'ja'}, ['red', 'blue']),
    ({'ranks': [annotation(data={'concepts': [{'id': 'warm'}]})]}, ['red']),
    ({'ranks': [annotation(data={'text': {'raw': 'Red pineapples on the beach.'}})]},
     ['red'])])
def test_answers_of_searches(send, app, query, ids):
    for path in ('/inputs/searches', '/annotations/searches'):
        answer = send('POST', OWN + path, {'searches': [{'query': query}],
                                           'pagination': {'page': 1, 'per_page': 10}})
        assert [hit['input']['id'] for hit in answer['hits']] == ids
        assert all(hit['annotation']['input_id'] == hit['input']['id'] for hit in answer['hits'])


def test_answers_of_evaluations(send, app):
    body = {'eval_metrics': [{'model': {'id': 'temperature', 'model_version': {'id': app}}}]}
    evaluation = send('POST', OWN + '/evaluations', body)['eval_metrics'][0]
    path = OWN + '/evaluations/' + evaluation['id']
    wait_for(lambda: send('GET', path)['eval_metrics']['status']['code'] not in (21301, 21303))
    assert 'summary' in send('GET', path)['eval_metrics']
    version = '%s/models/temperature/versions/%s' % (OWN, app)
    listed = send('GET', version + '/evaluations')['eval_metrics']
    assert evaluation['id'] in [one['id'] for one in listed]
    send('GET', version + '/evaluations/' + evaluation['id'])
    send('GET', version + '/metrics')
    send('GET', OWN + '/evaluations')


@pytest.mark.parametrize('method, path, code', [
    ('GET', OWN + '/inputs/nope', 11101), ('GET', OWN + '/models/nope', 21200),
    ('GET', OWN + '/concepts/nope', 11101), ('GET', OWN + '/models/types/nope', 11101),
    ('GET', OWN + '/evaluations/nope', 11101), ('GET', OWN + '/workflows/nope', 22102),
    ('GET', '/users/nobody/apps/a/inputs', 11101),
    ('DELETE', MAIN + '/models/' + GENERAL, 11007)])
def test_refusals(send, app, method, path, code):
    send(method, path, code=code)


def test_known_members_are_those_of_the_requests():
    """Each request that the sandbox takes is one of the platform's, with members that it has."""
    scope = '/v2/users/{user_app_id.user_id}/apps/{user_app_id.app_id}/'
    official = {}
    for route in ROUTES:  # at some places are two operations
        place = route.verb, re.sub('{.*?}', '{}', route.template.replace(scope, '/v2/'))
        official.setdefault(place, set()).update(route.request.fields_by_name)
    for route in routes.ROUTES:
        if routes.PLATFORM not in route.dialects or route.open or route.path.startswith('/v2/ext/'):
            continue
        fields = official[route.method, re.sub('{.*?}', '{}', route.path)]
        parts = set(re.findall('{(.*?)}', route.path))
        assert set(unknown_fields.known_fields(route)) - parts <= fields


def test_members_that_are_not_served_are_those_of_the_requests():
    official = {route.rpc: route.request for route in ROUTES}
    served = {platform.rpc_of(route) for route in routes.ROUTES}
    assert set(unknown_fields.NOT_SERVED) <= served
    for rpc, names in unknown_fields.NOT_SERVED.items():
        fields = official[rpc].fields_by_name
        for name in names:
            first, _, member = name.partition('.')
            assert not member or member in fields[first].message_type.fields_by_name, (rpc, name)
            assert first in fields, (rpc, name)
