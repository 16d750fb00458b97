"""The fixture clarifai_sandbox in the tests of somebody's project."""
from __future__ import absolute_import

import os

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


PICTURE = '''
    import base64

    from clarifai.rest import ClarifaiApp, Image

    GIF = base64.b64decode('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')

    def add(name, app=None):
        (app or ClarifaiApp()).inputs.create_image_from_bytes(GIF, image_id=name)

    def status(name):
        return ClarifaiApp().inputs.get(name).status.code

    def names(model='general-v1.3', **options):
        app = ClarifaiApp()
        model = app.models.get(model) if model == 'general-v1.3' else app.models.get(model_id=model)
        answer = model.predict_by_bytes(GIF, **options)
        return [(concept['name'], concept['value'])
                for concept in answer['outputs'][0]['data']['concepts']]
'''


@pytest.fixture()
def pictures(project):
    """The same with a module that adds a picture and predicts it."""
    project.makepyfile(pictures=PICTURE)
    return project


def test_uploads_can_be_waited_for(pictures):
    pictures.makepyfile('''
        import pytest
        from pictures import add, status

        def test_settle(clarifai_sandbox):
            for number in range(20):
                add('cup-%d' % number)
            clarifai_sandbox.settle()
            assert set(status('cup-%d' % number) for number in range(20)) == {30000}

        @pytest.mark.clarifai(instant=True)
        def test_instant(clarifai_sandbox):
            for number in range(20):
                add('cup-%d' % number)
                assert status('cup-%d' % number) == 30000

        def test_the_next_one_is_not(clarifai_sandbox):
            assert clarifai_sandbox.instant is False

        def test_what_takes_too_long_is_told(clarifai_sandbox):
            add('cup')
            clarifai_sandbox._services.jobs.left = lambda: '1 input'
            with pytest.raises(TimeoutError) as caught:
                clarifai_sandbox.settle(timeout=0.01)
            assert str(caught.value) == 'after 0.01 seconds there is left: 1 input'
            del clarifai_sandbox._services.jobs.left
    ''')
    run(pictures).assert_outcomes(passed=4)


def test_training_is_waited_for_as_well(pictures):
    pictures.makepyfile('''
        import pytest
        from clarifai.rest import ClarifaiApp, Image
        from pictures import GIF

        @pytest.mark.clarifai(instant=True)
        def test_trains(clarifai_sandbox):
            app = ClarifaiApp()
            app.inputs.bulk_create_images([
                Image(base64=__import__('base64').b64encode(GIF), image_id=name, concepts=[name])
                for name in ('cup', 'plate')])
            model = app.models.create('dishes', concepts=['cup', 'plate'])
            answer = model.train(sync=False)
            version = answer['model']['model_version']['id']
            assert model.get_version(version)['model_version']['status']['code'] == 21100
    ''')
    run(pictures).assert_outcomes(passed=1)


