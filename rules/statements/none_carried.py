"""Nothing carried over, in words that name which year they mean: 没有从上年转来的件, 年末无未办结件."""

from collections.abc import Iterator
from decimal import Decimal

from filings.patterns import pattern
from rules.statements.asked import SCOPES, Asked, cells
from rules.statements.context import elsewhere, year_meant
from rules.statements.statement import Statement

_LAST = "(?:上年度?|上一年度?|去年|往年|以前年度)(?:末|底)?"
_LEFT_OVER = "(?:结转|转来|转入|遗留|留下|未办结|带来|滚动)"
_NEXT = "(?:下一?|次|明)年度?"
_TAIL = "(?:至|到|入|来|下来|过来|本年度?|今年|20[0-9]{2}年度?|的|政府信息|信息|公开|申请|事项|件|情况|情形)*+$"
# 也没有从上年转来的件, 上年无结转, 不存在上年结转情况
_NONE_BROUGHT = pattern(
    f"(?:没有|无|不存在|未有)(?:任何|由|从|自)*{_LAST}{_LEFT_OVER}{_TAIL}"
    f"|{_LAST}(?:均|也|都)?(?:没有|无|未有?){_LEFT_OVER}{_TAIL}"
)
# 截至年底无未办结件, 没有跨年办理的申请
_NONE_LEFT = pattern(
    "(?:没有|无|不存在|未有)(?:任何|一件)?"
    f"(?:未办结|未办完|在办|跨年度?办理|转(?:入|至|到)?{_NEXT}|遗留(?:到|至){_NEXT}|留待{_NEXT}){_TAIL}"
)

_OTHER_MATTERS = pattern("咨询|来信|来电|来访|信访|诉求|工单|热线|提案|建议|复议|诉讼")


def none_carried(told: Asked) -> Iterator[Statement]:
    """What whole segments deny, where nothing narrower stands behind it."""
    for segment in told.segments:
        for row, none in (("carried_in", _NONE_BROUGHT), ("carried_out", _NONE_LEFT)):
            if not segment.counts and none.search(segment.words) and not _outside(told, segment.span.end, row):
                yield Statement(
                    topic=f"requests.flow.{row}", span=segment.span, quantifier="none", value=Decimal(0),
                    meanings=(cells((row,)),), flow="denied",
                )  # fmt: skip


def _outside(told: Asked, at: int, row: str) -> bool:
    """Whether a place speaks of others; 去年没有遗留件 is of what came into this year."""
    if _OTHER_MATTERS.search(told.context.body.text, told.span.start, at):
        return True
    if row != "carried_in":
        return told.elsewhere(at)
    others = elsewhere(told.context, told.span, at, SCOPES, spared=frozenset({"time"}))
    return others or year_meant(told.context, told.span, at) is not None
