from clarifai.rest import ClarifaiApp

app = ClarifaiApp()
colors = app.models.get('color').predict_by_filename('flower.jpg')['outputs'][0]['data']['colors']
print([color['w3c']['name'] for color in colors])
faces = app.public_models.face_detection_model.predict_by_filename('astronaut.png')
for region in faces['outputs'][0]['data']['regions']:
    box = region['region_info']['bounding_box']
    print(sorted(box), box['top_row'] < box['bottom_row'])
