"""What gouji speaks with: database, queue, mail server; clocks and the background processes."""

import smtplib
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from redis.exceptions import RedisError

from filings.civil import civil_day
from filings.errors import InfrastructureError
from gateway import liveness
from gateway.doctor.diagnosis import Diagnosis, ill, noted, well
from ledger.faults import database_fault
from ledger.schema import is_current
from workers.configuration import Settings
from workers.faults import queue_fault
from workers.keys import closed, closed_accounts, keyring
from workers.runtime import Runtime
from workers.watching import groups
from workers.workdays import arranged

_DIFFER = timedelta(seconds=5)
_PATIENCE = 10.0  # seconds for a mail server
_DECEMBER = 12


def database(parts: Runtime) -> Iterator[Diagnosis]:
    """Whether the database answers, and has the tables of this version."""
    engine = parts.ledger.engine
    try:
        with engine.connect() as connection:
            name = "server_version" if connection.dialect.name == "postgresql" else "sqlite_version"
            said = "SHOW server_version" if name == "server_version" else "SELECT sqlite_version()"
            found = str(connection.exec_driver_sql(said).scalar()).split(" ", maxsplit=1)[0]
        current = is_current(engine)
    except sa.exc.DBAPIError as error:
        yield ill("数据库", database_fault(error).rstrip("。"), "改好后再运行一次 gouji doctor")
        return
    except InfrastructureError as error:
        yield ill("数据库", str(error).rstrip("。"), "改好后再运行一次 gouji doctor")
        return
    kind = f"{'PostgreSQL' if name == 'server_version' else 'SQLite'} {found}"
    if current:
        yield well("数据库", f"{kind}，表是本版本的")
    else:
        yield ill("数据库", f"{kind}，还没有本版本的表", "请运行 gouji migrate（gouji up 会自动做）")


def queue(parts: Runtime) -> Iterator[Diagnosis]:
    """Whether the queue answers; a server of the operator's own keeps what it is given."""
    redis, embedded = parts.queue.client, parts.settings.embedded
    try:
        facts = redis.info("server")
        kept = "" if embedded else str(redis.config_get("appendonly").get("appendonly", ""))
        policy = "" if embedded else str(redis.config_get("maxmemory-policy").get("maxmemory-policy", ""))
    except RedisError as error:
        if embedded:
            yield noted("消息队列", "自带的队列没有在运行", "gouji up 启动后自动有；报送和核查要它在运行")
        else:
            yield ill("消息队列", queue_fault(error).rstrip("。"), "改好后再运行一次 gouji doctor")
        return
    told = f"{facts.get('server_name', 'redis')} {facts.get('valkey_version') or facts.get('redis_version')}"
    if kept == "no":
        yield noted("消息队列", f"{told}，重启会丢掉入口里还没有收下的报送", "请在它的配置里写 appendonly yes")
    elif policy not in ("", "noeviction"):
        yield noted("消息队列", f"{told}，内存满时会自行丢弃数据（{policy}）", "请写 maxmemory-policy noeviction")
    else:
        yield well("消息队列", told)


def clock(parts: Runtime, now: datetime) -> Iterator[Diagnosis]:
    """Whether the clocks agree, and the year's working days are known."""
    try:
        host, ledger = parts.differences()
    except (InfrastructureError, sa.exc.SQLAlchemyError):
        return
    if abs(host) > _DIFFER or abs(ledger) > _DIFFER:
        far = round(max(abs(host), abs(ledger)).total_seconds())
        yield ill("时钟", f"与数据库服务器相差{far}秒", "请开启时间同步（timedatectl set-ntp true，或 chrony）")
    else:
        yield well("时钟", f"北京时间 {civil_day(now)}，与数据库一致")
    year = civil_day(now).year + (civil_day(now).month == _DECEMBER)
    if not arranged(year):
        step = "请升级 chinesecalendar；期限不受影响，只是提醒日按周一至周五算"
        yield noted("节假日", f"没有{year}年的放假安排", step)


def processes(chosen: Settings) -> Iterator[Diagnosis]:
    """Whether the background processes of this machine show signs of life."""
    if not any(groups(chosen.home)):
        yield noted("后台", "本机没有在运行", "用 gouji up 启动，或 systemctl start gouji")
    elif quiet := liveness.silent(chosen.home):
        yield ill("后台", f"没有响应：{'、'.join(quiet)}", "会自动换新；几分钟后仍这样，请重新启动 gouji")
    else:
        yield well("后台", "都有响应")


def secrets(parts: Runtime) -> Iterator[Diagnosis]:
    """Whether signing secrets and keys for one-time codes are sealed, and open with the key at hand."""
    try:
        names = closed(parts.settings, parts.ledger)
        logins = closed_accounts(parts.settings, parts.ledger)
        sealing = bool(keyring(parts.settings).keys)
    except (InfrastructureError, sa.exc.SQLAlchemyError):
        return
    if names:
        step = "请放回原来的钥匙，或用 gouji endpoint rotate 逐个更换"
        yield ill("钥匙", f"打不开{len(names)}个接收地址的签名密钥（{'、'.join(names)}）", step)
    if logins:
        step = "请放回原来的钥匙，或用 gouji account reset 逐个发新的一次性码"
        yield ill("钥匙", f"打不开{len(logins)}个账号的动态口令（{'、'.join(logins)}）", step)
    if names or logins:
        return
    if not sealing:
        step = "请用 openssl rand -base64 32 生成一把，写进 GOUJI_KEY_FILE 指定的文件"
        yield noted("钥匙", "没有，签名密钥和动态口令以原文存放", step)
    else:
        yield well("钥匙", "签名密钥和动态口令都已封存，打得开；请另行保管一份钥匙")


def mail(chosen: Settings) -> Iterator[Diagnosis]:
    """Whether the mail server lets us in. No letter is sent."""
    one = chosen.mail
    if not one.host:
        yield noted("发信", "没有设发信服务器，邮件通知发不出去", "要发邮件请写 GOUJI_MAIL_HOST 和 GOUJI_MAIL_FROM")
        return
    where = f"{one.host}:{one.port}"
    try:
        kind = smtplib.SMTP_SSL if one.security == "tls" else smtplib.SMTP
        with kind(one.host, one.port, timeout=_PATIENCE) as server:
            if one.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if one.user:
                server.login(one.user, one.password)
            server.noop()
    except smtplib.SMTPAuthenticationError:
        yield ill(
            "发信", f"{where} 不接受账号或密码", "请核对 GOUJI_MAIL_USER 和 GOUJI_MAIL_PASSWORD（多数邮箱要用授权码）"
        )
    except (smtplib.SMTPException, OSError) as error:
        step = "请核对 GOUJI_MAIL_HOST、GOUJI_MAIL_PORT、GOUJI_MAIL_SECURITY，以及防火墙是否放行"
        yield ill("发信", f"{where} 连不上（{type(error).__name__}）", step)
    else:
        yield well("发信", f"{where} 可以发信，发信邮箱 {one.sender}")
        if one.password and one.security == "none":
            yield noted("发信", "密码不加密传送", "请把 GOUJI_MAIL_SECURITY 改为 starttls 或 tls")
