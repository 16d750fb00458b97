"""What users write with `app.platform`: no checker may find anything wrong with it."""
import datetime
from typing import Any, Dict, List

from clarifai.operations import Platform
from clarifai.rest import ClarifaiApp

app = ClarifaiApp(pat="p", user_id="me", app_id="mine")
ids: List[str] = []
for i in app.platform.list_inputs.items(per_page=50):
    ids.append(i["id"])
    url: str = i["data"]["image"]["url"]
    code: int = i["status"]["code"]
    for concept in i["data"]["concepts"]:
        value: float = concept["value"]
for page in app.platform.list_models.pages(page=2, user_id="clarifai", app_id=None):
    names = [model["name"] for model in page["models"]]

answer = app.platform.post_inputs(
    inputs=[{"id": "a", "data": {"image": {"base64": b"..."}}}],
    input_id_conflict_resolution="SUFFIX", batch=False)
job: str = answer["inputs_add_job"]["id"]
again = app.platform.patch_inputs(inputs=answer["inputs"], action="merge")
app.platform.list_annotations(ids=ids, list_all_annotations=True, user_ids=("a", "b"))
app.platform.list_instance_types(cloud_provider={"id": "aws"}, region="r")
for hit in app.platform.post_annotations_searches.items(searches=[{}], per_page=5):
    score: float = hit["score"]

with app.platform.generate_model_outputs(model_id="m", inputs=[{}]) as outputs:
    for part in outputs:
        text: str = part["outputs"][0]["data"]["text"]["raw"]

platform = Platform(token="t", timeout=(3, None)).with_options(timeout=5)
anything: Any = platform.list_models.routes[2](per_page=3)
dataset: Dict[str, Any] = {"id": "d", "created_at": datetime.datetime.now()}
platform.post_datasets(datasets=[dataset])
