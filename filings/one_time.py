"""One-time codes: eight signs that can be read over the telephone, and the six figures of an authenticator."""

import base64
import hashlib
import hmac
import secrets

SIGNS = "34679ACDEFGHJKMNPQRTUVWXY"  # without 0 O, 1 I L, 2 Z, 5 S, 8 B, which look alike
LENGTH = 8
STEP = 30  # seconds
_FIGURES = 6
_KEY = 20  # bytes


def new_code() -> str:
    """Eight signs without look-alikes, drawn from what the system has for secrets."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def shown_code(code: str) -> str:
    """As it is read out: ``ABCD-EFGH``."""
    return f"{code[:4]}-{code[4:]}"


def typed_code(text: str) -> str:
    """The code that somebody typed, in small letters or with gaps; ``""`` where it can be none."""
    found = "".join(sign for sign in text.upper() if sign not in " -－—　")
    return found if len(found) == LENGTH and set(found) <= set(SIGNS) else ""


def new_otp_key() -> str:
    """A key for an authenticator, in base32 as it is typed into one."""
    return base64.b32encode(secrets.token_bytes(_KEY)).decode()


def otp(key: str, step: int) -> str:
    """The six figures of a step of time (RFC 6238: HMAC-SHA1, 30 seconds). ``key``: base32."""
    digest = hmac.new(base64.b32decode(key), step.to_bytes(8, "big"), hashlib.sha1).digest()
    place = digest[-1] & 0xF
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**_FIGURES:0{_FIGURES}d}"


def otp_step(key: str, typed: str, seconds: float) -> int | None:
    """The step whose figures were typed, of the present one and its neighbours; None where they are of none."""
    now = int(seconds) // STEP
    said = "".join(typed.split())
    steps = (now, now - 1, now + 1)
    return next((step for step in steps if hmac.compare_digest(otp(key, step).encode(), said.encode())), None)
