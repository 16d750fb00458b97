"""Routes that are for whoever runs the server: open to this machine, closed to everybody else."""
import ipaddress
from typing import Any
from urllib.parse import urlsplit

from clarifai.sandbox import errors


def refuse_remote_clients(request: Any) -> None:
    """Check that a request comes from this machine, and not from another site's page.

    A browser sends the ``Origin`` of the page that asks, and as ``Host`` the name in its address,
    which a name server of the attacker's may resolve to this machine.

    Args:
        request: the request.

    Raises:
        errors.LocalOnly: it comes from elsewhere.
    """
    if not _is_loopback(request.remote_addr):
        raise errors.LocalOnly('%s is served to the machine that the sandbox runs on alone.'
                               % request.path)
    host = _parts('//' + request.host).hostname or ''
    if host != 'localhost' and not _is_address(host):
        raise errors.LocalOnly(f'Name the sandbox by its address or as localhost, not as {host}.')
    origin = request.headers.get('Origin')
    if origin and _parts(origin).netloc != request.host:
        raise errors.LocalOnly("A page of another site cannot use the sandbox's own routes.")


def _parts(url: str) -> Any:
    """Return the parts of a URL, all of them empty where it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit('')


def _is_address(host: Any) -> Any:
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        return False


def _is_loopback(host: Any) -> Any:
    try:
        address = ipaddress.ip_address(host or '')
    except ValueError:
        return False
    return (getattr(address, 'ipv4_mapped', None) or address).is_loopback
