from clarifai.rest import ClarifaiApp

app = ClarifaiApp()
app.platform.post_workflows(workflows=[{'id': 'both', 'nodes': [
    {'id': 'general', 'model': {'id': 'aaa03c23b3724a16a56b629203edc62c'}},
    {'id': 'color', 'model': {'id': 'eeed0b6733a644cea07cf4c60f87ebb7'}}]}])
answer = app.workflows.get('both').predict_by_filename('flower.jpg')
for output in answer['results'][0]['outputs']:
    print(sorted(output['data']))
