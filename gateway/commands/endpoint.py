"""``gouji endpoint``: where notices go, whom each address serves, its secret, and a trial letter."""

from collections.abc import Iterable

import click

from filings.delivery import DeliveryState
from filings.errors import UsageError
from filings.notice import Endpoint, NoticeType, Recipient, RecipientKind
from filings.opened import OpenedAddress
from gateway import endpoints as receivers
from gateway import options
from gateway.allowing import subnets, target
from gateway.clock import today
from gateway.office import Office, named, office, opened
from gateway.words import CHANNELS, NOTICES, moment, silence
from workers.targets import own_services

_ID = click.argument("identity", metavar="ENDPOINT")
_ONCE = "这是签名密钥，只显示这一次，请立即交给接收系统的管理人员妥善保存："


@click.group()
def endpoint() -> None:
    """接收地址：通知发到哪里。"""


@endpoint.command()
@click.argument("address")
@click.option("--agency", "agencies", multiple=True, help="代收哪个单位的通知（代码或名称），可写多个。")
@click.option("--all-agencies", is_flag=True, help="代收全部单位的通知。")
@click.option("--office", "for_office", is_flag=True, help="接收主管部门的通知。")
@click.option("--type", "types", multiple=True, type=options.Worded(NOTICES), help="只收这几种。")
@click.option("--rate", default=60, show_default=True, type=click.IntRange(1, 6000), help="每分钟最多发多少份。")
@options.by
@options.county
def add(
    address: str,
    agencies: tuple[str, ...],
    all_agencies: bool,  # noqa: FBT001 - click passes it so
    for_office: bool,  # noqa: FBT001 - click passes it so
    types: tuple[str, ...],
    rate: int,
    by: str,
    county: str,
) -> None:
    """增加接收地址。ADDRESS 是 https:// 开头的网址，或邮箱。"""
    where = office(county)
    url, channel = receivers.address(where, address)
    serves = frozenset(_served(where, agencies, all_agencies=all_agencies, for_office=for_office))
    made = receivers.add(where, url, channel, serves, frozenset(map(NoticeType, types)), rate, named(by))
    if made is None:
        raise UsageError("这个地址已经登记。用 gouji endpoint list 看编号；要换密钥用 gouji endpoint rotate。")
    identity, secret = made[0].id, made[1]
    click.echo(f"已增加接收地址 {identity}（{CHANNELS.get(channel, channel)}），代收{len(serves)}个对象的通知。")
    if channel == "webhook":
        click.echo(f"{_ONCE}\n{secret}")
    elif not where.parts.settings.mail.host:
        click.echo("注意：还没有设定发信服务器（GOUJI_MAIL_HOST、GOUJI_MAIL_FROM），邮件暂时发不出去。", err=True)
    click.echo(f"用 gouji endpoint test {identity} 发一份测试通知。")


@endpoint.command("list")
@options.county
def list_(county: str) -> None:
    """列出接收地址。网址只显示主机名，密钥不显示。"""
    where = office(county)
    for one in where.ledger.endpoints.listed():
        held = one.source and not where.ledger.policies.on(where.area.code, today()).mail
        state = "留存，gouji mail enable 后才发" if held else "在用"
        state = f"已停用：{one.disabled}" if one.disabled else state
        failing = f"，{one.failing_since:%Y-%m-%d}起一直发送失败" if one.failing_since else ""
        failing += f"，{why}" if (why := silence(one, where.parts.now())) else ""
        types = "、".join(NOTICES[each] for each in sorted(one.types)) or "全部通知"
        types += "（名录邮箱）" if one.source else ""
        where_to = f"{CHANNELS.get(one.channel, one.channel)}  {_shown(one)}"
        click.echo(f"{one.id}  {where_to}  {state}{failing}  每分钟最多{one.rate}份  {types}")
        click.echo(f"    代收：{'、'.join(sorted(_who(where, key) for key in one.serves))}")


@endpoint.command()
@_ID
@options.by
@options.county
def rotate(identity: str, by: str, county: str) -> None:
    """更换签名密钥。旧密钥再用一天，其间新旧两个都签。"""
    where = office(county)
    found = _found(where, identity)
    secret = receivers.rotate(where, found, named(by))
    click.echo(f"已更换 {found.id} 的密钥，旧密钥一天后失效。{_ONCE}\n{secret}")


