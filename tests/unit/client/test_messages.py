"""Messages: dictionaries of the JSON of the wire that also give attributes."""
from __future__ import annotations

import base64
import copy
import datetime
import json
import pickle
import sys

import pytest

from clarifai.client import messages
from clarifai.content import Content, FileContent, plain
from clarifai.errors import UserError

ANSWER = {
    'status': {'code': 10000, 'description': 'Ok'},
    'outputs': [{'id': 'o', 'created_at': '2026-01-31T12:00:00.250Z',
                 'data': {'concepts': [{'id': 'c1', 'name': 'dog', 'value': 0.9},
                                       {'id': 'c2', 'value': 1}]}}]}


def answer():
    """Returns a message of an answer, and the JSON that it was made of."""
    given = copy.deepcopy(ANSWER)
    return messages.wrap('MultiOutputResponse', given), given


# Reading

def test_an_answer_gives_attributes():
    response, _ = answer()
    assert response.outputs[0].data.concepts[0].name == 'dog'
    assert response.status.code == 10000
    assert response.status.description == 'Ok'


def test_it_is_still_the_dictionary_that_it_was():
    response, given = answer()
    assert response['outputs'][0]['data']['concepts'][0]['name'] == 'dog'
    assert response == given
    assert [part.data.concepts[1].id for part in response.outputs] == ['c2']
    assert response == given == ANSWER
    assert json.loads(json.dumps(response)) == ANSWER


def test_reading_does_not_change_the_json_that_it_was_made_of():
    response, given = answer()
    response.outputs[0].data.concepts[0].name = 'cat'
    assert given == ANSWER


def test_each_way_to_a_part_gives_the_same_one():
    response, _ = answer()
    output = response.outputs[0]
    assert response.outputs[0] is output
    assert response['outputs'][0] is output
    assert response.get('outputs')[0] is output
    assert dict(response.items())['outputs'][0] is output
    assert [part for part in response.values() if part is response.outputs]
    assert response.setdefault('outputs')[0] is output
    assert response.pop('outputs')[0] is output


def test_absent_fields_read_as_their_defaults():
    message = messages.Input()
    assert message.id == ''
    assert message.data.image.url == ''
    assert message.data.image.allow_duplicate_url is False
    assert message.data.image.base64 == b''
    assert message.created_at.seconds == message.created_at.nanos == 0
    assert list(message.data.concepts) == []
    assert message.data.metadata == {}
    assert message.status.code == 0
    assert messages.ModelVersion().total_input_count == 0


def test_reading_absent_fields_changes_nothing():
    message = messages.Input(id='a')
    message.data.image.url
    message.data.regions
    message.data.metadata
    message.data.image.hosted.sizes
    message.dataset_ids
    message.created_at
    assert message == {'id': 'a'}
    assert dict(message) == {'id': 'a'}
    assert messages.to_dict(message) == {'id': 'a'}
    assert 'data' not in message and not message.HasField('data')


def test_an_absent_part_is_the_same_each_time():
    message = messages.Input()
    assert message.data is message.data
    assert message.data.regions is message.data.regions


def test_null_is_absent():
    message = messages.wrap('Input', {'id': None, 'data': None, 'dataset_ids': None})
    assert message.id == ''
    assert message.data.image.url == ''
    assert list(message.dataset_ids) == []


def test_what_only_a_newer_server_knows_can_be_read():
    message = messages.wrap('Input', {'id': 'a', 'mood': {'kind': 'new'}})
    assert message.mood == {'kind': 'new'}
    assert message['mood'] == {'kind': 'new'}
    assert messages.to_dict(message) == {'id': 'a'}


@pytest.mark.parametrize('is_read', [False, True])
def test_what_only_a_newer_server_knows_is_not_sent_at_any_depth(is_read):
    answer = {'id': 'a', 'data': {
        'image': {'url': 'u', 'newer': 1}, 'concepts': [{'id': 'c', 'newer': 2}],
        'metadata': {'kept': {'newer': 3}}, 'newer': 4}}
    message = messages.wrap('Input', answer)
    if is_read:
        assert message.data.concepts[0].id == 'c' and message.data.image.url == 'u'
    assert messages.to_dict(message) == {'id': 'a', 'data': {
        'image': {'url': 'u'}, 'concepts': [{'id': 'c'}], 'metadata': {'kept': {'newer': 3}}}}
    assert answer['data']['image'] == {'url': 'u', 'newer': 1}


