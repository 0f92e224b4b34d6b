"""``gouji calendar``: when reports are due here, and for whom that was put off."""

from collections.abc import Iterable
from datetime import date, datetime

import click

from filings.calendar import DueDate, Extension
from filings.days import month_day
from filings.errors import UsageError
from filings.register_words import KIND_WORDS, KINDS
from gateway import options
from gateway.calendars import EVENTS, later_than_law, with_local
from gateway.clock import today
from gateway.office import Office, named, office

_OPEN = 9999


@click.group()
def calendar() -> None:
    """日历：本县的报送期限和延期。"""


@calendar.command("set")
@click.option("--kind", "kinds", multiple=True, required=True, help="单位类别，如 乡镇、部门；可写多个，“全部”指全部。")
@click.option("--date", "day", required=True, help="月日，如 01-20；指报告年度的下一年。")
@click.option("--event", type=options.Worded(EVENTS), default="received", help="哪一种期限，默认报送。")
@click.option("--year", "only", type=options.YEAR, help="只用于这个报告年度；不写就每年都用。")
@click.option("--basis", required=True, help="依据的文号。")
@click.option("--approver", required=True, help="批准人姓名。")
@options.by
@options.county
def set_(
    kinds: tuple[str, ...], day: str, event: str, only: int | None, basis: str, approver: str, by: str, county: str
) -> None:
    """设定本县期限，替换同类单位原来的本县期限。法定期限不变。"""
    where = office(county)
    month, number = _month_day(day)
    due = DueDate(
        kinds=_kinds(where, kinds), event=event, month=month, day=number, statutory=False, basis=basis,
        since=only or 0, until=only or _OPEN,
    )  # fmt: skip
    dates = with_local(where.ledger.calendars.of(where.area.code).dates, due)
    where.ledger.calendars.put(where.area.code, dates, f"{named(by)}（{approver}批准，{basis}）", where.parts.now())
    click.echo(f"已设定：{_words(due.kinds)}{EVENTS[event]}期限为次年{month}月{number}日。")
    year = only or today().year - 1
    _warn(where, due.kinds, event, year, date(year + 1, month, number))


@calendar.command()
@options.year
@click.option("--until", required=True, type=options.DAY, help="延到哪一天（含当日）。")
@click.option("--agency", default="", help="只给这个单位（代码或名称）。")
@click.option("--all", "everybody", is_flag=True, help="给全部单位。")
@click.option("--reason", required=True, help="延期的理由。")
@click.option("--approver", required=True, help="批准人姓名。")
@options.county
def extend(
    year: int,
    until: datetime,
    agency: str,
    everybody: bool,  # noqa: FBT001 - click passes it so
    reason: str,
    approver: str,
    county: str,
) -> None:
    """给一个单位或全部单位延期。"""
    if bool(agency) == everybody:
        raise UsageError("请用 --agency 写明给哪个单位延期，或用 --all 给全部单位延期，两者选一。")
    where, day = office(county), until.date()
    found = where.agency(agency) if agency else None
    if day.year != year + 1:
        raise UsageError(f"{year}年度报告在{year + 1}年报送，延期的日期应在{year + 1}年内，现为{day}。")
    extension = Extension(
        year=year, until=day, reason=reason, approver=approver, agency=found.code if found else ""
    )  # fmt: skip
    where.ledger.calendars.extend(where.area.code, extension, where.parts.now())
    click.echo(
        f"已延期：{found.name if found else '全部单位'}{year}年度报告延到{day}。理由：{reason}（{approver}批准）"
    )
    kinds = {found.kind} if found else {a.kind for a in where.ledger.register.all(where.area.code)}
    _warn(where, sorted(kinds), "received", year, day)


@calendar.command("list")
@click.option("--year", "year", type=options.YEAR, help="报告年度，默认去年。")
@options.county
def list_(year: int | None, county: str) -> None:
    """列出一个报告年度的期限和延期。本县期限晚于法定期限时退出状态为1。"""
    where, asked = office(county), year or today().year - 1
    found = where.ledger.calendars.of(where.area.code)
    click.echo(f"{where.area.name}，{asked}年度报告：")
    for due in found.dates:
        if due.since <= asked <= due.until:
            whose = "法定" if due.statutory else "本县"
            day = date(asked + 1, due.month, due.day)
            click.echo(f"  {whose}  {_words(due.kinds)}  {EVENTS[due.event]}  {day}（{_weekday(day)}）  {due.basis}")
    for moved in found.extensions:
        if moved.year == asked:
            agency = where.ledger.register.find(moved.agency) if moved.agency else None
            whom = agency.name if agency else "全部单位"
            click.echo(f"  延期  {whom}  延到{moved.until}  {moved.reason}（{moved.approver}批准）")
    late = list(_late(where, asked))
    for sentence in late:
        click.echo(sentence, err=True)
    raise SystemExit(1 if late else 0)


def _late(where: Office, year: int) -> Iterable[str]:
    """Every local date, extensions included, that lies behind the law's."""
    found = where.ledger.calendars.of(where.area.code)
    for event in EVENTS:
        for agency in where.ledger.register.all(where.area.code):
            local = found.local(event, agency.kind, year, agency.code)
            if local is not None:
                yield from (
                    f"{agency.name}：{word}" for word in later_than_law(found, [agency.kind], event, year, local)
                )


def _warn(where: Office, kinds: Iterable[str], event: str, year: int, day: date) -> None:
    for sentence in later_than_law(where.ledger.calendars.of(where.area.code), sorted(kinds), event, year, day):
        click.echo(sentence, err=True)


def _month_day(text: str) -> tuple[int, int]:
    try:
        month, number = month_day(text)
    except ValueError as error:
        raise UsageError(f"{error}。") from error
    if (month, number) == (2, 29):
        raise UsageError("不是每年都有2月29日，请写2月28日或3月1日。")
    return month, number


def _kinds(where: Office, words: Iterable[str]) -> frozenset[str]:
    known = {agency.kind for agency in where.ledger.register.all(where.area.code)}
    chosen = set(words)
    if "全部" in chosen:
        if not known:
            raise UsageError("名录还是空的，不知道有哪些类别。请先导入名录，或写明类别，如 --kind 乡镇。")
        return frozenset(known)
    kinds = {KINDS.get(word, word) for word in chosen}
    strange = sorted(kinds - known - set(KIND_WORDS))
    if strange:
        usual = "、".join(KIND_WORDS[kind] for kind in KIND_WORDS)
        raise UsageError(f"没有“{'、'.join(strange)}”这一类单位。可写：{usual}，或名录里用的类别。")
    return frozenset(kinds)


def _words(kinds: Iterable[str]) -> str:
    return "、".join(KIND_WORDS.get(kind, kind) for kind in sorted(kinds)) or "全部单位"


def _weekday(day: date) -> str:
    return "星期" + "一二三四五六日"[day.weekday()]
