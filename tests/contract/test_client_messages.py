"""Messages of today's SDK, beside the official ones of the same names."""
from __future__ import absolute_import

import subprocess
import sys

import pytest

pytest.importorskip('clarifai_grpc')

from clarifai_grpc.grpc.api import resources_pb2, service_pb2  # noqa: E402
from clarifai_grpc.grpc.api.status import status_code_pb2, status_pb2  # noqa: E402
from google.protobuf import json_format, struct_pb2, text_format  # noqa: E402

from clarifai.client import messages  # noqa: E402
from clarifai.content import plain  # noqa: E402
from clarifai.errors import UserError  # noqa: E402
from clarifai.operations import schema  # noqa: E402
from message_samples import of_message  # noqa: E402

NAMES = [name for name in schema.message_names() if not name.startswith(schema.WELL_KNOWN)]


def canonical(official):
    return json_format.MessageToDict(official, preserving_proto_field_name=True,
                                     use_integers_for_enums=True)


@pytest.mark.parametrize('name', NAMES)
def test_a_full_message_goes_there_and_comes_back(name):
    made = messages.message_class(name)(of_message(name))
    official = messages.to_protobuf(made)
    assert official.DESCRIPTOR.full_name.rpartition('api.')[2] == name
    back = messages.message_class(name)(official)
    assert canonical(messages.to_protobuf(back)) == canonical(official)
    assert set(back) == set(made) == set(field.name for field, _ in official.ListFields())
    compare(back, official)
    compare(messages.wrap(name, canonical(official)), official)


@pytest.mark.parametrize('name', NAMES)
def test_tools_of_protobuf_take_a_message(name):
    made = messages.message_class(name)(of_message(name))
    official = messages.to_protobuf(made)
    assert made.DESCRIPTOR is type(made).DESCRIPTOR is official.DESCRIPTOR
    assert canonical(made) == canonical(official)
    assert json_format.MessageToJson(made) == json_format.MessageToJson(official)
    assert text_format.MessageToString(made) == text_format.MessageToString(official)
    assert type(official).FromString(made.SerializeToString()) == official
    assert made.ByteSize() == official.ByteSize() and made.IsInitialized()


def test_tools_of_protobuf_take_metadata():
    values = {'page': 3, 'tags': ['a', None], 'deep': {'is': True}}
    for message in (messages.Input(data={'metadata': values}),
                    messages.wrap('Input', {'data': {'metadata': values}})):
        metadata = message.data.metadata
        assert json_format.MessageToDict(metadata) == values == metadata
        assert metadata.fields['page'].number_value == 3
        assert [field.name for field, _ in metadata.ListFields()] == ['fields']
    assert json_format.MessageToDict(messages.Input().data.metadata) == {}
    assert not messages.Input().data.metadata.ListFields()


def test_protobuf_takes_a_message_where_one_is_made():
    made = messages.Input(id='a', data={'concepts': [{'id': 'c', 'value': 0.5}]})
    request = service_pb2.PostInputsRequest(
        user_app_id=messages.UserAppIDSet(user_id='me'), inputs=[made])
    assert request.inputs[0] == messages.to_protobuf(made)
    assert request.user_app_id.user_id == 'me'


def compare(message, official):
    """Read what is in a message as users of the official one do."""
    for descriptor, theirs in official.ListFields():
        if descriptor.name in ('keys', 'values', 'in'):
            ours = getattr(message, descriptor.name + '_')
        else:
            ours = getattr(message, descriptor.name)
        if descriptor.message_type is None:
            if isinstance(theirs, (float, int, str, bytes)):
                assert ours == pytest.approx(theirs) if isinstance(theirs, float) else \
                    ours == theirs, descriptor.full_name
            else:
                assert list(ours) == list(theirs)
        elif hasattr(theirs, 'ListFields'):
            compare_one(ours, theirs)
        elif hasattr(theirs, 'items'):
            assert set(ours) == set(theirs)
            for key in theirs:
                compare_one(ours[key], theirs[key])
        else:
            assert len(ours) == len(theirs)
            for mine, other in zip(ours, theirs):
                compare_one(mine, other)


def compare_one(ours, theirs):
    name = getattr(getattr(theirs, 'DESCRIPTOR', None), 'full_name', '')
    if name in ('google.protobuf.Timestamp', 'google.protobuf.Duration'):
        assert (ours.seconds, ours.nanos) == (theirs.seconds, theirs.nanos)
        assert str(ours) == theirs.ToJsonString()
    elif name in ('google.protobuf.Struct', 'google.protobuf.Value', 'google.protobuf.ListValue'):
        assert ours == json_format.MessageToDict(theirs)
    elif name.startswith('google.protobuf.'):
        assert ours.value == theirs.value and type(ours.value) is type(theirs.value)
    elif isinstance(theirs, str):  # of a map
        assert ours == theirs
    else:
        compare(ours, theirs)


