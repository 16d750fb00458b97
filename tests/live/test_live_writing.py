"""What docs/platform.rst says of the service that only writing shows.

Each test is named after its number in the list of questions, and deletes what it has written.
"""
from __future__ import absolute_import

from clarifai.rest import (AnnotationSearchTerm, Geo, GeoPoint, InputSearchTerm,
                           SearchQueryBuilder)
from clarifai.status_codes import MODEL_TRAINED, MODEL_UNTRAINED
from probes import SAMPLE

DOG = 'https://samples.clarifai.com/dog1.jpeg'
TRAIN_WITHIN = 300  # seconds


def found(app, term):
    """The ids of the inputs that one term finds."""
    query = SearchQueryBuilder()
    query.add_term(term)
    return [hit.input_id for hit in app.inputs.search(query, per_page=1000)]


def test_no_1_value_false_finds_what_is_without_the_concept(app, add_input, new_concept):
    concept = new_concept()
    positive = add_input(concepts=[concept])
    negative = add_input(not_concepts=[concept])
    bare = add_input()
    hits = found(app, InputSearchTerm(concept_id=concept, value=False))
    assert negative in hits and bare in hits and positive not in hits
    without = found(app, AnnotationSearchTerm(concept_id=concept, negate=True))
    assert bare in without and positive not in without


def test_no_2_metadata_keys_must_all_match(app, add_input, new_id):
    mark = new_id('mark')
    both = add_input(metadata={'mark': mark, 'side': 'left'})
    one = add_input(metadata={'mark': mark, 'side': 'right'})
    assert sorted(found(app, InputSearchTerm(metadata={'mark': mark}))) == sorted([both, one])
    assert found(app, InputSearchTerm(metadata={'mark': mark, 'side': 'left'})) == [both]


def test_choice_3_an_input_is_found_by_its_original_url(app, add_input):
    input_id = add_input(SAMPLE)
    assert input_id in [hit.input_id for hit in app.inputs.search_by_original_url(
        SAMPLE, per_page=1000)]


def test_no_5_a_new_model_is_untrained(new_model):
    model = new_model(concepts=['a'])
    assert model.model_status_code == MODEL_UNTRAINED
    assert [concept.concept_id for concept in model.concepts] == ['a']


def test_no_6_and_7_training_keeps_the_options(app, add_input, new_model, new_concept):
    dog, train = new_concept(), new_concept()
    add_input(DOG, concepts=[dog], not_concepts=[train])
    add_input(SAMPLE, concepts=[train], not_concepts=[dog])
    model = new_model(concepts=[dog, train], concepts_mutually_exclusive=True,
                      closed_environment=True)
    trained = model.train(timeout=TRAIN_WITHIN)
    assert trained.model_status_code == MODEL_TRAINED
    info = app.models.get(model_id=model.model_id).get_info(verbose=True)['model']
    version = info['model_version']
    assert version['train_info']['params']['enrich_dataset'] == 'Disabled'
    assert version['output_info']['output_config']['concepts_mutually_exclusive'] is True
    concepts = trained.predict_by_url(DOG)['outputs'][0]['data']['concepts']
    assert set(concept['id'] for concept in concepts) <= set([dog, train])


def test_no_8_overwriting_concepts_leaves_the_rest(app, add_input, new_concept):
    old, new = new_concept(), new_concept()
    input_id = add_input(concepts=[old], metadata={'kept': 'yes'}, geo=Geo(GeoPoint(1, 2)))
    app.inputs.merge_concepts(input_id, [new], overwrite=True)
    after = app.inputs.get(input_id)
    assert list(after.concepts) == [new]
    assert after.metadata == {'kept': 'yes'}
    assert after.geo is not None
