"""The numbers and sentences of an import, made once, so that page and spreadsheet never differ."""

from collections import Counter
from collections.abc import Iterator, Mapping

from filings.batch import Batch, Entry
from filings.finding import Audit, Severity, Verdict
from filings.suspicion import derived, grouped, suspicion
from schemas.editions import edition

__all__ = [
    "clean", "counted", "derived", "fates", "grouped", "rows", "subject", "summary", "suspicion", "title", "titles",
    "waiting", "whose",
]  # fmt: skip


def title(batch: Batch) -> str:
    """The title of the page."""
    year = f"{batch.year}年度" if batch.year else ""
    return f"{batch.area}{year}政府信息公开工作年度报告核查汇总"


def summary(batch: Batch) -> str:
    """How many files, reports, agencies; who is missing; what has to be confirmed."""
    current = batch.current
    day = batch.as_of
    parts = [f"{day.year}年{day.month}月{day.day}日核查，读到年度报告{len(current)}份"]
    counts = [f"{verdict.label}{batch.counted(verdict)}份" for verdict in Verdict if batch.counted(verdict)]
    parts[0] += f"（{'、'.join(counts)}）" if counts else ""
    parts += [f"另有其他年度的{len(batch.earlier)}份"] if batch.earlier else []
    if batch.agencies:
        missing = len(batch.missing)
        open_ = len(batch.awaiting)
        doubt = f"，{open_}个待确认" if open_ else ""
        there = len(batch.agencies) - missing - open_
        parts.append(f"名录{len(batch.agencies)}个单位，{there}个有报告{doubt}，{missing}个没有")
    parts += [f"{waiting(batch)}份要人工确认是哪个单位、哪个年度"] if waiting(batch) else []
    parts += [f"{len(batch.rest)}个文件不是年度报告或者没有读出来"] if batch.rest else []
    return "；".join(parts) + "。"


def waiting(batch: Batch) -> int:
    """How many reports a person still has to look at."""
    return sum(entry.open for entry in batch.entries)


def counted(audit: Audit | None) -> dict[Severity, int]:
    """How many open findings of each severity."""
    found = Counter(f.severity for f in audit.findings if not f.waived) if audit else Counter[Severity]()
    return {severity: found[severity] for severity in Severity}


def whose(entry: Entry) -> str:
    """The agency it is taken for, else what the report calls itself."""
    if entry.match.agency:
        return entry.match.agency.name
    named = entry.piece.report.agency if entry.piece.report else ""
    return f"{named}（未对上名录）" if named else "单位不明"


def subject(entry: Entry) -> str:
    """云岭县教育局，2025年度."""
    return f"{whose(entry)}，{f'{entry.match.year}年度' if entry.match.year else '年度不明'}"


def titles(audit: Audit) -> Mapping[str, str]:
    """What messages call the cells of an audit's form."""
    return edition(audit.edition).titles if audit.edition else {}


def rows(batch: Batch) -> Iterator[tuple[str, Entry | None]]:
    """One line for each agency of the register and each of its reports, then the reports that nobody is known for."""
    missing = {agency.code for agency in batch.missing}
    for agency in batch.agencies:
        found = batch.of(agency)
        yield from ((agency.name, entry) for entry in found)
        if agency.code in missing:
            yield agency.name, None
    shown = {id(entry) for agency in batch.agencies for entry in batch.of(agency)}
    yield from ((whose(entry), entry) for entry in batch.current if id(entry) not in shown)


def clean(batch: Batch) -> tuple[Entry, ...]:
    """The current reports in which nothing was found."""
    return tuple(entry for _, entry in rows(batch) if entry and entry.audit and not entry.audit.findings)


def fates(batch: Batch) -> Iterator[tuple[str, str, str]]:
    """(file, what it is, why) of every file that holds no report."""
    for piece in batch.rest:
        yield piece.shown, piece.fate.label, piece.note