def test_messages_in_a_map_are_sent_without_what_only_a_newer_server_knows():
    version = messages.wrap('DatasetVersion', {'metrics': {
        'train': {'inputs_count': '3', 'newer': 1}, 'test': {}}})
    assert messages.to_dict(version) == {'metrics': {'train': {'inputs_count': '3'}, 'test': {}}}


def test_answers_of_other_types_than_expected_are_given_as_they_are():
    message = messages.wrap('Input', {'data': 'text', 'dataset_ids': 3, 'created_at': 'never'})
    assert message.data == 'text'
    assert message.dataset_ids == 3
    assert message.created_at.seconds == 0


# Writing

def test_the_first_write_below_an_absent_field_brings_its_parents():
    message = messages.Input()
    message.data.image.url = 'u'
    assert message == {'data': {'image': {'url': 'u'}}}


def test_the_first_write_into_an_absent_list_brings_it():
    message = messages.Input()
    regions = message.data.regions
    regions.append({'id': 'r'})
    regions.add(id='s').region_info.bounding_box.top_row = 0.5
    message.dataset_ids.extend(['d', 'e'])
    assert message == {'data': {'regions': [
        {'id': 'r'}, {'id': 's', 'region_info': {'bounding_box': {'top_row': 0.5}}}]},
        'dataset_ids': ['d', 'e']}
    assert message.data.regions is regions


def test_lists_are_joined_in_place():
    message = messages.Input()
    concepts = message.data.concepts
    message.data.concepts += [{'id': 'a'}]
    message.data.concepts += [messages.Concept(id='b')]
    message.dataset_ids += ['d']
    message.dataset_ids[0:1] = ['e', 'f']
    message.dataset_ids.insert(0, 'c')
    concepts[1] = {'id': 'c'}
    assert message.data.concepts is concepts
    assert message == {'data': {'concepts': [{'id': 'a'}, {'id': 'c'}]},
                       'dataset_ids': ['c', 'e', 'f']}


def test_the_first_write_into_absent_metadata_brings_it():
    message = messages.Input()
    message.data.metadata['by'] = 'ann'
    message.data.metadata.update({'page': 3})
    assert message == {'data': {'metadata': {'by': 'ann', 'page': 3}}}


def test_a_wrong_value_brings_nothing():
    message = messages.Input()
    with pytest.raises(UserError):
        message.data.image.url = 3
    with pytest.raises(UserError):
        message.data.regions.append({'idd': 'r'})
    with pytest.raises(UserError):
        message.data.metadata['x'] = object()
    assert message == {}


def test_extending_by_nothing_brings_nothing():
    message = messages.Input()
    message.dataset_ids.extend([])
    assert message == {}


def test_a_part_that_lost_its_place_does_not_come_back():
    message = messages.Input()
    before = message.data
    message.data = {'image': {'url': 'u'}}
    before.text.raw = 'late'
    assert message == {'data': {'image': {'url': 'u'}}}
    taken = message.data
    del message.data
    taken.image.url = 'v'
    assert message == {}


def test_what_is_put_into_a_message_is_copied():
    concept = messages.Concept(id='a', value=1)
    first = messages.Data(concepts=[concept])
    second = messages.Data()
    second.concepts.append(concept)
    third = messages.Annotation(data=first)
    concept.value = 0
    first.concepts[0].name = 'n'
    assert first.concepts[0].value == second.concepts[0].value == 1
    assert third == {'data': {'concepts': [{'id': 'a', 'value': 1}]}}


def test_none_takes_a_field_out():
    message = messages.Input(id='a', data={'text': {'raw': 'x'}})
    message.data = None
    message['id'] = None
    assert message == {}


def test_one_of_a_oneof_takes_the_place_of_another():
    value = messages.MetricFilter(**{'in': {'in': ['a']}})
    names = [name for name, oneof in ((field.name, field.known.oneof)
                                      for field in type(value)._fields.values())
             if oneof == 'value']
    assert value.WhichOneof('value') == 'in'
    other = next(name for name in names if name != 'in')
    setattr(value, other, 'b')
    assert value.WhichOneof('value') == other and 'in' not in value
    value.in_.in_.append('c')
    assert value == {'in': {'in': ['c']}}


