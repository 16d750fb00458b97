"""BaseClient: what each class of today's SDK sends with, and the message that an object holds."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
import copy
import logging
from typing import Any, ClassVar, Generator, TypeVar

from clarifai import credentials, reasons
from clarifai.answers import code_of
from clarifai.client import messages
from clarifai.client.made_inputs import from_legacy
from clarifai.connection import Connection, Request
from clarifai.errors import ApiError, UserError
from clarifai.operations import scopes, schema, table
from clarifai.operations.caller import Caller
from clarifai.operations.misses import alike
from clarifai.operations.platform import words as platform_words
from clarifai.paging import BATCH
from clarifai.redact import shown

# What makes a connection of its own, and all that is no field of a thing.
OWN = ('base', 'base_url', 'pat', 'root_certificates_path', 'session', 'token')
NAMES = ('id', 'name', 'user_id', 'app_id')  # what says which one a thing is
OPTIONS = OWN + ('connection', 'retry', 'timeout')
PER_PAGE = 16  # what a page has that is asked for by its number
WORDS = {
    scopes.NEEDS_APP: '%(operation)s is about a user and an app: %(missing)s not known. Give '
                      'user_id= and app_id= where the object is made, or set CLARIFAI_USER_ID and '
                      'CLARIFAI_APP_ID.',
    scopes.CHECK_APP: 'Check the id, the app %(app_id)s of the user %(user_id)s, and that both '
                      'are open to your PAT.',
    scopes.CHECK_USER: 'Check the id, the user %(user_id)s, and that what is theirs is open to '
                       'your PAT.',
    scopes.UNSCOPED: 'This was asked without a user and an app: check the PAT, and give user_id= '
                     'and app_id= where the object is made.',
}
logger = logging.getLogger('clarifai.client')
# What each write is called in the log, where programs look for it.
WRITES = {'DeleteInputs': 'Inputs Deleted', 'DeleteAnnotations': 'Annotations Deleted',
          'PostDatasetInputs': 'Dataset Inputs created'}
for _noun in ('App', 'Dataset', 'Dataset Version', 'Model', 'Model Version', 'Workflow', 'Runner'):
    _name = _noun.replace(' ', '')
    WRITES.update({'Post%ss' % _name: _noun + ' created', 'Patch%ss' % _name: _noun + ' patched',
                   'Delete' + _name: _noun + ' Deleted', 'Delete%ss' % _name: _noun + ' Deleted'})
Self = TypeVar('Self', bound='BaseClient')
T = TypeVar('T', bound='BaseClient')


def words(advice: Any) -> str:
    """An `Advice` as a sentence, for who has an object of today's SDK."""
    return platform_words(advice, WORDS)


