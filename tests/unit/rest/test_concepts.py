"""The concepts of an app: get, list, search, create, rename."""
from __future__ import absolute_import

import pytest

from answers import a_concept
from clarifai.errors import ApiError, UserError


def sent(http):
    """Returns (id, name) of the concepts in the latest body."""
    return [(one['id'], one.get('name')) for one in http.last.params['concepts']]


def ids(concepts):
    return [one.concept_id for one in concepts]


def test_get(app, http):
    http.answer({'concept': a_concept('ai_1', u'\u732b', value=0.5)}, {})
    concept = app.concepts.get('ai_1')
    assert (concept.concept_id, concept.concept_name, concept.app_id, concept.created_at) == (
        'ai_1', u'\u732b', 'app-1', '2018-09-14T07:21:35.118203Z')
    assert http.paths == ['GET /v2/concepts/ai_1']
    assert app.concepts.get('ghost') is None


def test_get_of_an_unknown_id_is_an_api_error(app, http):
    http.refuse(404, 40001)
    with pytest.raises(ApiError):
        app.concepts.get('ghost')


def test_get_all_goes_through_the_pages_lazily(app, http):
    http.answer({'concepts': [a_concept('a')]}, {'concepts': [a_concept('b')]}, {'concepts': []})
    every = app.concepts.get_all()
    assert http.requests == []
    assert ids(every) == ['a', 'b']
    assert [request.params for request in http.requests] == [
        {'page': page, 'per_page': 20} for page in (1, 2, 3)]


def test_get_by_page(app, http):
    http.answer({'concepts': [a_concept('a')]}, {})
    assert ids(app.concepts.get_by_page(3, 11)) == ['a']
    assert http.last.params == {'page': 3, 'per_page': 11}
    assert app.concepts.get_by_page() == []


def test_search_goes_through_the_pages_lazily(app, http):
    http.answer({'concepts': [a_concept('cat')]}, {'concepts': [a_concept('car')]},
                {'concepts': []})
    hits = app.concepts.search('ca*', lang='zh')
    assert http.requests == []
    assert ids(hits) == ['cat', 'car']
    assert http.paths == ['POST /v2/concepts/searches'] * 3
    assert [request.params for request in http.requests] == [
        {'concept_query': {'name': 'ca*', 'language': 'zh'},
         'pagination': {'page': page, 'per_page': 20}} for page in (1, 2, 3)]


def test_search_without_a_language_leaves_it_to_the_app(app, http):
    http.answer({'concepts': []})
    assert list(app.concepts.search('ca*')) == []
    assert http.last.params['concept_query'] == {'name': 'ca*'}


def test_create(app, http):
    http.answer({'concepts': [a_concept('c9', 'nine')]}, {'concepts': [a_concept('c9')]})
    assert app.concepts.create('c9', 'nine').concept_name == 'nine'
    assert http.paths == ['POST /v2/concepts']
    assert sent(http) == [('c9', 'nine')]
    app.concepts.create('c9')
    assert sent(http)[0][0] == 'c9'


def test_bulk_create_with_names(app, http):
    http.answer({'concepts': [a_concept('a'), a_concept('b')]})
    assert ids(app.concepts.bulk_create(['a', 'b'], ['A', u'\xe9'])) == ['a', 'b']
    assert sent(http) == [('a', 'A'), ('b', u'\xe9')]


def test_bulk_create_in_batches_of_128(app, http):
    numbers = [str(n) for n in range(130)]
    http.answer({'concepts': [a_concept(n) for n in numbers[:128]]},
                {'concepts': [a_concept(n) for n in numbers[128:]]})
    assert ids(app.concepts.bulk_create(numbers)) == numbers
    assert [len(request.params['concepts']) for request in http.requests] == [128, 2]


def test_update_and_bulk_update(app, http):
    http.answer({'concepts': [a_concept('a', 'A')]},
                {'concepts': [a_concept('a', 'A'), a_concept('b', 'B')]})
    assert app.concepts.update('a', 'A').concept_name == 'A'
    assert http.paths == ['PATCH /v2/concepts']
    assert (http.last.params['action'], sent(http)) == ('overwrite', [('a', 'A')])
    assert ids(app.concepts.bulk_update(('a', 'b'), ('A', 'B'))) == ['a', 'b']
    assert sent(http) == [('a', 'A'), ('b', 'B')]


@pytest.mark.parametrize('call', [
    lambda concepts: concepts.get(''), lambda concepts: concepts.get(5),
    lambda concepts: concepts.create(''), lambda concepts: concepts.create(5),
    lambda concepts: concepts.bulk_create([]), lambda concepts: concepts.bulk_create('a'),
    lambda concepts: concepts.bulk_create(['a'], 'b'),
    lambda concepts: concepts.bulk_create(['a', 'b'], ['A']),
    lambda concepts: concepts.update('a', 'A', action='merge'),
    lambda concepts: concepts.update('', 'A'),
    lambda concepts: concepts.bulk_update(['a', 'b'], ['A']),
    lambda concepts: concepts.bulk_update(['a'], ['A'], 'remove')])
def test_wrong_arguments_are_user_errors_before_anything_is_sent(app, http, call):
    with pytest.raises(UserError):
        call(app.concepts)
    assert http.requests == []
