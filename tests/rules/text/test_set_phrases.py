"""Fixed phrases one slip away from what they are; other wordings and longer words around them are left alone."""

from collections.abc import Callable

import pytest

from filings.report import Paragraph
from rules.engine.context import CheckContext
from rules.text.set_phrases import near_misses

_REGULATION, _REPORT = "中华人民共和国政府信息公开条例", "政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"贯彻《{_REGULATION}》，编制{_REPORT}。", []),
        ("贯彻《中华人民共和国政府信息公开条理》。", [_REGULATION]),
        ("贯彻《中华人民共和国政府信公息开条例》。", [_REGULATION]),
        ("贯彻《中华人民共和国政府信息条例》。", [_REGULATION]),
        ("贯彻《中华人民共和国信息公开条例》。", [_REGULATION]),
        ("《中华人民共和国政府信息公开工作年度报告格式》", []),
        ("学习习近平新时代中国特色社会注意思想。", ["习近平新时代中国特色社会主义思想"]),
        ("编制政府信息公开工作年年度报告。", [_REPORT]),
        ("编制政府信息公开工作季度报告、政府信息公开年度报告。", []),
        ("问题集中于行政查询事项，属于行政执法案件。", []),
        ("坚持公开为常态，不公开为例外。", []),
        ("坚持公开为常态、不公开是例外。", []),
        ("年度报告。", []),
    ],
)
def test_near_misses(context_of: Callable[..., CheckContext], text: str, told: list[str]) -> None:
    """A sign changed, two changed places, one written twice; of a name also one or two left out or typed wrong."""
    found = near_misses(context_of(text), "set_phrases", ("section.1",))
    assert [one.phrase for one in found] == told


def test_a_phrase_cut_off_by_the_end_of_the_text(context_of: Callable[..., CheckContext]) -> None:
    """What is not all there is no slip of a phrase."""
    closing = (Paragraph(text="学习中华人民共和国政府信息公", place="P1"),)
    context = context_of(report={"title": "", "lead": (), "sections": (), "closing": closing})
    assert list(near_misses(context, "set_phrases", ("closing",))) == []


def test_a_slip_of_one_sign_leaves_a_piece_whole(context_of: Callable[..., CheckContext]) -> None:
    """Whichever sign of a phrase is wrong, but for the first, another piece of it still stands."""
    terms = context_of("").lists["set_phrases"].terms
    for whole in {term.instead for term in terms}:
        pieces = [term.text for term in terms if term.instead == whole]
        stands = [set(range(whole.index(one), whole.index(one) + len(one))) for one in pieces]
        assert all(any(at not in covered for covered in stands) for at in range(1, len(whole))), whole
