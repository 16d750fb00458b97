"""Workflow: predictions, versions and the export of one workflow."""
from __future__ import annotations

import os
from typing import Any, Dict, Generator, List, Mapping, Optional, Sequence, Union

from clarifai import paging
from clarifai.client import messages, predicting, urls, workflow_yaml, yaml_files
from clarifai.client.base import plain
from clarifai.client.lister import Lister
from clarifai.client.messages import Message

MOST_INPUTS = 32  # in one prediction


class Workflow(Lister):
    """A workflow: one's own, or anybody's that may be used.

    ::

        workflow = Workflow('https://clarifai.com/clarifai/main/workflows/Face-Sentiment')
        answer = workflow.predict_by_filepath('face.jpg', 'image')
        for output in answer.results[0].outputs:
            print(output.model.id, output.data.concepts)

    Making one sends nothing.  The fields of the workflow are its attributes, as far as they are
    known: `load_info` asks for them, and workflows that an app gives have them.

    Args:
        url (str): the address of the workflow, which names user, app and perhaps a version.
        workflow_id (str): its id, in place of `url`.
        workflow_version (dict): the version to use, such as ``{'id': '...'}``; the latest without
            one.
        output_config (dict): how much of each output is wanted: `min_value` (float),
            `max_concepts` (int), `select_concepts` (list of Concept), `sample_ms` (int).
        base_url (str), pat (str), token (str), root_certificates_path (str): as of `BaseClient`.
        **kwargs: `user_id` and `app_id`, what else `BaseClient` takes, and fields of the workflow.

    Attributes:
        workflow_info (Message): the `Workflow` as far as it is known.
        output_config (dict): as above.

    Raises:
        UserError: both or neither of `url` and `workflow_id` are given, the address is none of a
            workflow, or there is no credential.
    """

    _kind = 'Workflow'

    def __init__(self, url: Optional[str] = '', workflow_id: Optional[str] = '',
                 workflow_version: Mapping[str, Any] = {'id': ''},
                 output_config: Mapping[str, Any] = {'min_value': 0},
                 base_url: Optional[str] = None, pat: Optional[str] = None,
                 token: Optional[str] = '', root_certificates_path: Optional[str] = None,
                 **kwargs: Any) -> None:
        place = urls.identify('workflows', 'workflow_id', url, workflow_id, kwargs)
        version: Dict[str, Any] = dict(plain(workflow_version or {}),
                                       **plain(kwargs.pop('version', None) or {}))
        if place.version_id:
            version['id'] = place.version_id
        kwargs.update(user_id=place.user_id, app_id=place.app_id)
        # That of BaseClient: the constructor of Lister takes the size of a page, and no connection.
        super(Lister, self).__init__(
            base_url=base_url, pat=pat, token=token,
            root_certificates_path=root_certificates_path, id=place.id,
            version={name: value for name, value in version.items() if value != ''} or None,
            **kwargs)
        self.output_config = output_config

    @property
    def workflow_info(self) -> Message:
        """The `Workflow`, as far as it is known."""
        held: Message = self.__dict__['_message']
        return held

    @property
    def _version_id(self) -> str:
        return str(self.workflow_info.version.id or '')

    def load_info(self) -> None:
        """Ask for what the server knows of the workflow.

        Route: GET /v2/users/{user_id}/apps/{app_id}/workflows/{workflow_id}, and with a version
        /versions/{workflow_version_id} below it.

        Raises:
            ApiError: there is no such workflow, or it could not be asked for.
        """
        answer = self.call('GetWorkflow', workflow_id=self.id)
        found: Message = answer.workflow
        if self._version_id and self._version_id != found.version.id:
            version = self.call('GetWorkflowVersion', workflow_id=self.id,
                                workflow_version_id=self._version_id).workflow_version
            found = messages.wrap('Workflow', dict(found, version=version,
                                                   nodes=version.get('nodes') or []))
        self._message = found

    def predict(self, inputs: Sequence[Any], workflow_state_id: Optional[str] = None) -> Message:
        """Predict.

        While a model of the workflow is being started, this waits, for ten minutes at most.

        Route: POST /v2/users/{user_id}/apps/{app_id}/workflows/{workflow_id}
        [/versions/{version_id}]/results.

        Args:
            inputs (list of Input): at most 32; as `Inputs.get_input_from_url` and its like make
                them, as dictionaries, or of protobuf.
            workflow_state_id (str): the state that predictions are kept in; 'init' for a new one.

        Returns:
            PostWorkflowResultsResponse: in `results`, one for each input, in order, with an
            `Output` of each node in `outputs`.

        Raises:
            UserError: the arguments do not fit; nothing was sent then.
            ApiError: the server refused or failed, also for one of several inputs.
            ApiClientError: a model is still not ready after ten minutes.
        """
        checked = predicting.checked_inputs(inputs, MOST_INPUTS)
        return self._predicted(checked, workflow_state_id)

    def predict_all(self, inputs: Sequence[Any]) -> Message:
        """Predict for any number of inputs, with a request for each 32.

        Args:
            inputs (list of Input): as of `predict`.

        Returns:
            PostWorkflowResultsResponse: in `results`, one for each input, in order.

        Raises:
            UserError, ApiClientError: as of `predict`.
            ApiError: as of `predict`; it has `partial`, the answer to the requests before, and
                `positions`, those of the inputs that the failed request had.
        """
        checked = predicting.checked_inputs(inputs, 0)
        answer = paging.in_batches(checked, self._predicted, MOST_INPUTS)
        return messages.wrap('PostWorkflowResultsResponse', answer)

    def predict_by_url(self, url: str, input_type: str) -> Message:
        """Predict for what is at an address.

        Args:
            url (str): the address.
            input_type (str): 'image', 'text', 'video' or 'audio'.

        Returns:
            PostWorkflowResultsResponse: with one result.

        Raises:
            UserError, ApiError, ApiClientError: as of `predict`.
        """
        return self._predicted([predicting.input_of_url(url, input_type)])

    def predict_by_filepath(self, filepath: Union[str, 'os.PathLike[str]'], input_type: str
                            ) -> Message:
        """Predict for a file, which is read while it is sent.

        Args:
            filepath (str): the file.
            input_type (str): 'image', 'text', 'video' or 'audio'.

        Returns:
            PostWorkflowResultsResponse: with one result.

        Raises:
            UserError, ApiError, ApiClientError: as of `predict`.
        """
        return self._predicted([predicting.input_of_filepath(filepath, input_type)])

    def predict_by_bytes(self, input_bytes: bytes, input_type: str) -> Message:
        """Predict for the content of a file.

        Args:
            input_bytes (bytes): the content; of a text, in UTF-8.
            input_type (str): 'image', 'text', 'video' or 'audio'.

        Returns:
            PostWorkflowResultsResponse: with one result.

        Raises:
            UserError, ApiError, ApiClientError: as of `predict`.
        """
        return self._predicted([predicting.input_of_bytes(input_bytes, input_type)])

    def _predicted(self, inputs: List[Any], workflow_state_id: Optional[str] = None) -> Message:
        state = {'id': workflow_state_id} if workflow_state_id else None
        config = plain(self.output_config or None)
        answer: Message = predicting.when_ready(lambda: self.call(
            'PostWorkflowResults', workflow_id=self.id, version_id=self._version_id or None,
            inputs=inputs, output_config=config, workflow_state=state),
            'the workflow %s' % self.id)
        return answer

    def list_versions(self, page_no: Optional[int] = None, per_page: Optional[int] = None
                      ) -> Generator['Workflow', None, None]:
        """Go through the versions of the workflow, the latest first.

        Route: GET /v2/users/{user_id}/apps/{app_id}/workflows/{workflow_id}/versions.

        Args:
            page_no (int), per_page (int): one page, of 16 versions unless `per_page` says more;
                all versions when both are None.

        Yields:
            Workflow: this workflow, with one of its versions as `version`, and its `nodes`.

        Raises:
            ApiError: the server refused, failed or could not be reached.
        """
        for version in self.list_items('ListWorkflowVersions', page_no, per_page,
                                       workflow_id=self.id):
            message = messages.wrap('Workflow', dict(self.workflow_info, version=version,
                                                     nodes=version.get('nodes') or []))
            yield self._held(Workflow, message, workflow_id=self.id,
                             output_config=self.output_config)

    def export(self, out_path: yaml_files.PathLike) -> None:
        """Write the workflow to a file of YAML, which `App.create_workflow` makes it of again.

        Route: GET /v2/users/{user_id}/apps/{app_id}/workflows/{workflow_id}.

        Args:
            out_path (str): the file.

        Raises:
            UserError: it cannot be written.
            ApiError: there is no such workflow, or it could not be asked for.
        """
        whole = self._held(Workflow, self.workflow_info, workflow_id=self.id)
        whole.load_info()
        yaml_files.write(out_path, workflow_yaml.config_of(whole.workflow_info), 'out_path')
