"""The guard: hostile spellings of forbidden targets never lead to a connection, by any of four ways."""

import ipaddress
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from ssl import SSLContext
from typing import Protocol

import httpcore
import pytest

from filings.notice import DeliveryRefused, Endpoint, Notice
from notifier.addresses import Allowance, TargetPolicy, parse_policy
from notifier.connecting import Deadline, ForbiddenAddress, GuardedBackend
from notifier.delivery import WebhookChannel
from notifier.guard import Allowed, Forbidden, judge_target, judge_url
from notifier.receiver import Receiver, ReceiverAnswer

NOW = datetime(2026, 1, 20, 2, 30, tzinfo=UTC)
# Addresses that a name may resolve to.
ADDRESSES = (
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "0.0.0.0", "0.1.2.3",  # noqa: S104 - nothing is bound
    "169.254.169.254", "169.254.170.2",
    "169.254.1.1", "100.100.100.200", "100.96.0.96", "168.63.129.16", "10.0.0.1", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "100.64.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
    "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "2001:0:7f00:1:0:ffff:80ff:fffe", "2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:db8::1", "3fff::1", "5f00::1",
    "fe80::1", "fe80::1%lo", "fec0::1", "fc00::1", "fd00::1", "fd00:ec2::254", "ff02::1", "100::1",
    "2400:cb00::5efe:7f00:1", "2400:cb00::200:5efe:a00:1", "not an address",
)  # fmt: skip
# Spellings that a URL may hold, beside the addresses themselves.
SPELLINGS = (
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost.localdomain", "ip6-localhost", "printer.local",
    "metadata.google.internal", "metadata", "redis", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1",
    "0177.0.0.1", "017700000001", "127.0.0.1.", "127。0。0。1", "127.0.0.01", "0", "0x0", "0.0", "1.2.3.4.5",
    "256.0.0.1",    "127.0.0.1%00.example.cn", "a..example.cn", "-a.example.cn", "exa mple.cn", "１２７.0.0.1",
    "①②⑦.0.0.1",
    "ｌocalhost",    "oa.example.cn.", "0xA9FEA9FE", "2852039166", "[::1%25lo]", "[::ffff:0x7f.1]",
)  # fmt: skip


class Counting(Protocol):
    """The port that counts who comes."""

    port: int
    connections: int


def bracketed(address: str) -> str:
    """As a URL writes it."""
    return f"[{address}]" if ":" in address else address


HOSTS = tuple(bracketed(address) for address in ADDRESSES) + SPELLINGS


def always(*addresses: str) -> Callable[[str, int], Sequence[str]]:
    """A resolver that gives these for any name."""
    return lambda _host, _port: addresses


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_hostile_spelling_can_be_entered(listener: Counting, scheme: str) -> None:
    """Creation: each is refused with a Chinese reason, and nothing is contacted to find out."""
    for host in HOSTS:
        judged = judge_url(f"{scheme}://{host}:{listener.port}/hook", TargetPolicy())
        assert isinstance(judged, Forbidden), host
        assert judged.reason.endswith("。"), host
    assert len(HOSTS) >= 40
    assert listener.connections == 0


def test_no_hostile_host_is_connected_to(listener: Counting) -> None:
    """Connect: even if a URL slipped in, the guard refuses its host, though the resolver says it is the listener."""
    backend = GuardedBackend(TargetPolicy(), Deadline(5), always("127.0.0.1"))
    for host in (*ADDRESSES, *(spelling.strip("[]") for spelling in SPELLINGS)):
        with pytest.raises((ForbiddenAddress, httpcore.ConnectError)):
            backend.connect_tcp(host, listener.port)
    assert listener.connections == 0


def test_no_name_leads_to_a_hostile_address(
    listener: Counting, notice: Notice, endpoint: Callable[[str], Endpoint]
) -> None:
    """Rebinding: a good name that resolves to a hostile address, alone or beside a public one, is refused."""
    target = endpoint(f"https://oa.example.gov.cn:{listener.port}/hook")
    for address in ADDRESSES:
        for answers in ((address,), ("8.8.8.8", address)):
            channel = WebhookChannel(policy=TargetPolicy(), resolver=always(*answers), timeout=5)
            result = channel.send(notice, target, NOW)
            assert isinstance(result, DeliveryRefused), address
            assert "解析到不允许的地址" in result.attempt.error
    assert listener.connections == 0


