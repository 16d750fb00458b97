"""Ids and names that are no list: sets, parts of dictionaries and generators, as with 2.6.2."""
from __future__ import absolute_import

import pytest

from answers import a_concept, a_model, an_input
from clarifai.errors import UserError

KINDS = {
    'set': set, 'frozenset': frozenset, 'keys': lambda ids: dict.fromkeys(ids).keys(),
    'values': lambda ids: dict(enumerate(ids)).values(), 'generator': lambda ids: iter(ids),
    'map': lambda ids: map(str, ids), 'tuple': tuple}


@pytest.fixture(params=sorted(KINDS))
def kind(request):
    """What makes another iterable of a list."""
    return KINDS[request.param]


def ids_sent(http):
    """The ids of the concepts of the latest model that was sent."""
    model = http.last.params.get('model') or http.last.params['models'][0]
    return [concept['id'] for concept in model['output_info']['data']['concepts']]


def test_concepts_of_a_model(app, http, kind):
    http.answer({'model': a_model('boats')}, *[{'models': [a_model('boats')]}] * 4)
    model = app.models.create('boats', concepts=kind(['sloop', 'yawl']))
    assert sorted(ids_sent(http)) == ['sloop', 'yawl']
    for call in (model.add_concepts, model.delete_concepts, model.merge_concepts,
                 lambda ids: model.update(concept_ids=ids)):
        call(kind(['sloop', 'yawl']))
        assert sorted(ids_sent(http)) == ['sloop', 'yawl']


def test_names_beside_ids(app, http):
    names = {'a': 'A', 'b': 'B'}
    http.answer(*[{'concepts': [a_concept('a'), a_concept('b')]}] * 2)
    for call in (app.concepts.bulk_create, app.concepts.bulk_update):
        call(names.keys(), names.values())
        assert dict((one['id'], one['name']) for one in http.last.params['concepts']) == names


def test_inputs_with_their_concepts(app, http):
    pairs = {'in-1': [('sea', True)], 'in-2': [('sea', False)]}
    http.answer(*[{'inputs': [an_input('in-1'), an_input('in-2')]}] * 2)
    app.inputs.bulk_merge_concepts(pairs.keys(), pairs.values())
    assert dict((one['id'], one['data']['concepts'][0]['value'])
                for one in http.last.params['inputs']) == {'in-1': 1, 'in-2': 0}
    app.inputs.bulk_delete_concepts(iter(['in-1']), iter([['sea']]))
    assert [one['id'] for one in http.last.params['inputs']] == ['in-1']


def test_concepts_to_search_for(app, http, kind):
    http.answer(*[{'hits': []}] * 4)
    for call in (app.inputs.search_by_annotated_concepts, app.inputs.search_by_predicted_concepts):
        for argument in ('concepts', 'concept_ids'):
            call(**{argument: kind(['sea'])})
            assert 'sea' in str(http.last.params['query']['ands'])


@pytest.mark.parametrize('wrong', ['sloop', b'sloop', {'id': 'sloop'}, 5, None, set()])
def test_what_is_none_of_these_is_refused(app, http, wrong):
    calls = [lambda: app.inputs.search_by_annotated_concepts(concepts=wrong)]
    if wrong not in (None, set()):
        calls += [lambda: app.models.create('boats', concepts=wrong),
                  lambda: app.concepts.bulk_update(['a'], wrong),
                  lambda: app.inputs.bulk_merge_concepts(['a'], wrong)]
    for call in calls:
        with pytest.raises(UserError):
            call()
    assert http.requests == []
