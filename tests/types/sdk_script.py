"""What users write with `clarifai.client`: no checker may find anything wrong with it."""
from typing import Any, Iterator, List

from clarifai.client import App, Inputs, Model, Runner, Search, User, Workflow, messages
from clarifai.client.input import Input
from clarifai.errors import ApiError, UserError
from clarifai.rest import ClarifaiApp
from clarifai.utils.misc import Chunker

user = User("me", pat="p")
app: App = user.create_app("pets", base_workflow="Universal", description="d")
for one in user.list_apps({"query": "pets"}, page_no=1):
    ids: List[str] = [model.id for model in one.list_models()]

model: Model = app.model("pets", model_version={"id": "v"})
answer = model.predict_by_url("https://example.com/cat.jpg", "image",
                              output_config={"max_concepts": 3})
for concept in answer.outputs[0].data.concepts:
    print(concept.name, concept.value)

inputs: Inputs = app.inputs()
made = Input.get_input_from_url("cat", image_url="https://example.com/cat.jpg", labels=["cat"])
inputs.upload_inputs(inputs=[made], show_log=False)
for chunk in Chunker([made], 2).chunk():
    model.predict(inputs=chunk)

search: Search = app.search(top_k=10, metric="euclidean")
for page in search.query(ranks=[{"image_url": "https://example.com/cat.jpg"}],
                         filters=[{"input_types": ["image"]}]):
    print(page.hits[0].input.id)

workflow = Workflow("https://clarifai.com/clarifai/main/workflows/General")
workflow.export("general.yml")
same: Workflow = app.create_workflow("general.yml", generate_new_id=True, display=False)


class Shout(Runner):
    def run_input(self, input: messages.Input, output_info: messages.OutputInfo) -> Any:
        return {"data": {"text": {"raw": input.data.text.raw.upper()}}}


try:
    Shout("r", user_id="me").start()
except (ApiError, UserError) as error:
    print(error)

old: ClarifaiApp = ClarifaiApp.from_client(app)
new: App = old.to_client()
listed: Iterator[messages.Message] = new.list_concepts()
