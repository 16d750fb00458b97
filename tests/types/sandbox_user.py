"""A test of somebody else's program against the sandbox, for mypy --strict."""
from clarifai.sandbox import OrderedFault, Sandbox


def status_of(sandbox: Sandbox) -> list[int]:
    """The HTTP codes of the answers so far."""
    return [request.status for request in sandbox.requests if request.status is not None]


def variables(folder: str) -> dict[str, str]:
    """The environment of a client, while a fault is on order."""
    with Sandbox(data=folder, pats={'pat': 'ann'}, api_keys={'key': ('ann', 'zoo')}) as sandbox:
        fault: OrderedFault = sandbox.fail('/v2/inputs', method='POST', status=503, times=2)
        with fault:
            assert status_of(sandbox) == []
            print(sandbox.url.rstrip('/'), fault.struck + fault.seen)
        return sandbox.environment('key')
