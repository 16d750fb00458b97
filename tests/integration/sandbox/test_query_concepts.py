"""What the concepts of searches mean: unknown ones, learned ones, names in other languages.

Searches by 2.x's terms and by ranks and filters are asked the same things.
"""
from __future__ import absolute_import

import uuid

import pytest
from sandbox_process import Api, SandboxProcess, an_input, photograph, plain

DOG, TRAIN = u'\u72ac', u'\u5217\u8eca'  # in Japanese


@pytest.fixture(scope='module', params=[(), ('--platform',)], ids=['default', '--platform'])
def url(request):
    process = SandboxProcess(*request.param)
    yield process.url
    process.stop()


class Searcher(object):
    """An app with pictures, and a way to search it."""

    def __init__(self, url, prefix):
        self.api = Api(url)
        self.prefix = prefix
        self.put('/concepts', {'concepts': [{'id': 'c-dog', 'name': 'dog'},
                                            {'id': 'c-boat', 'name': 'boat'}]})
        self.put('/inputs', {'inputs': [
            an_input(photograph('chelsea'), 'cat', ['pet', '!c-boat']),
            an_input(photograph('coffee'), 'cup', ['c-dog', '!pet']),
            an_input(plain((250, 20, 20)), 'red', ['c-boat'])]})
        while any(self.api.ok('GET', prefix + '/inputs/status')['counts'][name]
                  for name in ('to_process', 'processing')):
            pass

    def put(self, path, body):
        return self.api.ok('POST', self.prefix + path, body)

    def learn(self, *concept_ids):
        """Trains a model; waits until it is done."""
        concepts = {'data': {'concepts': [{'id': one} for one in concept_ids]}}
        self.put('/models', {'models': [{'id': 'm'}]})
        model = self.put('/models/m/versions',
                         {'model_versions': [{'output_info': concepts}]})['model']
        path = '%s/models/m/versions/%s' % (self.prefix, model['model_version']['id'])
        version = self.api.finished(path, (21103, 21101))
        assert version['status']['code'] == 21100


class Terms(Searcher):
    """Searches by terms of 2.x."""

    def __init__(self, url):
        super(Terms, self).__init__(url, '')

    def said(self, concept, **query):
        return self._search({'input': {'data': {'concepts': [concept]}}}, query)

    def seen(self, concept, **query):
        return self._search({'output': {'data': {'concepts': [concept]}}}, query)

    def _search(self, term, query):
        return self.api.send('POST', '/searches', {'query': dict(query, ands=[term])}).json()


class Ranks(Searcher):
    """Searches by ranks and filters."""

    path = '/inputs/searches'

    def __init__(self, url):
        super(Ranks, self).__init__(url, '/users/u%s/apps/a' % uuid.uuid4().hex[:8])

    def said(self, concept, **query):
        return self._search('filters', concept, query)

    def seen(self, concept, **query):
        return self._search('ranks', concept, query)

    def _search(self, kind, concept, query):
        term = {'annotation': {'data': {'concepts': [concept]}}}
        return self.api.send('POST', self.prefix + self.path, {
            'searches': [{'query': dict(query, **{kind: [term]})}]}).json()


class Annotations(Ranks):
    """Searches by ranks and filters, over annotations."""

    path = '/annotations/searches'


@pytest.fixture(scope='module', params=[Terms, Ranks, Annotations])
def app(url, request):
    return request.param(url)


def ids(answer):
    assert answer['status']['code'] == 10000, answer
    return [hit['input']['id'] for hit in answer['hits']]


@pytest.mark.parametrize('concept', [
    {'id': 'nobody-said'}, {'name': 'nobody-said'}, {'id': 'nobody-said', 'value': 0},
    {'id': 'nobody-said', 'name': 'nor-this'}])
def test_an_unknown_concept_is_an_error_that_names_it(app, concept):
    for ask in (app.said, app.seen):
        status = ask(concept)['status']
        assert status['code'] == 40002
        assert "'nobody-said' was not found" in status['details']


def test_known_concepts_that_no_input_has(app):
    # The name and the id of a public concept, and one of the app.
    for concept in ({'name': 'train'}, {'id': 'ai_HLmqFqBf'}):
        assert ids(app.said(concept)) == [] and ids(app.seen(concept)) == []
    app.put('/concepts', {'concepts': [{'id': 'unused-' + uuid.uuid4().hex[:6], 'name': 'unused'}]})
    assert ids(app.said({'name': 'unused'})) == []


