"""Bulk work with objects of today's SDK: threads, processes, a cluster, journals and datasets."""
from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
import multiprocessing
import os
import signal
import uuid

import pytest

from clarifai.bulk import Source, predict, upload
from clarifai.bulk.sources import files_in
from clarifai.client.app import App
from clarifai.client.input import Inputs
from clarifai.client.model import Model
from clarifai.client.user import User
from clarifai.client.workflow import Workflow
from clarifai.errors import ApiError, UserError
from clarifai.rest import ClarifaiApp

COLOURS = 'https://clarifai.com/clarifai/main/models/color-recognition'
MANY = 400
PICTURES = 'https://photos.example.com/'


@pytest.fixture
def app(platform_url, monkeypatch, tmp_path):
    """An empty app, which worker processes find in their environment."""
    for name in list(os.environ):
        if name.startswith('CLARIFAI_') and name != 'CLARIFAI_SANDBOX_PYTHON':
            monkeypatch.delenv(name)
    user = 'user-' + uuid.uuid4().hex
    for name, value in (('CLARIFAI_API_BASE', platform_url), ('CLARIFAI_PAT', uuid.uuid4().hex),
                        ('HOME', str(tmp_path)), ('NO_PROXY', '127.0.0.1')):
        monkeypatch.setenv(name, value)
    return User(user).create_app('walls', base_workflow='Universal')


@pytest.fixture
def model(app):
    return Model(COLOURS)


@pytest.fixture
def processes(app):
    """Two processes, which have the environment of `app`."""
    with ProcessPoolExecutor(2, multiprocessing.get_context('spawn')) as executor:
        yield executor


def bricks(media, number=8):
    return [os.path.join(media, 'brick-%d.jpg' % index) for index in range(1, number + 1)]


def test_predictions_are_those_of_the_model(model, media):
    path = bricks(media)[0]
    result, = predict(model, [path])
    assert result.ok, result.error
    assert result.output.data == model.predict_by_filepath(path, 'image').outputs[0].data
    colour = result.output['data']['colors'][0]
    assert result.output.data.colors[0].w3c.name == colour['w3c']['name']


def test_all_forms_of_sources(model, media):
    path = bricks(media)[0]
    with open(path, 'rb') as opened:
        data = opened.read()
    given = [path, data, Source(path), PICTURES + 'brick-1.jpg',
             Inputs.get_input_from_file('first', image_file=path),
             Inputs.get_input_from_bytes('second', image_bytes=data),
             Inputs.get_input_from_url('third', image_url=PICTURES + 'brick-1.jpg')]
    results = list(predict(model, given, batch=2))
    assert [result.error for result in results] == [None] * len(given)
    assert len(set(result.output.data.colors[0].raw_hex for result in results)) == 1


def test_bad_inputs_among_good_ones(model, media):
    given = bricks(media) + ['nothing.jpg', PICTURES + 'nothing.jpg', {'id': 'empty'}]
    run = predict(model, given, batch=5)
    assert [result.index for result in run if result.error] == [8, 9, 10]
    assert run.report.codes == {'unreadable': 2, 30002: 1}


def test_options_of_a_model_and_a_workflow(app, media):
    general = Model('https://clarifai.com/clarifai/main/models/general-image-recognition')
    result, = predict(general, bricks(media, 1), max_concepts=2)
    assert len(result.output.data.concepts) == 2
    app.call('PostWorkflows', workflows=[{'id': 'look', 'nodes': [
        {'id': 'node', 'model': {'id': general.id, 'user_id': 'clarifai', 'app_id': 'main'}}]}])
    workflow = Workflow(workflow_id='look', user_id=app.user_id, app_id=app.app_id)
    result, = predict(workflow, bricks(media, 1), max_concepts=3)
    assert [len(output.data.concepts) for output in result.output.outputs] == [3]
    assert 'max_concepts' not in workflow.output_config
    with pytest.raises(UserError, match='inference_params are for a model'):
        predict(workflow, [], inference_params={'temperature': 1})


def test_inference_params_reach_the_request(model, media, monkeypatch):
    sent = []

    def predicted(self, inputs, **options):
        sent.append(options)
        return {}
    monkeypatch.setattr(Model, 'predict', predicted)
    predict(model, bricks(media, 1), inference_params={'temperature': 1}, min_value=0.5).finish()
    assert sent == [{'inference_params': {'temperature': 1}, 'output_config': {'min_value': 0.5}}]
    with pytest.raises(UserError, match='are for a Model of clarifai.client'):
        predict(ClarifaiApp().models.get('color'), [], inference_params={})


