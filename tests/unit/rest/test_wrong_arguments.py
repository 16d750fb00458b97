"""Wrong arguments of every public call and class: nothing but a UserError, or what the call means.

Each argument of each is given each of many wrong values; the network answers whatever is sent.
"""
from __future__ import absolute_import

import array
import datetime
import decimal
import errno
import inspect
import io
import pickle
import warnings

import pytest

from answers import BASE, KEY, URL
from clarifai import errors
from clarifai.errors import ApiClientError, UserError
from clarifai.rest import (
    AnnotationSearchTerm, BoundingBox, ClarifaiApp, Concept, Face, FaceIdentity, FeedbackInfo, Geo,
    GeoBox, GeoLimit, GeoPoint, Image, InputSearchTerm, Model, ModelOutputConfig, ModelOutputInfo,
    OutputSearchTerm, Region, RegionInfo, SearchQueryBuilder, TextSearchTerm, Video, Workflow,
    client, http_client)
from platform_api import APP, PAT, USER

WRONG = [
    None, 0, 5, -1, 1.5, float('nan'), True, '', ' ', 'x', u'\ud83d', b'\xff', 'a\0b', [], [1],
    [None], ['x'], [''], {}, {'a': object()}, (), ('a', 'b'), object(), Image(), Image(url=''),
    Concept('a'), io.BytesIO(b'x'), array.array('B', [1, 2]), decimal.Decimal('1'),
    datetime.datetime(2000, 1, 1), Exception, len, [[1]], [('a',)], [('a', 1)], iter([]),
    set(['a']), [Image()], [Image(url='u')], 10 ** 400]
ALLOWED = (UserError, ApiClientError, DeprecationWarning)

GOOD = {
    'url': URL, 'urls': [URL], 'files': [__file__], 'filename': __file__, 'raw_bytes': b'x',
    'img_bytes': b'x', 'base64_bytes': 'aGk=', 'image': Image(URL, image_id='i'),
    'images': [Image(URL, image_id='i')], 'inputs': [Image(URL, image_id='i')],
    'objs': [Image(URL)], 'obj': Image(URL), 'concepts': [Concept('a', 'a')],
    'concept_ids': ['a'], 'concept_names': ['a'], 'input_ids': ['a'], 'model_ids': ['a'],
    'workflow_ids': ['w'], 'concept_ids_pairs': [['a']], 'query': {'ands': []}, 'action': 'merge',
    'metadata': {'a': 1}, 'model': {'id': 'm'}, 'models': [{'id': 'm'}],
    'versions': [{'id': 'v'}], 'fields': {'name': 'm'}, 'longitude': 1, 'latitude': 1,
    'point1': GeoPoint(1, 2), 'point2': GeoPoint(1, 2), 'term': OutputSearchTerm(URL),
    'workflow': {'id': 'w'}, 'top_row': 0, 'left_col': 0, 'bottom_row': 1, 'right_col': 1}
CLASSES = (
    Image, Video, client.Input, Concept, Geo, GeoPoint, GeoLimit, GeoBox, BoundingBox, Region,
    RegionInfo, ModelOutputConfig, ModelOutputInfo, InputSearchTerm, OutputSearchTerm,
    AnnotationSearchTerm, TextSearchTerm, SearchQueryBuilder, Face, FaceIdentity, FeedbackInfo,
    Model, Workflow)
NOT_CALLED = ('check_upgrade', 'over', 'session', 'with_options')  # "over" is the house's own


class AnyAnswer(object):
    """An HttpClient that answers everything with success."""

    repeatable = False

    def __init__(self, session, api_key):
        pass

    def execute_request(self, method, params, url):
        return {'status': {'code': 10000, 'description': 'Ok'}}


def arguments_of(call):
    """The names of a call's arguments, and of those that it must be given."""
    read = getattr(inspect, 'getfullargspec', None) or inspect.getargspec
    spec = read(call)
    names = [name for name in spec[0] if name not in ('self', 'cls')]
    return names, names[:len(names) - len(spec[3] or ())]


def carry_out(call, arguments):
    """Make a call to its end: read what it yields, print what it returns."""
    made = call(**arguments)
    if inspect.isgenerator(made):
        next(made, None)
    elif hasattr(made, 'dict'):
        made.dict()
    repr(made)


