"""Files that come in parts, and inputs that are taken from archives."""
from __future__ import absolute_import

import io
import tarfile
import time
import zipfile

import pytest
from sandbox_process import Api, SandboxProcess, plain, text, wait_for

QUICK = ('--recognition', 'off', '--workers', '0')
FILES = {'set/red.png': plain('red'), 'set/deep/blue.PNG': plain('blue'),
         'words.txt': b'some words',
         'readme.md': b'not an input', '.hidden.png': plain('red'), 'broken.jpg': b'no picture'}


@pytest.fixture(scope='module')
def process(tmp_path_factory):
    media = tmp_path_factory.mktemp('media')
    media.joinpath('set.tar').write_bytes(tarred(FILES))
    media.joinpath('no.zip').write_bytes(b'no archive')
    running = SandboxProcess('--media', str(media), *QUICK)
    yield running
    running.stop()


@pytest.fixture
def api(process, request):
    return in_app(process, request.node.name)


def in_app(process, name):
    api = Api(process.url, 'ann-pat')
    original = api.send
    api.send = lambda method, path, *more, **options: original(
        method, '/users/ann/apps/' + name + path, *more, **options)
    return api


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(files):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode='w:gz') as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def begin(api, data, **more):
    return api.ok('POST', '/uploads', {'uploads': [
        dict(more, content_name='file', content_length=len(data))]})['uploads'][0]


def put(api, upload_id, *parts):
    return api.ok('PUT', '/uploads/%s/content_parts' % upload_id, {'content_parts': [
        {'part_number': number, 'range_start': start, 'data': text(data)}
        for number, start, data in parts]})['upload']


def test_a_file_is_whole_when_all_parts_are_there(api):
    data = plain('red')
    made = begin(api, data)
    assert made['status']['code'] == 68000 and 'content_url' not in made
    put(api, made['id'], (2, 10, data[10:]))
    put(api, made['id'], (1, 0, b'wrong'))
    assert put(api, made['id'], (1, 0, data[:9]))['status']['code'] == 68000
    assert put(api, made['id'], (3, 9, data[9:10]))['status']['code'] == 68001
    whole = api.ok('GET', '/uploads/' + made['id'])['upload']
    assert api.session.get(whole['content_url']).content == data
    # It is a URL like others.
    api.add({'id': 'red', 'data': {'image': {'url': whole['content_url']}}})
    assert api.status_of('red')['code'] == 30000
    assert [one['id'] for one in api.ok('GET', '/uploads')['uploads']] == [made['id']]
    api.ok('DELETE', '/uploads', {'ids': [made['id']]})
    assert api.session.get(whole['content_url']).status_code == 404
    assert api.refused('GET', '/uploads/' + made['id'])[:2] == (404, 11101)


@pytest.mark.parametrize('parts, words', [
    ([(1, 0, b'12345678901')], 'the upload has 10'), ([(1, 0, b'123'), (2, 2, b'4')], 'part 1'),
    ([(0, 0, b'1')], 'part_number'), ([], 'content_parts')])
def test_parts_that_do_not_fit_are_refused(api, parts, words):
    made = begin(api, b'1234567890')
    body = {'content_parts': [{'part_number': number, 'range_start': start, 'data': text(data)}
                              for number, start, data in parts]}
    answer = api.refused('PUT', '/uploads/%s/content_parts' % made['id'], body)[2]
    assert words in answer['status']['details']


def test_uploads_without_a_length_or_with_an_id_that_is_taken_are_refused(api):
    for upload in ({'content_name': 'x'}, {'content_length': 1}, {
            'content_name': 'x', 'content_length': 2 ** 40}):
        assert api.refused('POST', '/uploads', {'uploads': [upload]})[0] == 400
    begin(api, b'1', id='u')
    assert api.refused('POST', '/uploads', {'uploads': [
        {'id': 'u', 'content_name': 'x', 'content_length': 1}]})[0] == 400
    put(api, 'u', (1, 0, b'x'))
    assert api.refused('PUT', '/uploads/u/content_parts', {'content_parts': [
        {'part_number': 1, 'data': text(b'y')}]})[0] == 400


