"""Names for the server's numbers (``proto/clarifai/api/status/status_code.proto``)."""
from __future__ import absolute_import

SUCCESS = 10000
MIXED_STATUS = 10010
FAILURE = 10020

MODEL_TRAINED = 21100
MODEL_TRAINING = 21101
MODEL_UNTRAINED = 21102
MODEL_QUEUED_FOR_TRAINING = 21103

INPUT_DOWNLOAD_SUCCESS = 30000
INPUT_DOWNLOAD_PENDING = 30001
INPUT_DOWNLOAD_FAILED = 30002
INPUT_DOWNLOAD_IN_PROGRESS = 30003
INPUT_DUPLICATE = 30100

CONN_ACCOUNT_ISSUES = 11000
CONN_EXCEED_HOURLY_LIMIT = 11003
CONN_EXCEED_MONTHLY_LIMIT = 11004
CONN_INSUFFICIENT_SCOPES = 11007
CONN_KEY_INVALID = 11008
CONN_KEY_NOT_FOUND = 11009
CONN_DOES_NOT_EXIST = 11101
CONN_INVALID_REQUEST = 11102
MODEL_DOES_NOT_EXIST = 21200
WORKFLOW_DOES_NOT_EXIST = 22102
INPUT_DOES_NOT_EXIST = 30102

TRAINING_UNDER_WAY = (MODEL_TRAINING, MODEL_QUEUED_FOR_TRAINING)
DOWNLOAD_UNDER_WAY = (INPUT_DOWNLOAD_PENDING, INPUT_DOWNLOAD_IN_PROGRESS)

# Limits of the account, which a pause of seconds does not lift.
LIMITS = (CONN_EXCEED_HOURLY_LIMIT, CONN_EXCEED_MONTHLY_LIMIT)

# At the top of an answer: a part of what was asked for has failed, or all of it.
FAILED_IN_PART = (MIXED_STATUS, FAILURE)

# An evaluation: it is there; or it is not yet, and one can wait for it.
MODEL_EVALUATED = 21300
EVALUATION_UNDER_WAY = (21301, 21302, 21303)

# With these, HTTP 200 is a refusal; with every other code it is an answer.
REFUSALS = (MODEL_DOES_NOT_EXIST, CONN_DOES_NOT_EXIST, CONN_INSUFFICIENT_SCOPES, CONN_KEY_INVALID,
            CONN_KEY_NOT_FOUND, CONN_INVALID_REQUEST)

# What a code means, as an HTTP status; the server's own is often another one.
MEANINGS = {
    CONN_ACCOUNT_ISSUES: 402, CONN_EXCEED_HOURLY_LIMIT: 402, CONN_EXCEED_MONTHLY_LIMIT: 402,
    CONN_INSUFFICIENT_SCOPES: 403, CONN_KEY_INVALID: 401, CONN_KEY_NOT_FOUND: 401,
    CONN_DOES_NOT_EXIST: 404, MODEL_DOES_NOT_EXIST: 404, WORKFLOW_DOES_NOT_EXIST: 404,
    INPUT_DOES_NOT_EXIST: 404,
}

# What is done, under way or waiting, as the names of the codes say.
NO_FAILURES = frozenset((
    10000, 10070,
    21100, 21101, 21102, 21103, 21104, 21107, 21150, 21151,
    21300, 21301, 21302, 21303, 21351, 21352, 21355, 21500, 21501, 21503,
    22150, 22151, 23150, 23151,
    24150, 24151, 24157, 24158, 24159, 24250, 24251, 24300, 24301, 24302, 24303,
    25000, 25001, 25002, 25003, 25150, 25151, 25153, 25170, 25171, 25173, 25400, 25402, 25403,
    26203, 26205, 26208,
    30000, 30001, 30003, 30200, 30201, 30400, 30401, 30403, 30500, 30501, 30503,
    31000, 31001, 31200, 31201, 31400, 31410,
    43100, 43101, 43102, 43106,
    54001, 54002, 54006, 54200, 54201, 54202, 54203, 54300, 54301, 55001, 55002, 55003,
    64000, 64001, 64002, 64005, 64008, 64010, 64015, 64100, 64200, 64201, 64203, 68000, 68001))


def status_meant(error):
    """What an ApiError means, as an HTTP status: by its code, where that says more.

    Args:
        error (ApiError): a refusal.

    Returns:
        int: or None when it was not the API that answered.
    """
    if not error.from_api:
        return None
    code, status = error.error_code, error.status_code
    if code == CONN_INVALID_REQUEST and (status == 200 or _is_about_authorization(error)):
        return 401
    return MEANINGS.get(code, status) if isinstance(code, int) else status


def _is_about_authorization(error):
    """Whether a request is invalid for its Authorization header, and not for what it asks."""
    return 'authorization header' in repr((error.error_desc, error.error_details)).lower()


def is_missing(error):
    """Whether an ApiError says that something does not exist: by HTTP status or by code.

    Choice 10 of docs/platform.rst: the code counts, whatever its HTTP status may be.
    """
    return status_meant(error) == 404


def is_refused(error):
    """Whether an ApiError says that credentials do not open something, or that it is not there.

    The server says the second in place of the first.
    """
    return status_meant(error) in (401, 403, 404)
