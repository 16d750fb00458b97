"""Why a call ends without an answer of the API."""
import grpc


class Refusal(Exception):
    """A call that ends with a status of gRPC in place of an answer.

    Args:
        code: the status.
        details: a sentence for whoever made the call.
    """

    def __init__(self, code: grpc.StatusCode, details: str) -> None:
        super().__init__(details)
        self.code = code
        self.details = details
