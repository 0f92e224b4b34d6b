"""``gouji import``: eighty files at once, matched, confirmed by a clerk, told on one page, filed if asked."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click
import sqlalchemy as sa

from bulletins.batch_page import batch_page
from bulletins.batch_sheet import batch_sheet
from bulletins.batch_words import fates, subject, summary
from filings.agency import Jurisdiction, Register
from filings.batch import Batch, Entry, FileOutcome
from filings.errors import UsageError
from filings.faults import cause
from filings.finding import Verdict
from filings.register_changes import Decree, planned
from filings.register_words import REQUIRED
from filings.standing import freed
from gateway import options, ownrules
from gateway.clock import today
from gateway.importing.auditing import Setting, audited, matched
from gateway.importing.confirming import agreed, confirmation, confirmed
from gateway.importing.filing import Receiving, file_all
from gateway.importing.reading import ReadFile, pieces
from gateway.importing.unpack import unpack
from gateway.office import Office, named, office, opened
from gateway.progress import tracked
from gateway.sheets import read_sheet
from rules.book_io.rulebook import Rulebook
from schemas.calendars import statutory
from workers.countybook import FILE, county_rulebook
from workers.sandbox import Sandbox
from workers.settings import settings

PAGE, SHEET, CONFIRM = "汇总.html", "汇总.xlsx", "确认表.xlsx"


@click.command("import")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR|ZIP|EML...")
@click.option("--register", "roll", type=click.Path(path_type=Path), help="名录（xlsx 或 csv）；不写就用台账里现行的。")
@click.option("--year", type=options.YEAR, help="收集的是哪个报告年度。")
@click.option("--confirm", type=click.Path(path_type=Path), help="改好的确认表。")
@click.option("--baseline", type=options.YEAR, help="这个年度的报告只用作上年数，不计报送时间，不发通知。")
@click.option("--file", "into_ledger", is_flag=True, help="把确认过的报告报入台账。")
@click.option("--received", type=options.DAY, help="这批文件实际收到的日期；不写就按报入台账的时间。")
@click.option("--reason", default="", help="为什么收到日期早于报入日期，如 邮箱收件后统一导入。")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="结果写到哪个文件夹。")
@ownrules.option
@options.as_of
@options.by
@options.county
def import_(
    sources: tuple[Path, ...],
    roll: Path | None,
    year: int | None,
    confirm: Path | None,
    baseline: int | None,
    into_ledger: bool,  # noqa: FBT001 - click passes it so
    received: datetime | None,
    reason: str,
    out: Path,
    own: Path | None,
    as_of: datetime | None,
    by: str,
    county: str,
) -> None:
    """一次核查许多文件：文件夹、zip、邮件（.eml），文件名随意，一个文件里有几份报告也可以。

    写出汇总.html、汇总.xlsx 和确认表.xlsx。改好确认表后加 --confirm 再运行；加 --file 报入台账，只报确认过的。
    """
    if into_ledger and confirm is None:
        raise UsageError(
            "报入台账前要先确认：不带 --file 运行一次，改好写出的确认表，再用 --confirm 确认表.xlsx --file。"
        )
    if into_ledger and own is not None:
        raise UsageError(f"报入台账时用台账所在文件夹里的 {FILE}，不用再写 --rules。")
    if baseline is not None and year is not None and baseline >= year:
        raise UsageError(f"--baseline {baseline} 应早于 --year {year}。")
    how = _receiving(options.civil(received), reason, named(by))
    where = office(county) if into_ledger else None
    book = ownrules.own_book(own) if where is None else county_rulebook(where.parts.settings.home)
    known = where or (None if roll else _in_force(county))
    setting = _setting(known, roll, year, baseline, options.civil(as_of) or today(), book)
    with Sandbox() as sandbox:
        files = list(unpack(sources))
        taken = list(pieces(files, sandbox.read, lambda found: tracked(found, len(found))))
    entries = _entries(taken, setting, confirm)
    rest = tuple(one.piece for one in taken if one.piece.fate is not FileOutcome.REPORT)
    batch = Batch(
        area=setting.register.jurisdiction.name if setting.register else "", year=year, as_of=setting.as_of,
        entries=tuple(audited(entries, setting)), agencies=setting.agencies, rest=rest, baseline=baseline,
    )  # fmt: skip
    _write(out, batch, keep_confirmation=confirm is not None)
    _tell(batch, out, told=confirm is not None)
    refused = _file(where, batch, taken, how) if where else 0
    raise SystemExit(1 if refused or _wanting(batch) else 0)


def _receiving(on: date | None, reason: str, by: str) -> Receiving:
    if on is not None and on > today():
        raise UsageError(f"收到日期{on}还没有到，请核对。")
    if on is not None and not reason.strip():
        raise UsageError("写了 --received，还要用 --reason 写明为什么早于报入日期，随记录保存。")
    return Receiving(by=by, on=on, reason=reason)


def _setting(
    where: Office | None, roll: Path | None, year: int | None, baseline: int | None, day: date, book: Rulebook
) -> Setting:
    register, calendar = _register(roll, day) if roll else None, statutory()
    if where is not None:
        register = where.ledger.register.on(where.area.code, day)
        calendar = where.ledger.calendars.of(where.area.code)
    return Setting(as_of=day, calendar=calendar, book=book, register=register, year=year, baseline=baseline)


def _in_force(county: str) -> Office | None:
    """The office whose register is in force on this machine; None where no ledger or no county is set up."""
    address = sa.make_url(settings().database_url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return None
    if not opened().ledger.register.jurisdictions():
        return None
    found = office(county)
    click.echo(f"按台账里的名录核对：{found.area.name}。要用别的名录请写 --register。")
    return found


def _register(path: Path, day: date) -> Register:
    """The register of a table, for a one-off without a ledger. Faulty rows end with status 1."""
    sheet = read_sheet(path, REQUIRED)
    rows = [(row.number, row.cells) for row in sheet.rows]
    plan = planned(rows, (), "", Decree(as_of=day, document="", approver=""))
    for fault in plan.faults:
        click.echo(fault.reason, err=True)
    if plan.faults:
        click.echo(f"{path.name} 有问题，没有核查。请改好名录再运行。", err=True)
        raise SystemExit(1)
    head = next((a.name for a in plan.entries if a.kind == "government"), "")
    area = Jurisdiction(code="", name=head.removesuffix("人民政府").removesuffix("政府"))
    return Register(jurisdiction=area, agencies=tuple(a for a in plan.entries if not freed(a, day.year - 1, day)))


def _entries(taken: Sequence[ReadFile], setting: Setting, confirm: Path | None) -> list[Entry]:
    entries = matched(taken, setting)
    if confirm is None:
        return entries
    entries, faults = agreed(entries, confirmed(confirm), setting.agencies)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        click.echo(f"确认表有{len(faults)}处要改，什么都没有报送。改好后再运行一次。", err=True)
        raise SystemExit(1)
    return entries


def _write(out: Path, batch: Batch, *, keep_confirmation: bool) -> None:
    """The three files; a sheet that a clerk has filled in is not written over."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / PAGE).write_bytes(batch_page(batch))
        (out / SHEET).write_bytes(batch_sheet(batch))
        if not keep_confirmation:
            (out / CONFIRM).write_bytes(confirmation(batch))
    except OSError as error:
        raise UsageError(f"写不了 {out}：{cause(error)}。请检查文件夹；表格如果正开着，请先关掉。") from error


