"""What is absent is absent: over every route of the sandbox, in both dialects.

Scripts ask whether a key is there (``if 'regions' in data``). The service leaves out lists that are
empty, but for those that the protobufs mark (``cl_show_if_empty``). A story is told to the sandbox,
of an app in which as much as possible is empty, and every answer is held against that.
"""
from __future__ import absolute_import

import io
import json
import re
import threading
import time
import zipfile

import pytest

pytest.importorskip('clarifai_grpc')
pytest.importorskip('sklearn')

import requests  # noqa: E402
from clarifai_grpc.grpc.api.utils import extensions_pb2  # noqa: E402
from contract import ROUTES, _repeated  # noqa: E402  (needs clarifai_grpc)
from fuzzing import png, text64  # noqa: E402

from clarifai.sandbox.access import app_of_request  # noqa: E402
from clarifai.sandbox.sandbox import Sandbox  # noqa: E402
from clarifai.sandbox.web import dialect, routes  # noqa: E402
from clarifai.sandbox.web.router import Router  # noqa: E402

USER, APP = 'ann', 'photos'
OWN, MAIN = '/users/%s/apps/%s' % (USER, APP), '/users/clarifai/apps/main'
PICTURE = {'image': {'base64': text64(png(4, 1))}}
GENERAL, FACES = 'aaa03c23b3724a16a56b629203edc62c', 'a403429f2ddf4b49b307e318f00e528b'
DEMOGRAPHICS, CELEBRITIES = 'c0c0ac362b03416da06ab3fa36fb58e3', 'e466caa0619f444ab97497640cefc4dc'
NOTHING = {'output_config': {'min_value': 1}}
# Pictures are no JSON, and the rest is no part of the API or has another's form.
OTHERS = ('/sandbox/', '/v2/ext/')
OFFICIAL = dict(((route.verb, re.sub('{.*?}', '{}', re.sub(
    '^/v2/users/{[^/]*}/apps/{[^/]*}/', '/v2/', route.template))), route.response)
    for route in reversed(ROUTES))


def unshown(value, message, path=''):
    """Yields the path of each empty list that its message does not show."""
    for name, inner in value.items():
        here, field = path + '.' + name, message and message.fields_by_name.get(name)
        kind = field.message_type if field is not None else None
        if kind is not None and (kind.file.package == 'google.protobuf'
                                 or kind.GetOptions().map_entry):
            continue
        if inner == []:
            if field is None or not field.GetOptions().Extensions[
                    extensions_pb2.cl_show_if_empty]:
                yield here
        items = inner if isinstance(inner, list) else [inner]
        for item in items:
            if isinstance(item, dict):
                assert field is None or _repeated(field) == isinstance(inner, list)
                for found in unshown(item, kind, here):
                    yield found


class Story(object):
    """Requests to a sandbox, each answer checked; remembers which routes were answered well."""

    def __init__(self, sandbox):
        self.told = set()
        self.empty = []
        self._url = sandbox.url
        self._router = Router(routes.ROUTES)
        self._session = requests.Session()
        self._session.trust_env = False

    def __call__(self, method, path, body=None, key='the-pat', well=True):
        response = self._session.request(method, self._url + '/v2' + path, json=body,
                                         headers={'Authorization': 'Key ' + key})
        found = self._found(method, path, body or {})
        if response.headers['Content-Type'] == 'application/x-ndjson':
            answers = [json.loads(line)['result'] for line in response.text.splitlines()]
        else:
            answers = [response.json()]
        answer = answers[0]
        assert (response.status_code == 200) == well, (method, path, answer)
        place = (method, re.sub('{.*?}', '{}', found.route.path))
        self.empty.extend((method, path, where) for answer in answers
                          for where in unshown(answer, OFFICIAL.get(place))
                          if place in OFFICIAL or where.count('.') > 1)
        if well:
            self.told.add((found.route, found.is_platform))
        return answer

    def ask(self, path, body):
        """POST by a client of its own, such as one that waits while the story goes on."""
        requests.post(self._url + '/v2' + path, json=body,
                      headers={'Authorization': 'Key the-pat'}).raise_for_status()

    def _found(self, method, path, body):
        path, _, query = ('/v2' + path).partition('?')
        path, named = app_of_request.of_path(path)
        names = dict(part.split('=') for part in query.split('&') if part)
        return self._router.find(method, path, named is not None or dialect.is_platform_request(
            method, path, names, body))

    def until(self, done, *request, **options):
        give_up = time.time() + 60
        while time.time() < give_up:
            answer = self(*request, **options)
            if done(answer):
                return answer
            time.sleep(0.02)
        raise AssertionError('waited for %s' % (request,))


