"""User: somebody's apps and runners."""
from __future__ import annotations

from typing import Any, Dict, Generator, List, Optional, TYPE_CHECKING, Tuple

from clarifai.client.app import App
from clarifai.client.base import BaseClient, changes, checked_filter
from clarifai.client.lister import Lister
from clarifai.connection import check_id
from clarifai.errors import UserError
from clarifai.redact import shown

if TYPE_CHECKING:
    from clarifai.client.runner import Runner

PUBLIC = {'user_id': 'clarifai', 'app_id': 'main'}  # where the base workflows are


class User(Lister):
    """A user of Clarifai.

    ::

        user = User('me', pat='...')
        app = user.create_app('pets', base_workflow='Universal')

    Args:
        user_id (str): the user's id; ``CLARIFAI_USER_ID``.
        base_url (str), pat (str), token (str), root_certificates_path (str): as of `BaseClient`.
        **kwargs: what else `BaseClient` takes, and fields of the user.

    Raises:
        UserError: there is no credential, or a value is not usable.
    """

    _kind = 'User'

    def __init__(self, user_id: Optional[str] = '', base_url: Optional[str] = None,
                 pat: Optional[str] = '', token: Optional[str] = '',
                 root_certificates_path: Optional[str] = None, **kwargs: Any) -> None:
        BaseClient.__init__(self, user_id=user_id, base_url=base_url, pat=pat, token=token,
                            root_certificates_path=root_certificates_path, **kwargs)
        if self.user_id:
            self._message = self._made(dict(self._message or {}, id=self.user_id))

    # Apps

    def list_apps(self, filter_by: Dict[str, Any] = {}, page_no: Optional[int] = None,
                  per_page: Optional[int] = None) -> Generator[App, None, None]:
        """Go through the user's apps.

        Route: GET /v2/users/{user_id}/apps.

        Args:
            filter_by (dict): what they must have, such as ``{'query': 'pets'}`` or a `name`.
            page_no (int), per_page (int): one page, of 16 where only its number is given.

        Yields:
            App

        Raises:
            UserError: a filter is unknown.
            ApiError: the server refused, failed or could not be reached.
        """
        for app in self.list_items('ListApps', page_no, per_page, **checked_filter(filter_by)):
            yield self._held(App, app, app_id=app.id)

    def create_app(self, app_id: str, base_workflow: str = 'Language-Understanding',
                   **kwargs: Any) -> App:
        """Make an app.

        Route: POST /v2/users/{user_id}/apps.

        Args:
            app_id (str): its id.
            base_workflow (str): the public workflow that looks at each of its inputs: 'Universal'
                and 'General' for pictures, 'Language-Understanding' for texts, 'Empty' for none.
            **kwargs: fields of the app, such as `description`, and what `BaseClient` takes.

        Returns:
            App

        Raises:
            UserError: a field is unknown or of the wrong type.
            ApiError: there is such an app already, or the server refused or failed.
        """
        check_id('app_id', app_id)  # the server would make one up
        fields, options = self._parted(kwargs)
        workflow = dict(PUBLIC, id=base_workflow) if base_workflow else None
        answer = self.call('PostApps', apps=[
            dict({'default_workflow': workflow}, **dict(fields, id=app_id))])
        return self._held(App, answer.apps[0], app_id=app_id, **options)

    def app(self, app_id: str, **kwargs: Any) -> App:
        """Fetch an app.

        Route: GET /v2/users/{user_id}/apps/{app_id}.

        Args:
            app_id (str): its id.
            **kwargs: what `BaseClient` takes.

        Returns:
            App

        Raises:
            ApiError: there is none, or the server refused or failed.
        """
        check_id('app_id', app_id)  # there is a route without one, which is not meant
        answer = self.call('GetApp', app_id=app_id)
        return self._held(App, answer.app, app_id=app_id, **kwargs)

    def patch_app(self, app_id: str, action: str = 'overwrite', **kwargs: Any) -> App:
        """Change an app.

        Route: PATCH /v2/users/{user_id}/apps.

        Args:
            app_id (str): its id.
            action (str): 'overwrite'.
            **kwargs: fields of the app with their new values; `base_workflow`, as of `create_app`;
                `image_url` (str) for its picture, `visibility` also as one of
                ``messages.Visibility.Gettable``.

        Returns:
            App

        Raises:
            UserError: a field is unknown or of the wrong type.
            ApiError: there is no such app, or the server refused or failed.
        """
        check_id('app_id', app_id)
        workflow = kwargs.pop('base_workflow', None)
        if workflow:
            kwargs['default_workflow'] = dict(PUBLIC, id=workflow)
        answer = self.call('PatchApps', apps=[changes(app_id, kwargs)], action=action)
        return self._held(App, answer.apps[0], app_id=app_id)

    def delete_app(self, app_id: str) -> None:
        """Delete an app with all that it holds.

        Route: DELETE /v2/users/{user_id}/apps/{app_id}.

        Args:
            app_id (str): its id.

        Raises:
            ApiError: there is none, or the server refused or failed.
        """
        check_id('app_id', app_id)
        self.call('DeleteApp', app_id=app_id)

    # Runners

    def list_runners(self, filter_by: Dict[str, Any] = {}, page_no: Optional[int] = None,
                     per_page: Optional[int] = None) -> Generator[Runner, None, None]:
        """Go through the user's runners, in all of their nodepools.

        Route: GET /v2/users/{user_id}/runners.

        Args:
            filter_by (dict): what they must have; with `compute_cluster_id` and `nodepool_id`,
                those of a nodepool.
            page_no (int), per_page (int): one page, of 16 where only its number is given.

        Yields:
            Runner

        Raises:
            UserError: a filter is unknown.
            ApiError: the server refused, failed or could not be reached.
        """
        for runner in self.list_items('ListRunners', page_no, per_page,
                                      **checked_filter(filter_by)):
            yield self._runner(runner)

    def create_runner(self, runner_id: str, labels: List[str], description: str = '',
                      compute_cluster_id: Optional[str] = None,
                      nodepool_id: Optional[str] = None, **kwargs: Any) -> Runner:
        """Make a runner.

        Route: POST /v2/users/{user_id}/compute_clusters/{compute_cluster_id}
        /nodepools/{nodepool_id}/runners.

        Args:
            runner_id (str): its id.
            labels (list of str): what models say that they want one of.
            description (str): what it is.
            compute_cluster_id (str), nodepool_id (str): where it runs; the user's only one unless
                given.
            **kwargs: fields of the runner, such as `worker`, the model that it runs.

        Returns:
            Runner

        Raises:
            UserError: `labels` is no list, or there is no nodepool or more than one, which the
                message lists.
            ApiError: there is such a runner already, or the server refused or failed.
        """
        if not isinstance(labels, (list, tuple)):
            raise UserError('labels must be a list of text, not %s' % shown(labels))
        cluster, nodepool = self._nodepool(compute_cluster_id, nodepool_id)
        answer = self.call(
            'PostRunners', compute_cluster_id=cluster, nodepool_id=nodepool,
            runners=[dict(kwargs, id=runner_id, labels=labels, description=description)])
        return self._runner(answer.runners[0])

    def runner(self, runner_id: str) -> Runner:
        """Fetch a runner.

        Route: GET /v2/users/{user_id}/runners/{runner_id}.

        Args:
            runner_id (str): its id.

        Returns:
            Runner

        Raises:
            ApiError: there is none, or the server refused or failed.
        """
        return self._runner(self.call('GetRunner', runner_id=runner_id).runner)

    def delete_runner(self, runner_id: str) -> None:
        """Delete a runner.

        Route: DELETE /v2/users/{user_id}/compute_clusters/{compute_cluster_id}
        /nodepools/{nodepool_id}/runners.

        Args:
            runner_id (str): its id.

        Raises:
            ApiError: there is none, or the server refused or failed.
        """
        nodepool = self.call('GetRunner', runner_id=runner_id).runner.nodepool
        self.call('DeleteRunners', compute_cluster_id=nodepool.compute_cluster.id,
                  nodepool_id=nodepool.id, ids=[runner_id])

    def _runner(self, message: Any) -> Runner:
        from clarifai.client.runner import Runner
        return self._held(Runner, message, runner_id=message.id, check_runner_exists=False)

    def _nodepool(self, cluster: Optional[str], nodepool: Optional[str]) -> Tuple[str, str]:
        """The ids of the nodepool that is meant, and of its compute cluster."""
        if cluster and nodepool:
            return cluster, nodepool
        pools = [(pool.compute_cluster.id, pool.id) for pool in self.list_items('ListNodepools')]
        meant = [pair for pair in pools
                 if cluster in (None, '', pair[0]) and nodepool in (None, '', pair[1])]
        if len(meant) != 1:
            listed = ', '.join('%s in %s' % (pool, its) for its, pool in meant or pools) or 'none'
            raise UserError(
                'a runner stands in a nodepool of a compute cluster, and %s is meant here: give '
                'compute_cluster_id= and nodepool_id=. The user %s has: %s'
                % ('more than one' if meant else 'none', self.user_id, listed))
        return meant[0]