def test_a_model_that_is_not_there_ends_the_run(app, media):
    with pytest.raises(ApiError) as caught:
        predict(Model(model_id='nothing', user_id=app.user_id, app_id=app.app_id),
                bricks(media)).finish()
    assert caught.value.status_code == 404


def test_worker_processes_read_their_own_environment(app, model, media, processes):
    results = list(predict(model, bricks(media), executor=processes, workers=2, batch=2))
    assert [result.error for result in results] == [None] * 8
    run = upload(app.inputs(), bricks(media), executor=processes, workers=2, batch=2)
    assert sorted(result.input.id for result in run) == sorted(
        item.id for item in app.inputs().list_inputs())
    assert run.report.done == 8


def test_a_concept_is_not_said_both_to_be_shown_and_not_shown(app, media):
    path, = bricks(media, 1)
    given = Inputs.get_input_from_url('a', image_url=PICTURES + 'a.jpg', labels=['brick'])
    results = list(upload(app, [Source(path, concepts=['brick']), given],
                          not_concepts=['brick', 'id-brick']))
    assert ['brick\' is given both' in str(result.error) for result in results] == [True, True]
    assert list(app.inputs().list_inputs()) == []
    with pytest.raises(UserError, match="'brick' is given both"):
        upload(app, [path], concepts=['brick'], not_concepts=['brick'])


def test_a_cluster(model, media):
    distributed = pytest.importorskip('distributed')
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1,
                                  dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            run = predict(model, bricks(media), executor=client.get_executor(), workers=2, batch=2)
            assert run.finish().done == 8


