"""Which addresses of the Internet are public."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.adapters.web.public import is_public

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "114.114.114.114",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "223.255.255.255",
    "2001:4860:4860::8888",
    "2400:3200::1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]

CLOSED = [
    "0.0.0.0",  # noqa: S104  not bound to, refused
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.255.255",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::7f00:1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1111%eth0",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("ip", PUBLIC)
def test_the_public_internet_is_public(ip: str) -> None:
    """Also right beside what is not, and an IPv4 address that was written as IPv6."""
    assert is_public(ip_address(ip))


@pytest.mark.parametrize("ip", CLOSED)
def test_everything_else_is_not(ip: str) -> None:
    """This machine, its networks, metadata, multicast, reserved space, and whatever embeds an address."""
    assert not is_public(ip_address(ip))


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_is_public_that_python_calls_private(ip: IPv4Address) -> None:
    """Two tables of the same registry."""
    if ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        assert not is_public(ip)


@given(st.ip_addresses(v=6))
def test_no_ipv6_address_is_public_that_python_calls_private(ip: IPv6Address) -> None:
    """Two tables of the same registry."""
    if ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_site_local or ip.is_unspecified:
        assert ip.ipv4_mapped is not None or not is_public(ip)


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_judged_as_itself(ip: IPv4Address) -> None:
    """Mapped into IPv6 or behind NAT64, it leads to the same machine."""
    for prefix in ("::ffff:0:0", "64:ff9b::"):
        assert is_public(IPv6Address(int(IPv6Address(prefix)) + int(ip))) == is_public(ip)
