"""Questions to the live service: those that are open, and those that only its answers settled.

Each only reads.  It is about one of the numbered points of ``docs/platform.rst``, and says what it
found.
"""
from __future__ import absolute_import

from collections import namedtuple

from clarifai import credentials
from clarifai.answers import code_of
from clarifai.cli import open_questions
from clarifai.cli.open_questions import MISSING_ID
from clarifai.errors import ApiError
from clarifai.rest.api_client import ApiClient
from clarifai.rest.dialects.platform.training import NEW_MODEL_TYPE_ID
from clarifai.rest.general_model import GENERAL_MODEL_ID

# The point it is about; the question; a function that takes a Live and gives the finding.
Probe = namedtuple('Probe', 'number question ask')

SAMPLE = 'https://samples.clarifai.com/metro-north.jpg'
NO_PICTURE = SAMPLE.replace('metro', 'no-such')
NO_INPUTS = 'the app has no inputs to ask with'


class Live(open_questions.App):
    """The live service as the user's credentials reach it."""

    def public(self, path, body=None):
        """The JSON of a GET, or with a body of a POST, below Clarifai's app."""
        path = 'users/clarifai/apps/main/' + path
        return self.api.get(path) if body is None else self.api.post(path, body)

    def hits(self, path, filters=None, ranks=None):
        """The hits of a search of today's form."""
        query = {}
        if filters:
            query['filters'] = filters
        if ranks:
            query['ranks'] = ranks
        return self.post(path, {'searches': [{'query': query}],
                                'pagination': {'page': 1, 'per_page': 100}}).get('hits') or []


def negation(live):
    """1. Whether value 0 and negate find the same."""
    item = live.first_input(lambda data: data.get('concepts'))
    if item is None:
        return NO_INPUTS
    concept = item['data']['concepts'][0]['id']
    counts = [len(live.hits('inputs/searches', [found])) for found in (
        {'annotation': {'data': {'concepts': [{'id': concept, 'value': 0}]}}},
        {'annotation': {'data': {'concepts': [{'id': concept, 'value': 1}]}}, 'negate': True})]
    return 'concept %s: value 0 finds %d inputs, negate finds %d' % (concept, counts[0], counts[1])


def metadata_keys(live):
    """2. Whether keys within one filter are alternatives."""
    item = live.first_input(lambda data: data.get('metadata'))
    if item is None:
        return NO_INPUTS
    key = sorted(item['data']['metadata'])[0]
    metadata = {key: item['data']['metadata'][key], MISSING_ID: MISSING_ID}
    found = live.hits('inputs/searches', [{'annotation': {'data': {'metadata': metadata}}}])
    return ('one key that fits and one that does not, in one filter: %d hits, so keys are %s'
            % (len(found), 'alternatives' if found else 'joined by AND'))


def prediction_options(live):
    """4. Which place of the options of a prediction counts."""
    config = {'output_info': {'output_config': {'max_concepts': 1}}}
    counts = []
    for model in ({'model_version': config}, config):
        answer = live.public('models/%s/outputs' % GENERAL_MODEL_ID, {
            'inputs': [{'data': {'image': {'url': SAMPLE}}}], 'model': model})
        outputs = answer.get('outputs') or [{}]
        counts.append(len((outputs[0].get('data') or {}).get('concepts') or ()))
    return ('max_concepts=1 gives %d concepts in model.model_version.output_info and %d in '
            'model.output_info' % tuple(counts))


def training_parameters(live):
    """6 and 7. What the type of trained models calls its parameters."""
    kind = live.get('models/types/' + NEW_MODEL_TYPE_ID).get('model_type') or {}
    fields = [field.get('path') for field in kind.get('model_type_fields') or ()]
    wanted = [path for path in fields if path and ('exclusive' in path or 'enrich' in path)]
    return 'parameters about this: %s' % (', '.join(wanted) or 'none of %d' % len(fields))


def model_types(live):
    """9. Today's types of the public models whose type no document states."""
    found = []
    for name in ('color', 'logo', 'face', 'general'):
        model_id = live.api.known_model_id(name, 'embed' if name == 'general' else None)
        model = live.public('models/%s' % model_id).get('model') or {}
        found.append('%s is %s' % (model_id, model.get('model_type_id')))
    return '; '.join(found)


def statuses_of_codes(live):
    """10 and 14. The HTTP statuses of what is missing, cannot be downloaded, or names no key."""
    asked = [(path, lambda path=path: live.get(path + MISSING_ID))
             for path in ('models/', 'inputs/', 'concepts/')]
    asked.append(('a download', lambda: live.public('models/%s/outputs' % GENERAL_MODEL_ID, {
        'inputs': [{'data': {'image': {'url': NO_PICTURE}}}]})))
    found = []
    for name, ask in asked:
        try:
            found.append('%s HTTP 200, code %s' % (name, code_of(ask())))
        except ApiError as error:
            found.append('%s HTTP %s, code %s' % (name, error.status_code, error.error_code))
    connection = live.api.connection
    answer = connection.session.get(connection.base_url + '/v2/inputs', timeout=30)
    found.append('no key HTTP %d, code %s' % (answer.status_code, code_of(answer.json())))
    return '; '.join(found)


def key_on_public_model(live):
    """12. What an API key meets at a public model."""
    key = credentials.find_api_key().value
    if not key:
        return 'no API key to ask with'
    try:
        ApiClient(api_key=key, dialect='legacy').get_model(GENERAL_MODEL_ID)
        return 'it is still let in'
    except ApiError as error:
        return 'HTTP %s, code %s, %s' % (error.status_code, error.error_code, error.error_desc)


def concept_scope(live):
    """15. Which concepts a search for concepts looks at."""
    answer = live.post('concepts/searches', {'concept_query': {'name': 'dog*'}})
    apps = sorted(set(one.get('app_id') or '' for one in answer.get('concepts') or ()))
    return 'a search for "dog*" gives concepts of: %s' % (', '.join(apps) or 'no app')


def hits_per_input(live):
    """16. Whether a search gives an input once."""
    ranks = [{'annotation': {'data': {'image': {'url': SAMPLE}}}}]
    found = []
    for path in ('inputs/searches', 'annotations/searches'):
        ids = [(hit.get('input') or {}).get('id') for hit in live.hits(path, ranks=ranks)]
        found.append('%s: %d hits on %d inputs' % (path, len(ids), len(set(ids))))
    return '; '.join(found)


PROBES = (
    Probe(1, 'Does "value": 0 find what negate finds?', negation),
    Probe(2, 'Are the metadata keys of one filter alternatives?', metadata_keys),
    Probe(3, 'Can inputs be found by their original URL?', open_questions.original_url),
    Probe(4, 'Where do the options of a prediction go?', prediction_options),
    Probe(6, 'What does training call exclusive concepts and enrich_dataset?',
          training_parameters),
    Probe(9, 'Which types do public models have today?', model_types),
    Probe(10, 'Which HTTP status have 21200, 30002 and 11102?', statuses_of_codes),
    Probe(12, 'What does an API key meet at a public model?', key_on_public_model),
    Probe(13, 'What does the app see in its inputs?', open_questions.base_workflow),
    Probe(15, 'Which concepts does a search for concepts look at?', concept_scope),
    Probe(16, 'Does a search give an input once?', hits_per_input),
)
