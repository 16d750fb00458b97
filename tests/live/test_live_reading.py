"""What docs/platform.rst says of the service, as far as reading shows it.

Each test is named after its number in the list of questions.  One that fails says that the source
the page names does not hold any more, or, of a choice (3, 10, 13), that the other bet was better.
"""
from __future__ import absolute_import

import pytest

from clarifai.cli import open_questions
from clarifai.errors import ApiError
from clarifai.rest import InputSearchTerm, SearchQueryBuilder
from clarifai.rest.dialects.platform.answers import ENRICH_DATASET
from clarifai.rest.dialects.platform.models import MODEL_TYPE_IDS
from clarifai.rest.dialects.platform.training import NEW_MODEL_TYPE_ID
from clarifai.rest.general_model import GENERAL_MODEL_ID
from clarifai.status_codes import is_missing
import probes


def an_input_with(live, wanted):
    """The first input that has what is asked for; without one there is nothing to ask with."""
    found = live.first_input(wanted)
    if found is None:
        pytest.skip(probes.NO_INPUTS)
    return found


def training_fields(live):
    """The parameters of the training of such models as the client creates, by their last name."""
    kind = live.get('models/types/' + NEW_MODEL_TYPE_ID)['model_type']
    return dict((field['path'].split('.')[-1], field)
                for field in kind.get('model_type_fields') or ()
                if field.get('path', '').startswith('train_info.params.'))


@pytest.mark.parametrize('probe', probes.PROBES, ids=lambda probe: 'probe-%d' % probe.number)
def test_every_probe_can_be_asked(live, probe):
    finding = probe.ask(live)
    print('%d. %s %s' % (probe.number, probe.question, finding))
    assert finding


def test_no_2_metadata_keys_must_all_match(live, app):
    there = an_input_with(live, lambda data: data.get('metadata'))
    metadata = there['data']['metadata']
    key = sorted(metadata)[0]
    found = app.inputs.search_by_metadata({key: metadata[key]}, per_page=1000)
    assert there['id'] in [one.input_id for one in found]
    assert app.inputs.search_by_metadata(
        {key: metadata[key], probes.MISSING_ID: probes.MISSING_ID}) == []


def test_choice_3_an_input_is_found_by_its_original_url(live, app):
    there = an_input_with(live, lambda data: (data.get('image') or {}).get('url'))
    found = app.inputs.search_by_original_url(there['data']['image']['url'], per_page=1000)
    assert there['id'] in [one.input_id for one in found]


def test_choice_13_the_app_says_what_it_sees(live):
    assert open_questions.base_workflow(live).startswith('settled')


def test_no_4_prediction_options_go_to_the_version(app):
    answer = app.public_models.general_model.predict_by_url(probes.SAMPLE, max_concepts=1)
    assert len(answer['outputs'][0]['data']['concepts']) == 1


def test_no_6_exclusive_concepts_are_an_option_of_the_output(live):
    kind = live.get('models/types/' + NEW_MODEL_TYPE_ID)['model_type']
    assert [field['path'] for field in kind.get('model_type_fields') or ()
            if 'exclusive' in field.get('path', '')] == [
                'output_info.output_config.concepts_mutually_exclusive']


def test_no_7_enrich_dataset_has_the_values_that_are_sent(live):
    fields = training_fields(live)
    assert 'enrich_dataset' in fields
    options = set(option.get('id')
                  for option in fields['enrich_dataset'].get('model_type_enum_options') or ())
    assert set(ENRICH_DATASET.values()) <= options


@pytest.mark.parametrize('model_id, kind', [
    (GENERAL_MODEL_ID, 'concept'), ('bbb5f41425b8468d9b7a554ff10f8581', 'embed'),
    ('a403429f2ddf4b49b307e318f00e528b', 'facedetect')])
def test_no_9_types_of_public_models_are_those_their_names_suggest(live, model_id, kind):
    model = live.public('models/' + model_id)['model']
    assert model['model_type_id'] in MODEL_TYPE_IDS[kind]


@pytest.mark.parametrize('path', ['models/', 'inputs/', 'concepts/'])
def test_no_14_something_missing_is_told_from_other_failures(live, path):
    with pytest.raises(ApiError) as refused:
        live.get(path + probes.MISSING_ID)
    assert is_missing(refused.value)


def test_no_16_a_search_gives_an_input_once(app):
    hits = app.inputs.search_by_image(url=probes.SAMPLE, per_page=100)
    ids = [hit.input_id for hit in hits]
    assert len(ids) == len(set(ids))


def test_pages_end_with_an_empty_one(app):
    assert app.inputs.get_by_page(page=1000, per_page=1000) == []


def test_a_query_of_filters_and_language_is_taken(app):
    query = SearchQueryBuilder(language='en')
    query.add_term(InputSearchTerm(input_id=probes.MISSING_ID))
    assert app.inputs.search(query) == []
