"""The day from which the Regulation holds: 2019-05-15 as revised (国务院令第711号), 2008-05-01 before (第492号)."""

from collections.abc import Iterator
from datetime import date

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.text.moments import moments
from rules.text.span import Span

_REVISED, _FIRST = date(2019, 5, 15), date(2008, 5, 1)
# the Regulation by any of its names, and no other one: 条例》（, 《条例》4月3日公布、, 条例自
_NAMED = pattern("(?:信息公开条例》?|《条例》|(?<![\u4e00-\u9fff》])条例|[该新]条例)[^。；;\n《》]{0,24}$")
_NEW = pattern("新修订|新《|修订后|[该新]条例|国务院令第711号|4月3日")
_HOLDS = pattern("起?(?:正式|开始)?(?:施行|实施|生效)")
_FROM_THEN = pattern("起[，,]")
# 自2019年5月15日起施行的《中华人民共和国政府信息公开条例》; 修订后的《条例》（2008年5月1日起施行）
_OF_IT = pattern("起?(?:正式|开始)?(?:施行|实施|生效)的(?:(?:新修订|修订后)的)?《中华人民共和国政府信息公开条例》")
_AS_REVISED = pattern("(?:修订后的|新修订的?|新)《[^《》\n]{2,20}》（?自?$")
_NEAR = 40


def wrong_law_days(context: CheckContext) -> Iterator[tuple[Span, str]]:
    """Each day from which a sentence says that the Regulation holds, and it does not."""
    text, own = context.body.text, context.report.year
    for one in context.memo(moments) if "条例" in text else ():
        start = context.body.sentence(one.start).start
        named = one.day and (_OF_IT.match(text, one.end) or _NAMED.search(text, start, one.start))
        # 2019年是新《条例》施行的第一年，自5月1日起，…
        then = own == _REVISED.year and one.month == _REVISED.month and _NEW.search(text, start, one.start)
        if not named or not (_HOLDS.match(text, one.end) or (then and _FROM_THEN.match(text, one.end))):
            continue
        day = one.on(own or 0) if one.year or then else _REVISED
        first = not _AS_REVISED.search(text, start, one.start) or "修订" in text[one.end : one.end + _NEAR]
        if day != _REVISED and not (first and day == _FIRST):
            yield Span(one.start, one.end), "修订后的条例自2019年5月15日起施行"
