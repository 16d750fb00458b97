"""Inputs: what each call sends, and what it makes of the answer."""
from __future__ import annotations

import pytest
from requests.exceptions import ConnectionError

from clarifai import browser
from clarifai.client import messages, uploading
from clarifai.client.input import Inputs
from clarifai.errors import ApiError, UserError
from clarifai.rest import Image
from clarifai.retry import RetryPolicy

APP = '/v2/users/me/apps/mine'
OK = {'code': 30000}
REFUSED = {'code': 30100, 'description': 'Failed', 'details': 'Input has a duplicate ID.'}
MIXED = {'code': 10010, 'description': 'Mixed Success'}


@pytest.fixture
def inputs(given):
    """The inputs of an app."""
    return Inputs(**given)


class Store:
    """Takes inputs, and says of each how it is; those in `bad` fail so many times."""

    def __init__(self, bad=(), refused=(), slow=0):
        self.there, self.posted, self.deleted = {}, [], []
        self._bad, self._refused, self._slow = dict(bad), set(refused), slow

    def __call__(self, sent):
        name = sent.path.rpartition('/')[2]
        if sent.method == 'POST' and name == 'inputs':
            items = [dict(item, status=REFUSED if item['id'] in self._refused else OK)
                     for item in sent.body['inputs']]
            self.posted.append([item['id'] for item in items])
            self.there.update((item['id'], item) for item in items if item['status'] is OK)
            return {'inputs': items,
                    'status': MIXED if self._refused & set(self.posted[-1]) else {'code': 10000}}
        if sent.method == 'DELETE':
            self.deleted += sent.body['ids']
            for name in sent.body['ids']:
                del self.there[name]
            return {}
        asked = [part[4:] for part in sent.query.split('&') if part.startswith('ids=')]
        return {'inputs': [dict(self.there[name], status=self._status(name))
                           for name in asked if name in self.there]}

    def _status(self, name):
        if self._slow:
            self._slow -= 1
            return {'code': 30001}
        if self._bad.get(name):
            self._bad[name] -= 1
            return {'code': 30002, 'details': 'no picture'}
        return OK


def texts(*names):
    return [Inputs.get_text_input(name, raw_text=name) for name in names]


# Uploads

def test_an_upload_gives_its_job_and_the_answer(inputs, wire):
    wire.answer = Store()
    job, answer = inputs.upload_text('a', raw_text='words', labels=['x'])
    sent, = wire.sent
    assert sent.line == 'POST %s/inputs' % APP
    assert sent.body == {'inputs_add_job_id': job, 'inputs': [{'id': 'a', 'data': {
        'text': {'raw': 'words'}, 'concepts': [{'id': 'id-x', 'name': 'x', 'value': 1.0}]}}]}
    assert answer.inputs[0].id == 'a' and answer.inputs[0].status.code == 30000


def test_refused_inputs_are_in_the_answer(inputs, wire, caplog):
    wire.answer = lambda sent: (400, {'status': {'code': 10020}, 'inputs': [
        {'id': 'a', 'status': REFUSED}]})
    _, answer = inputs.upload_text('a', raw_text='words')
    assert answer.status.code == 10020 and answer.inputs[0].status.details == REFUSED['details']
    assert 'a: Input has a duplicate ID.' in caplog.text


def test_a_refused_request_is_an_error(inputs, wire):
    wire.answer = lambda sent: (401, {'status': {'code': 11009, 'description': 'no key'}})
    with pytest.raises(ApiError, match='no key'):
        inputs.upload_text('a', raw_text='words')


def test_one_request_has_128_inputs_at_most(inputs, wire):
    with pytest.raises(UserError, match='bulk_upload'):
        inputs.upload_inputs(texts(*map(str, range(129))))
    for wrong in ('a', {'id': 'a'}, None):
        with pytest.raises(UserError, match='inputs must be a list'):
            inputs.upload_inputs(wrong)
    assert wire.sent == []


def test_inputs_of_other_kinds_are_taken(inputs, wire):
    wire.answer = Store()
    inputs.upload_inputs([Image(base64=b'AAAA', image_id='i', not_concepts=['dog']),
                          {'id': 'd', 'data': {'text': {'raw': 'x'}}}])
    assert wire.sent[0].body['inputs'] == [
        {'id': 'i', 'data': {'image': {'base64': 'AAAA'},
                             'concepts': [{'id': 'dog', 'value': 0.0}]}},
        {'id': 'd', 'data': {'text': {'raw': 'x'}}}]


def test_many_inputs_go_in_batches_and_are_waited_for(inputs, wire):
    wire.answer = store = Store(slow=3)
    report = inputs.bulk_upload(texts(*map(str, range(7))), batch_size=3)
    assert sorted(sum(store.posted, [])) == sorted(map(str, range(7)))
    assert sorted(map(len, store.posted)) == [1, 3, 3]
    assert (report.total, report.succeeded, report.failed) == (7, 7, [])
    assert str(report) == '7 of 7 inputs uploaded'


