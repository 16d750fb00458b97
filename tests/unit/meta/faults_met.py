"""Faults that users met, a row each: the input, its brothers, and the tests that failed before."""
from __future__ import absolute_import

import collections

Fault = collections.namedtuple('Fault', 'title given brothers tests')

FAULTS = {
    1: Fault(
        'An ApiError says why',
        given="m.predict_by_url('https://nowhere.invalid/x.jpg')",
        brothers=(
            'the reason in results[0].outputs[1].status, in hits[0].input.status, in a member nobody knows',
            'the 130th of 130 inputs, and the 161st of 170 of a workflow',
            'predict_by_bytes(a video)',
            "predict_by_url('/home/me/cat.jpg')",
            'a mixed success, in a script and on the command line'),
        tests=(
            'tests/unit/test_reasons.py::test_the_reason_of_an_item_is_read_wherever_it_stands',
            'tests/unit/test_reasons.py::test_the_reason_is_found_in_a_part_of_an_item',
            'tests/unit/test_reasons.py::test_details_are_those_of_the_item_where_the_answer_has_none',
            'tests/unit/rest/test_advice.py::test_of_several_batches_positions_count_from_the_first_input',
            'tests/unit/rest/test_advice.py::test_so_they_do_in_a_workflow_on_the_platform',
            'tests/unit/rest/test_advice.py::test_a_video_given_without_is_video_is_told',
            'tests/unit/rest/test_advice.py::test_a_mixed_success_is_no_error_and_leaves_one_line',
            'tests/unit/cli/test_reasons_shown.py::test_the_failed_model_of_a_workflow_says_why')),

    2: Fault(
        'What did not come from the API is not taken for it',
        given='403 with <html>',
        brothers=(
            '403 with {"message": "Forbidden"}',
            '413 of nginx',
            '404 of another program, asked for a model by name',
            '200 of the login page of a network',
            'JSON after a byte-order mark'),
        tests=(
            'tests/unit/test_refusals.py::test_an_answer_of_something_else_is_not_taken_for_the_api',
            'tests/unit/test_refusals.py::test_the_address_is_that_of_what_answered_after_a_redirect',
            'tests/unit/test_refusals.py::test_json_with_a_byte_order_mark_is_json',
            'tests/unit/rest/test_advice.py::test_what_is_not_the_api_says_nothing_of_models_and_keys',
            'tests/unit/cli/test_reasons_shown.py::test_only_the_api_can_refuse_a_key')),

    3: Fault(
        'Proxies and certificates',
        given='HTTP_PROXY with a sandbox on 127.0.0.1',
        brothers=(
            'ALL_PROXY',
            'a redirect to this machine',
            'REQUESTS_CA_BUNDLE=nowhere.pem',
            'session.cert of a file that is not there',
            'a bundle without certificates',
            'a certificate for another host',
            'an address of a proxy that is none'),
        tests=(
            'tests/faults/test_proxies.py::test_this_machine_is_not_asked_through_a_proxy_of_the_environment',
            'tests/faults/test_proxies.py::test_a_failure_names_the_proxy_and_the_variable',
            'tests/faults/test_proxies.py::test_what_a_proxy_answers_names_it',
            'tests/faults/test_tls.py::test_a_bundle_that_is_not_there_is_a_user_error',
            'tests/faults/test_tls.py::test_a_file_of_the_session_that_is_not_there_is_a_user_error',
            'tests/faults/test_tls.py::test_a_wrong_certificate_is_refused_once_and_nothing_is_sent')),

    4: Fault(
        'Addresses and keys as people write them',
        given='CLARIFAI_API_BASE=localhost:8080',
        brothers=(
            'CLARIFAI_API_BASE=https://api.clarifai.com/v2/',
            'CLARIFAI_PAT in quotes',
            'export CLARIFAI_PAT=...',
            '[Clarifai] and clarifai_pat',
            "ClarifaiApp('<32 hex digits>')"),
        tests=(
            'tests/unit/test_credentials.py::test_base_urls_in_every_form',
            'tests/unit/test_credentials.py::test_quotes_are_not_a_part_of_a_value',
            'tests/unit/test_credentials.py::test_a_key_in_the_place_of_the_app_id',
            'tests/unit/test_credentials_file.py::test_what_people_write_is_read')),

    5: Fault(
        'A config file of somebody else',
        given='current_context: x',
        brothers=(
            '{"a": 1}',
            'a file in an encoding that is not UTF-8',
            'a file with one line that makes no sense'),
        tests=(
            'tests/unit/rest/test_app_credentials.py::'
            'test_a_config_file_of_somebody_else_brings_one_warning_that_names_it',
            'tests/unit/rest/test_app_credentials.py::'
            'test_without_credentials_it_is_named_in_the_error',
            'tests/unit/test_credentials_file.py::'
            'test_a_file_of_something_else_is_named_and_not_quoted')),

    6: Fault(
        'Wrong advice',
        given="Model(app.api, model_id='general-v1.3').predict_by_url(u)",
        brothers=(
            'public_model.train(), update, models.delete',
            'code 11004 with HTTP 429, in bulk too',
            "workflows.get('nope') and concepts.get('ai_nope') with a PAT and an app",
            'public_model.train() with a PAT and no app',
            'a PAT given as api_key'),
        tests=(
            'tests/unit/rest/test_advice.py::test_a_catalogue_name_in_the_path_is_a_name',
            'tests/unit/rest/test_advice.py::test_a_public_model_cannot_be_trained_or_changed_whatever_the_code',
            'tests/unit/rest/test_advice.py::test_what_is_neither_in_the_app_nor_public_names_the_app',
            'tests/unit/rest/test_advice.py::test_settings_that_are_set_are_not_to_be_set',
            'tests/unit/rest/test_advice.py::test_without_an_app_of_ones_own_it_is_not_the_settings_that_are_missing',
            'tests/unit/rest/test_advice.py::test_a_pat_given_as_an_api_key_is_recognised',
            'tests/unit/test_refusals.py::test_a_limit_of_the_account_is_no_throttling',
            'tests/unit/bulk/test_bulk_reasons.py::test_a_limit_of_the_account_ends_a_run_at_once')),

    7: Fault(
        'CLARIFAI_APP_ID and CLARIFAI_APP_SECRET in the environment',
        given='CLARIFAI_APP_ID and CLARIFAI_APP_SECRET in the environment, with a PAT',
        brothers=(
            'the same pair, and an app in the config file',
            'two pairs as arguments of two apps',
            'the pair in the config file'),
        tests=(
            'tests/unit/rest/test_app_credentials.py::'
            'test_a_pair_in_the_environment_leaves_the_app_of_the_config_file',
            'tests/unit/rest/test_app_credentials.py::'
            'test_without_an_app_the_error_names_the_secret',
            'tests/unit/rest/test_app_credentials.py::'
            'test_several_pairs_mean_one_app_and_the_warning_says_so')),

    8: Fault(
        'Values as 2.6.2 took them',
        given="app.inputs.create_image_from_bytes(cv2.imencode('.png', picture)[1])",
        brothers=(
            "model.predict_by_bytes(array.array('B', data))",
            'Image(file_obj=<an object with only getvalue()>)',
            "model.predict_by_url(url, min_value='0.5', max_concepts=numpy.int64(5))",
            "inputs.get_by_page(page='2')",
            "model.predict_by_base64(base64.urlsafe_b64encode(data).rstrip(b'='))",
            "Image(file_obj=os.popen('cat picture')) on 2.7"),
        tests=(
            'tests/unit/rest/test_given_values.py::test_bytes_of_any_kind',
            'tests/unit/rest/test_given_values.py::test_files_of_any_kind',
            'tests/unit/rest/test_given_values.py::'
            'test_on_2_7_a_file_need_not_be_opened_with_b',
            'tests/unit/rest/test_given_values.py::'
            'test_base64_in_both_alphabets_with_and_without_padding',
            'tests/unit/rest/test_given_values.py::test_options_as_numbers_of_any_kind',
            'tests/unit/rest/test_given_values.py::test_pages_as_numbers_of_any_kind',
            'tests/unit/rest/test_given_values.py::'
            'test_places_and_thresholds_as_numbers_of_any_kind',
            'tests/unit/rest/test_given_values.py::'
            'test_values_of_concepts_as_numbers_of_any_kind',
            'tests/unit/rest/test_given_values.py::'
            'test_an_error_about_a_number_names_the_argument_and_its_value')),

    9: Fault(
        'Wrong arguments are UserErrors',
        given="inputs.bulk_update_inputs(Image(), 'splice')",
        brothers=(
            "inputs.get('\\\\ud83d')",
            "GeoLimit('mile', 'x')",
            'predict_by_filename(array) and a NUL in a name',
            "metadata={'a': {'b': object()}}",
            "api.patch_model('m'), api.get(5), search_models(model_type=[])",
            "predict([a, Image(url=''), b])",
            'check_status() of an answer without counts'),
        tests=(
            'tests/unit/rest/test_wrong_arguments.py::test_calls',
            'tests/unit/rest/test_wrong_arguments.py::test_constructors',
            'tests/unit/rest/test_wrong_arguments.py::'
            'test_a_user_error_is_what_2x_raised_as_well',
            'tests/unit/rest/test_wrong_arguments.py::test_half_a_surrogate_pair_in_an_id',
            'tests/unit/rest/test_wrong_arguments.py::'
            'test_a_file_that_cannot_be_opened_is_what_open_raises',
            'tests/unit/rest/test_wrong_arguments.py::'
            'test_an_empty_one_among_others_is_named_by_its_position',
            'tests/unit/rest/test_wrong_arguments.py::'
            'test_an_answer_without_counts_ends_no_wait',
            'tests/unit/rest/test_given_values.py::'
            'test_a_file_whose_name_the_locale_does_not_know')),

    10: Fault(
        'Names mean models',
        given="models.get('face') with a key",
        brothers=(
            "models.get('face', model_type='embed') with a PAT",
            "models.get('Textures & Patterns'), 'general-v1.4', 'celebrity-face-recognition'",
            "models.search('face', model_type='detect') with a PAT",
            "models.get of a name that two of the app's models have"),
        tests=(
            'tests/unit/rest/test_model_names.py::'
            'test_a_public_name_that_several_models_have_means_the_one_of_2x',
            'tests/unit/rest/test_model_names.py::test_with_a_pat_a_name_means_the_same',
            'tests/unit/rest/test_model_names.py::'
            'test_with_a_key_it_is_the_public_model_when_the_server_knows_none',
            'tests/unit/rest/test_model_names.py::test_with_a_pat_it_is_too',
            'tests/unit/rest/test_model_names.py::'
            'test_when_several_are_meant_the_error_lists_them',
            'tests/unit/rest/test_model_names.py::'
            'test_searching_for_a_type_finds_its_kinds_on_the_platform')),

    11: Fault(
        'Objects know their version',
        given='m.train(); m.predict_by_url(url)',
        brothers=(
            'm.train(); m.evaluate() with a PAT',
            "models.get('My walls') for the second time",
            'm.delete_version(m.model_version)',
            'm.create_version() of an untrained model'),
        tests=(
            'tests/unit/rest/test_model_versions.py::'
            'test_after_a_training_the_object_means_the_new_version',
            'tests/unit/rest/test_model_versions.py::'
            'test_an_untrained_object_means_the_new_version_from_its_start',
            'tests/unit/rest/test_model_versions.py::test_with_a_pat_too',
            'tests/unit/rest/test_model_versions.py::test_a_name_gives_the_version_each_time',
            'tests/unit/rest/test_model_versions.py::'
            'test_a_version_that_is_deleted_is_meant_no_longer')),

    12: Fault(
        'A text or audio input does not stop a listing',
        given='inputs.get_all() of an app with a text',
        brothers=(
            'inputs.get of an audio',
            'inputs.search_by_text that finds a text',
            'an upload under the id of a text, in bulk',
            'an input without data'),
        tests=(
            'tests/unit/rest/test_inputs.py::test_a_text_is_an_input_with_its_data',
            'tests/unit/rest/test_media.py::'
            'test_what_is_neither_image_nor_video_is_an_input_with_its_data',
            'tests/unit/rest/test_media.py::test_an_input_without_any_data',
            'tests/unit/rest/dialects/test_platform_inputs.py::'
            'test_a_text_does_not_stop_a_listing',
            'tests/unit/bulk/test_bulk_uploading.py::test_an_answer_with_something_else_in_it')),

    13: Fault(
        'The seam',
        given="HttpClient.execute_request('GET', None, url) for inputs.get(id)",
        brothers=(
            "with_options(timeout=1).api.get('inputs')",
            'with_options(timeout=1).solutions.moderation',
            "app.api.get('inputs/status') with a PAT",
            "app.api.get('models/<a public id>') with a PAT",
            'app.api.put(...)',
            'feedback on a model without a version'),
        tests=(
            'tests/unit/rest/test_seam.py::'
            'test_where_there_is_nothing_to_say_params_are_an_empty_dict',
            'tests/unit/rest/test_seam.py::test_options_go_along_with_any_route',
            'tests/unit/rest/test_seam.py::test_options_go_along_with_solutions',
            'tests/unit/rest/test_seam.py::test_any_route_is_found_in_its_app',
            'tests/unit/rest/test_seam.py::test_feedback_on_a_model_without_a_version',
            'tests/integration/test_legacy_suites.py::test_unit_tests',
            'tests/integration/test_legacy_suites.py::test_integration_tests')),

    14: Fault(
        'Python 2.7 with a PAT',
        given="model.update(action='merge', concept_ids=['<UTF-8 bytes>']) twice, on 2.7 with a PAT",
        brothers=(
            "action='remove' with such an id",
            'an upload that is repeated, with such concepts or metadata',
            "models.get('<UTF-8 bytes>') among several hits"),
        tests=(
            'tests/unit/rest/test_given_values.py::test_ids_in_bytes_are_those_of_the_server',)),

    15: Fault(
        'Frozen and zipped',
        given='a program with a PAT, made into one file by PyInstaller, that predicts',
        brothers=(
            'the same program with the client in a zip file, on Python 2.7 and 3',
            'a call of app.platform, whose tables of operations and messages are data, too'),
        tests=(
            'tests/frozen/test_frozen.py::test_a_frozen_program_runs',
            'tests/unit/test_zipped.py::test_a_program_runs_from_a_zip')),

    16: Fault(
        'Demographics with a PAT',
        given="app.models.get('demographics').predict_by_url(url), with a PAT",
        brothers=(
            "app.models.get(model_id='c0c0ac362b03416da06ab3fa36fb58e3')",
            'public_models.demographics_model',
            '35 pictures of which one cannot be fetched'),
        tests=(
            'tests/unit/rest/dialects/test_platform_demographics.py::test_by_name_and_by_id_in_the_old_shape',
            'tests/unit/rest/dialects/test_platform_demographics.py::test_32_in_a_request_in_order_and_a_failing_one_keeps_its_place',
            'tests/integration/test_platform_messages.py::test_demographics_as_2_x_answered')),

    17: Fault(
        'Streaming everywhere',
        given='inputs.search_by_image(filename=<20 MB>)',
        brothers=(
            'the same with a PAT and raw=True',
            'inputs.search_by_image(image=Image(...))',
            'app.tag_files([<a large file>])'),
        tests=(
            'tests/integration/test_memory.py::test_a_large_file_takes_next_to_no_memory',)),

    18: Fault(
        'Whatever the server answers, only ApiError escapes',
        given='half a megabyte of gzip that stands for gigabytes',
        brothers=(
            'any node of any answer replaced by null, a list, an object, text, a number, or removed',
            'JSON nested 100,000 deep',
            'a body, a header or the size of a chunk that comes byte by byte',
            'an answer in chunks without an end',
            'a Location that is no address'),
        tests=(
            'tests/unit/rest/test_mutated_answers.py::test_only_api_errors_escape',
            'tests/faults/test_limits.py::test_half_a_megabyte_that_stands_for_two_gigabytes',
            'tests/faults/test_limits.py::test_what_drips_ends_with_the_total',
            'tests/faults/test_redirects.py::test_a_location_that_is_none_is_an_api_error',
            'tests/unit/test_json_answers.py::test_anything_else_is_none',)),

    19: Fault(
        'Secrets',
        given='a GET redirect on the same origin, with a .netrc file',
        brothers=(
            'a redirect to another origin and back',
            'HTTPS_PROXY=user:PASS@h:1 clarifai diagnose',
            'a key in the HTTP reason phrase',
            'a key in base_url, dialect, timeout or log_level',
            "the key 'status'",
            'clarifai config at a terminal'),
        tests=(
            'tests/faults/test_redirects.py::test_on_the_same_origin_the_key_stays',
            'tests/faults/test_redirects.py::test_to_another_origin_nothing_goes_along',
            'tests/unit/cli/test_diagnose.py::test_the_password_of_a_proxy_is_not_shown',
            'tests/faults/test_secrets.py::test_settings_that_are_refused',
            'tests/faults/test_secrets.py::test_a_key_of_few_letters_does_not_spoil_an_answer',
            'tests/faults/test_secrets_commands.py::test_what_is_typed_is_not_shown')),

    20: Fault(
        'Text from outside is escaped',
        given='a description with a line break and ESC',
        brothers=(
            'in req_id, in the reason of HTTP, in a code that is text',
            'in the name of a concept, printed as a table',
            'half a character (\\ud83d), which cannot be printed',
            'a mark that turns the direction of text'),
        tests=(
            'tests/unit/test_refusals.py::test_nothing_that_steers_a_terminal_is_shown_and_attributes_stay',
            'tests/unit/test_refusals.py::test_neither_do_lines_of_the_log',
            'tests/unit/test_refusals.py::test_no_other_part_of_a_message_steers_one',
            'tests/unit/bulk/test_bulk_reasons.py::test_text_of_the_server_steers_no_terminal',
            'tests/unit/cli/test_reasons_shown.py::test_names_of_a_server_steer_no_terminal')),

    21: Fault(
        'Fork',
        given="a fork during another thread's first request",
        brothers=(
            'the same with a PAT, whose operations are loaded with the first call',
            'a fork while another thread decodes its first answer',
            'a fork of Python 2.7 while another thread makes the session'),
        tests=(
            'tests/faults/test_forks.py::test_no_child_hangs',)),

    22: Fault(
        'Journals',
        given='clarifai predict --journal /dev/full',
        brothers=(
            'a journal of one line of 1 TB',
            '{"key": [1]} below a valid header',
            'a disk that fills up under a journal',
            'a config file that is a pipe',
            'a list of sources without a line end'),
        tests=(
            'tests/unit/bulk/test_bulk_journal.py::test_what_is_no_file_is_refused_at_once',
            'tests/unit/bulk/test_bulk_journal.py::'
            'test_a_huge_file_is_refused_without_being_read_whole',
            'tests/unit/bulk/test_bulk_journal.py::test_lines_that_are_no_entries_are_passed_over',
            'tests/unit/bulk/test_bulk_journal.py::'
            'test_a_full_disk_is_told_with_the_path_and_the_journal_stays_usable',
            'tests/unit/test_credentials_file.py::'
            'test_a_pipe_or_a_device_in_its_place_is_not_waited_for',
            'tests/unit/bulk/test_bulk_sources.py::'
            'test_a_file_without_line_ends_is_refused_without_being_read_whole')),

    23: Fault(
        'Packaging',
        given='pip install . on Python 3.7 with its own pip, then pytest',
        brothers=(
            'pip of Python 2.7 and of 3.6, which do not look what a version requires',
            'pip install clarifai over clarifai-rest, then from clarifai.rest import ClarifaiApp',
            'the same, then import clarifai.bulk'),
        tests=(
            'tests/unit/meta/test_packaging.py::test_a_build_has_all_that_it_takes',
            'tests/unit/meta/test_packaging.py::test_the_official_distribution_over_this_one_is_told')),

    24: Fault(
        'Values as the JSON form of protobuf takes them',
        given='POST /v2/inputs: data.concepts[].value is true',
        brothers=(
            '"value": "0.25" and "max_concepts": "2"',
            '"userAppId" and "conceptQuery" in a body',
            'GET /v2/concepts?perPage=1',
            '"inputIdConflictResolution": 2',
            'base64 without padding'),
        tests=(
            'tests/integration/sandbox/test_json_values.py::'
            'test_true_and_false_on_routes_without_an_app',
            'tests/integration/sandbox/test_json_values.py::'
            'test_true_and_false_in_searches_and_feedback',
            'tests/integration/sandbox/test_json_values.py::test_numbers_as_texts',
            'tests/integration/sandbox/test_json_values.py::test_camel_case_in_bodies',
            'tests/integration/sandbox/test_json_values.py::test_camel_case_in_queries',
            'tests/integration/sandbox/test_json_values.py::test_enums_by_name_and_by_number',
            'tests/integration/sandbox/test_json_values.py::'
            'test_base64_in_both_alphabets_with_padding_and_without',
            'tests/unit/sandbox/web/test_json_form.py::test_numbers_in_lists_and_deep_inside',
            'tests/contract/test_legacy_javascript.py::test_call')),

    25: Fault(
        'What is absent is absent',
        given='a picture without a face: {"regions": []}',
        brothers=(
            'a min_value that no concept reaches: {"concepts": []}',
            'a model of the platform: "toolkits": []',
            'a listing without items: "eval_metrics": []',
            'a version without concepts: "active_concept_count": 0'),
        tests=(
            'tests/contract/test_empty_lists.py::'
            'test_no_answer_has_an_empty_list_that_is_not_shown',
            'tests/unit/sandbox/web/test_json_form.py::'
            'test_empty_lists_are_left_out_where_messages_do_not_show_them',
            'tests/integration/sandbox/test_outputs.py::test_faces_are_found_where_they_are')),

    26: Fault(
        'Searches of the sandbox',
        given='POST /v2/searches by the concept event_type, which nothing has',
        brothers=(
            'POST /v2/searches by a predicted concept that a model has learned',
            'a query with "language": "ja" and the name of a dog in Japanese',
            '{"filters": [{"annotation": {}}]}',
            'a search by output.data.image'),
        tests=(
            'tests/integration/sandbox/test_query_concepts.py::'
            'test_an_unknown_concept_is_an_error_that_names_it',
            'tests/integration/sandbox/test_query_concepts.py::'
            'test_a_concept_that_a_model_has_learned',
            'tests/integration/sandbox/test_query_concepts.py::test_names_in_another_language',
            'tests/integration/sandbox/test_query_concepts.py::'
            'test_empty_ranks_and_filters_say_nothing',
            'tests/integration/sandbox/test_query_concepts.py::'
            'test_the_picture_of_an_output_is_the_picture_to_look_like')),

    27: Fault(
        'Models of the sandbox',
        given="PATCH /v2/models of a trained model with another concept: the version stays trained, "
              "and counts the concepts of before",
        brothers=(
            'POST /v2/models/{id}/versions of a model without concepts is queued, and fails later',
            'PATCH of a model or version drops visibility, image, is_starred, output_info',
            'POST .../models/{id}/outputs with an invented model_version.id in the body answers',
            'output_info.params with max_concepts have no effect, with nonsense are kept',
            'GET /v2/models shows concepts, on which 2.0.x clients fail',
            'regions of the demographics model have no vocab_id',
            'POST .../models/searches for gen* with model_type_id concept finds nothing'),
        tests=(
            'tests/integration/sandbox/test_models_as_real.py::test_other_concepts_make_another_version',
            'tests/integration/sandbox/test_models_as_real.py::test_training_without_concepts_is_refused',
            'tests/integration/sandbox/test_models_as_real.py::test_what_is_said_of_a_model_is_kept',
            'tests/integration/sandbox/test_models_as_real.py::test_what_is_said_of_a_version_is_kept',
            'tests/integration/sandbox/test_models_as_real.py::test_a_version_named_in_the_body_counts',
            'tests/integration/sandbox/test_models_as_real.py::test_params_of_a_version_hold_for_its_predictions',
            'tests/integration/sandbox/test_models_as_real.py::test_params_that_nobody_knows_are_refused',
            'tests/integration/sandbox/test_models_as_real.py::test_lists_show_no_concepts',
            'tests/integration/sandbox/test_models_as_real.py::test_demographics_say_to_which_group_a_concept_belongs',
            'tests/integration/sandbox/test_models_as_real.py::test_public_models_have_several_versions',
            'tests/integration/sandbox/test_models_as_real.py::test_public_models_list_their_concepts',
            'tests/integration/sandbox/test_curl.py::test_searching')),

    28: Fault(
        'Inputs of the sandbox',
        given='PATCH /v2/inputs: the items of the answer have status 30000 and not 30200',
        brothers=(
            'an input whose host does not resolve fails with 39996',
            'an upload has no data.image.url on the platform',
            'select_concepts with an unknown name is an answer without concepts',
            'a refused item of POST /v2/inputs has the id ""',
            'DELETE /v2/inputs with ids [] is refused',
            'the last frame of a video lies off the grid',
            'an evaluation gets another id than it was given'),
        tests=(
            'tests/integration/sandbox/test_inputs_as_real.py::test_what_was_patched_says_so',
            'tests/integration/sandbox/test_inputs_as_real.py::test_no_such_host_is_not_one_that_is_silent',
            'tests/integration/sandbox/test_inputs_as_real.py::test_uploads_have_an_address_that_downloads',
            'tests/integration/sandbox/test_inputs_as_real.py::test_a_refused_input_has_an_id',
            'tests/integration/sandbox/test_inputs_as_real.py::test_deleting_no_input_deletes_nothing',
            'tests/integration/sandbox/test_inputs_as_real.py::test_deleting_none_of_other_things_deletes_nothing',
            'tests/integration/sandbox/test_inputs_as_real.py::test_evaluations_keep_the_ids_that_they_are_given',
            'tests/integration/sandbox/test_models_as_real.py::test_selecting_what_is_not_there_is_an_error',
            'tests/integration/sandbox/test_models_as_real.py::test_selecting_also_what_is_not_there_is_a_mixed_success',
            'tests/integration/sandbox/test_models_as_real.py::test_frames_lie_on_a_grid',
            'tests/integration/sandbox/test_recorded_answers.py::'
            'test_members_and_their_kinds')),

    29: Fault(
        'Doors of the sandbox',
        given='A page of http://localhost:5173 sends a prediction with fetch',
        brothers=(
            'a page opened as a file (origin null)',
            'a page of another site, which must not',
            '/sandbox/requests from a page'),
        tests=(
            'tests/integration/sandbox/test_cross_origin.py::test_the_javascript_examples_run_in_a_page_of_this_machine',
            'tests/integration/sandbox/test_cross_origin.py::test_the_headers_for_an_origin_that_may',
            'tests/integration/sandbox/test_cross_origin.py::test_other_origins_may_not',
            'tests/integration/sandbox/test_cross_origin.py::test_no_header_at_all_outside_the_api',
            'tests/unit/sandbox/media/test_source.py',
            'tests/unit/sandbox/media/test_fetcher.py')),

    30: Fault(
        'A damaged data file',
        given='clarifai sandbox --data DIR, where a table was dropped',
        brothers=(
            'zeroed bytes in the middle',
            'zeroed bytes at the start',
            'a version that does not fit the tables'),
        tests=(
            'tests/unit/sandbox/store/test_integrity.py::test_altered_data_end_the_server_in_a_sentence_and_stay_as_they_are',
            'tests/unit/sandbox/store/test_integrity.py::test_zeroed_bytes_end_the_server_in_a_sentence_and_stay_as_they_are')),

    31: Fault(
        'Import takes only its own files',
        given='clarifai sandbox import FILE, where FILE has a trigger that deletes everything',
        brothers=(
            'a changed user_version',
            'a missing table',
            'a view',
            'rows that belong to nothing'),
        tests=(
            'tests/unit/sandbox/store/test_integrity.py::test_an_altered_export_is_not_imported',
            'tests/unit/sandbox/store/test_integrity.py::test_an_export_whose_rows_belong_to_nothing_is_not_imported')),

    32: Fault(
        'Attacks on the server of the sandbox',
        given='A chunk of 512 MB announced in 170 bytes',
        brothers=(
            'two Content-Lengths',
            'a bare CR in a header',
            '200 listings of 100,000 concepts',
            'a full disk',
            'slow predictions of one key'),
        tests=(
            'tests/integration/sandbox/test_attacks.py::test_a_chunk_that_announces_much_holds_no_memory',
            'tests/integration/sandbox/test_attacks.py::test_requests_that_two_servers_could_read_in_two_ways_are_refused',
            'tests/integration/sandbox/test_attacks.py::test_listings_of_something_large_do_not_keep_other_keys_waiting',
            'tests/integration/sandbox/test_attacks.py::test_a_slow_prediction_of_one_key_does_not_stop_those_of_another',
            'tests/unit/sandbox/store/test_integrity.py::test_a_full_disk_is_an_error_of_the_api_and_the_next_request_is_served',
            'tests/unit/sandbox/store/test_integrity.py::test_a_failed_export_leaves_nothing',
            'tests/unit/sandbox/store/test_integrity.py::test_data_and_exports_are_for_their_owner_alone')),

}
