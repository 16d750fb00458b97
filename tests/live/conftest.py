"""The live service, for whoever gives these tests an app for the purpose.

CLARIFAI_LIVE_PAT, CLARIFAI_LIVE_USER_ID and CLARIFAI_LIVE_APP_ID name it; without them everything
is skipped.  Tests that write want CLARIFAI_LIVE_WRITE=1 as well.  CLARIFAI_API_BASE leads
elsewhere, to a sandbox for one.
"""
from __future__ import absolute_import

import os
import uuid

import pytest

from clarifai.errors import ApiError
from clarifai.rest import ClarifaiApp
from probes import SAMPLE, Live

NAMES = ('CLARIFAI_LIVE_PAT', 'CLARIFAI_LIVE_USER_ID', 'CLARIFAI_LIVE_APP_ID')
UPLOAD_WITHIN = 120  # seconds


@pytest.fixture(scope='session')
def credentials():
    """The PAT, the user and the app, from the environment."""
    values = [os.environ.get(name) for name in NAMES]
    if not all(values):
        pytest.skip('the live service needs ' + ', '.join(NAMES))
    return values


@pytest.fixture(scope='session')
def live(credentials):
    """What the probes ask."""
    return Live(*credentials)


@pytest.fixture(scope='session')
def app(credentials):
    """The app as a program of 2.x has it."""
    pat, user_id, app_id = credentials
    return ClarifaiApp(pat=pat, user_id=user_id, app_id=app_id, dialect='platform')


@pytest.fixture(scope='session')
def writing(credentials):
    """Asks for leave to write."""
    if os.environ.get('CLARIFAI_LIVE_WRITE') != '1':
        pytest.skip('writing to the live service needs CLARIFAI_LIVE_WRITE=1')


@pytest.fixture
def new_id():
    """Makes ids that nobody else has."""
    return lambda name: 'live-%s-%s' % (name, uuid.uuid4().hex[:10])


@pytest.fixture
def new_concept(live, new_id, request):
    """Makes ids of concepts; the concepts are deleted when the test is over."""
    path = 'users/%s/apps/%s/concepts' % (live.user_id, live.app_id)

    def make():
        concept_id = new_id('concept')  # 2.x has no call to delete one
        request.addfinalizer(lambda: attempt(
            lambda: live.api.delete(path, {'ids': [concept_id]})))
        return concept_id
    return make


@pytest.fixture
def add_input(app, writing, new_id, request):
    """Adds pictures that are deleted when the test is over."""
    def add(url=SAMPLE, **annotations):
        input_id = new_id('input')
        request.addfinalizer(lambda: attempt(lambda: app.inputs.delete(input_id)))
        app.inputs.create_image_from_url(url, image_id=input_id, allow_duplicate_url=True,
                                         **annotations)
        app.wait_for_specific_input_uploads_to_finish([input_id], UPLOAD_WITHIN)
        return input_id
    return add


@pytest.fixture
def new_model(app, writing, new_id, request):
    """Creates models that are deleted when the test is over."""
    def create(**options):
        model_id = new_id('model')
        request.addfinalizer(lambda: attempt(lambda: app.models.delete(model_id)))
        return app.models.create(model_id, **options)
    return create


def attempt(clean):
    """Cleans up; what is not there any more, or cannot be deleted, is no failure of a test."""
    try:
        clean()
    except ApiError as error:
        print('not cleaned up: %s' % error)
