"""The text laid out as one string: parts, sentences, clauses, and the way back to the document."""

from collections.abc import Callable
from random import Random

from filings.report import Report
from rules.engine.context import CheckContext
from rules.lexicon.lists import Lists
from rules.statements.cutting import cut
from rules.text.body import Body
from rules.text.numbers import quantities
from rules.text.passage import Passage, passages_of
from rules.text.span import Span

Make = Callable[..., CheckContext]
_TOLD = (*"1三千万余约近第.，、；（）。-件条中和年元分名", "23", "345", "１２", "二十", "人次", "申请", "节约", "公开")


def said(context: CheckContext, spans: object) -> list[str]:
    """The words of some spans."""
    return [context.body.text[span.start : span.end] for span in spans]  # type: ignore[attr-defined]


def test_paragraphs_stand_on_lines_without_blanks(context_of: Make) -> None:
    """Blanks go, paragraphs stay apart."""
    body = context_of("全年 公开信息\u3000三条。", "答复 申请。").body
    [span] = body.spans(("section.1",))
    assert body.text[span.start : span.end] == "全年公开信息三条。\n答复申请。\n"


def test_words_lead_back_to_where_they_are_written(context_of: Make) -> None:
    """The quote has its blanks again, and the place counts characters as written."""
    body = context_of("甲。", "全年 公 开信息。").body
    at = body.text.index("全年公开") + 2
    assert body.written(at, at + 2) == "公 开"
    assert body.place(at, at + 2) == "P11+3:3"


def test_a_passage_without_place_gives_none(lists: Lists) -> None:
    """Where the document names no place, none is made up."""
    body = Body({"lead": (Passage("lead", "甲乙", ""),)}, lists)
    assert body.place(0, 1) == ""
    assert body.passage(1).part == "lead"


def test_neighbouring_parts_are_one_stretch(context_of: Make) -> None:
    """All parts together are scanned as one; a part that is empty or unknown is no stretch."""
    body = context_of("甲。").body
    assert len(body.spans(("all",))) == 1
    assert body.spans(("section.2",)) == ()
    assert len(body.spans(("lead", "section.5"))) == 2


def test_an_empty_report_has_an_empty_text(lists: Lists) -> None:
    """Nothing read, nothing found."""
    body = Body(passages_of(Report()), lists)
    assert body.text == ""
    assert list(body.hits("typos")) == []


def test_sentences_end_at_stops_and_paragraphs(context_of: Make) -> None:
    """Stops are left out, empty sentences too."""
    context = context_of("甲。乙！。", "丙，丁")
    assert said(context, context.body.sentences(("section.1",))) == ["甲", "乙", "丙，丁"]
    assert [passage.place for passage in context.sentences(("section.1",))] == ["P10+0:1", "P10+2:1", "P11+0:3"]


def test_clauses_keep_brackets_and_thousands_together(context_of: Make) -> None:
    """What stands in brackets is a clause of its own and does not cut the one around it."""
    context = context_of("收到申请（含上年2件，网上1件）19件，信息1,234条。")
    body = context.body
    sentence = body.sentence(body.text.index("收到申请（"))
    assert said(context, body.parsed(sentence).clauses) == [
        "收到申请（含上年2件，网上1件）19件", "信息1,234条", "含上年2件", "网上1件",
    ]  # fmt: skip
    inner = body.clause(body.text.index("网上"))
    assert said(context, [inner]) == ["网上1件"]


def test_lines_above_are_few_and_of_the_same_part(context_of: Make) -> None:
    """The nearest first; the search ends at the part's first paragraph, or after as many as are asked for."""
    context = context_of("甲。", "乙。", "丙。")
    at = context.body.text.index("丙")
    assert said(context, context.body.lines_above(at, 1)) == ["乙。"]
    assert said(context, context.body.lines_above(at, 9)) == ["乙。", "甲。"]


def test_sentences_with_a_word_are_those_of_the_parts_asked_for(context_of: Make) -> None:
    """A word in section one brings up no sentence of section five."""
    context = context_of("上年结转1件。收到2件。")
    assert said(context, context.body.sentences_with("carry_words", ("section.1",))) == ["上年结转1件"]
    assert said(context, context.body.sentences_with("carry_words", ("section.5",))) == []


def test_hits_are_those_of_the_parts_asked_for(context_of: Make) -> None:
    """A term in section one is no hit in the lead-in; through the context offsets are those of the passage."""
    context = context_of("坚持公开为 原则。")
    assert list(context.body.hits("old_law", ("lead",))) == []
    [(passage, hit)] = context.hits("old_law", ("section.1",))
    assert passage.text[hit.start : hit.end] == "公开为 原则"


def test_hits_of_another_year_or_kind_are_left_out(context_of: Make) -> None:
    """The context leaves out entries that do not hold for the report."""
    assert list(context_of("公开为原则。", report={"year": 2018}).hits("old_law")) == []


def test_contact_is_the_sentence_that_tells_how_to_reach_the_agency(context_of: Make) -> None:
    """The part named contact holds no other sentence of the lead-in."""
    context = context_of("甲。")
    words = "".join(passage.text for passage in context.parts(("contact",)))
    assert "邮编" in words
    assert "编制本报告" not in words


def test_without_a_list_there_is_no_contact(context_of: Make) -> None:
    """A rulebook without that list finds no contact instead of failing."""
    assert Body(context_of("甲。").body.passages, Lists({})).contact == ()


def test_hits_between_are_those_that_start_there(context_of: Make) -> None:
    """Of a scanned list as of one that is only looked for in stretches."""
    body = context_of("错字：贯切。上年贯切。").body
    start = body.text.index("贯切")
    assert [hit.start for hit in body.hits_between("typos", start, start + 3)] == [start]
    assert [hit.term.text for hit in body.hits_between("claim_scopes", start, start + 9)] == ["上年"]
    last = body.text.rindex("贯切")
    assert [hit.start for hit in body.hits_between("typos", last, len(body.text))] == [last]


def test_headings_are_sentences_of_their_own(context_of: Make) -> None:
    """They stand behind everything else, and the last of them ends with the text."""
    context = context_of("甲。")
    assert said(context, context.body.sentences(("headings",))) == [one.heading for one in context.report.sections]


def test_a_pause_belongs_to_no_clause(context_of: Make) -> None:
    """Whoever asks for the clause at a comma gets the sentence, and not the clause on one side of it."""
    context = context_of("收到申请3件，答复2件。")
    at = context.body.text.index("，答复")
    assert said(context, [context.body.clause(at), context.body.clause(at + 1)]) == ["收到申请3件，答复2件", "答复2件"]


def test_spans_hold_characters() -> None:
    """The end is exclusive."""
    assert [Span(2, 4).holds(at) for at in (1, 2, 3, 4)] == [False, True, True, False]


def test_numbers_read_once_are_those_of_each_stretch(context_of: Make) -> None:
    """A number of the whole text is that which its paragraph, or its segment of a sentence, gives by itself."""
    random = Random(15)
    for _ in range(300):
        words = ("".join(random.choices(_TOLD, k=random.randint(1, 14))) for _ in range(3))
        body = (context := context_of(*words)).body
        for line in body.lines(("section.1",)):
            alone = [(one.start + line.start, one.value, one.unit) for one in quantities(body.text[slice(*line)])]
            assert [(one.start, one.value, one.unit) for one in body.numbers_between(*line)] == alone
        for sentence in body.sentences(("section.1",)):
            for segment in cut(context, sentence):
                told = {(one.start, one.end, one.value, one.exact) for one in quantities(segment.words)}
                assert told >= {(one.start, one.end, one.value, one.exact) for one in segment.counts}
