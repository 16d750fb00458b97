# -*- coding: utf-8 -*-
"""Arguments of every type, checked to any depth."""
from __future__ import absolute_import

import base64
import datetime
import io

import pytest
import six

from clarifai.content import FileContent
from clarifai.errors import UserError
from clarifai.operations import schema
from clarifai.operations.values import checked, checked_field, checked_message

BERLIN = None
if not six.PY2:
    BERLIN = datetime.timezone(datetime.timedelta(hours=2))


def wrong(name, **given):
    with pytest.raises(UserError) as caught:
        checked(name, given)
    return str(caught.value)


def data(**fields):
    return checked_message('Data', fields)


@pytest.mark.parametrize('given,message', [
    ([{}, {}, {}, {'data': {'image': {'url': 5}}}],
     'inputs[3].data.image.url must be text, not 5'),
    ({'id': 'a'}, 'inputs must be a list of dictionaries with the fields of Input, not'),
    ('a', 'inputs must be a list of'),
    (['a'], "inputs[0] must be a dictionary with the fields of Input, not 'a'"),
    ([None], 'inputs[0] must be a dictionary'),
    ([{'data': {'imge': {}}}], "inputs[0].data: Data has no field 'imge'; did you mean image?"),
    ([{'data': {'image': {'ulr': 'a'}}}],
     "inputs[0].data.image: Image has no field 'ulr'; did you mean url?"),
    ([{'data': {'concepts': [{'id': 'a', 'value': 'high'}]}}],
     "inputs[0].data.concepts[0].value must be a number, not 'high'"),
    ([{'data': {'concepts': [{'id': 'a', 'value': True}]}}], 'must be a number, not True'),
    ([{'data': {'concepts': [{'id': 'a', 'value': float('nan')}]}}], 'a number that is finite'),
    ([{'data': {'metadata': {5: 'a'}}}], 'inputs[0].data.metadata has the key 5'),
    ([{'data': {'metadata': {'a': [1, {'b': {2}}]}}}],
     "inputs[0].data.metadata['a'][1]['b'] must be JSON"),
    ([{'data': {'metadata': 'a'}}], 'inputs[0].data.metadata must be a dictionary'),
    ([{'data': {'image': {'allow_duplicate_url': 1}}}], 'must be True or False, not 1'),
    ([{'created_at': 'today'}], 'inputs[0].created_at must be a datetime, or text such as'),
    ([{'created_at': 5}], 'inputs[0].created_at must be a datetime'),
    ([{'data': {'image': {'base64': u'\u00e9'}}}], 'inputs[0].data.image.base64'),
    ([{'data': {'image': {'base64': 5}}}], 'inputs[0].data.image.base64 must be bytes'),
    ([{'data': {'frames': [{'frame_info': {'index': -1}}]}}],
     'inputs[0].data.frames[0].frame_info.index must be a whole number from 0 to'),
    ([{'data': {'frames': [{'frame_info': {'index': 1.5}}]}}], 'must be a whole number, not 1.5'),
    ([{'id': 'a', 'dataset_ids': 'b'}], "inputs[0].dataset_ids must be a list of text, not 'b'"),
    ([{'createdAt': '2026-01-31T12:00:00Z', 'created_at': '2026-01-31T12:00:00Z'}],
     'inputs[0].created_at is given twice'),
])
def test_a_wrong_value_is_said_with_its_place(given, message):
    assert message in wrong('post_inputs', inputs=given)


def test_a_picture_is_not_shown_whole():
    message = wrong('post_inputs', inputs=[{'id': b'x' * 100000 if not six.PY2 else 5 * [0] * 900}])
    assert len(message) < 200


@pytest.mark.parametrize('name,argument,like', [
    ('list_inputs', 'userid', 'user_id'), ('list_inputs', 'appId', 'app_id'),
    ('post_inputs', 'batches', 'batch'), ('list_inputs', 'perpage', 'per_page')])
def test_what_every_call_takes_is_among_the_names_like_a_wrong_one(name, argument, like):
    message = wrong(name, **{argument: 'a'})
    assert 'did you mean %s?' % like in message and ', user_id' in message