def both(tell, place, key):
    """What both dialects have, but for making and training models."""
    def send(method, path, body=None, well=True):
        return tell(method, place + path, body, key, well)
    send('GET', '/inputs')
    send('GET', '/inputs/status')
    send('GET', '/concepts')
    send('POST', '/concepts/searches', {'concept_query': {'name': 'no such'}})
    send('GET', '/workflows')
    send('POST', '/inputs', {'inputs': [
        {'id': 'bare', 'data': PICTURE},
        {'id': 'said', 'data': dict(PICTURE, concepts=[{'id': 'warm'}], metadata={'list': []},
                                    regions=[{'data': {'concepts': []}}])}]})
    tell.until(lambda answer: not answer['counts']['to_process'] + answer['counts']['processing'],
               'GET', place + '/inputs/status', key=key)
    send('POST', '/inputs', {'inputs': [{'id': 'bare', 'data': dict(PICTURE, concepts=[])}]},
         well=False)
    for input_id in ('bare', 'said'):
        send('GET', '/inputs/' + input_id)
    send('GET', '/inputs?page=9')
    send('POST', '/concepts', {'concepts': [{'id': 'cold'}]})
    send('GET', '/concepts/cold')
    send('PATCH', '/concepts', {'action': 'overwrite', 'concepts': [{'id': 'cold', 'name': 'c'}]})
    send('PATCH', '/inputs', {'action': 'remove', 'inputs': [
        {'id': 'said', 'data': {'concepts': [{'id': 'warm'}]}}]})
    send('PATCH', '/inputs', {'action': 'overwrite', 'inputs': [
        {'id': 'said', 'data': {'concepts': [{'id': 'warm'}]}}]})


def both_models(tell, place, key, version):
    """Reading, evaluating and asking a trained model, and the public ones."""
    def send(method, path, body=None, well=True):
        return tell(method, place + path, body, key, well)
    body = {'inputs': [{'data': PICTURE}], 'model': {'output_info': NOTHING}}
    one = '/models/m/versions/' + version
    for path in ('/models/m', '/models/new', '/models/m/output_info', '/models/new/output_info',
                 '/models/m/inputs', '/models/new/inputs', '/models/m/versions', one,
                 one + '/output_info', one + '/inputs', '/models', '/models?page=9'):
        send('GET', path)
    send('POST', '/models/searches', {'model_query': {'name': 'no such'}})
    send('POST', one + '/metrics')
    tell.until(lambda answer: answer['model_version']['metrics']['status']['code'] not in (
        21301, 21303), 'GET', place + one + '/metrics', key=key)
    send('POST', '/models/m/outputs', body)
    send('POST', one + '/outputs', body)
    send('POST', '/models/m/outputs', {'inputs': [{'data': {'image': {'base64': 'AAAA'}}}]},
         well=False)


