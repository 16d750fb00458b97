"""An app moves from an API key to an account of today, and from one server to another."""
from __future__ import absolute_import

import base64
from contextlib import closing
import json
import os
import signal
import struct
import subprocess
import sys
import time

import pytest
from six.moves.urllib.request import urlopen

from clarifai.cli.main import main
from clarifai.errors import UserError
from clarifai.moving import import_app
from clarifai.moving.exporting import Contents
from clarifai.moving.importing import Import
from clarifai.rest import ClarifaiApp, Geo, GeoPoint

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOT = base64.b64decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwAD'
                       'hgGAWjR9awAAAABJRU5ErkJggg==')
# A tenth of a second of silence, as a WAV file.
TONE = (b'RIFF' + struct.pack('<I', 836) + b'WAVEfmt ' +
        struct.pack('<IHHIIHH', 16, 1, 1, 8000, 8000, 1, 8) + b'data' + struct.pack('<I', 800) +
        b'\x80' * 800)


class Place(object):
    """An account at a server, for the library and for the command."""

    def __init__(self, monkeypatch, tmpdir, url, **credentials):
        self.monkeypatch = monkeypatch
        self.app = ClarifaiApp(base_url=url, **credentials)
        self.variables = dict(('CLARIFAI_' + name.upper(), value)
                              for name, value in credentials.items())
        self.variables.update(CLARIFAI_API_BASE=url, HOME=str(tmpdir), NO_PROXY='127.0.0.1')

    def run(self, *arguments):
        """Runs the command here; gives its exit status."""
        with self.monkeypatch.context() as patch:
            for name in list(os.environ):
                if name.startswith('CLARIFAI_'):
                    patch.delenv(name)
            for name, value in self.variables.items():
                patch.setenv(name, value)
            return main(list(arguments))

    def process(self, *arguments):
        """Starts the command here in a process of its own."""
        return subprocess.Popen([sys.executable, '-m', 'clarifai.cli'] + list(arguments),
                                env=dict(os.environ, PYTHONPATH=ROOT, **self.variables))

    def ids(self):
        return sorted(one.input_id for one in self.app.inputs.get_all())


@pytest.fixture
def old(request, monkeypatch, tmpdir, sandbox_url):
    """An app as it was: an API key, and the wire of 2.6.2."""
    return Place(monkeypatch, tmpdir, sandbox_url, api_key='old-' + request.node.name)


@pytest.fixture
def new(request, monkeypatch, tmpdir, platform_url):
    """An empty app as it is today: a PAT, a user and an app."""
    place = Place(monkeypatch, tmpdir, platform_url, pat='pat-of-mover', user_id='mover',
                  app_id='new-' + request.node.name.replace('_', '-'))
    place.app.platform.post_apps(apps=[{'id': place.app.api.app_id}])
    return place


@pytest.fixture
def pets(old, media):
    """What is in the old app: four pictures with all that can be known of them, and a model."""
    app = old.app
    for name, concept in (('chelsea.png', 'cat'), ('coffee.png', 'cup'), ('rocket.jpg', 'cup')):
        app.inputs.create_image_from_filename(
            os.path.join(media, name), image_id='My ' + name, concepts=[concept],
            not_concepts=['dog'], metadata={'name': name}, geo=Geo(GeoPoint(11.5, 48.1)))
    app.concepts.update('cat', concept_name='Katze')
    app.models.create('pets', 'Pets', concepts=['cat', 'cup'], concepts_mutually_exclusive=True)
    app.wait_until_inputs_upload_finish(max_wait=60)
    app.models.get(model_id='pets').train()
    return app


def described(app):
    return sorted(json.dumps([one.input_id, sorted(one.concepts or ()),
                              sorted(one.not_concepts or ()), one.metadata, one.geo.dict()],
                             sort_keys=True) for one in app.inputs.get_all())


