"""The settings of the background side: read once from the environment into one frozen object."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from filings.errors import UsageError
from filings.masking import masked, secrets_of

_SOCKET_LONGEST = 100  # bytes; the kernel takes 107, the rest is for the server's own suffixes
_MOST_PROCESSES = 64
_SECURITIES = ("starttls", "tls", "none")
_ELSEWHERE = ("mail", "http", "web", "allow", "keys")
_YES = ("off", "on")
_LOGS = ("auto", "json", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The county's own mail server. ``host`` is ``""`` where none is set. ``security``: starttls, tls or none."""

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    sender_name: str = ""
    security: str = "starttls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """How the HTTP door behaves.

    ``proxies``: whose word on the sender's address is believed. ``path``: the prefix under which a proxy shows it.
    ``metrics``: whether ``/metrics`` is served. ``frame``: who may show its pages in a frame (CSP frame-ancestors).
    ``rate``, ``checks``: requests and checks a minute of one token. ``idle``: seconds in which a body has to arrive.
    """

    proxies: tuple[str, ...] = ()
    path: str = ""
    metrics: bool = False
    frame: str = "'none'"
    rate: int = 600
    checks: int = 120
    idle: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the environment may say.

    ``home``: absolute folder of all data. ``database_url``, ``redis_url``: where the ledger and the queue are;
    ``embedded``: no queue was named, so ours runs under ``home``. ``http``: host and port to listen on, None for
    no HTTP door. ``public_url``: where people open the pages. ``allow``: what the operator opens to notices
    (``HOST:PORT=SUBNET``). ``workers``: processes that audit, each with ``threads``. ``lease``: how long claimed
    work is held without a sign of life. ``sweep``: how often due work is offered again. ``silence``: how long a
    process may show no sign of life before it is replaced. ``log``: auto, json or text. ``crash_at``: for tests,
    ``NAME[:N]``: end the process at the Nth passing of a named point, ``hang@NAME[:N]``: hang there. ``keys``:
    what seals signing secrets, the one in use first; empty where the home keeps its own.
    """

    home: Path
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    embedded: bool = True
    http: tuple[str, int] | None = ("127.0.0.1", 8765)
    web: Web = field(default_factory=Web)
    public_url: str = ""
    mail: Mail = field(default_factory=Mail)
    allow: tuple[str, ...] = ()
    workers: int = 2
    threads: int = 2
    lease: timedelta = timedelta(seconds=20)
    sweep: timedelta = timedelta(seconds=2)
    silence: timedelta = timedelta(seconds=20)
    log: str = "auto"
    crash_at: str = ""
    keys: tuple[str, ...] = field(default=(), repr=False)

    @property
    def valkey(self) -> Path:
        """The folder of the embedded queue."""
        return self.home / "valkey"

    @property
    def inbox(self) -> Path:
        """The watched folder."""
        return self.home / "inbox"

    def secrets(self) -> frozenset[str]:
        """What must never be shown, wherever it comes from: of the addresses and of the mail server."""
        own = frozenset({self.mail.password, *self.keys} - {""})
        return secrets_of(self.database_url) | secrets_of(self.redis_url) | own

    def shown(self) -> Mapping[str, str]:
        """Every setting as text for people and logs, passwords masked."""
        plain = {f.name: str(getattr(self, f.name)) for f in fields(self) if f.name not in _ELSEWHERE}
        mail = f"{self.mail.host}:{self.mail.port}" if self.mail.host else ""
        return {
            **plain,
            "database_url": masked(self.database_url),
            "redis_url": masked(self.redis_url),
            "http": f"{self.http[0]}:{self.http[1]}" if self.http else "off",
            "allow": ", ".join(self.allow),
            "mail": mail,
        }


@cache
def settings() -> Settings:
    """The settings of this process. UsageError when something cannot be read."""
    return read(os.environ)


