"""ClarifaiApp, where a program starts, and Auth, which got OAuth tokens in 2.0.1 to 2.2.3."""
from __future__ import absolute_import

from clarifai import deprecation
from clarifai.connection import Connection
from clarifai.content import content_of_path
from clarifai.errors import ApiClientError, UserError
from clarifai.forking import importing
from clarifai.lazy import lazy
from clarifai.redact import clean, shown
from clarifai.rest.api_client import ApiClient
from clarifai.rest.arguments import check_media, checked_ids
from clarifai.rest.general_model import GENERAL_MODEL_ID
from clarifai.rest.media import Image
from clarifai.rest.numbers import number
from clarifai.status_codes import DOWNLOAD_UNDER_WAY, INPUT_DOWNLOAD_SUCCESS
from clarifai.waiting import wait_until

# What `app.platform` says otherwise than `clarifai.operations.Platform`, by codes of
# `clarifai.operations.scopes`, which are not imported: a program that needs no platform loads none.
PLATFORM_SENTENCES = {
    'needs_pat': '%(operation)s takes a PAT, with the user and the app that it is about: give '
                 'ClarifaiApp(pat=..., user_id=..., app_id=...), or set CLARIFAI_PAT, '
                 'CLARIFAI_USER_ID and CLARIFAI_APP_ID. An API key opens only the routes that '
                 'name neither.',
    'needs_app': '%(operation)s is about a user and an app: %(missing)s not known. Give user_id= '
                 'and app_id= to the call or to ClarifaiApp, or set CLARIFAI_USER_ID and '
                 'CLARIFAI_APP_ID.',
}
DEFAULT_MAX_WAIT = 666666  # seconds, the default of 2.x: more than a week


def platform_words(advice):
    """An `Advice` of `app.platform` as a sentence."""
    with importing:
        from clarifai.operations.platform import words
    return words(advice, PLATFORM_SENTENCES)


