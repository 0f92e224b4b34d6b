"""The sentence of the report that a finding is about, whole, with the fault marked; numbers of persons hidden."""

from collections.abc import Iterator

from filings.finding import Finding
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.personal import without_numbers
from filings.place import span_of, unspan
from filings.report import Report

_ENDS = pattern(r"[。！？；\n]")
_LONGEST = 300  # signs before and after the fault; a paragraph without a full stop is cut there
_MOST = 3  # sentences quoted for one finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence in three: before the fault, the fault, after it. ``cut``: on which sides more of it stands."""

    before: str
    fault: str
    after: str
    cut: tuple[bool, bool] = (False, False)


def quotes_of(finding: Finding, report: Report) -> tuple[Quote, ...]:
    """The sentences; none for a finding about cells or about what is not there."""
    texts = dict(reversed(list(_texts(report))))  # of several at one place the first counts
    found: dict[Quote, None] = {}
    for place in finding.places:
        text = texts.get(unspan(place))
        span = _span(text, place, finding) if text else None
        if text and span:
            found[_cut(without_numbers(text), *span)] = None
    return tuple(found)[:_MOST]


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    if report.title:
        yield report.places.get("title", ""), report.title
    for paragraph in (*report.lead, *report.closing):
        yield paragraph.place, paragraph.text
    for section in report.sections:
        yield section.place, section.heading
        yield from ((one.place, one.text) for one in section.paragraphs)


def _span(text: str, place: str, finding: Finding) -> tuple[int, int] | None:
    """(start, end) of the fault in the text; None where nothing tells where it stands."""
    if (named := span_of(place)) and sum(named) <= len(text):
        return named[0], sum(named)
    quoted = finding.facts.get("quote") or finding.facts.get("found")
    at = text.find(quoted) if isinstance(quoted, str) and quoted else -1
    return (at, at + len(str(quoted))) if at >= 0 else None


def _cut(text: str, start: int, end: int) -> Quote:
    """The sentences that hold the stretch, from full stop to full stop."""
    first = max((found.end() for found in _ENDS.finditer(text, 0, start)), default=0)
    last = next((found.end() for found in _ENDS.finditer(text, end)), len(text))
    if end > start and _ENDS.match(text, end - 1):
        last = end
    near, far = max(first, start - _LONGEST), min(last, end + _LONGEST)
    return Quote(
        before=text[near:start].lstrip(), fault=text[start:end], after=text[end:far].rstrip(),
        cut=(near > first, far < last),
    )  # fmt: skip
