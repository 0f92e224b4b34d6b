"""``gouji purge``: clear away what has been kept as long as it must be; first told, then done."""

from collections.abc import Iterator
from datetime import date

import click

from filings.days import day
from filings.errors import UsageError
from filings.retention import KeptLine, PurgeLine, PurgeOrder, PurgeResult, RecordKind
from gateway import options
from gateway.office import named, office
from workers.settings import settings

_SHOWN = 5
_UNITS = {RecordKind.NOTICES: "条", RecordKind.PERSONS: "项"}
_YEAR_DIGITS = 4


class _Before(click.ParamType[date]):
    """A day in any form, or a year, which stands for its 1 January."""

    name = "日期或年份"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        text = str(value).strip().removesuffix("年")
        if text.isascii() and text.isdigit() and len(text) == _YEAR_DIGITS and text > "0000":
            return date(int(text), 1, 1)
        try:
            return day(str(value))
        except ValueError as error:
            self.fail(f"{error}。也可以只写年份，例如 2026。", param, ctx)


@click.command()
@click.option("--before", required=True, type=_Before(), help="清除这一天以前收到、发出的；只写年份就是那年1月1日。")
@click.option(
    "--kind", "kinds", multiple=True, type=options.Worded({kind.value: kind.label for kind in RecordKind}),
    help="只清除这一种，可写几次。",
)  # fmt: skip
@click.option("--basis", default="", help="依据，例如档案鉴定销毁的批文；随记录保存。")
@click.option("--yes", is_flag=True, help="真的清除。不写就只试看，什么也不改动。")
@options.by
@options.county
def purge(before: date, kinds: tuple[str, ...], basis: str, yes: bool, by: str, county: str) -> None:  # noqa: FBT001 - click passes it so
    """清除保管期满的内容：文件、核查结果、通知、姓名和说明。

    登记、摘要和记录链都留着，核验台账时说明已按期清除。期限没满的、还在办的不清除，并说明原因。清除后不能恢复，以前的备份里还有。
    """
    where = office(county)
    keep, now = settings().keep.retention, where.parts.now()
    chosen = tuple(RecordKind(kind) for kind in kinds) or tuple(RecordKind)
    order = PurgeOrder(before=before, kinds=chosen, by=named(by), basis=basis.strip())
    if yes and not order.basis:
        raise UsageError("清除要写明依据，例如 --basis 云档〔2037〕3号；它随记录保存。")
    clear = where.ledger.purging.purge if yes else where.ledger.purging.plan
    found = clear(where.area.code, order, keep, now)
    click.echo(f"{where.area.name}，{before}以前收到、发出的：")
    for line in _told(found, done=yes):
        click.echo(line)


def _told(found: PurgeResult, *, done: bool) -> Iterator[str]:
    for line in found.lines:
        yield _gone(line, done=done)
    for kept in found.kept:
        yield from _kept(kept)
    if not found.lines:
        yield "没有可以清除的。"
    elif done:
        yield "已清除，记入台账。以前的备份里还有这些内容，请按同样的依据处理旧备份。"
    else:
        yield "这是试看，什么也没有改动。真的清除：再运行一次，加 --yes 和 --basis 依据；清除后不能恢复。"


def _gone(line: PurgeLine, *, done: bool) -> str:
    number = f"{line.records}{_UNITS.get(line.kind, '份')}"
    return f"  {'已清除' if done else '可清除'}　{_what(line)}　{number}"


def _kept(line: KeptLine) -> Iterator[str]:
    yield f"  不清除　{_what(line)}　{len(line.records)}{_UNITS.get(line.kind, '份')}：{line.reason}"
    more = "等" if len(line.records) > _SHOWN else ""
    yield f"    {'、'.join(line.records[:_SHOWN])}{more}"


def _what(line: PurgeLine | KeptLine) -> str:
    return f"{line.kind.label}　{line.year}年" + ("" if line.kind is RecordKind.NOTICES else "度")
