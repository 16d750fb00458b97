"""Uploads of the sandbox, and archives that inputs are taken from, against the protobufs."""
from __future__ import absolute_import

import base64
import io
import time
import zipfile

import pytest
from wire import picture

pytest.importorskip('sklearn')


def archive():
    """An archive with a picture."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, 'w') as zipped:
        zipped.writestr('red.jpg', picture('red'))
    return data.getvalue()


def part(number, start, data):
    return {'part_number': number, 'range_start': str(start),
            'data': base64.b64encode(data).decode('ascii')}


def test_answers(send):
    send('POST', '/uploads', {'uploads': [
        {'id': 'u', 'content_name': 'words.txt', 'content_length': 10}]})
    send('PUT', '/uploads/u/content_parts', {'content_parts': [part(2, 5, b'words')]})
    answer = send('PUT', '/uploads/u/content_parts', {'content_parts': [part(1, 0, b'some ')]})
    assert answer['upload']['status']['code'] == 68001
    send('GET', '/uploads/u')
    send('GET', '/uploads')
    send('GET', '/uploads/nope', code=11101)
    job = send('POST', '/inputs/uploads', {'inputs_uploads': [{
        'inputs_add_job_id': 'j', 'input_id_conflict_resolution': 'SUFFIX',
        'upload': {'id': 'v', 'content_name': 'a.zip', 'content_length': len(archive())},
        'input_template': {'data': {'concepts': [{'id': 'warm'}]}}}]})['inputs_add_jobs'][0]
    assert (job['id'], job['status']['code'], job['uploads'][0]['id']) == ('j', 64001, 'v')
    send('PUT', '/uploads/v/content_parts', {'content_parts': [part(1, 0, archive())]})
    give_up = time.time() + 60
    while send('GET', '/inputs/jobs/add/j')['inputs_add_job']['status']['code'] != 64002:
        assert time.time() < give_up
        time.sleep(0.05)
    done = send('GET', '/inputs/jobs/extraction')['inputs_extraction_jobs'][0]
    assert done['progress'] == {'image_inputs_count': 1, 'completed_archives_count': 1}
    send('GET', '/inputs/jobs/extraction/' + done['id'])
    send('PATCH', '/inputs/jobs/extraction', {'ids': [done['id']]})
    send('POST', '/inputs/data_sources', {'data_sources': [
        {'url': {'url': 'https://x.example/other.jpg'}}]})
    send('DELETE', '/uploads', {'ids': ['u', 'v']})