def read(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment spells. A secret may be in a file instead: ``GOUJI_…_FILE`` names it."""
    words = {name: text.strip() for name, text in environment.items() if name.startswith("GOUJI_") and text.strip()}
    home = Path(words.get("GOUJI_HOME", "~/.gouji")).expanduser().absolute()
    redis_url = _secret(words, "GOUJI_REDIS_URL")
    return Settings(
        home=home,
        database_url=_secret(words, "GOUJI_DATABASE_URL") or f"sqlite:///{home / 'gouji.db'}",
        redis_url=redis_url or f"unix://{socket_path(home / 'valkey')}",
        embedded=not redis_url,
        http=_http(words.get("GOUJI_HTTP", "127.0.0.1:8765")),
        web=_web(words),
        public_url=words.get("GOUJI_PUBLIC_URL", "").rstrip("/"),
        mail=_mail(words),
        allow=tuple(part.strip() for part in words.get("GOUJI_ALLOW", "").split(",") if part.strip()),
        workers=_number(words, "GOUJI_WORKERS", 2, 1, _MOST_PROCESSES),
        threads=_number(words, "GOUJI_THREADS", 2, 1, _MOST_PROCESSES),
        lease=timedelta(seconds=_number(words, "GOUJI_LEASE", 20, 2, 600)),
        sweep=timedelta(seconds=_number(words, "GOUJI_SWEEP", 2, 1, 600)),
        silence=timedelta(seconds=_number(words, "GOUJI_SILENCE", 20, 2, 600)),
        log=_choice(words, "GOUJI_LOG", _LOGS),
        crash_at=words.get("GOUJI_CRASH_AT", ""),
        keys=tuple(_secret(words, "GOUJI_KEY").replace(",", " ").split()),
    )


def socket_path(folder: Path) -> Path:
    """The socket of the embedded queue: in its folder, or in a short private one where that name is too long."""
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= _SOCKET_LONGEST:
        return path
    short = sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"gouji-{os.getuid()}-{short}" / "valkey.sock"


def _secret(words: Mapping[str, str], name: str) -> str:
    file = words.get(f"{name}_FILE")
    if file is None:
        return words.get(name, "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UsageError(f"{name}_FILE 指定的文件 {file} 打不开：{error.strerror}。") from error


def _mail(words: Mapping[str, str]) -> Mail:
    host = words.get("GOUJI_MAIL_HOST", "")
    sender = words.get("GOUJI_MAIL_FROM", "")
    if host and "@" not in sender:
        raise UsageError("设了 GOUJI_MAIL_HOST，还要用 GOUJI_MAIL_FROM 写明发信邮箱，例如 zwgk@example.gov.cn。")
    return Mail(
        host=host,
        port=_number(words, "GOUJI_MAIL_PORT", 587, 1, 65535),
        user=words.get("GOUJI_MAIL_USER", ""),
        password=_secret(words, "GOUJI_MAIL_PASSWORD"),
        sender=sender,
        sender_name=words.get("GOUJI_MAIL_NAME", ""),
        security=_choice(words, "GOUJI_MAIL_SECURITY", _SECURITIES),
    )


def _web(words: Mapping[str, str]) -> Web:
    path = words.get("GOUJI_HTTP_PATH", "").strip("/")
    return Web(
        proxies=tuple(part.strip() for part in words.get("GOUJI_HTTP_PROXIES", "").split(",") if part.strip()),
        path=f"/{path}" if path else "",
        metrics=_choice(words, "GOUJI_HTTP_METRICS", _YES) == "on",
        frame=words.get("GOUJI_HTTP_FRAME", "'none'"),
        rate=_number(words, "GOUJI_HTTP_RATE", 600, 1, 1_000_000),
        checks=_number(words, "GOUJI_HTTP_CHECKS", 120, 1, 1_000_000),
        idle=_number(words, "GOUJI_HTTP_IDLE", 60, 1, 3600),
    )


def _http(text: str) -> tuple[str, int] | None:
    if text == "off":
        return None
    host, colon, port = text.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and int(port) < 65536):  # noqa: PLR2004 - the highest port
        raise UsageError(f"GOUJI_HTTP 应写成 主机:端口，例如 127.0.0.1:8765，或写 off 不开，现为“{text}”。")
    return host.strip("[]"), int(port)


def _number(words: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = words.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise UsageError(f"{name} 应是{least}到{most}之间的整数，现为“{text}”。")
    return int(text)


def _choice(words: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    text = words.get(name, choices[0])
    if text not in choices:
        raise UsageError(f"{name} 只能是：{'、'.join(choices)}，现为“{text}”。")
    return text
