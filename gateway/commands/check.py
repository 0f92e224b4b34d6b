"""``gouji check``: audit documents at the terminal, storing nothing."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from filings.agency import Agency
from filings.dossier import Dossier
from filings.errors import UsageError
from filings.finding import Audit, Severity, Verdict
from filings.kind import inferred_kind
from filings.readable import read_beside
from filings.report import Report
from filings.succession import fitting
from gateway import options, ownrules
from gateway.clock import today
from gateway.inputs import Input, count, gather
from gateway.loading import loaded
from gateway.ocr_progress import PageProgress
from rules.book_io.rulebook import Rulebook
from schemas.audit import audit_json
from schemas.calendars import statutory
from workers.examine import Examined, examine
from workers.sandbox import Sandbox

_FAIL_ON = options.Worded({**{severity.value: severity.label for severity in Severity}, "never": "从不"})


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", help="输出格式。")
@click.option("--as-of", type=options.DAY, help="按哪一天核查，默认今天。")
@click.option("--received", type=options.DAY, help="收到报告的日期；不写就不核对报送期限。")
@click.option("--agency", help="报送单位名称，默认取报告里写的。")
@click.option("--kind", help="单位类别，如 县政府、部门、乡镇；默认按名称推断。")
@click.option("--previous", help="上一年度的报告，用来核对结转和上年数。")
@click.option("--readable", help="另附的可读文件（如 docx）：报告读不准时，按它核对。")
@click.option("--predecessor", is_flag=True, help="上年报告是改名、合并以前的单位的，也用来比较。")
@ownrules.option
@click.option("--fail-on", type=_FAIL_ON, default="must_fix", help="出现哪一类意见时退出状态为1。")
def check(
    files: tuple[str, ...],
    form: str,
    as_of: datetime | None,
    received: datetime | None,
    agency: str | None,
    kind: str | None,
    previous: str | None,
    readable: str | None,
    predecessor: bool,  # noqa: FBT001 - click passes options by name
    own: Path | None,
    fail_on: str,
) -> None:
    """核查一份或多份报告，不保存。FILE 可以是文件、文件夹，- 表示标准输入。"""
    if readable and count(files) != 1:
        raise UsageError("写了 --readable，一次只能核查一份报告。请逐份核查。")
    pages = PageProgress()
    with Sandbox(progress=pages) as sandbox:
        sandbox.prepare((*files, *filter(None, (previous, readable))))
        book = ownrules.own_book(own)
        loaded()
        context = Dossier(
            as_of=as_of.date() if as_of else today(),
            received_on=received.date() if received else None,
            calendar=statutory(),
            agency=_agency(agency, kind),
            previous=_read(sandbox, previous),
        )
        fit = partial(_fitted, predecessor=predecessor)
        copy = _read(sandbox, readable)
        beside = partial(_beside, copy) if copy else _alone
        found = _examined(sandbox, files, context, book, pages, fit, beside, quiet=form != "text")
        audits = _print(form, found, book)
    raise SystemExit(_status(audits, fail_on))


def _agency(name: str | None, kind: str | None) -> Agency | None:
    if name is None:
        return None
    from filings.register_words import KINDS  # noqa: PLC0415 - few say it

    said = KINDS.get(kind, kind) if kind else inferred_kind(name)
    return Agency(code="", name=name, kind=said, inferred=kind is None)


def _beside(copy: Report, sealed: Report) -> Report:
    return read_beside(sealed, copy)


def _alone(report: Report) -> Report:
    return report


def _read(sandbox: Sandbox, name: str | None) -> Report | None:
    if name is None:
        return None
    document = next(iter(gather([name])))
    return sandbox.read(document.data, document.name)


def _examined(
    sandbox: Sandbox,
    files: tuple[str, ...],
    context: Dossier,
    book: Rulebook,
    pages: PageProgress,
    fit: Callable[[Dossier, Report], Dossier],
    beside: Callable[[Report], Report],
    *,
    quiet: bool,
) -> Iterator[tuple[Input, Examined]]:
    """Each document with what came of it; a progress bar on stderr, on a terminal only."""
    documents: Iterable[Input] = gather(files)
    many = count(files)
    if not quiet and many > 1:
        from gateway.progress import tracked  # noqa: PLC0415 - only for people

        documents = tracked(documents, many)
    for document in documents:
        report = beside(sandbox.read(document.data, document.name))
        fitted = fit(context, report)
        examined = examine(document.data, document.name, fitted, book, partial(_already, report))
        pages.clear()
        if words := fitted.previous_gap or fitting(fitted.previous, report)[1]:
            click.echo(f"{document.name}：{words}。", err=True)
        yield document, examined


def _already(report: Report, _data: bytes, _name: str) -> Report:
    return report


def _fitted(context: Dossier, report: Report, *, predecessor: bool) -> Dossier:
    """The context without last year's report where that is another body's and nobody said that it may be compared."""
    before = context.previous.agency if context.previous else None
    own = [name for name in (report.agency, context.agency.name if context.agency else None) if name]
    if predecessor or not before or not own or any(_alike(before, name) for name in own):
        return context
    gap = (
        f"给的上年报告是“{before}”的，不是“{own[-1]}”的，没有和上年比较；确是它改名或者合并以前的，请加上 --predecessor"
    )
    return replace(context, previous=None, previous_gap=gap)


def _alike(one: str, other: str) -> bool:
    """Whether two names are one with and without the places before it: 水务局, 云岭县水务局."""
    return one.endswith(other) or other.endswith(one)


def _print(form: str, found: Iterator[tuple[Input, Examined]], book: Rulebook) -> list[Audit]:
    if form == "text":
        return _print_text(found)
    results = list(found)
    if form == "json":
        click.echo(json.dumps([audit_json(examined.audit) for _, examined in results], ensure_ascii=False, indent=1))
    else:
        from importlib.metadata import version  # noqa: PLC0415 - only this format needs it

        from gateway.sarif import sarif  # noqa: PLC0415 - the same

        named = [(document.name, examined.audit) for document, examined in results]
        click.echo(json.dumps(sarif(named, book.rules, version("gouji")), ensure_ascii=False, indent=1))
    return [examined.audit for _, examined in results]


def _print_text(found: Iterator[tuple[Input, Examined]]) -> list[Audit]:
    from gateway.screen import Screen  # noqa: PLC0415 - imported only for people
    from gateway.terminal import show, summary  # noqa: PLC0415 - the same
    from schemas.editions import edition  # noqa: PLC0415 - the same

    screen = Screen()
    audits = []
    for document, examined in found:
        name = examined.report.edition
        show(screen, document.name, examined.audit, edition(name).titles if name else {}, examined.report)
        audits.append(examined.audit)
    if len(audits) > 1:
        screen.say((summary(audits), ""))
    return audits


def _status(audits: Iterable[Audit], fail_on: str) -> int:
    """0: nothing at or above the threshold; 1: something, or unreadable."""
    audits = list(audits)
    if any(audit.verdict is Verdict.UNREADABLE for audit in audits):
        return 1
    if fail_on == "never":
        return 0
    rank = Severity(fail_on).rank
    found = (finding for audit in audits for finding in audit.findings if not finding.waived)
    return int(any(finding.severity.rank <= rank for finding in found))
