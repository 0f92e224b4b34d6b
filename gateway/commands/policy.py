"""``gouji policy``: what the county has decided about the running of the system."""

from dataclasses import replace
from datetime import datetime

import click

from filings.delivery import DeliveryState
from filings.errors import UsageError
from filings.policy import Policy, Timeliness
from gateway import options
from gateway.clock import today
from gateway.office import Office, office

_TIMELINESS = {"first_readable": "第一次读得出的报送", "accepted": "审核同意的那一次报送"}


@click.group()
def policy() -> None:
    """工作规则：演练、通知放行、按时与否怎么算、自动审核同意。"""


@policy.command("set")
@click.option("--practice/--no-practice", default=None, help="演练：照常运行，但不对外发送任何通知。")
@click.option("--hold/--no-hold", default=None, help="通知先留存，由人放行（gouji notices --release）。")
@click.option("--timeliness", type=options.Worded(_TIMELINESS), help="以哪一次报送判断是否按时。")
@click.option("--auto-accept/--no-auto-accept", default=None, help="校验通过的报告自动审核同意。")
@click.option("--since", type=options.DAY, help="从哪一天起，默认今天。")
@click.option("--reason", required=True, help="理由，随记录保存。")
@click.option("--approver", required=True, help="批准人姓名。")
@options.county
def set_(
    practice: bool | None,  # noqa: FBT001 - click passes it so
    hold: bool | None,  # noqa: FBT001 - click passes it so
    timeliness: str | None,
    auto_accept: bool | None,  # noqa: FBT001 - click passes it so
    since: datetime | None,
    reason: str,
    approver: str,
    county: str,
) -> None:
    """更改工作规则；没有写的项保持不变。"""
    where, day = office(county), options.civil(since) or today()
    if not (reason.strip() and approver.strip()):
        raise UsageError("理由和批准人不能是空的，要随记录保存。")
    given = {
        "practice": practice, "hold_notices": hold, "auto_accept": auto_accept,
        "timeliness": Timeliness(timeliness) if timeliness else None,
    }  # fmt: skip
    chosen = {name: value for name, value in given.items() if value is not None}
    if not chosen:
        raise UsageError("没有写要改什么。可写 --practice、--hold、--timeliness、--auto-accept。")
    before = where.ledger.policies.on(where.area.code, day)
    changed = replace(before, since=day, reason=reason, approver=approver)
    changed = replace(changed, **chosen)  # type: ignore[arg-type]  # names and types are those above
    where.ledger.policies.put(where.area.code, changed, where.parts.now())
    _show(changed)
    _remind(where, before, changed)


@policy.command()
@options.as_of
@options.county
def show(as_of: datetime | None, county: str) -> None:
    """看现行的工作规则。"""
    where = office(county)
    _show(where.ledger.policies.on(where.area.code, options.civil(as_of) or today()))


def _show(chosen: Policy) -> None:
    click.echo(f"演练：{'是，不对外发送通知' if chosen.practice else '否'}")
    click.echo(f"通知放行：{'由人放行' if chosen.hold_notices else '直接发送'}")
    click.echo(f"是否按时，看：{_TIMELINESS[chosen.timeliness.value]}")
    click.echo(f"自动审核同意：{'校验通过的自动审核同意' if chosen.auto_accept else '否，一律由人审核同意'}")
    if chosen.approver:
        click.echo(f"{chosen.since}起，{chosen.approver}批准：{chosen.reason}")


def _remind(where: Office, before: Policy, after: Policy) -> None:
    """Notices that were held stay held: a person lets them go."""
    if before.hold_notices and not after.hold_notices:
        held = len(where.ledger.notices.deliveries(state=DeliveryState.HELD, limit=1000))
        if held:
            click.echo(f"还有{held}份通知待放行，不会自动发出。用 gouji notices --release 放行。", err=True)