@pytest.mark.parametrize('at_work', [{'pending_count': '2'}, {'in_progress_count': 1}])
def test_a_job_that_is_at_work_is_asked_for_its_count_and_not_for_its_inputs(
        inputs, wire, at_work):
    store, counts = Store(slow=1), [at_work, at_work, {'success_count': 1}]
    wire.answer = lambda sent: ({'inputs_add_job': {'progress': counts.pop(0)}}
                                if '/jobs/add/' in sent.path else store(sent))
    assert inputs.bulk_upload(texts('a')).failed == []
    posted, *asked = wire.sent
    assert [sent.path[len(APP):].partition('?')[0] for sent in asked] == (
        ['/inputs'] + ['/inputs/jobs/add/' + posted.body['inputs_add_job_id']] * 3 + ['/inputs'])


def test_inputs_are_listed_when_their_job_cannot_be_asked_for(inputs, wire):
    store = Store(slow=3)
    wire.answer = lambda sent: ((404, {'status': {'code': 11101, 'description': 'no job'}})
                                if '/jobs/add/' in sent.path else store(sent))
    assert inputs.bulk_upload(texts('a')).failed == []
    assert ['/jobs/add/' in sent.path for sent in wire.sent] == [False, False, True] + [False] * 3


def test_inputs_are_listed_now_and_then_whatever_their_job_says(inputs, wire, monkeypatch):
    store = Store(slow=1)
    monkeypatch.setattr(uploading, 'LISTED_EVERY', 0.2)
    wire.answer = lambda sent: ({'inputs_add_job': {'progress': {'pending_count': 1}}}
                                if '/jobs/add/' in sent.path else store(sent))
    assert inputs.bulk_upload(texts('a')).failed == []
    assert not store._slow


def test_what_fails_is_deleted_and_sent_again(inputs, wire):
    wire.answer = store = Store(bad={'b': 2})
    assert inputs.bulk_upload(texts('a', 'b', 'c')).failed == []
    assert store.posted == [['a', 'b', 'c'], ['b'], ['b']]
    assert store.deleted == ['b', 'b'] and sorted(store.there) == ['a', 'b', 'c']


def test_what_fails_again_and_again_is_told(inputs, wire):
    wire.answer = store = Store(bad={'b': 9}, refused=['c'])
    report = inputs.bulk_upload(texts('a', 'b', 'c'))
    assert [tuple(one) for one in report.failed] == [
        (1, 'b', 'no picture'), (2, 'c', 'Input has a duplicate ID.')]
    assert store.posted == [['a', 'b', 'c'], ['b'], ['b']]
    assert 'b' not in store.there  # and the other's owner keeps his
    assert store.deleted == ['b', 'b', 'b']


def test_an_upload_that_is_refused_whole_ends(inputs, wire):
    wire.answer = lambda sent: (401, {'status': {'code': 11009, 'description': 'no key'}})
    with pytest.raises(ApiError, match='no key'):
        inputs.bulk_upload(texts(*map(str, range(20))), batch_size=1)


def test_without_threads_batches_go_one_after_the_other(inputs, wire, monkeypatch):
    monkeypatch.setattr(browser, 'HAS_THREADS', False)
    wire.answer = store = Store(bad={'4': 9})
    report = inputs.bulk_upload(texts(*map(str, range(7))), batch_size=3)
    assert store.posted == [['0', '1', '2'], ['3', '4', '5'], ['4'], ['4'], ['6']]
    assert [failure.input_id for failure in report.failed] == ['4']


def test_without_threads_nothing_more_is_sent_after_a_refusal(inputs, wire, monkeypatch):
    monkeypatch.setattr(browser, 'HAS_THREADS', False)
    wire.answer = lambda sent: (401, {'status': {'code': 11009, 'description': 'no key'}})
    with pytest.raises(ApiError, match='no key'):
        inputs.bulk_upload(texts(*map(str, range(20))), batch_size=1)
    assert len(wire.sent) == 1


@pytest.mark.parametrize('attempts', [1, 2])
def test_what_a_lost_answer_has_added_is_there(given, wire, attempts):
    """Whether the connection or the upload sends it again, the ids that are taken are its own."""
    store, lost = Store(), [True]

    def answer(sent):
        if sent.method != 'POST':
            return store(sent)
        store._refused = set(store.there)
        found = store(sent)
        return ConnectionError('lost') if lost and lost.pop() else found
    wire.answer = answer
    inputs = Inputs(retry=RetryPolicy(attempts=attempts, backoff=0), **given)
    assert inputs.bulk_upload(texts('a', 'b')).failed == []
    assert store.posted == [['a', 'b'], ['a', 'b']] and store.deleted == []