class ClarifaiApp(object):
    """An app on Clarifai.

    Making one sends nothing.  Each value comes from the argument, else from the environment, else
    from ``~/.clarifai/config``.

    Args:
        app_id (str): the id of the app, ``CLARIFAI_APP_ID``; beside `app_secret` the OAuth id of
            2.0 to 2.2, of no use any more.
        app_secret (str): the OAuth secret of 2.0 to 2.2.
        base_url (str): where the API is; else ``CLARIFAI_API_BASE``, the config file, or
            https://api.clarifai.com.
        api_key (str): the API key of an app, ``CLARIFAI_API_KEY``.
        quiet (bool): False logs to the error output what is sent.
        log_level (int): a level of `logging` for that, in place of INFO.
        pat (str): a personal access token, ``CLARIFAI_PAT``, which opens Clarifai's public models
            and, with `user_id` and `app_id`, the app.
        user_id (str): the owner of the app, ``CLARIFAI_USER_ID``.
        dialect (str): 'legacy' or 'platform'; else ``CLARIFAI_DIALECT``, or what the credentials
            are good for.
        timeout (float or tuple): seconds to connect and between two bytes of an answer, one number
            for both or one for each, of which None means no limit; 10 and 60 unless given.
        retry (RetryPolicy): whether and when a request is sent again.
        session (requests.Session): what to send with, for instance one with certificates or
            proxies of its own.
        token (str): a session token in place of a PAT, ``CLARIFAI_SESSION_TOKEN``.
        max_answer (int): the most bytes that an answer may have when it is unpacked; 64 MiB unless
            given.

    Attributes:
        inputs (Inputs), concepts (Concepts), models (Models), workflows (Workflows): what the app
            holds.
        public_models (PublicModels): Clarifai's own models.
        api (ApiClient): the REST API, operation by operation.
        auth (Auth), solutions (Solutions): what old releases had.

    Raises:
        UserError: there is neither an API key nor a PAT, or the config file cannot be read.
    """

    @deprecation.accepts_forms(
        '(app_id=None, app_secret=None, base_url=None, quiet=False)',
        '(app_id=None, app_secret=None, base_url=None, quiet=True)')
    def __init__(self, app_id=None, app_secret=None, base_url=None, api_key=None, quiet=True,
                 log_level=None, pat=None, user_id=None, dialect=None, timeout=None, retry=None,
                 session=None, token=None, max_answer=None):
        self._use(ApiClient(app_id, app_secret, base_url, api_key, quiet, log_level, pat, user_id,
                            dialect, timeout, retry, session, token, max_answer))

    def _use(self, api):
        self.api = api
        self._platform = None
        self.auth = Auth(api)

    @lazy
    def solutions(self):
        """What there was beside models, in 2.4.0 to 2.6.2."""
        from clarifai.rest.solutions.solutions import Solutions
        return Solutions(self.api.api_key, self.api)

    @lazy
    def public_models(self):
        """Clarifai's own models."""
        from clarifai.rest.public_models import PublicModels
        return PublicModels(self.api)

    @lazy
    def concepts(self):
        """The concepts of the app."""
        from clarifai.rest.concepts import Concepts
        return Concepts(self.api)

    @lazy
    def inputs(self):
        """The inputs of the app."""
        from clarifai.rest.inputs import Inputs
        return Inputs(self.api)

    @lazy
    def models(self):
        """The models of the app."""
        from clarifai.rest.models import Models
        return Models(self.api, self.solutions)

    @lazy
    def workflows(self):
        """The workflows of the app."""
        from clarifai.rest.workflows import Workflows
        return Workflows(self.api)

    @property
    def platform(self):
        """Every operation of today's API by its name: ``app.platform.list_datasets()``.

        It sends with the credentials, options and connections of this app.

        Returns:
            clarifai.operations.Platform
        """
        if self._platform is None:
            with importing:
                from clarifai.operations.platform import Platform
            self._platform = Platform.over(self.api.connection, platform_words)
        return self._platform

    def to_client(self):
        """This app in today's SDK, over the same connection: ``app.to_client().list_datasets()``.

        Returns:
            clarifai.client.app.App

        Raises:
            ImportError: this Python is too old for today's SDK, which needs 3.8.
            UserError: there is no PAT, or the user and the app are not known.
        """
        with importing:
            from clarifai.client.app import App
        here = self.api.connection
        if not (here.user_id and here.app_id):
            raise UserError('today\'s SDK is about the app of a user: set CLARIFAI_USER_ID and '
                            'CLARIFAI_APP_ID, or give ClarifaiApp(user_id=..., app_id=...)')
        return App(app_id=here.app_id, user_id=here.user_id, connection=here)

    @classmethod
    def from_client(cls, app):
        """An app of today's SDK as a ClarifaiApp, over the same connection.

        Args:
            app (clarifai.client.app.App): or another object of today's SDK that is about an app.

        Raises:
            UserError: it is no such object, or the user and the app are not known.
        """
        connection = getattr(app, 'connection', None)
        if not isinstance(connection, Connection):
            raise UserError('app must be an App of clarifai.client, not %s' % shown(app))
        if not (app.user_id and app.app_id):
            raise UserError('app must be about the app of a user: give it user_id and app_id')
        made = cls.__new__(cls)
        made._use(ApiClient.over(connection, app.user_id, app.app_id))
        return made

    def with_options(self, timeout=None, retry=None, max_answer=None):
        """The same app with other limits, for some calls.

        Both share credentials and connections::

            app.with_options(timeout=300).inputs.create_image_from_filename('large.mp4')

        Args:
            timeout (float or tuple), retry (RetryPolicy), max_answer (int): as of the class; None
                for this app's.

        Returns:
            ClarifaiApp: a new one.
        """
        other = type(self).__new__(type(self))
        other._use(self.api.with_options(timeout, retry, max_answer))
        return other

    def __getstate__(self):
        made = ('auth', 'solutions', 'public_models', 'concepts', 'inputs', 'models', 'workflows',
                '_platform')
        return dict((name, part) for name, part in self.__dict__.items() if name not in made)

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._use(self.api)

    def __repr__(self):
        return 'ClarifaiApp(base_url=%r)' % clean(self.api.basev2)

    # Tag

    def tag_urls(self, urls, model_name=None, model_id=GENERAL_MODEL_ID, model=None):
        """Predict up to 128 pictures on the web.

        Args:
            urls (list of str): where they are.
            model_name (str): the name of a model.
            model_id (str): the id of a model, which beats a name; the general one unless given.
            model (str): the name of `model_name` until 2.0.27.

        Returns:
            dict: the JSON of the answer, as of `Model.predict`.

        Raises:
            UserError: an argument of the wrong kind.
            ApiClientError: no model was given, or the name means none or several.
            ApiError: the server refused, failed or could not be reached.
        """
        return self._tag('urls', urls, lambda url: Image(url=url), model_name, model_id, model)

    def tag_files(self, files, model_name=None, model_id=GENERAL_MODEL_ID, model=None):
        """Predict up to 128 local pictures.

        Args:
            files (list of str): their paths; the other arguments are those of `tag_urls`.

        Returns:
            dict: the JSON of the answer, as of `Model.predict`.

        Raises:
            UserError, ApiClientError, ApiError: as for `tag_urls`.
        """
        return self._tag('files', files, lambda name: Image(base64=content_of_path(name)),
                         model_name, model_id, model)

    def _tag(self, argument, values, image_of, model_name, model_id, model):
        if not isinstance(values, (list, tuple)):
            raise UserError('%s must be a list, not %s' % (argument, shown(values)))
        for at, value in enumerate(values):
            if not value:
                raise UserError('%s must hold text: there is %s at position %d, counted from 0'
                                % (argument, shown(value), at))
        images = [image_of(value) for value in values]
        check_media(images, argument, purpose='predict')
        model_name = deprecation.renamed('model', model, 'model_name', model_name)
        if model_name is None and model_id is None:
            raise ApiClientError('%s needs a model_name or a model_id' % ('tag_' + argument))
        if model_name is not None and model_id in (None, GENERAL_MODEL_ID):
            found = self.models.get(model_name)
        else:
            found = self.models.get(model_id=model_id)
        if found is None:
            raise ApiClientError('the name %s does not mean exactly one model; give its model_id'
                                 % shown(model_name))
        return found.predict(images)

    # Wait

    def wait_until_inputs_delete_finish(self, max_wait=DEFAULT_MAX_WAIT):
        """Wait until the app has no inputs, after `Inputs.delete_all`.

        Args:
            max_wait (float): seconds after which to give up.

        Raises:
            ApiClientError: `max_wait` is over.
        """
        def missing():
            left = self.inputs.get_by_page()
            return 'there are still inputs, such as %s' % left[0].input_id if left else None
        wait_until(missing, 'all inputs to be deleted', number(max_wait, 'max_wait'))

    def wait_until_inputs_upload_finish(self, max_wait=DEFAULT_MAX_WAIT):
        """Wait until no input of the app is waiting or at work.

        Args:
            max_wait (float): seconds after which to give up.

        Raises:
            ApiClientError: `max_wait` is over.
        """
        def missing():
            counts = self.inputs.check_status()
            if counts.to_process or counts.processing:
                return '%d are waiting and %d at work' % (counts.to_process, counts.processing)
            return None
        wait_until(missing, 'inputs to be uploaded', number(max_wait, 'max_wait'))

    def wait_for_specific_input_uploads_to_finish(self, ids, max_wait=120):
        """Wait until certain inputs are uploaded.

        Args:
            ids (list of str): the ids of the inputs.
            max_wait (float): seconds after which to give up.

        Raises:
            ApiClientError: one of them failed, or `max_wait` is over.
        """
        left = [] if ids in ([], ()) else checked_ids(ids, 'ids')

        def missing():
            while left:
                found = self.inputs.get(left[0])
                status = found.status if found is not None else None
                if status is not None and status.code in DOWNLOAD_UNDER_WAY:
                    return 'input %s has status %s' % (left[0], status)
                if status is None or status.code != INPUT_DOWNLOAD_SUCCESS:
                    raise ApiClientError('input %s was not uploaded: %s' % (left[0], status))
                left.pop(0)
            return None
        wait_until(missing, '%d inputs to be uploaded' % len(left), number(max_wait, 'max_wait'))

    def wait_until_models_delete_finish(self, max_wait=DEFAULT_MAX_WAIT):
        """Wait until the app has no models of its own, after `Models.delete_all`.

        Args:
            max_wait (float): seconds after which to give up.

        Raises:
            ApiClientError: `max_wait` is over.
        """
        def missing():
            left = list(self.models.get_all(private_only=True))
            return 'there are still %d models' % len(left) if left else None
        wait_until(missing, 'all models to be deleted', number(max_wait, 'max_wait'))

    def check_upgrade(self):
        """2.0.15 to 2.1.0 looked for newer releases here; does nothing."""


class Auth(object):
    """Tokens of an app.

    Args:
        api (ApiClient): the app's client.
    """

    def __init__(self, api):
        self.api = api

    def get_token(self):
        """There are no tokens any more, and none is needed: the client has an API key.

        Returns:
            dict: empty, as 2.0.22 to 2.2.3 gave with a key.
        """
        deprecation.warn('get_token is of no use any more: the API key takes the place of tokens')
        return {}
