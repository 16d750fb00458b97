"""The facts about Clarifai's public models, then and now, each with the document it comes from.

JSON in a text and not a file beside the modules, so that frozen and zipped programs have it.
`clarifai.rest.catalogue` parses it with the first look-up.
"""
from __future__ import absolute_import

JSON = '''
{
 "about": "Clarifai's public models as 2.x knew them and as they are called now, and what today's platform documents of them. A today_id of null means that no document names one; the old ids stay valid in requests.",
 "documents": {
  "legacy-client": "clarifai 2.6.2 (PyPI sdist) clarifai/rest/client.py, class PublicModels",
  "legacy-head": "Clarifai/clarifai-python-legacy head (after 2.6.2, never released) clarifai/rest/client.py, class PublicModels",
  "legacy-tutorial": "readthedocs of 2.6.2, Predict Tutorial",
  "legacy-tests": "clarifai 2.6.2 sdist, tests/rest_tests/test_v2_tagging.py, test_models.py, test_predict.py, and tests/unit_tests/test_search_models.py (names passed to models.get and search)",
  "java": "Clarifai/clarifai-java (legacy Java client) DefaultModels.java: legacy names and ids",
  "old-docs-predict": "Clarifai/old-docs api-guide/predict/images.md (answer with name general-v1.3)",
  "old-docs-face": "Clarifai/old-docs examples/deprecate_face_object/new_response.json",
  "old-docs-knn": "Clarifai/old-docs api-guide/walkthroughs/knn-face-classifier-workflow-walkthrough.md",
  "old-docs-auto": "Clarifai/old-docs api-guide/walkthroughs/auto-annotation-walkthrough.md (model id with model version id)",
  "rest-output": "Clarifai/docs code_snippets/api-guide/advanced_topics/rest-outputs.json (a REST answer of February 2025)",
  "sdk-fixtures": "Clarifai/clarifai-python tests/workflow/fixtures/{general,multi_branch}.yml (today's id with model version id)",
  "sdk-readme": "Clarifai/clarifai-python README.md (workflow URLs)",
  "stub-tests": "Clarifai/clarifai-python-grpc 12.5.1 tests/public_models/public_test_helper.py and tests/common.py: ids the official tests predict with in users/clarifai/apps/main",
  "stub-history": "Clarifai/clarifai-python-grpc history of the same files",
  "docs-clarifai-models": "Clarifai/docs docs/portal-guide/model/clarifai-models.md",
  "decommission": "Clarifai/docs docs/product-updates/upcoming-api-changes/decommission-legacy-models.md (31 December 2025: set to Private, no public inference)",
  "other-changes": "Clarifai/docs docs/product-updates/upcoming-api-changes/other-previous-changes.md",
  "user-code": "third-party code that calls clarifai/main with this id; not a document of the platform",
  "rest-answers": "REST answers of 2021 to 2024, recorded in public programs, with the model version of each id"
 },
 "models": [
  {"key": "general", "ids": ["aaa03c23b3724a16a56b629203edc62c"], "names": ["general-v1.3", "general"], "type": "concept", "today_id": "general-image-recognition", "same_version": true, "model_type_id": "visual-classifier", "status": "active", "attribute": "general_model", "sources": ["legacy-client", "legacy-tutorial", "old-docs-predict", "rest-output", "sdk-fixtures", "stub-tests"]},
  {"key": "general embedding", "ids": ["bbb5f41425b8468d9b7a554ff10f8581"], "names": ["general-v1.3", "general"], "type": "embed", "today_id": "general-image-embedding", "same_version": true, "model_type_id": "visual-embedder", "status": "active", "attribute": "general_embedding_model", "sources": ["legacy-client", "legacy-tutorial", "old-docs-auto", "sdk-fixtures", "stub-tests"]},
  {"key": "general clustering", "ids": ["cccbe437d6e54e2bb911c6aa292fb072"], "names": [], "type": "cluster", "today_id": "general-clusterering", "same_version": true, "model_type_id": "clusterer", "status": "unknown", "attribute": null, "sources": ["old-docs-auto", "sdk-fixtures"]},
  {"key": "moderation", "ids": ["d16f390eb32cad478c7ae150069bd2c6"], "names": ["moderation"], "type": "concept", "today_id": "moderation-recognition", "same_version": true, "model_type_id": "visual-classifier", "status": "active", "attribute": "moderation_model", "sources": ["legacy-client", "java", "legacy-tests", "sdk-fixtures", "stub-tests"]},
  {"key": "color", "ids": ["eeed0b6733a644cea07cf4c60f87ebb7"], "names": ["color"], "type": "color", "today_id": "color-recognition", "same_version": true, "model_type_id": null, "status": "active", "attribute": "color_model", "sources": ["legacy-client", "legacy-tutorial", "java", "stub-tests", "user-code", "rest-answers"]},
  {"key": "food", "ids": ["bd367be194cf45149e75f01d59f77ba7"], "names": ["food-items-v1.0"], "type": "concept", "today_id": "food-item-v1-recognition", "same_version": true, "model_type_id": "visual-classifier", "status": "active", "attribute": "food_model", "sources": ["legacy-client", "legacy-tutorial", "java", "docs-clarifai-models", "stub-tests", "rest-answers"]},
  {"key": "apparel", "ids": ["e0be3b9d6a454f0493ac3a30784001ff"], "names": ["apparel"], "type": "concept", "today_id": "apparel-recognition", "same_version": true, "model_type_id": "visual-classifier", "status": "unknown", "attribute": "apparel_model", "sources": ["legacy-client", "legacy-tutorial", "java", "stub-tests", "user-code", "rest-answers"]},
  {"key": "nsfw", "ids": ["e9576d86d2004ed1a38ba0cf39ecb4b1"], "names": ["nsfw-v1.0"], "type": "concept", "today_id": "nsfw-recognition", "same_version": true, "model_type_id": "visual-classifier", "status": "unknown", "attribute": "nsfw_model", "sources": ["legacy-client", "legacy-tutorial", "java", "stub-tests", "user-code", "rest-answers"]},
  {"key": "travel", "ids": ["eee28c313d69466f836ab83287a54ed9"], "names": ["travel-v1.0"], "type": "concept", "today_id": "travel-recognition", "same_version": false, "model_type_id": null, "status": "decommissioned", "attribute": "travel_model", "sources": ["legacy-client", "legacy-tutorial", "java", "decommission", "stub-tests"], "gone_on": "2025-12-31", "successor": "general-image-recognition"},
  {"key": "wedding", "ids": ["c386b7a870114f4a87477c0824499348"], "names": ["weddings-v1.0"], "type": "concept", "today_id": null, "same_version": false, "model_type_id": null, "status": "unknown", "attribute": "wedding_model", "sources": ["legacy-client", "java", "stub-tests"]},
  {"key": "logo", "ids": ["c443119bf2ed4da98487520d01a0b1e3"], "names": ["logo-v0.4", "logo"], "type": "logo", "today_id": null, "same_version": false, "model_type_id": null, "status": "unknown", "attribute": "logo_model", "sources": ["legacy-client", "legacy-tutorial", "java", "stub-tests"]},
  {"key": "textures and patterns", "ids": ["fbefb47f9fdb410e8ce14f24f54b47ff"], "names": ["Textures & Patterns", "textures-patterns"], "type": "concept", "today_id": "texture-recognition", "same_version": false, "model_type_id": "visual-classifier", "status": "unknown", "attribute": "textures_and_patterns_model", "sources": ["legacy-client", "stub-tests", "user-code"]},
  {"key": "celebrity", "ids": ["e466caa0619f444ab97497640cefc4dc"], "names": ["celeb-v1.3", "celebrity", "celebrity-face-recognition"], "type": "facedetect-identity", "today_id": "celebrity-face-detection", "same_version": false, "model_type_id": "visual-detector", "status": "decommissioned", "attribute": "celebrity_model", "sources": ["legacy-client", "legacy-tutorial", "legacy-tests", "java", "decommission", "stub-history", "rest-answers"], "gone_on": "2025-12-31", "successor": "face-detection, which names nobody"},
  {"key": "demographics", "ids": ["c0c0ac362b03416da06ab3fa36fb58e3"], "names": ["demographics", "age-gender-ethnicity"], "type": "facedetect-demographics", "today_id": null, "same_version": false, "model_type_id": null, "status": "retired", "attribute": "demographics_model", "sources": ["legacy-client", "legacy-tutorial", "java", "old-docs-face", "other-changes", "sdk-readme"], "gone_on": "2020-10-16", "successor": "workflow Demographics"},
  {"key": "face detection", "ids": ["a403429f2ddf4b49b307e318f00e528b", "53e1df302c079b3db8a0a36033ed2d15"], "names": ["face-v1.3", "face"], "type": "facedetect", "today_id": null, "same_version": false, "model_type_id": null, "status": "unknown", "attribute": "face_detection_model", "sources": ["legacy-client", "legacy-head", "legacy-tutorial", "java", "sdk-fixtures", "rest-answers"], "successor_id": "face-detection"},
  {"key": "face embedding", "ids": ["d02b4508df58432fbb84e800597b8959", "e15d0f873e66047e579f90cf82c9882z"], "names": ["face-v1.3-embed", "face"], "type": "facedetect-embed", "today_id": null, "same_version": false, "model_type_id": null, "status": "unknown", "attribute": "face_embedding_model", "sources": ["legacy-client", "legacy-head", "old-docs-knn"]},
  {"key": "focus", "ids": ["c2cf7cecd8a6427da375b9f35fcd2381"], "names": ["focus"], "type": "focus", "today_id": null, "same_version": false, "model_type_id": null, "status": "retired", "attribute": "focus_model", "sources": ["legacy-client", "java", "other-changes"], "gone_on": "2020-02-01"},
  {"key": "landscape quality", "ids": ["bec14810deb94c40a05f1f0eb3c91403"], "names": ["Landscape Quality", "landscape-quality"], "type": "concept", "today_id": null, "same_version": false, "model_type_id": null, "status": "unknown", "attribute": "landscape_quality_model", "sources": ["legacy-client", "stub-history"]},
  {"key": "portrait quality", "ids": ["de9bd05cfdbf4534af151beb2a5d0953"], "names": ["Portrait Quality", "portrait-quality"], "type": "concept", "today_id": null, "same_version": false, "model_type_id": null, "status": "unknown", "attribute": "portrait_quality_model", "sources": ["legacy-client", "stub-history"]},
  {"key": "food v2", "ids": ["9504135848be0dd2c39bdab0002f78e9"], "names": [], "type": "concept", "today_id": "food-item-recognition", "same_version": true, "model_type_id": "visual-classifier", "status": "active", "attribute": null, "sources": ["rest-answers", "docs-clarifai-models"]},
  {"key": "logo v2", "ids": ["006764f775d210080d295e6ea1445f93"], "names": [], "type": "detect-concept", "today_id": "logo-detection-v2", "same_version": true, "model_type_id": "visual-detector", "status": "active", "attribute": null, "sources": ["rest-answers", "stub-tests"]},
  {"key": "face detection v2", "ids": ["f76196b43bbd45c99b4f3cd8e8b40a8a"], "names": [], "type": "facedetect", "today_id": "face-detection", "same_version": true, "model_type_id": "visual-detector", "status": "active", "attribute": null, "sources": ["rest-answers", "sdk-fixtures"]},
  {"key": "ethnicity demographics", "ids": ["93c277ec3940fba661491fda4d3ccfa0"], "names": [], "type": "concept", "today_id": "ethnicity-demographics-recognition", "same_version": true, "model_type_id": "visual-classifier", "status": "active", "attribute": null, "sources": ["rest-answers"]},
  {"key": "gender demographics", "ids": ["af40a692dfe6040f23ca656f4e144fc2"], "names": [], "type": "concept", "today_id": "gender-demographics-recognition", "same_version": true, "model_type_id": "visual-classifier", "status": "active", "attribute": null, "sources": ["rest-answers"]},
  {"key": "age demographics", "ids": ["36f90889189ad96c516d134bc713004d"], "names": [], "type": "concept", "today_id": "age-demographics-recognition", "same_version": true, "model_type_id": "visual-classifier", "status": "active", "attribute": null, "sources": ["rest-answers"]}
 ],
 "workflows": {"sources": ["sdk-readme", "sdk-fixtures", "rest-answers", "user-code"], "ids": ["Apparel", "Demographics", "Face", "Face-Sentiment", "Food", "General", "Moderation", "Text", "Universal", "Wedding"]},
 "decommissioned": {"date": "2025-12-31", "source": "decommission", "successors": {"general-image-recognition-vit": "general-image-recognition", "apparel-classification-v2": "general-image-recognition", "general-english-image-caption-clip": "general-image-recognition"}, "ids": ["ocr-scene-english-paddleocr", "general-english-image-caption-clip", "apparel-classification-v2", "general-image-recognition-vit", "travel-recognition", "celebrity-face-detection", "embed", "moderation-english-text-classification", "nougat-base", "ocr-scene-italian-paddleocr", "ocr-scene-french-paddleocr", "ocr-scene-cyrillic-paddleocr", "ocr-scene-arabic-paddleocr", "ocr-scene-spanish-paddleocr", "ocr-scene-german-paddleocr"]}
}
'''
