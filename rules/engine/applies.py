"""Whether a rule applies to a dossier at all, and if not, why, in a clerk's words."""

from functools import cache
from itertools import compress, repeat
from operator import attrgetter, is_not
from typing import NamedTuple

from filings import problems
from filings.dossier import Dossier
from rules.book_io.rule import Rule

UNREAD = frozenset({problems.UNREADABLE, problems.NOT_A_REPORT, problems.SCHEMA})

KINDS = {"government": "政府", "department": "政府部门", "township": "乡镇、街道", "institution": "事业单位"}

_NEEDS = {
    "previous": "没有上一年度已审核同意的报告，没有核对",
    "agency": "不知道是哪个单位，没有核对",
    "calendar": "没有设定期限，没有核对",
    "standing": "没有报送记录，没有核对",
    "rollup": "没有各单位的汇总数，没有核对",
    "publication": "尚未核对公开页面",
    "register": "没有单位名录，没有核对",
    "submission": "没有报送记录，没有核对",
    "received_on": "没有报送时间，没有核对",
    "neighbours": "没有其他单位的报告，没有比对",
}


_parts = attrgetter(*_NEEDS)


class Scope(NamedTuple):
    """What of a dossier decides which rules apply: many dossiers share one. ``kind``: None for an unknown agency."""

    year: int | None
    edition: str | None
    kind: str | None
    tags: frozenset[str]
    held: frozenset[str]
    reported: bool
    read: bool
    previous_gap: str


def scope_of(dossier: Dossier) -> Scope:
    """The scope of a dossier."""
    report, agency = dossier.report, dossier.agency
    return Scope(
        year=(report.year if report else None) or dossier.folder_year,
        edition=report.edition if report else None,
        kind=agency.kind if agency else None,
        tags=agency.tags if agency else frozenset(),
        held=_held(tuple(map(is_not, _parts(dossier), repeat(None)))),
        reported=report is not None,
        read=readable(dossier),
        previous_gap=dossier.previous_gap,
    )


@cache
def _held(given: tuple[bool, ...]) -> frozenset[str]:
    return frozenset(compress(_NEEDS, given))


def why_not(rule: Rule, scope: Scope) -> str:
    """Why the rule does not apply, or ``""`` when it does."""
    return _switched_off(rule) or _unread(rule, scope) or _other_scope(rule, scope) or _lacking(rule, scope)


def readable(dossier: Dossier) -> bool:
    """Whether there is a report whose contents were read."""
    report = dossier.report
    if report is None or not report.problems:
        return report is not None
    return not any(problem.code in UNREAD for problem in report.problems)


def _switched_off(rule: Rule) -> str:
    return "" if rule.active else "本县没有启用这条规则"


def _unread(rule: Rule, scope: Scope) -> str:
    if getattr(rule.check, "no_report", False):
        return ""
    if not scope.reported:
        return "没有报告"
    reads = getattr(rule.check, "reads_problems", False)
    return "" if reads or scope.read else "报告没有读出来，没有核对"


def _other_scope(rule: Rule, scope: Scope) -> str:
    year = scope.year
    if year is None and (rule.since > 2019 or rule.until < 9999):  # noqa: PLR2004 - the defaults of Rule
        return "不知道报告年度，没有核对"
    if year is not None and not rule.since <= year <= rule.until:
        return f"只适用于{_years(rule)}年度的报告"
    if rule.editions and scope.edition not in rule.editions:
        return f"只适用于{'、'.join(rule.editions)}版式"
    return _other_agency(rule, scope)


def _other_agency(rule: Rule, scope: Scope) -> str:
    if (rule.kinds or rule.tags) and scope.kind is None:
        return _NEEDS["agency"]
    if rule.kinds and scope.kind not in rule.kinds:
        return "只适用于" + "、".join(dict.fromkeys(KINDS.get(kind, kind) for kind in rule.kinds))
    if rule.tags and not scope.tags.intersection(rule.tags):
        return "名录没有登记这项职能，没有核对"
    return ""


def _lacking(rule: Rule, scope: Scope) -> str:
    absent = (need for need in sorted(rule.check.needs) if need not in scope.held)
    reasons = [scope.previous_gap or _NEEDS[need] if need == "previous" else _NEEDS[need] for need in absent]
    return reasons[0] if reasons else ""


def _years(rule: Rule) -> str:
    return f"{rule.since}及以后" if rule.until == 9999 else f"{rule.since}至{rule.until}"  # noqa: PLR2004 - no end
