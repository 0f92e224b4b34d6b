"""Signing secrets as they lie in the ledger: sealed with a key that lies elsewhere (AES-256-GCM)."""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from filings.errors import InfrastructureError, UsageError
from filings.nouns import dataclass

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PREFIX = "sealed1:"
_SIZE = 32  # bytes of a key
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys at hand: the first one seals, all of them open. Without any, nothing is sealed."""

    keys: Sequence[bytes] = field(default=(), repr=False)

    def seal(self, endpoint: str, value: str) -> str:
        """The secret of this endpoint, sealed by the first key; it opens for no other endpoint."""
        if not self.keys:
            return value
        cipher, _ = _library()
        nonce = secrets.token_bytes(_NONCE)
        closed = nonce + cipher(self.keys[0]).encrypt(nonce, value.encode(), endpoint.encode())
        return f"{PREFIX}{name_of(self.keys[0])}:{base64.b64encode(closed).decode()}"

    def open(self, endpoint: str, value: str) -> str:
        """The secret itself. InfrastructureError when its key is not at hand, or somebody changed what is sealed."""
        if not value.startswith(PREFIX):
            return value
        name, _, closed = value.removeprefix(PREFIX).partition(":")
        key = next((key for key in self.keys if name_of(key) == name), None)
        if key is None:
            raise InfrastructureError(
                f"封存签名密钥的钥匙（{name}）不在本机，请放回原来的钥匙，"
                f"或用 gouji endpoint rotate {endpoint} 换签名密钥"
            )
        cipher, invalid = _library()
        try:
            whole = base64.b64decode(closed, validate=True)
            opened: bytes = cipher(key).decrypt(whole[:_NONCE], whole[_NONCE:], endpoint.encode())
            return opened.decode()
        except (invalid, ValueError) as error:
            words = f"封存的签名密钥已损坏，请用 gouji endpoint rotate {endpoint} 换签名密钥"
            raise InfrastructureError(words) from error

    def fresh(self, value: str) -> bool:
        """Whether the value is sealed by the first key, so that nothing has to be done."""
        return not self.keys or value.startswith(f"{PREFIX}{name_of(self.keys[0])}:")


def _library() -> tuple["type[AESGCM]", type[Exception]]:
    """The cipher and what it raises, asked for only where something is sealed; UsageError where it is not installed."""
    try:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see above
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - see above
    except ImportError as error:
        raise UsageError("缺少程序库 cryptography，签名密钥封存不了，请运行 pip install 'gouji[server]'。") from error
    return AESGCM, InvalidTag


def new_key() -> bytes:
    """A fresh key."""
    return secrets.token_bytes(_SIZE)


def name_of(key: bytes) -> str:
    """What the key is called; it tells nothing of the key."""
    return hashlib.sha256(b"gouji key " + key).hexdigest()[:8]


def spelled(key: bytes) -> str:
    """The key as text."""
    return base64.urlsafe_b64encode(key).decode()


def read_key(text: str) -> bytes:
    """The key that a text spells. UsageError when it is no base64 of 32 bytes."""
    try:
        key = base64.b64decode(text.translate(str.maketrans("-_", "+/")), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _SIZE:
        raise UsageError("封存签名密钥的钥匙无法识别，应为32字节的 base64，例如 openssl rand -base64 32 的输出。")
    return key
