"""Receivers of notices, registered and renewed the same way whichever door asks."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from filings.delivery import Delivery, DeliveryState
from filings.errors import UsageError
from filings.notice import Endpoint, NoticeType
from gateway.office import Office
from notifier.compose import endpoint_test
from notifier.guard import Forbidden, judge_url
from notifier.mail import mail_address
from notifier.signing import new_secret
from workers.keys import keyring
from workers.main import deliverer
from workers.recipients import occasion
from workers.targets import target_policy


def address(where: Office, text: str) -> tuple[str, str]:
    """The URL of an address and its channel. UsageError with the guard's own words."""
    if "@" in text and "//" not in text:
        url = f"mailto:{text.removeprefix('mailto:')}"
        if mail_address(url) is None:
            raise UsageError(f"邮箱“{text}”不规范，请写成 name@example.gov.cn 的样子。")
        return url, "mail"
    judged = judge_url(text, target_policy(where.parts.settings, where.ledger.allowances.listed()))
    if isinstance(judged, Forbidden):
        raise UsageError(f"这个地址不能登记：{judged.reason}")
    return judged.url, "webhook"


def add(
    where: Office, url: str, channel: str, serves: frozenset[str], types: frozenset[NoticeType], rate: int, by: str,
    *, owner: str = "",
) -> tuple[Endpoint, str] | None:  # fmt: skip
    """A new receiver and its secret (``""`` for mail), shown once; None when the address is registered.

    ``owner``: for whom alone it is registered, so that the same address may be another's too.
    """
    identity = "ep_" + sha256(f"{owner}\x1f{url}".encode() if owner else url.encode()).hexdigest()[:12]
    if where.ledger.endpoints.find(identity):
        return None
    now = where.parts.now()
    secret = new_secret(now)
    sealed = replace(secret, value=keyring(where.parts.settings).seal(identity, secret.value))
    webhook = channel == "webhook"
    made = Endpoint(
        id=identity, url=url, channel=channel, serves=serves, rate=rate, types=types,
        secrets=(sealed,) if webhook else (),
    )  # fmt: skip
    where.ledger.endpoints.put(made, by, now)
    return made, secret.value if webhook else ""


def rotate(where: Office, found: Endpoint, by: str) -> str:
    """A new secret, shown once; the old one signs for a day beside it. UsageError for mail."""
    if found.channel != "webhook":
        raise UsageError("邮箱没有签名密钥，不用更换。")
    now = where.parts.now()
    secret = new_secret(now)
    where.ledger.endpoints.rotate(found.id, keyring(where.parts.settings).seal(found.id, secret.value), by, now)
    return secret.value


def trial(where: Office, found: Endpoint, at: datetime | None = None) -> Delivery:
    """Send a trial letter at once; how it went. UsageError where nothing may be sent."""
    if found.disabled:
        raise UsageError(f"{found.id} 已停用（{found.disabled}），先恢复再试。")
    parts, now = where.parts, at or where.parts.now()
    (notice,) = endpoint_test(occasion(f"{found.id}/{now.isoformat()}", now, where.area), found)
    parts.ledger.notices.put([notice], now, found.id)
    (delivery,) = parts.ledger.notices.deliveries(notice=notice.id)
    if delivery.state is not DeliveryState.PENDING:
        raise UsageError("本县在演练或待放行状态，测试通知没有对外发送。")
    deliverer(parts)(delivery.id)
    (after,) = parts.ledger.notices.deliveries(notice=notice.id)
    return after
