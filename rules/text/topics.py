"""The topics of section one: （一）主动公开 … each with the text that stands under it."""

from collections.abc import Iterator

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext

_HEAD = pattern(r"^(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,2}、)")
_END = pattern(r"[。：:；;\n]|——")
_LONGEST_HEADING = 30
_TELLING = ("无", "没有", "未", "零", *"0123456789０１２３４５６７８９")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """``heading``: as printed, with its number; ``text``: what follows, without blanks; ``place``: of the heading."""

    heading: str
    text: str
    place: str


def topics(context: CheckContext) -> tuple[Topic, ...]:
    """The topics of section one in order; text before the first one belongs to none."""
    return tuple(_topics(context))


def _topics(context: CheckContext) -> Iterator[Topic]:
    heading, place = "", ""
    under: list[str] = []
    for passage in context.body.paragraphs("section.1"):
        if _HEAD.match(passage.text):
            if heading:
                yield Topic(heading=heading, text="".join(under), place=place)
            heading, rest = ("", "") if _says_all(passage.text) else _split(passage.text)
            place, under = passage.place, [rest]
        else:
            under.append(passage.text)
    if heading:
        yield Topic(heading=heading, text="".join(under), place=place)


def _says_all(text: str) -> bool:
    """Whether a paragraph of one sentence is its own heading and says how it was: （四）复议、诉讼均为零。"""
    return text.find("。") == len(text) - 1 and any(word in text for word in _TELLING)


def _split(text: str) -> tuple[str, str]:
    """The heading and the rest of its paragraph; a first sentence too long for a heading is text."""
    end = _END.search(text)
    at = end.start() if end else len(text)
    if at <= _LONGEST_HEADING:
        return text[:at], text[end.end() :] if end else ""
    number = _HEAD.match(text)
    at = number.end() if number else 0
    return text[:at], text[at:]
