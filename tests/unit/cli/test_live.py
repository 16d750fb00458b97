"""``clarifai diagnose --live``: what is asked, and what is made of the answers."""
from __future__ import absolute_import

import json

import pytest

from answers import BASE, KEY, URL, a_concept, an_input
from clarifai.cli import live
from clarifai.cli.live import Live, PROBES
from clarifai.cli.main import main
from clarifai.errors import ApiError, UserError
from clarifai.rest import http_client
from today import APP, MAIN, OWN, PAT, USER

GENERAL = MAIN + '/models/aaa03c23b3724a16a56b629203edc62c'
SEARCH = 'POST %s/inputs/searches' % OWN
SEEN = an_input('in-1', concepts=[a_concept('cat')], metadata={'k': 'v'})


class Refusal(object):
    """As much of a ``requests.Response`` as ApiError reads."""

    reason = 'Reason'

    def __init__(self, status_code, code):
        self.status_code = status_code
        self.content = json.dumps(
            {'status': {'code': code, 'description': 'Failure'}}).encode('ascii')


class Service(object):
    """Answers by verb and path; what it was not told of does not exist."""

    def __init__(self):
        self.answers = {}
        self.requests = []

    def exchange(self, method, params, url, credential):
        path = '%s %s' % (method, url[len(BASE):])
        self.requests.append((path, params, credential))
        answer = self.answers.get(path, (404, 11101))
        if callable(answer):
            answer = answer(params)
        if isinstance(answer, tuple):
            raise ApiError(url, params, method, response=Refusal(*answer))
        return answer


@pytest.fixture
def service(monkeypatch):
    made = Service()

    class FakeHttpClient(object):

        def __init__(self, session, credential):
            self._credential = credential

        def execute_request(self, method, params, url):
            return made.exchange(method, params, url, self._credential)

    monkeypatch.setattr(http_client, 'HttpClient', FakeHttpClient)
    monkeypatch.setenv('CLARIFAI_API_BASE', BASE)
    return made


@pytest.fixture
def asked(service):
    return Live(PAT, USER, APP)


def query_of(params):
    search, = params['searches']
    return search['query']


# Who is asked

@pytest.mark.parametrize('missing', ['CLARIFAI_PAT', 'CLARIFAI_USER_ID', 'CLARIFAI_APP_ID'])
def test_all_three_are_needed(monkeypatch, capsys, missing):
    for name, value in (('CLARIFAI_PAT', PAT), ('CLARIFAI_USER_ID', USER),
                        ('CLARIFAI_APP_ID', APP), ('CLARIFAI_API_KEY', KEY)):
        if name != missing:
            monkeypatch.setenv(name, value)
    with pytest.raises(UserError) as refused:
        Live()
    assert missing in str(refused.value)
    assert main(['diagnose', '--live']) == 1
    assert missing in capsys.readouterr()[1]


def test_arguments_come_before_the_environment(service, monkeypatch):
    monkeypatch.setenv('CLARIFAI_PAT', 'another-pat-0123456789')
    service.answers['GET %s/inputs' % OWN] = {'inputs': []}
    Live(PAT, USER, APP).get('inputs')
    assert service.requests[0][2] == PAT