def job_of(api, job_id):
    """Returns a job when it is done."""
    def job():
        found = api.ok('GET', '/inputs/jobs/add/' + job_id)['inputs_add_job']
        return None if found['status']['code'] == 64001 else found
    return wait_for(job)


def test_the_files_of_an_uploaded_archive_become_inputs(api):
    data = zipped(FILES)
    api.ok('POST', '/datasets', {'datasets': [{'id': 'd'}]})
    job = api.ok('POST', '/inputs/uploads', {'inputs_uploads': [{
        'app_pat': 'secret', 'upload': {'content_name': 'a.zip', 'content_length': len(data)},
        'input_template': {'dataset_ids': ['d'], 'data': {
            'concepts': [{'id': 'warm', 'value': 0}], 'metadata': {'from': 'zip'}}}}]})
    assert 'secret' not in str(job)
    job = job['inputs_add_jobs'][0]
    put(api, job['uploads'][0]['id'], (1, 0, data))
    done = job_of(api, job['id'])
    assert done['status']['code'] == 64002 and done['progress']['success_count'] == '3'
    assert done['extraction_jobs'][0]['progress'] == {
        'image_inputs_count': 3, 'text_inputs_count': 1, 'completed_archives_count': 1}
    found = dict((one['id'], one) for one in api.ok('GET', '/inputs')['inputs'])
    assert sorted(found) == ['blue', 'broken', 'red', 'words']
    assert found['broken']['status']['code'] == 30101
    assert found['words']['data']['text']['raw'] == 'some words'
    assert found['red']['data']['metadata'] == {'from': 'zip'}
    assert [one['value'] for one in found['red']['data']['concepts']] == [0]
    assert found['red']['dataset_ids'] == ['d']


def test_archives_behind_urls(api):
    def fetch(name, **more):
        job = api.ok('POST', '/inputs/data_sources', {'data_sources': [
            dict(more, url={'url': 'https://x.example/' + name})]})['inputs_add_jobs'][0]
        return job_of(api, job['id'])['extraction_jobs'][0]
    assert fetch('set.tar')['status']['code'] == 64002
    api.wait_for_inputs()
    again = fetch('set.tar')
    assert again['status']['details'].startswith('4 files were left out')
    fetch('set.tar', input_id_conflict_resolution='SUFFIX')
    assert len(api.ok('GET', '/inputs')['inputs']) == 8
    failed = fetch('no.zip')
    assert failed['status']['code'] == 64003 and 'cannot be read' in failed['status']['details']
    assert failed['progress'] == {'failed_archives_count': 1}
    assert api.refused('POST', '/inputs/data_sources', {'data_sources': [
        {'url': {'url': 's3://bucket/x.zip'}}]})[0] == 400
    assert api.refused('POST', '/inputs/data_sources', {'data_sources': [{
        'url': {'url': 'https://x.example/set.tar'},
        'input_template': {'dataset_ids': ['nope']}}]})[:2] == (404, 11101)


def test_a_job_is_cancelled_with_its_archives(api):
    job = api.ok('POST', '/inputs/uploads', {'inputs_uploads': [{
        'upload': {'id': 'u', 'content_name': 'a.zip', 'content_length': 5}}]})
    job_id = job['inputs_add_jobs'][0]['id']
    api.ok('PATCH', '/inputs/jobs/add/' + job_id, {'id': job_id})
    assert job_of(api, job_id)['status']['code'] == 64004


def test_a_killed_sandbox_goes_on_with_archives(tmp_path):
    data = zipped(dict(('%04d.txt' % number, b'words %d' % number) for number in range(500)))
    folder = str(tmp_path)
    process = SandboxProcess('--data', folder, *QUICK)
    api = in_app(process, 'kills')
    job = api.ok('POST', '/inputs/uploads', {'inputs_uploads': [{
        'upload': {'id': 'u', 'content_name': 'a.zip', 'content_length': len(data)}}]})
    put(api, 'u', (1, 0, data))
    time.sleep(0.01)
    process.kill()
    process = SandboxProcess('--data', folder, *QUICK)
    api = in_app(process, 'kills')
    job = job_of(api, job['inputs_add_jobs'][0]['id'])
    assert job['status']['code'] == 64002 and job['progress']['success_count'] == '500'
    assert process.stop() == 0
