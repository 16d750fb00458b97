"""Search: what is sent, which hits are given, and what is said of a wrong query."""
from __future__ import annotations

import pytest

from clarifai.client.search import Search
from clarifai.errors import ApiClientError, UserError

URL = 'https://samples.example/cat.jpg'


@pytest.fixture
def search(given):
    """A search of three hits."""
    return Search(top_k=3, **given)


def sent_by(wire):
    search, = wire.sent[-1].body['searches']
    return search


def hits(sent):
    page = sent.body['pagination']
    first = (page['page'] - 1) * page['per_page']
    return {'hits': [{'score': 1.0, 'input': {'id': str(at)}}
                     for at in range(first, min(first + page['per_page'], 25))]}


def test_both_sides_are_always_sent(search, wire):
    list(search.query())
    assert wire.lines == ['POST /v2/users/me/apps/mine/inputs/searches']
    assert wire.sent[0].body == {
        'pagination': {'page': 1, 'per_page': 3},
        'searches': [{'algorithm': 'nearest_neighbor', 'metric': 'EUCLIDEAN_DISTANCE', 'query': {
            'ranks': [{'annotation': {}}], 'filters': [{'annotation': {}, 'input': {}}]}}]}


def test_every_key_of_ranks_and_filters(search, wire):
    filters = [{'concepts': [{'name': 'small cat', 'value': 0}, {'id': 'x', 'language': 'ja'}],
                'metadata': {'page': 3}, 'text_raw': 'words', 'input_types': ['image', 'text'],
                'input_dataset_ids': ['pets'], 'input_status_code': 30000,
                'geo_point': {'longitude': 5, 'latitude': 52.5, 'geo_limit': 10}}]
    kept = [dict(filters[0])]
    list(search.query(ranks=[{'image_url': URL}, {'image_bytes': b'\0\0\0'}], filters=filters))
    assert filters == kept
    query = sent_by(wire)['query']
    assert query['ranks'] == [{'annotation': {'data': {'image': {'url': URL}}}},
                              {'annotation': {'data': {'image': {'base64': 'AAAA'}}}}]
    assert query['filters'] == [{
        'annotation': {'data': {
            'concepts': [{'name': 'small cat', 'value': 0.0}, {'id': 'x', 'language': 'ja'}],
            'metadata': {'page': 3}, 'text': {'raw': 'words'},
            'geo': {'geo_point': {'longitude': 5, 'latitude': 52.5},
                    'geo_limit': {'type': 'withinKilometers', 'value': 10}}}},
        'input': {'data': {'image': {}, 'text': {}}, 'dataset_ids': ['pets'],
                  'status': {'code': 30000}}}]


@pytest.mark.parametrize('query, said', [
    ({'ranks': 'x'}, 'ranks must be a list'),
    ({'ranks': {'image_url': URL}}, 'ranks must be a list'),
    ({'ranks': ['x']}, r'ranks\[0\] must be a dictionary'),
    ({'ranks': [{'image_ulr': URL}]}, r"ranks\[0\].*'image_ulr'.*did you mean image_url"),
    ({'ranks': [{}, {'image_url': 'cat.jpg'}]}, r"ranks\[1\]\['image_url'\] must be a URL"),
    ({'ranks': [{'image_bytes': 'text'}]}, r"image_bytes.* must be bytes"),
    ({'ranks': [{'text_raw': ''}]}, 'text that is not empty'),
    ({'ranks': [{'input_types': ['image']}]}, 'input_types, which is one of filters'),
    ({'filters': [{'input_id': 'a'}]}, "the key 'input_id'. Possible are"),
    ({'filters': [{'concepts': [{'concept_id': 'a'}]}]}, r"concepts'\]\[0\].*'concept_id'"),
    ({'filters': [{'concepts': [{}]}]}, r"\[0\] must be a dictionary with id, name"),
    ({'filters': [{'concepts': [{'name': 'a', 'value': 2}]}]}, 'must be 0 or 1, not 2'),
    ({'filters': [{'concepts': {'name': 'a'}}]}, r"\['concepts'\] must be a list"),
    ({'filters': [{'input_types': ['imaage']}]}, 'did you mean image'),
    ({'filters': [{'input_status_code': '30000'}]}, 'whole number'),
    ({'filters': [{'metadata': 'x'}]}, 'must be a dictionary'),
    ({'filters': [{'geo_point': {'longitude': 1, 'latitude': 2}}]}, 'has no geo_limit'),
    ({'filters': [{'geo_point': {'lon': 1}}]}, "the key 'lon'"),
    ({'page_no': 0}, 'page_no must be'),
])
def test_a_wrong_query_is_refused_at_once(search, wire, query, said):
    with pytest.raises(UserError, match=said):
        search.query(**query)
    assert wire.sent == []