@endpoint.command()
@click.argument("address", required=False)
@click.option("--subnet", default="", help="主机所在的网段；不写就只放行它现在的地址。")
@click.option("--remove", is_flag=True, help="收回放行。")
@click.option("--reason", default="", help="为什么放行或收回，随记录保存。")
@options.by
def allow(address: str | None, subnet: str, remove: bool, reason: str, by: str) -> None:  # noqa: FBT001 - click passes it so
    """放行内网接收地址 ADDRESS（网址或 主机:端口），只放行这一个主机和端口；不写 ADDRESS 就列出已放行的。"""
    parts = opened()
    if address is None:
        for one in parts.ledger.allowances.listed():
            click.echo(f"{one.text}  {moment(one.at)}  {one.by}：{one.reason}")
        for text in parts.settings.allow:
            click.echo(f"{text}  （设置 GOUJI_ALLOW）")
        return
    if not reason.strip():
        raise UsageError("请用 --reason 写明为什么，随记录保存。")
    host, port = target(address)
    if remove:
        if not parts.ledger.allowances.close(host, port, named(by), reason, parts.now()):
            raise UsageError(f"{host}:{port} 没有放行过。用 gouji endpoint allow 看已放行的。")
        click.echo(f"已收回：不再向 {host}:{port} 发送。")
        return
    if (host, port) in own_services(parts.settings):
        raise UsageError(f"{host}:{port} 是本系统自用的服务，不能放行。")
    for net in subnets(host, port, subnet):
        parts.ledger.allowances.open(
            OpenedAddress(host=host, port=port, subnet=net, by=named(by), reason=reason, at=parts.now())
        )
        click.echo(f"已放行：{host}:{port}，限于网段 {net}。现在可以 gouji endpoint add。")


@endpoint.command()
@_ID
@click.option("--reason", required=True, help="停用的理由。")
@options.by
@options.county
def disable(identity: str, reason: str, by: str, county: str) -> None:
    """停用接收地址。未送达的通知仍保存，恢复后可重新发送。"""
    where = office(county)
    found = _found(where, identity)
    if not reason.strip():
        raise UsageError("请写明停用的理由。")
    where.ledger.endpoints.disable(found.id, reason, named(by), where.parts.now())
    click.echo(f"已停用 {found.id}。恢复：gouji endpoint enable {found.id}")


@endpoint.command()
@_ID
@options.by
@options.county
def enable(identity: str, by: str, county: str) -> None:
    """恢复接收地址。停用期间的通知要用 gouji replay 重新发送。"""
    where = office(county)
    found = _found(where, identity)
    where.ledger.endpoints.enable(found.id, named(by), where.parts.now())
    click.echo(f"已恢复 {found.id}。停用期间的通知：gouji replay --endpoint {found.id}")


@endpoint.command()
@_ID
@options.county
def test(identity: str, county: str) -> None:
    """立即发一份测试通知，看能不能送到。没有送到时退出状态为1。"""
    where = office(county)
    found = _found(where, identity)
    after = receivers.trial(where, found)
    if after.state is DeliveryState.DELIVERED:
        click.echo(f"已送达 {_shown(found)}，通知编号 {after.notice}。")
        return
    click.echo(f"没有送到 {_shown(found)}：{after.error or '这一类地址还没有设定发送方式'}", err=True)
    raise SystemExit(1)


def _served(where: Office, words: Iterable[str], *, all_agencies: bool, for_office: bool) -> Iterable[str]:
    codes = [where.agency(word).code for word in words]
    if all_agencies:
        codes = [agency.code for agency in where.ledger.register.all(where.area.code)]
    keys = [Recipient(kind=RecipientKind.AGENCY, code=code).key for code in codes]
    if for_office:
        keys.append(Recipient(kind=RecipientKind.OFFICE, code=where.area.code).key)
    if not keys:
        raise UsageError("请写明代收谁的通知：--agency 单位，--all-agencies 全部单位，或 --office 主管部门。")
    return keys


def _found(where: Office, identity: str) -> Endpoint:
    found = where.ledger.endpoints.find(identity)
    if found is None:
        raise UsageError(f"没有编号为 {identity} 的接收地址。用 gouji endpoint list 看全部编号。")
    return found


def _shown(one: Endpoint) -> str:
    """The host alone: the rest of a webhook's address may be a secret of its own."""
    return one.url.removeprefix("mailto:") if one.channel == "mail" else one.url.split("/")[2]


def _who(where: Office, key: str) -> str:
    kind, _, code = key.partition(":")
    if kind == RecipientKind.OFFICE.value:
        return where.area.office if code == where.area.code else f"主管部门{code}"
    agency = where.ledger.register.find(code)
    return agency.name if agency else code
