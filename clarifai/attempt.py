"""One request and its answer: where redirects lead, through which proxy, trusting whom.

Importing this module imports ``requests``.
"""
from __future__ import absolute_import

import os

from requests import exceptions
from requests.utils import select_proxy

from clarifai.redact import clean_address
from clarifai.session import NoAuth, routes_of

PROXY_VARIABLES = ('%s_proxy', 'all_proxy')


def send_once(session, method, url, auth, headers, query, body, **options):
    """Send a request, and for a GET follow where its answer sends us.

    Args:
        session (requests.Session), method (str), url (str), auth (requests.auth.AuthBase), headers
            (dict), query (dict or None), body (bytes, JsonBody or None): as of `Routes.request`.
        **options: as of `requests.Session.send`.

    Returns:
        requests.Response: the last answer.

    Raises:
        UserError: a file of certificates is not there.
        RequestException: there is no answer, or one leads nowhere.
    """
    routes = routes_of(session)
    request, settings = routes.request(session, method, url, auth, headers, query, body)
    response = session.send(request, allow_redirects=False, **dict(settings, **options))
    # requests would look into a ``.netrc`` file on the way, and take a password out of it in place
    # of the key.  To follow a redirect is to send a GET in place of another verb, or data
    # elsewhere, so only a GET does.
    for _ in range(session.max_redirects):
        if method != 'GET' or response.next is None:
            return response
        target = response.next.url
        has_same_origin = not session.should_strip_auth(request.url, target)
        request, settings = routes.request_once(
            session, target, auth if has_same_origin else NoAuth(), headers)
        if not has_same_origin:
            auth = NoAuth()  # also on the way back: that one chose where to
        response = session.send(request, allow_redirects=False, **dict(settings, **options))
    if response.next is None:
        return response
    raise exceptions.TooManyRedirects('there are more than %d redirects' % session.max_redirects)


def proxy_of(session, url):
    """The proxy that a URL is asked through.

    Args:
        session (requests.Session): what requests are sent with.
        url (str): where to.

    Returns:
        str: its address without a password, and what names it; None without a proxy.
    """
    proxies = _proxies(session, url)
    address = select_proxy(url, proxies) if proxies else None
    if not address:
        return None
    names = [name % url.split(':', 1)[0] if '%' in name else name for name in PROXY_VARIABLES]
    variables = [variable for name in names for variable in (name, name.upper())
                 if os.environ.get(variable) == address]
    is_own = address in session.proxies.values() or not variables
    return '%s (%s)' % (clean_address(address), 'of the session' if is_own else variables[0])


def secrets_of(session, url):
    """The passwords of the proxies that a URL may be asked through."""
    return [address.rpartition('@')[0].split('://', 1)[-1].partition(':')[2]
            for address in _proxies(session, url).values() if address]


def _proxies(session, url):
    try:
        return routes_of(session).settings(session, url)['proxies']
    except ValueError:  # the address is none, so nothing was asked
        return {}
