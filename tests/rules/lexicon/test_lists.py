"""Lists of words: the format, its refusals, the one scan, excuses and a county's own additions."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.errors import RulebookError
from filings.figure import squeeze
from rules.lexicon.listfile import read_list
from rules.lexicon.lists import Lists, bare_text, load_lists, written_offsets
from rules.lexicon.terms import Term, TermList

SHIPPED = load_lists(files("rules") / "lists")


def lists_of(text: str, name: str = "words") -> Lists:
    """Lists made of one file."""
    return Lists({name: read_list(name, text, f"{name}.toml")})


def found(lists: Lists, text: str, name: str = "words") -> list[str]:
    """The words found in a text, as written there."""
    return [text[hit.start : hit.end] for hit in lists.scan(text).get(name, ())]


class TestFormat:
    """What a list file may say."""

    def test_four_ways_to_give_terms(self) -> None:
        """Plain terms, pairs, a word with its misspellings and full entries stand in one list."""
        text = 'about="a"\nterms=["一词"]\n[instead]\n"错字"="对字"\n[misspelt]\n"责任"=["则任","责认"]\n'
        text += '[[term]]\ntext="旧词"\nalso=["老词"]\ninstead="新词"\n'
        entries = read_list("words", text, "words.toml")
        assert [(term.text, term.instead) for term in entries.terms] == [
            ("一词", ""), ("错字", "对字"), ("则任", "责任"), ("责认", "责任"), ("旧词", "新词"), ("老词", "新词"),
        ]  # fmt: skip

    def test_every_field_is_read(self) -> None:
        """Dates, years, kinds, excuses and extras reach the term."""
        text = """about = "a"
        scan = false
        [excuse]
        before = ["原"]
        after = ["更名"]
        near = ["迎接"]
        titles = true
        [[term]]
        text = "某局"
        sort = "body"
        since = 2018-01-02
        until = 2019-01-02
        from_year = 2020
        until_year = 2022
        kinds = ["township"]
        unless = ["某局长"]
        near = ["历史"]
        basis = "某文件"
        note = "注"
        extra = { own = "县" }
        """
        entries = read_list("words", text, "words.toml")
        term = Term(
            text="某局", sort="body", since=date(2018, 1, 2), until=date(2019, 1, 2), from_year=2020, until_year=2022,
            kinds=frozenset({"township"}), unless=("某局长",), near=("历史",), basis="某文件", note="注",
            extra={"own": "县"},
        )  # fmt: skip
        excuses = {"before": ("原",), "after": ("更名",), "near": ("迎接",)}
        assert entries == TermList(name="words", terms=(term,), about="a", titles=True, scan=False, **excuses)

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ('terms = ["一"]', 1, "about"),
            ('about = "a"\n\ncolour = "red"', 3, "colour"),
            ('about = "a"\nterms = "一"', 2, "列表"),
            ('about = "a"\nterms = ["一", ""]', 2, "空"),
            ('about = "a"\nterms = ["一", 2]', 2, "2"),
            ('about = "a"\nterms = ["一词",\n"二词", "一词"]', 2, "两次"),
            ('about = "a"\n[instead]\n"错" = "错"', 2, "不同"),
            ('about = "a"\n[misspelt]\n"责任" = ["责任"]', 2, "不同"),
            ('about = "a"\n[misspelt]\n"责任" = "则任"', 2, "不同"),
            ('about = "a"\n[misspelt]\n"责任" = []', 2, "不同"),
            ('about = "a"\n[[term]]\ninstead = "对"', 2, "text"),
            ('about = "a"\n[[term]]\ntext = "一"\n[[term]]\ntext = "二"\nyears = 3', 6, "years"),
            ('about = "a"\n[[term]]\ntext = "一"\nfrom_year = true', 4, "整数"),
            ('about = "a"\n[[term]]\ntext = "一"\nfrom_year = 2022\nuntil_year = 2020', 3, "年度"),
            ('about = "a"\n[[term]]\ntext = "…通知"', 3, "文字"),
            ('about = "a"\n[[term]]\ntext = "一"\nsince = 2020-01-02\nuntil = 2019-01-01', 5, "晚于"),
            ('about = "a"\n[excuse]\nbehind = ["原"]', 3, "behind"),
        ],
    )
    def test_a_fault_is_refused_with_file_and_line(self, text: str, line: int, words: str) -> None:
        """Whatever does not hold together names its file, its line and what is wrong."""
        with pytest.raises(RulebookError, match=rf"^words\.toml:{line}：.*{words}"):
            read_list("words", text, "words.toml")

    def test_broken_toml_is_refused(self) -> None:
        """A file that is no TOML is refused with the parser's line."""
        with pytest.raises(RulebookError, match=r"words\.toml.*line 2"):
            read_list("words", 'about = "a"\nterms = [,]\n', "words.toml")

    def test_a_folder_is_loaded_by_file_name(self, tmp_path: Path) -> None:
        """Each file is a list of its own; other files are left alone."""
        (tmp_path / "b.toml").write_text('about="b"\nterms=["乙"]', "utf-8")
        (tmp_path / "a.toml").write_text('about="a"\nterms=["甲"]', "utf-8")
        (tmp_path / "notes.txt").write_text("x", "utf-8")
        lists = load_lists(tmp_path)
        assert lists.names == ("a", "b")
        assert "a" in lists
        assert "c" not in lists


