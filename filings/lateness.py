"""What an audit says of lateness: a fact that no refiling mends, told beside the verdict and never part of it."""

from collections.abc import Iterable, Mapping

from filings.finding import Audit, Finding
from filings.nouns import dataclass

REPORTED, PUBLISHED = "received", "published"
# Rule -> the duty that was late. They are the county's date, the law's where the county set none, and the law's two.
LATE_RULES: Mapping[str, str] = {"D04": REPORTED, "D15": REPORTED, "D02": PUBLISHED, "D03": PUBLISHED}
_WORDS = {REPORTED: "晚报", PUBLISHED: "晚公布"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """One duty that was late, by how many days. ``settled``: the agency has said why, or the office let it stand."""

    duty: str
    days: int
    settled: bool

    @property
    def words(self) -> str:
        """晚报4天 or 晚公布4天."""
        return f"{_WORDS[self.duty]}{self.days}天"


def late_in(findings: Iterable[Finding]) -> tuple[Late, ...]:
    """What was late according to findings, handing in first. What is settled is still late."""
    found = [
        Late(duty=LATE_RULES[f.rule], days=days, settled=f.waived or f.explained)
        for f in findings
        if f.rule in LATE_RULES and isinstance(days := f.facts.get("days"), int)
    ]
    return tuple(sorted(found, key=lambda late: list(_WORDS).index(late.duty)))


def verdict_words(audit: Audit) -> str:
    """校验通过, or 校验通过，晚报4天."""
    return "，".join((audit.verdict.label, *(late.words for late in late_in(audit.findings))))


def reason_asked(findings: Iterable[Finding]) -> str:
    """What is asked of who was late and has not said why, ``""`` if nothing."""
    open_ = [late.words for late in late_in(findings) if not late.settled]
    return f"{'、'.join(open_)}，请说明原因，不必为此重新报送" if open_ else ""
