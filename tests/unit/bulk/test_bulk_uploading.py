"""Uploads: ids that stay the same, and inputs that are there already."""
from __future__ import absolute_import

import pytest

from clarifai.bulk import Source, upload
from clarifai.errors import ApiError, UserError
from clarifai.rest import Image, Video

URL = 'http://p/1.jpg'


def ids(results):
    return [result.input.input_id for result in results]


def test_results_have_the_inputs(app, server):
    result, = upload(app, [Source(URL, 'one')])
    assert isinstance(result.input, Image)
    assert (result.input.input_id, result.input.url) == ('one', URL)
    assert result.input.status.code == 30001
    assert result.output is None
    assert server.inputs == {'one': URL}


def test_ids_are_made_of_what_the_source_is(app):
    sources = [URL, b'content\0', Image(url='http://p/2'), Video(url='http://p/3')]
    made = ids(upload(app, sources))
    assert made == [Source(source).content_id() for source in sources]


def test_own_ids_are_kept(app):
    sources = [Source(URL, 'one'), Image(url='http://p/2', image_id='two'),
               Video(url='http://p/3', video_id='three'), Source(Image(url='http://p/4'), 'four')]
    assert ids(upload(app, sources)) == ['one', 'two', 'three', 'four']


def test_concepts_and_metadata_are_put_together(app, http):
    http.answer({'inputs': [{'id': 'a', 'data': {'image': {}}, 'status': {'code': 30000}}] * 3})
    image = Image(url='http://p/2', concepts=['own'], metadata={'a': 1, 'b': 1})
    run = upload(app, [Source(URL, 'one', ['x'], ['y'], {'a': 2}), image,
                       Video(url='http://p/3', video_id='c')],
                 concepts=['all'], not_concepts=['none'], metadata={'a': 3, 'c': 3},
                 allow_duplicate_url=True)
    run.finish()
    first, second, third = [item['data'] for item in http.last.params['inputs']]
    assert [(one['id'], one['value']) for one in first['concepts']] == [
        ('x', 1), ('all', 1), ('y', 0), ('none', 0)]
    assert first['metadata'] == {'a': 2, 'c': 3}
    assert first['image'] == {'url': URL, 'allow_duplicate_url': True}
    assert [(one['id'], one['value']) for one in second['concepts']] == [
        ('own', 1), ('all', 1), ('none', 0)]
    assert second['metadata'] == {'a': 1, 'b': 1, 'c': 3}
    assert third['video'] == {'url': 'http://p/3'}
    assert (image.concepts, image.metadata) == (['own'], {'a': 1, 'b': 1})
    assert image.input_id is None
    assert http.last.repeatable


def test_what_is_there_already_is_a_success(app, server):
    sources = [b'%d content\0' % number if str is not bytes else '%d content\0' % number
               for number in range(10)]
    first = ids(upload(app, sources[:6], batch=3))
    run = upload(app, sources, batch=5)
    assert ids(run)[:6] == first
    assert (run.report.done, run.report.failed) == (10, 0)
    assert len(server.inputs) == 10


def test_a_source_that_comes_twice_is_uploaded_once(app, server):
    assert upload(app, [URL, 'http://p/2', URL]).finish().done == 3
    assert sorted(server.inputs.values()) == [URL, 'http://p/2']


def test_an_id_that_another_source_has_is_an_error(app, server):
    server.inputs = {'one': 'http://p/other'}
    result, = upload(app, [Source(URL, 'one')])
    assert result.error.code == 30100


def test_an_id_of_the_callers_with_the_same_url_is_a_success(app, server):
    server.inputs = {'one': URL}
    result, = upload(app, [Source(URL, 'one')])
    assert result.input.input_id == 'one'


def test_content_under_an_id_of_the_callers_is_taken_for_the_same(app, server):
    server.inputs = {'one': 'what it was nobody can see'}
    result, = upload(app, [Source(b'content\0', 'one')])
    assert result.input.input_id == 'one'


@pytest.mark.parametrize('more', [{'concepts': ['dog']}, {'metadata': {'a': 2}}])
def test_what_is_there_with_other_annotations_is_an_error(app, server, more):
    assert upload(app, [URL], concepts=['cat'], metadata={'a': 1}).finish().done == 1
    assert upload(app, [URL], concepts=['cat'], metadata={'a': 1}).finish().done == 1
    result, = upload(app, [URL], **more)
    assert result.error.code == 30100
    assert 'its URL, concepts or metadata differ' in str(result.error)


def test_a_refusal_that_names_no_input_is_looked_into(app, http):
    http.refuse(400, 30100, 'Duplicate')
    http.answer({'input': {'id': 'one', 'data': {'image': {'url': URL}},
                           'status': {'code': 30000}}})
    result, = upload(app, [Source(URL, 'one')])
    assert result.input.status.code == 30000
    assert http.paths == ['POST /v2/inputs', 'GET /v2/inputs/one']


def test_when_it_cannot_be_looked_into_the_others_go_on(app, http):
    added = {'id': 'two', 'data': {'image': {}}, 'status': {'code': 30000}}
    http.answer({'inputs': [dict(added, status={'code': 30100}), added]})
    http.refuse(500, 98004, 'Trouble')
    first, second = upload(app, [Source(URL, 'one'), Source('http://p/2', 'two')])
    assert first.error.status_code == 500
    assert second.ok


def test_an_answer_with_something_else_in_it(app, http):
    http.answer({'inputs': [{'id': 'a', 'data': {'text': {}}, 'status': {'code': 30000}}]})
    result, = upload(app, [URL])
    assert result.ok and result.input.data == {'text': {}}


def test_a_url_that_is_there_under_another_id_is_an_error(app, server):
    server.inputs = {'other': URL}
    result, = upload(app, [URL])
    assert result.error.code == 30100


def test_an_answer_that_was_lost_does_not_double_anything(app, server):
    """The server acts on a batch and then fails: all the attempts of the client are used up."""
    add, added = server.added, []

    def added_and_lost(item, content):
        added.append(add(item, content))
        if len(added) == 3:  # the first one of the second batch
            raise ApiError('http://p', {}, 'POST', cause='reset')
        return added[-1]
    server.added = added_and_lost
    results = list(upload(app, ['http://p/%d' % number for number in range(6)], batch=2,
                          workers=1))
    assert [result.ok for result in results].count(False) == 2
    again = upload(app, ['http://p/%d' % number for number in range(6)], batch=2, workers=1)
    assert again.finish().done == 6
    assert len(server.inputs) == 6


@pytest.mark.parametrize('bad', [Source(URL, 'a/b'), Source(URL, metadata={'a': set()})])
def test_one_that_cannot_be_written_spoils_no_other(app, bad):
    results = list(upload(app, [bad] + ['http://p/%d' % number for number in range(20, 30)]))
    assert [result.index for result in results if not result.ok] == [0]
    assert results[0].error.code == 'unreadable'


@pytest.mark.parametrize('arguments', [
    {'app': 'key'}, {'concepts': 'cat'}, {'metadata': []}, {'batch': 129}])
def test_wrong_arguments_are_said_at_once(app, arguments):
    with pytest.raises(UserError):
        upload(**dict({'app': app, 'sources': []}, **arguments))
