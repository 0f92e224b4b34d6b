"""The keys that seal signing secrets and keys for one-time codes: of the environment, or of a file in the home."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from filings.errors import InfrastructureError, UsageError
from filings.faults import cause
from ledger import Ledger
from ledger.clock import wall_clock
from notifier.sealing import Keyring, name_of, new_key, read_key, spelled
from workers.settings import Settings

_FILE = "key"
ENVIRONMENT = "GOUJI_KEY"


def keyring(chosen: Settings) -> Keyring:
    """The keys at hand now. A file that was changed by another process is seen at the next call."""
    if chosen.keys:
        return Keyring(tuple(read_key(text) for text in chosen.keys))
    try:
        lines = key_file(chosen).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return Keyring()
    except (OSError, ValueError) as error:
        raise InfrastructureError(f"钥匙文件 {key_file(chosen)} 读不了，请检查文件和权限") from error
    return Keyring(tuple(read_key(text) for text in lines))


def key_file(chosen: Settings) -> Path:
    """Where the home keeps its keys, the one in use first."""
    return chosen.home / _FILE


def prepare(chosen: Settings, ledger: Ledger) -> None:
    """Seal what lies open. A ledger of our own gets a key of its own; one that hosts share waits to be given one."""
    with _alone(chosen):
        if not keyring(chosen).keys and sa.make_url(chosen.database_url).get_backend_name() == "sqlite":
            _write(chosen, (new_key(),))
    seal_all(chosen, ledger)


def seal_all(chosen: Settings, ledger: Ledger) -> int:
    """Seal every secret that can be read with the first key; how many were changed."""
    ring = keyring(chosen)

    def change(owner: str, value: str) -> str:
        if ring.fresh(value):
            return value
        try:
            return ring.seal(owner, ring.open(owner, value))
        except InfrastructureError:
            return value  # the key is not here: it stays as it is and is named elsewhere

    now = wall_clock()
    return ledger.endpoints.reseal(change, "keys", now) + ledger.accounts.reseal(change, "keys", now)


def closed(chosen: Settings, ledger: Ledger) -> tuple[str, ...]:
    """The endpoints none of whose secrets can be opened with the keys at hand: they need new secrets."""
    ring = keyring(chosen)
    return tuple(
        one.id
        for one in ledger.endpoints.listed()
        if one.secrets and not any(_opens(ring, one.id, secret.value) for secret in one.secrets)
    )


def closed_accounts(chosen: Settings, ledger: Ledger) -> tuple[str, ...]:
    """The accounts, by login, whose key for one-time codes cannot be opened: they need a new one-time code."""
    ring = keyring(chosen)
    shut = {one for one, key in ledger.accounts.otp_keys().items() if not _opens(ring, one, key)}
    return tuple(one.login for one, _ in ledger.accounts.listed() if one.id in shut) if shut else ()


def unopened(chosen: Settings, ledger: Ledger) -> tuple[str, ...]:
    """A sentence for each endpoint and account whose secrets cannot be opened, with what to do."""
    back = "本机没有封存它的钥匙。请放回原来的钥匙"
    return (
        *(
            f"{one} 的签名密钥打不开：{back}，或用 gouji endpoint rotate {one} 更换并交给接收方。"
            for one in closed(chosen, ledger)
        ),
        *(
            f"账号 {one} 的动态口令打不开：{back}，或用 gouji account reset {one} 发新的一次性码，重新绑定。"
            for one in closed_accounts(chosen, ledger)
        ),
    )


def _opens(ring: Keyring, owner: str, value: str) -> bool:
    try:
        ring.open(owner, value)
    except InfrastructureError:
        return False
    return True


def rotate(chosen: Settings, ledger: Ledger) -> tuple[str, int]:
    """Seal everything with a new key; its name and how many secrets were sealed anew.

    The new key is written beside the old ones before it is used; of these the last stays until the next rotation, for
    what another process may be sealing at this moment, and all of them while something needs them. With keys from the
    environment the first of them is taken, and nothing written.
    """
    if chosen.keys:
        return name_of(keyring(chosen).keys[0]), seal_all(chosen, ledger)
    with _alone(chosen):
        old = keyring(chosen).keys
        fresh = new_key()
        _write(chosen, (fresh, *old))
        count = seal_all(chosen, ledger)
        if not unopened(chosen, ledger):
            _write(chosen, (fresh, *old[:1]))
    return name_of(fresh), count


@contextmanager
def _alone(chosen: Settings) -> Iterator[None]:
    """One process at a time changes the keys, so that none is written over."""
    try:
        descriptor = os.open(chosen.home / f"{_FILE}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        words = f"数据目录 {chosen.home} 写不了：{cause(error)}。请检查磁盘空间和目录权限后再运行。"
        raise UsageError(words) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(chosen: Settings, keys: tuple[bytes, ...]) -> None:
    path = key_file(chosen)
    part = path.with_name(f"{_FILE}.part")
    try:
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.writelines(f"{spelled(key)}\n" for key in keys)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise UsageError(f"钥匙文件 {path} 写不了：{cause(error)}。请检查磁盘空间和目录权限后再运行。") from error
