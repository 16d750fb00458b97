"""The process: its ready file and line, how it stops, what survives a kill, what it needs."""
from __future__ import absolute_import

import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest
from sandbox_process import (ROOT, Api, SandboxProcess, an_input, photograph, plain, requests,
                             wait_for)


def run(*arguments, **options):
    """Runs the command to its end; returns (exit code, standard output, standard error)."""
    environment = dict(os.environ, PYTHONPATH=options.get('path', ROOT))
    process = subprocess.Popen(
        [sys.executable, '-m', 'clarifai.sandbox'] + list(arguments), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment, universal_newlines=True)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.mark.parametrize('number', [signal.SIGTERM, signal.SIGINT])
def test_start_and_stop(number):
    sandbox = SandboxProcess()
    assert requests.get(sandbox.url + '/v2/inputs', headers={'Authorization': 'Key k'}).ok
    began = time.time()
    assert sandbox.stop(number) == 0
    assert time.time() - began < 20  # and does not wait for what nobody asked for
    assert not sandbox.complaints()
    assert sandbox.output().startswith(
        'The sandbox listens at %s (stop it with Ctrl-C).\n' % sandbox.url)


@pytest.mark.parametrize('attempt', range(5))
def test_stopped_as_soon_as_it_runs(attempt):
    # A signal that comes just when the server begins to wait for one is not lost.
    sandbox = SandboxProcess()
    time.sleep(attempt * 0.001)
    assert sandbox.stop() == 0


SLOW = """
import time
def look(pixels):
    open(%r, 'w').close()
    time.sleep(1.5)
    return {'seen': 0.5}
"""


def test_stopping_lets_a_request_end(tmp_path):
    begun = tmp_path / 'begun'
    (tmp_path / 'slow.py').write_text(SLOW % str(begun))
    sandbox = SandboxProcess('--recogniser', 'general-image-recognition=slow:look',
                             path=[str(tmp_path)])
    api = Api(sandbox.url)
    answers = []

    def ask():
        answers.append(api.send('POST', '/models/aaa03c23b3724a16a56b629203edc62c/outputs',
                                {'inputs': [an_input(plain('red'))]}))
    thread = threading.Thread(target=ask)
    thread.start()
    wait_for(begun.exists)
    assert sandbox.stop() == 0
    thread.join()
    assert answers[0].status_code == 200
    assert answers[0].json()['outputs'][0]['data']['concepts'][0]['name'] == 'seen'


def test_memory_is_forgotten_and_data_is_kept(tmp_path):
    data = tmp_path / 'new folder' / 'data'
    for options, kept in (((), 0), (('--data', str(data)), 1)):
        for expected in (0, kept):
            sandbox = SandboxProcess(*options)
            api = Api(sandbox.url, 'the-key')
            assert len(api.ok('GET', '/inputs')['inputs']) == expected
            if not expected:
                api.add(an_input(photograph('coffee'), 'i', ['cup'], metadata={'k': 1}))
            elif expected:
                assert api.hits({'input': {'data': {'metadata': {'k': 1}}}}) == ['i']
                url = api.ok('GET', '/inputs/i')['input']['data']['image']['url']
                assert url.startswith(sandbox.url)
                assert requests.get(url).content == photograph('coffee')
            assert sandbox.stop() == 0


def test_training_goes_on_after_a_kill(tmp_path):
    sandbox = SandboxProcess('--data', str(tmp_path))
    api = Api(sandbox.url, 'the-key')
    api.ok('POST', '/models', {'model': {
        'id': 'm', 'output_info': {'data': {'concepts': [{'id': 'cat'}]}}}})
    api.ok('POST', '/inputs', {'inputs': [
        an_input(photograph('chelsea'), 'cat', ['cat']),
        an_input(photograph('coffee'), 'cup', ['!cat'])]})
    version = api.ok('POST', '/models/m/versions', {})['model']['model_version']
    sandbox.kill()
    assert version['status']['code'] == 21103
    sandbox = SandboxProcess('--data', str(tmp_path))
    api = Api(sandbox.url, 'the-key')
    path = '/models/m/versions/' + version['id']
    assert api.finished(path, (21103, 21101))['status']['code'] == 21100
    assert api.predict('m', photograph('chelsea'))[0]['concepts'][0]['value'] > 0.5
    sandbox.stop()


def test_keys_and_pictures_are_not_written_down(tmp_path):
    sandbox = SandboxProcess('--data', str(tmp_path))
    api = Api(sandbox.url, 'a-very-secret-key-0123456789')
    api.add(an_input(photograph('coffee'), 'i'))
    api.send('POST', '/inputs', {'inputs': [an_input(b'bad')]})
    api.session.post(sandbox.url + '/v2/inputs', data='{"inputs": [{')
    sandbox.stop()
    assert not sandbox.complaints()
    for path in tmp_path.iterdir():
        assert b'a-very-secret-key' not in path.read_bytes()