def legacy(tell):
    key = 'a-key'

    def send(method, path, body=None):
        return tell(method, path, body, key)
    both(tell, '', key)
    info = {'data': {'concepts': [{'id': 'warm'}]}}
    send('POST', '/models', {'model': {'id': 'm', 'output_info': info}})
    send('POST', '/models', {'model': {'id': 'new'}})
    version = send('POST', '/models/m/versions')['model']['model_version']['id']
    one = '/models/m/versions/' + version
    tell.until(lambda answer: answer['model_version']['status']['code'] not in (21101, 21103),
               'GET', one, key=key)
    both_models(tell, '', key, version)
    body = {'inputs': [{'data': PICTURE}], 'model': {'output_info': NOTHING}}
    for model_id in (GENERAL, FACES, DEMOGRAPHICS, CELEBRITIES):
        send('POST', '/models/%s/outputs' % model_id, body)
        for path in ('', '/output_info', '/versions'):
            send('GET', '/models/' + model_id + path)
    send('PATCH', '/models', {'action': 'remove', 'models': [{'id': 'new', 'output_info': info}]})
    for term in ({'input': {'data': {'concepts': [{'id': 'cold'}]}}},
                 {'input': {'data': {'concepts': [{'id': 'warm'}]}}}):
        send('POST', '/searches', {'query': {'ands': [term]}})
    for path in ('/models/m/feedback', one + '/feedback', '/searches/feedback'):
        send('POST', path, {'input': {'id': 'bare', 'data': {'concepts': []}}})
    send('GET', '/public_workflows')
    send('GET', '/public_workflows?page=9')
    send('GET', '/workflows/General')
    send('POST', '/workflows/General/results', body)
    send('DELETE', one)
    send('DELETE', '/models/new')
    send('DELETE', '/models', {'delete_all': True})
    send('DELETE', '/inputs/said')
    send('DELETE', '/inputs', {'delete_all': True})
    send('GET', '/status_codes')
    send('GET', '/status_codes/10000')


def platform(tell):
    def send(method, path, body=None):
        return tell(method, OWN + path, body)
    for path in ('/annotations', '/models', '/searches', '/evaluations', '/concepts/status',
                 '/concepts/relations', '/inputs/jobs/add', '/inputs/stream', '/resource_counts',
                 '/annotations/workers', '/app', '/keys', '/myscopes', '/my_scopes'):
        send('GET', path)
    both(tell, OWN, 'the-pat')
    annotations_and_concepts(send)
    send('POST', '/models', {'models': [{'id': 'm', 'toolkits': [], 'use_cases': []}]})
    send('POST', '/models', {'models': [{'id': 'new'}]})
    version = send('POST', '/models/m/versions', {'model_versions': [{'output_info': {'data': {
        'concepts': [{'id': 'warm'}]}}}]})['model']['model_version']['id']
    one = '/models/m/versions/' + version
    tell.until(lambda answer: answer['model_version']['status']['code'] not in (21101, 21103),
               'GET', OWN + one)
    both_models(tell, OWN, 'the-pat', version)
    body = {'inputs': [{'data': PICTURE}], 'model': {'model_version': {'output_info': NOTHING}}}
    for model_id in ('general-image-recognition', 'face-detection'):
        tell('GET', '%s/models/%s/concepts' % (MAIN, model_id))
        tell('POST', '%s/models/%s/outputs' % (MAIN, model_id), body)
    for path in ('/models/m/concepts', '/models/new/concepts', one + '/concepts',
                 '/models/types', '/models/types/embedding-classifier', one + '/evaluations'):
        send('GET', path)
    send('PATCH', '/models', {'action': 'overwrite', 'models': [{'id': 'm', 'toolkits': []}]})
    send('PATCH', '/models/m/versions', {'action': 'merge', 'model_versions': [
        {'id': version, 'metadata': {'list': []}}]})
    evaluations(tell, send, one)
    searches(send)
    datasets(tell, send)
    uploads(tell, send)
    labelling(send)
    bulk_operations(send)
    publishing(send, version)
    exports(send, one, body)
    runners(tell)
    logs(tell)
    workflows(send, tell)
    users(tell)
    send('DELETE', one)
    send('DELETE', '/models/new')
    send('DELETE', '/models', {'delete_all': True})
    send('DELETE', '/inputs/said')
    send('DELETE', '/inputs', {'ids': ['bare']})
    tell('DELETE', OWN)
    for path in ('/status_codes', '/status_codes/10000'):
        tell('GET', OWN + path)


