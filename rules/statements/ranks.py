"""Statements of a rank and where it was before: 由第9位上升到第4位，前进5位; 列第5位，2021年列第9位，上升4位."""

from collections.abc import Iterator
from decimal import Decimal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.text.numbers import numeral
from rules.text.span import Span

_N = "[0-9一二两三四五六七八九十]+"
_RISES = "(?P<rises>上升|提升|前移|前进|跃升|提高|升)|下降|下滑|后退|后移|退|降"
_FROM_TO = pattern(
    f"[由从](?:上年|去年)?的?第(?P<base>{_N})[位名](?:{_RISES})[^第，。]{{0,3}}第(?P<now>{_N})[位名]"
    f"(?:[，,](?:上升|提升|前移|前进|提高|下降|下滑|后退)了?(?P<by>{_N})[个]?[位名])?"
)
_BESIDE = pattern(
    f"(?:第|名列|位列|位居|排在|排名?|列|居)第?(?P<now>{_N})[位名]?[，,（(](?:比|较)?(?:上年|去年|20[0-9]{{2}}年)的?[^，,。；;0-9]{{0,6}}第(?P<base>{_N})[位名]"
    f"[）)]?(?:的?(?:名次|位次))?[，,]?(?:[比较](?:上年|去年)|同比)?(?:{_RISES})了?(?P<by>{_N})个?[位名]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankChange:
    """``up``: by how many it rose, less than 0 where it fell; ``said``: what is written of it, None: only the way."""

    span: Span
    up: Decimal
    rises: bool
    said: Decimal | None

    @property
    def wrong(self) -> Decimal | None:
        """What is written, with its sign, where it is not so."""
        way = 1 if self.rises else -1
        if (self.up > 0) != self.rises:
            return way * (self.said if self.said is not None else abs(self.up))
        return way * self.said if self.said is not None and self.said != abs(self.up) else None


def rank_changes(text: str, place: Span) -> Iterator[RankChange]:
    """The ranks of a paragraph that are told with those before them; who rises has a lower number."""
    for one in (_FROM_TO, _BESIDE) if "第" in text[place.start : place.end] else ():
        for found in one.finditer(text, place.start, place.end):
            base, now = numeral(found["base"]), numeral(found["now"])
            if base is not None and now is not None and base != now:
                said = numeral(found["by"]) if found["by"] else None
                yield RankChange(span=Span(*found.span()), up=base - now, rises=bool(found["rises"]), said=said)
