from clarifai.rest import ClarifaiApp, Image

app = ClarifaiApp()
app.inputs.bulk_create_images([
    Image(filename='%s-%d.jpg' % (name, number), concepts=[name],
          not_concepts=[other for other in ('brick', 'grass') if other != name])
    for name in ('brick', 'grass') for number in range(1, 5)])
app.wait_until_inputs_upload_finish(max_wait=60)
model = app.models.create('surfaces', concepts=['brick', 'grass']).train()
print(model.get_info()['model']['model_version']['status']['description'])
for name in ('brick', 'grass'):
    answer = app.models.get('surfaces').predict_by_filename('%s-unseen-1.jpg' % name)
    concepts = answer['outputs'][0]['data']['concepts']
    print(name, concepts[0]['name'] if concepts[0]['value'] > 0.5 else concepts)
app.models.delete('surfaces')
print([one.model_id for one in app.models.get_all(private_only=True)])
