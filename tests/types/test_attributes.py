"""The attributes of real objects against the stubs, which stubtest cannot compare."""
from __future__ import absolute_import

import ast
import importlib
import io

import pytest

from check_stubs import stub_of
from clarifai.bulk import ItemError, Report, Result, Source, predict, upload
from clarifai.errors import ApiError
from clarifai.rest.client import (
    AnnotationHit, AnnotationSearchTerm, ApiResponse, ApiStatus, BoundingBox, ClarifaiApp, Concept,
    Face, FaceAgeAppearance, FeedbackInfo, Geo, GeoBox, GeoLimit, GeoPoint, Image, Input,
    InputCounts, InputSearchTerm, ModelOutputConfig, ModelOutputInfo, OutputSearchTerm, Region,
    RegionInfo, SearchQueryBuilder, TextSearchTerm, Video, Workflow, WorkflowNode, pagination)
from clarifai.rest.http_client import HttpClient
from clarifai.retry import RetryPolicy
from clarifai.views.gallery import Gallery
from public_modules import PUBLIC

if not hasattr(ast, 'AnnAssign'):  # Python 2.7 cannot parse a stub
    pytest.skip('stubs have the syntax of Python 3', allow_module_level=True)


def objects():
    """Returns an object of every class that has attributes."""
    app = ClarifaiApp(api_key='key', base_url='http://localhost')
    point = GeoPoint(1, 2)
    return [
        app, app.platform, app.api,
        app.auth, app.inputs, app.models, app.concepts, app.workflows, app.solutions,
        app.public_models, app.public_models.general_model, app.solutions.moderation,
        app.public_models.general_model.solutions,
        app.public_models.general_model.solutions.moderation, Workflow(app.api, workflow_id='id'),
        WorkflowNode({}), Input('id'), Image('url'), Video('url'), point, GeoLimit(),
        GeoBox(point, point), Geo(point), Concept('name'), BoundingBox(0, 0, 1, 1), RegionInfo(),
        Region(), Face(), FaceAgeAppearance([]), FeedbackInfo(), ModelOutputConfig(),
        ModelOutputInfo(), InputSearchTerm('url'), OutputSearchTerm('url'), SearchQueryBuilder(),
        AnnotationSearchTerm('cat'), TextSearchTerm('text'), AnnotationHit(None, 0.5, None),
        ApiStatus({}), ApiResponse(), InputCounts({}), pagination(), RetryPolicy(),
        HttpClient(None, 'key'), ApiError('url', {}, 'GET'), predict(
            app.public_models.general_model, []), upload(app, []), Report(None), Result(0, 'url'),
        Source('a.jpg'), ItemError(1, 'description'), Gallery('gallery.html')]


def declared():
    """Returns the attributes that the stubs declare: class to a set of names."""
    found = {}
    for module in PUBLIC:
        with io.open(stub_of(module), encoding='utf-8') as text:
            tree = ast.parse(text.read())
        for node in tree.body:
            names = {part.target.id for part in getattr(node, 'body', ())
                     if isinstance(part, ast.AnnAssign)}
            if names:
                kind = getattr(importlib.import_module(module), node.name, None)
                # stubtest compares named tuples, and only checkers know some of the types.
                # Messages, which are dictionaries, have a test that reads every field.
                if kind is not None and not issubclass(kind, (dict, tuple)):
                    found[kind] = names
    return found


DECLARED = declared()


@pytest.mark.parametrize('thing', objects(), ids=lambda thing: type(thing).__name__)
def test_an_object_has_the_attributes_of_its_stub_and_no_others(thing):
    names = set().union(*[DECLARED.get(kind, ()) for kind in type(thing).__mro__])
    assert [name for name in names if not hasattr(thing, name)] == []
    assert {name for name in vars(thing) if not name.startswith('_')} <= names


def test_no_class_is_left_out():
    tried = {kind for thing in objects() for kind in type(thing).__mro__}
    assert set(DECLARED) <= tried
