"""How a report speaks of its own body: 我局, 我镇, 我中心, and which of these fits the body's name."""

from collections.abc import Iterator

from rules.engine.context import CheckContext
from rules.lexicon.terms import Hit
from rules.text.own_identity import own_identity, title_of
from rules.text.readings import Reading

# what an organ by itself stands behind: 由镇长签发, 经镇党委研究
_ALONE = (*"，。；：、（）.．\n", "由", "经", "请", "向", "报", "其中", "是", "全年", "在", "年，", "月", "日")
# whose heads a bureau tells of: 各乡镇自查，由镇长审定
_TOWNS = ("各镇", "乡镇", "各乡", "镇街", "属地", "所在")
_TITLE = 2  # 局长任组长
_EVERYWHERE = ("lead", "section.1", "section.5", "section.6", "closing")


def self_references(context: CheckContext) -> Iterator[Reading]:
    """The body's own name, if it shows what it may call itself, then each kind of word it uses for itself, once."""
    name = context.memo(own_identity).name
    sort = next((one.sort for one in context.lists["self_sorts"].terms if name.endswith(one.text)), "")
    if sort:
        yield Reading(value=sort, says=f"单位名称是“{name}”", ref="title")
    seen = _second_name(context)
    for passage, hit in context.hits("self_names", _EVERYWHERE):
        if hit.term.sort not in seen and _is_own(passage.text, hit, sort):
            seen.add(hit.term.sort)
            said = "正文写的是" if hit.term.extra.get("of") else "正文自称"
            words = passage.text[hit.start : hit.end + (_TITLE if hit.term.text.endswith("任") else 0)]
            yield Reading(value=hit.term.sort, says=f"{said}“{words}”", ref=passage.part, place=passage.place)


def _second_name(context: CheckContext) -> set[str]:
    """What a body with a second name may call itself as well: 某某中心（市妇幼保健院）."""
    title = context.memo(title_of).text.replace(")", "）")
    return {one.sort for one in context.lists["self_sorts"].terms if f"{one.text[-1]}）" in title}


def _is_own(text: str, hit: Hit, sort: str) -> bool:
    """Whether a word speaks of the report's own body; of an organ that such a body does not have, only by itself."""
    of = hit.term.extra.get("of", "")
    if not of:
        return True
    alone = sort in of.split("、") and (hit.start == 0 or text.endswith(_ALONE, 0, hit.start))
    return alone and not (sort == "局" and any(word in text[_sentence(text, hit) : hit.start] for word in _TOWNS))


def _sentence(text: str, hit: Hit) -> int:
    """Where the sentence begins in which a word stands."""
    return text.rfind("。", 0, hit.start) + 1
