"""Every request of the platform dialect against the official protobufs.

Each call of `CALLS` is made with a client whose HttpClient is replaced by a recorder; what it would
send is matched to a route of clarifai-grpc and parsed strictly into that route's message.
"""
from __future__ import absolute_import

import inspect

import pytest

pytest.importorskip('clarifai_grpc')

from contract import check  # noqa: E402  (needs clarifai_grpc)

from clarifai.errors import UserError  # noqa: E402
from clarifai.rest import (  # noqa: E402
    AnnotationSearchTerm, BoundingBox, Concept, Face, FaceIdentity, FeedbackInfo, Geo, GeoBox,
    GeoLimit, GeoPoint, Image, InputSearchTerm, ModelOutputConfig, ModelOutputInfo,
    OutputSearchTerm, Region, RegionInfo, SearchQueryBuilder, TextSearchTerm, Video, http_client)
from clarifai.rest.api_client import ApiClient  # noqa: E402

URL = 'https://samples.clarifai.com/metro-north.jpg'
FULL = Image(url=URL, image_id='i1', concepts=['cat'], not_concepts=['dog'],
             metadata={'k': {'n': 1}}, geo=Geo(GeoPoint(-30, 40)), allow_dup_url=True,
             regions=[Region(RegionInfo(BoundingBox(0.1, 0.2, 0.3, 0.4)), [Concept('x', 'x')],
                             face=Face(FaceIdentity([Concept(concept_id='ann')])))])
BYTES = Image(base64=b'YWJj')
VIDEO = Video(url='https://samples.clarifai.com/beer.mp4')
CONFIG = ModelOutputConfig(language='zh', min_value=0.5, max_concepts=3, closed_environment=True,
                           select_concepts=[Concept('dog'), Concept(concept_id='ai_1')],
                           sample_ms=2000)


def _query(*terms, **options):
    builder = SearchQueryBuilder(**options)
    for term in terms:
        builder.add_term(term)
    return builder.dict()


QUERIES = {
    'annotated': _query(InputSearchTerm(concept='cat'),
                        InputSearchTerm(concept_id='d', value=False)),
    'predicted': _query(OutputSearchTerm(concept='cat', value=False),
                        OutputSearchTerm(concept_id='ai_1'), language='ja'),
    'like url': _query(OutputSearchTerm(url=URL)),
    'like bytes': _query(OutputSearchTerm(base64='YWJj')),
    'like input': _query(OutputSearchTerm(input_id='i1')),
    'metadata': _query(InputSearchTerm(metadata={'a': {'b': 'c'}, 'd': 1})),
    'place': _query(InputSearchTerm(geo=Geo(GeoPoint(1, 2), GeoLimit('kilometer', 3)))),
    'box': _query(InputSearchTerm(geo=Geo(geo_box=GeoBox(GeoPoint(1, 2), GeoPoint(3, 4))))),
    'id': _query(InputSearchTerm(input_id='i1')),
    'original url': _query(InputSearchTerm(url=URL)),
    'text': _query(TextSearchTerm('red pineapples')),
    'ranks and filters': _query(AnnotationSearchTerm(concept='cat', negate=True),
                                AnnotationSearchTerm(input_id='i1'),
                                AnnotationSearchTerm(metadata={'k': 'v'}),
                                OutputSearchTerm(concept='dog')),
    'mixed': _query(InputSearchTerm(concept='cat'), InputSearchTerm(metadata={'k': 'v'}),
                    OutputSearchTerm(concept='dog', value=False), OutputSearchTerm(url=URL)),
}

# (method of ApiClient, arguments); refused ones are in REFUSED.
CALLS = [
    ('add_inputs', ([FULL, BYTES, VIDEO],)),
    ('get_input', ('i1',)),
    ('get_inputs', (2, 10)),
    ('get_inputs_status', ()),
    ('delete_input', ('i1',)),
    ('delete_inputs', (['i1', 'i2'],)),
    ('delete_all_inputs', ()),
    ('patch_inputs', ('merge', [FULL])),
    ('patch_inputs', ('remove', [Image(image_id='i1', concepts=['cat'])])),
    ('patch_inputs', ('overwrite', [Image(image_id='i1', concepts=['cat'])])),
    ('get_concept', ('cat',)),
    ('get_concepts', ()),
    ('add_concepts', (['c1', 'c2'], ['n1', None])),
    ('search_concepts', ('dog*', 1, 20, 'en')),
    ('patch_concepts', ('overwrite', [Concept('new', 'c1')])),
    ('get_models', ()),
    ('get_models', (1, 20, True)),
    ('get_model', ('mine',)),
    ('get_model', ('mine', 'v1')),
    ('get_model', ('aaa03c23b3724a16a56b629203edc62c',)),
    ('get_model', ('https://clarifai.com/openai/chat-completion/models/gpt',)),
    ('get_model_output_info', ('mine',)),
    ('get_model_output_info', ('mine', 'v1')),
    ('get_model_versions', ('mine',)),
    ('get_model_version', ('mine', 'v1')),
    ('delete_model_version', ('mine', 'v1')),
    ('delete_model', ('mine',)),
    ('delete_models', (['mine'],)),
    ('delete_all_models', ()),
    ('get_model_inputs', ('mine',)),
    ('get_model_inputs', ('mine', 'v1')),
    ('search_models', ('gen*',)),
    ('search_models', ('gen*', 'embed')),
    ('create_model', ('mine',)),
    ('create_model', ('mine', 'My model', ['cat'], True, True, {'MAX_NITEMS': 10})),
    ('patch_model', ({'id': 'mine', 'name': 'new'}, 'overwrite')),
    ('patch_model', ({'id': 'mine', 'output_info': {'data': {'concepts': [{'id': 'b'}]}}},)),
    ('create_model_version', ('mine',)),
    ('predict_model', ('mine', [FULL, BYTES])),
    ('predict_model', ('mine', [VIDEO], 'v1', ModelOutputInfo(output_config=CONFIG))),
    ('predict_model', ('general-image-recognition', [BYTES])),
    ('predict_model', ('https://clarifai.com/clarifai/main/models/m/versions/v', [BYTES])),
    ('predict_concepts', ([BYTES], 'pl')),
    ('predict_colors', ([BYTES],)),
    ('predict_embed', ([BYTES],)),
    ('run_model_evaluation', ('mine', 'v1')),
    ('list_models', (1, 20, False, {'model_type_id': 'embedding-classifier', 'trained_only': True,
                                    'toolkits': ['a', 'b']})),
    ('list_models', (1, 20, True, {'search': 'food'})),
    ('get_model_types', ()),
    ('get_model_type', ('embedding-classifier',)),
    ('get_model_concepts', ('mine', 'v1')),
    ('get_model_concepts', ('general-image-recognition',)),
    ('delete_workflows', (['w1', 'w2'],)),
    ('patch_models', ([{'id': 'mine', 'description': 'd', 'notes': 'n'}], 'overwrite')),
    ('patch_model_versions', ('mine', [{'id': 'v1', 'output_info': {
        'params': {'min_value': 0.95}}}], 'overwrite')),
    ('search_annotations', (QUERIES['ranks and filters'],)),
    ('get_workflows', ()),
    ('get_workflows', (True, 2, 10)),
    ('get_workflow', ('mine',)),
    ('predict_workflow', ('mine', [BYTES], CONFIG)),
] + [('search_inputs', (query,)) for _, query in sorted(QUERIES.items())]

