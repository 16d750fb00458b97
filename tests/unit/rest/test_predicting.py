"""predict_by_url, _filename, _bytes and _base64, the same for models and workflows."""
from __future__ import absolute_import

import base64
import io

import pytest

from answers import URL, an_output
from clarifai.errors import UserError
from clarifai.rest import Concept, Model, Workflow

PICTURE = b'GIF89a and so on'
BASE64 = base64.b64encode(PICTURE)
OPTIONS = {'lang': 'zh', 'min_value': 0.5, 'max_concepts': 3, 'sample_ms': 250}


class Kind(object):
    """A model or a workflow, and where its options stand in the body."""

    def __init__(self, made, config_of):
        self.made = made
        self._config_of = config_of

    def sent(self, http):
        """Returns the one input of the latest body."""
        assert len(http.last.params['inputs']) == 1
        return http.last.params['inputs'][0]['data']

    def config(self, http):
        return self._config_of(http.last.params)


@pytest.fixture(params=['model', 'workflow'])
def kind(request, app, http):
    http.answer({'outputs': [an_output()], 'results': [{'outputs': [an_output()]}]})
    if request.param == 'model':
        return Kind(Model(app.api, model_id='boats'),
                    lambda body: body.get('model', {}).get('output_info', {}).get('output_config'))
    return Kind(Workflow(app.api, workflow_id='docks'), lambda body: body.get('output_config'))


def test_by_url(kind, http):
    answer = kind.made.predict_by_url(' %s\n' % URL)
    assert type(answer) is dict and answer['status']['code'] == 10000
    assert kind.sent(http) == {'image': {'url': URL}}
    assert not kind.config(http)


def test_by_filename(kind, http, tmpdir):
    tmpdir.join('a.gif').write_binary(PICTURE)
    kind.made.predict_by_filename(str(tmpdir.join('a.gif')))
    assert kind.sent(http) == {'image': {'base64': BASE64.decode('ascii')}}


@pytest.mark.parametrize('content', [PICTURE, bytearray(PICTURE), io.BytesIO(PICTURE)])
def test_by_bytes(kind, http, content):
    kind.made.predict_by_bytes(content)
    assert kind.sent(http) == {'image': {'base64': BASE64.decode('ascii')}}


@pytest.mark.parametrize('content', [BASE64, BASE64.decode('ascii'), bytearray(BASE64)])
def test_by_base64(kind, http, content):
    kind.made.predict_by_base64(content)
    assert kind.sent(http) == {'image': {'base64': BASE64.decode('ascii')}}


@pytest.mark.parametrize('call', ['url', 'filename', 'bytes', 'base64'])
def test_all_take_the_same_options(kind, http, tmpdir, call):
    tmpdir.join('a.mp4').write_binary(PICTURE)
    content = {'url': URL, 'filename': str(tmpdir.join('a.mp4')), 'bytes': PICTURE,
               'base64': BASE64}[call]
    getattr(kind.made, 'predict_by_' + call)(content, is_video=True, select_concepts=[
        Concept(concept_name='cat')], **OPTIONS)
    assert list(kind.sent(http)) == ['video']
    config = kind.config(http)
    assert (config['language'], config['min_value'], config['max_concepts'],
            config['sample_ms']) == ('zh', 0.5, 3, 250)
    assert [one['name'] for one in config['select_concepts']] == ['cat']


@pytest.mark.parametrize('call', ['url', 'filename', 'bytes', 'base64'])
def test_all_take_them_by_position(kind, http, tmpdir, call):
    tmpdir.join('a.gif').write_binary(PICTURE)
    content = {'url': URL, 'filename': str(tmpdir.join('a.gif')), 'bytes': PICTURE,
               'base64': BASE64}[call]
    getattr(kind.made, 'predict_by_' + call)(content, 'zh', False, 0.5, 3, [Concept('a')], 250)
    assert list(kind.sent(http)) == ['image']
    assert (kind.config(http)['language'], kind.config(http)['sample_ms']) == ('zh', 250)


def test_a_missing_file_is_the_error_of_open(app, http, tmpdir):
    with pytest.raises(IOError):
        Model(app.api, model_id='boats').predict_by_filename(str(tmpdir.join('no.gif')))
    assert http.requests == []


@pytest.mark.parametrize('call, wrong', [
    ('url', ''), ('url', None), ('url', 5), ('bytes', b''), ('bytes', u'text'), ('bytes', 5),
    ('base64', b''), ('base64', None), ('base64', b'%%'), ('base64', 5)])
def test_nothing_to_predict_is_a_user_error(app, http, call, wrong):
    for made in (Model(app.api, model_id='boats'), Workflow(app.api, workflow_id='docks')):
        with pytest.raises(UserError):
            getattr(made, 'predict_by_' + call)(wrong)
    assert http.requests == []


@pytest.mark.parametrize('call, argument, wrong', [
    ('url', 'url', ''), ('url', 'url', None), ('url', 'url', ' '), ('filename', 'filename', None),
    ('bytes', 'raw_bytes', b''), ('bytes', 'raw_bytes', None), ('bytes', 'raw_bytes', bytearray()),
    ('base64', 'base64_bytes', b''), ('base64', 'base64_bytes', None)])
def test_what_is_empty_is_named(app, http, call, argument, wrong):
    with pytest.raises(UserError) as caught:
        getattr(Model(app.api, model_id='boats'), 'predict_by_' + call)(wrong)
    said = str(caught.value)
    assert said.startswith(argument + ' must be') and 'not empty, not' in said
    assert repr(wrong).lstrip('ub') in said


def test_a_file_that_is_empty_is_named(app, http, tmpdir):
    tmpdir.join('empty.gif').write('')
    for call in (Model(app.api, model_id='boats').predict_by_filename,
                 lambda name: app.inputs.search_by_image(filename=name)):
        with pytest.raises(UserError) as caught:
            call(str(tmpdir.join('empty.gif')))
        assert 'filename must be' in str(caught.value) and 'empty.gif' in str(caught.value)
    assert http.requests == []


@pytest.mark.parametrize('wrong', ['cat', ['cat'], [5]])
def test_select_concepts_wants_concepts(app, http, wrong):
    with pytest.raises(UserError):
        Model(app.api, model_id='boats').predict_by_url(URL, select_concepts=wrong)
    assert http.requests == []
