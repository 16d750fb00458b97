from clarifai.bulk import Source, upload
from clarifai.rest import ClarifaiApp

app = ClarifaiApp()
report = upload(app, [Source('gravel-%d.jpg' % number, input_id='g%d' % number,
                             concepts=['gravel'], metadata={'number': number})
                      for number in range(1, 9)], batch=3).finish()
print(report.done, report.failed)
app.wait_until_inputs_upload_finish(max_wait=60)
print(sorted((image.input_id, image.metadata['number']) for image in app.inputs.get_all()))
