"""Which addresses are on the internet, and which are this machine's or its network's own."""
import ipaddress
import socket
from typing import Any, NamedTuple, Union

_NAT64 = ipaddress.ip_network('64:ff9b::/96')


class NotPublic(OSError):
    """A host has addresses, but none that is on the internet."""


class Peer(NamedTuple):
    """An address of a host, as `socket.socket.connect` takes it."""

    family: socket.AddressFamily
    address: tuple[Any, ...]


def resolved(host: str, port: int, private: bool = False) -> list[Peer]:
    """Find the addresses of a host.

    Args:
        host: a name or an address.
        port: the TCP port.
        private: whether addresses that are not on the internet are good, too.

    Raises:
        OSError: there is no such host; `NotPublic` where that is the only reason.
    """
    known = [Peer(family, address) for family, _, _, _, address
             in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    good = [peer for peer in known if private or is_public(peer.address[0])]
    if not good:
        raise NotPublic(f'{host} is not on the internet')
    return good


def is_public(text: str) -> bool:
    """Return whether an IP address is on the internet: no private, loopback or link-local one.

    Args:
        text: an IPv4 or IPv6 address, perhaps with a zone.
    """
    address = ipaddress.ip_address(text.split('%')[0])
    if address.is_multicast or not address.is_global:
        return False
    return all(inner.is_global and not inner.is_multicast for inner in _carried(address))


def _carried(address: Union[ipaddress.IPv4Address, ipaddress.IPv6Address],
             ) -> list[ipaddress.IPv4Address]:
    """Return the IPv4 addresses that a router may make of an IPv6 one."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xffffffff))
    return [inner for inner in found if inner is not None]


def is_loopback(host: str) -> bool:
    """Return whether nothing but this machine reaches a server that listens on `host`.

    Raises:
        OSError: there is no such host.
    """
    return bool(host) and all(
        ipaddress.ip_address(peer.address[0].split('%')[0]).is_loopback
        for peer in resolved(host, 0, private=True))
