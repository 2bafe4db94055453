"""Which addresses of the Internet are public: the one rule that every connection is held to."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

# Written out, because what `is_global` says differs between versions of Python, and counts multicast in.
_CLOSED_4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared behind a carrier's NAT; also the metadata of one cloud
            "127.0.0.0/8",  # loopback
            "168.63.129.16/32",  # the platform of one cloud, though the number is a public one
            "169.254.0.0/16",  # link-local, with the metadata of most clouds
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments; also the metadata of one cloud
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
_UNICAST_6: Final = IPv6Network("2000::/3")
_CLOSED_6: Final = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments, among them Teredo, which embeds an IPv4 address
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, which embeds an IPv4 address
            "3fff::/20",  # documentation
        ),
    )
)
_NAT64: Final = IPv6Network("64:ff9b::/96")


def is_public(ip: Address) -> bool:
    """Whether an address belongs to the public Internet, so that fetching from it tells nothing about this network.

    IPv6 is unicast space alone. An IPv4 address inside of one (mapped, or of a network's NAT64) is judged as itself;
    other forms that embed one, and any address with a zone, are not public.
    Source: IANA's IPv4 and IPv6 Special-Purpose Address Registries.
    """
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _CLOSED_4)
    if ip.scope_id is not None:
        return False
    if ip.ipv4_mapped is not None:
        return is_public(ip.ipv4_mapped)
    if ip in _NAT64:
        return is_public(IPv4Address(int(ip) & 0xFFFFFFFF))
    return ip in _UNICAST_6 and not any(ip in network for network in _CLOSED_6)