def test_several_fields_are_set_at_once():
    message = messages.Input(id='a')
    message.update(messages.Input(dataset_ids=['d']), id='b')
    message.update([('data', {'text': {'raw': 'x'}})])
    message |= {'status': {'code': 10000}}
    assert message == {'id': 'b', 'dataset_ids': ['d'], 'data': {'text': {'raw': 'x'}},
                       'status': {'code': 10000}}
    assert message.data.text.raw == 'x' and message.status.code.name == 'SUCCESS'


def test_a_dictionary_can_be_used_as_one():
    message = messages.Input({'id': 'a'})
    message['data'] = {'text': {'raw': 'x'}}
    message.update(id='b', dataset_ids=['d'])
    assert message.data.text.raw == 'x'
    assert message.setdefault('id', 'c') == 'b'
    assert message.pop('dataset_ids') == ['d'] and message.pop('dataset_ids', 1) == 1
    assert sorted(message) == ['data', 'id'] and len(message) == 2
    message.clear()
    assert message == {} and not message


# Names

def test_fields_that_are_called_as_methods():
    response = messages.wrap('MultiKeyResponse', {'keys': [{'description': 'k'}]})
    assert response['keys'] == [{'description': 'k'}]
    assert response.keys_[0].description == 'k'
    assert list(response.keys()) == ['keys']
    labels = messages.MetricTypeLabels.LabelWithValues(values_=['a'])
    assert labels['values'] == ['a'] and labels.values_ == ['a']
    assert messages.PostKeysRequest(keys=[{'description': 'k'}]) == \
        messages.PostKeysRequest(keys_=[{'description': 'k'}]) == {'keys': [{'description': 'k'}]}


def test_an_unknown_attribute_is_told_with_what_is_like_it():
    message = messages.Input()
    for unknown in (lambda: message.dta, lambda: setattr(message, 'dta', 1)):
        with pytest.raises(AttributeError) as caught:
            unknown()
        assert 'Input has no field dta; did you mean data?' in str(caught.value)
    assert not hasattr(message, 'tolist')
    assert getattr(message, 'dta', 5) == 5


def test_an_unknown_key_is_told_with_what_is_like_it():
    for unknown in (lambda: messages.Input(dta=1), lambda: messages.Input({'dta': 1}),
                    lambda: messages.Input(data={'imag': {}}),
                    lambda: messages.Input().__setitem__('dta', 1)):
        with pytest.raises(UserError) as caught:
            unknown()
        assert 'did you mean' in str(caught.value)


def test_messages_are_found_by_the_names_of_protobuf():
    assert messages.Status()._name == 'status.Status'
    assert messages.MetricData.Label()._name == 'MetricData.Label'
    assert messages.wrap('status.Status', {}) == messages.wrap('Status', {})
    assert messages.Visibility.Gettable.PUBLIC == 50
    assert messages.StatusCode.SUCCESS == 10000
    assert {'Input', 'StatusCode', 'Timestamp', 'wrap'} <= set(dir(messages))


def test_an_unknown_message_is_told_with_what_is_like_it():
    with pytest.raises(AttributeError) as caught:
        messages.Inptu
    assert 'did you mean Input?' in str(caught.value)
    with pytest.raises(UserError) as wrapped:
        messages.wrap('Inptu', {})
    assert 'did you mean Input?' in str(wrapped.value)


# Kinds of values

def test_the_value_of_a_concept():
    assert messages.Concept(id='a').value == 1
    assert messages.Concept(id='a') == {'id': 'a'}
    negative = messages.Concept(id='a', value=0)
    assert negative == {'id': 'a', 'value': 0} and negative.value == 0
    assert messages.to_dict(messages.Data(concepts=[negative])) == {
        'concepts': [{'id': 'a', 'value': 0}]}


def test_enums_are_numbers_with_names():
    by_name = messages.wrap('Visibility', {'gettable': 'PUBLIC'})
    by_number = messages.wrap('Visibility', {'gettable': 50})
    assert by_name.gettable == by_number.gettable == 50
    assert by_name.gettable.name == by_number.gettable.name == 'PUBLIC'
    assert by_name == {'gettable': 'PUBLIC'}
    assert '%d %s' % (by_name.gettable, by_name.gettable) == '50 50'


