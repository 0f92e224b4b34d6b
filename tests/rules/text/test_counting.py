"""The clauses that count something, each once, with the anchors of a list's templates that stand in them."""

import pytest

from rules.lexicon.lists import Lists
from rules.lexicon.terms import Term, TermList
from rules.text.body import Body
from rules.text.passage import Passage

_TEXT = "收到申请3件（其中网上2件），答复申请三件；召开会议，收到建议1,200条。没有申请。"


def _body(*templates: str, text: str = _TEXT) -> Body:
    terms = tuple(Term(text=text) for text in templates)
    passages = {"section.1": (Passage("section.1", text, "P1"),)}
    return Body(passages, Lists({"list": TermList(name="list", terms=terms)}))


def test_clauses_that_count_come_in_the_order_of_their_counts() -> None:
    """Brackets are clauses of their own, blanked out in the clause around them; clauses without a count stay out."""
    words = [words for _, words in _body("申请{n}件").counting]
    assert words == ["收到申请3件\x00\x00\x00\x00\x00\x00\x00\x00", "其中网上2件", "答复申请三件", "收到建议1,200条"]


@pytest.mark.parametrize("templates", [("收到…申请{n}件", "答复{n}件"), ("收到…申请", "答复")])
def test_anchors_are_named_as_listed(templates: tuple[str, ...]) -> None:
    """With templates around numbers or without, each counting clause is told with the anchors that stand in it."""
    body = _body(*templates)
    order = list(body.lists.templates("list"))
    found = [(words.strip("\x00")[:2], anchors) for _, words, anchors in body.clauses("list")]
    assert found == [
        (words.strip("\x00")[:2], here)
        for _, words in body.counting
        if (here := [anchor for anchor in order if anchor in words])
    ]
    assert found


def test_an_anchor_across_a_pause_stands_in_no_clause() -> None:
    """A template that goes over a pause finds nothing; the count before the pause is not taken for its own."""
    body = _body("申请3件；召开{n}次", "答复{n}件", text="答复申请3件；召开会议5次。")
    assert [(words, anchors) for _, words, anchors in body.clauses("list")] == [("答复申请3件", ["答复"])]


def test_a_text_that_counts_nothing_has_no_clauses() -> None:
    """Nothing counted, nothing looked for."""
    body = Body({}, Lists({"list": TermList(name="list", terms=(Term(text="申请{n}件"),))}))
    assert body.counting == ()
    assert list(body.clauses("list")) == []
