"""Standard Webhooks headers: who signs, how secrets rotate, and how a receiver makes sure."""

import base64
import binascii
import hashlib
import hmac
import secrets as entropy
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from filings.errors import InfrastructureError, UsageError
from filings.notice import Endpoint, Notice, Secret
from filings.nouns import dataclass

PREFIX = "whsec_"
TOLERANCE = 300  # seconds a message may be old or ahead, as the specification's own libraries have it
_SIZES = range(24, 65)  # bytes of a secret


class Signer(Protocol):
    """Makes the signatures of a message. A county's signature server can stand behind it."""

    def signatures(self, endpoint: Endpoint, signed: bytes, instant: datetime) -> Sequence[str]:
        """``version,base64`` once for every key in force; ``signed`` is ``id.timestamp.body``.

        May raise InfrastructureError when a server behind it is away: the delivery is then tried later.
        """
        ...


@dataclass(frozen=True, slots=True)
class HmacSigner:
    """Signs with the endpoint's secrets. ``digest``: sha256 (version ``v1``) or, where hashlib has it, sm3.

    ``unseal``: (endpoint, value) -> the secret; InfrastructureError when it cannot be opened at present.
    """

    digest: str = "sha256"
    version: str = "v1"
    unseal: Callable[[str, str], str] = lambda _endpoint, value: value

    def signatures(self, endpoint: Endpoint, signed: bytes, instant: datetime) -> Sequence[str]:
        """One signature for every secret in force at ``instant`` that can be opened, the newest first.

        InfrastructureError when there are some, and none of them can be opened.
        """
        held = sorted((s for s in endpoint.secrets if s.holds(instant)), key=lambda s: s.since, reverse=True)
        opened, failure = [], None
        for secret in held:
            try:
                opened.append(self.unseal(endpoint.id, secret.value))
            except InfrastructureError as error:
                failure = error
        if failure is not None and not opened:
            raise failure
        return [f"{self.version},{_mac(secret_bytes(value), signed, self.digest)}" for value in opened]


def sm3_signer() -> HmacSigner | None:
    """The signer by HMAC-SM3 (国密), or None where this system's OpenSSL has no SM3."""
    return HmacSigner(digest="sm3", version="v1sm3") if "sm3" in hashlib.algorithms_available else None


def new_secret(since: datetime, draw: Callable[[int], bytes] = entropy.token_bytes) -> Secret:
    """A fresh secret of 32 random bytes, in force from ``since``."""
    return Secret(value=PREFIX + base64.b64encode(draw(32)).decode(), since=since)


def rotate(secrets: Sequence[Secret], fresh: Secret, overlap: timedelta) -> tuple[Secret, ...]:
    """The secrets after a rotation: ``fresh`` first, the others ending ``overlap`` after it begins, at the latest.

    Within the overlap both sign, so that the receiver may change its own copy at any time in between.
    """
    end = fresh.since + overlap
    ending = (replace(s, until=end if s.until is None else min(end, s.until)) for s in secrets)
    return (fresh, *(s for s in ending if s.until is None or s.until > fresh.since))


def secret_bytes(value: str) -> bytes:
    """The key inside a ``whsec_`` secret. Raises UsageError when it is no base64 of 24 to 64 bytes."""
    try:
        key = base64.b64decode(value.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UsageError("签名密钥无法识别，应为 whsec_ 加 base64 编码。") from error
    if len(key) not in _SIZES:
        raise UsageError("签名密钥长度应为24至64字节。")
    return key


def sign(notice: Notice, endpoint: Endpoint, instant: datetime, signers: Iterable[Signer]) -> dict[str, str]:
    """The three headers of one attempt at ``instant`` (aware). The signature is empty when no key is in force."""
    stamp = str(int(instant.timestamp()))
    signed = f"{notice.id}.{stamp}.".encode() + notice.body
    made = [signature for signer in signers for signature in signer.signatures(endpoint, signed, instant)]
    return {"webhook-id": notice.id, "webhook-timestamp": stamp, "webhook-signature": " ".join(made)}


def verify(
    keys: Iterable[str], headers: Mapping[str, str], body: bytes, now: datetime, signer: HmacSigner | None = None
) -> str:
    """Why the message is not to be believed, in Chinese; ``""`` if it is genuine.

    ``keys``: the ``whsec_`` secrets the receiver holds. ``headers``: by lower-case name. ``signer`` names digest and
    version, by default HMAC-SHA256 ``v1``. Parts of other versions are passed over.
    """
    method = signer or HmacSigner()
    identity, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not identity or not stamp or not headers.get("webhook-signature"):
        return "缺少 webhook-id、webhook-timestamp 或 webhook-signature。"
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):  # noqa: PLR2004 - enough until the year 33658
        return "webhook-timestamp 不是数字。"
    if abs(now.timestamp() - int(stamp)) > TOLERANCE:
        return "时间戳与本机时间相差超过5分钟，请校准时钟。"
    signed = f"{identity}.{stamp}.".encode() + body
    wanted = [_mac(secret_bytes(key), signed, method.digest).encode() for key in keys]
    parts = (part.partition(",") for part in headers["webhook-signature"].split(" "))
    given = [value.encode() for version, _, value in parts if version == method.version]
    genuine = any(hmac.compare_digest(one, other) for one in wanted for other in given)
    return "" if genuine else "签名不符，请核对密钥。"


def _mac(key: bytes, signed: bytes, digest: str) -> str:
    return base64.b64encode(hmac.new(key, signed, digest).digest()).decode()
