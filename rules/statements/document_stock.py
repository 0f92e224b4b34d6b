"""How many normative documents were valid before, and by how many more or fewer there are now, beside table two."""

from collections.abc import Iterator
from decimal import Decimal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.context import elsewhere
from rules.text.numbers import numeral
from rules.text.span import Span

_COUNT = "(?:[0-9]{1,4}|[一二两三四五六七八九十百]{1,5})"
_END_OF_LAST = "(?:上年度?[末底]|去年[末底]|上一年度?[末底]|年初|(?P<year>20[0-9]{2})年(?:度)?[末底])"
_LAST = f"(?:{_END_OF_LAST}|上年度?|去年|上一年度?)"
_VALID = pattern(
    f"有效[^，,。；;0-9一二两三四五六七八九十百]{{0,14}}(?P<behind>{_COUNT})件|(?<![0-9])(?P<before>{_COUNT})件[^，,。；;0-9]{{0,10}}有效"
)
# 有效文件数比年初少1件，为5件
_VALID_AT_LAST = pattern(f"有效[^。；;]{{0,20}}[，,](?:仍|还|共)*(?:为|是)(?P<behind>{_COUNT})件(?P<before>)")
_SAME = pattern(
    f"(?:[与和同跟比较]{_LAST}(?:的?{_COUNT}件)?(?:相比)?|总数|件数)(?:持平|相同|一致|一样|不变|没有变化|没有增减|无变化|无增减)"
)
_NET = pattern(
    f"(?:[比较与]{_LAST}(?:的?{_COUNT}件)?(?:相比)?[，,]?|总数)净?(?P<way>增加|增|多|减少|减|少)了?(?P<by>{_COUNT})件"
)
_BEFORE = pattern(
    f"{_END_OF_LAST}(?P<valid>(?:现行|仍|还|继续)*有效)?[的为是有也共还]*(?:行政)?(?:规范性)?(?:文件)?(?P<count>{_COUNT})件(?!公文|政策)"
)
_PAPERS, _WITHIN = "规范性文件", pattern("[初末底]")
# what ran out, was joined or was only changed need not be told as issued or repealed
_OTHERWISE = pattern("失效|修订|修改|合并|划转|并入|拆分|清理|备案|转来|移交")
_ADJACENT, _OF_THEM = pattern("[，,、（(]?(?:数量|总数)?"), pattern("有效[^，,。；;0-9]{0,8}$")
_ALONE = pattern("[，,]?(?:仍|现行|还|均|都)*(?:为|是)?")
_CELLS = tuple(f"proactive.normative.{column}" for column in ("issued", "repealed", "valid"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStock:
    """``found``: how many there were before, or by how many more there are (``net``); ``wanted``: by the table."""

    span: Span
    found: Decimal
    wanted: Decimal
    net: bool

    @property
    def expected(self) -> str:
        """What the table gives, in words."""
        if not self.net:
            return f"上年末{self.wanted:f}"
        return f"{'增加' if self.wanted > 0 else '减少'}{abs(self.wanted):f}" if self.wanted else "增减0"


def document_stock(context: CheckContext) -> tuple[ToldStock, ...]:
    """What section one tells of the stock before, where the stock now is the table's; ``context.memo`` shares it."""
    body = context.body
    if "有效" not in body.text or context.total(_regulations(context)).most > 0:
        return ()
    issued, repealed, valid = (context.range(cell) for cell in _CELLS)
    if not (issued.exact and repealed.exact and valid.exact):
        return ()
    told: dict[Span, ToldStock] = {}
    for part in body.spans(("section.1",)):
        anchors = (found for kind in (_VALID, _VALID_AT_LAST) for found in kind.finditer(body.text, *part))
        for anchor in anchors:
            if numeral(anchor["behind"] or anchor["before"]) == valid.least:
                span, wanted = Span(*anchor.span()), issued.least - repealed.least
                for one in _sentence(context, span, wanted, valid.least - wanted):
                    told[one.span] = one
    return tuple(told.values())


def _regulations(context: CheckContext) -> tuple[str, ...]:
    cells = (f"proactive.regulations.{column}" for column in ("issued", "repealed", "valid"))
    return tuple(cell for cell in cells if cell in context.form.titles)


def _sentence(context: CheckContext, anchor: Span, net: Decimal, before: Decimal) -> Iterator[ToldStock]:
    body, text, sentence = context.body, context.body.text, context.body.sentence(anchor.start)
    if _OTHERWISE.search(text, *sentence) or elsewhere(
        context, sentence, anchor.end, "decision_scopes", frozenset({"time"})
    ):
        return
    named = text.find(_PAPERS, body.paragraph(anchor.start).start, sentence.end) >= 0
    for said in _BEFORE.finditer(text, *sentence):
        count = numeral(said["count"])
        last = said["year"] is None or int(said["year"]) + 1 == context.report.year
        if count is not None and last and (named or said["valid"]) and not _of_change(text, said.span(), sentence):
            yield ToldStock(span=Span(*said.span()), found=count, wanted=before, net=False)
    for told in (_NET, _SAME) if named else ():
        for said in told.finditer(text, *sentence):
            counted = said.groupdict()  # without a number: as many as before
            by = numeral(counted["by"]) if "by" in counted else Decimal(0)
            if by is not None and _goes_with(text, anchor, said.span(), sentence):
                sign = -1 if counted.get("way") in ("减少", "减", "少") else 1
                yield ToldStock(span=Span(*said.span()), found=by * sign, wanted=net, net=True)


def _of_change(text: str, said: tuple[int, int], sentence: Span) -> bool:
    """Whether the number before is only what a change is told against: 比年初的4件多1件."""
    return text.startswith(("以前", "制发"), said[1]) or any(
        one.start() < said[0] < one.end() for told in (_NET, _SAME) for one in told.finditer(text, *sentence)
    )


def _goes_with(text: str, anchor: Span, said: tuple[int, int], sentence: Span) -> bool:
    """Whether a change is one of the stock: right behind it, or against the end of a year with no number between."""
    start = said[0]
    if _OF_THEM.search(text, sentence.start, start):
        return True
    if start < anchor.end:
        return _ALONE.fullmatch(text, said[1], anchor.start) is not None
    between = text[anchor.end : start]
    if _ADJACENT.fullmatch(between):
        return True
    return _WITHIN.search(text[start : said[1]]) is not None and not any(map(str.isdigit, between))
