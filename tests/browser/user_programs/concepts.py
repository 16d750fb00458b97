from clarifai.rest import ClarifaiApp

app = ClarifaiApp()
app.concepts.bulk_create(['cat', 'dog'], ['Cat', 'Dog'])
print(sorted((one.concept_id, one.concept_name) for one in app.concepts.get_all()))
app.inputs.create_image_from_filename('chelsea.png', image_id='chelsea', concepts=['cat'])
app.wait_until_inputs_upload_finish(max_wait=60)
app.inputs.merge_concepts('chelsea', ['dog'], ['bird'])
image = app.inputs.get('chelsea')
print(sorted(image.concepts), image.not_concepts)
app.inputs.delete_concepts('chelsea', ['dog'])
print(sorted(app.inputs.get('chelsea').concepts))
app.inputs.merge_metadata('chelsea', {'colour': 'ginger', 'age': 9})
print(sorted(app.inputs.get('chelsea').metadata.items()))