def test_no_more_is_named_than_a_call_takes():
    assert wrong('get_status_code', userid='a').endswith('Possible are: status_code_id')


@pytest.mark.parametrize('name,given', [
    ('post_validate_password', {'password': 'hunter2-hunter2'}),
    ('post_validate_password', {'password': {'plaintext': [u'hunter2-hunter2']}}),
    ('post_secrets', {'secrets': ['hunter2-hunter2']}),
    ('patch_keys', {'keys': 'hunter2-hunter2'}),
    ('get_key', {'key_id': [u'hunter2-hunter2']}),
    ('post_inputs_data_sources', {'data_sources': [{'url': {'credentials': {
        'gcp_creds': u'{"private_key": "hunter2-hunter2"}'}}}]}),
])
def test_a_secret_of_the_wrong_type_is_not_shown(name, given):
    message = wrong(name, **given)
    assert 'hunter2' not in message
    assert 'that was given' in message


def test_what_contains_itself_is_refused():
    frame = {'data': {}}
    frame['data']['frames'] = [frame]
    assert 'inputs is nested too deeply, or contains itself' in wrong(
        'post_inputs', inputs=[{'data': frame['data']}])


def test_values_of_an_enum_are_names_or_numbers():
    def made(value):
        return checked('post_inputs', {'input_id_conflict_resolution': value})[
            'input_id_conflict_resolution']
    assert made('SUFFIX') == 'SUFFIX'
    assert made(1) == 1
    message = wrong('post_inputs', input_id_conflict_resolution='suffix')
    assert 'must be one of' in message and 'did you mean SUFFIX?' in message
    assert "not True" in wrong('post_inputs', input_id_conflict_resolution=True)


def test_only_one_of_a_oneof():
    credentials = {'s3_creds': {'id': 'a'}, 'gcp_creds': b'b'}
    message = wrong('post_inputs_data_sources', data_sources=[
        {'url': {'url': 'u', 'credentials': credentials}}])
    assert message == ('data_sources[0].url.credentials can have gcp_creds or s3_creds, not both')


@pytest.mark.parametrize('given,made', [
    (datetime.datetime(2026, 1, 31, 12), '2026-01-31T12:00:00Z'),
    (datetime.datetime(2026, 1, 31, 12, 0, 0, 250000), '2026-01-31T12:00:00.250000Z'),
    (datetime.datetime(2026, 1, 31, 12, tzinfo=BERLIN),
     '2026-01-31T10:00:00Z' if BERLIN else '2026-01-31T12:00:00Z'),
    ('2026-01-31T12:00:00+02:00', '2026-01-31T12:00:00+02:00'),
])
def test_timestamps(given, made):
    assert checked_message('Input', {'created_at': given}) == {'created_at': made}


@pytest.mark.skipif(six.PY2, reason='2.7 has no time zones of its own')
def test_a_time_that_is_none_is_refused():
    class NotATime(datetime.datetime):  # as pandas' NaT is
        def utcoffset(self):
            raise ValueError('NaTType does not support utcoffset')
    for given in (NotATime(2026, 1, 31), datetime.datetime.min.replace(tzinfo=BERLIN)):
        assert 'inputs[0].created_at must be a datetime' in wrong(
            'post_inputs', inputs=[{'created_at': given}])


@pytest.mark.parametrize('given,made', [
    (datetime.timedelta(seconds=90), '90s'), (datetime.timedelta(milliseconds=2500), '2.5s'),
    (datetime.timedelta(days=1), '86400s'), ('3.5s', '3.5s')])
def test_durations(given, made):
    message = checked_message('Deployment', {'email_reminder_after': given})
    assert message == {'email_reminder_after': made}


def test_bytes_and_files_are_base64(tmpdir):
    path = tmpdir.join('a.bin')
    path.write_binary(b'\x00\xff')
    wanted = base64.b64encode(b'\x00\xff').decode('ascii')
    for given in (b'\x00\xff', bytearray(b'\x00\xff'), memoryview(b'\x00\xff'),
                  io.BytesIO(b'\x00\xff'), FileContent(str(path)), wanted):
        assert data(image={'base64': given})['image']['base64'].text() == wanted
    with open(str(path), 'rb') as handle:
        assert data(image={'base64': handle})['image']['base64'].text() == wanted


