"""The official stubs drive the sandbox through their JSON channel: concepts."""
from __future__ import absolute_import

import pytest

pytest.importorskip('clarifai_grpc')
pytest.importorskip('sklearn')

from clarifai_grpc.grpc.api import resources_pb2 as R  # noqa: E402
from clarifai_grpc.grpc.api import service_pb2 as S  # noqa: E402
from wire import Official  # noqa: E402


@pytest.fixture(scope='module')
def call(url):
    return Official(url, 'concept-pat')


@pytest.fixture
def app(call, request):
    scope = R.UserAppIDSet(user_id='official', app_id=request.node.name)
    call('PostConcepts', S.PostConceptsRequest(
        user_app_id=scope, concepts=[R.Concept(id='honey'), R.Concept(id='food')]))
    return scope


def test_concepts(call, app):
    call('GetConcept', S.GetConceptRequest(user_app_id=app, concept_id='honey'))
    call('PatchConcepts', S.PatchConceptsRequest(
        user_app_id=app, action='overwrite', concepts=[R.Concept(id='honey', name='Honey')]))
    found = call('ListConcepts', S.ListConceptsRequest(user_app_id=app, id='hon*')).concepts
    assert [concept.name for concept in found] == ['Honey']
    found = call('PostConceptsSearches', S.PostConceptsSearchesRequest(
        user_app_id=app, concept_query=R.ConceptQuery(name='h*', language='de'))).concepts
    assert 'Honey' in [concept.name for concept in found]
    call('PostInputs', S.PostInputsRequest(user_app_id=app, inputs=[R.Input(data=R.Data(
        image=R.Image(url='https://x.example/other.jpg'), concepts=[R.Concept(id='food')]))]))
    counts = call('GetConceptCounts', S.GetConceptCountsRequest(user_app_id=app)).concept_counts
    assert len(counts) == 2


def test_languages(call, app):
    one = dict(user_app_id=app, concept_id='honey')
    call('PostConceptLanguages', S.PostConceptLanguagesRequest(
        concept_languages=[R.ConceptLanguage(id='de', name='Honig')], **one))
    call('PatchConceptLanguages', S.PatchConceptLanguagesRequest(
        action='merge', concept_languages=[R.ConceptLanguage(id='de', definition='d')], **one))
    german = call('GetConceptLanguage', S.GetConceptLanguageRequest(language='de', **one))
    assert (german.concept_language.name, german.concept_language.definition) == ('Honig', 'd')
    listed = call('ListConceptLanguages', S.ListConceptLanguagesRequest(**one))
    assert len(listed.concept_languages) == 2


def test_relations(call, app):
    one = dict(user_app_id=app, concept_id='honey')
    made = call('PostConceptRelations', S.PostConceptRelationsRequest(
        concept_relations=[R.ConceptRelation(
            object_concept=R.Concept(id='food'), predicate='hyponym')], **one))
    relation = made.concept_relations[0]
    found = call('ListConceptRelations', S.ListConceptRelationsRequest(
        user_app_id=app, concept_id='food')).concept_relations
    assert [(item.id, item.predicate) for item in found] == [(relation.id, 'hypernym')]
    assert len(call('ListConceptRelations', S.ListConceptRelationsRequest(
        user_app_id=app)).concept_relations) == 1
    call('DeleteConceptRelations', S.DeleteConceptRelationsRequest(ids=[relation.id], **one))
    call('DeleteConceptRelations', S.DeleteConceptRelationsRequest(ids=[relation.id], **one), 11101)