@pytest.fixture(scope='module')
def colours(tmp_path_factory):
    """A folder with hundreds of pictures, each of another colour."""
    images = pytest.importorskip('PIL.Image')
    folder = tmp_path_factory.mktemp('colours')
    for number in range(MANY):
        images.new('RGB', (8, 8), (number % 256, number // 256, 128)).save(
            folder / ('%03d.png' % number))
    return str(folder)


@pytest.fixture
def cluster(app):
    """A cluster of two processes, which have the environment of `app`."""
    distributed = pytest.importorskip('distributed')
    with distributed.LocalCluster(n_workers=2, threads_per_worker=2,
                                  dashboard_address=None) as made:
        with distributed.Client(made) as client:
            yield client


def survivors(run, client):
    """Go through the results of a run, and kill a process of its cluster in the midst of it."""
    killed = None
    for number, result in enumerate(run):
        assert result.ok, result.error
        if number == MANY // 4:
            killed = min(client.run(os.getpid).values())
            os.kill(killed, signal.SIGKILL)
        yield result
    assert killed not in client.run(os.getpid).values()


def test_a_killed_worker_loses_nothing_and_repeats_nothing(app, model, colours, cluster, tmp_path):
    journal = str(tmp_path / 'journal')
    options = dict(executor=cluster.get_executor(), workers=4, batch=10)
    run = predict(model, files_in(colours), journal=journal, **options)
    assert sorted(result.index for result in survivors(run, cluster)) == list(range(MANY))
    assert (run.report.done, run.report.failed) == (MANY, 0)
    with open(journal) as written:
        entries = written.read().splitlines()[1:]
    assert len(entries) == len(set(entries)) == MANY
    again = predict(model, files_in(colours), journal=journal, **options).finish()
    assert (again.done, again.skipped) == (0, MANY)

    run = upload(app.create_dataset('walls'), files_in(colours), **options)
    ids = [result.input.id for result in survivors(run, cluster)]
    assert len(ids) == len(set(ids)) == MANY
    assert (run.report.done, run.report.failed) == (MANY, 0)
    for where in ({}, {'dataset_id': 'walls'}):
        assert sorted(item.id for item in app.inputs().list_inputs(**where)) == sorted(ids)


def test_a_journal_goes_on_where_it_was(app, model, media, tmp_path):
    journal, given = str(tmp_path / 'journal'), bricks(media, 3)
    given += [Inputs.get_input_from_file('fourth', image_file=bricks(media)[3])]
    assert predict(model, given[1:], journal=journal).finish().done == 3
    report = predict(Model(COLOURS), given, journal=journal).finish()
    assert (report.done, report.skipped) == (1, 3)
    with pytest.raises(UserError, match='journal'):
        upload(app, given, journal=journal).finish()


@pytest.mark.parametrize('work, settings, others', [
    (predict, {'max_concepts': 3}, [{}, {'max_concepts': 4}, {'max_concepts': 3, 'min_value': 0.5},
                                    {'inference_params': {'depth': 2}}]),
    (upload, {'concepts': ['wall'], 'metadata': {'page': 1}},
     [{}, {'concepts': ['wall']}, {'concepts': ['sea'], 'metadata': {'page': 1}},
      {'not_concepts': ['wall'], 'metadata': {'page': 1}}])])
def test_a_journal_is_of_one_set_of_settings(app, model, media, tmp_path, work, settings, others):
    journal, given = str(tmp_path / 'journal'), bricks(media, 2)
    sender = model if work is predict else app
    assert work(sender, given, journal=journal, **settings).finish().done == 2
    for other in others:
        with pytest.raises(UserError, match='another task'):
            work(sender, given, journal=journal, **other).finish()
    report = work(sender, given, journal=journal, **settings).finish()
    assert (report.done, report.skipped) == (0, 2)


def test_a_journal_of_an_upload_is_of_one_app_and_one_dataset(app, media, tmp_path):
    journal, given = str(tmp_path / 'journal'), bricks(media, 1)
    assert upload(app.create_dataset('walls'), given, journal=journal).finish().done == 1
    for other in (app, app.create_dataset('more'), User(app.user_id).create_app('others')):
        with pytest.raises(UserError, match='another task'):
            upload(other, given, journal=journal).finish()


def test_what_is_known_of_uploads(app, media):
    given = [Source(bricks(media)[0], 'first', ['brick'], metadata={'wall': 'north'}),
             Inputs.get_input_from_url('second', image_url=PICTURES + 'grass-1.jpg',
                                       labels=['grass'], metadata={'page': 3})]
    run = upload(app, given, not_concepts=['sea'], metadata={'wall': 'south', 'page': 1})
    assert [result.error for result in run] == [None, None]
    first, second = (app.inputs().get_input(name).data for name in ('first', 'second'))
    assert {concept.id: concept.value for concept in first.concepts} == {'brick': 1, 'sea': 0}
    assert {concept.id: concept.value for concept in second.concepts} == {'id-grass': 1, 'sea': 0}
    assert first.metadata == {'wall': 'north', 'page': 1}
    assert second.metadata == {'wall': 'south', 'page': 3}


def test_nothing_is_uploaded_twice(app, media):
    assert upload(app, bricks(media, 4), batch=2).finish().done == 4
    report = upload(app.inputs(), bricks(media), batch=3).finish()
    assert (report.done, report.failed) == (8, 0)
    assert len(list(app.inputs().list_inputs())) == 8


def test_an_id_that_is_taken_and_a_url_that_is_there(app, media):
    url = PICTURES + 'brick-1.jpg'
    assert upload(app, [Source(url, 'first')]).finish().done == 1
    results = list(upload(app, [Source(PICTURES + 'brick-2.jpg', 'first'), Source(url, 'other')]))
    assert [result.error.code for result in results] == [30100, 30100]
    assert 'URL, concepts or metadata differ' in str(results[0].error)
    assert upload(app, [Source(url, 'other')], allow_duplicate_url=True).finish().done == 1


def test_a_dataset_has_what_is_uploaded_and_what_was_there_already(app, media):
    dataset = app.create_dataset('walls')
    upload(app, bricks(media, 2)).finish()
    for _ in range(2):
        assert upload(dataset, bricks(media, 4), batch=4).finish().done == 4
        members = app.inputs().list_inputs(dataset_id='walls')
        assert len(set(item.id for item in members)) == 4


def test_where_to_has_to_be_known(app):
    for wrong in (User('me'), Model(COLOURS)):
        with pytest.raises(UserError, match='must be an App, Inputs or a Dataset'):
            upload(wrong, [])
    with pytest.raises(UserError, match='app_id is not known'):
        upload(Inputs(user_id='me'), [])
    with pytest.raises(UserError, match='must be a Model or a Workflow'):
        predict(App(user_id='me', app_id='mine'), [])