def test_unknown_enums_are_kept():
    number = messages.wrap('Visibility', {'gettable': 77})
    assert number.gettable == 77 and number.gettable.name == '77'
    name = messages.wrap('Visibility', {'gettable': 'FRIENDS'})
    assert name.gettable.name == 'FRIENDS'
    assert name == {'gettable': 'FRIENDS'}


def test_lists_of_enums_read_names_and_numbers():
    query = messages.wrap('ConceptQuery', {'use_cases': ['DETECTION', 1]})
    assert list(query.use_cases) == [2, 1]
    assert [value.name for value in query.use_cases] == ['DETECTION', 'CLASSIFICATION']
    assert query.use_cases[0].name == 'DETECTION' and 2 in query.use_cases
    assert list(reversed(query.use_cases)) == query.use_cases[::-1] == [1, 2]
    assert query == {'use_cases': ['DETECTION', 1]}
    assert messages.to_dict(query) == {'use_cases': ['DETECTION', 1]}


def test_lists_of_times():
    answer = messages.wrap('MultiTrainingTimeEstimateResponse', {
        'training_time_estimates': ['90.500s']})
    assert answer.training_time_estimates[0].seconds == 90
    assert answer.training_time_estimates.pop().ToTimedelta().total_seconds() == 90.5
    answer.training_time_estimates.append(datetime.timedelta(seconds=3))
    assert answer == {'training_time_estimates': ['3s']}


def test_numbers_come_also_as_texts():
    metrics = messages.wrap('DatasetVersionMetrics', {'inputs_count': '12'})
    assert metrics.inputs_count == 12 and metrics.inputs_count.value == 12
    assert metrics == {'inputs_count': '12'}
    assert messages.wrap('Concept', {'value': 1}).value == 1.0
    assert isinstance(messages.wrap('Concept', {'value': 1}).value, float)


def test_boxed_values():
    app = messages.App(is_template=False)
    assert app == {'is_template': False} and app.HasField('is_template')
    assert app.is_template.value is False and not app.is_template
    assert not messages.App().HasField('is_template')
    assert messages.App(is_template=True).is_template.value is True


def test_bytes_are_base64_on_the_wire(tmp_path):
    picture = messages.Image(base64=b'\xff\xd8picture')
    assert picture.base64 == b'\xff\xd8picture'
    assert isinstance(picture['base64'], Content)
    assert plain(messages.to_dict(picture)) == {
        'base64': base64.b64encode(b'\xff\xd8picture').decode('ascii')}
    assert messages.wrap('Image', {'base64': 'aGk='}).base64 == b'hi'
    assert messages.Image(base64='aGk').base64 == b'hi'


def test_a_file_is_read_when_its_bytes_are(tmp_path):
    path = tmp_path / 'picture'
    path.write_bytes(b'before')
    message = messages.Input(data={'image': {'base64': FileContent(str(path))}})
    path.write_bytes(b'after!')
    assert message.data.image.base64 == b'after!'
    assert isinstance(message.data.image['base64'], FileContent)


def test_timestamps():
    response, _ = answer()
    created = response.outputs[0].created_at
    assert (created.seconds, created.nanos) == (1769860800, 250000000)
    assert created.ToDatetime() == datetime.datetime(2026, 1, 31, 12, 0, 0, 250000)
    assert str(created) == created.isoformat() == '2026-01-31T12:00:00.250Z'
    assert response.outputs[0]['created_at'] == '2026-01-31T12:00:00.250Z'


def test_timestamps_are_set_in_place():
    message = messages.Annotation()
    message.created_at.seconds = 1769860800
    assert message == {'created_at': '2026-01-31T12:00:00Z'}
    message.created_at.FromDatetime(datetime.datetime(2026, 2, 1))
    assert message['created_at'] == '2026-02-01T00:00:00Z'
    message.created_at = datetime.datetime(2026, 2, 2)
    assert message['created_at'] == '2026-02-02T00:00:00Z'
    other = messages.Annotation(created_at=messages.Timestamp(seconds=0, nanos=5000))
    assert other == {'created_at': '1970-01-01T00:00:00.000005Z'}
    message.created_at.CopyFrom(other.created_at)
    assert message == other


