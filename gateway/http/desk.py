"""What every verb of the door works with, and the words in which requests are read."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from urllib.parse import quote

from filings.agency import Agency, Jurisdiction
from filings.civil import SHANGHAI, civil_day
from filings.nouns import dataclass
from filings.writable import writable
from gateway.http.limits import Rates
from gateway.http.metrics import Metrics
from gateway.http.pool import Pool
from gateway.http.problems import RequestProblem, not_found, wrong
from gateway.http.results import Results
from gateway.http.routes import Call
from gateway.intake.door import SubmissionService
from gateway.office import Office
from ledger import Ledger
from rules.book_io.rulebook import Rulebook
from workers.runtime import Runtime

_FIRST, _LAST = 2008, 2999
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The parts behind the door. ``wait``: seconds that a check is waited for before it is answered later."""

    parts: Runtime
    book: Callable[[], Rulebook]
    pool: Pool
    rates: Rates
    results: Results
    metrics: Metrics
    wait: float = 5.0

    @property
    def ledger(self) -> Ledger:
        """The record."""
        return self.parts.ledger

    @property
    def door(self) -> SubmissionService:
        """What takes filings in."""
        return SubmissionService(self.parts)

    def area(self, call: Call) -> Jurisdiction:
        """The jurisdiction of the token."""
        found = self.ledger.register.jurisdiction(call.holder.area)
        if found is None:
            raise not_found("辖区")
        return found

    def office(self, call: Call) -> Office:
        """The office of the token's jurisdiction."""
        return Office(parts=self.parts, area=self.area(call))

    def agency(self, call: Call, code: str) -> Agency:
        """The agency with this code, if the token is for it. Problem 404 in the same words for every other one."""
        found = self.ledger.register.find(code) if writable(code) else None
        if found is None or not call.holder.covers(found.jurisdiction, found.code):
            raise not_found("这个单位")
        return found


def said(call: Call) -> dict[str, str]:
    """What stands in the address and in the fields beside a file. Problem where the two contradict each other."""
    for name, value in call.form.fields.items():
        if call.query.get(name, value) != value:
            raise wrong(name, "地址里和表单里写得不一样")
    return {**call.query, **call.form.fields}


def year_of(words: Mapping[str, str], name: str = "year") -> int | None:
    """The report year that was named. Problem when it is none."""
    text = words.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4 and _FIRST <= int(text) <= _LAST):  # noqa: PLR2004 - signs of a year
        raise wrong(name, f"应是{_FIRST}到{_LAST}之间的年份")
    return int(text)


def needed_year(words: Mapping[str, str]) -> int:
    """The same, where there must be one."""
    found = year_of(words)
    if found is None:
        raise wrong("year", "没有写报告年度")
    return found


def day_of(words: Mapping[str, str], name: str, now: datetime) -> date:
    """The day that was named, today where none was."""
    text = words.get(name, "")
    if not text:
        return civil_day(now)
    return _day(text, name)


def a_day(words: Mapping[str, str], name: str) -> date | None:
    """The day that was named, or None."""
    text = words.get(name, "")
    return _day(text, name) if text else None


def limit_of(call: Call, usual: int = 100) -> int:
    """How many rows a page may have."""
    text = call.query.get("limit", str(usual))
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= _MOST):  # noqa: PLR2004 - 999 is over
        raise wrong("limit", f"应是1到{_MOST}之间的整数")
    return int(text)


def yes(words: Mapping[str, str], name: str) -> bool:
    """A mark that is off unless set."""
    text = words.get(name, "").lower()
    if text not in ("", "true", "false", "1", "0"):
        raise wrong(name, "应写 true 或 false")
    return text in ("true", "1")


def kept(name: str, text: str, most: int = 2000) -> str:
    """Words that go on record. Problem for signs that cannot be kept, and for far too many of them."""
    if not writable(text):
        raise RequestProblem("text", f"{name} 中有无法保存的字符（空字符或半个字符），请改正后再发。")
    if len(text) > most:
        raise wrong(name, f"太长，最多{most}个字")
    return text.strip()


def told(instant: datetime) -> str:
    """An instant as it is told: RFC 3339 with +08:00, to the second."""
    return instant.astimezone(SHANGHAI).isoformat(timespec="seconds")


def next_page(call: Call, path: str, last: str) -> dict[str, str]:
    """The Link to the page after the row ``last``."""
    others = [(name, value) for name, value in call.query.items() if name != "after"]
    words = "&".join(f"{name}={quote(value, safe='')}" for name, value in [*others, ("after", last)])
    return {"Link": f'<{call.base}{path}?{words}>; rel="next"'}


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise wrong(name, "应写成 2026-01-31 的样子") from None
