"""Which filing and which finding a clerk means: by id, by the start of an id, by agency and year, by number."""

import re

from filings.errors import UsageError
from filings.finding import Audit, Finding
from filings.submission import Submission
from gateway.office import Office

_SLOT = re.compile(r"(?P<agency>.+?)\s*/\s*(?P<year>(?:19|20)\d{2})")
_SHORTEST = 8  # characters of an id that stand for it; fingerprints the same
_SEARCHED = 5000


def submission(where: Office, word: str) -> Submission:
    """The filing: ``sub_…`` whole or its start, or ``单位/年度`` for the last one of a slot. UsageError."""
    found = where.ledger.submissions.find(word)
    if found is not None:
        return found
    slot = _SLOT.fullmatch(word.strip())
    if slot:
        agency = where.agency(slot["agency"])
        filings = where.ledger.submissions.of(agency.code, int(slot["year"]))
        if not filings:
            raise UsageError(f"{agency.name}还没有报送{slot['year']}年度报告。")
        return filings[-1]
    near = _starting(where, word)
    if len(near) == 1:
        return near[0]
    if near:
        raise UsageError(f"以“{word}”开头的报送件有{len(near)}个，请多写几位。")
    raise UsageError(f"没有找到报送件“{word}”。可写编号（sub_…），或写成 单位/年度，例如 教育局/2025。")


def finding(audit: Audit, word: str) -> Finding:
    """The finding: its number in ``gouji show``, its rule if only one breaks it, or its fingerprint. UsageError."""
    if word.isascii() and word.isdigit() and 0 < int(word) <= len(audit.findings):
        return audit.findings[int(word) - 1]
    near = [f for f in audit.findings if f.rule == word.upper() or _begins(f.fingerprint, word)]
    if len(near) == 1:
        return near[0]
    if near:
        numbers = "、".join(str(audit.findings.index(f) + 1) for f in near)
        raise UsageError(f"“{word}”有{len(near)}处，请写 gouji show 里的序号：{numbers}。")
    raise UsageError(f"这份报送件没有核查意见“{word}”。用 gouji show 看序号，共{len(audit.findings)}条。")


def audited(where: Office, filing: Submission) -> Audit:
    """The audit of a filing. UsageError while there is none."""
    audit = where.ledger.audits.of(filing.id)
    if audit is None:
        raise UsageError("该报送件尚未核查完毕，请稍候再办。用 gouji status 看后台是否在运行。")
    return audit


def _starting(where: Office, word: str) -> list[Submission]:
    if len(word.removeprefix("sub_")) < _SHORTEST:
        return []
    start = "sub_" + word.removeprefix("sub_")
    return [s for s in where.ledger.submissions.recent(_SEARCHED) if s.id.startswith(start)]


def _begins(fingerprint: str, word: str) -> bool:
    return len(word) >= _SHORTEST and fingerprint.startswith(word)
