"""The settings as one frozen object; each field says by which variable it is written and what that means."""

from collections.abc import Mapping
from dataclasses import field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from filings.masking import masked, secrets_of
from filings.nouns import dataclass
from workers.configuration_keep import Keep
from workers.configuration_login import Login
from workers.configuration_web import Web
from workers.variables import Variable, of, variables

_MOST_PROCESSES = 64
_LONGEST_WAIT = 600  # seconds
_PORT = 65535
_ELSEWHERE = ("mail", "http", "web", "login", "keep", "allow", "keys", "unknown")
_PLACE, _RUN, _TELL, _MAIL, _TEST = "数据和服务", "运行", "网页和通知", "发信", "仅供测试"


def _variable(name: str, group: str, meaning: str, **more: Any) -> dict[str, Variable]:  # noqa: ANN401 - as the noun's
    return of(Variable(name=f"GOUJI_{name}", group=group, meaning=meaning, **more))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The county's own mail server. ``host`` is ``""`` where none is set. ``security``: starttls, tls or none."""

    host: str = field(
        default="",
        metadata=_variable(
            "MAIL_HOST",
            _MAIL,
            "发信服务器的主机名。不写就不发邮件，邮件通知留着等设好再发。",
            example="mail.example.gov.cn",
        ),
    )
    port: int = field(
        default=587,
        metadata=_variable(
            "MAIL_PORT",
            _MAIL,
            "发信服务器的端口：starttls 多为587，tls 多为465，none 多为25。",
            usual="587",
            least=1,
            most=_PORT,
        ),
    )
    user: str = field(default="", metadata=_variable("MAIL_USER", _MAIL, "发信账号。服务器不要登录就不写。"))
    password: str = field(
        default="", repr=False, metadata=_variable("MAIL_PASSWORD", _MAIL, "发信账号的密码或授权码。", secret=True)
    )
    sender: str = field(
        default="",
        metadata=_variable("MAIL_FROM", _MAIL, "发信邮箱。设了发信服务器就必须写。", example="zwgk@example.gov.cn"),
    )
    sender_name: str = field(
        default="", metadata=_variable("MAIL_NAME", _MAIL, "收信人看到的发信人名称。", example="云岭县人民政府办公室")
    )
    security: str = field(
        default="starttls",
        metadata=_variable(
            "MAIL_SECURITY", _MAIL, "怎样加密：starttls、tls；none 不加密，只可在政务内网用。", usual="starttls",
            choices=("starttls", "tls", "none"),
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the environment may say; what each means, and what holds without it, stands at its field.

    ``home``: absolute. ``embedded``: no queue was named, so ours runs under ``home``. ``http``: host and port, or None.
    ``allow``: ``HOST:PORT=SUBNET``. ``crash_at``: ``NAME[:N]``: end the process at the Nth passing of a named point,
    ``hang@NAME[:N]``: hang there. ``keys``: the one in use first; empty where the home keeps its own. ``unknown``: a
    sentence for each name in the environment that is no setting.
    """

    home: Path = field(
        metadata=_variable("HOME", _PLACE, "存放全部数据的文件夹，只有运行 gouji 的账号能进。", usual="~/.gouji")
    )
    database_url: str = field(
        repr=False,
        metadata=_variable(
            "DATABASE_URL", _PLACE, "数据库地址：SQLite 文件或 PostgreSQL。", shown="数据目录下的 gouji.db（SQLite）",
            example="postgresql://gouji:密码@127.0.0.1/gouji", secret=True,
        ),
    )  # fmt: skip
    redis_url: str = field(
        repr=False,
        metadata=_variable(
            "REDIS_URL", _PLACE, "消息队列地址：Valkey 或 Redis。不写就由 gouji up 自己带起一个。",
            shown="自带的 Valkey，不占端口",
            example="redis://:密码@127.0.0.1:6379/0", secret=True,
        ),
    )  # fmt: skip
    keys: tuple[str, ...] = field(
        default=(),
        repr=False,
        metadata=_variable(
            "KEY", _PLACE, "封存签名密钥和动态口令的钥匙，可写几把，用空格隔开，第一把在用。请与备份分开保管。",
            shown="SQLite 时自动生成在数据目录的 key 文件；PostgreSQL 时须自己写",
            example="用 openssl rand -base64 32 生成",
            secret=True,
        ),
    )  # fmt: skip
    embedded: bool = field(default=True, metadata={"derived": True})
    workers: int = field(
        default=2,
        metadata=_variable(
            "WORKERS", _RUN, "核查进程的个数，不多于处理器核数。", usual="2", least=1, most=_MOST_PROCESSES
        ),
    )
    threads: int = field(
        default=2,
        metadata=_variable("THREADS", _RUN, "每个核查进程同时做几件事。", usual="2", least=1, most=_MOST_PROCESSES),
    )
    lease: timedelta = field(
        default=timedelta(seconds=20),
        metadata=_variable(
            "LEASE", _RUN, "一件工作多少秒没有动静就交给别的进程做。", usual="20", least=2, most=_LONGEST_WAIT
        ),
    )
    sweep: timedelta = field(
        default=timedelta(seconds=2),
        metadata=_variable("SWEEP", _RUN, "隔多少秒重新提交一次到期的工作。", usual="2", least=1, most=_LONGEST_WAIT),
    )
    silence: timedelta = field(
        default=timedelta(seconds=20),
        metadata=_variable("SILENCE", _RUN, "后台进程多少秒没有响应就换新。", usual="20", least=2, most=_LONGEST_WAIT),
    )
    log: str = field(
        default="auto",
        metadata=_variable(
            "LOG",
            _RUN,
            "日志写到标准错误的样子：auto 在终端上给人看，别处写 JSON。",
            usual="auto",
            choices=("auto", "json", "text"),
        ),
    )
    http: tuple[str, int] | None = field(
        default=("127.0.0.1", 8765),
        metadata=_variable("HTTP", _TELL, "网页和接口在哪个地址和端口上提供；off 不开。", usual="127.0.0.1:8765"),
    )
    web: Web = field(default_factory=Web)
    login: Login = field(default_factory=Login)
    public_url: str = field(
        default="",
        metadata=_variable(
            "PUBLIC_URL", _TELL, "人们打开网页用的地址，写在通知里。", example="https://gouji.example.gov.cn"
        ),
    )
    allow: tuple[str, ...] = field(
        default=(),
        metadata=_variable(
            "ALLOW", _TELL, "允许通知发往哪些内网地址：主机:端口=网段，几个之间用逗号；也可用 gouji endpoint allow。",
            example="oa.example.gov.cn:8443=10.20.0.0/16",
        ),
    )  # fmt: skip
    mail: Mail = field(default_factory=Mail)
    keep: Keep = field(default_factory=Keep)
    crash_at: str = field(
        default="", metadata=_variable("CRASH_AT", _TEST, "让进程在某一处中断，检验系统会自行恢复。正式运行不要写。")
    )
    unknown: tuple[str, ...] = field(default=(), metadata={"derived": True})

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


VARIABLES: Mapping[str, Variable] = {one.name: one for one in variables(Settings)}
KNOWN: frozenset[str] = frozenset(VARIABLES) | {f"{one.name}_FILE" for one in VARIABLES.values() if one.secret}
