"""The ways in which the API says no, each with its status code and HTTP code."""
from typing import Any, Optional

from clarifai.sandbox import status_codes as codes


class RequestError(Exception):
    """A request that cannot be served; the caller is told why.

    Args:
        details: what was wrong and what would be right.
    """

    code = codes.INVALID_REQUEST
    platform_code: Optional[int] = None  # where the platform has another
    http = 400

    def __init__(self, details: str) -> None:
        super().__init__(details)
        self.details = details

    def status(self, is_platform: bool = False) -> dict[str, Any]:
        """Return the ``status`` object of the answer, in the platform's dialect or that of 2.x."""
        return codes.status(is_platform and self.platform_code or self.code, self.details,
                            is_platform)


class BadFormat(RequestError):
    """The body is not a JSON object."""

    code = codes.BAD_REQUEST_FORMAT


class TooLarge(RequestError):
    """The body is larger than the server takes."""

    code = codes.EXCEEDS_LIMITS
    http = 413


class DiskFailure(RequestError):
    """The disk that everything is kept on is full, or fails."""

    code = codes.INTERNAL_SERVER_ISSUE
    http = 500


class NoCredentials(RequestError):
    """There is no ``Authorization: Key ...`` header."""

    code = codes.CREDENTIALS_INVALID
    http = 401


class MalformedAuthorization(RequestError):
    """There is no header of that kind, or it is not of the forms that today's platform takes."""

    http = 401


class UnknownKey(RequestError):
    """What stands in place of a key is none."""

    code = codes.KEY_NOT_FOUND
    http = 401


class BadKey(RequestError):
    """The key in the header is empty, unknown, or made for another app."""

    code = codes.KEY_INVALID
    http = 401


class KeyExpired(RequestError):
    """The key was good once."""

    code = codes.TOKEN_INVALID
    http = 401


class Forbidden(RequestError):
    """The key is good, but not for this."""

    code = codes.INSUFFICIENT_SCOPES
    http = 403


class LocalOnly(RequestError):
    """The route is for the machine that the server runs on."""

    code = codes.INSUFFICIENT_SCOPES
    http = 403


class OriginRefused(RequestError):
    """A page of another origin asks, which may not."""

    code = codes.INSUFFICIENT_SCOPES
    http = 403


class NotFound(RequestError):
    """What a request names is not there."""

    code = codes.DOES_NOT_EXIST
    http = 404


class ScopeNotFound(NotFound):
    """No such user, or no such app of Clarifai's."""


class AppNotFound(NotFound):
    """No such app of the user."""


class AppInvalid(RequestError):
    """An app that makes no sense or whose id is taken."""


class KeyNotFound(RequestError):
    """No such key of the user."""

    code = codes.KEY_NOT_FOUND
    http = 404


class StatusCodeNotFound(NotFound):
    """The platform has no such status code."""


class NoSuchRoute(NotFound):
    """Nothing is served at this path."""


class NotServed(RequestError):
    """The platform has this route; the sandbox has not."""

    code = codes.NOT_IMPLEMENTED
    http = 404


class MethodNotAllowed(RequestError):
    """The path is served, but not for this method."""

    code = codes.METHOD_NOT_ALLOWED
    http = 405


class InputNotFound(RequestError):
    """No such input in the app."""

    code = codes.INPUT_DOES_NOT_EXIST
    platform_code = codes.DOES_NOT_EXIST
    http = 404


class InputDuplicate(RequestError):
    """The id or the URL of a new input is taken."""

    code = codes.INPUT_DUPLICATE


class InputInvalid(RequestError):
    """A new input that makes no sense."""

    code = codes.INPUT_INVALID_ARGUMENT


class JobNotFound(NotFound):
    """No such job in the app."""


class AnnotationNotFound(NotFound):
    """No such annotation of the input, or no such input."""


class AnnotationInvalid(RequestError):
    """An annotation that makes no sense or whose id is taken."""

    code = codes.ANNOTATION_INVALID_ARGUMENT


class ConceptNotFound(NotFound):
    """No such concept in the app, and none in the public vocabulary."""


class ConceptInvalid(RequestError):
    """A concept that makes no sense."""

    code = codes.CONCEPTS_INVALID_REQUEST


class ConceptDuplicate(RequestError):
    """The id of a new concept is taken."""

    code = codes.DATABASE_DUPLICATE_KEY
    platform_code = codes.CONCEPTS_INVALID_REQUEST


class ModelTypeNotFound(NotFound):
    """No such type of models."""


class ModelNotFound(RequestError):
    """No such model or model version in the app, and no such public model."""

    code = codes.MODEL_DOES_NOT_EXIST
    http = 404


class ModelInvalid(RequestError):
    """A model that makes no sense or whose id is taken."""

    code = codes.MODEL_INVALID_ARGUMENT


