"""The data period 统计期限 as a report states it."""

import re

from filings.nouns import dataclass
from filings.patterns import pattern
from filings.title import written_year
from rules.engine.context import CheckContext
from rules.text.numbers import chinese

_N = r"[\d一二三四五六七八九十〇○零]"
_RANGE = pattern(
    # each way begins with a sign of its own: where none of them stands nothing is looked for
    rf"(?P<y1>19\d{{2}}|20\d{{2}}|二{_N}{{3}}|两{_N}{{3}})[年./-](?P<m1>{_N}{{1,3}})[月./-](?P<d1>{_N}{{1,3}})日?(?:零时|0时|24时)?起?"
    rf"(?:[,，]?(?:至|到|截至|截止到|止)|[-—–―~～－]{{1,2}})"
    rf"(?:(?P<y2>(?:19|20)\d{{2}}|[二两]{_N}{{3}})[年./-]|(?P<same>同年|当年|本年度?|次年|翌年))?(?P<m2>{_N}{{1,3}})[月./-](?P<d2>{_N}{{1,3}})日?"
)
_WORDS = pattern(
    r"统计期限|统计期间|统计时限|统计时间|统计时段|统计范围|数据期限|时间范围|数据统计|所列数据|所列政府信息公开数据|统计数据|报告期|数据起止|统计起止|数据.{0,6}期限|期限[为是自从]|现将|报告(?:中|里)的(?:各项)?数据"
)
_HINTS = ("期限", "统计", "数据", "报告期", "时间范围", "现将")
_YEAR_ONLY = pattern(r"(?P<year>(?:19|20)\d{2})年(?:度|全年)?")
_FROM = ("自", "从")
_NEXT = ("次年", "翌年")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPeriod:
    """``first`` and ``last``: (year, month, day); ``quote``: as written, without blanks; ``part``: where it stands."""

    first: tuple[int, int, int]
    last: tuple[int, int, int]
    quote: str
    part: str
    place: str

    @property
    def whole_year(self) -> bool:
        """From 1 January to 31 December of one year."""
        return self.first[1:] == (1, 1) and self.last[1:] == (12, 31) and self.first[0] == self.last[0]


def periods(context: CheckContext) -> tuple[DataPeriod, ...]:
    """The data periods that a report states: in its lead any, elsewhere those that are called so."""
    found: list[DataPeriod] = []
    for passage in context.paragraphs(_speaking(context)):
        text = passage.text
        if passage.part != "lead" and not _WORDS.search(text):
            continue
        found += [
            period
            for match in _RANGE.finditer(text)
            if (passage.part == "lead" or _is_called_so(text, match))
            and (period := _period(match, passage.part, passage.place))
        ]
    return tuple(found)


def named_year(context: CheckContext) -> bool:
    """Whether a sentence on the data period names a year without dates: 统计期限为2023年度."""
    return any(
        called and _YEAR_ONLY.search(sentence, called.start())
        for passage in context.paragraphs(_speaking(context))
        for sentence in passage.text.split("。")
        for called in (_WORDS.search(sentence),)
    )


def _speaking(context: CheckContext) -> tuple[str, ...]:
    """The lead, and the parts that hold a word of those which call a period so."""
    body = context.body
    others = (
        part
        for part in ("section.1", "section.6", "closing")
        if any(body.text.find(word, span.start, span.end) >= 0 for span in body.spans((part,)) for word in _HINTS)
    )
    return ("lead", *others)


def _is_called_so(text: str, match: re.Match[str]) -> bool:
    start = max(text.rfind("。", 0, match.start()), 0)
    return _WORDS.search(text, start, match.end()) is not None


def _period(match: re.Match[str], part: str, place: str) -> DataPeriod | None:
    year = written_year(match["y1"])
    numbers = [_number(match[name]) for name in ("m1", "d1", "m2", "d2")]
    if year is None or None in numbers:
        return None
    last = written_year(match["y2"]) if match["y2"] else year + (match["same"] in _NEXT)
    m1, d1, m2, d2 = (number or 0 for number in numbers)
    text, start = match.string, match.start()
    quote = text[start - text.endswith(_FROM, 0, start) : match.end()]
    return DataPeriod(first=(year, m1, d1), last=(last or year, m2, d2), quote=quote, part=part, place=place)


def _number(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    value = chinese(written.replace("〇", "零").replace("○", "零"))
    return None if value is None else int(value)
