"""``gouji mail``: letters to the mail addresses of the register, kept until the office releases them."""

from dataclasses import replace

import click

from filings.delivery import DeliveryState
from filings.errors import UsageError
from gateway import options
from gateway.clock import today
from gateway.mailing import REGISTER, Following, addresses
from gateway.office import Office, named, office

_SHOWN = 10
_MANY = 1000


@click.group()
def mail() -> None:
    """通知邮件：名录里的邮箱收各单位的通知，放行以前先留存。"""


@mail.command("list")
@options.county
def list_(county: str) -> None:
    """列出要写信的邮箱：哪个单位，是否在政务域名内，现在发不发。"""
    where = office(county)
    found = _following(where)
    for one in found.addresses:
        kind = "全文" if one.inside else "只发结论和网址"
        click.echo(f"{one.text}  {kind}  {'、'.join(agency.name for agency in one.agencies)}")
    tell(where, found)


@mail.command()
@click.option("--reason", required=True, help="理由，随记录保存。")
@click.option("--approver", required=True, help="批准人姓名，随记录保存。")
@click.option("--keep-waiting", is_flag=True, help="留存着的旧邮件不发，只发以后的。")
@options.by
@options.county
def enable(reason: str, approver: str, keep_waiting: bool, by: str, county: str) -> None:  # noqa: FBT001 - click passes it so
    """放行通知邮件：留存的和以后的都发给名录里的邮箱。"""
    where = office(county)
    chosen = where.parts.settings.mail
    if not chosen.host:
        raise UsageError(
            "还没有设发信服务器。请先写 GOUJI_MAIL_HOST 和 GOUJI_MAIL_FROM，用 gouji doctor 检查能否发信。"
        )
    _decide(where, reason, approver, sends=True)
    found = _following(where)
    click.echo(f"已放行：通知邮件发往{len(found.addresses)}个邮箱，发信邮箱 {chosen.sender}。")
    held = waiting(where)
    if held and keep_waiting:
        click.echo(f"留存的{held}份没有发，要发请用 gouji notices --release。")
    elif held and where.ledger.policies.on(where.area.code, today()).hold_notices:
        click.echo(f"留存的{held}份还要由人放行（工作规则定的）：gouji notices --release。")
    elif held:
        now = where.parts.now()
        sent = sum(where.ledger.notices.release(named(by), now, endpoint=one) for one in _endpoints(where))
        click.echo(f"留存的{sent}份即将发出。")


@mail.command()
@click.option("--reason", required=True, help="理由，随记录保存。")
@click.option("--approver", required=True, help="批准人姓名，随记录保存。")
@options.county
def disable(reason: str, approver: str, county: str) -> None:
    """暂停通知邮件：以后的先留存，用 gouji mail enable 再放行。"""
    _decide(office(county), reason, approver, sends=False)
    click.echo("已暂停：发给名录邮箱的通知从现在起留存。")


def tell(where: Office, found: Following) -> None:
    """How many addresses would be written to, and whether anything goes out now."""
    everyone = len(found.without) + sum(len(one.agencies) for one in found.addresses)
    click.echo(
        f"通知邮件：{everyone}个单位中{everyone - len(found.without)}个有邮箱，共{len(found.addresses)}个地址，"
        "一个地址一封信。"
    )
    if found.outside:
        names = "、".join(one.text for one in found.outside[:_SHOWN])
        more = "等" if len(found.outside) > _SHOWN else ""
        click.echo(f"其中{len(found.outside)}个不在政务域名内，只发结论和网址：{names}{more}。")
    if found.without:
        names = "、".join(agency.name for agency in found.without[:_SHOWN])
        click.echo(f"没有邮箱：{names}{'等' if len(found.without) > _SHOWN else ''}。")
    if where.ledger.policies.on(where.area.code, today()).mail:
        click.echo("邮件已放行。")
    elif found.addresses:
        click.echo("邮件现在不发，先留存。核对后放行：gouji mail enable --approver 批准人 --reason 理由")


def waiting(where: Office) -> int:
    """How many letters to addresses of the register are kept."""
    held = where.ledger.notices.deliveries(state=DeliveryState.HELD, limit=_MANY)
    return sum(one.endpoint in _endpoints(where) for one in held)


def _following(where: Office) -> Following:
    register = where.ledger.register.on(where.area.code, today())
    return addresses(register.agencies if register else (), where.area.domains)


def _endpoints(where: Office) -> frozenset[str]:
    """The endpoints that follow this county's register."""
    ours = {f"agency:{agency.code}" for agency in where.ledger.register.all(where.area.code)}
    return frozenset(one.id for one in where.ledger.endpoints.listed() if one.source == REGISTER and one.serves & ours)


def _decide(where: Office, reason: str, approver: str, *, sends: bool) -> None:
    if not (reason.strip() and approver.strip()):
        raise UsageError("理由和批准人不能是空的，要随记录保存。")
    before = where.ledger.policies.on(where.area.code, today())
    after = replace(before, since=today(), mail=sends, reason=reason, approver=approver)
    where.ledger.policies.put(where.area.code, after, where.parts.now())
