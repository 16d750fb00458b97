"""One model."""
from __future__ import absolute_import

from clarifai import deprecation
from clarifai.answers import object_in, objects_in, text_in
from clarifai.errors import ApiClientError, UserError
from clarifai.forking import importing
from clarifai.lazy import lazy
from clarifai.paging import pages
from clarifai.redact import shown
from clarifai.rest.arguments import concept_dicts
from clarifai.rest.concept import concept_from_json
from clarifai.rest.media import Image
from clarifai.rest.numbers import number
from clarifai.rest.outputs import ModelOutputInfo
from clarifai.rest.predicting import Predicting
from clarifai.status_codes import MODEL_TRAINED, TRAINING_UNDER_WAY
from clarifai.value import Value
from clarifai.waiting import wait_until


class Model(Predicting, Value):
    """A model of the app, or a public one.

    All methods raise `UserError` for wrong arguments, before anything is sent, and `ApiError` when
    the server refuses, fails or cannot be reached.

    Args:
        api (ApiClient): the app's client.
        item (dict): a model of an answer.
        model_id (str): the id, when no more is known.
        solutions (Solutions): 2.4.0 to 2.6.2.

    Attributes:
        model_id (str): its id.
        model_name (str or None): its name.
        model_version (str or None): the id of the version that predictions and so on use; set it to
            pin another.  None means the newest.
        model_status_code (int or None): the state of that version, such as 21100 for trained.
        concepts (list of Concept): its concepts, as far as known.
        concepts_mutually_exclusive (bool): whether only one of them can be true.
        closed_environment (bool): whether what is not annotated counts as not true.
        hyper_parameters (dict or None): settings of its training.
        output_info (dict or None): what the server says of its output, such as its type.
        app_id (str or None): its app; 'main' or empty for a public model.
        created_at (str or None): when it was made, an RFC 3339 time.
    """

    _hidden = ('api', 'solutions', '_app_solutions', '_shared', '_newest')
    _hashed = ('model_id',)

    _shared = None  # what `Models` remembers under the model's name, so that it learns of trainings
    _newest = None  # a version that is known, while predictions are left to the newest there is

    def __init__(self, api, item=None, model_id=None, solutions=None):
        self.api = api
        self._app_solutions = solutions
        if item is None and not model_id or not isinstance(item or {}, dict):
            raise UserError('Model needs the item of an answer (a dictionary), or a model_id')
        self._set(item or {}, model_id, known=item is not None)

    @lazy
    def solutions(self):
        """What there was of solutions for one model, in 2.4.0 to 2.6.2."""
        from clarifai.rest.solutions.model_solutions import ModelSolutions
        return ModelSolutions(self._app_solutions, self)

    def _set(self, item, model_id, known):
        version = object_in(item.get('model_version'))
        info = object_in(item.get('output_info')) or None
        config = object_in((info or {}).get('output_config'))
        concepts = objects_in(object_in((info or {}).get('data')).get('concepts'))
        self.model_id = model_id or text_in(item.get('id'))
        self.model_name = text_in(item.get('name'))
        self.created_at = item.get('created_at')
        self.app_id = item.get('app_id') or '' if known else None
        self.model_version = text_in(version.get('id'))
        self.model_status_code = object_in(version.get('status')).get('code')
        self.output_info = info
        self.concepts = [concept_from_json(concept) for concept in concepts]
        self.concepts_mutually_exclusive = config.get('concepts_mutually_exclusive') or False
        self.closed_environment = config.get('closed_environment') or False
        self.hyper_parameters = config.get('hyper_params') or None

    def client(self):
        """This model in today's SDK, over the same connection.

        Returns:
            clarifai.client.model.Model

        Raises:
            ImportError: this Python is too old for today's SDK, which needs 3.8.
            UserError: there is no PAT, or the app of the model is not known.
        """
        with importing:
            from clarifai.client.model import Model as PlatformModel
        user_id, app_id, model_id, version_id = self.api.place_of_model(self.model_id)
        return PlatformModel(
            model_id=model_id, model_version={'id': self._pinned_version() or version_id or ''},
            user_id=user_id, app_id=app_id, connection=self.api.connection)

    def _pinned_version(self):
        """The version that predictions are for; None for the newest."""
        return None if self.model_version == self._newest else self.model_version

    # Know

    def get_info(self, verbose=False):
        """What the server has of the model.

        Args:
            verbose (bool): with its concepts.

        Returns:
            dict: the JSON of the answer.
        """
        if verbose:
            return self.api.get_model_output_info(self.model_id, self.model_version)
        return self.api.get_model(self.model_id, self.model_version)

    def get_concept_ids(self):
        """The ids of its concepts; asks the server when none is known.

        Returns:
            list of str: the ids.
        """
        if self.concepts:
            return [concept.concept_id for concept in self.concepts]
        model = object_in(self.get_info(verbose=True).get('model'))
        data = object_in(object_in(model.get('output_info')).get('data'))
        return [concept.get('id') for concept in objects_in(data.get('concepts'))]

    def get_inputs(self, version_id=None, page=1, per_page=20):
        """The inputs the model, or one of its versions, was trained with.

        Args:
            version_id (str): the version.
            page (int): the page, from 1.
            per_page (int): inputs per page.

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.get_model_inputs(self.model_id, version_id, page, per_page)

    def dict(self):
        """The model as the API writes it, as far as it is known."""
        info = {'output_config': {
            'concepts_mutually_exclusive': self.concepts_mutually_exclusive,
            'closed_environment': self.closed_environment}}
        if self.concepts:
            info['data'] = {'concepts': [{'id': concept.concept_id} for concept in self.concepts]}
        if self.hyper_parameters:
            info['output_config']['hyper_params'] = self.hyper_parameters
        item = {'id': self.model_id, 'output_info': info}
        if self.model_name is not None:
            item['name'] = self.model_name
        return {'model': item}

    def _repr_html_(self):
        from clarifai.views.showing import html_of
        return html_of(self)

    # Predict

    def predict(self, inputs, model_output_info=None):
        """Predict inputs, in batches of 128.

        Args:
            inputs (list of Image or Video): what to predict.
            model_output_info (ModelOutputInfo): how to answer.

        Returns:
            dict: the JSON of the answer: ``['outputs'][0]['data']['concepts']`` are the concepts of
            the first input.
        """
        version = self._pinned_version()
        return self.api.predict_model(self.model_id, inputs, version, model_output_info)

    def _predict_media(self, media, config):
        return self.predict([media], ModelOutputInfo(output_config=config))

    # Train

    def train(self, sync=True, timeout=60, raise_on_timeout=False):
        """Train the model with the inputs of the app, which makes a new version.

        The object means the new version then: at once when the version that it meant was not
        trained, else when the new one is.

        Args:
            sync (bool): wait until it is trained.
            timeout (float): seconds to wait at most.
            raise_on_timeout (bool): raise when it is not trained by then.

        Returns:
            Model: the trained model, or how far it has come when the time is over; with
            ``sync=False``, or when the server refuses with HTTP 200, the JSON of the answer.

        Raises:
            ApiClientError: not trained in time, with `raise_on_timeout`.
        """
        timeout = number(timeout, 'timeout')
        answer = self.create_version()
        item = object_in(answer.get('model'))
        version = object_in(item.get('model_version'))
        if not sync or not text_in(version.get('id')):
            return answer
        model = Model(self.api, item, self.model_id)
        if model.model_status_code in TRAINING_UNDER_WAY:
            try:
                wait_until(model._training_left, 'the training of model %r' % self.model_id,
                           timeout)
            except ApiClientError:
                if raise_on_timeout:
                    raise
        trained = model.model_status_code == MODEL_TRAINED
        if trained or self.model_version == model.model_version:
            self._set_version(model.model_version, model.model_status_code,
                              pinned=trained or self._newest is None)
        return model

    def _set_version(self, version_id, status_code, pinned=True):
        """Mean another version, which predictions name in their path when it is `pinned`."""
        self.model_version, self.model_status_code = version_id, status_code
        self._newest = None if pinned else version_id
        if self._shared is not None:
            self._shared['model_version'] = {'id': version_id, 'status': {'code': status_code}}

    def _training_left(self):
        """Ask for the version's status; what is missing until it is trained, for `wait_until`."""
        version = object_in(self.get_version(self.model_version).get('model_version'))
        self.model_status_code = object_in(version.get('status')).get('code')
        if self.model_status_code in TRAINING_UNDER_WAY:
            return 'version %s has status %s' % (self.model_version, self.model_status_code)
        return None

    def evaluate(self):
        """Evaluate the model's version.

        Returns:
            dict: the JSON of the answer, the version with its metrics, or their status when they
            are not ready: ask again.

        Raises:
            UserError: the version is not known; get the model by name, or set `model_version`.
        """
        if not self.model_version:
            raise UserError('evaluate needs a version: get the model by name, or set '
                            'model.model_version')
        return self.api.run_model_evaluation(self.model_id, self.model_version)

    # Versions

    def list_versions(self):
        """The versions of the model, the first 20.

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.get_model_versions(self.model_id)

    def get_version(self, version_id):
        """A version of the model.

        Args:
            version_id (str): its id.

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.get_model_version(self.model_id, version_id)

    def create_version(self):
        """Start a training, which makes a new version.

        Returns:
            dict: the JSON of the answer.
        """
        answer = self.api.create_model_version(self.model_id)
        version = object_in(object_in(answer.get('model')).get('model_version'))
        if text_in(version.get('id')) and self.model_status_code != MODEL_TRAINED:
            self._set_version(version['id'], object_in(version.get('status')).get('code'),
                              pinned=self.model_version not in (None, self._newest))
        return answer

    def delete_version(self, version_id):
        """Delete a version of the model.

        Args:
            version_id (str): its id.

        Returns:
            dict: the JSON of the answer.
        """
        answer = self.api.delete_model_version(self.model_id, version_id)
        if version_id == self.model_version:
            self._set_version(None, None)
        return answer

    # Change

    @deprecation.accepts_forms('(model_name=None, concepts_mutually_exclusive=None, '
                               'closed_environment=None, concept_ids=None)')
    def update(self, action='merge', model_name=None, concepts_mutually_exclusive=None,
               closed_environment=None, concept_ids=None):
        """Change the model.

        Args:
            action (str): 'merge' adds concepts, 'remove' takes them away, 'overwrite' replaces
                them.
            model_name (str): its new name.
            concepts_mutually_exclusive (bool): whether only one of its concepts can be true.
            closed_environment (bool): whether what is not annotated counts as not true.
            concept_ids (list of str): concepts.

        Returns:
            Model: as the server has it now; this one when there is nothing to change.
        """
        with importing:
            from clarifai.rest import deprecated_signatures
        (action, model_name, concepts_mutually_exclusive, closed_environment,
         concept_ids) = deprecated_signatures.model_update(
             action, model_name, concepts_mutually_exclusive, closed_environment, concept_ids)
        item, config = {'id': self.model_id}, {}
        if model_name is not None:
            item['name'] = model_name
        if concepts_mutually_exclusive is not None:
            config['concepts_mutually_exclusive'] = bool(concepts_mutually_exclusive)
        if closed_environment is not None:
            config['closed_environment'] = bool(closed_environment)
        info = {'output_config': config} if config else {}
        if concept_ids is not None:
            info['data'] = {'concepts': concept_dicts(concept_ids, 'concept_ids')}
        if info:
            item['output_info'] = info
        if len(item) == 1:
            return self
        models = objects_in(self.api.patch_model(item, action).get('models'))
        return Model(self.api, models[0]) if models else self

    def merge_concepts(self, concept_ids, overwrite=False):
        """Add concepts to the model.

        Args:
            concept_ids (list of str): their ids.
            overwrite (bool): replace the concepts it has.

        Returns:
            Model: as the server has it now.
        """
        return self.update('overwrite' if overwrite else 'merge', concept_ids=concept_ids)

    def add_concepts(self, concept_ids):
        """Add concepts to the model; another name of `merge_concepts`."""
        return self.merge_concepts(concept_ids)

    def delete_concepts(self, concept_ids):
        """Take concepts away from the model.

        Args:
            concept_ids (list of str): their ids.

        Returns:
            Model: as the server has it now.
        """
        return self.update('remove', concept_ids=concept_ids)

    # Feedback, 2.0.28 to 2.6.2

    def send_concept_feedback(self, input_id, url, concepts=None, not_concepts=None,
                              feedback_info=None):
        """Correct a prediction (2.0.28 to 2.6.2).

        Args:
            input_id (str): the input that was predicted.
            url (str): its URL.
            concepts (list of str): ids of concepts that it shows.
            not_concepts (list of str): ids of concepts that it does not show.
            feedback_info (FeedbackInfo): who corrects it, and which output.

        Returns:
            dict: the JSON of the answer.
        """
        return self._send_feedback(input_id, url, concepts, not_concepts, None, feedback_info)

    def send_region_feedback(self, input_id, url, concepts=None, not_concepts=None, regions=None,
                             feedback_info=None):
        """Correct the regions of a prediction (2.0.28 to 2.6.2).

        Args:
            regions (list of Region): the corrected ones; the other arguments are those of
                `send_concept_feedback`.

        Returns:
            dict: the JSON of the answer.
        """
        return self._send_feedback(input_id, url, concepts, not_concepts, regions, feedback_info)

    def _send_feedback(self, input_id, url, concepts, not_concepts, regions, feedback_info):
        with importing:
            from clarifai.rest.feedback import FeedbackInfo
        if feedback_info is not None and not isinstance(feedback_info, FeedbackInfo):
            raise UserError('feedback_info must be a FeedbackInfo, not %s' % shown(feedback_info))
        image = Image(url=url, image_id=input_id, concepts=concepts, not_concepts=not_concepts,
                      regions=regions, feedback_info=feedback_info)
        return self.api.send_model_feedback(self.model_id, self.model_version, image)

    # Manage, on the platform

    def get_concepts(self, version_id=None):
        """The concepts of the model, fetched page by page (``GET /models/{model_id}/concepts``).

        Args:
            version_id (str): a version; the newest unless given.

        Yields:
            Concept: one after the other.
        """
        return (concept_from_json(item) for item in pages(
            lambda page, per_page: self.api.get_model_concepts(self.model_id, version_id, page,
                                                               per_page), 'concepts'))

    def get_versions(self):
        """The versions of the model, fetched page by page (``GET /models/{model_id}/versions``).

        Yields:
            dict: the JSON of one version after the other, the newest first.
        """
        return pages(lambda page, per_page: self.api.get_model_versions(
            self.model_id, page, per_page), 'model_versions', until_short=True)

    def update_version(self, version_id, fields, action='merge'):
        """Change a version (``PATCH /models/{model_id}/versions``).

        Args:
            version_id (str): the version.
            fields (dict): such as ``{'description': 'better'}`` or
                ``{'output_info': {'params': {'min_value': 0.95}}}``; concepts cannot be changed.
            action (str): 'merge' changes what is given and adds to lists, 'overwrite' replaces it,
                'remove' takes it away.

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.patch_model_versions(
            self.model_id, [dict(_checked_fields(fields), id=version_id)], action)

    def update_details(self, fields, action='merge'):
        """Change what belongs to the model and not to a version (``PATCH /models``).

        Args:
            fields (dict): such as ``{'name': 'Boats', 'description': '...', 'notes': '...'}``.
            action (str): as for `update_version`.

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.patch_models([dict(_checked_fields(fields), id=self.model_id)], action)

    def delete(self):
        """Delete the model with all its versions (``DELETE /models/{model_id}``).

        Returns:
            dict: the JSON of the answer.
        """
        return self.api.delete_model(self.model_id)


def _checked_fields(fields):
    if not isinstance(fields, dict) or not fields:
        raise UserError('fields must be a dictionary that is not empty, such as '
                        "{'description': 'what it is for'}, not %s" % shown(fields))
    return fields
