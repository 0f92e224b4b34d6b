"""Endpoints by hand: the guard at creation, the secret shown once, a trial letter that really goes."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from filings.notice import Endpoint, Notice, NoticeType
from ledger.tables.notice import endpoint_secrets
from ledger.tables.work import events
from notifier.receiver import Receiver, ReceiverAnswer

SECRET = re.compile(r"whsec_\S+")


def _by_hand(terminal) -> list[Endpoint]:
    """The endpoints that do not follow the register's mail addresses."""
    return [one for one in terminal.ledger.endpoints.listed() if not one.source]


def _add(terminal, *words: object) -> tuple[str, str]:
    said = terminal("endpoint", "add", *words)
    found = SECRET.search(said)
    return re.search(r"ep_[0-9a-f]{12}", said)[0], found[0] if found else ""


def test_the_secret_is_shown_once_and_nowhere_else(county) -> None:
    """List tells host and whom it serves, never the path or the key; the event log has no key either."""
    identity, secret = _add(county, "https://oa.example.gov.cn/hooks/k3y", "--agency", "教育局", "--office")
    assert secret
    listed = county("endpoint", "list")
    assert identity in listed
    assert "oa.example.gov.cn" in listed
    assert "k3y" not in listed
    assert secret not in listed
    assert "代收：云岭县人民政府办公室、云岭县教育局" in listed
    with county.ledger.engine.connect() as connection:
        assert secret not in repr(connection.execute(sa.select(events.c.facts)).all())


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1/x", "https://169.254.169.254/latest", "https://10.1.2.3/x", "http://oa.example.gov.cn/x",
     "https://localhost/x", "ftp://oa.example.gov.cn/x", "https://user:pw@oa.example.gov.cn/"],
)  # fmt: skip
def test_forbidden_addresses_are_refused_at_creation(county, address: str) -> None:
    """The guard's own words reach the clerk, and nothing is written."""
    assert "这个地址不能登记" in county("endpoint", "add", address, "--office", status=2)
    assert _by_hand(county) == []


def test_an_endpoint_serves_somebody_and_is_written_once(county) -> None:
    """Without anybody to serve it is refused, and so is the same address again."""
    assert "代收谁的通知" in county("endpoint", "add", "https://oa.example.gov.cn/x", status=2)
    _add(county, "https://oa.example.gov.cn/x", "--all-agencies")
    assert "已经登记" in county("endpoint", "add", "https://oa.example.gov.cn/x", "--office", status=2)
    assert len(_by_hand(county)[0].serves) == 13


def test_mail_addresses_are_endpoints_without_a_secret(county) -> None:
    """A mailbox has no key; without a mail server the clerk is told that letters cannot go yet."""
    said = county("endpoint", "add", "zwgk@yunling.gov.cn", "--office", "--type", "bulletin.issued")
    assert "还没有设定发信服务器" in said
    assert not SECRET.search(said)
    (one,) = _by_hand(county)
    assert (one.channel, one.url) == ("mail", "mailto:zwgk@yunling.gov.cn")
    assert "没有签名密钥" in county("endpoint", "rotate", one.id, status=2)
    assert "没有送到" in county("endpoint", "test", one.id, status=1)
    assert "不规范" in county("endpoint", "add", "a b@yunling.gov.cn", "--office", status=2)


def test_a_trial_letter_is_delivered_and_verified(county) -> None:
    """Endpoint test sends at once; the receiver that holds the secret believes it, after a rotation too."""
    identity, secret = _add(county, f"http://127.0.0.1:{county.port}/notices", "--office")
    with Receiver([secret], port=county.port) as receiver:
        assert "已送达" in county("endpoint", "test", identity)
        fresh = SECRET.search(county("endpoint", "rotate", identity))[0]
        assert fresh != secret
        county("endpoint", "test", identity)
        assert receiver.tally().messages == 2
        assert receiver.tally().unverified == 0