class BaseClient:
    """What the classes of today's SDK share.

    Making one sends nothing.  Each value comes from the argument, else from the environment, else
    from ``~/.clarifai/config``.

    An object that stands for something, such as a model, gives the fields of the message that it
    holds as attributes.

    Args:
        user_id (str), app_id (str): whose things calls are about; ``CLARIFAI_USER_ID``,
            ``CLARIFAI_APP_ID``.
        base_url (str): where the API is; ``CLARIFAI_API_BASE``, or https://api.clarifai.com.
        pat (str): a personal access token; ``CLARIFAI_PAT``.
        token (str): a session token in place of it; ``CLARIFAI_SESSION_TOKEN``.
        root_certificates_path (str): a file of the certificates to trust.
        session (requests.Session): what to send with, for instance one with proxies of its own.
        timeout (float or tuple): seconds to connect and between two bytes of an answer, one number
            for both or one for each, of which None means no limit; 10 and 60 unless given.
        retry (RetryPolicy): whether and when a request is sent again.
        connection (Connection): what another object sends with, in place of all these but
            `user_id` and `app_id`.
        base (str): another name for `base_url`.
        **fields: the fields of the message.

    Attributes:
        user_id (str), app_id (str): as above; None where nothing says it.

    Raises:
        UserError: there is no credential, `pat` and `token` are both given, a value is not usable,
            or a field is unknown.
    """

    _kind: ClassVar[str] = ''  # the message that an object holds; '' for none

    def __init__(self, user_id: str | None = None, app_id: str | None = None,
                 base_url: str | None = None, pat: str | None = None, token: str | None = None,
                 root_certificates_path: str | None = None, session: Any = None,
                 timeout: Any = None, retry: Any = None, connection: Any = None,
                 base: str | None = None, **fields: Any) -> None:
        given = dict(base_url=base_url or base or None, pat=pat or None, token=token or None,
                     root_certificates_path=root_certificates_path or None, session=session)
        if connection is None:
            connection = _connection(type(self).__name__, dict(
                given, user_id=user_id or None, app_id=app_id or None, timeout=timeout,
                retry=retry))
        else:
            _check_alone(given, connection)
            if timeout is not None or retry is not None:
                connection = connection.with_options(timeout, retry)
        self._connection: Connection = connection
        self.user_id: str | None = user_id or connection.user_id
        self.app_id: str | None = app_id or connection.app_id
        self._message = self._made(fields)

    def _made(self, fields: dict[str, Any]) -> messages.Message | None:
        if self._kind:
            made: messages.Message = getattr(messages, self._kind)(**fields)
            return made
        if fields:
            raise UserError('%s takes no argument %s' % (type(self).__name__, sorted(fields)[0]))
        return None

    @property
    def connection(self) -> Connection:
        """What this sends with; give it to another object to share it."""
        return self._connection

    @property
    def base(self) -> str:
        """Where the API is."""
        return str(self._connection.base_url)

    @property
    def pat(self) -> str:
        """The personal access token; '' where a session token takes its place."""
        return str(self._connection.pat or '')

    @property
    def token(self) -> str:
        """The session token; '' where there is none."""
        return str(self._connection.token or '')

    @property
    def user_app_id(self) -> messages.Message:
        """The user and the app as a message, as requests have it."""
        made: messages.Message = messages.UserAppIDSet(
            user_id=self.user_id or '', app_id=self.app_id or '')
        return made

    @property
    def auth_helper(self) -> Any:
        """A `ClarifaiAuthHelper` over the same connection."""
        from clarifai.client.auth.helper import ClarifaiAuthHelper
        return ClarifaiAuthHelper(self.user_id or '', self.app_id or '', '', validate=False,
                                  connection=self._connection)

    @property
    def STUB(self) -> Any:
        """Every operation by the name that the protobufs give it; see `ClarifaiAuthHelper`."""
        return self.auth_helper.get_stub()

    def with_options(self: Self, timeout: Any = None, retry: Any = None) -> Self:
        """The same object with other limits, for some calls; both share the connections.

        Args:
            timeout (float or tuple), retry (RetryPolicy): as of the class; None for this one's.
        """
        other = copy.copy(self)
        other._connection = self._connection.with_options(timeout, retry)
        return other

    def _repr_html_(self) -> str | None:
        from clarifai.views.showing import html_of
        found: str | None = html_of(self)
        return found

    def call(self, operation: str, /, **arguments: Any) -> Any:
        """Call an operation of today's API.

        Args:
            operation (str): its name, such as 'PostModelOutputs' or 'post_model_outputs'.
            **arguments: the fields of its request, as messages, dictionaries, protobuf messages or
                plain values; `user_id` and `app_id` for others than this object's.

        Returns:
            Message: the answer; of a server stream an iterator of them.

        Raises:
            UserError: the arguments do not fit, before anything is sent.
            ApiError: the server refused, failed or could not be reached, or a part of what was
                asked for has failed.
        """
        answer = self._called(operation, arguments, self._send_checked)
        if operation in WRITES:
            logger.info('%s: %s', WRITES[operation], answer.status.code.name)
        return answer

    def call_unchecked(self, operation: str, /, **arguments: Any) -> Any:
        """Call an operation whose answer may say that parts of what was asked for have failed.

        See `call`, which raises an ApiError then.
        """
        return self._called(operation, arguments, self._connection.send)

    def list_items(self, operation: str, /, page_no: int | None = None,
                   per_page: int | None = None,
                   **arguments: Any) -> Generator[messages.Message, None, None]:
        """Go through a list.

        Args:
            operation (str): its name, such as 'ListInputs'.
            page_no (int), per_page (int): one page of it, of 16 items where only its number is
                given; the whole list when both are None.
            **arguments: as of `call`.

        Yields:
            Message: an item.

        Raises:
            UserError, ApiError: as of `call`, with the first item.
        """
        for name, number in (('page_no', page_no), ('per_page', per_page)):
            if number is not None and (type(number) is not int or number < 1):
                raise UserError('%s must be a whole number from 1, not %s' % (name, shown(number)))
        row = table.row_of(operation)
        kind = schema.message(schema.operation(row.name).answer)[row.items].type
        is_whole = page_no is None and per_page is None
        pages = self._caller(self._send_checked).pages(row, _plain_values(dict(
            arguments, page=page_no or 1,
            per_page=self._per_page() if is_whole else per_page or PER_PAGE)))
        for answer in pages:
            for item in answer[row.items]:
                yield messages.wrap(kind, item)
            if not is_whole:
                return

    def _per_page(self) -> int:
        """How many items of a whole list are asked for at a time."""
        own = getattr(self, 'default_page_size', PER_PAGE)
        return BATCH if own == PER_PAGE else own

    def _called(self, operation: str, arguments: dict[str, Any], send: Any) -> Any:
        row = table.row_of(operation)
        answer = self._caller(send).call(row, _plain_values(arguments))
        kind = schema.operation(row.name).answer
        if row.is_stream:
            return (messages.wrap(kind, part) for part in answer)
        return messages.wrap(kind, answer)

    def _caller(self, send: Any) -> Caller:
        # The API key that a connection may also have opens less than the PAT, so it is not used.
        opened = scopes.Scopes(False, True, self.user_id, self.app_id)
        return Caller(opened, send, self._connection.stream, words)

    def _send_checked(self, request: Request) -> tuple[dict[str, Any], bool]:
        answer, uncertain = self._connection.send(request)
        if reasons.is_failure(code_of(answer)):
            error = ApiError(self._connection.base_url + request.path, request.params,
                             request.method, answer=answer)
            error.uncertain = uncertain
            raise error
        return answer, uncertain

    def _held(self, cls: type[T], message: Any, **arguments: Any) -> T:
        """Make an object over the same connection that holds a message.

        Args:
            cls (type): its class.
            message (Message): what it holds; the user and app in it beat this object's.
            **arguments: what its class is made from beside that, such as `model_id`.
        """
        arguments = self._sharing(arguments)
        arguments.setdefault('user_id', message.get('user_id') or self.user_id)
        arguments.setdefault('app_id', message.get('app_id') or self.app_id)
        made = cls(**arguments)
        made._message = message
        return made

    def _sharing(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """What an object is made from, with this one's connection unless it has its own.

        Another credential alone goes to the same server, over the same session.
        """
        shared = dict(arguments)
        given = set(name for name in OWN + ('connection',) if shared.get(name))
        if given <= {'pat', 'token'}:
            secrets = {name: shared.pop(name, None) for name in ('pat', 'token')}
            shared['connection'] = (self._connection.with_credential(**secrets) if given else
                                    self._connection)
        return shared

    def _parted(self, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Keywords that make a thing and the object for it, as fields of the one and the rest.

        Args:
            given (dict): the keywords.

        Returns:
            tuple of dict: the fields, which may be unknown, and the arguments of `BaseClient`.
        """
        options = {name: value for name, value in given.items() if name in OPTIONS}
        fields = {name: value for name, value in given.items() if name not in options}
        return fields, self._sharing(options)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith('_') and self._kind:
            if name in schema.message(self._kind):
                return getattr(self.__dict__['_message'], name)
            if name == self._kind.lower() + '_info':  # as the official classes call it
                return self.__dict__['_message']
        known = [one for one in dir(self) if not one.startswith('_')]
        like = '' if name.startswith('_') else alike(name, known)
        raise AttributeError('%s has no attribute %s%s' % (type(self).__name__, name, like))

    def __dir__(self) -> list[str]:
        fields = schema.message(self._kind) if self._kind else ()
        return sorted(set(super().__dir__()) | set(fields))

    def __repr__(self) -> str:
        return '%s(%s)' % (type(self).__name__, ', '.join(self._named()))

    def __str__(self) -> str:
        parts = self._named()
        if self._message is not None:
            rest = dict(self._message)
            for name in NAMES:
                rest.pop(name, None)
            parts += type(self._message)._wrapped(rest)._shown(longest=None)
        return '%s(%s)' % (type(self).__name__, ', '.join(parts))

    def _named(self) -> list[str]:
        """What says which one this is, as text."""
        held: Mapping[str, Any] = self._message or {}
        values = dict({name: held.get(name) for name in NAMES}, user_id=self.user_id,
                      app_id=self.app_id)
        return ['%s=%r' % (name, values[name]) for name in NAMES if values[name]]


def changes(thing_id: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the patch of a thing is given, as the fields of its message.

    Args:
        thing_id (str): the id of the thing.
        given (dict): fields; `image_url` (str) for its picture, and `visibility` also as one of
            ``messages.Visibility.Gettable``.
    """
    fields = dict(given, id=thing_id)
    if 'image_url' in fields:
        fields['image'] = {'url': fields.pop('image_url')}
    if isinstance(fields.get('visibility'), (int, str)):
        fields['visibility'] = {'gettable': fields['visibility']}
    return fields


def checked_filter(filter_by: Any) -> dict[str, Any]:
    """What a list is narrowed down to, as arguments of its operation.

    Raises:
        UserError: it is no dictionary with names, or it has the page in it.
    """
    if not isinstance(filter_by, Mapping) or not all(isinstance(name, str) for name in filter_by):
        raise UserError('filter_by must be a dictionary such as {\'name\': \'pets\'}, not %s'
                        % shown(filter_by))
    for name in ('page', 'per_page'):
        if name in filter_by:
            raise UserError('filter_by has %s: give page_no and per_page in place of that' % name)
    return dict(filter_by)


def _connection(door: str, given: dict[str, Any]) -> Connection:
    sources = credentials.Sources()
    found, token = credentials.find_pat_or_token(given['pat'], given['token'], sources)
    if not (found.value or token.value):
        raise UserError(
            'no credentials: today\'s API takes a personal access token; set CLARIFAI_PAT, run '
            '"clarifai config", or give %s(pat=...)' % door)
    return Connection(door=door, sources=sources, **given)


def _check_alone(given: dict[str, Any], connection: Any) -> None:
    if not isinstance(connection, Connection):
        raise UserError('connection must be that of another object, such as user.connection, '
                        'not %s' % shown(connection))
    beside = sorted(name for name, value in given.items() if value is not None)
    if beside:
        raise UserError('connection has credentials, address and session of its own: leave out %s'
                        % ' and '.join(beside))
    if not connection.has_pat:
        raise UserError('today\'s API takes a personal access token, and this connection has only '
                        'an API key: give pat=, or set CLARIFAI_PAT')


def _plain_values(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in arguments.items()}


def plain(value: Any) -> Any:
    """What a call was given, as the operations take it.

    Args:
        value: a message, ours or one of protobuf, an object with a `dict()` as the inputs of 2.x
            have, a list of these, or anything else, which is given back as it is.
    """
    if value is None or type(value) is str:
        return value
    if isinstance(value, Mapping) or hasattr(value, 'DESCRIPTOR'):
        return messages.to_dict(value)
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        return [plain(part) for part in value]
    return from_legacy(value)
