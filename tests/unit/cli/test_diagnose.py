"""``clarifai diagnose``: what it shows, and what it hides."""
from __future__ import absolute_import

import os

import pytest

from clarifai.cli import diagnose
from clarifai.cli.main import main
from clarifai.config_file import config_path
from clarifai.errors import ApiError
from clarifai.versions import CLIENT_VERSION

KEY, PAT = 'key-secret-0123456789-kkkk', 'pat-secret-0123456789-pppp'
SECRET = 'app-secret-0123456789-ssss'


@pytest.fixture(autouse=True)
def no_official_package(monkeypatch):
    """The machine of a developer may have anything installed."""
    found = diagnose._version_of
    monkeypatch.setattr(diagnose, '_version_of',
                        lambda name: None if name == 'clarifai' else found(name))


@pytest.fixture
def run(capsys):
    def run(*options):
        status = main(('diagnose',) + options)
        out, err = capsys.readouterr()
        assert err == ''
        return status, out
    return run


def lines_of(out, title):
    return [line for line in out.splitlines() if line.split()[:len(title.split())] == title.split()]


@pytest.fixture
def config(own_environment):
    def write(*lines):
        path = own_environment.ensure('.clarifai', 'config')
        path.write('\n'.join(('[clarifai]',) + lines) + '\n')
        os.chmod(str(path), 0o600)
        return str(path)
    return write


def test_whether_a_sandbox_would_recognise_what_is_in_pictures(run):
    _, out = run()
    said, = lines_of(out, 'recognition')
    assert said.split(None, 1)[1].startswith(('Recognition is', 'clarifai.sandbox needs Python'))


def test_nothing_set_is_a_problem_with_what_to_do(run):
    status, out = run()
    assert status == 1
    problem, = lines_of(out, 'Problem:')
    for part in ('CLARIFAI_PAT', 'CLARIFAI_API_KEY', 'clarifai config'):
        assert part in problem
    assert '%s (does not exist)' % config_path() in out


@pytest.mark.parametrize('name', ['CLARIFAI_API_KEY', 'CLARIFAI_PAT'])
def test_one_credential_is_enough(run, monkeypatch, name):
    monkeypatch.setenv(name, KEY)
    status, out = run()
    assert status == 0 and 'Problem' not in out


def test_versions(run):
    out = run()[1]
    assert CLIENT_VERSION in lines_of(out, 'clarifai-rest')[0]
    for name in ('Python', 'platform', 'requests', 'urllib3', 'certifi', 'six'):
        assert len(lines_of(out, name)) == 1
    assert 'not installed' not in lines_of(out, 'requests')[0]


def test_every_setting_and_where_it_comes_from(run, monkeypatch, config):
    path = config('CLARIFAI_USER_ID = ann', 'CLARIFAI_API_KEY = ' + KEY)
    monkeypatch.setenv('CLARIFAI_PAT', PAT)
    out = run()[1]
    assert lines_of(out, 'API key') == ['  API key        ****kkkk from ' + path]
    assert lines_of(out, 'PAT') == ['  PAT            ****pppp from environment']
    assert lines_of(out, 'user') == ['  user           ann from ' + path]
    assert lines_of(out, 'app') == ['  app            none']
    assert lines_of(out, 'base URL') == [
        '  base URL       https://api.clarifai.com from default']


@pytest.mark.parametrize('in_file', [True, False])
def test_no_secret_is_shown_anywhere(run, monkeypatch, config, in_file):
    values = {'CLARIFAI_API_KEY': KEY, 'CLARIFAI_PAT': PAT, 'CLARIFAI_APP_SECRET': SECRET,
              'CLARIFAI_APP_ID': 'client', 'CLARIFAI_API_BASE': 'https://me:hidden@api.example.com',
              'CLARIFAI_SOMETHING_NEW': 'new-secret-0123456789'}
    if in_file:
        config(*['%s = %s' % pair for pair in values.items()])
    else:
        for name in values:
            monkeypatch.setenv(name, values[name])
    monkeypatch.setenv('https_proxy', 'http://me:hidden@proxy.example.com:3128')
    out = run()[1]
    for secret in ('secret-0123456789', 'hidden'):
        assert secret not in out
    assert 'http://****@proxy.example.com:3128' in out
    assert 'https://****@api.example.com' in out