def test_answers_are_canned_for_a_test(pictures):
    pictures.makepyfile('''
        import pytest
        from clarifai.rest import ClarifaiApp
        from pictures import add, names

        def test_names(clarifai_sandbox):
            canned = clarifai_sandbox.answer('general-v1.3', ['cat', 'dog'])
            assert names() == [('cat', 0.99), ('dog', 0.99)]
            assert canned.given == 1

        def test_they_end_with_their_test(clarifai_sandbox):
            assert 'cat' not in dict(names())

        def test_values_and_how_much_is_wanted(clarifai_sandbox):
            clarifai_sandbox.answer('general-image-recognition', {'cat': 0.9, 'dog': 0.4, 'cow': 0})
            assert names(min_value=0.3) == [('cat', 0.9), ('dog', 0.4)]
            assert names(max_concepts=1) == [('cat', 0.9)]

        def test_one_after_the_other(clarifai_sandbox):
            clarifai_sandbox.answer('general-v1.3', ['first'], times=2)
            clarifai_sandbox.answer('general-v1.3', ['second'], times=1)
            said = [names()[0][0] for _ in range(4)]
            assert said[:3] == ['first', 'first', 'second'] and said[3] not in said[:3]

        def test_the_newest_holds_for_all_inputs(clarifai_sandbox):
            clarifai_sandbox.answer('general-v1.3', ['old'])
            with clarifai_sandbox.answer('general-v1.3', ['new']):
                clarifai_sandbox.answer('general-v1.3', ['once'], times=1)
                assert [names()[0][0] for _ in range(3)] == ['once', 'new', 'new']
                add('cup')
                clarifai_sandbox.settle()
                search = ClarifaiApp().inputs.search_by_predicted_concepts
                assert [hit.input_id for hit in search(concept='new')] == ['cup']
            assert names()[0][0] == 'old'

        def test_a_model_of_the_app_speaks_of_its_concepts(clarifai_sandbox):
            app = ClarifaiApp()
            app.concepts.bulk_create(['c-1', 'c-2'], ['shiny thing', 'dull thing'])
            app.models.create('mine', concepts=['c-1', 'c-2'])
            clarifai_sandbox.answer('mine', {'shiny thing': 0.9, 'cat': 0.5})
            from pictures import GIF
            said = app.models.get(model_id='mine').predict_by_bytes(GIF)['outputs'][0]['data']
            assert [(one['id'], one['name'], one['value']) for one in said['concepts']] == [
                ('c-1', 'shiny thing', 0.9), (said['concepts'][1]['id'], 'cat', 0.5)]
            assert said['concepts'][0]['app_id'] == app.api.connection.app_id
            clarifai_sandbox.answer('general-v1.3', ['shiny thing'])
            assert names() == [('shiny thing', 0.99)]

        def test_a_block(clarifai_sandbox):
            with clarifai_sandbox.answer('general-v1.3', ['cat']):
                assert names() == [('cat', 0.99)]
            assert names() != [('cat', 0.99)]

        def test_a_model_that_is_not_there(clarifai_sandbox):
            clarifai_sandbox.answer('my-model', ['cat'])
            assert names('my-model') == [('cat', 0.99)]
            info = ClarifaiApp().models.get(model_id='my-model').get_info()
            assert info['model']['id'] == 'my-model'

        def test_regions_and_texts(clarifai_sandbox):
            box = {'top_row': 0.1, 'left_col': 0.2, 'bottom_row': 0.4, 'right_col': 0.7}
            clarifai_sandbox.answer('face-v1.3', data={'regions': [
                {'id': 'r', 'region_info': {'bounding_box': box}}]})
            clarifai_sandbox.answer('my-writer', text='A cat.')
            app = ClarifaiApp()
            from pictures import GIF
            said = [app.models.get(model_id=name).predict_by_bytes(GIF)['outputs'][0]['data']
                    for name in ('face-detection', 'my-writer')]
            assert said[0]['regions'][0]['region_info']['bounding_box'] == box
            assert said[1]['text']['raw'] == 'A cat.'

        def test_a_function(clarifai_sandbox):
            clarifai_sandbox.answer('general-v1.3', function=lambda pixels: {
                'tiny' if pixels.shape[0] < 10 else 'large': 1.0})
            assert names() == [('tiny', 1.0)]

        def test_inputs_are_found_by_it(clarifai_sandbox):
            clarifai_sandbox.answer('general-v1.3', ['a thing nobody knows'])
            add('cup')
            clarifai_sandbox.settle()
            hits = ClarifaiApp().inputs.search_by_predicted_concepts(concept='a thing nobody knows')
            assert [hit.input_id for hit in hits] == ['cup']

        @pytest.mark.parametrize('model, form, said', [
            ('', dict(concepts=['cat']), 'model must be an id'),
            ('a/b', dict(concepts=['cat']), 'name it by its id'),
            ('m', {}, 'give one of concepts, text, data, function, not none'),
            ('m', dict(concepts=['cat'], text='x'), 'not concepts and text'),
            ('m', dict(concepts='cat'), "such as ['cat']"),
            ('m', dict(concepts={'cat': 2}), 'values from 0 to 1'),
            ('m', dict(concepts=3), 'concepts must be names'), ('m', dict(text=3), 'text must be'),
            ('m', dict(data=[1]), 'data must be a dict'),
            ('m', dict(function=3), 'cannot be called'),
            ('m', dict(concepts=['cat'], times=0), 'times must be a whole number from 1')])
        def test_an_order_that_makes_no_sense(clarifai_sandbox, model, form, said):
            with pytest.raises(ValueError) as caught:
                clarifai_sandbox.answer(model, **form)
            assert said in str(caught.value)
    ''')
    run(pictures).assert_outcomes(passed=22)


def test_the_models_of_workflows_give_the_answers_too(pictures):
    pictures.makepyfile('''
        from clarifai.rest import ClarifaiApp
        from pictures import GIF

        def test_it(clarifai_sandbox):
            clarifai_sandbox.answer('general-v1.3', ['cat'])
            answer = ClarifaiApp().workflows.get('General').predict_by_bytes(GIF)
            names = [concept['name'] for output in answer['results'][0]['outputs']
                     for concept in output['data'].get('concepts', ())]
            assert 'cat' in names
    ''')
    run(pictures).assert_outcomes(passed=1)


def test_todays_sdk_gets_them_from_models_of_anybody(pictures):
    pictures.makepyfile('''
        import os

        from clarifai.client.model import Model
        from pictures import GIF

        def test_it(clarifai_sandbox):
            clarifai_sandbox.answer('openai/chat-completion/gpt-4o', text='A cat.')
            url = 'https://clarifai.com/openai/chat-completion/models/gpt-4o'
            model = Model(url, pat=os.environ['CLARIFAI_PAT'])
            assert model.predict_by_bytes(GIF, 'image').outputs[0].data.text.raw == 'A cat.'
    ''')
    run(pictures).assert_outcomes(passed=1)


