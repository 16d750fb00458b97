"""Model: predictions, versions, training and evaluation of one model."""
from __future__ import annotations

import os
import sys
from typing import Any, Dict, Generator, List, Mapping, Optional, Sequence, Union

from clarifai import paging
from clarifai.client import downloading, messages, predicting, training, urls, yaml_files
from clarifai.client.base import plain
from clarifai.client.lister import Lister
from clarifai.client.messages import Message
from clarifai.errors import ApiError, UserError
from clarifai.status_codes import MODEL_EVALUATED, is_missing
from clarifai.waiting import wait_until

MOST_INPUTS = 128  # in one prediction
EXPORTED, EXPORTING, EXPORT_PENDING = 21500, 21501, 21503
MOST_WAIT_FOR_EXPORT = 1800.0  # seconds
NEEDS_VERSION = ('%s is about a version of the model, and %s has none yet: make one with train(), '
                 'or with create_version() where nothing is trained')


class Model(Lister):
    """A model: one's own, or anybody's that may be used.

    ::

        model = Model('https://clarifai.com/clarifai/main/models/general-image-recognition')
        answer = model.predict_by_url('https://samples.clarifai.com/dog.tiff', 'image')
        for concept in answer.outputs[0].data.concepts:
            print(concept.name, concept.value)

    Making one sends nothing.  The fields of the model are its attributes, as far as they are known:
    `load_info` asks for them, and models that an app gives have them.

    Args:
        url (str): the address of the model, which names user, app and perhaps a version.
        model_id (str): its id, in place of `url`.
        model_version (dict): the version to use, such as ``{'id': '...'}``; the latest without one.
        base_url (str), pat (str), token (str), root_certificates_path (str): as of `BaseClient`.
        **kwargs: `user_id` and `app_id`, what else `BaseClient` takes, and fields of the model.

    Attributes:
        model_info (Message): the `Model` as far as it is known.
        training_params (dict): what `get_params` gave, and `update_params` changed.

    Raises:
        UserError: both or neither of `url` and `model_id` are given, the address is none of a
            model, or there is no credential.
    """

    _kind = 'Model'

    def __init__(self, url: Optional[str] = '', model_id: Optional[str] = '',
                 model_version: Mapping[str, Any] = {'id': ''}, base_url: Optional[str] = None,
                 pat: Optional[str] = '', token: Optional[str] = '',
                 root_certificates_path: Optional[str] = None, **kwargs: Any) -> None:
        place = urls.identify('models', 'model_id', url, model_id, kwargs)
        version: Dict[str, Any] = plain(model_version or {})
        if place.version_id:
            version = dict(version, id=place.version_id)
        kwargs.update(user_id=place.user_id, app_id=place.app_id)
        # That of BaseClient: the constructor of Lister takes the size of a page, and no connection.
        super(Lister, self).__init__(
            base_url=base_url, pat=pat, token=token,
            root_certificates_path=root_certificates_path, id=place.id,
            model_version={name: value for name, value in version.items() if value != ''} or None,
            **kwargs)
        self.training_params: training.Params = {}

    @property
    def model_info(self) -> Message:
        """The `Model`, as far as it is known."""
        held: Message = self.__dict__['_message']
        return held

    @property
    def _version_id(self) -> str:
        return str(self.model_info.model_version.id or '')

    def load_info(self) -> None:
        """Ask for what the server knows of the model.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models/{model_id}.

        Raises:
            ApiError: there is no such model, or it could not be asked for.
        """
        answer = self.call('GetModel', model_id=self.id, version_id=self._version_id or None)
        self._message = answer.model

    # Predictions

    def predict(self, inputs: Sequence[Any], inference_params: Mapping[str, Any] = {},
                output_config: Mapping[str, Any] = {}) -> Message:
        """Predict.

        While the model is being started, this waits, for ten minutes at most.

        Route: POST /v2/users/{user_id}/apps/{app_id}/models/{model_id}[/versions/{version_id}]
        /outputs.

        Args:
            inputs (list of Input): at most 128; as `Inputs.get_input_from_url` and its like make
                them, as dictionaries, or of protobuf.
            inference_params (dict): what the model is told.
            output_config (dict): how much of its answer is wanted: `min_value` (float),
                `max_concepts` (int), `select_concepts` (list of Concept), `sample_ms` (int).

        Returns:
            MultiOutputResponse: in `outputs`, an `Output` for each input, in order.

        Raises:
            UserError: the arguments do not fit; nothing was sent then.
            ApiError: the server refused or failed, also for one of several inputs.
            ApiClientError: the model is still not ready after ten minutes.
        """
        checked = predicting.checked_inputs(inputs, MOST_INPUTS)
        return self._predicted(checked, inference_params, output_config)

    def predict_all(self, inputs: Sequence[Any], inference_params: Mapping[str, Any] = {},
                    output_config: Mapping[str, Any] = {}) -> Message:
        """Predict for any number of inputs, with a request for each 128.

        Args:
            inputs (list of Input), inference_params (dict), output_config (dict): as of `predict`.

        Returns:
            MultiOutputResponse: in `outputs`, an `Output` for each input, in order.

        Raises:
            UserError, ApiClientError: as of `predict`.
            ApiError: as of `predict`; it has `partial`, the answer to the requests before, and
                `positions`, those of the inputs that the failed request had.
        """
        checked = predicting.checked_inputs(inputs, 0)
        answer = paging.in_batches(
            checked, lambda batch: self._predicted(batch, inference_params, output_config),
            MOST_INPUTS)
        return messages.wrap('MultiOutputResponse', answer)

    def predict_by_url(self, url: str, input_type: str, inference_params: Mapping[str, Any] = {},
                       output_config: Mapping[str, Any] = {}) -> Message:
        """Predict for what is at an address.

        Args:
            url (str): the address.
            input_type (str): 'image', 'text', 'video' or 'audio'.
            inference_params (dict), output_config (dict): as of `predict`.

        Returns:
            MultiOutputResponse: with one output.

        Raises:
            UserError, ApiError, ApiClientError: as of `predict`.
        """
        return self._predicted([predicting.input_of_url(url, input_type)], inference_params,
                               output_config)

    def predict_by_filepath(self, filepath: Union[str, 'os.PathLike[str]'], input_type: str,
                            inference_params: Mapping[str, Any] = {},
                            output_config: Mapping[str, Any] = {}) -> Message:
        """Predict for a file, which is read while it is sent.

        Args:
            filepath (str): the file.
            input_type (str): 'image', 'text', 'video' or 'audio'.
            inference_params (dict), output_config (dict): as of `predict`.

        Returns:
            MultiOutputResponse: with one output.

        Raises:
            UserError, ApiError, ApiClientError: as of `predict`.
        """
        return self._predicted([predicting.input_of_filepath(filepath, input_type)],
                               inference_params, output_config)

    def predict_by_bytes(self, input_bytes: bytes, input_type: str,
                         inference_params: Mapping[str, Any] = {},
                         output_config: Mapping[str, Any] = {}) -> Message:
        """Predict for the content of a file.

        Args:
            input_bytes (bytes): the content; of a text, in UTF-8.
            input_type (str): 'image', 'text', 'video' or 'audio'.
            inference_params (dict), output_config (dict): as of `predict`.

        Returns:
            MultiOutputResponse: with one output.

        Raises:
            UserError, ApiError, ApiClientError: as of `predict`.
        """
        return self._predicted([predicting.input_of_bytes(input_bytes, input_type)],
                               inference_params, output_config)

    def _predicted(self, inputs: List[Any], inference_params: Any, output_config: Any) -> Message:
        info = {'params': plain(inference_params or None),
                'output_config': plain(output_config or None)}
        given = {name: value for name, value in info.items() if value}
        model = {'model_version': {'output_info': given}} if given else None
        answer: Message = predicting.when_ready(lambda: self.call(
            'PostModelOutputs', model_id=self.id, version_id=self._version_id or None,
            inputs=inputs, model=model), 'the model %s' % self.id)
        return answer

    # Versions

    def list_versions(self, page_no: Optional[int] = None, per_page: Optional[int] = None
                      ) -> Generator['Model', None, None]:
        """Go through the versions of the model, the latest first.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models/{model_id}/versions.

        Args:
            page_no (int), per_page (int): one page, of 16 versions unless `per_page` says more;
                all versions when both are None.

        Yields:
            Model: this model, with one of its versions as `model_version`.

        Raises:
            ApiError: the server refused, failed or could not be reached.
        """
        for version in self.list_items('ListModelVersions', page_no, per_page, model_id=self.id):
            yield self._with_version(version)

    def create_version(self, **kwargs: Any) -> 'Model':
        """Make a version of a model that is not trained, such as an operator.

        Route: POST /v2/users/{user_id}/apps/{app_id}/models/{model_id}/versions.

        Args:
            **kwargs: fields of the version, such as `description` and `output_info`; `concepts`
                (list of Concept) are those of its `output_info.data`.

        Returns:
            Model: this model, with that version.

        Raises:
            UserError: the type of the model is one that is trained.
            ApiError: the server refused, failed or could not be reached.
        """
        if self.model_info.model_type_id in training.TRAINABLE:
            raise UserError('versions of the type %s are trained: call train()'
                            % self.model_info.model_type_id)
        version = {name: plain(value) for name, value in kwargs.items() if value is not None}
        concepts = version.pop('concepts', None)
        if concepts:
            info = dict(version.get('output_info') or {})
            info['data'] = dict(info.get('data') or {}, concepts=concepts)
            version['output_info'] = info
        answer = self.call('PostModelVersions', model_id=self.id, model_versions=[version])
        return self._held(Model, answer.model, model_id=self.id)

    def patch_version(self, version_id: str, action: str = 'merge', **kwargs: Any) -> 'Model':
        """Change what a version says of itself.

        Route: PATCH /v2/users/{user_id}/apps/{app_id}/models/{model_id}/versions.

        Args:
            version_id (str): the version.
            action (str): 'merge', 'overwrite' or 'remove'.
            **kwargs: fields of the version, such as `description` and `metadata`.

        Returns:
            Model: this model, with that version.

        Raises:
            ApiError: the server refused, failed or could not be reached.
        """
        version = dict({name: plain(value) for name, value in kwargs.items()}, id=version_id)
        answer = self.call('PatchModelVersions', model_id=self.id, action=action,
                           model_versions=[version])
        return self._with_version(answer.model_versions[0])

    def delete_version(self, version_id: str) -> None:
        """Delete a version.

        Route: DELETE /v2/users/{user_id}/apps/{app_id}/models/{model_id}/versions/{version_id}.

        Args:
            version_id (str): its id.

        Raises:
            ApiError: there is no such version, or it may not be deleted.
        """
        self.call('DeleteModelVersion', model_id=self.id, version_id=version_id)

    def list_concepts(self, page_no: Optional[int] = None, per_page: Optional[int] = None
                      ) -> Generator[Message, None, None]:
        """Go through the concepts that the model, or its version, knows.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models/{model_id}[/versions/{version_id}]
        /concepts.

        Args:
            page_no (int), per_page (int): as of `list_versions`.

        Yields:
            Concept: one of them.

        Raises:
            ApiError: the server refused, failed or could not be reached.
        """
        yield from self.list_items('ListModelConcepts', page_no, per_page, model_id=self.id,
                                   version_id=self._version_id or None)

    def _with_version(self, version: Mapping[str, Any]) -> 'Model':
        message = messages.wrap('Model', dict(self.model_info, model_version=version))
        return self._held(Model, message, model_id=self.id)

    # Training

    def list_training_templates(self) -> List[str]:
        """List the templates by which models of this type can be trained.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models/types/{model_type_id}.

        Returns:
            list of str: their ids.

        Raises:
            UserError: models of this type are not trained.
            ApiError: the server refused, failed or could not be reached.
        """
        return training.templates(self._model_type())

    def get_params(self, template: Optional[str] = '', save_to: Optional[str] = 'params.yaml',
                   yaml_file: Optional[str] = None) -> training.Params:
        """Get the parameters of a training with their defaults, also as a file to edit.

        `train` uses them, as `update_params` changed them.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models/types/{model_type_id}.

        Args:
            template (str): one of `list_training_templates`, where there are some.
            save_to (str): the file to write, ``params.yaml``.
            yaml_file (str): another name for `save_to`, as documented.

        Returns:
            dict: `dataset_id`, `dataset_version_id`, `concepts`, `train_params` and so on.

        Raises:
            UserError: models of this type are not trained, they need a template, there is no such
                one, or the file cannot be written.
            ApiError: the server refused, failed or could not be reached.
        """
        path = yaml_file or save_to or ''
        if not str(path).endswith(('.yaml', '.yml')):
            raise UserError('save_to must be the name of a file that ends in .yaml, not %r' % path)
        params = training.params_of(self._model_type(), template or None)
        training.save_code(params, os.path.dirname(path))
        yaml_files.write(path, params, 'save_to')
        self.training_params.clear()
        self.training_params.update(params)
        return params

    def update_params(self, **kwargs: Any) -> None:
        """Change parameters for the next `train`.

        Args:
            **kwargs: names to values; a name may be of any section.

        Raises:
            UserError: `get_params` was not called yet, or there is no such parameter.
        """
        training.update(self._params(), kwargs)

    def get_param_info(self, param: str) -> Dict[str, Any]:
        """Say what a parameter is.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models/types/{model_type_id}.

        Args:
            param (str): its name.

        Returns:
            dict: `param`, `fieldType`, `description`, `defaultValue` and what else is known.

        Raises:
            UserError: `get_params` was not called yet, or there is no such parameter.
            ApiError: the server refused, failed or could not be reached.
        """
        params = self._params()
        training.check_known(params, param)
        return training.info(self._model_type(), param, params)

    def train(self, yaml_file: Optional[str] = '') -> str:
        """Train the model, which makes a version of it; see `training_status`.

        Route: POST /v2/users/{user_id}/apps/{app_id}/models/{model_id}/versions.

        Args:
            yaml_file (str): a file with the parameters, which takes PyYAML to be read; those of
                `get_params` and `update_params` without one.

        Returns:
            str: the id of the version.

        Raises:
            UserError: there are no parameters, or they name concepts that the app does not have.
            ApiError: the server refused, failed or could not be reached.
        """
        self._check_trainable()
        params = yaml_files.read(yaml_file, 'yaml_file') if yaml_file else self._params()
        known = None
        if isinstance(params, dict) and params.get('concepts'):
            known = [concept.id for concept in self.list_items('ListConcepts')]
        version = training.version_of(params, known)
        answer = self.call('PostModelVersions', model_id=self.id, model_versions=[version])
        return str(answer.model.model_version.id)

    def training_status(self, version_id: Optional[str] = None, training_logs: bool = False
                        ) -> Message:
        """Ask how far a training is.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models/{model_id}/versions/{version_id}.

        Args:
            version_id (str): the version; that of this model without one, else the newest.
            training_logs (bool): whether to save the log of the training as ``VERSION_ID.log``,
                as far as there is one.

        Returns:
            Status: `code` 21100 when it is trained, 21101 or 21103 on the way, another when it
            failed; `description` in words.

        Raises:
            UserError: there is no version to ask about.
            ApiError: the server refused, failed or could not be reached.
        """
        wanted = version_id or self._needed_version('training_status')
        answer = self.call('GetModelVersion', model_id=self.id, version_id=wanted)
        version: Message = answer.model_version
        if wanted == self._version_id:
            self._message = messages.wrap('Model', dict(self.model_info, model_version=version))
        if training_logs and version.train_log:
            downloading.save(self._connection, version.train_log, wanted + '.log', wanted)
        status: Message = version.status
        return status

    def _check_trainable(self) -> None:
        if not self.model_info.model_type_id:
            self.load_info()
        if self.model_info.model_type_id not in training.TRAINABLE:
            raise UserError('models of the type %s are not trained: those of %s are' % (
                self.model_info.model_type_id or 'of this one', ', '.join(training.TRAINABLE)))

    def _model_type(self) -> Message:
        self._check_trainable()
        found: Message = self.call('GetModelType',
                                   model_type_id=self.model_info.model_type_id).model_type
        return found

    def _params(self) -> training.Params:
        if not self.training_params:
            raise UserError('there are no parameters yet: call get_params() first, or '
                            'train(yaml_file)')
        return self.training_params

    # Evaluation

    def evaluate(self, dataset: Any = None, dataset_id: Optional[str] = None,
                 dataset_app_id: Optional[str] = None, dataset_user_id: Optional[str] = None,
                 dataset_version_id: Optional[str] = None, eval_id: Optional[str] = None,
                 extended_metrics: Optional[Mapping[str, Any]] = None,
                 eval_info: Optional[Mapping[str, Any]] = None) -> Any:
        """Evaluate the version of the model; the newest, unless this object is about one.

        Route: POST /v2/users/{user_id}/apps/{app_id}/evaluations.

        Args:
            dataset (Dataset): what to evaluate on, in place of the five that follow.  Text stands
                for `dataset_id`, which is documented to come first.
            dataset_id (str), dataset_app_id (str), dataset_user_id (str), dataset_version_id (str):
                the dataset, its app and user where they are others than the model's, and its
                version.
            eval_id (str): an id for the evaluation; one is made up without it.
            extended_metrics (dict): metrics of the caller's own, to be kept with it.
            eval_info (dict): parameters of the evaluation.

        Returns:
            list of EvalMetrics: the one evaluation, which is queued; see `get_eval_by_id`.

        Raises:
            UserError: the model has no version.
            ApiError: the server refused, failed or could not be reached.
        """
        version_id = self._needed_version('evaluate')
        if isinstance(dataset, str):
            if dataset_id:  # all of them by position, as documented
                eval_id = eval_id or dataset_user_id
                dataset_app_id, dataset_user_id = dataset_id, dataset_app_id
            dataset_id = dataset
        elif dataset is not None:
            dataset_id, dataset_version_id = dataset.id, dataset.version.id
            dataset_app_id, dataset_user_id = dataset.app_id, dataset.user_id
        metrics: Dict[str, Any] = {'model': {
            'id': self.id, 'user_id': self.user_id, 'app_id': self.app_id,
            'model_version': {'id': version_id}}}
        if eval_id:
            metrics['id'] = eval_id
        if dataset_id:
            metrics['ground_truth_dataset'] = {
                'id': dataset_id, 'app_id': dataset_app_id or self.app_id,
                'user_id': dataset_user_id or self.user_id}
            if dataset_version_id:
                metrics['ground_truth_dataset']['version'] = {'id': dataset_version_id}
        if extended_metrics is not None:
            metrics['extended_metrics'] = {'user_metrics': plain(extended_metrics)}
        if eval_info is not None:
            metrics['eval_info'] = {'params': plain(eval_info)}
        return self.call('PostEvaluations', eval_metrics=[metrics]).eval_metrics

    def list_evaluations(self) -> List[Message]:
        """List the evaluations of the version of the model, or its newest, the latest first.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models/{model_id}/versions/{model_version_id}
        /evaluations.

        Returns:
            list of EvalMetrics: them all.

        Raises:
            UserError: the model has no version.
            ApiError: the server refused, failed or could not be reached.
        """
        return list(self.list_items('ListModelVersionEvaluations', model_id=self.id,
                                    model_version_id=self._needed_version('list_evaluations')))

    def get_eval_by_id(self, eval_id: str, label_counts: bool = False, test_set: bool = False,
                       binary_metrics: bool = False, confusion_matrix: bool = False,
                       metrics_by_class: bool = False, metrics_by_area: bool = False) -> Message:
        """Get an evaluation.

        Route: GET /v2/users/{user_id}/apps/{app_id}/evaluations/{evaluation_id}.

        Args:
            eval_id (str): its id.
            label_counts (bool), test_set (bool), binary_metrics (bool), confusion_matrix (bool),
                metrics_by_class (bool), metrics_by_area (bool): which of these parts are wanted.

        Returns:
            EvalMetrics: the evaluation.

        Raises:
            ApiError: there is no such evaluation, or it could not be asked for.
        """
        fields = {'label_counts': label_counts, 'test_set': test_set,
                  'binary_metrics': binary_metrics, 'confusion_matrix': confusion_matrix,
                  'metrics_by_class': metrics_by_class, 'metrics_by_area': metrics_by_area}
        wanted = {name: True for name, value in fields.items() if value}
        found: Message = self.call('GetEvaluation', evaluation_id=eval_id,
                                   fields=wanted or None).eval_metrics
        return found

    def get_latest_eval(self, label_counts: bool = False, test_set: bool = False,
                        binary_metrics: bool = False, confusion_matrix: bool = False,
                        metrics_by_class: bool = False, metrics_by_area: bool = False
                        ) -> Optional[Message]:
        """Get the latest evaluation of the version of the model.

        Args:
            label_counts (bool), test_set (bool), binary_metrics (bool), confusion_matrix (bool),
                metrics_by_class (bool), metrics_by_area (bool): as of `get_eval_by_id`.

        Returns:
            EvalMetrics: the evaluation; None when there is none, or it is not done.

        Raises:
            UserError: the model has no version.
            ApiError: the server refused, failed or could not be reached.
        """
        found = self.list_evaluations()
        if not found or found[0].status.code != MODEL_EVALUATED:
            return None
        return self.get_eval_by_id(found[0].id, label_counts, test_set, binary_metrics,
                                   confusion_matrix, metrics_by_class, metrics_by_area)

    def get_eval_by_dataset(self, dataset: Any) -> List[Message]:
        """List the evaluations of the version of the model on a dataset that are done.

        Args:
            dataset (Dataset): the dataset; of one with a version, those on that version.

        Returns:
            list of EvalMetrics: them all, the latest first.

        Raises:
            UserError: the model has no version.
            ApiError: the server refused, failed or could not be reached.
        """
        version_id = dataset.version.id
        wanted = (dataset.id, dataset.app_id or self.app_id, dataset.user_id or self.user_id)
        found = []
        for evaluation in self.list_evaluations():
            on = evaluation.ground_truth_dataset
            if evaluation.status.code == MODEL_EVALUATED and (
                    on.id, on.app_id or self.app_id, on.user_id or self.user_id) == wanted and \
                    version_id in ('', on.version.id):
                found.append(evaluation)
        return found

    # Export

    def export(self, export_dir: Optional[str] = None) -> None:
        """Export the version of the model, or its newest, and download it as ``model.tar``.

        Routes: GET /v2/users/{user_id}/apps/{app_id}/models/{model_id}/versions/{version_id}
        /exports, and PUT to the same.

        Args:
            export_dir (str): the folder for the file, which is made if it is not there.  Without
                one, the export is begun, or its state is printed.

        Raises:
            UserError: the model has no version, or the folder cannot be made.
            ApiError: the version cannot be exported, or the server could not be reached.
            ApiClientError: the export is not ready after half an hour.
        """
        version_id = self._needed_version('export')
        found = self._export_of(version_id)
        if found is None:
            self.call('PutModelVersionExports', model_id=self.id, version_id=version_id)
        if export_dir is None:
            sys.stdout.write(self._export_in_words(found) + '\n')
            return
        try:
            os.makedirs(export_dir, exist_ok=True)
        except OSError as error:
            raise UserError('export_dir %s cannot be made: %s' % (export_dir, error.strerror))
        ready = self._when_exported(version_id)
        downloading.save(self._connection, ready.url, os.path.join(export_dir, 'model.tar'),
                         version_id, int(ready.size))

    def _export_of(self, version_id: str) -> Optional[Message]:
        try:
            found: Message = self.call('GetModelVersionExport', model_id=self.id,
                                       version_id=version_id).export
        except ApiError as error:
            if is_missing(error):
                return None
            raise
        return found

    def _when_exported(self, version_id: str) -> Message:
        ready: List[Message] = []

        def missing() -> Optional[str]:
            found = self._export_of(version_id)
            if found is None or found.status.code in (EXPORTING, EXPORT_PENDING):
                return self._export_in_words(found)
            if found.status.code != EXPORTED:
                raise ApiError('the export of the model %s' % self.id, {}, 'GET',
                               answer={'status': dict(found.status)})
            ready.append(found)
            return None
        wait_until(missing, 'the export of the model %s' % self.id, MOST_WAIT_FOR_EXPORT)
        return ready[0]

    def _export_in_words(self, found: Optional[Message]) -> str:
        if found is None:
            return 'The export of the model %s has begun.' % self.id
        if found.status.code == EXPORTED:
            return 'The model %s is exported: %s' % (self.id, found.url)
        return 'The export of the model %s: %s' % (self.id, found.status.description)

    def _needed_version(self, call: str) -> str:
        """The version of this object, else the model's newest, such as one just trained."""
        version_id = self._version_id
        if not version_id:
            version_id = str(self.call('GetModel', model_id=self.id).model.model_version.id or '')
        if not version_id:
            raise UserError(NEEDS_VERSION % (call, self.id))
        return version_id