def test_the_environment_is_listed_masked(run, monkeypatch):
    monkeypatch.setenv('CLARIFAI_PAT', PAT)
    monkeypatch.setenv('CLARIFAI_DIALECT', '')
    monkeypatch.setenv('UNRELATED', 'x')
    out = run()[1]
    assert lines_of(out, 'CLARIFAI_PAT') == ['  CLARIFAI_PAT   ****pppp']
    assert '(empty)' in lines_of(out, 'CLARIFAI_DIALECT')[0]
    assert 'UNRELATED' not in out


def test_a_file_of_another_program_is_one_problem_and_quotes_nothing(run, own_environment):
    own_environment.ensure('.clarifai', 'config').write('context: %s\n' % KEY)
    os.chmod(config_path(), 0o600)
    status, out = run()
    assert status == 1
    problem, none = lines_of(out, 'Problem:')
    assert 'line 1' in problem and config_path() in problem
    assert 'neither an API key nor a PAT' in none
    assert KEY not in out
    assert 'none' in lines_of(out, 'API key')[0]


def test_an_oauth_pair_that_hides_the_app_is_a_problem(run, monkeypatch):
    monkeypatch.setenv('CLARIFAI_PAT', PAT)
    assert run()[0] == 0
    monkeypatch.setenv('CLARIFAI_APP_ID', 'client')
    monkeypatch.setenv('CLARIFAI_APP_SECRET', SECRET)
    status, out = run()
    assert status == 1
    assert 'CLARIFAI_APP_SECRET' in lines_of(out, 'Problem:')[0] and SECRET not in out


@pytest.mark.parametrize('proxy', ['me:hidden@h:1', 'http://me:hid/den@h:1', 'ME:hid@den@h:1',
                                   'socks5://me:hidden@h:1'])
def test_the_password_of_a_proxy_is_not_shown(run, monkeypatch, proxy):
    monkeypatch.setenv('HTTPS_PROXY', proxy)
    out = run()[1]
    line, = lines_of(out, 'HTTPS_PROXY')
    assert '****@h:1' in line and 'hid' not in line and 'den' not in line