def test_everything_goes_with_the_pat_but_the_question_about_keys(asked, service, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    for probe in PROBES:
        try:
            probe.ask(asked)
        except ApiError:
            pass
    others = [path for path, _, credential in service.requests if credential != PAT]
    assert others == ['GET /v2/models/aaa03c23b3724a16a56b629203edc62c']


def test_the_probes_only_read(asked, service):
    service.answers['GET %s/inputs' % OWN] = {'inputs': [SEEN]}
    for probe in PROBES:
        try:
            probe.ask(asked)
        except ApiError:
            pass
    reading = ('/searches', '/outputs')
    assert [path for path, _, _ in service.requests
            if not path.startswith('GET ') and not path.endswith(reading)] == []
    assert len(service.requests) > len(PROBES)


# The run

def test_every_probe_is_printed_with_its_number_and_finding(asked, monkeypatch, capsys):
    monkeypatch.setattr(live, 'PROBES', (
        live.Probe(4, 'Where?', lambda service: 'there'),
        live.Probe(16, 'How many?', lambda service: 'three')))
    assert live.run(asked) == 0
    assert capsys.readouterr()[0] == ' 4. Where?\n    there\n16. How many?\n    three\n'


def test_a_probe_that_fails_does_not_stop_the_others(asked, monkeypatch, capsys):
    def refuse(service):
        return service.get('no/such/thing')
    monkeypatch.setattr(live, 'PROBES', (live.Probe(1, 'First?', refuse),
                                         live.Probe(2, 'Second?', lambda service: 'yes')))
    assert live.run(asked) == 1
    out = capsys.readouterr()[0]
    assert 'could not be asked: GET' in out and 'HTTP 404' in out
    assert out.endswith('    yes\n')


def test_an_empty_app_is_said_to_be_empty(service, monkeypatch, capsys):
    for name, value in (('CLARIFAI_PAT', PAT), ('CLARIFAI_USER_ID', USER),
                        ('CLARIFAI_APP_ID', APP)):
        monkeypatch.setenv(name, value)
    service.answers.update({
        'GET %s/inputs' % OWN: {'inputs': []}, SEARCH: {'hits': []},
        'POST %s/annotations/searches' % OWN: {'hits': []},
        'POST %s/concepts/searches' % OWN: {'concepts': []},
        'POST %s/outputs' % GENERAL: {'outputs': []},
        'GET %s/models/types/embedding-classifier' % OWN: {},
        'GET ' + OWN: {'app': {'default_workflow_id': 'Universal'}}})
    for name in ('color', 'logo', 'face', 'general'):
        model_id = Live().api.known_model_id(name, 'embed' if name == 'general' else None)
        service.answers['GET %s/models/%s' % (MAIN, model_id)] = {'model': {}}
    assert main(['diagnose', '--live']) == 0
    out = capsys.readouterr()[0]
    assert out.count(live.NO_INPUTS) == 3
    for probe in PROBES:
        assert '%2d. %s\n' % (probe.number, probe.question) in out
    assert PAT not in out


# Each probe

def test_negation(asked, service):
    service.answers['GET %s/inputs' % OWN] = {'inputs': [an_input('bare'), SEEN]}

    def search(params):
        one, = query_of(params)['filters']
        assert one['annotation']['data']['concepts'][0]['id'] == 'cat'
        return {'hits': 4 * [{}] if one.get('negate') else [{}]}
    service.answers[SEARCH] = search
    assert live.negation(asked) == 'concept cat: value 0 finds 1 inputs, negate finds 4'


@pytest.mark.parametrize('hits, finding', [([{}], 'alternatives'), ([], 'joined by AND')])
def test_metadata_keys(asked, service, hits, finding):
    service.answers['GET %s/inputs' % OWN] = {'inputs': [SEEN]}
    service.answers[SEARCH] = {'hits': hits}
    assert finding in live.metadata_keys(asked)
    one, = query_of(service.requests[-1][1])['filters']
    assert len(one['annotation']['data']['metadata']) == 2


def test_original_url(asked, service):
    service.answers['GET %s/inputs' % OWN] = {'inputs': [SEEN]}
    service.answers['POST %s/searches' % OWN] = {'hits': [{}]}
    assert 'finds 1 inputs' in live.original_url(asked)
    assert service.requests[-1][1]['query'] == {
        'ands': [{'input': {'data': {'image': {'url': URL}}}}]}


def test_prediction_options(asked, service):
    def predict(params):
        count = 1 if 'model_version' in params['model'] else 20
        return {'outputs': [{'data': {'concepts': count * [{}]}}]}
    service.answers['POST %s/outputs' % GENERAL] = predict
    assert live.prediction_options(asked) == (
        'max_concepts=1 gives 1 concepts in model.model_version.output_info and 20 in '
        'model.output_info')


def test_training_parameters(asked, service):
    fields = [{'path': 'train_info.params.enrich_dataset'}, {'path': 'other'}, {}]
    service.answers['GET %s/models/types/embedding-classifier' % OWN] = {
        'model_type': {'model_type_fields': fields}}
    assert live.training_parameters(asked) == (
        'parameters about this: train_info.params.enrich_dataset')
    del fields[0]
    assert live.training_parameters(asked) == 'parameters about this: none of 2'


def test_model_types(asked, service):
    for name in ('color', 'logo', 'face', 'general'):
        model_id = asked.api.known_model_id(name, 'embed' if name == 'general' else None)
        service.answers['GET %s/models/%s' % (MAIN, model_id)] = {
            'model': {'model_type_id': 'type-of-' + name}}
    finding = live.model_types(asked)
    assert 'eeed0b6733a644cea07cf4c60f87ebb7 is type-of-color' in finding
    assert 'bbb5f41425b8468d9b7a554ff10f8581 is type-of-general' in finding


def test_missing_things(asked, service):
    service.answers['GET %s/models/%s' % (OWN, live.MISSING_ID)] = (400, 21200)
    service.answers['GET %s/inputs/%s' % (OWN, live.MISSING_ID)] = {}
    assert live.missing_things(asked) == (
        'models/ HTTP 400, code 21200; inputs/: success; concepts/ HTTP 404, code 11101')


def test_key_on_public_model(asked, service, monkeypatch):
    assert live.key_on_public_model(asked) == 'no API key to ask with'
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    path = 'GET /v2/models/aaa03c23b3724a16a56b629203edc62c'
    service.answers[path] = (401, 11104)
    assert live.key_on_public_model(asked) == 'HTTP 401, code 11104, Failure'
    service.answers[path] = {'model': {}}
    assert live.key_on_public_model(asked) == 'it is still let in'


def test_base_workflow(asked, service):
    service.answers['GET ' + OWN] = {'app': {'default_workflow_id': 'Universal'}}
    assert live.base_workflow(asked) == "the app's base workflow is Universal"


@pytest.mark.parametrize('apps, finding', [
    (['main', APP, APP], 'main, my-app'), ([], 'no app')])
def test_concept_scope(asked, service, apps, finding):
    service.answers['POST %s/concepts/searches' % OWN] = {
        'concepts': [{'id': 'c', 'app_id': app} for app in apps]}
    assert live.concept_scope(asked).endswith(finding)


def test_hits_per_input(asked, service):
    hits = {'hits': [{'input': {'id': 'a'}}, {'input': {'id': 'a'}}, {'input': {'id': 'b'}}]}
    service.answers[SEARCH] = {'hits': hits['hits'][1:]}
    service.answers['POST %s/annotations/searches' % OWN] = hits
    assert live.hits_per_input(asked) == (
        'inputs/searches: 2 hits on 2 inputs; annotations/searches: 3 hits on 2 inputs')