def test_an_app_moves_from_a_key_to_a_pat(old, new, pets, tmpdir, media, capsys):
    folder = str(tmpdir.join('pets'))
    assert old.run('export', '--files', folder) == 0
    assert '3 files, 3 inputs, 1 model' in capsys.readouterr().err
    assert sorted(os.listdir(folder)) == ['app.json', 'concepts.jsonl', 'files',
                                          'inputs.jsonl', 'models.jsonl', 'workflows.jsonl']
    assert new.run('import', folder, '--train') == 0
    assert '3 inputs, 1 model' in capsys.readouterr().err
    assert described(new.app) == described(pets)
    assert new.app.concepts.get('cat').concept_name == 'Katze'
    model = new.app.models.get('pets')
    assert model.model_name == 'Pets'
    answer = model.predict_by_filename(os.path.join(media, 'chelsea.png'))
    concepts = answer['outputs'][0]['data']['concepts']
    assert [one['id'] for one in concepts] == ['cat', 'cup']
    assert sum(one['value'] for one in concepts) == pytest.approx(1, abs=0.01)
    # Again, and nothing happens.
    version = model.model_version
    assert new.run('import', folder, '--train') == 0
    said = capsys.readouterr().err
    assert '3 inputs (3 were there already), 1 model (1 was there already)' in said
    assert new.app.models.get('pets').model_version == version


def test_an_export_of_another_app_is_not_replaced(old, new, tmpdir, capsys):
    folder = tmpdir.mkdir('kept')
    old.app.inputs.create_image_from_bytes(DOT, image_id='dot')
    folder.join('inputs.jsonl').write('')  # of an earlier version, which did not say whose it is
    for _ in range(2):
        assert old.run('export', '--files', str(folder)) == 0
    kept = folder.join('inputs.jsonl').read()
    assert old.variables['CLARIFAI_API_KEY'] not in folder.join('app.json').read()
    capsys.readouterr()
    assert new.run('export', '--files', str(folder)) == 1
    said = capsys.readouterr().err
    assert 'the folder %s has an export of the app of a key' % folder in said
    assert 'this is app %s' % new.app.api.app_id in said and 'stopped' not in said
    assert folder.join('inputs.jsonl').read() == kept


def test_what_a_model_learned_does_not_move_and_that_is_said(old, new, pets, tmpdir, capsys):
    folder = str(tmpdir.join('pets'))
    assert old.run('export', '--files', folder, '--quiet') == 0
    assert new.run('import', folder) == 0
    assert 'model pets: what it learned does not move; train it here (--train)' in (
        capsys.readouterr().err)
    new.app.wait_until_inputs_upload_finish(max_wait=60)
    assert new.run('import', folder, '--train') == 0  # trains what the run before has made
    assert new.app.models.get('pets').model_status_code == 21100


def test_inputs_alone_move_by_their_urls(old, new, tmpdir, media):
    old.app.inputs.create_image_from_url('https://photos.example.com/coffee.png', image_id='cup',
                                         concepts=['cup'])
    assert old.run('export', '-o', str(tmpdir.join('inputs.jsonl'))) == 0
    assert new.run('import', str(tmpdir.join('inputs.jsonl'))) == 0
    moved = new.app.inputs.get('cup')
    assert moved.url == 'https://photos.example.com/coffee.png' and moved.concepts == ['cup']


def test_a_picture_that_cannot_be_had_is_named_and_the_others_move(old, new, tmpdir, media, capsys):
    old.app.inputs.create_image_from_url('http://127.0.0.1:9/coffee.png', image_id='far')
    old.app.inputs.create_image_from_bytes(DOT, image_id='near')
    folder = str(tmpdir.join('folder'))
    assert old.run('export', '--files', folder) == 1
    said = capsys.readouterr().err
    assert 'file of input far: ' in said and '127.0.0.1' in said
    assert '1 file, 2 inputs, 1 not moved' in said
    assert new.run('import', folder) == 0  # by its URL
    assert new.ids() == ['far', 'near']