def escaped(call, signature_of, good):
    """What escapes a call with wrong arguments, as texts."""
    names, required = arguments_of(signature_of)
    found = []
    for name in names:
        for wrong in WRONG:
            arguments = dict((other, good.get(other, 'x')) for other in required)
            arguments[name] = wrong
            try:
                carry_out(call, arguments)
            except ALLOWED:
                pass
            except Exception as error:
                found.append('%s=%r: %s: %s' % (name, wrong, type(error).__name__, error))
    return found


@pytest.fixture(params=['key', 'pat'])
def any_app(request, monkeypatch):
    """A ClarifaiApp whose requests all succeed, with a key or a PAT."""
    monkeypatch.setattr(http_client, 'HttpClient', AnyAnswer)
    if request.param == 'key':
        return ClarifaiApp(api_key=KEY, base_url=BASE)
    return ClarifaiApp(pat=PAT, user_id=USER, app_id=APP, base_url=BASE)


OBJECTS = {
    'app': lambda app: app, 'api': lambda app: app.api, 'inputs': lambda app: app.inputs,
    'concepts': lambda app: app.concepts, 'models': lambda app: app.models,
    'workflows': lambda app: app.workflows,
    'model': lambda app: Model(app.api, {'id': 'm', 'model_version': {'id': 'v'}}),
    'workflow': lambda app: Workflow(app.api, workflow_id='w'),
    'moderation': lambda app: app.solutions.moderation}


@pytest.mark.parametrize('name', sorted(OBJECTS))
def test_calls(any_app, name):
    owner = OBJECTS[name](any_app)
    query = SearchQueryBuilder()
    query.add_term(OutputSearchTerm(URL))
    good = dict(GOOD, qb=query)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        calls = [(member, getattr(owner, member)) for member in dir(owner)
                 if not member.startswith('_') and member not in NOT_CALLED]
        found = ['%s(%s)' % (member, line) for member, call in calls if inspect.ismethod(call)
                 for line in escaped(call, call, good)]
    assert found == []


@pytest.mark.parametrize('kind', CLASSES, ids=lambda kind: kind.__name__)
def test_constructors(any_app, kind):
    found = escaped(kind, kind.__init__, dict(GOOD, api=any_app.api))
    if kind is Geo:  # as in 2.x
        found = [line for line in found if ': Exception: ' not in line]
    assert found == []


# What 2.6.2 raised is raised still, as a UserError

@pytest.mark.parametrize('call, kind, said', [
    (lambda app: app.inputs.bulk_update_inputs(Image(), 'merge'), TypeError, 'inputs must be'),
    (lambda app: app.inputs.get(5), TypeError, 'input_id must be text'),
    (lambda app: GeoLimit('mile', 'x'), ValueError, "limit_range must be a number, not 'x'"),
    (lambda app: GeoLimit('kilometer', None), TypeError, 'limit_range'),
    (lambda app: GeoLimit('furlong', 1), ValueError, 'limit_type must be one of'),
    (lambda app: GeoPoint('x', 1), ValueError, 'longitude'),
    (lambda app: app.models.get(model_id='m').predict_by_filename('missing.png'), IOError,
     'missing.png'),
    (lambda app: app.inputs.create_image_from_filename('missing.png'), IOError, 'missing.png'),
    (lambda app: app.inputs.search_by_image(filename='missing.png'), IOError, 'missing.png'),
    (lambda app: app.tag_files(['missing.png']), IOError, 'missing.png'),
    (lambda app: Image(filename='missing.png'), IOError, 'missing.png'),
    (lambda app: app.models.get(model_id='m').predict_by_filename('a\0b'), (ValueError, TypeError),
     'cannot be the name of a file'),
    (lambda app: app.models.get(model_id='m').predict_by_filename(array.array('B', [1, 2])),
     TypeError, 'path of a file'),
    (lambda app: app.models.get(model_id='m').predict_by_filename(7), TypeError, 'path of a file'),
    (lambda app: Image(filename=decimal.Decimal(7)), TypeError, 'path of a file'),
    (lambda app: app.models.get(model_id='m').predict_by_bytes(u'text'), TypeError, 'raw_bytes'),
    (lambda app: app.inputs.update(Image(image_id='i', metadata={'a': {'b': [1, object()]}})),
     TypeError, "metadata['a']['b'][1] is <object"),
    (lambda app: app.inputs.create_image_from_url(URL, metadata={'t': datetime.date(2000, 1, 1)}),
     TypeError, "metadata['t'] is datetime.date"),
    (lambda app: app.inputs.create_image_from_url(URL, metadata={'n': float('nan')}),
     ValueError, "metadata['n'] is nan"),
    (lambda app: app.inputs.create_image_from_url(URL, metadata={('a', 'b'): 1}),
     TypeError, "metadata has the key ('a', 'b')"),
    (lambda app: app.inputs.search_by_metadata({'a': set()}), TypeError, "metadata['a']"),
    (lambda app: app.models.create('m', hyper_parameters={'a': object()}), TypeError,
     "hyper_parameters['a']"),
    (lambda app: app.inputs.get_by_page('one'), ValueError, "page must be a number, not 'one'")])