class ExportNotFound(NotFound):
    """No export of a model version."""


class ModelIsPublic(RequestError):
    """Public models cannot be changed."""

    code = codes.MODEL_PERMISSION_DENIED
    http = 403


class ModelNotTrained(RequestError):
    """A prediction was asked of a version that is not trained.

    Args:
        code: the version's own status code (untrained, queued, training, failed).
        details: what to do.
    """

    def __init__(self, code: int, details: str) -> None:
        super().__init__(details)
        self.code = code


class FaultNotFound(NotFound):
    """No such fault is on order."""


class DatasetNotFound(NotFound):
    """No such dataset or version of one in the app, or no such input in a dataset."""


class DatasetInvalid(RequestError):
    """A dataset or a version of one that makes no sense or whose id is taken."""


class DatasetInputDuplicate(RequestError):
    """The input is in the dataset already."""

    code = codes.DATASET_INPUT_DUPLICATE


class LogEntriesInvalid(RequestError):
    """An entry of a log that makes no sense."""

    code = codes.LOG_ENTRIES_INVALID_REQUEST


class UploadNotFound(NotFound):
    """No such upload in the app."""


class UploadInvalid(RequestError):
    """An upload, or a part of one, that makes no sense."""


class DocumentNotFound(NotFound):
    """No such filter, task or the like in the app."""


class DocumentInvalid(RequestError):
    """A filter, a task or the like that makes no sense or whose id is taken."""


class TaskForbidden(RequestError):
    """A task has other workers, or reviewers."""

    code = codes.TASK_PERMISSION_DENIED
    http = 403


class BulkOperationInvalid(RequestError):
    """A bulk operation that makes no sense."""

    code = codes.BULK_OPERATION_INVALID_REQUEST


class EvaluationNotFound(NotFound):
    """No such evaluation."""


class EvaluationInvalid(RequestError):
    """A new evaluation whose id is taken, or of a model that learns nothing."""


class WorkflowNotFound(RequestError):
    """No such workflow."""

    code = codes.WORKFLOW_DOES_NOT_EXIST
    http = 404


class WorkflowInvalid(RequestError):
    """A workflow that makes no sense."""

    code = codes.WORKFLOW_INVALID_ARGUMENT


class WorkflowGraphInvalid(RequestError):
    """The nodes of a workflow do not fit together."""

    code = codes.WORKFLOW_INVALID_GRAPH


class WorkflowModelNotTrained(RequestError):
    """A node's model has no trained version."""

    code = codes.WORKFLOW_REQUIRE_TRAINED_MODEL


class WorkflowDuplicate(RequestError):
    """The id of a new workflow is taken."""

    code = codes.WORKFLOW_DUPLICATE


class SearchInvalid(RequestError):
    """A query that makes no sense."""

    code = codes.SEARCH_INVALID_REQUEST


class SearchNotFound(NotFound):
    """No saved search with this id in the app."""


class SearchNotReady(RequestError):
    """The input to search by has not been processed (or could not be)."""

    code = codes.SEARCH_BY_NOT_FULLY_INDEXED_INPUT


class MediaUnavailable(Exception):
    """A picture or video could not be had: not fetched, not decoded, too large.

    It ends in the status of one input or output, never in that of a whole request alone.

    Args:
        code: an input status code.
        details: what happened.
    """

    def __init__(self, code: int, details: str) -> None:
        super().__init__(details)
        self.code = code
        self.details = details

    def status(self, is_platform: bool = False) -> dict[str, Any]:
        """Return the ``status`` object of the input or output, the same in both dialects."""
        return codes.status(self.code, self.details)


class RecognitionFailed(MediaUnavailable):
    """A recogniser of the user's own failed on a picture."""

    def __init__(self, details: str) -> None:
        super().__init__(codes.MODEL_PREDICTION_FAILED, details)


class ModelDeploying(RequestError):
    """No runner has answered for a model yet."""

    code = codes.MODEL_DEPLOYING


class RunnerNotFound(RequestError):
    """The user has no such runner."""

    code = codes.RUNNER_DOES_NOT_EXIST
    http = 404


class RunnerInvalid(RequestError):
    """Something about a runner, or what it answers, is wrong."""

    code = codes.RUNNER_INVALID_ARGUMENT


class RunnerItemCancelled(RequestError):
    """Nobody waits for what a runner does, or no runner does what is waited for."""

    code = codes.RUNNER_ITEM_CANCELLED


class NodepoolNotFound(RequestError):
    """There is no such nodepool."""

    code = codes.NODEPOOL_DOES_NOT_EXIST
    http = 404


class ClusterNotFound(RequestError):
    """There is no such compute cluster."""

    code = codes.COMPUTE_CLUSTER_DOES_NOT_EXIST
    http = 404
