"""正文说的结转，年份和件数与表格相符。"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from rules.parameters import Parts, Terms, TermsList
from rules.results import Gap, Note, Result
from rules.scene import Scene
from rules.text.applied import applications
from rules.text.numbers import chinese, quantities
from rules.text.pieces import compared, elsewhere
from rules.text.quoting import breach
from rules.text.span import Span

_YEAR = "(20[0-9]{2}|二[〇○零][一二三][〇○零一二三四五六七八九])"
_VERB = "(?:结转|转入|转结|转至|转到|顺延|延续|延至|留待|转)(?:到|至|入|给|往)?"
_TO_YEAR = re.compile(_VERB + _YEAR + "(?:年度|年)")
_FROM_YEAR = re.compile(
    "" + _YEAR + "(?:年度|年)(?:末|底)?(?:结转|转入|转来|转结)(?!(?:到|至|入|给)?(?:20|下|次|本|今))"
)
_TO_NEXT = re.compile(_VERB + "(?:下一年|下年|次年|明年|" + _YEAR + "(?:年度|年))")
_BROUGHT = re.compile("上年|上一年|上年度|去年|往年|" + _YEAR + "年")
_NONE = re.compile("(?:没有|无|未)(?:任何|需|需要|产生|出现|发生|有)?结转")
_NONE_TO = re.compile("(?:没有|无|未)(?:任何|需|需要|产生|出现|发生|有)?(?:申请)?" + _TO_NEXT.pattern)
# what stands between a count and the word when it is what is carried: no second thing that was done with it
_TIGHT = re.compile("[^并和及与后再，,、]{0,20}")
_CASES = frozenset("件份宗条例个")
_OUT = "applications.carried_out.total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """``year``：结转到的应当是下一年，结转来的应当是上一年；``count``：转入下年几件、没有结转，应当与第三部分相符。

    ``besides``：这些词表里的说法由别的规则比对。
    """

    where: Parts
    words: Terms
    scopes: Terms
    of: Literal["year", "count"]
    besides: TermsList = ()

    facts: ClassVar[frozenset[str]] = frozenset({"quote", "expected"})
    silence: ClassVar[str] = "正文没有这样写结转，没有核对"

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """The words that carry over."""
        return frozenset({self.words})

    def run(self, scene: Scene) -> Iterator[Result]:
        """A breach for each year or count that cannot be right; a gap where nothing of the kind is said."""
        found: list[Result] = []
        for sentence in scene.body.sentences_with(self.words, self.where):
            if applications(scene.body, sentence.start):
                found += _years(scene, sentence) if self.of == "year" else self._counts(scene, sentence)
        yield from found or [Gap(reason=self.silence)]

    def _counts(self, scene: Scene, sentence: Span) -> Iterator[Result]:
        total, text = scene.range(_OUT), scene.body.text
        if not total.exact:
            return
        for found in _TO_NEXT.finditer(text, sentence.start, sentence.end):
            clause = scene.body.clause(found.start())
            if found[1] is not None and _year(found[1]) != (scene.report.year or 0) + 1:
                continue
            said = self._said(scene, sentence, Span(clause.start, found.start()), found)
            if said is not None and said != total.least:
                yield breach(scene, Span(clause.start, found.end()), expected=total)
            elif said is not None:
                yield Note(text="正文写的结转件数与第三部分表格相符")
        for none in _NONE.finditer(text, sentence.start, sentence.end):
            clause = scene.body.clause(none.start())
            told = _TO_NEXT.search(text, clause.start, scene.body.paragraph(clause.start).end)
            if total.least and not told and not _BROUGHT.search(text[clause.start : clause.end]):
                yield breach(scene, Span(clause.start, none.end()), expected=total)

    def _said(self, scene: Scene, sentence: Span, before: Span, found: re.Match[str]) -> Decimal | None:
        """How many are said to be carried over, in the words before: 0 for 没有, None where it is not plain."""
        text = scene.body.text
        if _NONE_TO.search(text, before.start, found.end()):
            return Decimal(0)
        counts = [one for one in quantities(text, before.start, before.end) if one.unit in _CASES]
        if len(counts) != 1 or not counts[0].exact or _BROUGHT.search(text, before.start, before.end):
            return None
        count = counts[0]
        outside = elsewhere(scene, sentence, count.start, self.scopes)
        if outside or not _TIGHT.fullmatch(text, count.end, before.end):
            return None
        known = compared(scene, self.besides, Span(before.start, found.end()), self.where, "scopes")
        return None if known else count.value


def _year(written: str) -> int:
    return int(written) if written.isascii() else int(chinese(written.replace("零", "〇")) or 0)


def _years(scene: Scene, sentence: Span) -> Iterator[Result]:
    """To the next year; from the year before. A report also tells what came into its own: 上年结转到2023年."""
    own = scene.report.year
    if own is None:
        return
    text = scene.body.text
    for found in _TO_YEAR.finditer(text, sentence.start, sentence.end):
        clause = scene.body.clause(found.start())
        brought = _BROUGHT.search(text, clause.start, found.start())
        allowed = (own, own + 1) if brought else (own + 1,)
        if _year(found[1]) not in allowed:
            yield breach(scene, Span(clause.start, found.end()), expected=f"{own + 1}年")
        else:
            yield Note(text="结转到的年份是下一年")
    for found in _FROM_YEAR.finditer(text, sentence.start, sentence.end):
        clause = scene.body.clause(found.start())
        if _year(found[1]) not in (own - 1, own):
            yield breach(scene, Span(clause.start, found.end()), expected=f"{own - 1}年")
        else:
            yield Note(text="结转来的年份是上一年")
