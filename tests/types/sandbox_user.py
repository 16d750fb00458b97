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
        with sandbox.answer('general-v1.3', {'cat': 0.98}, times=2) as canned, \
                sandbox.in_environment() as variables_:
            sandbox.settle(timeout=3)
            sent = sandbox.assert_sent('POST', '/v2/inputs', {'inputs': []}, times=1)
            print(canned.given, sent[0].body, variables_['CLARIFAI_PAT'])
        return sandbox.environment('key')
