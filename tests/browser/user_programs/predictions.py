import base64
import io

from clarifai.rest import ClarifaiApp, Image

app = ClarifaiApp()
model = app.models.get('general-v1.3')


def names(response):
    return [concept['name'] for concept in response['outputs'][0]['data']['concepts'][:3]]


with open('chelsea.png', 'rb') as picture:
    data = picture.read()
print(names(model.predict_by_url('https://photos.example.com/chelsea.png')))
print(names(model.predict_by_filename('chelsea.png')))
print(names(model.predict_by_bytes(data)))
print(names(model.predict_by_base64(base64.b64encode(data))))
print(names(model.predict([Image(file_obj=io.BytesIO(data))])))
chosen = model.predict_by_filename('coffee.png', max_concepts=2)['outputs'][0]['data']['concepts']
print(len(chosen), [concept['value'] > 0.5 for concept in chosen])