class TestScan:
    """What is found."""

    def test_blanks_are_ignored_and_offsets_lead_back(self) -> None:
        """A term broken by blanks is found where it is written."""
        text = "坚持公 开为\n原则的要求"
        assert found(lists_of('about="a"\nterms=["公开为原则"]'), text) == ["公 开为\n原则"]

    def test_the_longer_term_wins(self) -> None:
        """A term within a longer one of the same list is not reported."""
        assert found(lists_of('about="a"\nterms=["上年", "上年结转"]'), "上年结转和上年") == ["上年结转", "上年"]

    def test_lists_do_not_hide_each_other(self) -> None:
        """A longer term of another list takes nothing away."""
        both = Lists({n: read_list(n, f'about="a"\nterms=["{t}"]', n) for n, t in (("a", "上年"), ("b", "上年结转"))})
        assert {name: len(hits) for name, hits in both.scan("上年结转").items()} == {"a": 1, "b": 1}

    def test_a_list_that_is_not_scanned_is_found_in_a_stretch(self) -> None:
        """Words asked for in short stretches only stay out of the scan."""
        lists = lists_of('about="a"\nscan=false\nterms=["其中"]')
        assert lists.scan("其中一件") == {}
        assert [hit.start for hit in lists.find("words", "总数，其中一件，其中", 2, 8)] == [3]

    @pytest.mark.parametrize(
        ("more", "text", "count"),
        [
            ('unless=["最新条例"]', "按照最新条例办理", 0),
            ('unless=["新条例送"]', "把新条例送到", 0),
            ('unless=["最新条例"]', "按照新条例，不是最新的", 1),
            ('near=["征求"]', "征求意见时新条例规定。", 0),
            ('near=["征求"]', "征求意见。新条例规定。", 1),
        ],
    )
    def test_a_term_is_excused(self, more: str, text: str, count: int) -> None:
        """By a word that overlaps it, or by one in the same sentence."""
        assert len(found(lists_of(f'about="a"\n[[term]]\ntext="新条例"\n{more}'), text)) == count

    @pytest.mark.parametrize(
        ("excuse", "text", "count"),
        [
            ('before=["原"]', "原国土局", 0),
            ('before=["原"]', "国土局原址", 1),
            ('after=["更名为"]', "国土局更名为某局", 0),
            ("titles=true", "《国土局工作规则》", 0),
            ("titles=true", "《规则》由国土局", 1),
            ('near=["撤销"]', "撤销县国土局。", 0),
        ],
    )
    def test_a_list_is_excused(self, excuse: str, text: str, count: int) -> None:
        """By what stands before, behind or around every term of the list."""
        assert len(found(lists_of(f'about="a"\nterms=["国土局"]\n[excuse]\n{excuse}'), text)) == count

    @given(st.text(alphabet="公开为原则上年 \n\u200b结转其中，。《》\ufeff条例", max_size=60))
    def test_any_text_can_be_scanned(self, text: str) -> None:
        """No text makes the scan fail, and every hit spells its term."""
        for name, hits in SHIPPED.scan(text).items():
            for hit in hits:
                assert squeeze(text[hit.start : hit.end]) == hit.term.anchor, name

    @given(st.text(max_size=80))
    def test_blanks_are_those_of_the_figures(self, text: str) -> None:
        """The quick way without blanks gives the same as the slow one, and its offsets are right."""
        bare = bare_text(text)
        assert bare == squeeze(text)
        assert "".join(text[at] for at in written_offsets(text, bare)) == bare


class TestTerm:
    """When an entry holds."""

    @pytest.mark.parametrize(
        ("year", "holds"), [(2018, False), (2019, True), (2021, True), (2022, False), (None, False)]
    )
    def test_report_years_bound_an_entry(self, year: int | None, *, holds: bool) -> None:
        """Inclusive at both ends; an unknown year holds no dated entry."""
        assert Term(text="词", from_year=2019, until_year=2021).applies(year, "") is holds

    def test_kinds_bound_an_entry(self) -> None:
        """An entry for governments does not concern a department; one without kinds concerns all."""
        assert not Term(text="词", kinds=frozenset({"government"})).applies(2020, "department")
        assert Term(text="词").applies(None, "")


class TestOverlay:
    """A county's own lists."""

    def test_lists_are_joined_and_added(self) -> None:
        """A list of the same name gains terms, one with the same text is replaced, a new list is added."""
        base = lists_of('about="a"\n[instead]\n"甲"="乙"')
        mine = read_list("words", 'about="a"\n[instead]\n"甲"="丙"\n"丁"="戊"\n[excuse]\ntitles=true', "x")
        other = read_list("officials", 'about="a"\nterms=["某某"]', "y")
        wide = base.extended([mine, other])
        assert {term.text: term.instead for term in wide["words"].terms} == {"甲": "丙", "丁": "戊"}
        assert wide.names == ("words", "officials")
        assert found(wide, "《甲》甲") == ["甲"]
        assert base["words"].terms[0].instead == "乙"


class TestShipped:
    """The lists that ship."""

    def test_no_term_needs_itself_mended(self) -> None:
        """What a list offers instead is not itself flagged by that list: following it ends the finding."""
        for name in ("typos", "alike_words", "glyphs", "old_law", "deputies_terms", "abolished"):
            for term in SHIPPED[name].terms:
                text = term.instead
                flagged = [hit.term.text for hit in SHIPPED.scan(text).get(name, ())]
                assert not flagged, (name, term.text, flagged)

    def test_meetings_are_in_order(self) -> None:
        """Every dated meeting names the day it was held, and a later congress makes it stale later."""
        party = [term for term in SHIPPED["congresses"].terms if term.sort == "party"]
        assert all(term.since and term.extra["held"] == term.since.isoformat() for term in party)
        stale = [(term.since, term.extra["stale_from"]) for term in party if "stale_from" in term.extra]
        assert [year for _, year in sorted(stale, key=lambda pair: (pair[0], pair[1]))] == sorted(y for _, y in stale)
