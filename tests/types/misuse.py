"""Mistakes that the types must find. In mypy's strict mode a mark without an error is an error."""
from clarifai.rest import ClarifaiApp, Geo, GeoPoint, Image, ModelOutputConfig, Region, Video
from clarifai.rest.geo import GeoBox

app = ClarifaiApp(api_key='key')
model = app.models.get(model_id='id')
picture = Image(url='https://samples.clarifai.com/metro-north.jpg')

app.tag_urls('https://samples.clarifai.com/metro-north.jpg')  # type: ignore[arg-type]
app.inputs.create_image_from_url(b'https://...')  # type: ignore[arg-type]
app.inputs.create_image_from_filename('a.jpg', crop=[0, 0, 1, 1])  # type: ignore[arg-type]
app.inputs.create_image('a.jpg')  # type: ignore[type-var]
app.inputs.bulk_create_images((picture,))  # type: ignore[arg-type]
app.inputs.search_by_image(image=Video(filename='a.mp4'))  # type: ignore[call-overload]
app.inputs.search_by_metadata({}, raw=True).append(picture)  # type: ignore[attr-defined]
app.inputs.get_all()[0]  # type: ignore[index]
app.inputs.get('id').input_ids  # type: ignore[union-attr]
app.inputs.get_outputs_of('id')  # type: ignore[attr-defined]
app.models.get()  # type: ignore[call-overload]
app.models.get('name').predict_url('a')  # type: ignore[union-attr]
app.models.search('general*')[0]  # type: ignore[index]
app.models.update('id', name='Puppies')  # type: ignore[call-arg]
app.models.get_all(filters={'trained_only': 1.5})  # type: ignore[dict-item]
app.models.get_types()[0]  # type: ignore[index]
app.public_models.generic_model  # type: ignore[attr-defined]
model.predict(picture)  # type: ignore[arg-type]
model.predict_by_bytes('text')  # type: ignore[arg-type]
model.predict_by_url('a', select_concepts=['cat'])  # type: ignore[list-item]
model.train(sync=False).model_id  # type: ignore[attr-defined]
model.model_version.strip()  # type: ignore[union-attr]
Image(url=3)  # type: ignore[arg-type]
Image(file_obj=open('a.jpg'))  # type: ignore[arg-type]
Image(concepts=[1])  # type: ignore[list-item]
Image(geo=GeoPoint(1, 2))  # type: ignore[arg-type]
Video(video='a.mp4')  # type: ignore[call-arg]
Geo(geo_box=GeoBox(GeoPoint(1, 2)))  # type: ignore[call-arg]
ModelOutputConfig(min_value='0.5')  # type: ignore[arg-type]
Region().region_info.bbox  # type: ignore[union-attr]
output = model.predict_by_url('a')['outputs'][0]
output['data']['concepts'][0]['value'].strip()  # type: ignore[attr-defined]
output['data']['concepts']['value']  # type: ignore[call-overload]
