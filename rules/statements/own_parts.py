"""How many villages and communities a township says it has: wherever all of them are counted, and where more are."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.statement import Statement
from rules.text.numbers import numeral
from rules.text.own_identity import own_identity
from rules.text.span import Span

_N = "[0-9]{1,3}|[一二三四五六七八九十两]{1,3}"
_COUNTED = pattern(
    f"(?P<all>(?:全镇|全乡|全街道|辖区(?:内)?|所?辖|下辖|共有|管辖)(?:共|有|的|所有|共有)?)?(?<![0-9.])(?P<number>{_N})个"
    "(?P<of>行政村|村(?![民级规务庄组屯居]|办|干|小组)|社区(?![居服工干])|居委会|居民委员会)(?P<both>[（(](?:社区|居|行政村|村)[）)]|[、和与及/]社区(?![0-9]))?"
)
# 下辖行政村16个、社区2个
_NAMED_FIRST = pattern(
    f"(?:下辖|所?辖|管辖|共有)(?P<of>行政村|村|社区)(?P<number>{_N})个(?:[、和及](?P<other>行政村|村|社区)(?P<more>{_N})个)?"
)
_EVERY = pattern("(?:都|均|皆|全部|每|各)")
_ALSO = pattern("[、和及与]$")
_NAMES = {"行政村": "村", "居委会": "社区", "居民委员会": "社区"}
_LEAST, _NEAR = 2, Decimal("1.5")


def own_parts(context: CheckContext, parts: tuple[str, ...]) -> Sequence[list[Statement]]:
    """What is told of each kind in more than one way: where all are counted, and where more are than there can be."""
    if not context.memo(own_identity).main.township:
        return ()
    said = [one for place in context.body.spans(parts) for one in _counts(context.body.text, place)]
    groups = [_group([one for one in said if one.topic == f"parts.{kind}"]) for kind in ("村", "社区")]
    later = [one for place in context.body.spans(("section.5",)) for one in _counts(context.body.text, place)]
    groups = [[*group, *_one_more(group, later)] for group in groups]
    wholes = [group[0].value for group in groups if group]
    most = sum((one or Decimal(0) for one in wholes), Decimal(0)) if len(wholes) == len(groups) else None
    both = [one for one in said if one.topic == "parts.both"]
    over = [one for one in both if most is not None and ((one.value or 0) > most or (one.named and one.value != most))]
    if over:  # 16个行政村、3个社区 beside 21个村（社区）
        groups.append([*groups[0][:1], *groups[1][:1], *over])
    return tuple(group for group in groups if len(group) >= _LEAST)


def _group(said: Sequence[Statement]) -> list[Statement]:
    """Those that count all, and those of more; without any that counts all, a number told twice stands for it."""
    values = [one.value for one in said]
    again = [value for value in values if value is not None and values.count(value) >= _LEAST]
    # one that is told twice stands for all, unless one is far greater: 7个村, and four of them twice
    whole = max(again, default=Decimal(0))
    near = all((value or 0) <= whole * _NEAR for value in values)
    named = [one for one in said if one.named] or [one for one in said if near and one.value == whole]
    if not named:
        return []
    most = max(one.value or Decimal(0) for one in named)
    return [*named, *(one for one in said if one not in named and (one.value or 0) > most)]


def _one_more(group: Sequence[Statement], later: Sequence[Statement]) -> Iterator[Statement]:
    """Those of section five that are one or two more than what section one says there are: 辖8个社区, 对9个社区检查."""
    said = [one for one in group if one.named]
    most = max([one.value or Decimal(0) for one in said], default=Decimal(0))
    for one in later:
        if most and one.topic == said[0].topic and 0 < (one.value or 0) - most <= _LEAST:
            yield one


def _counts(text: str, place: Span) -> Iterator[Statement]:
    yield from _named_first(text, place)
    named_before = -1
    for found in _COUNTED.finditer(text, place.start, place.end):
        number = found["number"]
        value = numeral(number)
        # 辖16个行政村、3个社区: the word stands for both
        goes_on = named_before >= 0 and _ALSO.search(text, named_before, found.start()) is not None
        named = bool(found["all"]) or (goes_on and found.start() - named_before <= _LEAST)
        named_before = found.end() if named else -1
        kind = "both" if found["both"] else _NAMES.get(found["of"], found["of"])
        named = _EVERY.match(text, found.end()) is not None if kind == "both" else named  # 18个村（社区）都设
        if value:
            yield Statement(topic=f"parts.{kind}", span=Span(*found.span()), value=value, named=named)


def _named_first(text: str, place: Span) -> Iterator[Statement]:
    for found in _NAMED_FIRST.finditer(text, place.start, place.end):
        for of, number in ((found["of"], found["number"]), (found["other"], found["more"])):
            value = numeral(number) if number else None
            if value:
                yield Statement(topic=f"parts.{_NAMES.get(of, of)}", span=Span(*found.span()), value=value, named=True)