def test_an_annotated_concept_that_no_model_has_learned_is_not_unknown(app):
    assert ids(app.said({'id': 'pet'})) == ['cat']
    answer = app.seen({'id': 'pet'})
    if isinstance(app, Ranks):  # which have to have something to rank by
        assert answer['status']['code'] == 40002 and 'train' in answer['status']['details']
    else:
        assert ids(answer) == []


def test_a_concept_that_a_model_has_learned(url):
    for kind in (Terms, Ranks):
        app = kind(url)
        app.learn('pet', 'c-boat')
        assert ids(app.seen({'id': 'pet'}))[0] == 'cat'
        assert ids(app.seen({'name': 'boat'}))[0] == 'red'
        assert 'cat' not in ids(app.seen({'id': 'pet', 'value': 0}))
        hits = app.seen({'id': 'pet'})['hits']
        assert 0.5 <= hits[0]['score'] <= 1
        # What is measured is found beside what is learned.
        assert ids(app.seen({'name': 'red'}))[0] == 'red'


def test_names_in_another_language(app):
    # Public concepts: the app's own dog is meant, too.
    assert ids(app.said({'name': DOG}, language='ja')) == ['cup']
    assert ids(app.seen({'name': TRAIN}, language='ja')) == []
    assert app.said({'name': DOG}, language='zh')['status']['code'] == 40002
    # The names that concepts of the app have been given ...
    path = '%s/concepts/c-boat/languages' % app.prefix
    if app.prefix:
        app.put('/concepts/c-boat/languages',
                {'concept_languages': [{'id': 'fr', 'name': 'bateau'}]})
        assert path and ids(app.said({'name': 'bateau'}, language='fr')) == ['red']
        assert app.said({'name': 'bateau'}, language='es')['status']['code'] == 40002
        assert app.said({'name': 'bateau'})['status']['code'] == 40002
    # ... and those that they have in every language.
    assert ids(app.said({'name': 'boat'}, language='fr')) == ['red']


def test_searches_for_concepts_in_another_language(app):
    if not app.prefix:
        return  # an API key may have no public concepts
    found = app.put('/concepts/searches', {'concept_query': {
        'name': u'\u4eba', 'language': 'ja'}})['concepts']
    assert set((one['id'], one['language']) for one in found) == set([
        ('ai_ZKJ48TFz', 'ja'), ('ai_l8TKp2h5', 'ja')])


EMPTY = [{}, {'annotation': {}}, {'annotation': None}, {'negate': False},
         {'annotation': {'id': '', 'data': None}}]


@pytest.mark.parametrize('path', ['/inputs/searches', '/annotations/searches', '/searches'])
@pytest.mark.parametrize('empty', EMPTY)
def test_empty_ranks_and_filters_say_nothing(url, path, empty):
    app = Ranks(url)
    said = {'annotation': {'data': {'concepts': [{'id': 'pet'}]}}}

    def found(**query):
        return sorted(set(ids(app.put(path, {'searches': [{'query': query}]}))))
    assert found(ranks=[empty]) == found(filters=[empty]) == ['cat', 'cup', 'red']
    assert found(filters=[empty, said], ranks=[empty]) == ['cat']
    saved = {'id': uuid.uuid4().hex, 'save': True, 'query': {'filters': [empty]}}
    app.put('/inputs/searches', {'searches': [saved]})


def test_a_filter_with_empty_data_still_asks_for_annotations_without_regions(url):
    app = Ranks(url)
    query = {'filters': [{'annotation': {'data': {}}}]}
    assert len(ids(app.put('/annotations/searches', {'searches': [{'query': query}]}))) == 3


def test_the_picture_of_an_output_is_the_picture_to_look_like(url):
    app = Ranks(url)  # by terms, in an app that a PAT opens
    picture = an_input(photograph('coffee'))['data']
    for term in ({'output': {'data': picture}}, {'output': {'input': {'data': picture}}}):
        answer = app.put('/searches', {'query': {'ands': [term]}})
        assert ids(answer)[0] == 'cup' and answer['hits'][0]['score'] > 0.99
