"""Every number of a paragraph in order, shares among them, each with the words that say what it is.

What brackets hold stands in its place: 比上年（84条）多6条 reads as its words do.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.statements.rates import Rate, rates, tells_rates
from rules.text.body import Body
from rules.text.numbers import LOST_SIGN, Quantity
from rules.text.span import Span

_SAME_UNIT = {"人次": "人", "名": "人", "批次": "批", "块次": "块", "场次": "场"}
# 20个工作日, 3个月 and 5个百分点 are no numbers of what is counted in 个
_NO_PIECES = ("工作日", "月", "小时", "季度", "年", "百分点")
_NO_PERSONS = ("人民", "人才", "人社", "人大", "人口", "人力", "人工", "人居")
_PAUSE = pattern("[，,；;。：:]")
_REACH = 6
_ROW = ("、", "和", "及")
_OPENS, _SHUTS = "（(", "）)"
_MOST = 400  # a paragraph with more numbers is a table that lost its lines, and nothing in it is a statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """``gap``: all since the number before; ``label``: its end, behind the last mark, ``mark``; ``tail``: what follows.

    ``kind``: the unit as far as it decides what may be added, % of a share (``rate``). ``depth``: in how many brackets
    it stands. ``sure``: exact; ``step``: what its last digit is worth. ``sentence``: the number of its sentence.
    ``written``: as it stands in the text, with its unit.
    """

    value: Decimal
    kind: str
    step: Decimal
    sure: bool
    gap: str
    label: str
    mark: str
    tail: str
    start: int
    end: int
    depth: int
    sentence: int
    written: str
    rate: Rate | None = None

    @property
    def count(self) -> bool:
        """Whether it is an exact number of something."""
        return self.sure and self.rate is None

    @property
    def clause(self) -> str:
        """The words of its clause before it, those of a list in it too."""
        return _PAUSE.split(self.gap)[-1]

    @property
    def at_least(self) -> bool:
        """Whether it is a number of something that is this or more: 100余条."""
        return not self.sure and self.rate is None and ("余" in self.written or "多" in self.written)

    def behind(self, gap: str) -> "Mention":
        """The same number with other words before it."""
        return Mention(
            value=self.value, kind=self.kind, step=self.step, sure=self.sure, gap=gap, label=self.label,
            mark=self.mark, tail=self.tail, start=self.start, end=self.end, depth=self.depth, sentence=self.sentence,
            written=self.written, rate=self.rate,
        )  # fmt: skip


def total_of(told: Iterable[Mention]) -> Decimal:
    """What numbers make together."""
    return sum([one.value for one in told], Decimal(0))


def without_lists(values: Sequence[Decimal]) -> list[Decimal]:
    """Some numbers without those that two or more make right behind it: 网络11件，网站8件，邮箱3件，信函5件."""
    kept, at = list[Decimal](), 0
    while at < len(values):
        kept.append(values[at])
        ends = (end for end in range(at + 3, len(values) + 1) if sum(values[at + 1 : end]) == values[at])
        at = next(ends, at + 1)
    return kept


def tells_again(one: Mention, other: Mention) -> bool:
    """Whether the second only takes up the first: 更新滞后55个，滞后的55个已整改."""
    again = other.label[:-1] if other.label.endswith("的") else ""
    return 1 < len(again) <= _REACH and again in one.label[-_REACH:] + one.tail[:_REACH]


def mentions_with(context: CheckContext, where: Parts, words: str = "") -> Iterator[tuple[Span, tuple[Mention, ...]]]:
    """The paragraphs of the named parts, each with its numbers; given a list, those in which a word of it stands."""
    body = context.body
    lines = body.lines(where)
    if words:
        said = {body.paragraph(at).start for _, places in body.places(words) for at in places}
        lines = tuple([line for line in lines if line.start in said]) if said else ()
    for line in lines:
        yield line, mentions(context, line)


def mentions(context: CheckContext, paragraph: Span) -> tuple[Mention, ...]:
    """The numbers of a paragraph; made once."""
    known = context.memo(_known)
    told = known.get(paragraph)
    if told is None:
        told = known[paragraph] = tuple(_mentions(context.body, paragraph))
    return told


def _known(_context: CheckContext) -> dict[Span, tuple[Mention, ...]]:
    return {}


def _mentions(body: Body, line: Span) -> Iterator[Mention]:
    base, end = line
    counts = [one for one in _with_units(body, line) if one.unit not in ("", "%")]
    words = body.text[base:end]
    shares = list(rates(words, base)) if tells_rates(words) else []
    if not 0 < len(counts) + len(shares) <= _MOST or LOST_SIGN in words:
        return  # where signs are lost, a number, its unit or its name may be among them
    numbers: list[Rate | Quantity] = [*counts]
    if shares:
        taken = {at for share in shares for at in range(share.start, share.end)}
        numbers = sorted([*shares, *(one for one in counts if one.start not in taken)], key=attrgetter("start"))
    nested = any(map(words.__contains__, "（()）"))
    at, depth, sentence = base, 0, 0
    for number, after in zip(numbers, [*[one.start for one in numbers[1:]], end], strict=False):
        gap = body.text[at : number.start]
        if nested:
            depth = max(0, depth + sum(map(gap.count, _OPENS)) - sum(map(gap.count, _SHUTS)))
        sentence += gap.count("。")
        made = _mention(body, number, gap, after, (depth, sentence))
        yield made
        at = made.end


def _with_units(body: Body, line: Span) -> Sequence[Quantity]:
    """The numbers of a paragraph; those of a row have the unit of its last: 分别为37、40、100条."""
    found = list(body.numbers_between(*line))
    for at in range(len(found) - 1, 0, -1):
        one, behind = found[at - 1], found[at]
        if one.start == line.start and body.text.startswith("、", one.end):
            break  # 1、5个科室、8个社区共13个: it numbers the paragraph
        if not one.unit and behind.unit not in ("", "%") and body.text[one.end : behind.start] in _ROW:
            found[at - 1] = one._replace(unit=behind.unit)
    return found


def _mention(body: Body, number: Rate | Quantity, gap: str, after: int, where: tuple[int, int]) -> Mention:
    text, marks, start = body.text, body.marks, number.start
    kind = "%" if isinstance(number, Rate) else _kind(text, number)
    end = _end(number, kind)
    mark = bisect_left(marks, start)  # the first behind the words before it
    label = marks[mark - 1] + 1 if mark else 0
    marked = label > start - len(gap)
    behind = bisect_left(marks, end, mark)
    share = number if isinstance(number, Rate) else None
    return Mention(
        value=number.value,
        kind=kind,
        step=number.step,
        sure=number.sure if isinstance(number, Rate) else not number.rough,
        gap=gap,
        label=text[label:start] if marked else gap,
        mark=text[label - 1] if marked else "",
        tail=text[end : min(after, marks[behind]) if behind < len(marks) else after],
        start=start,
        end=end,
        depth=where[0],
        sentence=where[1],
        written=text[start:end],
        rate=share,
    )


def _end(number: Rate | Quantity, kind: str) -> int:
    """Where a number ends with the whole of its unit: 3个工作日."""
    return number.end + (len(kind) - 1 if kind[0] == "个" else 0)


def _kind(text: str, number: Quantity) -> str:
    kind = _SAME_UNIT.get(number.unit, number.unit)
    if kind == "个":
        if text.startswith("人", number.end) and not text.startswith(_NO_PERSONS, number.end):
            return "人"  # 加起来9个人
        kind += next((one for one in _NO_PIECES if text.startswith(one, number.end)), "")
    return kind