@pytest.mark.parametrize('name', NAMES)
def test_an_empty_message_reads_as_the_official_one_does(name):
    message = messages.wrap(name, {})
    descriptor = messages.to_protobuf(message).DESCRIPTOR
    assert set(message._fields) == set(field.name for field in descriptor.fields)
    assert set(message._oneofs) == set(
        oneof.name for oneof in descriptor.oneofs if not oneof.name.startswith('_'))
    for field in descriptor.fields:
        if field.message_type is None and not isinstance(field.default_value, list) and \
                (name, field.name) != ('Concept', 'value'):
            attribute = field.name + '_' * (field.name in ('keys', 'values', 'in'))
            assert getattr(message, attribute) == field.default_value


def test_official_messages_are_taken_wherever_ours_are():
    concept = resources_pb2.Concept(id='cat', value=0)
    metadata = struct_pb2.Struct()
    metadata.update({'page': 3, 'tags': ['a', None]})
    given = messages.Input(id='a', data=resources_pb2.Data(
        image=resources_pb2.Image(url='u', base64=b'\xff'), concepts=[concept],
        metadata=metadata))
    expected = {'id': 'a', 'data': {
        'image': {'url': 'u', 'base64': '/w=='}, 'concepts': [{'id': 'cat', 'value': 0}],
        'metadata': {'page': 3, 'tags': ['a', None]}}}
    assert plain(messages.to_dict(given)) == expected
    built = messages.Input(id='a')
    built.data.image = resources_pb2.Image(url='u', base64=b'\xff')
    built.data.concepts.append(concept)
    built.data.metadata = metadata
    assert plain(messages.to_dict(built)) == expected
    extended = messages.Data(concepts=resources_pb2.Data(concepts=[concept]).concepts)
    assert extended == {'concepts': [{'id': 'cat', 'value': 0}]}
    assert plain(messages.to_dict([given, {'data': resources_pb2.Data()}])) == [
        expected, {'data': {}}]
    assert messages.to_dict(metadata) == expected['data']['metadata']
    again = messages.Input()
    again.CopyFrom(messages.to_protobuf(given))
    assert plain(messages.to_dict(again)) == expected


def test_a_negative_label_stays_negative():
    for given in (messages.Concept(id='a', value=0), resources_pb2.Concept(id='a', value=0),
                  resources_pb2.Concept(id='a')):
        assert messages.to_dict(messages.Concept(given)) == {'id': 'a', 'value': 0}
    assert messages.to_protobuf(messages.Concept(id='a', value=0)).value == 0


def test_an_absent_value_is_one():
    made = messages.to_protobuf(messages.Data(concepts=[{'id': 'a'}], regions=[
        {'data': {'concepts': [{'id': 'b'}]}}]))
    assert made.concepts[0].value == made.regions[0].data.concepts[0].value == 1


def test_a_message_of_another_type_is_refused():
    for wrong in (resources_pb2.Concept(id='a'), status_pb2.Status()):
        with pytest.raises(UserError):
            messages.Input(wrong)


def test_enums_have_the_official_numbers():
    assert messages.StatusCode.SUCCESS == status_code_pb2.SUCCESS
    assert dict(messages.Visibility.Gettable.items()) == \
        dict(resources_pb2.Visibility.Gettable.items())
    official = resources_pb2.Visibility(gettable=resources_pb2.Visibility.Gettable.PUBLIC)
    assert messages.Visibility(official).gettable == official.gettable


def test_numbers_that_the_official_table_does_not_know_are_kept():
    official = resources_pb2.Visibility(gettable=77)
    assert messages.Visibility(official).gettable == 77
    assert messages.to_protobuf(messages.Visibility(gettable=77)).gettable == 77


def test_reading_official_messages_imports_nothing_of_protobuf():
    code = ('import sys\n'
            'class Field: name = "id"\n'
            'class Official:\n'
            '    class DESCRIPTOR: full_name = "clarifai.api.Input"\n'
            '    def ListFields(self): return [(Field, "a")]\n'
            'from clarifai.client import messages\n'
            'assert messages.Input(Official()) == {"id": "a"}\n'
            'assert not [name for name in sys.modules if name.startswith("google.protobuf")]\n')
    assert subprocess.call([sys.executable, '-c', code]) == 0
