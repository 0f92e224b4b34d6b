"""Reading the settings: once for a process, from the environment and the file of settings it names."""

import os
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from filings.errors import UsageError
from filings.faults import cause
from filings.retention import RecordKind
from notifier.addresses import parse_allowance
from notifier.sealing import read_key
from workers.configuration import KNOWN, VARIABLES, Mail, Settings
from workers.configuration_keep import Keep
from workers.configuration_login import Login
from workers.configuration_web import Web
from workers.spelled import SpelledSettings, spelled, unknown

__all__ = ["Mail", "Settings", "made", "read", "settings", "socket_path", "words_of"]

_SOCKET_LONGEST = 100  # bytes; the kernel takes 107, the rest is for the server's own suffixes
_SHORTEST = Path("/tmp")  # noqa: S108 - a private folder is made in it
_HIGHEST_PORT = 65535


@cache
def settings() -> Settings:
    """The settings of this process. UsageError when something cannot be read."""
    return read(os.environ)


def read(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment spells, and the file that it names or that lies in the home.

    A secret may be in a file instead: ``GOUJI_…_FILE`` names it. UsageError with one sentence for each that cannot be
    followed.
    """
    return made(words_of(environment))


def words_of(environment: Mapping[str, str]) -> SpelledSettings:
    """What an environment and its file of settings say. UsageError when the file cannot be read."""
    return spelled(environment, _home(environment.get("GOUJI_HOME", "").strip()))


def made(words: SpelledSettings) -> Settings:
    """The settings that words give. UsageError with all faults at once."""
    home = _home(words.get("GOUJI_HOME"))
    redis_url = _secret(words, "GOUJI_REDIS_URL")
    chosen = Settings(
        home=home,
        database_url=_secret(words, "GOUJI_DATABASE_URL") or f"sqlite:///{home / 'gouji.db'}",
        redis_url=redis_url or f"unix://{socket_path(home / 'valkey')}",
        embedded=not redis_url,
        http=_http(words, "GOUJI_HTTP"),
        web=_web(words),
        login=_login(words),
        public_url=_url(words, "GOUJI_PUBLIC_URL"),
        mail=_mail(words),
        keep=_keep(words),
        allow=_allow(words, "GOUJI_ALLOW"),
        workers=_number(words, "GOUJI_WORKERS"),
        threads=_number(words, "GOUJI_THREADS"),
        lease=timedelta(seconds=_number(words, "GOUJI_LEASE")),
        sweep=timedelta(seconds=_number(words, "GOUJI_SWEEP")),
        silence=timedelta(seconds=_number(words, "GOUJI_SILENCE")),
        log=_choice(words, "GOUJI_LOG"),
        crash_at=words.get("GOUJI_CRASH_AT"),
        keys=_keys(words, "GOUJI_KEY"),
        unknown=tuple(unknown(words, KNOWN)),
    )
    if words.faults:
        raise UsageError("\n".join(words.faults))
    return chosen


def _home(text: str) -> Path:
    return Path(text or "~/.gouji").expanduser().absolute()


def socket_path(folder: Path) -> Path:
    """The socket of the embedded queue: in its folder, or in a short private one where that name is too long."""
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= _SOCKET_LONGEST:
        return path
    short = Path(f"gouji-{os.getuid()}-{sha256(os.fsencode(folder)).hexdigest()[:16]}") / "valkey.sock"
    near = Path(tempfile.gettempdir()) / short
    return near if len(os.fsencode(near)) <= _SOCKET_LONGEST else _SHORTEST / short


def _secret(words: SpelledSettings, name: str) -> str:
    file = words.get(f"{name}_FILE")
    if not file:
        return words.get(name)
    if words.get(name):
        words.refuse(f"{name}_FILE", f"和 {words.at(name)} 只能写一个，请删去一个。")
        return ""
    try:
        text = Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        words.refuse(f"{name}_FILE", f"指定的文件 {file} 打不开：{cause(error)}。请检查文件名和权限。")
    except UnicodeError:
        words.refuse(f"{name}_FILE", f"指定的文件 {file} 不是 UTF-8 文本。请另存为 UTF-8，只写一行。")
    else:
        if not text:
            words.refuse(f"{name}_FILE", f"指定的文件 {file} 是空的。请写入内容，或删去这项设置。")
        return text
    return ""


def _keys(words: SpelledSettings, name: str) -> tuple[str, ...]:
    keys = tuple(_secret(words, name).replace(",", " ").split())
    for text in keys:
        try:
            read_key(text)
        except UsageError:
            words.refuse(name, "不是钥匙：请用 openssl rand -base64 32 生成，原样写入。")
    return keys


def _mail(words: SpelledSettings) -> Mail:
    host, sender, user = (words.get(f"GOUJI_MAIL_{name}") for name in ("HOST", "FROM", "USER"))
    password = _secret(words, "GOUJI_MAIL_PASSWORD")
    if host and "@" not in sender:
        words.refuse("GOUJI_MAIL_HOST", "写了，还要用 GOUJI_MAIL_FROM 写明发信邮箱，例如 zwgk@example.gov.cn。")
    if not host and (alone := next((n for n in ("FROM", "USER", "PASSWORD") if words.get(f"GOUJI_MAIL_{n}")), "")):
        words.refuse(f"GOUJI_MAIL_{alone}", "写了，却没有写发信服务器。请用 GOUJI_MAIL_HOST 写明，或删去这项设置。")
    if user and not password:
        words.refuse("GOUJI_MAIL_USER", "写了账号，却没有密码。请用 GOUJI_MAIL_PASSWORD 写明，或删去账号。")
    return Mail(
        host=host,
        port=_number(words, "GOUJI_MAIL_PORT"),
        user=user,
        password=password,
        sender=sender,
        sender_name=words.get("GOUJI_MAIL_NAME"),
        security=_choice(words, "GOUJI_MAIL_SECURITY"),
    )


def _web(words: SpelledSettings) -> Web:
    path = words.get("GOUJI_HTTP_PATH").strip("/")
    return Web(
        proxies=tuple(part.strip() for part in words.get("GOUJI_HTTP_PROXIES").split(",") if part.strip()),
        path=f"/{path}" if path else "",
        metrics=_choice(words, "GOUJI_HTTP_METRICS") == "on",
        frame=words.get("GOUJI_HTTP_FRAME", VARIABLES["GOUJI_HTTP_FRAME"].usual),
        rate=_number(words, "GOUJI_HTTP_RATE"),
        checks=_number(words, "GOUJI_HTTP_CHECKS"),
        idle=_number(words, "GOUJI_HTTP_IDLE"),
    )


def _keep(words: SpelledSettings) -> Keep:
    years = {kind.value: _number(words, f"GOUJI_KEEP_{kind.name}") for kind in RecordKind}
    return Keep(**years)


def _login(words: SpelledSettings) -> Login:
    return Login(
        idle=_number(words, "GOUJI_LOGIN_IDLE"),
        failures=_number(words, "GOUJI_LOGIN_FAILURES"),
        lock=_number(words, "GOUJI_LOGIN_LOCK"),
        length=_number(words, "GOUJI_LOGIN_LENGTH"),
        mixed=_choice(words, "GOUJI_LOGIN_MIXED") == "on",
        code=_number(words, "GOUJI_LOGIN_CODE"),
        otp=_choice(words, "GOUJI_LOGIN_OTP") == "on",
        confirm=_choice(words, "GOUJI_LOGIN_CONFIRM") == "on",
    )


def _http(words: SpelledSettings, name: str) -> tuple[str, int] | None:
    text = words.get(name, VARIABLES[name].usual)
    if text == "off":
        return None
    host, colon, port = text.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and int(port) <= _HIGHEST_PORT):
        words.refuse(name, f"应写成 主机:端口，例如 127.0.0.1:8765，或写 off 不开，现为“{text}”。")
        return "", 0
    return host.strip("[]"), int(port)


def _url(words: SpelledSettings, name: str) -> str:
    text = words.get(name).rstrip("/")
    if text and not text.startswith(("https://", "http://")):
        words.refuse(name, f"应是完整的网址，例如 https://gouji.example.gov.cn，现为“{text}”。")
    return text


def _allow(words: SpelledSettings, name: str) -> tuple[str, ...]:
    allowed = tuple(part.strip() for part in words.get(name).split(",") if part.strip())
    for text in allowed:
        try:
            parse_allowance(text)
        except UsageError as error:
            words.refuse(name, f"写得不对：{error}")
    return allowed


def _number(words: SpelledSettings, name: str) -> int:
    one = VARIABLES[name]
    text = words.get(name, one.usual)
    if not (text.isascii() and text.isdigit() and one.least <= int(text) <= one.most):
        words.refuse(name, f"应是{one.least}到{one.most}之间的整数，现为“{text}”。")
        return one.least
    return int(text)


def _choice(words: SpelledSettings, name: str) -> str:
    one = VARIABLES[name]
    text = words.get(name, one.usual)
    if text not in one.choices:
        words.refuse(name, f"只能是：{'、'.join(one.choices)}，现为“{text}”。")
    return text