def annotations_and_concepts(send):
    send('POST', '/annotations', {'annotations': [
        {'id': 'note', 'input_id': 'bare', 'data': {'metadata': {'list': []}}}]})
    send('GET', '/annotations?list_all_annotations=true')
    send('PATCH', '/annotations', {'action': 'merge', 'annotations': [
        {'id': 'note', 'input_id': 'bare', 'data': {'concepts': [{'id': 'warm'}]}}]})
    send('GET', '/inputs/bare/annotations/note')
    send('POST', '/inputs/bare/track_annotations/searches/stream', {})
    send('DELETE', '/inputs/bare/annotations/note')
    send('DELETE', '/annotations', {'ids': ['x'], 'input_ids': ['bare']})
    send('DELETE', '/inputs/annotations', {'ids': ['x'], 'input_ids': ['bare']})
    send('POST', '/inputs', {'inputs': [{'id': 'job', 'data': PICTURE}],
                             'inputs_add_job_id': 'j'})
    send('GET', '/inputs/jobs/add')
    send('GET', '/inputs/jobs/add/j')
    send('PATCH', '/inputs/jobs/add/j', {'id': 'j'})
    relation = send('POST', '/concepts/warm/relations', {'concept_relations': [
        {'object_concept': {'id': 'cold'}, 'predicate': 'hypernym'}]})['concept_relations'][0]
    send('GET', '/concepts/warm/relations')
    send('DELETE', '/concepts/warm/relations', {'ids': [relation['id']]})
    language = {'concept_languages': [{'id': 'fr', 'name': 'chaud'}]}
    send('POST', '/concepts/warm/languages', language)
    send('PATCH', '/concepts/warm/languages', dict(language, action='overwrite'))
    send('GET', '/concepts/warm/languages')
    send('GET', '/concepts/warm/languages/fr')
    send('GET', '/concepts/status')


def evaluations(tell, send, one):
    version = one.rsplit('/', 1)[1]
    body = {'eval_metrics': [{'model': {'id': 'm', 'model_version': {'id': version}}}]}
    first = send('POST', '/evaluations', body)['eval_metrics'][0]['id']
    send('POST', one + '/evaluations', {'eval_metrics': [{}]})
    for path in ('/evaluations', one + '/evaluations', one + '/evaluations/' + first):
        send('GET', path)
    tell.until(lambda answer: answer['eval_metrics']['status']['code'] not in (21301, 21303),
               'GET', OWN + '/evaluations/' + first)
    tell('GET', '/users/%s/evaluations' % USER)


def searches(send):
    query = {'filters': [{'annotation': {'data': {'concepts': [{'id': 'cold'}]}}}], 'ranks': []}
    for path in ('/inputs/searches', '/annotations/searches', '/searches'):
        send('POST', path, {'searches': [{'query': query}]})
        send('POST', path, {'searches': [{'id': 's' + path[1:2], 'query': query, 'save': True}]})
        send('PATCH', path, {'action': 'overwrite', 'searches': [{'id': 's' + path[1:2]}]})
    send('POST', '/inputs/searches', {'searches': [{'query': query}], 'only_count': True})
    send('GET', '/searches')
    send('GET', '/searches/si')
    send('POST', '/searches/si', {})
    send('DELETE', '/searches/si')


