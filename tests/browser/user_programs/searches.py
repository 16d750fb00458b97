from clarifai.rest import ClarifaiApp, Geo, GeoLimit, GeoPoint, Image

app = ClarifaiApp()
places = {'brick': (11.58, 48.14), 'grass': (-0.13, 51.51), 'gravel': (2.35, 48.86)}
app.inputs.bulk_create_images([
    Image(filename='%s-%d.jpg' % (name, number), image_id='%s-%d' % (name, number),
          concepts=[name], metadata={'of': name}, geo=Geo(GeoPoint(*place)))
    for name, place in sorted(places.items()) for number in (1, 2)])
app.wait_until_inputs_upload_finish(max_wait=60)


def ids(hits):
    return [hit.input_id for hit in hits]


print(sorted(ids(app.inputs.search_by_annotated_concepts(concept='grass'))))
print(sorted(ids(app.inputs.search_by_metadata({'of': 'brick'}))))
print(sorted(ids(app.inputs.search_by_geo(GeoPoint(2.3, 48.9), GeoLimit('kilometer', 30)))))
print(ids(app.inputs.search_by_image(filename='grass-1.jpg'))[0])