def test_a_trial_that_fails_says_why(county) -> None:
    """The receiver's refusal is told, with status 1."""
    identity, secret = _add(county, f"http://127.0.0.1:{county.port}/notices", "--office")
    with Receiver([secret], port=county.port) as receiver:
        receiver.fail(ReceiverAnswer(status=410))
        assert "没有送到" in county("endpoint", "test", identity, status=1)


def test_disabled_is_not_sent_to_until_enabled(county) -> None:
    """Disable needs a reason; test then says so; enable takes it back."""
    identity, _ = _add(county, "https://oa.example.gov.cn/x", "--office")
    assert "理由" in county("endpoint", "disable", identity, "--reason", " ", status=2)
    county("endpoint", "disable", identity, "--reason", "系统升级")
    assert "已停用：系统升级" in county("endpoint", "list")
    assert "已停用（系统升级）" in county("endpoint", "test", identity, status=2)
    county("endpoint", "enable", identity)
    assert "在用" in county("endpoint", "list")
    assert "没有编号为" in county("endpoint", "test", "ep_nobody", status=2)


def test_while_practising_nothing_goes_outside(county) -> None:
    """A trial letter in practice mode is not sent, and the words say which setting is the reason."""
    identity, _ = _add(county, f"http://127.0.0.1:{county.port}/notices", "--office")
    county("policy", "set", "--practice", "--reason", "试运行", "--approver", "李某")
    assert "演练或待放行" in county("endpoint", "test", identity, status=2)


def test_a_policy_keeps_what_is_not_named(county) -> None:
    """Each set changes what it names; show tells all of it in words, with who and why."""
    who = ("--reason", "试运行", "--approver", "李某")
    county("policy", "set", "--practice", "--hold", *who)
    county("policy", "set", "--no-practice", "--timeliness", "accepted", *who)
    shown = county("policy", "show")
    assert "演练：否" in shown
    assert "由人放行" in shown
    assert "审核同意的那一次报送" in shown
    assert "李某批准：试运行" in shown
    assert "没有写要改什么" in county("policy", "set", *who, status=2)
    assert "不能是空的" in county("policy", "set", "--hold", "--reason", " ", "--approver", "李某", status=2)


def test_held_notices_stay_held_when_the_policy_ends(county) -> None:
    """Taking --hold back does not send what waits: the clerk is told how many, and how to let them go."""
    who = ("--reason", "试运行", "--approver", "李某")
    _add(county, "https://oa.example.gov.cn/x", "--agency", "交通运输局")
    county("policy", "set", "--hold", *who)
    filing = county.file("交通运输局", "交通运输局年报（终稿）.docx")
    county("return", filing.id, "--reason", "空着一行")
    said = county("policy", "set", "--no-hold", *who)
    assert re.search(r"还有\d+份通知待放行", said)
    assert "已放行" in county("notices", "--release")


def test_a_silent_endpoint_is_told_with_its_next_step(county) -> None:
    """Paused after silence: the list and the notices say so, when it is tried, and how to end it at once."""
    identity, _ = _add(county, "https://oa.example.gov.cn/hook", "--office")
    ledger, now = county.ledger, datetime.now(UTC)
    found = ledger.endpoints.find(identity)
    ledger.endpoints.put(replace(found, silent=3, paused_until=now + timedelta(minutes=1)), "test", now)
    office = next(iter(found.serves))
    told = Notice(
        id="ntc_1", type=NoticeType.ENDPOINT_TEST, recipient=office, subject="s", title="通知", text="x", body=b"{}",
        created=now,
    )  # fmt: skip
    ledger.notices.put([told], now)
    for said in (county("endpoint", "list"), county("notices")):
        assert "连续3次没有应答，暂缓发送" in said
        assert f"gouji endpoint enable {identity}" in said
    county("endpoint", "enable", identity)
    assert "没有应答" not in county("endpoint", "list")
    assert "没有应答" not in county("notices")