def datasets(tell, send):
    send('GET', '/datasets')
    send('POST', '/datasets', {'datasets': [{'id': 'd', 'metadata': {'list': []}}]})
    send('PATCH', '/datasets', {'action': 'merge', 'datasets': [{'id': 'd', 'notes': 'n'}]})
    send('GET', '/datasets/d')
    send('GET', '/datasets/d/inputs')
    send('POST', '/datasets/d/inputs', {'dataset_inputs': [{'input': {'id': 'bare'}}]})
    send('GET', '/datasets/d/inputs')
    send('GET', '/datasets/d/inputs/bare')
    send('GET', '/datasets/d/versions')
    send('POST', '/datasets/d/versions', {'dataset_versions': [{'id': 'v'}]})
    send('PATCH', '/datasets/d/versions', {'action': 'merge', 'dataset_versions': [{'id': 'v'}]})
    send('GET', '/datasets/d/versions')
    send('PUT', '/datasets/d/versions/v/exports', {'exports': []})
    send('PUT', '/datasets/d/versions/v/exports', {'exports': [{'format': 'COCO'}]})
    send('GET', '/datasets/d/versions/v')
    send('GET', '/datasets/d/versions/v/metrics')
    send('GET', '/datasets/d/versions/v/metrics?page=9')
    tell('GET', '/users/%s/datasets' % USER)
    send('DELETE', '/datasets/d/versions', {'dataset_version_ids': ['v']})
    send('DELETE', '/datasets/d/inputs', {'input_ids': ['bare']})
    send('DELETE', '/datasets', {'dataset_ids': ['d']})


def labelling(send):
    query = {'filters': [{'annotation': {'data': {'concepts': [{'id': 'cold'}]}}}], 'ranks': []}
    for path, name, members, ids in (
            ('/annotation_filters', 'annotation_filters', {'search': {'query': query}},
             'annotation_filter_ids'),
            ('/tasks', 'tasks', {'type': 'CONCEPTS_CLASSIFICATION', 'concept_ids': []}, 'ids'),
            ('/label_orders', 'label_orders', {'name': 'n'}, 'ids'),
            ('/collaborators', 'collaborators', {'user': {'id': 'bob'}, 'scopes': []},
             'collaborator_ids')):
        send('GET', path)
        send('POST', path, {name: [dict(members, id='x')]})
        send('PATCH', path, {'action': 'merge', name: [dict(members, id='x')]})
        if path != '/collaborators':
            send('GET', path + '/x')
        if path == '/tasks':
            send('GET', '/tasks/x/annotations/count')
            send('GET', '/tasks/x/inputs/count')
            send('GET', '/tasks/x/inputs/samples')
            send('PUT', '/tasks/x/assignments', {'action': 'REVIEW_START'})
            send('GET', '/tasks/x/assignments')
            send('PUT', '/tasks/x/assignments', {'action': 'LABEL_START'})
        send('DELETE', path, {ids: ['x']})


def bulk_operations(send):
    send('GET', '/bulk_operations')
    made = send('POST', '/bulk_operations', {'bulk_operations': [
        {'input_ids': {'input_ids': ['bare']}, 'operation': {'delete_geo': {}}}]})
    ids = [one['id'] for one in made['bulk_operation']]
    send('GET', '/bulk_operations')
    send('GET', '/bulk_operations/' + ids[0])
    send('PATCH', '/bulk_operations', {'ids': ids})
    send('DELETE', '/bulk_operations', {'ids': ids})


def publishing(send, version):
    for name, member in (('toolkits', 'toolkits'), ('usecases', 'usecases'),
                         ('languages', 'languages'), ('check_consents', 'check_consents')):
        send('PATCH', '/models/m/' + name, {'action': 'overwrite', member: []})
    for verb in ('publish', 'unpublish'):
        send('POST', '/models/m/' + verb, {'publications': [{'version_id': version}]})
    node = {'id': 'n', 'model': {'id': 'face-detection', 'user_id': 'clarifai', 'app_id': 'main'}}
    send('POST', '/workflows', {'workflows': [{'id': 'p', 'nodes': [node]}]})
    one = send('GET', '/workflows/p/versions')['workflow_versions'][0]['id']
    for verb in ('publish', 'unpublish'):
        send('POST', '/workflows/p/' + verb, {'publications': [{'version_id': one}]})
    send('DELETE', '/workflows/p')
    for one, other in (('new', 'newer'), ('newer', 'new')):
        send('PATCH', '/models/ids', {'action': 'overwrite', 'ids': [
            {'id': one, 'new_id': other}]})


