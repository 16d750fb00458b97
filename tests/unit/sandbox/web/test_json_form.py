"""What the JSON form of protobuf takes in requests, and what it leaves out of answers."""
from __future__ import absolute_import

import pytest

pytest.importorskip('werkzeug')

from werkzeug.datastructures import MultiDict  # noqa: E402

from clarifai.sandbox import errors, messages  # noqa: E402
from clarifai.sandbox.web import json_form  # noqa: E402


def test_members_in_camel_case():
    assert json_form.with_field_names(
        {'userAppId': {'userId': 'u'}, 'conceptQuery': {'name': 'x'}, 'per_page': 3,
         'inputs': [{'data': {'image': {'allowDuplicateUrl': True}}}]}) == {
        'user_app_id': {'user_id': 'u'}, 'concept_query': {'name': 'x'}, 'per_page': 3,
        'inputs': [{'data': {'image': {'allow_duplicate_url': True}}}]}


def test_what_users_put_into_open_members_keeps_its_names():
    sent = {'metadata': {'userId': {'perPage': 1}}, 'hyper_params': {'topRow': 1}}
    assert json_form.with_field_names(sent) == sent
    assert json_form.with_field_names({'annotationInfo': {'userId': 1}}) == {
        'annotation_info': {'userId': 1}}


def test_unknown_names_stay():
    assert json_form.with_field_names({'someThing': 1}) == {'someThing': 1}


def test_a_member_under_both_of_its_names():
    with pytest.raises(errors.RequestError) as caught:
        json_form.with_field_names({'perPage': 1, 'per_page': 2})
    assert 'perPage' in caught.value.details and 'per_page' in caught.value.details


def test_names_in_a_query():
    query = MultiDict([('perPage', '3'), ('userAppId.userId', 'u'), ('ids', 'a'), ('ids', 'b')])
    assert sorted(json_form.query_with_field_names(query).items(multi=True)) == [
        ('ids', 'a'), ('ids', 'b'), ('per_page', '3'), ('user_app_id.user_id', 'u')]


@pytest.mark.parametrize('text, number', [
    ('1', 1), ('-7', -7), ('0.5', 0.5), ('1e2', 100.0), ('18446744073709551615', 2 ** 64 - 1)])
def test_numbers_as_texts(text, number):
    read = json_form.with_numbers('PostConceptsSearchesRequest', {'pagination': {'page': text}})
    assert read['pagination']['page'] == number
    assert isinstance(read['pagination']['page'], type(number))


@pytest.mark.parametrize('text', ['', ' 1', '1_0', '0x1', 'NaN', 'one', u'\u0661'])
def test_texts_that_are_no_numbers(text):
    sent = {'pagination': {'page': text}}
    assert json_form.with_numbers('PostConceptsSearchesRequest', sent) == sent


def test_texts_stay_texts_and_what_is_open_stays_as_it_is():
    sent = {'inputs': [{'id': '17', 'data': {'metadata': {'page': '1'}, 'text': {'raw': '5'}}}]}
    assert json_form.with_numbers('PostInputsRequest', sent) == sent


def test_numbers_in_lists_and_deep_inside():
    sent = {'searches': [{'query': {'ranks': [{'annotation': {'data': {
        'embeddings': [{'vector': ['0.5', 1]}], 'concepts': [{'id': 'c', 'value': '0'}],
        'regions': [{'region_info': {'polygon': {'points': [{'row': '0.25'}]}}}]}}}]}}]}
    data = json_form.with_numbers('PostInputsSearchesRequest', sent)['searches'][0]['query'][
        'ranks'][0]['annotation']['data']
    assert data['embeddings'][0]['vector'] == [0.5, 1]
    assert data['concepts'][0]['value'] == 0
    assert data['regions'][0]['region_info']['polygon']['points'][0]['row'] == 0.25


def test_names_of_enums():
    read = json_form.with_numbers('PostModelsRequest', {'models': [
        {'visibility': {'gettable': 'PUBLIC'}}, {'visibility': {'gettable': 'NOBODY'}}]})
    assert [model['visibility']['gettable'] for model in read['models']] == [50, 'NOBODY']


def test_true_and_false_as_values_of_concepts():
    sent = {'inputs': [{'data': {
        'concepts': [{'id': 'a', 'value': True}, {'id': 'b', 'value': False}, {'id': 'c'}],
        'regions': [{'data': {'concepts': [{'id': 'd', 'value': True}]}}],
        'metadata': {'concepts': [{'value': True}]}}}], 'save': True}
    read = json_form.with_concept_values(sent)
    data = read['inputs'][0]['data']
    assert [concept.get('value') for concept in data['concepts']] == [1, 0, None]
    assert not any(isinstance(concept.get('value'), bool) for concept in data['concepts'])
    assert data['regions'][0]['data']['concepts'][0]['value'] == 1
    assert data['metadata'] == sent['inputs'][0]['data']['metadata']
    assert read['save'] is True


def test_empty_lists_are_left_out_where_messages_do_not_show_them():
    answer = {'outputs': [{'data': {'regions': [], 'concepts': [], 'metadata': {'list': []}}}],
              'status': {'code': 10000}}
    assert json_form.without_empty_lists('MultiOutputResponse', answer) == {
        'outputs': [{'data': {'metadata': {'list': []}}}], 'status': {'code': 10000}}
    assert json_form.without_empty_lists('MultiOutputResponse', {'outputs': []}) == {'outputs': []}
    assert json_form.without_empty_lists('MultiSearchResponse', {'hits': [], 'searches': []}) == {
        'hits': []}


def test_empty_lists_of_a_workflow_are_shown_and_of_a_model_are_not():
    listed = {'use_cases': [], 'check_consents': []}
    assert json_form.without_empty_lists('SingleWorkflowResponse', {'workflow': listed}) == {
        'workflow': listed}
    assert json_form.without_empty_lists('SingleModelResponse', {'model': listed}) == {'model': {}}


def test_members_that_only_2_x_has_lose_their_empty_lists_too():
    face = {'identity': {'concepts': []}}
    answer = {'outputs': [{'data': {'regions': [{'data': {'face': face}}]}}]}
    assert json_form.without_empty_lists('MultiOutputResponse', answer) == {
        'outputs': [{'data': {'regions': [{'data': {'face': {'identity': {}}}}]}}]}


def test_which_list_an_answer_always_has():
    assert messages.list_of('MultiModelResponse') == 'models'
    assert messages.list_of('SingleModelResponse') is None
    assert messages.list_of(None) is None
