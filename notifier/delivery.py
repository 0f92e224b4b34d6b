"""Delivers a notice by webhook: one guarded POST, bounded in time and bytes, judged by the status alone."""

import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from filings.errors import InfrastructureError
from filings.notice import ANSWER_LIMIT, Attempt, Delivered, DeliveryRefused, Endpoint, Notice, Result, TryLater
from filings.nouns import dataclass
from notifier.addresses import TargetPolicy
from notifier.connecting import Deadline, ForbiddenAddress, GuardedBackend, GuardedTransport, Resolver, resolve, trusted
from notifier.guard import Forbidden, judge_url
from notifier.signing import HmacSigner, Signer, sign

TIMEOUT = 15.0  # seconds for everything: names, connecting, sending and the answer's head
ANSWER_TIME = 3.0  # seconds more that are spent on reading the answer, once its status is known
USER_AGENT = "gouji-notifier/1"
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
_GONE = 410
_THROTTLE = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChannel:
    """Sends notices as signed CloudEvents. ``clock``: seconds of a steady clock. ``context``: trusted authorities.

    2xx is success. 3xx is refused and never followed; 410 asks to be disabled; every other answer is tried later, for
    a receiver may be half installed for an hour, and a lost notice is worse than a late one.
    """

    policy: TargetPolicy
    signers: Sequence[Signer] = (HmacSigner(),)
    timeout: float = TIMEOUT
    resolver: Resolver = resolve
    context: ssl.SSLContext | None = None
    clock: Callable[[], float] = time.monotonic

    def send(self, notice: Notice, endpoint: Endpoint, instant: datetime) -> Result:
        """One POST of the notice to the endpoint's URL, within ``timeout`` seconds."""
        judged = judge_url(endpoint.url, self.policy)
        if isinstance(judged, Forbidden):
            return DeliveryRefused(attempt=_unsent(judged.reason))
        try:
            headers = sign(notice, endpoint, instant, self.signers)
        except InfrastructureError as error:
            return TryLater(attempt=_unsent(f"签名未能完成：{error}"))
        if not headers["webhook-signature"]:
            return DeliveryRefused(attempt=_unsent("没有有效的签名密钥，请为该接收地址设置密钥后重新发送。"))
        return self._timed(judged.url, headers, notice.body, instant)

    def _timed(self, url: str, headers: Mapping[str, str], body: bytes, instant: datetime) -> Result:
        began = self.clock()
        try:
            return self._post(url, headers, body, instant, began)
        except ForbiddenAddress as error:
            return DeliveryRefused(attempt=_unsent(str(error), self.clock() - began))
        except httpcore.TimeoutException:
            late = _unsent(f"{self.timeout:g}秒内没有完成应答", self.clock() - began)
            return TryLater(attempt=late, silent=True)
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            return TryLater(attempt=_unsent(_word(error), self.clock() - began))

    def _post(self, url: str, headers: Mapping[str, str], body: bytes, instant: datetime, began: float) -> Result:
        deadline = Deadline(self.timeout, self.clock)
        backend = GuardedBackend(self.policy, deadline, self.resolver)
        sent = {
            **headers, "content-type": CONTENT_TYPE, "user-agent": USER_AGENT,
            "accept-encoding": "identity", "connection": "close",
        }  # fmt: skip
        # The transport is asked itself, without a client around it: nothing here can follow a redirect or use a proxy.
        context = self.context or (trusted() if url.startswith("https:") else None)
        with closing(GuardedTransport(backend, context)) as transport:
            response = transport.handle_request(httpx.Request("POST", url, content=body, headers=sent))
            latency = self.clock() - began
            deadline.nearer(ANSWER_TIME)
            with closing(response):
                return _judge(response, latency, _head(response), instant)


def _judge(response: httpx.Response, latency: float, answer: str, instant: datetime) -> Result:
    status = response.status_code
    attempt = Attempt(status=status, latency=latency, error=_fault(status), answer=answer)
    if response.is_success:
        return Delivered(attempt=attempt)
    if response.is_redirect or status == _GONE:
        return DeliveryRefused(attempt=attempt, disable=status == _GONE)
    return TryLater(attempt=attempt, after=_retry_after(response, instant) if status in _THROTTLE else None)


def _fault(status: int) -> str:
    if httpx.codes.is_success(status):
        return ""
    if httpx.codes.is_redirect(status):
        return f"接收方要求转到别的地址（{status}），为安全起见不予跟随，请改填最终地址。"
    if status == _GONE:
        return "接收方答复不再接收（410）。"
    return f"接收方答复{status}，未接收。"


def _head(response: httpx.Response) -> str:
    """The answer's first bytes as text, as sent: nothing is unpacked, and a broken rest does not matter."""
    head = b""
    try:
        for part in response.iter_raw():
            head += part
            if len(head) >= ANSWER_LIMIT:
                break
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError):
        pass  # the status is known, and it alone decides
    return head[:ANSWER_LIMIT].decode("utf-8", errors="replace").replace("\x00", "�")


def _retry_after(response: httpx.Response, instant: datetime) -> float | None:
    """Seconds of the Retry-After header, written as seconds or as a date; None if absent or not understood."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - instant).total_seconds())


def _unsent(error: str, latency: float = 0.0) -> Attempt:
    return Attempt(status=None, latency=latency, error=error)


def _word(error: Exception) -> str:
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text or "certificate" in text.lower():
        return "接收方的证书不可信或已过期，请更换证书。"
    if isinstance(error, httpcore.ProtocolError):
        return "接收方的应答不是规范的 HTTP。"
    return f"连接失败：{text or type(error).__name__}"