def uploads(tell, send):
    send('GET', '/uploads')
    send('GET', '/inputs/jobs/extraction')
    part = {'content_parts': [{'part_number': 1, 'data': text64(archive())}]}
    send('POST', '/uploads', {'uploads': [
        {'id': 'u', 'content_name': 'a.zip', 'content_length': len(archive())}]})
    send('PUT', '/uploads/u/content_parts', part)
    send('GET', '/uploads/u')
    send('POST', '/inputs/uploads', {'inputs_uploads': [{'upload': {
        'id': 'v', 'content_name': 'a.zip', 'content_length': len(archive())}}]})
    send('PUT', '/uploads/v/content_parts', part)
    send('POST', '/inputs/data_sources', {'data_sources': [
        {'url': {'url': 'http://127.0.0.1:1/a.zip'}}]})
    jobs = send('GET', '/inputs/jobs/extraction')['inputs_extraction_jobs']
    tell.until(lambda answer: answer['inputs_extraction_job']['status']['code'] == 64002,
               'GET', OWN + '/inputs/jobs/extraction/' + jobs[0]['id'])
    send('PATCH', '/inputs/jobs/extraction', {'ids': [jobs[1]['id']]})
    send('DELETE', '/uploads', {'ids': ['u', 'v']})


def exports(send, one, body):
    """Exports of a version, and the outputs that today's API also has as a stream."""
    send('PUT', one + '/exports', {})
    send('GET', one + '/exports')
    for path in ('/models/m', one):
        send('POST', path + '/outputs/generate', body)


def runners(tell):
    mine = '/users/' + USER
    clusters = mine + '/compute_clusters'
    pools = clusters + '/local/nodepools'
    place = pools + '/local/runners'
    for path in ('/compute_clusters', clusters, clusters + '/local', '/nodepools',
                 mine + '/nodepools', pools, pools + '/local', place, mine + '/runners'):
        tell('GET', path)
    tell('POST', place, {'runners': [{'id': 'r', 'labels': [], 'worker': {
        'model': {'id': 'shout', 'user_id': USER, 'app_id': APP}}}]})
    for path in (place, place + '/r', mine + '/runners', mine + '/runners/r'):
        tell('GET', path)
    asked = [{'id': 'q', 'data': {'text': {'raw': 'hello'}}}]
    waiting = threading.Thread(target=tell.ask, args=(
        OWN + '/models/shout/outputs', {'inputs': asked}))
    waiting.start()
    item = tell('GET', place + '/r/items')['runner_items'][0]['id']
    tell('POST', '%s/r/items/%s/outputs' % (place, item), {'runner_item_outputs': [
        {'multi_output_response': {'outputs': [{'data': {'text': {'raw': 'HELLO'}}}]}}]})
    waiting.join()
    tell('DELETE', place, {'ids': ['r']})


def logs(tell):
    mine, run = '/users/' + USER, 'pipelines/p/versions/v/runs/r'
    place = mine + '/compute_clusters/local'
    paths = (place + '/nodepools/local/runners/r/runner/logs', place + '/agent/logs',
             mine + '/compute_clusters/bob/c/nodepools/n/versions/v/runner/logs',
             OWN + '/models/m/versions/v/builder/logs', '%s/%s/runner/logs' % (OWN, run),
             '%s/%s/runner/stream/logs' % (OWN, run))
    for path in paths[:-1]:  # a stream of nothing has no answer
        tell('GET', path)
    tell('POST', '/log_entries', {'log_entries': [{
        'log_type': 'runner', 'message': 'x', 'meta': {
            'user_app_id': {'user_id': USER, 'app_id': APP}, 'runner_id': 'r',
            'pipeline_id': 'p', 'pipeline_version_id': 'v', 'pipeline_version_run_id': 'r'}}]})
    for path in paths:
        tell('GET', path)


