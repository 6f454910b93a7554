"""Which network addresses may be connected to, in every notation that a system takes."""

from __future__ import annotations

import pytest

from spiders.guard import RefusedAddress, check, is_private_host, parsed

PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
PRIVATE = [
    "127.0.0.1", "127.255.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "::1", "::", "fd00:ec2::254",
    "::ffff:127.0.0.1", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0x7f000001",
    "255.255.255.255", "198.18.0.1", "[::1]",
]  # fmt: skip
NEVER = [
    "169.254.169.254",
    "169.254.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "::ffff:169.254.169.254",
    "224.0.0.1",
    "ff02::1",
    "2852039166",
    "0xa9.254.43518",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    check(address, allow_private=False)


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    with pytest.raises(RefusedAddress):
        check(address, allow_private=False)
    check(address, allow_private=True)


@pytest.mark.parametrize("address", [*NEVER, "", "example.org", "1.2.3.4.5", "é"])
def test_never(address: str) -> None:
    for allow_private in (False, True):
        with pytest.raises(RefusedAddress):
            check(address, allow_private=allow_private)


@pytest.mark.parametrize("host", ["example.org", "1.example", "deadbeef", "0x.example", ""])
def test_names_are_no_addresses(host: str) -> None:
    assert parsed(host) is None


@pytest.mark.parametrize(
    ("host", "private"),
    [("localhost", True), ("printer.local", True), ("10.0.0.1", True), ("example.org", False), ("8.8.8.8", False)],
)
def test_hosts_that_a_public_page_never_means(host: str, private: bool) -> None:
    assert is_private_host(host) is private
