"""What a figure speaks of: words such as 其中, 全县, 上年 or 信访 before it, read before any number is compared.

A word governs what follows it to the end of its clause or bracket; at the head of a sentence, the whole sentence;
其中 (sort ``rest``) everything to the end of its sentence. Sorts of the list ``scopes``: ``part``, ``rest``, ``body``
(another body), ``time`` (another time), ``matter`` (another matter), ``whole`` (takes its word out of the others).
"""

from collections.abc import Iterator

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.text.figures import Mention, mentions
from rules.text.span import Span

_HEAD = pattern(r"(?:[（(]?[一二三四五六七八九十]+[）)、]|[一二三四五六七八九十]是|\d{4}年(?:度)?[，,]?|\d[.．、])*\Z")
_NAMES = {
    "part": "只说了其中一部分",
    "rest": "只说了其中一部分",
    "body": "说的不是本单位自己的数",
    "time": "说的不是本年度的数",
    "matter": "说的不是政府信息公开申请",
}
_YEAR_DIGITS = 4
# 收到8件，延期答复3件，其中予以公开2件: the parts are those of a few counted in between
_FEW = pattern(
    "(?:延期|延长|征求|补正|网上|线上|网络|信函|当面|窗口|邮寄)[^。]*[0-9０-９一二两三四五六七八九十]+[件份宗]"
)
_ASIDE = ("结转", "相比", "较", "比")  # a year told beside the year's own figures governs its own clause alone


def outside(scene: CheckContext, mention: Mention, name: str = "scopes", whole: tuple[str, ...] = ()) -> str:
    """Why a figure must not be compared with the report's own, in Chinese, or ``""``.

    ``whole``: lists of figures; 其中 behind one of these, if it counts itself, introduces the parts of a whole.
    """
    sorts = list(_sorts(scene, mention, name))
    if "rest" in sorts and whole and _parts_of_whole(scene, mention, name, whole):
        sorts = [sort for sort in sorts if sort != "rest"]
    if sorts:
        return _NAMES[sorts[0]]
    return _other_year(scene, mention) or _other_body(scene, mention)


def _parts_of_whole(scene: CheckContext, mention: Mention, name: str, whole: tuple[str, ...]) -> bool:
    """Whether the whole stands before it: in its sentence, or in the one before if this one begins with 其中."""
    body = scene.body
    part, start = body.passage(mention.span.start).part, mention.sentence.start
    if body.text.startswith("其中", start) and body.text[start - 1 : start] == "。":
        start = body.sentence(start - 1).start
    wholes = (one for figures in whole for one in mentions(body, figures, (part,)))
    before = (one for one in wholes if start <= one.span.start and one.span.end <= mention.span.start)
    opener = body.text.rfind("其中", start, mention.span.start)
    return any(not outside(scene, one, name) for one in before if not _FEW.search(body.text, one.span.end, opener))


def _sorts(scene: CheckContext, mention: Mention, name: str) -> Iterator[str]:
    return _governing(scene, mention.span, mention.sentence, name)


def _governing(scene: CheckContext, span: Span, sentence: Span, name: str) -> Iterator[str]:
    """The sorts of the scope words that govern a span, other than ``whole``."""
    body = scene.body
    hits = [hit for hit in body.hits_between(name, sentence.start, span.end) if scene.applies(hit.term)]
    whole = [Span(hit.start, hit.end) for hit in hits if hit.term.sort == "whole"]
    for hit in hits:
        if hit.term.sort != "whole" and Span(hit.start, hit.end) not in whole and _governs(scene, hit, span, sentence):
            yield hit.term.sort


def _governs(scene: CheckContext, hit: Hit, span: Span, sentence: Span) -> bool:
    body = scene.body
    if hit.start >= span.start and not _in_gap(hit, span):
        return False
    if hit.term.sort == "rest" or _HEAD.match(body.text[sentence.start : hit.start]):
        return True
    return body.clause(hit.start).holds(span.start)


def _in_gap(hit: Hit, span: Span) -> bool:
    """A scope word between the words of a template narrows it as well: 收到通过网络提交的申请5件."""
    return span.start < hit.start and hit.end < span.end


def _other_year(scene: CheckContext, mention: Mention) -> str:
    body, own = scene.body, scene.report.year
    for digits in body.digits_between(mention.sentence.start, mention.span.start):
        written = body.text[digits.start : digits.end]
        if len(written) == _YEAR_DIGITS and body.text[digits.end : digits.end + 1] == "年" and int(written) != own:
            clause = body.clause(digits.start)
            aside = any(word in body.text[clause.start : clause.end] for word in _ASIDE)
            if not aside or clause.holds(mention.span.start):
                return _NAMES["time"]
    return ""


def _other_body(scene: CheckContext, mention: Mention) -> str:
    """Another agency of the register named in the sentence."""
    register, own = scene.dossier.register, scene.agency
    if register is None:
        return ""
    words = scene.body.text[mention.sentence.start : mention.span.end]
    mine = set(own.all_names()) if own else {scene.report.agency or ""}
    others = (agency.name for agency in register.agencies)
    return _NAMES["body"] if any(name not in mine and name in words for name in others) else ""