def test_what_was_sent_is_asserted_and_told(project):
    project.makepyfile('''
        import pytest
        from collector import collect

        def test_sent(clarifai_sandbox):
            collect('cup')
            request, = clarifai_sandbox.assert_sent(
                'POST', '/v2/concepts', {'concepts': [{'id': 'cup'}]}, times=1)
            assert request.path.startswith('/v2/users/')
            clarifai_sandbox.assert_sent('GET', '/v2/users/*/concepts')
            clarifai_sandbox.assert_sent('DELETE', '*', times=0)

        @pytest.mark.parametrize('arguments, said', [
            (('POST', '/v2/inputs'), ['POST /v2/inputs was not sent. What was sent:',
                                      'POST /v2/users/', '/concepts, 200']),
            (('POST', '/v2/concepts', {'concepts': [{'id': 'plate'}]}),
             ['was not sent', """body['concepts'][0]['id'] is "cup", not "plate\\""""]),
            (('POST', '/v2/concepts', {'concepts': []}), ["body['concepts'] has 1 items, not 0"]),
            (('POST', '/v2/concepts', {'inputs': []}), ["body has no 'inputs'; it has 'concepts'"]),
            (('POST', '/v2/concepts', None, 2), ['was sent once, not twice', '(this one fits)']),
            (('*', '*/concepts', None, 0), ['was sent 3 times, and should not have been'])])
        def test_told(clarifai_sandbox, arguments, said):
            collect('cup')
            with pytest.raises(AssertionError) as caught:
                clarifai_sandbox.assert_sent(*arguments)
            for part in said:
                assert part in str(caught.value)

        def test_nothing(clarifai_sandbox):
            with pytest.raises(AssertionError) as caught:
                clarifai_sandbox.assert_sent('POST', '/v2/inputs')
            assert str(caught.value) == 'POST /v2/inputs was not sent. Nothing was sent.'
            with pytest.raises(ValueError):
                clarifai_sandbox.assert_sent('POST', 'v2/inputs')
    ''')
    run(project).assert_outcomes(passed=8)


def test_a_marker_gives_a_test_other_options(project):
    project.makepyfile('''
        import os

        import pytest
        from clarifai.rest import ApiError, ClarifaiApp
        from collector import collect

        urls = []

        @pytest.mark.clarifai(credentials='key')
        def test_of_2_x(clarifai_sandbox):
            urls.append(clarifai_sandbox.url)
            assert collect('cup') == ['cup']
            assert clarifai_sandbox.requests[0].path == '/v2/concepts'

        def test_of_the_platform(clarifai_sandbox):
            assert clarifai_sandbox.url == urls[0]
            collect('cup')
            assert clarifai_sandbox.requests[0].path.startswith('/v2/users/')

        @pytest.mark.clarifai(platform=True, credentials='key')
        class TestByTheRulesOfThePlatform:
            def test_a_key_runs_no_model(self, clarifai_sandbox):
                urls.append(clarifai_sandbox.url)
                with pytest.raises(ApiError):
                    ClarifaiApp().models.get('general-v1.3').predict_by_url('https://a.test/b.png')

            @pytest.mark.clarifai(credentials='pat')
            def test_the_nearest_marker_wins(self, clarifai_sandbox):
                assert urls == [urls[0], clarifai_sandbox.url] and urls[0] != urls[1]
                assert os.environ['CLARIFAI_PAT']

        @pytest.mark.clarifai(platfrom=True)
        def test_a_misprint(clarifai_sandbox):
            pass

        @pytest.mark.clarifai('platform')
        def test_by_place(clarifai_sandbox):
            pass

        @pytest.mark.clarifai(media='no such folder')
        def test_that_makes_no_sense(clarifai_sandbox):
            pass
    ''')
    result = run(project)
    result.assert_outcomes(passed=4, errors=3)
    result.stdout.fnmatch_lines(["*the sandbox has no option 'platfrom'; it has data, media, *",
                                 '*takes options by their names, such as platform=True*',
                                 '*does not start: media: no such folder is not a folder*'])
    result.stdout.no_fnmatch_line('*Unknown*')


def test_the_marker_is_listed(project):
    listed = project.runpytest_subprocess('-p', 'clarifai.pytest_plugin', '--markers')
    listed.stdout.fnmatch_lines(['@pytest.mark.clarifai(*options*platform=True*'])


def test_several_workers_have_a_sandbox_each(project, monkeypatch):
    xdist = pytest.importorskip('xdist', reason='needs pytest-xdist')
    monkeypatch.setenv('PYTHONPATH', os.pathsep.join(
        [ROOT, os.path.dirname(os.path.dirname(xdist.__file__))]))
    project.makepyfile('''
        import pytest
        from collector import collect

        @pytest.mark.parametrize('number', range(8))
        def test_collects(clarifai_sandbox, number):
            clarifai_sandbox.answer('general-v1.3', ['cat'])
            assert collect('cup') == ['cup']
            clarifai_sandbox.assert_sent('POST', '/v2/concepts', times=1)
    ''')
    result = project.runpytest_subprocess('-p', 'clarifai.pytest_plugin', '-p', 'xdist.plugin',
                                          '-p', 'no:cacheprovider', '-n', '2')
    result.assert_outcomes(passed=8)