def test_the_best_hits_over_several_pages(given, wire):
    wire.answer = hits
    search = Search(top_k=25, **given)
    search.default_page_size = 10
    pages = list(search.query())
    assert [[hit.input.id for hit in page.hits] for page in pages] == [
        [str(at) for at in part] for part in (range(10), range(10, 20), range(20, 25))]
    assert [sent.body['pagination'] for sent in wire.sent] == [
        {'page': page, 'per_page': 10} for page in (1, 2, 3)]


def test_no_more_than_the_best_hits(given, wire):
    wire.answer = hits
    search = Search(top_k=12, **given)
    search.default_page_size = 10
    assert sum(len(page.hits) for page in search.query()) == 12


def test_hits_by_page(given, wire):
    wire.answer = hits
    for search in (Search(**given), Search(pagination=True, **given)):
        page, = search.query(page_no=3, per_page=10)
        assert [hit.input.id for hit in page.hits] == ['20', '21', '22', '23', '24']


def test_all_hits(given, wire):
    wire.answer = hits
    search = Search(pagination=True, **given)
    search.default_page_size = 10
    assert sum(len(page.hits) for page in search.query()) == 25


@pytest.mark.parametrize('metric, algorithm, sent', [
    ('cosine', 'nearest_neighbor', ('COSINE_DISTANCE', 'brute_force')),
    ('COSINE_DISTANCE', 'brute_force', ('COSINE_DISTANCE', 'brute_force')),
    ('euclidean', 'brute_force', ('EUCLIDEAN_DISTANCE', 'brute_force')),
    ('EUCLIDEAN_DISTANCE', 'nearest_neighbor', ('EUCLIDEAN_DISTANCE', 'nearest_neighbor'))])
def test_metrics_and_algorithms(given, wire, metric, algorithm, sent):
    list(Search(metric=metric, algorithm=algorithm, **given).query())
    assert (sent_by(wire)['metric'], sent_by(wire)['algorithm']) == sent


@pytest.mark.parametrize('arguments, said', [
    ({'metric': 'cosin'}, 'did you mean cosine'), ({'algorithm': 'x'}, 'brute_force'),
    ({'top_k': 0}, 'top_k'), ({'top_k': 5, 'pagination': True}, 'not both'),
    ({'topk': 5}, 'topk')])
def test_wrong_arguments(given, arguments, said):
    with pytest.raises(UserError, match=said):
        Search(**dict(given, **arguments))


def test_the_spelling_that_is_documented(given):
    assert Search(alogrithm='brute_force', **given).algorithm == 'brute_force'


def test_all_hits_of_a_server_that_takes_no_notice_of_the_page(given, wire):
    wire.answer = lambda sent: {'hits': [{'score': 1.0, 'input': {'id': 'a'}}] * 1000}
    pages = Search(pagination=True, **given).query(ranks=[{'text_raw': 'boats'}])
    assert len(next(pages).hits) == 1000
    with pytest.raises(ApiClientError, match='a page of hits again, as page 2'):
        next(pages)
