"""The Python examples of Clarifai's page on ranks, with our messages and stub in place of gRPC's.

What the page has to be filled in is filled in; the requests and how their answers are read are the
page's.
"""
from __future__ import annotations

import os
import uuid

import pytest

from clarifai.client import messages
from clarifai.client.model import Model
from clarifai.client.user import User
from clarifai.status_codes import SUCCESS
from waiting import wait_for

GENERAL = 'https://clarifai.com/clarifai/main/models/general-image-recognition'
URLS = ['https://images.pexels.com/photos/139257/brick-1.jpg',
        'https://images.pexels.com/photos/1879386/grass-1.jpg',
        'https://images.pexels.com/photos/1071882/gravel-1.jpg']
CUSTOM = {'brick': 'people', 'grass': 'id-grass'}  # the names of tiles, and the concepts learned


class Account:
    """What the page asks its reader to fill in, and an app with inputs and a trained model.

    Attributes:
        metadata (tuple), user_data_object (Message), stub (Stub): as the page makes them.
    """

    def __init__(self, url, media, folder):
        self.user_id, self.pat = 'user-' + uuid.uuid4().hex[:8], uuid.uuid4().hex
        self.url, self.media = url, media
        self.app = User(self.user_id, base_url=url, pat=self.pat).create_app(
            'ranks', base_workflow='Universal')
        self.metadata = (('authorization', 'Key ' + self.pat),)
        self.user_data_object = messages.UserAppIDSet(user_id=self.user_id, app_id='ranks')
        self.stub = self.app.STUB
        self._learn(os.path.join(folder, 'params.yaml'))

    def _learn(self, params):
        inputs = self.app.inputs()
        inputs.upload_inputs([
            inputs.get_input_from_file('%s-%d' % (name, number), labels=[concept],
                                       image_file=self.picture('%s-%d.jpg' % (name, number)),
                                       label_ids=[concept])
            for name, concept in CUSTOM.items() for number in range(1, 5)], show_log=False)
        gravel = inputs.get_input_from_file('gravel-1', image_file=self.picture('gravel-1.jpg'))
        gravel.data.concepts.add(id='people', value=0)
        inputs.upload_inputs([gravel], show_log=False)
        wait_for(lambda: all(one.status.code == 30000 for one in inputs.list_inputs()))
        model = self.app.create_model('custom', model_type_id='embedding-classifier')
        model.get_params(save_to=params)
        model.update_params(concepts=list(CUSTOM.values()))
        version = model.train()
        wait_for(lambda: model.training_status(version).code == 21100)

    def picture(self, name):
        """The path of a photograph."""
        return os.path.join(self.media, name)

    def annotations_searched(self, ranks, filters=()):
        """The hits of a PostAnnotationsSearches as the page sends it."""
        response = self.stub.PostAnnotationsSearches(
            messages.PostAnnotationsSearchesRequest(
                user_app_id=self.user_data_object,
                searches=[messages.Search(query=messages.Query(ranks=ranks, filters=filters))],
                pagination=messages.Pagination(per_page=2, page=1)),
            metadata=self.metadata)
        assert response.status.code == SUCCESS, response.status
        for hit in response.hits:
            assert 0 <= hit.score <= 1 and hit.annotation.id and hit.input.id
        return response.hits


@pytest.fixture(scope='module')
def account(platform_url, media, tmp_path_factory):
    return Account(platform_url, media, str(tmp_path_factory.mktemp('params')))


def rank_of(**concept):
    return messages.Rank(annotation=messages.Annotation(data=messages.Data(concepts=[
        messages.Concept(**concept)])))


def predicted(account, name):
    """The concept of Clarifai's that shows most clearly in a photograph."""
    model = Model(GENERAL, base_url=account.url, pat=account.pat)
    return model.predict_by_filepath(account.picture(name), 'image').outputs[0].data.concepts[0]


def test_by_a_concept_of_clarifais(account):
    hits = account.annotations_searched([rank_of(id=predicted(account, 'brick-1.jpg').id, value=1)])
    assert len(hits) == 2 and hits[0].score >= hits[1].score > 0


def test_by_a_custom_concept(account):
    hits = account.annotations_searched([rank_of(id='people', value=1)])
    assert [hit.input.id.partition('-')[0] for hit in hits] == ['brick', 'brick']