def _tell(batch: Batch, out: Path, *, told: bool) -> None:
    click.echo(summary(batch))
    for agency in batch.missing:
        click.echo(f"  没有收到：{agency.name}（{agency.code}）")
    if batch.missing and any(piece.fate in (FileOutcome.UNREADABLE, FileOutcome.CLOSED) for piece in batch.rest):
        click.echo("  下面有文件系统没有读出来，可能就是以上某个单位的，请先打开核对，再催报。")
    for entry in batch.entries:
        if entry.open:
            why = f"{entry.match.certainty.label}：{'；'.join(entry.match.reasons)}"
            click.echo(f"  要确认：{entry.piece.shown} → {subject(entry)}（{why}）")
    for file, fate, why in fates(batch):
        click.echo(f"  {fate}：{file}。{why}")
    click.echo(f"结果：{out / PAGE}、{out / SHEET}")
    if not told:
        click.echo(f"请核对 {out / CONFIRM}，改好后加 --confirm {out / CONFIRM} 再运行。")


def _file(where: Office, batch: Batch, taken: Sequence[ReadFile], how: Receiving) -> int:
    """File what was confirmed and say what became of it. How many were not taken."""
    data = {one.piece.sha256: one.data for one in taken}
    data |= {one.piece.copy[1]: one.copy for one in taken if one.piece.copy}
    done = list(file_all(where, batch.entries, data, batch.baseline, how))
    for one in done:
        if one.submission is None:
            click.echo(f"  没有报入：{one.entry.piece.shown}。{one.reason}", err=True)
        else:
            again = "（以前已经收到，不重复登记）" if one.repeated else ""
            dated = f"。{one.dated}" if one.dated else ""
            click.echo(f"  已报入：{subject(one.entry)}，编号 {one.submission.id}{again}{dated}")
    refused = sum(one.submission is None for one in done)
    click.echo(f"报入台账{len(done) - refused}份，没有报入{refused}份。没有确认的一份也没有报。")
    return refused


def _wanting(batch: Batch) -> bool:
    """Whether a person has something to do: findings, missing agencies, matches to confirm, files without a report."""
    faulty = any(e.audit and e.audit.verdict in (Verdict.MUST_FIX, Verdict.UNREADABLE) for e in batch.current)
    unread = any(piece.fate in (FileOutcome.UNREADABLE, FileOutcome.CLOSED) for piece in batch.rest)
    return bool(faulty or unread or batch.missing or any(entry.open for entry in batch.entries))
