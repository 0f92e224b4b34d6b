"""Two filings of one slot beside each other: cells that differ, paragraphs that differ, findings mended, open, new."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from filings.difference import Difference, difference
from filings.finding import Audit, Severity
from filings.nouns import dataclass
from filings.personal import without_numbers
from filings.report import Report
from gateway.pages.changes import Change
from gateway.pages.redrawn import shown
from schemas.editions import edition

_LONGEST = 20_000  # signs of a part that are compared sign by sign
_ALIKE = 0.3  # below this the paragraphs are two, not one that was changed


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some signs of a text. ``how``: same, gone or new."""

    how: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A paragraph that was changed, left out or put in. ``part``: 第一部分 and the like."""

    part: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is different. ``findings``: None where one of the two has no audit."""

    cells: tuple[Change, ...]
    texts: tuple[TextChange, ...]
    findings: Difference | None

    @property
    def nothing(self) -> bool:
        """Whether figures and text are the same."""
        return not self.cells and not self.texts


def comparison(before: Report | None, after: Report | None, earlier: Audit | None, later: Audit | None) -> Comparison:
    """Compare two filings, the earlier one first."""
    old, new = before or Report(), after or Report()
    return Comparison(
        cells=tuple(_cells(old, new)),
        texts=tuple(_texts(old, new)),
        findings=difference(earlier, later) if earlier and later else None,
    )


def mends_nothing(change: Difference, before: Audit) -> bool:
    """Whether something was pointed out in the earlier filing and all of it is still there."""
    asked = {f.fingerprint for f in before.findings if f.severity is not Severity.HINT and not f.waived}
    return bool(asked) and asked.isdisjoint(f.fingerprint for f in change.mended)


def _cells(old: Report, new: Report) -> Iterator[Change]:
    form = edition(new.edition or old.edition or "2021")
    there = [ref for ref in form.refs if ref in old.cells or ref in new.cells]
    for ref in there:
        was, now = shown(old.cells.get(ref)), shown(new.cells.get(ref))
        if was != now:
            yield Change(ref=ref, name=form.titles[ref], old=was, new=now)


def _texts(old: Report, new: Report) -> Iterator[TextChange]:
    former, latter = _parts(old), _parts(new)
    for part in dict.fromkeys((*former, *latter)):
        yield from _part(part, former.get(part, ()), latter.get(part, ()))


def _parts(report: Report) -> dict[str, tuple[str, ...]]:
    parts = {"标题": ((report.title,) if report.title else ()), "开头说明": tuple(p.text for p in report.lead)}
    for one in report.sections:
        parts[f"第{'一二三四五六'[one.number - 1]}部分"] = (one.heading, *(p.text for p in one.paragraphs))
    parts["落款"] = tuple(p.text for p in report.closing)
    return {name: tuple(map(without_numbers, texts)) for name, texts in parts.items() if texts}


def _part(part: str, old: Sequence[str], new: Sequence[str]) -> Iterator[TextChange]:
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            continue
        gone, come = list(old[a:b]), list(new[c:d])
        while gone and come:
            yield TextChange(part=part, stretches=tuple(_stretches(gone.pop(0), come.pop(0))))
        yield from (TextChange(part=part, stretches=(Stretch("gone", text),)) for text in gone)
        yield from (TextChange(part=part, stretches=(Stretch("new", text),)) for text in come)


def _stretches(old: str, new: str) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, old[:_LONGEST], new[:_LONGEST], autojunk=False)
    if matcher.quick_ratio() < _ALIKE:
        yield from (Stretch("gone", old), Stretch("new", new))
        return
    for how, a, b, c, d in matcher.get_opcodes():
        if how == "equal":
            yield Stretch("same", old[a:b])
            continue
        yield from (Stretch(word, text) for word, text in (("gone", old[a:b]), ("new", new[c:d])) if text)
