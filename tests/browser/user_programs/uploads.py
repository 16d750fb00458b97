from clarifai.rest import ClarifaiApp, Image

app = ClarifaiApp()
with open('brick-3.jpg', 'rb') as picture:
    app.inputs.bulk_create_images([
        Image(filename='brick-1.jpg', image_id='file', concepts=['brick']),
        Image(url='https://photos.example.com/brick-2.jpg', image_id='url', concepts=['brick']),
        Image(base64=None, file_obj=picture, image_id='object', not_concepts=['brick'],
              metadata={'number': 3, 'name': u'Gr\u00fcn \u20ac \u732b'})])
app.wait_until_inputs_upload_finish(max_wait=60)
for image in sorted(app.inputs.get_all(), key=lambda one: one.input_id):
    print(image.input_id, image.concepts, image.not_concepts,
          sorted((image.metadata or {}).items()))
print(app.inputs.check_status().processed, app.inputs.check_status().errors)
app.inputs.delete('url')
print(sorted(image.input_id for image in app.inputs.get_all()))
