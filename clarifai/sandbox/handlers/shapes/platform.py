"""What is stored, as the JSON of the platform."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy

from clarifai.sandbox import clock, messages
from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.handlers.shapes import dataset_metrics
from clarifai.sandbox.handlers.shapes.legacy import MESSAGE, LegacyShapes
from clarifai.sandbox.media import frames, source
from clarifai.sandbox.models import public_models

if TYPE_CHECKING:
    from clarifai.sandbox.models.public_models import PublicModel

PRIVATE, PUBLIC = {'gettable': 10}, {'gettable': 50}
CROSSORIGIN = 'use-credentials'
CUSTOM_TYPE = 'embedding-classifier'
# What training without negatives is told in the words of 2.x and in the platform's.
ENRICH = {True: 'Disabled', False: 'Automatic'}
MODEL_FIELDS = ('description', 'notes', 'metadata', 'presets', 'toolkits', 'use_cases',
                'languages', 'check_consents', 'visibility', 'image', 'is_starred')
VERSION_FIELDS = ('description', 'metadata', 'license', 'visibility')
GONE_PARTS = ('face', 'focus')
# What a version shows of settings that nobody has set.
PARAMS = {'max_concepts': 20, 'min_value': 0.0, 'select_concepts': []}
TRAIN_PARAMS = {'dataset_id': '', 'dataset_version_id': ''}
# What a public model says of itself here, where it is not the one that it is called after.
SAID_OF_PUBLIC = {'toolkits': ['Sandbox'], 'use_cases': ['Rehearsal'], 'languages': ['en'],
                  'languages_full': [{'id': 'en', 'name': 'English'}],
                  'check_consents': ['None'], 'workflow_recommended': True}
UNKNOWN_IMAGE = {'format': 'UnknownImageFormat', 'color_mode': 'UnknownColorMode'}
ARCHIVE_STATES = {codes.JOB_QUEUED: 'pending', codes.JOB_RUNNING: 'in_progress',
                  codes.JOB_COMPLETED: 'completed'}
ORIGINS = messages.ENUMS['DatasetVersionRequestOrigin']
FORMATS = messages.ENUMS['DatasetVersionExportFormat']
EXPORTS_PREFIX = '/sandbox/exports/'
ICON = ('page', 'static', 'icon.svg')


class PlatformShapes(LegacyShapes):
    """The answers of one app on the platform; see `Shapes`."""

    of_platform = True

    def owned(self, members: dict[str, Any]) -> dict[str, Any]:
        """Add to `members` where they are: the app and, unless only a key knows it, its user."""
        members['app_id'] = self._scope.name
        if self._scope.user_id:
            members['user_id'] = self._scope.user_id
        return members

    def concept(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a stored concept."""
        return self.owned({'id': record['id'], 'name': record['name'],
                           'value': record.get('value', 1.0),
                           'language': record.get('language', 'en'),
                           'created_at': record['created_at'], 'visibility': PRIVATE})

    def predicted_concept(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a stored concept as predictions name it."""
        return self.owned({'id': record['id'], 'name': record['name']})

    def annotated_concept(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a concept of an input."""
        return self.owned({'id': record['id'], 'name': record['name'], 'value': record['value']})

    def public_concept(self, concept_id: str, name: str, language: str = 'en') -> dict[str, Any]:
        """Return a concept of the public vocabulary."""
        return {'id': concept_id, 'name': name, 'value': 1.0, 'language': language,
                'created_at': public_models.CREATED_AT, 'app_id': public_models.APP_ID,
                'user_id': public_models.USER_ID, 'visibility': PUBLIC}

    found_concept = public_concept

    def _media(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return the URL of an input; of an upload also where its bytes are kept."""
        media = super()._media(record)
        if record['url']:
            return media
        return dict(media, hosted=self._hosted(record['token']))

    def _hosted(self, token: str) -> dict[str, Any]:
        return {'prefix': self._base_url + source.HOSTED_PREFIX.rstrip('/'), 'suffix': token,
                'sizes': ['orig'], 'crossorigin': CROSSORIGIN}

    def input_(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a stored input, with the datasets that it is in."""
        answer = super().input_(record)
        if record['dataset_ids']:
            answer['dataset_ids'] = record['dataset_ids']
        return answer

    def _text(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a text, with the URL that hands it out; those of older sandboxes have none."""
        text = super()._text(record)
        return dict(text, **self._media(record)) if record['token'] else text

    @staticmethod
    def _media_info(record: dict[str, Any]) -> Any:
        """Return what is known of a file; of a picture also that nothing is known yet."""
        if record['kind'] != frames.IMAGE:
            return record['info']
        return dict(record['info'], color_mode='RGB') if record['info'] else UNKNOWN_IMAGE

    def annotation(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return an annotation, as ``store.annotations.get`` gives it."""
        data = dict(record['parts'] or {})
        data.update((name, record[name]) for name in ('regions', 'metadata', 'geo')
                    if record[name])
        if record['concepts']:
            data['concepts'] = [self.annotated_concept(item) for item in record['concepts']]
        answer = {'id': record['id'], 'input_id': record['input_id'], 'data': data,
                  'input_level': record['input_level'],
                  'trusted': record['status_code'] == codes.ANNOTATION_SUCCESS,
                  'status': codes.status(record['status_code']),
                  'created_at': record['created_at'], 'modified_at': record['modified_at']}
        user_id = record['user_id'] or self._scope.user_id
        if user_id:
            answer.update(user_id=user_id, worker={'user': {'id': user_id}})
        answer.update((name, record[kept]) for name, kept in (
            ('task_id', 'task_id'), ('annotation_info', 'info')) if record[kept])
        return answer

    def hit(self, score: float, record: dict[str, Any],
            annotation: dict[str, Any]) -> dict[str, Any]:
        """Return a hit of a search, with one of the input's annotations (see `annotation`)."""
        return self.owned({'score': round(score, 7), 'input': self.input_(record),
                           'annotation': self.annotation(annotation)})

    def add_job(self, record: dict[str, Any]) -> Any:
        """Return a job, as ``store.add_jobs.get`` gives it; its numbers are texts."""
        return {'id': record['id'], 'created_at': record['created_at'],
                'modified_at': record['modified_at'],
                'status': codes.status(record['status_code']),
                'progress': {name + '_count': str(number)
                             for name, number in record['counts'].items()},
                'uploads': [self.upload(upload) for upload in record['uploads']],
                'extraction_jobs': [self.extraction(job) for job in record['extractions']]}

    def upload(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return an upload, as ``store.uploads.get`` gives it."""
        answer = {'id': record['id'], 'content_name': record['name'],
                  'content_length': str(record['length']), 'created_at': record['created_at'],
                  'modified_at': record['modified_at'], 'expires_at': record['expires_at'],
                  'status': codes.status(record['status_code'], '%d of %d bytes are here.' % (
                      record['received'], record['length']))}
        if record['status_code'] == codes.UPLOAD_DONE:
            answer['content_url'] = self._base_url + source.HOSTED_PREFIX + record['token']
        return answer

    def extraction(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a job that takes inputs from an archive, as ``store.extractions`` gives it."""
        token, code = record['token'], record['status_code']
        state = ARCHIVE_STATES.get(code, 'failed')
        progress = {f'{kind}_inputs_count': number for kind, number in record['counts'].items()}
        return {'id': record['id'], 'created_at': record['created_at'],
                'modified_at': record['modified_at'],
                'status': codes.status(code, record['details']),
                'url': self._base_url + source.HOSTED_PREFIX + token if token else record['url'],
                'progress': dict(progress, **{f'{state}_archives_count': 1})}

    def saved_search(self, record: dict[str, Any]) -> Any:
        """Return a search, as ``store.saved_searches.get`` gives it."""
        return dict({'id': record['id'], 'application_id': self._scope.name, 'save': True,
                     'created_at': record['created_at'], 'modified_at': record['modified_at'],
                     'visibility': PRIVATE}, **record['search'])

    def dataset(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a dataset, as ``store.datasets.get`` gives it."""
        return self.owned(dict({'visibility': PRIVATE, 'metadata': {}}, **record['about'],
                               id=record['id'], created_at=record['created_at'],
                               modified_at=record['modified_at']))

    def dataset_version(self, record: dict[str, Any],
                        exports: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Return a version of a dataset, as ``store.dataset_versions.get`` gives it."""
        about = dict({'visibility': PRIVATE, 'metadata': {}, 'request_origin': 'MANUAL'},
                     **record['about'])
        about['request_origin'] = ORIGINS[about['request_origin']]
        answer = self.owned(dict(
            about, id=record['id'], dataset_id=record['dataset_id'],
            created_at=record['created_at'], modified_at=record['modified_at'],
            status=codes.status(record['status_code'], record['status_details'])))
        if record['metrics']:
            answer['metrics'] = {
                dataset_metrics.SPLIT: dataset_metrics.packed(record['metrics']['all'])}
        if exports:
            answer['export_info'] = {name.lower(): self.dataset_export(found)
                                     for name, found in exports.items()}
        return answer

    def dataset_export(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return where an export of a version of a dataset is."""
        answer = {'format': FORMATS[record['format']],
                  'include_embeddings': record['include_embeddings']}
        if not record['is_ready']:
            return dict(answer, status=codes.status(codes.DATASET_VERSION_EXPORT_PENDING))
        if record['size']:
            answer['size'] = str(record['size'])
        return dict(answer, url=self._base_url + EXPORTS_PREFIX + record['token'],
                    status=codes.status(codes.DATASET_VERSION_EXPORT_SUCCESS))

    def exported_input(self, record: dict[str, Any],
                       include_embeddings: bool = False) -> dict[str, Any]:
        """Return an input of a version of a dataset; all that it has a file of is hosted."""
        answer = self.input_(record)
        answer['data'][record['kind']]['hosted'] = self._hosted(record['token'])
        if include_embeddings and record['embedding']:
            vector = numpy.frombuffer(record['embedding'], '<f4')
            answer['data']['embeddings'] = [{'vector': vector.tolist(),
                                             'num_dimensions': len(vector)}]
        return answer

    def version(self, record: dict[str, Any],
                concepts: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Return a stored model version, with its concepts if they are given."""
        answer = dict(self._version(record), visibility=PRIVATE)
        about = record['about']
        config = dict({'max_concepts': 0, 'min_value': 0.0}, **record['output_config'])
        closed = bool(config.pop('closed_environment', False))
        config.update(about.get('output_config', {}))
        info = dict(about.get('output_info', {}), output_config=config, message=MESSAGE,
                    params=dict(PARAMS, **about.get('params', {})))
        if concepts is not None:
            info.setdefault('data', {'concepts': [self.concept(item) for item in concepts]})
        answer.update((name, about[name]) for name in VERSION_FIELDS if name in about)
        if 'metrics' in answer:
            answer['metrics'].update(self.owned({'id': record['metrics_id']}))
        return self.owned(dict(
            answer, output_info=info, input_info={'base_embed_model': _base_embed_model()},
            train_info={'params': dict(TRAIN_PARAMS, **dict(about.get('train_params', {}),
                                                            enrich_dataset=ENRICH[closed]))},
            modified_at=record['completed_at'] or record['created_at']))

    def model(self, record: dict[str, Any], concepts: list[dict[str, str]] | None,
              latest: dict[str, Any] | None, verbose: bool = False) -> dict[str, Any]:
        """Return a custom model; its concepts, which may be None, are those of the version."""
        about = record['about']
        answer = {'id': record['id'], 'name': record['name'], 'created_at': record['created_at'],
                  'modified_at': record['modified_at'], 'visibility': PRIVATE,
                  'model_type_id': about.get('model_type_id', CUSTOM_TYPE),
                  'toolkits': [], 'use_cases': [], 'languages': []}
        answer.update((name, about[name]) for name in MODEL_FIELDS if name in about)
        if latest:
            answer['model_version'] = self.version(latest, concepts)
        return self.owned(answer)

    def evaluation(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a stored evaluation: how far it is, and of what."""
        version = self.owned({'id': record['version_id']})
        return self.owned({
            'id': record['id'], 'status': codes.status(record['code'], record['details']),
            'model': self.owned({'id': record['model_id'], 'model_version': version})})

    def public_model(self, found: PublicModel, name: str | None = None,
                     version_id: str | None = None,
                     concepts: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """Return a public model, under its id and title on the platform, whatever was asked."""
        answer = dict(SAID_OF_PUBLIC, **{
            'id': found.platform_id, 'name': found.title,
            'app_id': public_models.APP_ID, 'user_id': public_models.USER_ID,
            'created_at': public_models.CREATED_AT, 'modified_at': public_models.CREATED_AT,
            'visibility': PUBLIC, 'image': self._icon(),
            'model_version': self.public_version(found, version_id)})
        if found.model_type_id:
            answer['model_type_id'] = found.model_type_id
        info = {'message': MESSAGE} if concepts is None else {}
        if concepts:
            info['data'] = {'concepts': concepts}
        answer['model_version']['output_info'] = info
        return answer

    def _icon(self) -> Any:
        folder, size, name = ICON
        return {'url': '/'.join((self._base_url,) + ICON), 'hosted': {
            'prefix': f'{self._base_url}/{folder}', 'suffix': name, 'sizes': [size],
            'crossorigin': CROSSORIGIN}}

    def public_version(self, found: PublicModel, version_id: str | None = None) -> dict[str, Any]:
        """Return the version of a public model."""
        answer = self._public_version(found, version_id)
        return dict(answer, app_id=public_models.APP_ID, user_id=public_models.USER_ID,
                    visibility=PUBLIC, metadata={})

    def recognised_model(self, model_id: Any, version_id: Any = None) -> Any:
        """Return a model of which nothing is here but a function that answers for it."""
        answer = super().recognised_model(model_id, version_id)
        version = self.owned(dict(answer['model_version'], visibility=PUBLIC))
        return self.owned(dict(answer, modified_at=public_models.CREATED_AT, visibility=PUBLIC,
                               model_version=version))

    def predicting_model(self, model: dict[str, Any]) -> dict[str, Any]:
        """Return a model for an output: without ``output_info``."""
        version = dict(model['model_version'])
        version.pop('output_info', None)
        return dict(model, model_version=version)

    def output_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the ``data`` of an output: without what 2.x alone had, times as text.

        What a test has ordered may lack any part.
        """
        shown = {name: value for name, value in data.items() if name not in GONE_PARTS}
        for name in ('regions', 'frames'):
            if name in shown:
                shown[name] = [dict(item, data=self.output_data(item['data']))
                               if item.get('data') else item for item in shown[name]]
        if 'frames' in shown:
            shown['frames'] = [dict(frame, id=frame.get('id') or clock.new_id(), frame_info=dict(
                frame['frame_info'], time=str(frame['frame_info'].get('time', 0))))
                if frame.get('frame_info') else frame for frame in shown['frames']]
        if 'concepts' in shown:
            concepts = [{name: value for name, value in item.items() if name != 'vocab_id'}
                        for item in shown['concepts']]
            shown['concepts'] = [dict(item, user_id=public_models.USER_ID)
                                 if item.get('app_id') == public_models.APP_ID else item
                                 for item in concepts]
        return shown


def _base_embed_model() -> Any:
    """Return the model whose vectors the app's models learn from."""
    found = public_models.find('general-image-embedding')
    return {'id': found.platform_id, 'app_id': public_models.APP_ID,
            'user_id': public_models.USER_ID, 'model_type_id': found.model_type_id,
            'model_version': {'id': found.version_id}}