def test_no_redirect_is_followed(listener: Counting, notice: Notice, endpoint: Callable[[str], Endpoint]) -> None:
    """Redirect: an allowed receiver that points to a hostile spelling gets its answer logged, and that is all."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        channel = WebhookChannel(policy=parse_policy([receiver.allowance]), timeout=5)
        for host in HOSTS:
            location = f"http://{host.encode('ascii', 'replace').decode()}:{listener.port}/"
            for status in (301, 302, 303, 307, 308):
                receiver.fail(ReceiverAnswer(status, {"Location": location}))
            for status in (301, 302, 303, 307, 308):
                result = channel.send(notice, endpoint(receiver.url), NOW)
                assert isinstance(result, DeliveryRefused)
                assert not result.disable
                assert result.attempt.status == status
        assert receiver.tally().messages == 0
    assert listener.connections == 0


def test_a_second_answer_is_judged_again(
    listener: Counting, notice: Notice, endpoint: Callable[[str], Endpoint]
) -> None:
    """A name that changes its address between two deliveries gets the first, and nothing at the new address."""
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        opened = Allowance(host="oa.example.cn", port=receiver.port, subnet=ipaddress.ip_network("127.0.0.1/32"))
        asked: list[str] = []

        def rebinding(host: str, _port: int) -> Sequence[str]:
            asked.append(host)
            return ("127.0.0.1",) if len(asked) == 1 else ("127.0.0.2",)

        channel = WebhookChannel(policy=TargetPolicy(allowances=(opened,)), resolver=rebinding, timeout=5)
        target = endpoint(f"http://oa.example.cn:{receiver.port}/hook")
        assert channel.send(notice, target, NOW).attempt.status == 204
        assert isinstance(channel.send(notice, target, NOW), DeliveryRefused)
        assert asked == ["oa.example.cn", "oa.example.cn"]
        assert receiver.tally().messages == 1
    assert listener.connections == 0


def test_environment_proxies_are_not_used(
    listener: Counting, notice: Notice, endpoint: Callable[[str], Endpoint], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy in the environment would look names up for us and undo the guard; it is never asked."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{listener.port}")
    with Receiver([endpoint("").secrets[0].value], clock=lambda: NOW) as receiver:
        channel = WebhookChannel(policy=parse_policy([receiver.allowance]), timeout=5)
        assert channel.send(notice, endpoint(receiver.url), NOW).attempt.status == 204
    assert listener.connections == 0


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("https://oa.example.gov.cn/hook", "oa.example.gov.cn", 443),
        ("https://OA.Example.gov.cn:8443/hook?key=1", "oa.example.gov.cn", 8443),
        ("https://政务.example.cn/", "xn--zfr164b.example.cn", 443),
        ("https://8.8.8.8/hook", "8.8.8.8", 443),
        ("https://[2400:3200::1]/hook", "2400:3200::1", 443),
        ("https://a_b.example.cn/", "a_b.example.cn", 443),
    ],
)
def test_public_targets_may_be_entered(url: str, host: str, port: int) -> None:
    """Ordinary addresses, Chinese domain names and public literals pass."""
    assert judge_url(url, TargetPolicy()) == Allowed(url=url, host=host, port=port)


@pytest.mark.parametrize(
    "url",
    [
        "", "oa.example.cn", "//oa.example.cn/", "ftp://oa.example.cn/", "file:///etc/passwd", "gopher://oa.example.cn",
        "https://", "https://user@oa.example.cn/", "https://user:pass@oa.example.cn/", "https://oa.example.cn/#a",
        "https://oa.example.cn\\@127.0.0.1/", "https://oa.example.cn/ a", "https://oa.example.cn/\n", "http://8.8.8.8/",
        "http://oa.example.cn/", "https://oa.example.cn:99999/", "https://oa.example.cn:0/", "https://[127.0.0.1]/",
        "https://oa.example.cn/" + "a" * 2048,
        "https://" + "a." * 130 + "cn/",
    ],
)  # fmt: skip
def test_other_urls_may_not(url: str) -> None:
    """No scheme but https, no user, no fragment, no odd characters, no plain http to the outside."""
    judged = judge_url(url, TargetPolicy())
    assert isinstance(judged, Forbidden)
    assert judged.reason.endswith("。")


def test_the_operator_opens_private_targets_one_by_one() -> None:
    """Host, port and subnet must all agree, and then plain http is allowed too."""
    policy = parse_policy(["10.1.2.3:8080=10.1.0.0/16", "oa.zw.local:80=10.0.0.0/8", "127.0.0.1:9000=127.0.0.1/32"])
    assert isinstance(judge_url("http://10.1.2.3:8080/", policy), Allowed)
    assert isinstance(judge_url("http://oa.zw.local/", policy), Allowed)
    assert isinstance(judge_url("http://127.0.0.1:9000/", policy), Allowed)
    for url in ("http://10.1.2.3:8081/", "http://10.1.2.4:8080/", "http://127.0.0.1:9001/", "http://localhost:9000/"):
        assert isinstance(judge_url(url, policy), Forbidden), url


def test_an_opened_name_must_stay_in_its_subnet(
    listener: Counting, notice: Notice, endpoint: Callable[[str], Endpoint]
) -> None:
    """Neither another private network nor a public address will do for a host that was opened for one subnet."""
    policy = parse_policy([f"oa.zw.local:{listener.port}=10.20.0.0/16"])
    for address in ("10.21.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "8.8.8.8"):
        channel = WebhookChannel(policy=policy, resolver=always(address), timeout=5)
        assert isinstance(channel.send(notice, endpoint(f"http://oa.zw.local:{listener.port}/"), NOW), DeliveryRefused)
    assert listener.connections == 0


def test_our_own_services_are_never_a_target(
    listener: Counting, notice: Notice, endpoint: Callable[[str], Endpoint]
) -> None:
    """Neither by their name, nor by another name or spelling of their address, even if the operator opened it."""
    allowed = [f"127.0.0.1:{listener.port}=127.0.0.1/32", f"other.zw.local:{listener.port}=10.0.0.0/8"]
    answers = {"redis": ("127.0.0.1",), "db.zw.local": ("10.0.0.5",), "other.zw.local": ("::ffff:10.0.0.5",)}
    policy = parse_policy(allowed, own=[("Redis", listener.port), ("db.zw.local", listener.port), ("far.cn", 1)])
    channel = WebhookChannel(policy=policy, resolver=lambda host, _port: answers.get(host, (host,)), timeout=5)
    for host in ("127.0.0.1", "other.zw.local", "redis"):
        result = channel.send(notice, endpoint(f"http://{host}:{listener.port}/"), NOW)
        assert isinstance(result, DeliveryRefused)
        assert "本系统自用的服务" in result.attempt.error
    assert judge_target("redis", listener.port, policy) == "该地址是本系统自用的服务，不能作为接收地址。"
    assert listener.connections == 0


def test_a_local_socket_is_never_opened() -> None:
    """The transport could be told to use a unix socket; the guard refuses."""
    with pytest.raises(ForbiddenAddress):
        GuardedBackend(TargetPolicy(), Deadline(5)).connect_unix_socket("/run/redis.sock")


class Recording(httpcore.MockBackend):
    """Gives canned answers and notes where it was asked to connect."""

    def __init__(self, *failing: str) -> None:
        """``failing``: addresses that do not answer."""
        super().__init__([b"HTTP/1.1 204 No Content\r\n\r\n"])
        self.asked: list[str] = []
        self.names: list[str | None] = []
        self._failing = failing

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Note the host; fail if told to."""
        self.asked.append(host)
        if host in self._failing:
            raise httpcore.ConnectError("没有应答")
        stream = super().connect_tcp(host, port, timeout, local_address, socket_options)
        names = self.names

        class Named(httpcore.MockStream):
            def start_tls(
                self,
                ssl_context: SSLContext,  # noqa: ARG002 - a fake
                server_hostname: str | None = None,
                timeout: float | None = None,  # noqa: ARG002 - a fake
            ) -> httpcore.NetworkStream:
                names.append(server_hostname)
                return stream

        return Named([])


def test_the_judged_address_is_connected_to_and_the_tls_name_kept() -> None:
    """The connection goes to the number that was judged, while the certificate is asked for by the host's name."""
    inner = Recording("8.8.8.8")
    backend = GuardedBackend(TargetPolicy(), Deadline(5), always("8.8.8.8", "1.1.1.1"), inner)
    with closing(httpcore.ConnectionPool(network_backend=backend)) as pool:
        assert pool.request("POST", "https://oa.example.cn/hook").status == 204
    assert inner.asked == ["8.8.8.8", "1.1.1.1"]
    assert inner.names == ["oa.example.cn"]


def test_when_no_address_answers_the_last_failure_is_told() -> None:
    """All judged addresses are tried before giving up."""
    inner = Recording("8.8.8.8", "1.1.1.1")
    backend = GuardedBackend(TargetPolicy(), Deadline(5), always("8.8.8.8", "1.1.1.1"), inner)
    with pytest.raises(httpcore.ConnectError, match="没有应答"):
        backend.connect_tcp("oa.example.cn", 443)
    assert inner.asked == ["8.8.8.8", "1.1.1.1"]