def test_a_user_error_is_what_2x_raised_as_well(app, http, call, kind, said):
    with pytest.raises(UserError) as caught:
        call(app)
    assert isinstance(caught.value, kind)
    assert said in str(caught.value).replace("u'", "'")
    assert http.requests == []
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_half_a_surrogate_pair_in_an_id(app, http):
    try:
        u'\ud83d'.encode('utf-8')
    except UnicodeEncodeError:
        with pytest.raises(UserError) as caught:
            app.inputs.get(u'\ud83d')
        assert isinstance(caught.value, UnicodeEncodeError) and 'input_id' in str(caught.value)
        assert http.requests == []
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    else:  # 2.7 writes it as it is
        http.answer({})
        app.inputs.get(u'\ud83d')


def test_a_file_that_cannot_be_opened_is_what_open_raises(app, tmpdir):
    path = str(tmpdir.join('missing.png'))
    with pytest.raises(IOError) as raised:
        open(path)
    with pytest.raises(UserError) as caught:
        app.models.get(model_id='m').predict_by_filename(path)
    assert isinstance(caught.value, type(raised.value))
    assert isinstance(caught.value, errors.UserFileError)
    assert (caught.value.errno, caught.value.filename) == (errno.ENOENT, path)
    copied = pickle.loads(pickle.dumps(caught.value))
    assert (type(copied), copied.errno, str(copied)) == (
        type(caught.value), errno.ENOENT, str(caught.value))
    with pytest.raises(UserError) as caught:
        app.models.get(model_id='m').predict_by_filename(str(tmpdir))
    assert str(tmpdir) in str(caught.value) and isinstance(caught.value, IOError)


def test_lists_without_end_are_no_json(app, http):
    endless = {}
    endless['a'] = [endless]
    with pytest.raises(UserError) as caught:
        app.inputs.create_image_from_url(URL, metadata=endless)
    assert 'contains itself' in str(caught.value) and http.requests == []


# Empty ones among others

def given_nothing():
    return [Image(URL), Image(url=''), Image(URL)]


@pytest.mark.parametrize('call', [
    lambda app: app.models.get(model_id='m').predict(given_nothing()),
    lambda app: app.api.predict_model('m', given_nothing()),
    lambda app: Workflow(app.api, workflow_id='w').predict(given_nothing()),
    lambda app: app.models.get(model_id='m').predict(
        [Image(URL), Video(file_obj=io.BytesIO(b'')), Image(URL)]),
    lambda app: app.inputs.bulk_create_images(given_nothing()),
    lambda app: app.inputs.bulk_create_images([Image(URL), Image(image_id='i')]),
    lambda app: app.tag_urls([URL, None]), lambda app: app.tag_urls([URL, '']),
    lambda app: app.tag_urls([URL, '  ', URL]), lambda app: app.tag_files([__file__, None])])
def test_an_empty_one_among_others_is_named_by_its_position(app, http, call):
    with pytest.raises(UserError) as caught:
        call(app)
    assert 'position 1' in str(caught.value) and http.requests == []


def test_an_image_with_an_id_alone_is_not_predicted_as_in_2x(app, http):
    http.answer({'outputs': []})
    app.models.get(model_id='m').predict([Image(image_id='i'), Image(URL)])
    assert len(http.last.params['inputs']) == 1


# Counts

@pytest.mark.parametrize('answer', [{}, {'counts': None}, {'counts': []}, {'inputs': []}])
def test_an_answer_without_counts_ends_no_wait(app, http, answer):
    http.answer(answer, answer)
    with pytest.raises(UserError) as caught:
        app.inputs.check_status()
    assert 'counts' in str(caught.value)
    with pytest.raises(UserError):
        app.wait_until_inputs_upload_finish(max_wait=1)


def test_counts_that_are_left_out_are_zeros(app, http):
    http.answer({'counts': {'errors': 3}})
    counts = app.inputs.check_status()
    assert (counts.processed, counts.errors) == (0, 3)