def test_a_file_that_gives_text_is_refused():
    with pytest.raises(UserError) as caught:
        data(image={'base64': io.StringIO(u'a')})
    assert str(caught.value).startswith('Data.image.base64')


def test_whole_numbers():
    assert data(frames=[{'frame_info': {'index': 3.0, 'time': True and 4}}])['frames'][0] == {
        'frame_info': {'index': 3, 'time': 4}}
    assert data(int_value='-12') == {'int_value': -12}  # as the server writes 64 bits


def test_numbers_of_numpy():
    numpy = pytest.importorskip('numpy')
    made = data(int_value=numpy.int64(5), float_value=numpy.float32(0.5),
                bool_value=numpy.bool_(True),
                embeddings=[{'vector': numpy.array([0.5, 1], dtype='float32')}],
                metadata={'a': numpy.int32(3), 'b': numpy.array([1, 2])})
    assert made == {'int_value': 5, 'float_value': 0.5, 'bool_value': True,
                    'embeddings': [{'vector': [0.5, 1]}], 'metadata': {'a': 3, 'b': [1, 2]}}
    assert [type(part) for part in (made['int_value'], made['bool_value'])] == [int, bool]


def test_lists_may_be_anything_that_is_gone_through():
    for given in (['a'], ('a',), (name for name in ['a']), {'a': 1}.keys(), {'a'}):
        assert checked('list_inputs', {'ids': given}) == {'ids': ['a']}


def test_names_in_camel_case_are_those_of_protobuf():
    assert data(image={'allowDuplicateUrl': True}) == {'image': {'allow_duplicate_url': True}}


def test_every_field_has_its_name_in_camel_case():
    for name in schema.message_names():
        for field in schema.message(name):
            words = field.split('_')
            camel = words[0] + ''.join(word[:1].upper() + word[1:] for word in words[1:])
            try:
                made = checked_message(name, {camel: Anything()})
            except UserError as error:  # of its value
                assert 'has no field' not in str(error), (name, camel)
            else:
                assert list(made) == [field]


class Anything(object):
    """No value of any field."""


def test_none_leaves_out_at_any_depth():
    assert data(image=None, metadata={'a': None}) == {'metadata': {'a': None}}


def test_maps():
    selectors = {'node': {'nodepool': {'id': 'n'}}}
    assert checked('post_workflow_results', {'node_runner_selectors': selectors}) == {
        'node_runner_selectors': selectors}
    assert "node_runner_selectors['node'].nodepool" in wrong(
        'post_workflow_results', node_runner_selectors={'node': {'nodepool': 5}})


def test_text_of_any_language():
    assert data(text={'raw': u'\u00e9t\u00e9'}) == {'text': {'raw': u'\u00e9t\u00e9'}}
    message = wrong('post_inputs', inputs=[{u'\u00e9': 1}])
    assert 'has no field' in message


@pytest.mark.skipif(not six.PY2, reason='bytes are no text on Python 3')
def test_text_of_2_7():
    assert data(text={'raw': 'abc'}) == {'text': {'raw': 'abc'}}
    assert 'must be text' in wrong('post_inputs', inputs=[{'id': '\xff'}])


@pytest.mark.skipif(six.PY2, reason='bytes are text on Python 2.7')
def test_bytes_are_no_text():
    assert "inputs[0].id must be text, not b'a'" in wrong('post_inputs', inputs=[{'id': b'a'}])


def test_one_field_of_a_message():
    url = schema.message('Image')['url']
    assert checked_field(url, 'u', 'Image') == 'u'
    with pytest.raises(UserError) as caught:
        checked_field(url, 3, 'Image')
    assert 'Image.url must be text, not 3' in str(caught.value)


def test_enums_by_name():
    assert 'status.StatusCode' in schema.enum_names()
    assert all(schema.enum(name) for name in schema.enum_names())
