"""Uploads of equal contents, of what comes from elsewhere, and until they are processed."""
from __future__ import absolute_import

import hashlib
import json
import os

import pytest

from clarifai.bulk import Source, uploads, upload
from clarifai.errors import ApiError, UserError
from clarifai.rest import Concept, Image
from bulk_server import BAD

PENDING = {'code': 30001, 'description': 'Pending'}
IN_PROGRESS = {'code': 30003, 'description': 'In progress'}
URLS = ['http://p/%d.jpg' % number for number in range(4)]


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """Nothing sleeps; gives how long it would have, by a clock that this moves."""
    slept = []
    monkeypatch.setattr(uploads, '_sleep', slept.append)
    monkeypatch.setattr(uploads, '_clock', lambda: sum(slept))
    return slept


def written(tmpdir, **contents):
    for name, content in contents.items():
        tmpdir.join(name + '.jpg').write(content)
    return [tmpdir.join(name + '.jpg').strpath for name in sorted(contents)]


@pytest.mark.parametrize('batch', [1, 2, 3])
def test_equal_files_are_one_input(app, server, tmpdir, batch):
    paths = written(tmpdir, a='same', b='same', c='other')
    run = upload(app, paths, batch=batch, workers=1)
    results = list(run)
    assert [result.existed for result in results] == [False, True, False]
    assert results[0].input.input_id == results[1].input.input_id
    assert (run.report.done, run.report.existed, run.report.failed) == (3, 1, 0)
    assert sorted(server.inputs.values()) == ['other', 'same']
    assert str(run.report).startswith('3 done (1 there already), 0 failed')


def test_equal_files_fail_together(app, server, tmpdir):
    paths = written(tmpdir, a='bad', b='bad', c='good')
    assert [result.ok for result in upload(app, paths)] == [False, False, True]


def test_equal_files_with_other_concepts_are_told(app, server, tmpdir):
    first, second = written(tmpdir, a='same', b='same')
    results = list(upload(app, [Source(first, concepts=['cat']), Source(second, concepts=['dog'])]))
    assert results[0].ok and results[1].error.code == 30100


@pytest.mark.parametrize('source, common', [
    (Source(URLS[0], concepts=['cat'], not_concepts=['dog', 'cat']), {}),
    (Source(URLS[0], not_concepts=['cat']), {'concepts': [Concept(concept_id='cat')]}),
    (Source(Image(url=URLS[0], concepts=['cat'])), {'not_concepts': ['cat']})])
def test_a_concept_is_not_said_both_to_be_shown_and_not_shown(app, server, source, common):
    refused, other = upload(app, [source, Source(URLS[1])], **common)
    assert refused.error.code == 'unreadable' and other.ok and server.batches == [[URLS[1]]]
    assert "the concept 'cat' is given both as shown and as not shown" in str(refused.error)


def test_nor_of_all_inputs(app, server):
    with pytest.raises(UserError) as caught:
        upload(app, [URLS[0]], concepts=['cat'], not_concepts=['cat'])
    assert "the concept 'cat'" in str(caught.value) and not server.batches


def test_ids_of_the_callers_are_sent_as_they_are(app, server):
    run = upload(app, [Source(URLS[0], 'one'), Source(URLS[0], 'one')])
    run.finish()
    assert server.batches == [[URLS[0], URLS[0]]]


def test_the_place_goes_into_the_metadata(app, server, tmpdir):
    path, = written(tmpdir, a='content')
    result, = upload(app, [Source(path, origin='cats/a.jpg')], metadata={'b': 1})
    assert server.data[result.input.input_id]['metadata'] == {'source': 'cats/a.jpg', 'b': 1}


@pytest.mark.parametrize('own, common', [({'source': 'mine'}, None), (None, {'source': 'mine'})])
def test_a_source_of_the_users_own_wins(app, server, tmpdir, own, common):
    path, = written(tmpdir, a='content')
    upload(app, [Source(path, metadata=own, origin='a.jpg')], metadata=common).finish()
    assert [data['metadata'] for data in server.data.values()] == [{'source': 'mine'}]


def test_a_file_that_was_moved_is_the_same_input(app, server, tmpdir):
    path, = written(tmpdir, a='content')
    upload(app, [Source(path, origin='a.jpg')]).finish()
    result, = upload(app, [Source(path, origin='b/c.jpg')])
    assert result.existed and result.input.metadata == {'source': 'a.jpg'}
    result, = upload(app, [Source(path, metadata={'source': 'mine'})])
    assert result.error.code == 30100