def test_the_secret_lies_sealed_and_the_key_can_be_changed(county) -> None:
    """What is shown once signs, what lies in the ledger is not it, and changing the key tells where it lies."""
    with Receiver([], port=county.port) as receiver:
        identity, secret = _add(county, receiver.url, "--office")
        receiver.secrets = (secret,)
        with county.ledger.engine.connect() as connection:
            assert secret not in repr(connection.execute(sa.select(endpoint_secrets)).all())
        said = county("key", "rotate")
        assert "重新封存1个" in said
        assert "备份里没有它" in said
        assert "已送达" in county("endpoint", "test", identity)


def test_a_copy_says_that_it_holds_no_key_and_a_restore_without_it_names_whom_to_renew(county, tmp_path) -> None:
    """The copy is put back on another machine: the clerk is told which endpoint needs a new secret, and how."""
    identity, _ = _add(county, "https://oa.example.gov.cn/hook", "--office")
    copy = tmp_path / "copy.db"
    assert "备份里没有封存签名密钥的钥匙" in county("ledger", "backup", copy)
    for name in ("gouji.db", "gouji.db-wal", "gouji.db-shm", "key"):
        (county.home / name).unlink(missing_ok=True)
    said = county("ledger", "restore", copy)
    assert f"gouji endpoint rotate {identity}" in said
    assert identity in county("status")
    county("endpoint", "rotate", identity)
    assert "签名密钥打不开" not in county("status")


def test_an_intranet_address_is_opened_by_name_kept_with_who_and_why(county) -> None:
    """The refusal names the command; after it exactly this host and port are taken, and the ledger keeps the reason."""
    url = "http://10.20.3.4:8080/notify"
    assert "gouji endpoint allow" in county("endpoint", "add", url, "--office", status=2)
    assert "--reason" in county("endpoint", "allow", url, status=2)
    assert "10.20.3.4:8080" in county("endpoint", "allow", url, "--reason", "县政务平台", "--by", "王某")
    _add(county, url, "--office")
    assert "这个地址不能登记" in county("endpoint", "add", "http://10.20.3.5:8080/notify", "--office", status=2)
    assert "这个地址不能登记" in county("endpoint", "add", "http://10.20.3.4:8081/notify", "--office", status=2)
    said = county("endpoint", "allow")
    assert "10.20.3.4:8080=10.20.3.4/32" in said
    assert "王某：县政务平台" in said
    (kept,) = county.ledger.allowances.listed()
    assert (kept.by, kept.reason) == ("王某", "县政务平台")
    assert "已收回" in county("endpoint", "allow", "10.20.3.4:8080", "--remove", "--reason", "停用", "--by", "王某")
    assert county.ledger.allowances.listed() == ()
    assert "没有放行过" in county("endpoint", "allow", "10.20.3.4:8080", "--remove", "--reason", "停用", status=2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("169.254.169.254:80",), "云主机元数据"),
        (("127.0.0.1:9", "--subnet", "127.0.0.0/8"), "回环地址"),
        (("oa",), "看不出主机和端口"),
        (("oa.nowhere.invalid:8443",), "--subnet"),
        (("127.0.0.1:8765",), "自用的服务"),
    ],
)
def test_what_must_stay_closed_is_not_opened(county, words: tuple[str, ...], told: str) -> None:
    """Metadata services, loopback as a whole, our own services and what cannot be read are refused in one sentence."""
    assert told in county("endpoint", "allow", *words, "--reason", "试", status=2)
    assert county.ledger.allowances.listed() == ()


def test_a_notice_goes_to_an_opened_address_at_once(county) -> None:
    """A target opened in the ledger is seen by the running channel, without a new start and without GOUJI_ALLOW."""
    with Receiver([]) as probe:
        url = probe.url
    host = url.split("/")[2]
    county("endpoint", "allow", host, "--reason", "县政务平台")
    identity, secret = _add(county, url, "--office")
    with Receiver([secret], port=int(host.rpartition(":")[2])):
        assert "已送达" in county("endpoint", "test", identity)
        county("endpoint", "allow", host, "--remove", "--reason", "停用")
        assert "没有送到" in county("endpoint", "test", identity, status=1)