def test_of_one_upload_what_a_lost_answer_has_added_is_no_duplicate(given, wire):
    """An id that somebody else's picture has is a failure as ever."""
    store, lost = Store(refused=['b']), [True]
    store.there['b'] = {'id': 'b', 'data': {'image': {'url': 'https://example.com/b.jpg'}}}

    def answer(sent):
        if sent.method != 'POST':
            return {'input': dict(store.there[sent.path.rpartition('/')[2]], status=OK)}
        found = store(sent)
        store._refused = set(store.there)
        return ConnectionError('lost') if lost and lost.pop() else found
    wire.answer = answer
    inputs = Inputs(retry=RetryPolicy(backoff=0), **given)
    _, answer = inputs.upload_inputs(texts('a'))
    assert (answer.status.code, answer.inputs[0].status.code) == (10000, 30000)
    lost.append(True)
    _, answer = inputs.upload_inputs([Image(url='https://example.com/c.jpg', image_id='c')] +
                                     texts('b'))
    assert [one.status.code for one in answer.inputs] == [30000, 30100]
    assert answer.status.code == 10010
    _, answer = inputs.upload_inputs(texts('a'))  # no answer was lost before this one
    assert answer.inputs[0].status.code == 30100


def test_inputs_without_ids_get_some(inputs, wire):
    wire.answer = store = Store()
    inputs.bulk_upload([{'data': {'text': {'raw': 'x'}}}])
    assert len(store.posted[0][0]) == 32


# Lists

def test_inputs_of_a_type(inputs, wire):
    pages = [[{'id': 'a', 'data': {'image': {'url': 'u'}}}, {'id': 'b', 'data': {'text': {}}}], []]
    wire.answer = lambda sent: {'inputs': pages.pop(0)}
    assert [one.id for one in inputs.list_inputs(input_type='text')] == ['b']
    assert wire.lines == ['GET %s/inputs?page=%d&per_page=128' % (APP, page) for page in (1, 2)]
    with pytest.raises(UserError, match='input_type'):
        next(inputs.list_inputs(input_type='smell'))


def test_inputs_of_a_dataset(inputs, wire):
    wire.answer = lambda sent: {'dataset_inputs': [{'input': {'id': 'a'}}]}
    assert [one.id for one in inputs.list_inputs('pets', page_no=2)] == ['a']
    assert wire.lines == ['GET %s/datasets/pets/inputs?page=2&per_page=16' % APP]


# Changes

def test_inputs_are_changed_and_deleted(inputs, wire):
    inputs.patch_inputs([messages.Input(id='a', data={'concepts': [{'id': 'x', 'value': 0}]})])
    inputs.delete_inputs(iter([messages.Input(id='a'), {'id': 'b'}, 'c']))
    inputs.delete_inputs([])
    assert [sent.body for sent in wire.sent] == [
        {'action': 'merge', 'inputs': [{'id': 'a', 'data': {
            'concepts': [{'id': 'x', 'value': 0}]}}]},
        {'ids': ['a', 'b', 'c']}]
    with pytest.raises(UserError, match='action must be'):
        inputs.patch_inputs([], action='delete')
    with pytest.raises(UserError, match='ids'):
        inputs.delete_inputs([{}])


def test_annotations_that_fail_are_given_back(inputs, wire):
    wire.answer = lambda sent: {'status': MIXED, 'annotations': [
        {'status': {'code': 24150}}, {'status': {'code': 24155, 'details': 'no such input'}}]}
    boxes = [Inputs.get_bbox_proto(name, 'ear', [0, 0, 1, 1]) for name in 'ab']
    assert inputs.upload_annotations(boxes) == [boxes[1]]
    assert inputs.upload_annotations([]) == []
    assert len(wire.sent) == 1


def test_annotations_are_listed_changed_and_deleted(inputs, wire):
    list(inputs.list_annotations(batch_input=[messages.Input(id='a'), 'b']))
    assert list(inputs.list_annotations(batch_input=[])) == []
    inputs.patch_annotations([messages.Annotation(id='n', input_id='a')], action='remove')
    inputs.delete_annotations(['a', 'b'], ['n', 'm'])
    inputs.delete_annotations(['a'])
    assert [sent.line for sent in wire.sent] == [
        'GET %s/annotations?input_ids=a&input_ids=b&page=1&per_page=128' % APP,
        'PATCH %s/annotations' % APP, 'DELETE %s/inputs/annotations' % APP,
        'DELETE %s/inputs/annotations' % APP]
    assert [sent.body for sent in wire.sent[2:]] == [
        {'input_ids': ['a', 'b'], 'ids': ['n', 'm']}, {'input_ids': ['a']}]
    with pytest.raises(UserError, match='2 and 1|1 and 2'):
        inputs.delete_annotations(['a', 'b'], ['n'])


def test_concepts_are_changed(inputs, wire):
    inputs.patch_concepts(['c1', 'c2'], labels=['Cat', 'Dog'], values=[1, 0])
    assert wire.sent[0].body == {'action': 'overwrite', 'concepts': [
        {'id': 'c1', 'name': 'Cat', 'value': 1}, {'id': 'c2', 'name': 'Dog', 'value': 0}]}
    with pytest.raises(UserError, match='equally long'):
        inputs.patch_concepts(['c1'], labels=['Cat', 'Dog'])


def test_fields_of_an_input_are_attributes(given):
    assert Inputs(id='a', **given).id == 'a'
    with pytest.raises(UserError, match='logger_level'):
        Inputs(logger_level='LOUD', **given)