def test_maps_of_messages():
    message = messages.EvaluationMetricValue()
    assert message.per_concept_values['a'].float_value == 0 and message == {}
    message.per_concept_values['a'].float_value = 0.5
    assert message == {'per_concept_values': {'a': {'float_value': 0.5}}}
    read = messages.wrap('EvaluationMetricValue', {'per_concept_values': {
        'b': {'float_value': 0.25}}})
    assert read.per_concept_values['b'].float_value == 0.25


# What messages of protobuf have

def test_has_field_and_which_oneof():
    message = messages.Input(id='a', data={'image': {}})
    assert message.HasField('data') and message.data.HasField('image')
    assert not message.data.HasField('video')
    for unknown in (message.HasField, message.WhichOneof, message.ClearField):
        with pytest.raises(ValueError):
            unknown('dta')


def test_copy_from_and_merge_from():
    message = messages.Input(id='a', data={'concepts': [{'id': 'c'}], 'text': {'raw': 'x'}})
    other = messages.Input(id='b')
    other.CopyFrom(message)
    assert other == message and other.data is not message.data
    other.MergeFrom({'id': 'n', 'data': {'concepts': [{'id': 'd'}], 'text': {'url': 'u'}}})
    assert other == {'id': 'n', 'data': {'concepts': [{'id': 'c'}, {'id': 'd'}],
                                         'text': {'raw': 'x', 'url': 'u'}}}
    other.MergeFrom(messages.wrap('Input', {'mood': 1}))
    assert other.mood == 1
    fresh = messages.Input()
    fresh.data.CopyFrom(messages.Data())
    assert fresh == {'data': {}}
    with pytest.raises(UserError):
        fresh.CopyFrom(messages.Concept())


def test_set_in_parent():
    message = messages.Input()
    message.data.image.SetInParent()
    assert message == {'data': {'image': {}}}


@pytest.mark.parametrize('again', [copy.deepcopy, copy.copy,
                                   lambda message: pickle.loads(pickle.dumps(message))])
def test_copies_and_pickles(again):
    response, given = answer()
    response.outputs[0].data.metadata['k'] = [1]
    made = again(response)
    assert made == response and type(made) is type(response) is messages.MultiOutputResponse
    assert made.outputs[0].data.concepts[0].name == 'dog'
    part = again(response.outputs)
    part.add(id='new')
    assert part[-1].id == 'new' and part[0].data.metadata == {'k': [1]}


def test_a_deep_copy_is_independent():
    message = messages.Input(data={'concepts': [{'id': 'a'}]})
    made = copy.deepcopy(message)
    made.data.concepts[0].id = 'b'
    made.data.regions.add()
    assert message == {'data': {'concepts': [{'id': 'a'}]}}


def test_a_copy_shares_nothing():
    for message in (messages.Input(data={'concepts': [{'id': 'a'}]}),
                    messages.wrap('Input', {'data': {'concepts': [{'id': 'a'}]}})):
        for made in (message.copy(), copy.copy(message), messages.Input(message)):
            made.data.concepts[0].id = 'b'
            assert message == {'data': {'concepts': [{'id': 'a'}]}} and made != message


def test_a_repr_is_short_and_has_no_content_and_no_secret():
    message = messages.Input(id='a', data={'image': {'base64': b'x' * 3000}})
    message.data.concepts.extend({'id': str(number)} for number in range(200))
    assert 'Input(id=\'a\'' in repr(message)
    assert len(repr(message)) < 400
    assert 'xxxx' not in repr(message) and 'eHh4' not in repr(message)
    for secret in (messages.AWSCreds(secret='0123456789abcdef0123'),
                   messages.Secret(id='s', value='0123456789abcdef0123')):
        assert '0123456789abcdef' not in repr(secret)


@pytest.mark.parametrize('ask', [
    lambda message: message.DESCRIPTOR, lambda message: message.ListFields(),
    lambda message: message.SerializeToString(), lambda message: message.metadata.DESCRIPTOR,
    lambda message: message.metadata.fields])
def test_what_tools_of_protobuf_ask_for_says_what_is_missing(monkeypatch, ask):
    for name in ('clarifai_grpc', 'clarifai_grpc.grpc.api', 'google.protobuf.struct_pb2'):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ImportError, match='pip install clarifai-grpc'):
        ask(messages.Data(metadata={'k': 1}))