def test_by_one_of_clarifais_and_without_a_custom_one(account):
    concept = predicted(account, 'gravel-1.jpg')
    hits = account.annotations_searched(
        [rank_of(id=concept.id, value=1)],
        [messages.Filter(annotation=messages.Annotation(data=messages.Data(concepts=[
            messages.Concept(id='people', value=0)])))])
    assert hits[0].input.id == 'gravel-1'
    assert not [hit for hit in hits if CUSTOM.get(hit.input.id.partition('-')[0]) == 'people']


def test_by_a_concept_in_another_language(account):
    account.stub.PostConceptLanguages(messages.PostConceptLanguagesRequest(
        user_app_id=account.user_data_object, concept_id='people',
        concept_languages=[messages.ConceptLanguage(id='ja', name='人')]))
    response = account.stub.PostAnnotationsSearches(
        messages.PostAnnotationsSearchesRequest(
            user_app_id=account.user_data_object,
            searches=[messages.Search(query=messages.Query(
                ranks=[rank_of(name='人', value=1)], language='ja'))],
            pagination=messages.Pagination(per_page=2, page=1)),
        metadata=account.metadata)
    assert response.status.code == SUCCESS, response.status
    assert [hit.input.id.partition('-')[0] for hit in response.hits] == ['brick', 'brick']


def test_concepts_by_their_name_in_another_language(account):
    account.stub.PostConceptLanguages(messages.PostConceptLanguagesRequest(
        user_app_id=account.user_data_object, concept_id='id-grass',
        concept_languages=[messages.ConceptLanguage(id='ja', name='草')]))
    response = account.stub.PostConceptsSearches(
        messages.PostConceptsSearchesRequest(
            user_app_id=account.user_data_object,
            concept_query=messages.ConceptQuery(name='草', language='ja')),
        metadata=account.metadata)
    assert response.status.code == SUCCESS, response.status
    assert [(concept.id, concept.name, concept.value) for concept in response.concepts] == [
        ('id-grass', '草', 1.0)]


@pytest.fixture(scope='module')
def pictures_of_urls(account):
    """The app of the page's examples by URL, with its three inputs."""
    client = User(user_id=account.user_id, base_url=account.url, pat=account.pat)
    app = client.create_app(app_id='by-url', base_workflow='Universal', pat=account.pat)
    input_obj = app.inputs()
    for i, url in enumerate(URLS):
        input_obj.upload_from_url(input_id=f'input{i}', image_url=url)
    wait_for(lambda: all(one.status.code == 30000 for one in input_obj.list_inputs()))
    return app


def test_by_the_url_of_an_image(pictures_of_urls):
    search = pictures_of_urls.search(top_k=2)
    res = search.query(ranks=[{'image_url': URLS[0]}])
    for r in res:
        assert len(r.hits) == 2
        hit = r.hits[0].input.data.image.url
        break
    assert hit == URLS[0]


def test_by_the_bytes_of_an_image(account):
    with open(account.picture('brick-2.jpg'), 'rb') as f:
        file_bytes = f.read()
    response = account.stub.PostInputsSearches(
        messages.PostInputsSearchesRequest(
            user_app_id=account.user_data_object,
            searches=[messages.Search(query=messages.Query(ranks=[messages.Rank(
                # The page calls it input; in the protobufs, as elsewhere on it, it is annotation.
                annotation=messages.Annotation(data=messages.Data(image=messages.Image(
                    base64=file_bytes))))]))],
            pagination=messages.Pagination(per_page=2, page=1)),
        metadata=account.metadata)
    assert response.status.code == SUCCESS, response.status
    assert response.hits[0].input.id == 'brick-2' and response.hits[0].score > 0.99


def test_by_the_id_of_an_input(account):
    hits = account.annotations_searched(
        [messages.Rank(annotation=messages.Annotation(input_id='grass-3'))])
    assert hits[0].input.id == 'grass-3' and hits[0].score > 0.99


def test_by_a_text(account):
    # The sandbox ranks texts by their words, so what is searched here are texts, not pictures.
    client = User(user_id=account.user_id, base_url=account.url, pat=account.pat)
    app = client.create_app(app_id='by-text', base_workflow='Text', pat=account.pat)
    input_obj = app.inputs()
    for i, text in enumerate(['A brick wall.', 'A beach with pineapples.', 'Grass.']):
        input_obj.upload_text(input_id=f'input{i}', raw_text=text)
    wait_for(lambda: all(one.status.code == 30000 for one in input_obj.list_inputs()))
    search = app.search(top_k=1)
    response = search.query(ranks=[{'text_raw': 'Red pineapples on the beach.'}])
    for r in response:
        hit = r.hits[0].input.id
        break
    assert hit == 'input1'
