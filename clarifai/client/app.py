"""App: the datasets, models, workflows, inputs and concepts of one app."""
from __future__ import annotations

from typing import Any, Dict, Generator, List, Mapping, NoReturn, Optional, TYPE_CHECKING, Union
import uuid

from clarifai.client import urls
from clarifai.client.base import BaseClient, changes, checked_filter, plain
from clarifai.client.lister import Lister
from clarifai.client.messages import Message
from clarifai.client.module import gone

if TYPE_CHECKING:
    import os

    from clarifai.client.dataset import Dataset
    from clarifai.client.input import Inputs
    from clarifai.client.model import Model
    from clarifai.client.search import Search
    from clarifai.client.workflow import Workflow


class App(Lister):
    """An app.

    ::

        app = App(user_id='me', app_id='pets')
        for model in app.list_models():
            print(model.id)

    Making one sends nothing.  The fields of the app are its attributes, as far as they are known:
    those that `User.app` and `User.list_apps` give have them.

    Args:
        url (str): the address of the app, such as https://clarifai.com/clarifai/main.
        app_id (str): its id, in place of `url`; ``CLARIFAI_APP_ID``.
        base_url (str), pat (str), token (str), root_certificates_path (str): as of `BaseClient`.
        **kwargs: `user_id`, whose app it is; what else `BaseClient` takes, and fields of the app.

    Raises:
        UserError: both or neither of `url` and `app_id` are given, the address is none of an app,
            or there is no credential.
    """

    _kind = 'App'

    def __init__(self, url: Optional[str] = '', app_id: Optional[str] = '',
                 base_url: Optional[str] = None, pat: Optional[str] = '',
                 token: Optional[str] = '', root_certificates_path: Optional[str] = None,
                 **kwargs: Any) -> None:
        if url:
            place = urls.identify('apps', 'app_id', url, app_id, kwargs)
            app_id = place.app_id
            kwargs['user_id'] = place.user_id
        BaseClient.__init__(self, app_id=app_id, base_url=base_url, pat=pat, token=token,
                            root_certificates_path=root_certificates_path, **kwargs)
        if not self.app_id:
            urls.identify('apps', 'app_id', url, app_id, kwargs)  # raises
        self._message = self._made(dict(self._message or {}, id=self.app_id,
                                        user_id=self.user_id or None))

    # Datasets

    def list_datasets(self, page_no: Optional[int] = None,
                      per_page: Optional[int] = None) -> Generator[Dataset, None, None]:
        """Go through the datasets.

        Route: GET /v2/users/{user_id}/apps/{app_id}/datasets.

        Args:
            page_no (int), per_page (int): one page, of 16 where only its number is given.

        Yields:
            Dataset

        Raises:
            ApiError: the server refused, failed or could not be reached.
        """
        for dataset in self.list_items('ListDatasets', page_no, per_page):
            yield self._dataset(dataset)

    def create_dataset(self, dataset_id: str, **kwargs: Any) -> Dataset:
        """Make a dataset.

        Route: POST /v2/users/{user_id}/apps/{app_id}/datasets.

        Args:
            dataset_id (str): its id.
            **kwargs: fields of the dataset, such as `description`, and what `BaseClient` takes.

        Returns:
            Dataset

        Raises:
            UserError: a field is unknown or of the wrong type.
            ApiError: there is such a dataset already, or the server refused or failed.
        """
        fields, options = self._parted(kwargs)
        answer = self.call('PostDatasets', datasets=[dict(fields, id=dataset_id)])
        return self._dataset(answer.datasets[0], **options)

    def dataset(self, dataset_id: str, dataset_version_id: Optional[str] = None,
                **kwargs: Any) -> Dataset:
        """Fetch a dataset.

        Route: GET /v2/users/{user_id}/apps/{app_id}/datasets/{dataset_id}.

        Args:
            dataset_id (str): its id.
            dataset_version_id (str): one of its versions.
            **kwargs: what `BaseClient` takes.

        Returns:
            Dataset

        Raises:
            ApiError: there is none, or the server refused or failed.
        """
        dataset = self.call('GetDataset', dataset_id=dataset_id).dataset
        if dataset_version_id:
            dataset.version = self.call('GetDatasetVersion', dataset_id=dataset_id,
                                        dataset_version_id=dataset_version_id).dataset_version
        return self._dataset(dataset, **kwargs)

    def patch_dataset(self, dataset_id: str, action: str = 'merge', **kwargs: Any) -> Dataset:
        """Change a dataset.

        Route: PATCH /v2/users/{user_id}/apps/{app_id}/datasets.

        Args:
            dataset_id (str): its id.
            action (str): 'merge', 'overwrite' or 'remove'.
            **kwargs: fields of the dataset with their new values; `image_url` (str) for its
                picture, `visibility` also as one of ``messages.Visibility.Gettable``.

        Returns:
            Dataset

        Raises:
            UserError: a field is unknown or of the wrong type.
            ApiError: there is no such dataset, or the server refused or failed.
        """
        answer = self.call('PatchDatasets', datasets=[changes(dataset_id, kwargs)], action=action)
        return self._dataset(answer.datasets[0])

    def delete_dataset(self, dataset_id: str) -> None:
        """Delete a dataset; its inputs stay in the app.

        Route: DELETE /v2/users/{user_id}/apps/{app_id}/datasets.

        Args:
            dataset_id (str): its id.

        Raises:
            ApiError: there is none, or the server refused or failed.
        """
        self.call('DeleteDatasets', dataset_ids=[dataset_id])

    def _dataset(self, message: Message, **options: Any) -> Dataset:
        from clarifai.client.dataset import Dataset
        return self._held(Dataset, message, dataset_id=message.id, **options)

    # Models

    def list_models(self, filter_by: Dict[str, Any] = {}, only_in_app: bool = True,
                    page_no: Optional[int] = None,
                    per_page: Optional[int] = None) -> Generator[Model, None, None]:
        """Go through the models that have a version.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models.

        Args:
            filter_by (dict): what they must have, such as
                ``{'model_type_id': 'embedding-classifier'}``.
            only_in_app (bool): whether to leave out what the list has of other apps.
            page_no (int), per_page (int): one page, of 16 where only its number is given.

        Yields:
            Model

        Raises:
            UserError: a filter is unknown.
            ApiError: the server refused, failed or could not be reached.
        """
        for model in self.list_items('ListModels', page_no, per_page, **checked_filter(filter_by)):
            if model.model_version.id and (not only_in_app or self._has(model)):
                yield self._model(model)

    def create_model(self, model_id: str, **kwargs: Any) -> Model:
        """Make a model.

        Route: POST /v2/users/{user_id}/apps/{app_id}/models.

        Args:
            model_id (str): its id.
            **kwargs: fields of the model, such as `model_type_id` and `description`, and what
                `BaseClient` takes.

        Returns:
            Model

        Raises:
            UserError: a field is unknown or of the wrong type.
            ApiError: there is such a model already, or the server refused or failed.
        """
        fields, options = self._parted(kwargs)
        answer = self.call('PostModels', models=[dict(fields, id=model_id)])
        return self._model(answer.model, **options)

    def model(self, model_id: str, model_version: Mapping[str, Any] = {'id': ''},
              **kwargs: Any) -> Model:
        """Fetch a model.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models/{model_id}, of a version with
        ``?version_id=``.

        Args:
            model_id (str): its id.
            model_version (dict): the version, such as ``{'id': '...'}``; the latest without one.
            **kwargs: `user_id` and `app_id` for a model that is elsewhere, and what else
                `BaseClient` takes.

        Returns:
            Model

        Raises:
            ApiError: there is none, or the server refused or failed.
        """
        owner = {name: kwargs[name] for name in ('user_id', 'app_id') if kwargs.get(name)}
        version = plain(model_version or {}).get('id') or None
        answer = self.call('GetModel', model_id=model_id, version_id=version, **owner)
        return self._model(answer.model, **kwargs)

    def patch_model(self, model_id: str, action: str = 'merge', **kwargs: Any) -> Model:
        """Change a model.

        Route: PATCH /v2/users/{user_id}/apps/{app_id}/models.

        Args:
            model_id (str): its id.
            action (str): 'merge', 'overwrite' or 'remove'.
            **kwargs: fields of the model with their new values; `image_url` and `visibility` as
                of `patch_dataset`.

        Returns:
            Model

        Raises:
            UserError: a field is unknown or of the wrong type.
            ApiError: there is no such model, or the server refused or failed.
        """
        answer = self.call('PatchModels', models=[changes(model_id, kwargs)], action=action)
        return self._model(answer.models[0])

    def delete_model(self, model_id: str) -> None:
        """Delete a model with its versions.

        Route: DELETE /v2/users/{user_id}/apps/{app_id}/models/{model_id}.

        Args:
            model_id (str): its id.

        Raises:
            ApiError: there is none, or the server refused or failed.
        """
        self.call('DeleteModel', model_id=model_id)

    def list_trainable_model_types(self) -> List[str]:
        """The types of models that can be trained.

        Route: GET /v2/users/{user_id}/apps/{app_id}/models/types.

        Returns:
            list of str: their ids.

        Raises:
            ApiError: the server refused, failed or could not be reached.
        """
        return [kind.id for kind in self.list_items('ListModelTypes') if kind.trainable]

    def _model(self, message: Message, **options: Any) -> Model:
        from clarifai.client.model import Model
        return self._held(Model, message, model_id=message.id, **options)

    def _has(self, message: Message) -> bool:
        return bool(message.get('app_id', self.app_id) == self.app_id)

    # Workflows

    def list_workflows(self, filter_by: Dict[str, Any] = {}, only_in_app: bool = True,
                       page_no: Optional[int] = None,
                       per_page: Optional[int] = None) -> Generator[Workflow, None, None]:
        """Go through the workflows.

        Route: GET /v2/users/{user_id}/apps/{app_id}/workflows.

        Args:
            filter_by (dict): what they must have, such as ``{'query': 'faces'}``.
            only_in_app (bool): whether to leave out what the list has of other apps.
            page_no (int), per_page (int): one page, of 16 where only its number is given.

        Yields:
            Workflow

        Raises:
            UserError: a filter is unknown.
            ApiError: the server refused, failed or could not be reached.
        """
        for workflow in self.list_items('ListWorkflows', page_no, per_page,
                                        **checked_filter(filter_by)):
            if not only_in_app or self._has(workflow):
                yield self._workflow(workflow)

    def create_workflow(self, config_filepath: Union[str, os.PathLike[str]],
                        generate_new_id: bool = False, display: bool = True) -> Workflow:
        """Make a workflow of a file of YAML, as `Workflow.export` writes it.

        Routes: GET /v2/users/{user_id}/apps/{app_id}/models/{model_id} for models whose version the
        file does not say, POST /v2/users/{user_id}/apps/{app_id}/workflows.

        Args:
            config_filepath (str): the file.
            generate_new_id (bool): whether to make up an id in place of the one in the file.
            display (bool): whether to write the nodes to the output.

        Returns:
            Workflow

        Raises:
            UserError: there is no such file, it describes no workflow, or PyYAML, which reads it,
                is not installed.
            ApiError: there is such a workflow already, one of its models is not there, or the
                server refused or failed.
        """
        from clarifai.client import workflow_nodes, workflow_yaml
        config = workflow_yaml.read(config_filepath)
        nodes = [workflow_nodes.made(self, node) for node in config['nodes']]
        workflow = dict(config, nodes=nodes)
        if generate_new_id:
            workflow['id'] = str(uuid.uuid4())
        answer = self.call('PostWorkflows', workflows=[workflow])
        if display:
            workflow_nodes.display(nodes)
        return self._workflow(answer.workflows[0])

    def workflow(self, workflow_id: str, **kwargs: Any) -> Workflow:
        """Fetch a workflow.

        Route: GET /v2/users/{user_id}/apps/{app_id}/workflows/{workflow_id}.

        Args:
            workflow_id (str): its id.
            **kwargs: what `BaseClient` takes.

        Returns:
            Workflow

        Raises:
            ApiError: there is none, or the server refused or failed.
        """
        owner = {name: kwargs[name] for name in ('user_id', 'app_id') if kwargs.get(name)}
        answer = self.call('GetWorkflow', workflow_id=workflow_id, **owner)
        return self._workflow(answer.workflow, **kwargs)

    def patch_workflow(self, workflow_id: str, action: str = 'merge', **kwargs: Any) -> Workflow:
        """Change a workflow.

        Route: PATCH /v2/users/{user_id}/apps/{app_id}/workflows.

        Args:
            workflow_id (str): its id.
            action (str): 'merge', 'overwrite' or 'remove'.
            **kwargs: fields of the workflow with their new values; `config_filepath` for the nodes
                of a file of YAML, `image_url` and `visibility` as of `patch_dataset`.

        Returns:
            Workflow

        Raises:
            UserError: a field is unknown or of the wrong type.
            ApiError: there is no such workflow, or the server refused or failed.
        """
        path = kwargs.pop('config_filepath', None)
        if path is not None:
            from clarifai.client import workflow_nodes, workflow_yaml
            config = workflow_yaml.read(path)
            kwargs['nodes'] = [workflow_nodes.made(self, node) for node in config['nodes']]
        answer = self.call('PatchWorkflows', workflows=[changes(workflow_id, kwargs)],
                           action=action)
        return self._workflow(answer.workflows[0])

    def delete_workflow(self, workflow_id: str) -> None:
        """Delete a workflow.

        Route: DELETE /v2/users/{user_id}/apps/{app_id}/workflows/{workflow_id}.

        Args:
            workflow_id (str): its id.

        Raises:
            ApiError: there is none, or the server refused or failed.
        """
        self.call('DeleteWorkflow', workflow_id=workflow_id)

    def _workflow(self, message: Message, **options: Any) -> Workflow:
        from clarifai.client.workflow import Workflow
        return self._held(Workflow, message, workflow_id=message.id, **options)

    # Inputs, concepts and searches

    def inputs(self) -> Inputs:
        """The inputs of the app.

        Returns:
            Inputs
        """
        from clarifai.client.input import Inputs
        return Inputs(user_id=self.user_id, app_id=self.app_id, connection=self.connection)

    def list_concepts(self, page_no: Optional[int] = None,
                      per_page: Optional[int] = None) -> Generator[Message, None, None]:
        """Go through the concepts.

        Route: GET /v2/users/{user_id}/apps/{app_id}/concepts.

        Args:
            page_no (int), per_page (int): one page, of 16 where only its number is given.

        Yields:
            Concept

        Raises:
            ApiError: the server refused, failed or could not be reached.
        """
        yield from self.list_items('ListConcepts', page_no, per_page)

    def search(self, **kwargs: Any) -> Search:
        """Search in the app.

        Args:
            **kwargs: as of `Search`, such as `top_k` and `metric`.

        Returns:
            Search
        """
        from clarifai.client.search import Search
        return Search(**dict({'user_id': self.user_id, 'app_id': self.app_id,
                              'connection': self.connection}, **kwargs))

    # Modules, of which today's API has none

    def list_modules(self, filter_by: Dict[str, Any] = {}, only_in_app: bool = True,
                     page_no: Optional[int] = None, per_page: Optional[int] = None) -> NoReturn:
        """Refuse: there are no modules any more."""
        raise gone('App.list_modules')

    def list_installed_module_versions(self, filter_by: Dict[str, Any] = {},
                                       page_no: Optional[int] = None,
                                       per_page: Optional[int] = None) -> NoReturn:
        """Refuse: there are no modules any more."""
        raise gone('App.list_installed_module_versions')

    def create_module(self, module_id: str, description: str, **kwargs: Any) -> NoReturn:
        """Refuse: there are no modules any more."""
        raise gone('App.create_module')

    def module(self, module_id: str, module_version_id: str = '', **kwargs: Any) -> NoReturn:
        """Refuse: there are no modules any more."""
        raise gone('App.module')

    def delete_module(self, module_id: str) -> NoReturn:
        """Refuse: there are no modules any more."""
        raise gone('App.delete_module')
