import itertools

from clarifai.rest import ClarifaiApp, Image

app = ClarifaiApp()
app.inputs.bulk_create_images([
    Image(url='https://photos.example.com/brick-%d.jpg' % (1 + number % 8),
          image_id='p%02d' % number, allow_dup_url=True) for number in range(25)])
app.wait_until_inputs_upload_finish(max_wait=60)
print(len(app.inputs.get_by_page(page=1, per_page=10)),
      len(app.inputs.get_by_page(page=3, per_page=10)),
      len(app.inputs.get_by_page(page=4, per_page=10)))
print(sorted(image.input_id for image in app.inputs.get_all()))
print(len(list(itertools.islice(app.inputs.get_all(), 7))))
app.inputs.delete_all()