def test_the_ready_file_is_written_when_connections_are_accepted():
    sandbox = SandboxProcess()
    try:
        host, port = sandbox.url.split('//')[1].split(':')
        assert (host, sandbox.url.split(':')[0]) == ('127.0.0.1', 'http')
        socket.create_connection((host, int(port)), timeout=5).close()
        assert sorted(os.listdir(sandbox.folder)) == ['log', 'ready']
    finally:
        sandbox.stop()


def test_two_servers_do_not_share_a_folder(tmp_path):
    sandbox = SandboxProcess('--data', str(tmp_path))
    code, out, err = run('--port', '0', '--data', str(tmp_path))
    sandbox.stop()
    assert (code, out) == (1, '')
    assert str(tmp_path) in err and 'Traceback' not in err
    assert err.count('\n') == 1


def test_a_port_that_is_taken():
    with socket.socket() as listener:
        listener.bind(('127.0.0.1', 0))
        listener.listen(1)
        port = str(listener.getsockname()[1])
        code, out, err = run('--port', port)
    assert (code, out) == (1, '')
    assert port in err and 'Traceback' not in err
    assert err.count('\n') == 1


@pytest.mark.parametrize('host', ['0.0.0.0', '::', ''])
def test_other_machines_are_let_in_only_when_told(host):
    code, out, err = run('--port', '0', '--host', host)
    assert (code, out) == (2, '')
    assert '--public' in err and 'no password' in err and err.count('\n') == 1


def test_let_in_when_told():
    sandbox = SandboxProcess('--host', '0.0.0.0', '--public')
    port = sandbox.url.rsplit(':', 1)[1]
    Api('http://127.0.0.1:' + port).ok('GET', '/inputs')
    assert sandbox.stop() == 0


@pytest.mark.parametrize('options, code', [((), 39996), (('--allow-private-urls',), 30002)])
def test_urls_on_this_machine_are_fetched_only_when_told(options, code):
    sandbox = SandboxProcess(*options)
    api = Api(sandbox.url)
    api.add({'id': 'i', 'data': {'image': {'url': sandbox.url + '/v2/inputs'}}})
    assert api.status_of('i')['code'] == code
    assert sandbox.stop() == 0


@pytest.mark.parametrize('arguments', [
    ['--port', 'x'], ['--port', '70000'], ['--nonsense'], ['--media', 'no such folder']])
def test_wrong_arguments(arguments):
    code, _, err = run(*arguments)
    assert code == 2
    assert arguments[-1] in err and 'Traceback' not in err


def test_a_data_folder_that_cannot_be(tmp_path):
    (tmp_path / 'file').write_text(u'')
    code, _, err = run('--port', '0', '--data', str(tmp_path / 'file'))
    assert code == 1
    assert 'file' in err and 'Traceback' not in err


def test_missing_libraries_are_named_in_one_sentence(tmp_path):
    (tmp_path / 'flask.py').write_text(
        u"raise ImportError('No module named flask', name='flask')\n")
    path = os.pathsep.join([str(tmp_path), ROOT])
    code, out, err = run('--port', '0', path=path)
    assert (code, out) == (2, '')
    assert 'pip install "clarifai-rest[sandbox]"' in err
    assert err.count('\n') == 1


def test_importing_the_package_is_cheap():
    code = ('import sys; import clarifai.sandbox; '
            'heavy = set(sys.modules) & set(["numpy", "flask", "PIL", "sklearn", "skimage"]); '
            'sys.exit(str(heavy) if heavy else 0)')
    environment = dict(os.environ, PYTHONPATH=ROOT)
    assert subprocess.call([sys.executable, '-c', code], env=environment) == 0


def test_several_clients_at_once():
    sandbox = SandboxProcess()
    key = 'shared'
    errors = []

    def work(part):
        api = Api(sandbox.url, key)
        try:
            for number in range(10):
                api.ok('POST', '/inputs', {'inputs': [
                    an_input(plain((part, number, 0), (8, 8)), '%d-%d' % (part, number))]})
                api.ok('GET', '/inputs/%d-%d' % (part, number))
                api.ok('POST', '/searches', {'query': {'ands': []}})
        except Exception as error:
            errors.append(error)
    threads = [threading.Thread(target=work, args=(part,)) for part in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert Api(sandbox.url, key).wait_for_inputs()['processed'] == 80
    wait_for(lambda: len(Api(sandbox.url, key).hits(page=1, pagination={'per_page': 100})) == 80)
    sandbox.stop()


def test_a_deletion_goes_on_after_a_kill(tmp_path):
    sandbox = SandboxProcess('--data', str(tmp_path))
    api = Api(sandbox.url, 'key')
    dot = plain('red', (1, 1))
    for start in range(0, 768, 128):
        api.ok('POST', '/inputs', {'inputs': [an_input(dot) for _ in range(128)]})
    api.ok('DELETE', '/inputs', {'delete_all': True})
    sandbox.kill()
    sandbox = SandboxProcess('--data', str(tmp_path))
    try:
        again = Api(sandbox.url, 'key')
        wait_for(lambda: again.ok('GET', '/inputs')['inputs'] == [])
    finally:
        sandbox.stop()