def archive():
    """An archive with one text."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w') as zipped:
        zipped.writestr(zipfile.ZipInfo('words.txt'), b'some words')
    return data.getvalue()


def workflows(send, tell):
    node = {'id': 'n', 'model': {'id': 'face-detection', 'user_id': 'clarifai', 'app_id': 'main'}}
    body = {'inputs': [{'data': PICTURE}]}
    send('POST', '/workflows', {'workflows': [{'id': 'w', 'nodes': [node], 'use_cases': []}]})
    send('PATCH', '/workflows', {'action': 'merge', 'workflows': [
        {'id': 'w', 'nodes': [dict(node, id='n2')]}]})
    send('PATCH', '/workflows/ids', {'action': 'overwrite', 'ids': [{'id': 'w', 'new_id': 'v'}]})
    send('GET', '/workflows')
    send('GET', '/workflows/v')
    send('POST', '/workflows/v/results', body)
    newest, oldest = [one['id'] for one in send('GET', '/workflows/v/versions')[
        'workflow_versions']]
    one = '/workflows/v/versions/' + newest
    send('GET', one)
    send('POST', one + '/results', body)
    send('PATCH', '/workflows/v/versions', {'action': 'merge', 'workflow_versions': [
        {'id': newest, 'description': 'd'}]})
    send('DELETE', '/workflows/v/versions', {'workflow_version_ids': [oldest]})
    send('DELETE', '/workflows/v')
    send('DELETE', '/workflows', {'delete_all': True})
    tell('POST', MAIN + '/workflows/Demographics/results', body)
    tell('GET', MAIN + '/workflows')


def users(tell):
    mine = '/users/' + USER
    tell('POST', mine + '/apps', {'apps': [{'id': 'two', 'metadata': {'list': []}}]})
    tell('PATCH', mine + '/apps', {'action': 'overwrite', 'apps': [{'id': 'two', 'name': 'II'}]})
    tell('PATCH', mine + '/apps/two', {'action': 'overwrite', 'app': {'notes': 'n'}})
    tell('PATCH', mine + '/apps/ids', {'action': 'overwrite',
                                       'ids': [{'id': 'two', 'new_id': '2'}]})
    tell('POST', mine + '/apps/searches', {'app_query': {'name': 'no such'}})
    made = tell('POST', mine + '/keys', {'keys': [
        {'description': 'd', 'type': 'personal_access_token', 'scopes': ['All']}]})['keys'][0]
    tell('PATCH', mine + '/keys', {'action': 'overwrite', 'keys': [
        {'id': made['id'], 'scopes': ['Predict']}]})
    tell('GET', '%s/keys/%s' % (mine, made['id']))
    for path in ('', '/apps', '/apps/2', '/keys', '/models', '/workflows', '/scopes',
                 '/myscopes'):
        tell('GET', mine + path)
    tell('DELETE', '%s/keys/%s' % (mine, made['id']))
    for path in ('/apps', '/myscopesroot'):
        tell('GET', path)


@pytest.fixture(scope='module')
def story():
    with Sandbox() as sandbox:
        tell = Story(sandbox)
        legacy(tell)
        platform(tell)
        yield tell


def test_no_answer_has_an_empty_list_that_is_not_shown(story):
    assert story.empty == []


def test_the_story_is_of_every_route_in_each_of_its_dialects(story):
    served = set((route, today) for route in routes.ROUTES for today in (False, True)
                 if route.serves(today) and not route.path.startswith(OTHERS))
    assert sorted('%s %s %s' % (route.method, route.path, today)
                  for route, today in served - story.told) == []
