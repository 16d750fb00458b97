"""Which addresses are on the internet, and which are this machine's or its network's own."""
from __future__ import absolute_import

import ipaddress
import socket

_NAT64 = ipaddress.ip_network(u'64:ff9b::/96')


class NotPublic(OSError):
    """A host has addresses, but none that is on the internet."""


def resolved(host, port, private=False):
    """Find the addresses of a host.

    Args:
        host (str): a name or an address.
        port (int): the TCP port.
        private (bool): whether addresses that are not on the internet are good, too.

    Returns:
        list: of ``(family, address)``, where ``address`` is what `socket.socket.connect` takes.

    Raises:
        OSError: there is no such host; `NotPublic` where that is the only reason.
    """
    found = [(family, address) for family, _, _, _, address
             in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    good = [(family, address) for family, address in found
            if private or is_public(address[0])]
    if not good:
        raise NotPublic('%s is not on the internet' % host)
    return good


def is_public(text):
    """Return whether an IP address is on the internet: no private, loopback or link-local one.

    Args:
        text (str): an IPv4 or IPv6 address, perhaps with a zone.
    """
    address = ipaddress.ip_address(text.split('%')[0])
    if address.is_multicast or not address.is_global:
        return False
    return all(inner.is_global and not inner.is_multicast for inner in _carried(address))


def _carried(address):
    """Return the IPv4 addresses that a router may make of an IPv6 one."""
    if address.version == 4:
        return []
    found = [address.ipv4_mapped, address.sixtofour] + list(address.teredo or ())
    if address in _NAT64:
        found.append(ipaddress.ip_address(int(address) & 0xffffffff))
    return [inner for inner in found if inner is not None]


def is_loopback(host):
    """Return whether nothing but this machine reaches a server that listens on `host`.

    Raises:
        OSError: there is no such host.
    """
    return bool(host) and all(
        ipaddress.ip_address(address[0].split('%')[0]).is_loopback
        for _, address in resolved(host, 0, private=True))
