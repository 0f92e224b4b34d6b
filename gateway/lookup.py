"""Which filing and which finding a clerk means: by id, by the start of an id, by agency and year, by number."""

from collections.abc import Sequence

from filings.agency import Agency
from filings.errors import UsageError
from filings.filing_name import filing_marks
from filings.finding import Audit, Finding
from filings.patterns import pattern
from filings.submission import Submission
from gateway.cleared import cleared_sentence
from gateway.office import Office

_SLOT = pattern(r"(?P<agency>.+?)\s*/\s*(?P<year>(?:19|20)\d{2})(?:年度?)?(?:\s*/\s*第?(?P<ordinal>\d{1,4})次?)?")
_SHORTEST = 8  # characters of an id that stand for it; fingerprints the same
_SEARCHED = 5000


def submission(where: Office, word: str) -> Submission:
    """The one filing that is meant, to act on it. UsageError when there is none, or when several could be meant.

    ``sub_…`` whole or its start; ``单位/年度/第几次``; ``单位/年度`` where the slot has a single filing.
    """
    found = filings(where, word)
    if len(found) == 1:
        return found[0]
    name = where.agency(found[0].agency).name
    listed = "；".join(f"{word.strip()}/{one.ordinal} 是{filing_marks(one)}" for one in found)
    raise UsageError(f"{name}{found[0].year}年度报送过{len(found)}次，请写明是哪一次：{listed}。")


def latest(where: Office, word: str) -> Submission:
    """The filing to look at: as ``submission``, the last one where a slot has several. UsageError."""
    return filings(where, word)[-1]


def filings(where: Office, word: str) -> Sequence[Submission]:
    """All filings that a word can mean, at least one, in the order of their ordinals. UsageError when none."""
    found = where.ledger.submissions.find(word.strip())
    if found is not None:
        return (found,)
    if slot := _SLOT.fullmatch(word.strip()):
        return _of_slot(where, where.agency(slot["agency"]), int(slot["year"]), slot["ordinal"])
    near = _starting(where, word)
    if len(near) > 1:
        raise UsageError(f"以“{word}”开头的报送件有{len(near)}个，请多写几位。")
    if near:
        return near
    raise UsageError(
        f"没有找到报送件“{word}”。可写编号（sub_…），或写成 单位/年度、单位/年度/第几次，例如 教育局/2025/2。"
    )


def _of_slot(where: Office, agency: Agency, year: int, ordinal: str | None) -> Sequence[Submission]:
    found = where.ledger.submissions.of(agency.code, year)
    if not found:
        held = [h for h in where.ledger.holding.waiting() if (h.agency, h.year) == (agency.code, year)]
        if held and ordinal is None:
            return [one for h in held if (one := where.ledger.submissions.find(h.submission))]
        raise UsageError(f"{agency.name}还没有报送{year}年度报告。")
    if ordinal is None:
        return found
    chosen = [one for one in found if one.ordinal == int(ordinal)]
    if not chosen:
        raise UsageError(f"{agency.name}{year}年度没有第{int(ordinal)}次报送，一共报送了{len(found)}次。")
    return chosen


def finding(audit: Audit, word: str) -> Finding:
    """The finding: its number in ``gouji show``, its rule if only one breaks it, or its own number. UsageError."""
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
    if audit is None and (gone := cleared_sentence(where.ledger.purging.told(where.area.code, filing.id))):
        raise UsageError(f"该报送件的{gone}，不能再办。登记、摘要用 gouji show 看。")
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
