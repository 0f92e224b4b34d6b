"""The end of a report: the body that signs and the date, taken out of the last section."""

import re
from collections.abc import Sequence
from datetime import date

from filings.figure import squeeze
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.report import Paragraph
from readers.interpret.dates import DATE, MONTH, YEAR, find_date

_NAME = pattern(r"^[\u4e00-\u9fff（）()·]{3,30}$")
_OFFICE = pattern(r"(?:局|委|办|室|中心|政府|镇|乡|街道|办事处|院|站|会|厅|部|队|所|公司|学校|社|馆|区|县|市)$")
_SEALED = pattern(r"[(（](?:盖章|公章|印章|章|签章|代章)[)）]$")
_NOTHING = frozenset({"无", "没有", "暂无"})
_LOOK_BACK = 8


@dataclass(frozen=True, slots=True)
class Signature:
    """``closing``: the paragraphs that hold it; ``rest``: those before it."""

    rest: tuple[Paragraph, ...]
    closing: tuple[Paragraph, ...] = ()
    signed_by: str | None = None
    signed_on: date | None = None
    place: str = ""


def split_signature(text: Sequence[Paragraph], agency: str | None) -> Signature:
    """Take the signature off the last paragraphs of a report."""
    for index in range(len(text) - 1, max(-1, len(text) - 1 - _LOOK_BACK), -1):
        line = squeeze(text[index].text)
        if _is_date_line(line):
            return _dated(text, index, line)
    name = _SEALED.sub("", squeeze(text[-1].text)) if text else ""
    if agency and _signs(name, agency):
        return Signature(tuple(text[:-1]), tuple(text[-1:]), name, None, text[-1].place)
    return Signature(tuple(text))


def _is_date_line(line: str) -> bool:
    """A line that is nothing but a date, or a name and a date."""
    found = _date_in(line)
    if found is None or found.end() < len(line.rstrip(")）")):
        return False
    if found.re is DATE and find_date(line) is None:
        return False
    before = line[: found.start()].rstrip("(（")
    return not before or bool(_NAME.match(before))


def _date_in(line: str) -> re.Match[str] | None:
    """The date that a line holds, whole or in part."""
    return DATE.search(line) or MONTH.search(line) or YEAR.fullmatch(line)


def _dated(text: Sequence[Paragraph], index: int, line: str) -> Signature:
    found = _date_in(line)
    name = line[: found.start()].rstrip("(（") if found else ""
    start = index
    if not name and index:
        above = _SEALED.sub("", squeeze(text[index - 1].text))
        if _NAME.match(above) and above not in _NOTHING and _OFFICE.search(above):
            name, start = above, index - 1
    return Signature(
        rest=tuple(text[:start]),
        closing=tuple(text[start:]),
        signed_by=name or None,
        signed_on=find_date(line),
        place=text[index].place,
    )


def _signs(line: str, agency: str) -> bool:
    return bool(_NAME.match(line)) and (line in agency or agency in line)