def junk_and_a_dot(tmpdir):
    """A folder with a picture and with a file that is none."""
    folder = tmpdir.mkdir('folder')
    files = folder.mkdir('files')
    folder.join('inputs.jsonl').write('{"id": "dot", "data": {"image": {}}}\n'
                                      '{"id": "junk", "data": {"image": {}}}\n')
    files.join('dot.png').write_binary(DOT)
    files.join('junk.png').write_binary(DOT[:40])
    return folder


def test_what_cannot_be_processed_is_named_and_not_done(new, tmpdir, capsys):
    folder, journal = junk_and_a_dot(tmpdir), str(tmpdir.join('journal'))
    assert new.run('import', str(folder), '--journal', journal) == 1
    said = capsys.readouterr().err
    assert 'input junk: ' in said and '1 input, 1 not moved' in said
    assert new.run('import', str(folder), '--journal', journal) == 1  # it is tried again
    said = capsys.readouterr().err
    assert 'input junk: ' in said and 'since an earlier upload that failed' in said
    new.app.inputs.delete('junk')
    folder.join('files', 'junk.png').write_binary(DOT)
    assert new.run('import', str(folder), '--journal', journal) == 0
    assert '2 inputs (1 was there already)' in capsys.readouterr().err


def test_without_waiting_it_is_said_what_is_not_known_yet(new, tmpdir, capsys):
    folder = junk_and_a_dot(tmpdir)
    assert new.run('import', str(folder), '--no-wait') == 0
    assert '2 inputs (2 not processed yet)' in capsys.readouterr().err
    assert new.run('import', str(folder), '--no-wait', '--train') == 2
    assert 'give either --train' in capsys.readouterr().err
    with pytest.raises(UserError) as caught:
        import_app(new.app, str(folder), train=True, wait=False)
    assert 'not both' in str(caught.value)


@pytest.mark.parametrize('spoil, named', [
    (lambda folder, journal: journal.write('{"format": "clarifai-bulk-journal", "version": 1, '
                                           '"task": "upload to elsewhere"}\n'), 'to elsewhere'),
    (lambda folder, journal: folder.join('inputs.jsonl').remove(), 'cannot be read: No such file'),
    (lambda folder, journal: folder.join('models.jsonl').write('?\n'), 'line 1 of '),
    (lambda folder, journal: folder.join('workflows.jsonl').write('?\n'), 'line 1 of ')])
def test_what_cannot_be_imported_is_refused_before_anything_is_sent(new, tmpdir, capsys, spoil,
                                                                    named):
    folder, journal = junk_and_a_dot(tmpdir), tmpdir.join('journal')
    folder.join('concepts.jsonl').write('{"id": "cat"}\n')
    spoil(folder, journal)
    assert new.run('import', str(folder), '--journal', str(journal)) == 1
    assert named in capsys.readouterr().err
    assert list(new.app.concepts.get_all()) == [] and new.ids() == []


def test_the_journal_of_an_import_that_was_refused_is_free_again(new, tmpdir, capsys):
    folder, journal = junk_and_a_dot(tmpdir), str(tmpdir.join('journal'))
    folder.join('files', 'junk.png').remove()
    folder.join('concepts.jsonl').write('{"id": "not/an/id"}\n')
    for _ in range(2):
        assert new.run('import', folder.strpath, '--journal', journal) == 1
        assert 'used by another run' not in capsys.readouterr().err


