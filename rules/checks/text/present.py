"""应当写到的内容有没有写到。"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.engine.parameters import Cells, Parts, Terms, TermsList
from rules.engine.results import Breach, Gap, Result
from rules.text.names import is_body
from rules.text.numbers import quantities
from rules.text.own_identity import own_identity
from rules.text.passage import part_name
from rules.text.topics import topics

_MONTH = pattern(r"(?:\d{4}|[二〇○零一三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月")
_DATE = pattern(_MONTH.pattern + r"\s*[\d一二三四五六七八九十]{1,3}\s*[日号]?|\d{4}[-./]\d{1,2}[-./]\d{1,2}")
_NO_DAY = "落款日期里的“日”（只写到月）"
_CALENDAR = "年月日号时度"
_HEADED = 3  # headings that make a section one of headings
_SIGNS = {"title": "标题", "number": "具体数字", "signature": "落款单位", "date": "落款日期"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """where 里应当出现 words 各词表的内容和 signs 各种写法；缺的一次列全。given 里有大于0的才要求。

    every_sentence：有一句哪个词表的内容都没有的，看不出写的是什么，不说缺了哪样；第一部分分了小标题的，缺哪个看得出来，照说。
    planned：写了下一年的，就是写到了这个词表的内容（2024年，一是……）。not_for：单位名称以这个词表里的词结尾的，不要求写。
    """

    where: Parts
    words: TermsList = ()
    signs: tuple[Literal["title", "number", "signature", "date"], ...] = ()
    given: Cells = ()
    every_sentence: bool = False
    planned: Terms = ""
    not_for: Terms = ""

    facts: ClassVar[frozenset[str]] = frozenset({"missing", "part"})

    @property
    def needs(self) -> frozenset[str]:
        """Nothing besides the report."""
        return frozenset()

    def run(self, context: CheckContext) -> Iterator[Result]:
        """One breach that lists everything missing, at the first of the parts."""
        reason = self._not_asked(context)
        if reason:
            yield Gap(reason=reason)
            return
        missing = [_label(name, context) for name in self.words if not self._said(name, context)]
        missing += [self._lacks(sign, context) for sign in self.signs if not self._stands(sign, context)]
        if missing and not (self.every_sentence and self._unclear(context)):
            part = next((part for part in self.where if any(context.parts((part,)))), self.where[0])
            yield Breach(refs=(part,), facts={"missing": tuple(missing), "part": part_name(part)})

    def _not_asked(self, context: CheckContext) -> str:
        if self.not_for and (end := _ending(context, self.not_for)):
            return f"{end}不要求写"
        if self.given and not any(context.range(ref).least > 0 for ref in self.given):
            return f"{context.title(self.given[0])}等没有大于0的数字，不要求写"
        written = self.where[0] in ("title", "lead", "closing") or any(context.parts(self.where))
        return "" if written else f"{part_name(self.where[0])}没有文字，没有核对"

    def _said(self, name: str, context: CheckContext) -> bool:
        """Whether a list is written about: by one of its words, or by what is told of next year."""
        if name == self.planned and context.report.year:
            later = f"{context.report.year + 1}年"
            if any(context.body.text.find(later, *span) >= 0 for span in context.body.spans(self.where)):
                return True
        return _occurs(name, self.where, context)

    def _unclear(self, context: CheckContext) -> bool:
        """Whether a sentence, or a heading in its place, holds a word of no list: it may be what is looked for."""
        headed = topics(context) if self.where == ("section.1",) else ()
        if len(headed) >= _HEADED:
            return len(headed) == len(self.words) and all(
                self._in_place(name, one.heading, context) for name, one in zip(self.words, headed, strict=True)
            )
        sentences = context.body.sentences(self.where)
        return not all(any(context.body.holds(name, sentence) for name in self.words) for sentence in sentences)

    def _in_place(self, name: str, heading: str, context: CheckContext) -> bool:
        """Whether the heading where a list has its place names it, or nothing else where it is looked for."""
        here = [one for one in self.words if any(word in heading for word in context.lists.texts(one))]
        return name in here or not (here or self._said(name, context))

    def _lacks(self, sign: str, context: CheckContext) -> str:
        texts = [context.body.text[span.start : span.end] for span in context.body.spans(self.where)]
        return _NO_DAY if sign == "date" and any(map(_MONTH.search, texts)) else _SIGNS[sign]

    def _stands(self, sign: str, context: CheckContext) -> bool:
        texts = [context.body.text[span.start : span.end] for span in context.body.spans(self.where)]
        match sign:
            case "title":
                return any(texts)
            case "signature":
                return any(_signs(line, context) for text in texts for line in text.split("\n"))
            case "date":
                return any(_DATE.search(text) for text in texts)
            case _:
                return any(_has_number(text) for text in texts)


def _ending(context: CheckContext, name: str) -> str:
    """The word of a list that the agency's name ends with, ``""`` if none."""
    own = context.memo(own_identity).name
    return next((end for end in context.lists.texts(name) if own.endswith(end)), "")


def _occurs(name: str, where: Parts, context: CheckContext) -> bool:
    """Whether a word of a list stands in the parts, whatever is around it."""
    if context.lists.scans(name):
        return any(map(context.applies, context.body.standing(name, where)))
    texts = [context.body.text[span.start : span.end] for span in context.body.spans(where)]
    return any(term.text in text and context.applies(term) for term in context.lists[name].terms for text in texts)


def _label(name: str, context: CheckContext) -> str:
    """What a list calls the thing that it looks for: the last words of what it says about itself."""
    return context.lists[name].about.strip().rpartition("：")[2].rstrip("。")


def _signs(text: str, context: CheckContext) -> bool:
    """Whether a line of the closing names a body: the agency itself, or anything that reads like one."""
    return is_body(text) or any(name in text for name in context.memo(own_identity).names)


def _has_number(text: str) -> bool:
    """A number that counts something: neither a year nor a day."""
    return any(number.unit or text[number.end : number.end + 1] not in _CALENDAR for number in quantities(text))