def test_an_unusable_base_is_a_problem(run, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    monkeypatch.setenv('CLARIFAI_API_BASE', 'ftp://me:hidden@api.example.com')
    status, out = run()
    assert status == 1 and 'base URL' in lines_of(out, 'Problem:')[0]
    assert 'hidden' not in out


@pytest.mark.skipif(os.name == 'nt', reason='Windows has no such modes')
def test_a_file_that_others_can_read_is_a_problem(run, config):
    path = config('CLARIFAI_API_KEY = ' + KEY)
    assert run()[0] == 0
    os.chmod(path, 0o644)
    status, out = run()
    assert status == 1 and 'chmod 600 ' + path in out


def test_the_official_package_beside_it_is_a_problem(run, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    monkeypatch.setattr(diagnose, '_version_of', lambda name: '11.4.1')
    status, out = run()
    assert status == 1
    assert '11.4.1' in lines_of(out, 'Problem:')[0] and 'pip uninstall' in out


def test_nothing_is_sent(run, http, monkeypatch):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    run()
    assert not http.requests


# The service

@pytest.fixture
def known(monkeypatch):
    """A key, a PAT and an app in the environment."""
    for name, value in (('CLARIFAI_API_KEY', KEY), ('CLARIFAI_PAT', PAT),
                        ('CLARIFAI_USER_ID', 'ann'), ('CLARIFAI_APP_ID', 'zoo')):
        monkeypatch.setenv(name, value)


def test_nothing_is_asked_unless_wanted(run, known, http):
    assert run()[0] == 0
    assert http.requests == []


PICTURE = {'id': 'i1', 'data': {'image': {'url': 'https://a.test/1.jpg'}}}


def answer_questions(http, inputs=(), *found):
    """Queue what is said to the three open questions."""
    http.answer({'inputs': list(inputs)}, *found)
    http.refuse(404, 21200, 'Model does not exist')
    http.answer({'app': {'id': 'zoo', 'default_workflow_id': 'Universal'}})


def questions(out):
    return [line.split(None, 2)[2] for line in lines_of(out, 'no.')]


@pytest.fixture
def service(http):
    """What the service says to the questions before, which are whether it takes the credentials."""
    http.answer({'inputs': []}, {'inputs': []}, {'model': {'id': 'general'}})
    return http


def test_it_says_which_of_the_open_questions_are_settled(run, known, service):
    answer_questions(service, [PICTURE], {'hits': [{'input': {'id': 'i1'}}]})
    status, out = run('--live')
    assert status == 0 and 'Open questions of docs/platform.rst' in out
    assert questions(out) == [
        'inputs by their URL: settled: yes, POST /searches finds 1 inputs by the URL of one',
        'HTTP status of a missing model: settled: HTTP 404 with code 21200',
        'what the app sees: settled: by the workflow Universal']
    own = 'https://api.clarifai.com/v2/users/ann/apps/zoo'
    assert [path.split('?')[0] for path in service.paths[3:]] == [
        'GET %s/inputs' % own, 'POST %s/searches' % own,
        'GET %s/models/no-such-thing-7f3a' % own, 'GET ' + own]
    assert set(request.api_key for request in service.requests[3:]) == set([PAT])


@pytest.mark.parametrize('answer, said', [
    ({'hits': []}, 'settled: no, POST /searches finds 0'),
    ((404, 11101), 'settled: no, POST /searches is refused (HTTP 404 with code 11101)'),
    ((500, 98004), 'not settled: HTTP 500 with code 98004')])
def test_a_search_without_hits_or_refused_settles_it_too(run, known, service, answer, said):
    service.answer({'inputs': [PICTURE]})
    if isinstance(answer, dict):
        service.answer(answer)
    else:
        service.refuse(*answer)
    service.refuse(404, 21200)
    service.answer({'app': {}})
    status, out = run('--live')
    assert status == 0
    first, _, last = questions(out)
    assert said in first and 'not settled: the answer names no' in last


def test_what_could_not_be_asked_is_not_settled(run, known, service):
    service.answer({'inputs': []})
    service.answer(ApiError('https://api.clarifai.com', {}, 'GET', cause='no route to host'))
    service.refuse(401, 11009)
    found = questions(run('--live')[1])
    assert [line.split(': ', 1)[1] for line in found] == [
        'not settled: the app has no input with a URL to ask with',
        'not settled: the service could not be asked',
        'not settled: HTTP 401 with code 11009']


def test_the_service_is_asked_whether_it_takes_the_credentials(run, known, http):
    http.answer({'inputs': []}, {'inputs': []}, {'model': {'id': 'general'}})
    answer_questions(http)
    status, out = run('--live')
    assert status == 0
    assert ('Service\n'
            '  API key        opens its app\n'
            '  app            the PAT opens zoo of ann\n'
            '  public models  the PAT opens them\n'
            'Open questions') in out
    assert [(request.method, request.api_key) for request in http.requests[:3]] == [
        ('GET', KEY), ('GET', PAT), ('GET', PAT)]
    assert '/v2/users/ann/apps/zoo/inputs' in http.paths[1]


def test_only_what_is_known_is_asked_about(run, monkeypatch, http):
    monkeypatch.setenv('CLARIFAI_API_KEY', KEY)
    http.answer({'inputs': []})
    status, out = run('--live')
    assert status == 0 and len(http.requests) == 1
    assert [line.split(': ')[-1] for line in lines_of(out, 'no.')] == [
        'it takes a PAT, a user and an app to ask'] * 3


def test_a_refusal_is_a_problem_and_the_rest_is_asked(run, known, http):
    http.refuse(401, 11009, 'API key not found')
    http.answer(ApiError('https://api.clarifai.com', {}, 'GET', cause='no route to host'))
    http.answer({'model': {'id': 'general'}})
    answer_questions(http)
    status, out = run('--live')
    assert status == 1
    assert lines_of(out, 'API key')[-1].endswith(' refused')
    assert lines_of(out, 'app')[-1].endswith(' could not be asked')
    first, second = lines_of(out, 'Problem:')
    assert '11009' in first and 'no route to host' in second
    assert KEY not in out and PAT not in out


def test_an_unusable_credential_is_one_problem_and_nothing_is_asked(run, known, monkeypatch, http):
    monkeypatch.setenv('CLARIFAI_PAT', 'a\tpat of\ttabs')
    status, out = run('--live')
    assert status == 1 and http.requests == []
    assert lines_of(out, 'API key')[-1].endswith(' could not be asked')
    problem, = lines_of(out, 'Problem:')
    assert 'CLARIFAI_PAT' in problem


def test_a_session_token_is_as_good_as_a_pat(capsys, monkeypatch):
    for name in ('CLARIFAI_API_KEY', 'CLARIFAI_PAT'):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv('CLARIFAI_SESSION_TOKEN', 'token-0123456789-tttt')
    assert main(['diagnose']) == 0
    out = capsys.readouterr()[0]
    assert '****tttt from environment' in out
    assert 'token-0123456789' not in out
