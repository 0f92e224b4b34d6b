"""公开页面的情况。"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from filings.dossier import Dossier, Publication
from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result

_UNSEEN = "尚未核对公开页面的这一项"
_NO_DUE = "没有适用于这类单位的公布期限，没有核对"
_NO_YEAR = "不知道报告年度，没有核对"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationCheck(Check):
    """公开页面：已经公布、栏目正确、能够下载、注明日期、内容与报送的一致；没有看过的不算通过。"""

    faults: tuple[
        Literal["missing", "unfiled", "changed", "conflicting", "column", "broken", "differs", "undated", "platform"],
        ...,
    ]

    facts: ClassVar[frozenset[str]] = frozenset({"found", "expected", "url"})
    needs: ClassVar[frozenset[str]] = frozenset({"publication"})
    no_report: ClassVar[bool] = True

    def run(self, context: CheckContext) -> Iterator[Result]:
        """At most one breach for each fault; a gap for what nobody looked at."""
        seen = context.dossier.publication
        for fault in self.faults if seen else ():
            yield from _judge(fault, seen, context) if seen else ()


def _judge(fault: str, seen: Publication, context: CheckContext) -> Iterator[Result]:
    match fault:
        case "missing":
            yield from _missing(seen, context)
        case "unfiled":
            if seen.found and not _filed(context.dossier):
                yield _breach(seen, "已经公布，没有报送", "已经报送", "received")
        case "changed":
            if seen.changed_on and seen.change_noted is None:
                yield Gap(reason=_UNSEEN)
            elif seen.changed_on and not seen.change_noted:
                yield _breach(seen, seen.changed_on, "注明更正的内容和日期")
        case "conflicting":
            if seen.other_urls:
                yield _breach(seen, seen.other_urls, "只有一份")
        case "differs":
            yield from _seen(seen, None if seen.differs is None else not seen.differs, "；".join(seen.differs or ()))
        case _:
            flag, found = _FLAGS[fault]
            yield from _seen(seen, getattr(seen, flag), found)


_FLAGS = {
    "column": ("in_column", "不在年度报告专栏"),
    "broken": ("downloadable", "打不开或者不能下载"),
    "undated": ("dated", "没有公布日期"),
    "platform": ("on_platform", "不在统一展示平台"),
}
_EXPECTED = "与报送的一致、能够查阅"


def _seen(seen: Publication, holds: bool | None, found: str) -> Iterator[Result]:  # noqa: FBT001 - one fact
    if holds is None:
        yield Gap(reason=_UNSEEN)
    elif not holds:
        yield _breach(seen, found, _EXPECTED)


def _missing(seen: Publication, context: CheckContext) -> Iterator[Result]:
    due = _due(context)
    if seen.found is None:
        yield Gap(reason=_UNSEEN)
    elif due is None or context.dossier.as_of <= due:
        yield Gap(reason="公布的期限还没有到" if due else _NO_DUE if _year(context.dossier) else _NO_YEAR)
    elif not seen.found and _filed(context.dossier):
        yield _breach(seen, "已经报送，没有公布", due)


def _filed(dossier: Dossier) -> bool:
    standing = dossier.standing
    return dossier.report is not None or (standing is not None and standing.received_on is not None)


def _due(context: CheckContext) -> date | None:
    dossier, agency = context.dossier, context.agency
    year = _year(dossier)
    if dossier.calendar is None or agency is None or year is None:
        return None
    return dossier.calendar.deadlines(agency.kind, year, agency.code).publish_by


def _year(dossier: Dossier) -> int | None:
    return (dossier.report.year if dossier.report else None) or dossier.folder_year


def _breach(seen: Publication, found: object, expected: object, *more: str) -> Breach:
    return Breach(
        refs=("publication", *more), facts={"found": found, "expected": expected, "url": seen.url or "公开页面"}
    )
