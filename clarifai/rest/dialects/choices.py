"""Choices that no document settles, in one place.

Nobody could try these against the live service.  Each says what was chosen and why; the handlers
take it from here, so that a choice that proves wrong is changed in its line.
``tests/live`` has a test for each, ``clarifai diagnose --live`` runs those that only read, and
``docs/platform.rst`` lists them.
"""
from __future__ import absolute_import

# 1. A term with value=False keeps "value": 0, as 2.6.2 sent it; True asks for the concept with
#    "negate" in its place.
NEGATED = False

# 2. The keys of a metadata search must all match: one filter for each key, since keys within one
#    filter may count as alternatives.
METADATA_FILTER_PER_KEY = True

# 3. Only the deprecated POST /searches finds inputs by their original URL.
ORIGINAL_URL_IN_OLD_SEARCH = True

# 4. Options of a prediction go to model.model_version.output_info, where the SDK has them.
PREDICTION_OPTIONS = ('model_version', 'output_info')

# 5. Creating a model makes no version; when the answer has one all the same, it is used.
UNTRAINED = {'code': 21102, 'description': 'Model not yet trained'}

# 6. Mutually exclusive concepts are asked for in output_config, deprecated but still there.
EXCLUSIVE_IN_OUTPUT_CONFIG = True

# 7. closed_environment is train_info.params.enrich_dataset.
ENRICH_DATASET = {True: 'Disabled', False: 'Automatic'}

# 8. Overwriting an input replaces its whole data, so what is to stay is sent again.
OVERWRITE_REPLACES_ALL = True

# 9. Today's type of a model for 2.x's, where a type name suggests it.
MODEL_TYPE_IDS = {
    'concept': ('visual-classifier', 'embedding-classifier'),
    'embed': ('visual-embedder',),
    'cluster': ('clusterer',),
    'detect': ('visual-detector',),
    'facedetect': ('visual-detector',),
}
NEW_MODEL_TYPE_ID = 'embedding-classifier'

# 10. A model or input that does not exist is HTTP 404, or code 21200 or 11101 with any status:
#     `clarifai.status_codes.is_missing` takes each of them for it.

# 16. An input that a search gives several times counts once, with its best score.
ONE_HIT_PER_INPUT = True
