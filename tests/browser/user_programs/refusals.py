from clarifai.errors import ApiError, UserError
from clarifai.rest import ClarifaiApp

app = ClarifaiApp()
for attempt in (lambda: app.inputs.get('nobody'),
                lambda: app.models.get('general-v1.3').predict_by_bytes(b'no picture'),
                lambda: app.inputs.create_image_from_url('nonsense')):
    try:
        print(attempt())
    except ApiError as error:
        print('ApiError', error.status_code, error.error_code, error.error_desc, error.uncertain)
for mistake in (lambda: app.inputs.create_image_from_filename('nowhere.jpg'),
                lambda: ClarifaiApp(api_key='k', timeout='soon')):
    try:
        print(mistake())
    except UserError as error:
        print('UserError', error)
