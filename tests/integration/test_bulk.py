"""Bulk work against a sandbox: threads, processes, journals, uploads that are there already."""
from __future__ import absolute_import

import multiprocessing
import os
import uuid

import pytest

from clarifai.bulk import Source, predict, sources, upload
from clarifai.errors import ApiError
from clarifai.rest import ClarifaiApp, Image

PICTURES = 'https://photos.example.com/'


@pytest.fixture(params=['sandbox_url', 'platform_url'])
def app(request, monkeypatch, tmpdir):
    """An empty app of each dialect."""
    for name in list(os.environ):
        if name.startswith('CLARIFAI_') and name != 'CLARIFAI_SANDBOX_PYTHON':
            monkeypatch.delenv(name)
    name = uuid.uuid4().hex
    monkeypatch.setenv('HOME', str(tmpdir))
    monkeypatch.setenv('NO_PROXY', '127.0.0.1')
    monkeypatch.setenv('CLARIFAI_API_BASE', request.getfixturevalue(request.param))
    if request.param == 'sandbox_url':
        monkeypatch.setenv('CLARIFAI_API_KEY', name)
    else:
        monkeypatch.setenv('CLARIFAI_PAT', 'pat-' + name)
        monkeypatch.setenv('CLARIFAI_USER_ID', 'user-' + name)
        monkeypatch.setenv('CLARIFAI_APP_ID', name)
    return ClarifaiApp()


@pytest.fixture
def model(app):
    return app.models.get('color')


def colours(result):
    return [colour['w3c']['name'] for colour in result.output['data']['colors']]


def bricks(media, number=8):
    return [os.path.join(media, 'brick-%d.jpg' % index) for index in range(1, number + 1)]


def test_all_forms_of_sources(model, media):
    path = bricks(media)[0]
    with open(path, 'rb') as handle:
        data = bytearray(handle.read())
        handle.seek(0)
        results = list(predict(model, [path, data, handle, PICTURES + 'brick-1.jpg',
                                       Image(filename=path), Source(path)], batch=2))
    assert [result.ok for result in results] == [True] * 6
    assert len(set(tuple(colours(result)) for result in results)) == 1


def test_bad_pictures_among_good_ones(model, media, tmpdir):
    tmpdir.join('text.jpg').write('this is no picture')
    tmpdir.join('empty.jpg').write('')
    bad = [tmpdir.join(name).strpath for name in ('text.jpg', 'empty.jpg', 'nothing.jpg')]
    given = bricks(media) + bad + [PICTURES + 'nothing.jpg']
    run = predict(model, given, batch=5)
    assert [result.index for result in run if result.error] == [8, 9, 10, 11]
    assert run.report.codes == {30101: 1, 'unreadable': 2, 30002: 1}


def test_one_picture_as_a_user_would_predict_it(model, media):
    path = bricks(media)[0]
    result, = predict(model, [path])
    assert result.output['data'] == model.predict_by_filename(path)['outputs'][0]['data']


def test_a_model_that_is_not_there_ends_the_run(app, media):
    nothing = app.models.get(model_id='nothing')
    with pytest.raises(ApiError) as caught:
        predict(nothing, bricks(media), batch=2).finish()
    assert caught.value.status_code == 404


def test_worker_processes(model, app, media):
    futures = pytest.importorskip('concurrent.futures')
    try:
        executor = futures.ProcessPoolExecutor(2, multiprocessing.get_context('spawn'))
    except TypeError:
        executor = futures.ProcessPoolExecutor(2)
    with executor:
        results = list(predict(model, bricks(media), executor=executor, workers=2, batch=2))
        assert [result.ok for result in results] == [True] * 8
        run = upload(app, bricks(media), executor=executor, workers=2, batch=2)
        assert run.finish().done == 8
    assert len(list(app.inputs.get_all())) == 8


def test_uploads_and_what_is_known_of_them(app, media):
    rows = [Source(bricks(media)[0], 'first', ['brick'], metadata={'wall': 'north'}),
            Source(PICTURES + 'grass-1.jpg', not_concepts=['brick'])]
    report = upload(app, rows, concepts=['outdoors'], metadata={'wall': 'south'}).finish()
    assert (report.done, report.failed) == (2, 0)
    app.wait_until_inputs_upload_finish(max_wait=60)
    first = app.inputs.get('first')
    assert sorted(first.concepts) == ['brick', 'outdoors']
    assert first.metadata == {'wall': 'north'}
    second = app.inputs.get(rows[1].key())
    assert (second.not_concepts, second.metadata) == (['brick'], {'wall': 'south'})


def test_nothing_is_uploaded_twice(app, media, tmpdir):
    journal = tmpdir.join('journal').strpath
    assert upload(app, bricks(media, 4), batch=2, journal=journal).finish().done == 4
    with_journal = upload(app, bricks(media), batch=3, journal=journal).finish()
    assert (with_journal.done, with_journal.skipped) == (4, 4)
    without = upload(app, bricks(media), batch=3).finish()
    assert (without.done, without.failed) == (8, 0)
    assert len(list(app.inputs.get_all())) == 8


def test_a_url_that_is_there_under_another_id_is_said(app):
    url = PICTURES + 'brick-1.jpg'
    app.inputs.create_image_from_url(url, image_id='mine')
    result, = upload(app, [url])
    assert result.error.code == 30100
    result, = upload(app, [url], allow_duplicate_url=True)
    assert result.input.input_id == Source(url).key()


def test_a_folder_from_end_to_end(app, model, media, tmpdir):
    journal = tmpdir.join('journal').strpath
    files = list(sources.files_in(media))
    run = predict(model, files, journal=journal, ordered=False)
    for _, result in zip(range(10), run):
        assert result.ok
    run.close()
    rest = [result.source for result in predict(model, files, journal=journal)]
    assert 0 <= len(files) - len(rest) - 9 <= 1
