"""What is stored, as the JSON of the 2.x API."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai.sandbox import status_codes as codes
from clarifai.sandbox.media import analysis, source
from clarifai.sandbox.models import public_models

if TYPE_CHECKING:
    from clarifai.sandbox.access.access import Scope
    from clarifai.sandbox.models.public_models import PublicModel

DEFINITION = 'Measured in the pixels of a picture, or named by a recogniser.'
# The numbers of inputs that are indexed again; nothing ever is, here.
REINDEXING = ('reindexed', 'to_reindex', 'reindex_errors', 'reindexing')
OUTPUT_CONFIG = {'concepts_mutually_exclusive': False, 'closed_environment': False,
                 'max_concepts': 0, 'min_value': 0.0}
MESSAGE = 'Show output_info with: GET /models/{model_id}/output_info'


class LegacyShapes:
    """The answers of one app.

    Args:
        scope: the app.
        base_url: where uploaded pictures are handed out.
    """

    of_platform = False

    def __init__(self, scope: Scope, base_url: str) -> None:
        self._scope = scope
        self._base_url = base_url

    def concept(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a stored concept; its value says nothing, and is there as the service had it."""
        return {'id': record['id'], 'name': record['name'], 'value': record.get('value', 1.0),
                'created_at': record['created_at'], 'language': record.get('language', 'en'),
                'app_id': self._scope.name}

    def predicted_concept(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a stored concept as predictions name it."""
        return {'id': record['id'], 'name': record['name'], 'app_id': self._scope.name}

    def public_concept(self, concept_id: Any, name: str, language: Any = 'en') -> Any:
        """Return a concept of the public vocabulary."""
        return {'id': concept_id, 'name': name, 'value': 1.0, 'language': language,
                'created_at': public_models.CREATED_AT, 'app_id': public_models.APP_ID}

    def found_concept(self, concept_id: Any, name: str, language: Any = 'en') -> Any:
        """Return a concept of the public vocabulary as searches for concepts show it."""
        return dict(self.public_concept(concept_id, name, language), definition=DEFINITION)

    def input_(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a stored input, as ``store.inputs.get`` gives it."""
        by_itself = record['kind'] == analysis.TEXT and not record['url']
        media = self._text(record) if by_itself else self._media(record)
        if record['allow_duplicate_url']:
            media['allow_duplicate_url'] = True
        info = self._media_info(record)
        if info:
            media[record['kind'] + '_info'] = info
        data = {record['kind']: media}
        if record['text'] and record['kind'] != analysis.TEXT:
            data[analysis.TEXT] = {'raw': record['text']}
        for name in ('metadata', 'geo', 'regions'):
            if record[name]:
                data[name] = record[name]
        if record['concepts']:
            data['concepts'] = [self.annotated_concept(item) for item in record['concepts']]
        return {'id': record['id'], 'data': data, 'created_at': record['created_at'],
                'modified_at': record['modified_at'],
                'status': codes.status(record['status_code'], record['status_details'])}

    @staticmethod
    def _media_info(record: dict[str, Any]) -> Any:
        return record['info']

    def hit(self, score: float, record: dict[str, Any],
            annotation: dict[str, Any]) -> dict[str, Any]:
        """Return a hit of a search; only the platform's have the annotation that was found."""
        return {'score': round(score, 7), 'input': self.input_(record)}

    def annotated_concept(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a concept of an input."""
        return {'id': record['id'], 'name': record['name'], 'value': record['value'],
                'app_id': self._scope.name}

    def _text(self, record: dict[str, Any]) -> dict[str, Any]:
        return {'raw': record['text']}

    def _media(self, record: dict[str, Any]) -> dict[str, Any]:
        return {'url': record['url'] or
                self._base_url + source.HOSTED_PREFIX + record['token']}

    def counts(self, counts: dict[str, int]) -> dict[str, Any]:
        """Return the numbers of inputs by state."""
        return dict(counts, **dict.fromkeys(REINDEXING, 0))

    def version(self, record: dict[str, Any],
                concepts: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """Return a stored model version; its metrics only say how far they are.

        Args:
            record: as ``store.versions.get`` gives it.
            concepts: what it was trained for, where that is to be shown (on the
                platform).
        """
        return dict(self._version(record), train_stats={})

    def _version(self, record: dict[str, Any]) -> dict[str, Any]:
        answer = {'id': record['id'], 'created_at': record['created_at'],
                  'status': codes.status(record['status_code'], record['status_details'],
                                         self.of_platform)}
        answer.update((name, len(record[of])) for name, of in (
            ('active_concept_count', 'concept_ids'), ('total_input_count', 'input_ids'))
            if record[of])
        if record['completed_at']:
            answer['completed_at'] = record['completed_at']
        if record['metrics_code'] != codes.MODEL_NOT_EVALUATED:
            answer['metrics'] = {'status': codes.status(record['metrics_code'],
                                                        record['metrics_details'])}
        return answer

    def model(self, record: dict[str, Any], concepts: list[dict[str, str]], latest: dict[str, Any],
              verbose: bool = False) -> dict[str, Any]:
        """Return a custom model.

        Args:
            record: as ``store.models.get`` gives it.
            concepts: the model's concepts, as stored.
            latest: the version to show, or None.
            verbose: whether it is the answer of ``output_info``.
        """
        info = self._output_info('concept', 'concept',
                                 [self.concept(item) for item in concepts], verbose)
        info['output_config'] = dict(OUTPUT_CONFIG, **record['output_config'])
        answer = {'id': record['id'], 'name': record['name'], 'display_name': record['name'],
                  'app_id': self._scope.name, 'created_at': record['created_at'],
                  'modified_at': record['modified_at'], 'output_info': info}
        answer.update(record['about'])  # of a model that was made in the platform's dialect
        if latest:
            answer['model_version'] = self.version(latest)
        return answer

    @staticmethod
    def _output_info(model_type: str, type_ext: str, concepts: list[dict[str, Any]] | None,
                     verbose: bool) -> dict[str, Any]:
        info = {'type': model_type, 'type_ext': type_ext}
        if not verbose:  # it says where the concepts are
            info['message'] = MESSAGE
        if concepts:
            info['data'] = {'concepts': concepts}
        return info

    def public_model(self, found: PublicModel, name: str | None = None,
                     version_id: str | None = None,
                     concepts: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """Return a public model.

        Args:
            found: the model.
            name: the one of its names to show; by default the first.
            version_id: the version to show; by default the model's newest.
            concepts: the vocabulary, for the answer of ``output_info``.
        """
        info = self._output_info(found.type, found.type_ext, concepts, concepts is not None)
        return {'id': found.ids[0], 'name': name or found.names[0],
                'display_name': found.key.capitalize(), 'app_id': public_models.APP_ID,
                'created_at': public_models.CREATED_AT, 'output_info': info,
                'model_version': self.public_version(found, version_id)}

    def public_version(self, found: PublicModel, version_id: str | None = None) -> dict[str, Any]:
        """Return the version of a public model; whatever id was asked for is the one it has."""
        return dict(self._public_version(found, version_id), train_stats={})

    def _public_version(self, found: PublicModel, version_id: str | None) -> dict[str, Any]:
        answer = {'id': version_id or found.version_id, 'created_at': public_models.CREATED_AT,
                  'status': codes.status(codes.MODEL_TRAINED, None, self.of_platform)}
        if found.concepts():
            answer['active_concept_count'] = len(found.concepts())
        return answer

    def recognised_model(self, model_id: Any, version_id: Any = None) -> Any:
        """Return a model of which nothing is here but a function that answers for it."""
        return {'id': model_id, 'name': model_id, 'app_id': self._scope.name,
                'created_at': public_models.CREATED_AT,
                'model_version': {'id': version_id or public_models.made_up_id(model_id),
                                  'created_at': public_models.CREATED_AT,
                                  'status': codes.status(codes.MODEL_TRAINED)}}

    def predicting_model(self, model: dict[str, Any]) -> dict[str, Any]:
        """Return a model, as the methods above give it, for an output: nothing is counted there."""
        version = dict(model['model_version'])
        version.pop('active_concept_count', None)
        return dict(model, model_version=version)

    def output_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the ``data`` of an output."""
        return data
