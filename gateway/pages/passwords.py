"""Passwords and codes as they are kept: argon2, at most two hashes at a time in this process."""

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workers.configuration_login import Login

LONGEST = 200  # signs of a password
_KIB, _TIMES = 19 * 1024, 2  # what OWASP names as enough; the library's own costs eight times the processor
_AT_ONCE = threading.BoundedSemaphore(2)


def hashed(words: str) -> str:
    """What is kept of a password or a code."""
    with _AT_ONCE:
        return _hasher().hash(words.encode("utf-8", "surrogatepass"))


def fits(kept: str, words: str) -> bool:
    """Whether these are the words. Without anything kept it takes as long, and they are not."""
    with _AT_ONCE:
        try:
            _hasher().verify(kept or _nothing(), words.encode("utf-8", "surrogatepass"))
        except (VerificationError, InvalidHashError):
            return False
        return bool(kept)


def weak(rules: Login, password: str, login: str) -> str:
    """Why a password is not taken, as a sentence; ``""`` when it is."""
    if len(password) < rules.length:
        return f"密码至少要{rules.length}位，请再长一些。"
    if len(password) > LONGEST:
        return f"密码最多{LONGEST}位，请短一些。"
    if rules.mixed and not (any(map(str.isalpha, password)) and any(map(str.isdigit, password))):
        return "密码里要同时有字母和数字，请改一改。"
    if (login and login in password) or len(set(password)) < 4:  # noqa: PLR2004 - 11112222 is soon guessed
        return "密码太容易猜到：不要用账号，也不要只用两三个字符重复。请换一个。"
    return ""


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=_TIMES, memory_cost=_KIB, parallelism=1)


@cache
def _nothing() -> str:
    return _hasher().hash("nobody")
