"""Addresses and allowances: what the operator can open, what stays closed, and what hides inside an address."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.errors import UsageError
from notifier.addresses import carried_addresses, judge_address, parse_allowance, parse_policy, plain


@pytest.mark.parametrize(
    "text",
    [
        "oa.example.gov.cn:8443=10.20.0.0/16", "10.0.0.9:80=10.0.0.0/8", "[fd12::1]:443=fd12::/16", "a.cn:1=1.2.3.0/24",
        "127.0.0.1:8900=127.0.0.1/32", "[::1]:8900=::1/128", "yun.cn:443=100.64.0.0/10",
    ],
)  # fmt: skip
def test_allowances_are_read(text: str) -> None:
    """Host, port and subnet, for names and literals."""
    allowance = parse_allowance(text)
    assert 0 < allowance.port < 65536
    assert allowance.host.strip("[]") in text


@pytest.mark.parametrize(
    "text",
    [
        "", "oa.cn", "oa.cn:80", "oa.cn=10.0.0.0/8", "oa.cn:0=10.0.0.0/8", "oa.cn:70000=10.0.0.0/8", ":80=10.0.0.0/8",
        "oa.cn:８０=10.0.0.0/8", "oa.cn:80=10.0.0.1/8", "oa.cn:80=abc", "oa.cn:80=0.0.0.0/0", "oa.cn:80=::/0",
        "localhost:80=127.0.0.1/32", "oa.cn:80=127.0.0.0/8", "127.0.0.1:80=127.0.0.0/8", "127.0.0.1:80=127.0.0.2/32",
        "oa.cn:80=169.254.0.0/16", "oa.cn:80=169.254.169.254/32", "oa.cn:80=224.0.0.0/4", "oa.cn:80=fe80::/10",
        "oa.cn:80=100.100.100.200/32", "oa.cn:80=160.0.0.0/4",
    ],
)  # fmt: skip
def test_what_must_stay_closed_cannot_be_opened(text: str) -> None:
    """Unreadable or dangerous allowances are refused when the settings are read, with what to write instead."""
    with pytest.raises(UsageError, match="允许名单"):
        parse_allowance(text)


def test_a_policy_ignores_empty_entries() -> None:
    """A trailing comma in the settings does no harm."""
    policy = parse_policy(["", " ", "oa.cn:80=10.0.0.0/8"], own=[("DB", 5432)])
    assert len(policy.allowances) == 1
    assert policy.own == {("db", 5432)}
    assert policy.subnets("OA.cn", 80) == (ipaddress.ip_network("10.0.0.0/8"),)


def test_metadata_stays_closed_inside_an_opened_network() -> None:
    """100.64.0.0/10 may be opened for a cloud's inner network, its metadata addresses not with it."""
    opened = (ipaddress.ip_network("100.64.0.0/10"),)
    assert judge_address("100.64.3.4", opened) == ""
    assert judge_address("100.100.100.200", opened) == "云主机元数据地址"


def test_a_carrier_of_an_opened_address_is_open() -> None:
    """A machine with IPv6 only may see an opened IPv4 host as a mapped address."""
    opened = (ipaddress.ip_network("10.0.0.0/8"),)
    assert judge_address("::ffff:10.1.2.3", opened) == ""
    assert judge_address("64:ff9b::a01:203", opened) == ""
    assert judge_address("64:ff9b::8.8.8.8") == ""


@given(st.ip_addresses(v=4))
def test_carriers_are_judged_like_what_they_carry(inner: ipaddress.IPv4Address) -> None:
    """No way of wrapping an IPv4 address into IPv6 opens what is closed by itself."""
    closed = judge_address(str(inner)) != ""
    number = int(inner)
    for prefix in ("::ffff:0:0", "::ffff:0:0:0", "64:ff9b::"):
        wrapped = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + number)
        assert (judge_address(str(wrapped)) != "") == closed
        assert plain(str(wrapped)) == str(inner)
    for wrapped in (
        ipaddress.IPv6Address((0x2002 << 112) + (number << 80) + 1),
        ipaddress.IPv6Address((0x24000000 << 96) + (0x5EFE << 32) + number),
        ipaddress.IPv6Address((0x20010000 << 96) + (number ^ 0xFFFFFFFF)),
    ):
        assert inner in (carried_addresses(wrapped) or ())
        assert not closed or judge_address(str(wrapped)) != ""


@given(st.ip_addresses())
def test_only_global_addresses_are_open_by_themselves(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    """The judgement is never kinder than the standard library's."""
    if judge_address(str(address)) == "" and carried_addresses(address) is None:
        assert address.is_global
        assert not address.is_multicast


def test_plain_spelling() -> None:
    """One address has one spelling; a name stays as it is."""
    assert plain("2400:CB00:0:0::1") == "2400:cb00::1"
    assert plain("redis") == "redis"