REFUSED = [
    ('send_search_feedback', (Image(image_id='i1', feedback_info=FeedbackInfo('e')),)),
    ('send_model_feedback', ('mine', 'v1', Image(image_id='i1'))),
]

# Deprecated, but the only form there is: a model's name and its inputs have no successor, and only
# POST /searches takes a URL (choice 3 of docs/platform.rst).
ON_PURPOSE = ('documented: deprecated: models.name', 'documented: replaced: ListModelInputs',
              'documented: replaced: PostSearches', 'documented: deprecated: query')

# Sends nothing, or is no operation of its own.
NO_REQUEST = {'known_model_id', 'place_of_model', 'session', 'with_options'}

ANSWER = {
    'status': {'code': 10000, 'description': 'Ok'},
    'model': {'id': 'mine', 'model_version': {'id': 'v1', 'output_info': {
        'data': {'concepts': [{'id': 'a', 'name': 'a'}]}}}},
    'input': {'id': 'i1', 'data': {'metadata': {'k': 'v'}, 'image': {'url': URL}}},
    'models': [{'id': 'mine'}], 'model_version': {'id': 'v1'}, 'concept': {'id': 'cat'},
    'hits': [{'input': {'id': 'i1', 'data': {'image': {'url': URL}}}, 'score': 0.5}],
    'outputs': [], 'results': [], 'workflow': {'id': 'mine'},
}


class Recorder(object):
    """Stands in for HttpClient: keeps what would be sent; lists end after their first page."""

    sent = []

    def __init__(self, session, api_key):
        self._key = api_key

    def execute_request(self, method, params, url):
        path = url.split('clarifai.com', 1)[1]
        exchange = {'method': method, 'path': path, 'auth': 'pat'}
        exchange['query' if method == 'GET' else 'body'] = params
        self.sent.append((self._key, exchange))
        answer = dict(ANSWER)
        if method == 'GET':
            first = (params or {}).get('page', 1) == 1 and not self._asked_before(exchange)
            answer['inputs'] = [ANSWER['input']] if first else []
            answer['concepts'] = [{'id': 'cat'}] if first else []
        return answer

    def _asked_before(self, exchange):
        return [one for _, one in self.sent].count(exchange) > 1


@pytest.fixture
def api(monkeypatch):
    monkeypatch.setattr(http_client, 'HttpClient', Recorder)
    monkeypatch.setattr(Recorder, 'sent', [])
    return ApiClient(pat='the-pat', user_id='me-user', app_id='my-app',
                     base_url='https://api.clarifai.com')


@pytest.mark.parametrize('name, arguments', CALLS,
                         ids=['%d-%s' % (number, call[0]) for number, call in enumerate(CALLS)])
def test_request_is_of_todays_api(api, name, arguments):
    getattr(api, name)(*arguments)
    assert Recorder.sent
    for key, exchange in Recorder.sent:
        assert key == 'the-pat'
        rpc, problems = check(exchange, documented=True)
        problems = [one for one in problems if not one.startswith(ON_PURPOSE)]
        assert rpc and not problems, (exchange, problems)


@pytest.mark.parametrize('name, arguments', REFUSED, ids=[call[0] for call in REFUSED])
def test_what_is_gone_is_refused_before_anything_is_sent(api, name, arguments):
    with pytest.raises(UserError) as refusal:
        getattr(api, name)(*arguments)
    assert 'no longer exists' in str(refusal.value)
    assert not Recorder.sent


def test_every_operation_is_covered():
    own = set(name for name, member in vars(ApiClient).items()
              if not name.startswith('_') and inspect.isfunction(member))
    covered = set(name for name, _ in CALLS + REFUSED)
    assert own - covered - NO_REQUEST == set()