def test_a_journal_of_files_that_were_known_by_their_place_is_gone_on_with(app, server, tmpdir):
    """As they were written when inputs had the keys of the journal for ids."""
    first, second = written(tmpdir, a='one', b='two')
    state, digest = os.stat(first), hashlib.sha256()
    for part in ('path', first, '%d %.6f' % (state.st_size, state.st_mtime), ''):
        digest.update(('%d:%s' % (len(part), part)).encode('ascii'))
    work = upload(app, [])._work
    path = tmpdir.join('journal')
    path.write('\n'.join(json.dumps(line) for line in (
        {'format': 'clarifai-bulk-journal', 'version': 1, 'task': work.task},
        {'key': digest.hexdigest()[:32], 'source': 'a'})) + '\n')
    report = upload(app, [first, second], journal=path.strpath).finish()
    assert (report.skipped, report.done) == (1, 1) and list(server.inputs.values()) == ['two']


def test_a_journal_does_not_read_what_is_done(app, server, tmpdir, monkeypatch):
    paths, journal = written(tmpdir, a='one', b='two'), tmpdir.join('journal').strpath
    upload(app, paths, journal=journal).finish()
    monkeypatch.setattr(Source, 'content_id', None)
    monkeypatch.setattr(Source, 'media', None)
    assert upload(app, paths, journal=journal).finish().skipped == 2


def test_an_origin_is_text():
    with pytest.raises(UserError):
        Source('a.jpg', origin=5)


def test_results_come_when_inputs_are_processed(app, server, pauses):
    server.statuses = [PENDING, IN_PROGRESS]
    run = upload(app, URLS, wait=True)
    assert [result.input.status.code for result in run] == [30000] * 4
    assert len(pauses) == 2 and pauses[1] > pauses[0]


def test_what_fails_while_it_is_processed_is_an_error(app, server):
    server.statuses = [{'code': 30000}, PENDING, BAD]
    results = list(upload(app, URLS, wait=True))
    assert [result.error and result.error.code for result in results] == [None, 30002, None, None]
    assert 'Download failed' in str(results[1].error)


def test_nothing_is_waited_for_unless_that_is_wanted(app, server):
    server.statuses = [BAD]
    assert upload(app, URLS).finish().done == 4
    assert server.statuses == [BAD]


def test_waiting_has_an_end(app, server, pauses):
    server.statuses = [PENDING] * 1000
    results = list(upload(app, URLS, wait=5))
    assert [result.error.code for result in results] == [30001] * 4
    assert 'not processed after 5 seconds' in str(results[0].error) and sum(pauses) == 5


def test_an_earlier_upload_that_failed_is_no_success(app, server):
    upload(app, URLS[:1]).finish()
    server.statuses = [BAD]
    result, = upload(app, URLS[:1])
    assert result.error.code == 30002 and 'delete it' in str(result.error)


def test_an_earlier_upload_is_waited_for_as_well(app, server):
    upload(app, URLS[:1]).finish()
    server.statuses = [PENDING, PENDING, BAD]
    result, = upload(app, URLS[:1], wait=True)
    assert result.error.code == 30002


def test_an_input_that_vanishes_is_not_waited_for(app, server, monkeypatch):
    found = server.found
    gone = []

    def missing(input_id, url):
        gone.append(input_id)
        if gone.count(gone[0]) > 1:
            del server.inputs[gone[0]]
            server.found = found
        return found(input_id, url)
    server.statuses = [PENDING]
    server.found = missing
    result, = upload(app, URLS[:1], wait=True)
    assert result.error.code == 30102


def test_trouble_while_asking(app, server, monkeypatch):
    found, trouble = server.found, []

    def troubled(input_id, url):
        if trouble:
            raise trouble.pop()
        return found(input_id, url)
    server.found = troubled
    too_many, lost = ApiError(URLS[0], {}, 'GET'), ApiError(URLS[0], {}, 'GET', cause='reset')
    too_many.status_code = 429
    trouble[:] = [too_many]
    assert upload(app, URLS[:2], wait=True).finish().done == 2
    trouble[:] = [lost]
    results = list(upload(app, URLS[2:], wait=True))
    assert [result.error.code for result in results] == ['unreachable'] * 2


def test_a_run_that_is_over_waits_no_more(app, server, monkeypatch):
    server.statuses = [PENDING] * 1000
    work = upload(app, URLS, wait=True)._work
    monkeypatch.setattr(uploads, '_sleep', lambda seconds: work.cancel())
    (stored, error), = work([Source(URLS[0])]).pairs
    assert stored.value.status.code == 30001 and error is None


def test_a_run_tells_its_work_when_it_is_over(app, server):
    run = upload(app, URLS, batch=1, wait=True)
    next(run)
    assert not run._work.is_cancelled
    run.close()
    assert run._work.is_cancelled


@pytest.mark.parametrize('wait', [0, -1, 'long', float('nan')])
def test_what_is_no_time_to_wait(app, wait):
    with pytest.raises(UserError) as caught:
        upload(app, [], wait=wait)
    assert 'wait must be' in str(caught.value)