def test_a_stopped_import_or_export_says_what_is_done_and_how_to_go_on(new, tmpdir, monkeypatch,
                                                                       capsys):
    def stop(*arguments, **options):
        raise KeyboardInterrupt
    folder, files = junk_and_a_dot(tmpdir), str(tmpdir.join('exported'))
    folder.join('concepts.jsonl').write('{"id": "cat"}\n')
    with monkeypatch.context() as patch:
        patch.setattr(Import, 'send', stop)
        assert new.run('import', str(folder)) == 130
        assert 'stopped: 1 concept. The same command goes on: ' in capsys.readouterr().err
        assert new.run('import', str(folder), '--journal', str(tmpdir.join('journal'))) == 130
        said = capsys.readouterr().err
        assert 'stopped: 1 concept (1 was there already). The same command goes on' in said
        assert 'by the journal ' in said
    assert new.run('import', str(folder)) == 1
    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr(Contents, 'batch', stop)
        assert new.run('export', '--files', files) == 130
        said = capsys.readouterr().err
        assert 'stopped: 1 concept, 2 inputs. The same command goes on: ' in said
        assert 'not fetched again' in said


def test_an_input_without_a_picture_is_named_and_the_others_move(new, tmpdir, capsys):
    path = tmpdir.join('inputs.jsonl')
    path.write('{"id": "lost", "data": {"image": {}}}\n{"id": "odd", "data": {}}\n'
               '{"id": "cup", "data": {"image": {"url": "https://p.example.com/coffee.png"}}}\n')
    assert new.run('import', str(path)) == 1
    said = capsys.readouterr().err
    assert "the input 'lost' has neither a file in the folder nor a URL" in said
    assert "the input 'odd' is no image, video, text or audio" in said
    assert new.ids() == ['cup']


def test_texts_sounds_and_workflows_move(new, request, monkeypatch, tmpdir, platform_url):
    here = Place(monkeypatch, tmpdir, platform_url, pat='pat-of-mover', user_id='mover',
                 app_id='texts-and-workflows')
    platform = here.app.platform
    platform.post_inputs(inputs=[{'id': 'verse', 'data': {'text': {'raw': 'roses are red'}}},
                                 {'id': 'tone', 'data': {'audio': {'base64': TONE}}},
                                 {'id': 'dot', 'data': {'image': {'base64': DOT}}}])
    platform.post_workflows(workflows=[{'id': 'see', 'nodes': [{'id': 'general', 'model': {
        'id': 'general-image-recognition', 'user_id': 'clarifai', 'app_id': 'main'}}]}])
    folder = str(tmpdir.join('folder'))
    assert here.run('export', '--files', folder) == 0
    assert new.run('import', folder) == 0
    for input_id, kind, content in (('tone', 'audio', TONE), ('dot', 'image', DOT),
                                    ('verse', 'text', b'roses are red')):
        moved = new.app.platform.get_input(input_id=input_id)['input']['data'][kind]
        with closing(urlopen(moved['url'])) as answer:
            assert answer.read() == content
    assert new.ids() == ['dot', 'tone', 'verse']
    workflow = new.app.workflows.get('see')
    assert [node.model_id for node in workflow.nodes] == ['general-image-recognition']


def test_an_import_that_was_killed_goes_on(old, new, tmpdir):
    folder, journal = tmpdir.mkdir('folder'), tmpdir.join('journal')
    files = folder.mkdir('files')
    with open(str(folder.join('inputs.jsonl')), 'w') as lines:
        for number in range(400):
            lines.write('{"id": "dot%d", "data": {"image": {}}}\n' % number)
            files.join('dot%d.png' % number).write_binary(DOT)
    arguments = ['import', str(folder), '--journal', str(journal), '--workers', '1']
    process, give_up = new.process(*arguments), time.time() + 60
    while not (journal.check() and 'dot' in journal.read()) and process.poll() is None:
        assert time.time() < give_up
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert new.run(*arguments) == 0
    assert len(new.ids()) == 400


def test_a_path_that_is_not_there_is_named(new, capsys):
    assert new.run('import', 'nowhere') == 1
    assert "there is no folder or file 'nowhere'" in capsys.readouterr().err


def test_two_places_to_write_to_are_wrong_use(old, capsys):
    assert old.run('export', '-o', 'a', '--files', 'b') == 2
    assert '--output FILE' in capsys.readouterr().err
