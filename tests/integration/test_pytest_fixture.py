"""The fixture clarifai_sandbox in the tests of somebody's project."""
from __future__ import absolute_import

import pytest
from sandbox_process import ROOT

pytest_plugins = ['pytester']


@pytest.fixture()
def project(pytester, monkeypatch):
    """A folder for tests that are run by a pytest with no plugin but this, in its own process."""
    monkeypatch.setenv('PYTHONPATH', ROOT)
    monkeypatch.setenv('PYTEST_DISABLE_PLUGIN_AUTOLOAD', '1')
    monkeypatch.setenv('CLARIFAI_PAT', 'of-the-developer')
    monkeypatch.setenv('HTTP_PROXY', 'http://127.0.0.1:9')
    pytester.makepyfile(collector='''
        from clarifai.rest import ClarifaiApp

        def collect(name):
            app = ClarifaiApp()
            app.concepts.create(name)
            return [concept.concept_id for concept in app.concepts.get_all()]
    ''')
    return pytester


def run(project):
    return project.runpytest_subprocess('-p', 'clarifai.pytest_plugin', '-p', 'no:cacheprovider')


def test_code_under_test_finds_an_empty_app_each_time(project):
    project.makepyfile('''
        import pytest
        from collector import collect

        @pytest.mark.parametrize('name', ['cup', 'plate'])
        def test_collects(clarifai_sandbox, name):
            assert collect(name) == [name]
    ''')
    run(project).assert_outcomes(passed=2)


def test_requests_are_those_of_the_test(project):
    project.makepyfile('''
        import pytest
        from collector import collect

        @pytest.mark.parametrize('name', ['cup', 'plate'])
        def test_sends(clarifai_sandbox, name):
            assert clarifai_sandbox.requests == []
            collect(name)
            created, listed = clarifai_sandbox.requests[:2]
            assert created.method == 'POST'
            assert created.path.startswith('/v2/users/user-')
            assert [item['id'] for item in created.body['concepts']] == [name]
            assert created.status == listed.status == 200
    ''')
    run(project).assert_outcomes(passed=2)


def test_a_fault_ends_with_its_test(project):
    project.makepyfile('''
        import pytest
        from clarifai.rest import ApiError
        from collector import collect

        def test_first(clarifai_sandbox):
            clarifai_sandbox.fail('/v2/concepts', status=400)
            with pytest.raises(ApiError):
                collect('cup')

        def test_second(clarifai_sandbox):
            assert collect('cup') == ['cup']
            assert clarifai_sandbox.faults.rules() == []
    ''')
    run(project).assert_outcomes(passed=2)


def test_the_environment_is_as_before_after_a_test(project):
    project.makepyfile('''
        import os

        def test_with(clarifai_sandbox):
            assert os.environ['CLARIFAI_API_BASE'] == clarifai_sandbox.url
            assert os.environ['CLARIFAI_PAT'] != 'of-the-developer'

        def test_without():
            assert 'CLARIFAI_API_BASE' not in os.environ
            assert os.environ['CLARIFAI_PAT'] == 'of-the-developer'
    ''')
    run(project).assert_outcomes(passed=2)


def test_options_are_a_fixture(project):
    project.makeconftest('''
        import pytest

        @pytest.fixture(scope='session')
        def clarifai_sandbox_options():
            return {'credentials': 'key'}
    ''')
    project.makepyfile('''
        from collector import collect

        def test_collects(clarifai_sandbox):
            assert collect('cup') == ['cup']
            assert clarifai_sandbox.requests[0].path == '/v2/concepts'
    ''')
    run(project).assert_outcomes(passed=1)


def test_the_fixture_is_listed_with_what_it_does(project):
    listed = project.runpytest_subprocess('-p', 'clarifai.pytest_plugin', '--fixtures')
    listed.stdout.fnmatch_lines(['clarifai_sandbox*',
                                 '*empty app, which ClarifaiApp() finds by the environment*'])


def test_clients_of_grpc_reach_the_same_sandbox(project):
    pytest.importorskip('grpc')
    project.makeconftest('''
        import pytest

        @pytest.fixture(scope='session')
        def clarifai_sandbox_options():
            return {'grpc_port': 0}
    ''')
    project.makepyfile('''
        import os

        import grpc
        from collector import collect

        def test_both_addresses(clarifai_sandbox):
            assert collect('cup') == ['cup']
            assert os.environ['CLARIFAI_API_BASE'] == clarifai_sandbox.url
            address = clarifai_sandbox.grpc_url[len('http://'):]
            with grpc.insecure_channel(address) as channel:
                grpc.channel_ready_future(channel).result(timeout=30)
                # Of a request and an answer, nothing but what a wire has: an empty message, and
                # the status in it.
                call = channel.unary_unary('/clarifai.api.V2/ListStatusCodes')
                assert b'SUCCESS' in call(b'', timeout=30)
            assert clarifai_sandbox.requests[-1].path == '/v2/status_codes'
    ''')
    run(project).assert_outcomes(passed=1)
